"""A playbook that came from the hub and that whoever sits here has not been told of yet."""

from __future__ import annotations

import msgspec

from app.desktop.leadbook import LeadBook
from app.desktop.ports import Store
from app.desktop.publishers import publisher_of

#: the hub and the version that were told of last
_TOLD = "playbook.news"


class NewPlaybook(msgspec.Struct, frozen=True):
    """The version in force since lately; `by` and `why` are "" where the hub does not say."""

    version: int
    name: str
    by: str
    why: str


class PlaybookNews:
    """Tells of a version until it has been read away, through any number of starts; of the first of a hub, nothing."""

    def __init__(self, store: Store, book: LeadBook) -> None:
        self._store, self._book = store, book

    def untold(self) -> NewPlaybook | None:
        """Return what is in force now, if that is news here; one's own publishing is none."""
        with self._store.reading() as tx:
            identity, row, told = self._book.identity(tx), self._book.playbook_row(tx, 0), tx.fact(_TOLD)
            publisher = publisher_of(tx, row.version)
        if not identity.hub_id or identity.last_sync_at is None:
            return None
        hub, _, version = (told or b"").decode().rpartition(" ")
        if hub == identity.hub_id and version == str(row.version):
            return None
        if hub != identity.hub_id or publisher.by == identity.officer.name:
            self.told()
            return None
        return NewPlaybook(row.version, row.name, publisher.by, publisher.why)

    def told(self) -> None:
        """Note that whoever sits here knows what is in force."""
        with self._store.writing() as tx:
            identity, row = self._book.identity(tx), self._book.playbook_row(tx, 0)
            tx.put_fact(_TOLD, f"{identity.hub_id} {row.version}".encode())
