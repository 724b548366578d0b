"""What an officer writes to themselves about a lead: it is in no event, and goes when the lead goes."""

from __future__ import annotations

from app.clock import Clock
from app.desktop.activities import check_length
from app.desktop.changes import NOTHING, Changed, Touched
from app.desktop.leadbook import LeadBook
from app.desktop.ports import Store


class PrivateNotes:
    """One note a lead, written over; unlike a note of an outcome it is nobody else's and no evidence."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook) -> None:
        self._store, self._clock, self._book = store, clock, book

    def keep(self, lead_id: str, words: str) -> Changed:
        """Keep the note of a lead as it is now; nothing but blanks takes it away."""
        words = words.strip()
        check_length(words)
        with self._store.writing() as tx:
            lead_id = self._book.held(tx, lead_id).lead.lead_id
            kept = tx.private_note(lead_id)
            if words == (kept[0] if kept else ""):
                return NOTHING
            tx.put_private_note(lead_id, words, self._clock.now())
        return Changed(Touched.LEAD, frozenset({lead_id}))
