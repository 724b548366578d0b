"""The playbook in force on this desk, and putting another one in force where there is no hub."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from app.clock import Clock
from app.desktop.changes import NOTHING, Changed, Touched
from app.desktop.leadbook import LeadBook
from app.desktop.ports import PlaybookRow, Store
from app.domain.playbook import Playbook
from app.domain.playbook_checks import Checked, Terms, check, checked
from app.domain.playbook_file import read_published
from app.domain.templates import (
    INVENTED_COMPANY,
    INVENTED_LEAD,
    INVENTED_OFFICER,
    Template,
    fill,
    with_own,
)
from app.errors import BadInput


class Preview(msgspec.Struct, frozen=True):
    """A template filled for a lead, or for an invented one."""

    template: Template
    subject: str
    body: str
    is_invented: bool


class Playbooks:
    """Shows and changes the playbook. Leads stay on the version they arrived under until somebody moves them."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook, templates: Mapping[str, Template]) -> None:
        self._store, self._clock, self._book = store, clock, book
        self._terms = Terms(book.rules, templates)

    def current(self) -> Playbook:
        """Return the playbook new leads arrive under."""
        with self._store.reading() as tx:
            return self._book.playbook(tx, 0)

    def text(self) -> str:
        """Return the file of the playbook in force."""
        with self._store.reading() as tx:
            return self._book.playbook_row(tx, 0).text

    def check(self, text: str) -> Checked:
        """Judge a playbook's text as `use` would, and say what its author should know."""
        return check(text, self._terms)

    def use(self, text: str, name: str) -> tuple[Playbook, Changed]:
        """Put a playbook in force as the next version, or change nothing where it is in force already.

        What was in force once may be again without being judged anew, whatever the rules have become. Raises
        BadPlaybook, and BadInput where a hub decides.
        """
        with self._store.reading() as tx:
            known = {row.text: row.version for row in tx.playbooks()}
        playbook = read_published(text, known[text]) if text in known else checked(text, self._terms, name=name)
        with self._store.writing() as tx:
            if self._book.identity(tx).hub_id:
                raise BadInput("This desk follows its hub's playbook.", "Publish it there: hub playbook publish FILE")
            newest = self._book.playbook_row(tx, 0)
            if newest.text == text:
                return read_published(text, newest.version), NOTHING
            version = newest.version + 1
            tx.put_playbook(PlaybookRow(version, text, playbook.name, self._clock.now()))
        return read_published(text, version), Changed(Touched.PLAYBOOK | Touched.QUEUE)

    def preview(self, name: str, *, text: str = "", lead_id: str = "") -> Preview:
        """Return a template filled: of the playbook in `text`, else of the lead's own, else of the one in force.

        Without a lead it is filled with an invented one. Raises BadInput for a template or lead there is not.
        """
        lead, officer, company = INVENTED_LEAD, INVENTED_OFFICER, INVENTED_COMPANY
        with self._store.reading() as tx:
            version = 0
            if lead_id:
                lead = self._book.held(tx, lead_id).lead
                identity, version = self._book.identity(tx), lead.playbook_version
                officer, company = identity.officer, identity.company
            own = self._book.playbook(tx, version).templates
        if text:
            own = checked(text, self._terms, name="the playbook").templates
        templates = with_own(self._terms.templates, own)
        if name not in templates:
            raise BadInput(f"There is no template “{name}”.", f"There are {', '.join(sorted(templates))}.")
        return Preview(templates[name], *fill(templates[name], lead, officer, company), not lead_id)
