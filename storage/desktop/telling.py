"""What of this desk was told to its hub and when, and what never is: the officer's private notes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from storage.desktop import tables as t
from storage.desktop.finding import Finding

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Telling(Finding):
    """The queries of one transaction about the log's way to the hub, and about private notes."""

    conn: Connection

    def events_before(self, seq: int, limit: int) -> list[bytes]:
        """Return the events before a number, newest first."""
        query = select(t.event.c.wire).where(t.event.c.seq < seq).order_by(t.event.c.seq.desc()).limit(limit)
        return list(self.conn.scalars(query))

    def event_types(self, up_to: int) -> dict[str, int]:
        """Return how many events of each type there are up to a number."""
        return {row.type: row.n for row in self.conn.execute(_TYPES, {"up_to": up_to})}

    def note_receipt(self, seq: int, at: datetime | None) -> None:
        """Note when the hub had the log up to there; the first time counts, a hub put back asks for it again."""
        self.conn.execute(upsert(t.receipt).values(seq=seq, at=at).on_conflict_do_nothing())

    def receipts(self, seq: int, limit: int) -> list[tuple[int, datetime | None]]:
        """Return the receipts from a number on, in order."""
        query = select(t.receipt).where(t.receipt.c.seq >= seq).order_by(t.receipt.c.seq).limit(limit)
        return [(row.seq, row.at) for row in self.conn.execute(query)]

    def drop_receipts(self) -> None:
        self.conn.execute(delete(t.receipt))

    def private_note(self, lead_id: str) -> tuple[str, datetime] | None:
        row = self.conn.execute(select(t.private_note).where(t.private_note.c.lead_id == lead_id)).first()
        return None if row is None else (row.words, row.changed_at)

    def put_private_note(self, lead_id: str, words: str, at: datetime) -> None:
        """Write the note of a lead anew, and have the lead found by it; "" takes it away."""
        self.note_private(lead_id, words, at)
        if not words:
            self.conn.execute(delete(t.private_note).where(t.private_note.c.lead_id == lead_id))
            return
        values = {"words": words, "changed_at": at}
        statement = upsert(t.private_note).values(lead_id=lead_id, **values)
        self.conn.execute(statement.on_conflict_do_update(index_elements=["lead_id"], set_=values))

    def private_note_count(self) -> int:
        return self.conn.scalar(select(func.count()).select_from(t.private_note)) or 0


_TYPES = text("""
    SELECT json_extract(CAST(wire AS TEXT), '$.type') AS type, count(*) AS n FROM event
    WHERE seq <= :up_to GROUP BY 1
""")
