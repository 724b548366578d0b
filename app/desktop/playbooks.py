"""The playbook in force on this desk, and putting another one in force where there is no hub."""

from __future__ import annotations

from collections.abc import Collection

from app.clock import Clock
from app.desktop.changes import Changed, Touched
from app.desktop.leadbook import LeadBook
from app.desktop.ports import PlaybookRow, Store
from app.domain.playbook import Playbook
from app.domain.playbook_file import read_playbook
from app.errors import BadInput


class Playbooks:
    """Shows and changes the playbook. Leads stay on the version they arrived under."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook, templates: Collection[str]) -> None:
        self._store, self._clock, self._book = store, clock, book
        self._templates = frozenset(templates)

    def current(self) -> Playbook:
        """Return the playbook new leads arrive under."""
        with self._store.reading() as tx:
            return self._book.playbook(tx, 0)

    def text(self) -> str:
        """Return the file of the playbook in force."""
        with self._store.reading() as tx:
            return self._book.playbook_row(tx, 0).text

    def use(self, text: str, name: str) -> tuple[Playbook, Changed]:
        """Put a playbook in force as the next version; raises BadPlaybook, and BadInput where a hub decides."""
        playbook = read_playbook(text, name=name, templates=self._templates)
        with self._store.writing() as tx:
            if self._book.identity(tx).hub_id:
                raise BadInput("This desk follows its hub's playbook.", "Publish it there: hub playbook publish FILE")
            version = self._book.playbook_row(tx, 0).version + 1
            tx.put_playbook(PlaybookRow(version, text, playbook.name, self._clock.now()))
        return read_playbook(text, version=version, name=name), Changed(Touched.PLAYBOOK | Touched.QUEUE)
