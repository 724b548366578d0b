"""What of this desk was told to its hub and when, and what never is: the officer's private notes."""

from __future__ import annotations

from datetime import datetime

from storage.desktop.driver import Connection
from storage.desktop.finding import Finding
from storage.instants import from_micros, to_micros


class Telling(Finding):
    """The queries of one transaction about the log's way to the hub, and about private notes."""

    conn: Connection

    def events_before(self, seq: int, limit: int) -> list[bytes]:
        """Return the events before a number, newest first."""
        return self.conn.ask_each("SELECT wire FROM event WHERE seq < ? ORDER BY seq DESC LIMIT ?", seq, limit)

    def event_types(self, up_to: int) -> dict[str, int]:
        """Return how many events of each type there are up to a number."""
        return dict(self.conn.ask(_TYPES, up_to))

    def note_receipt(self, seq: int, at: datetime | None) -> None:
        """Note when the hub had the log up to there; the first time counts, a hub put back asks for it again."""
        micros = None if at is None else to_micros(at)
        self.conn.tell("INSERT INTO receipt (seq, at) VALUES (?, ?) ON CONFLICT DO NOTHING", seq, micros)

    def receipts(self, seq: int, limit: int) -> list[tuple[int, datetime | None]]:
        """Return the receipts from a number on, in order."""
        rows = self.conn.ask("SELECT seq, at FROM receipt WHERE seq >= ? ORDER BY seq LIMIT ?", seq, limit)
        return [(number, None if at is None else from_micros(at)) for number, at in rows]

    def drop_receipts(self) -> None:
        self.conn.tell("DELETE FROM receipt")

    def private_note(self, lead_id: str) -> tuple[str, datetime] | None:
        rows = self.conn.ask("SELECT words, changed_at FROM private_note WHERE lead_id = ?", lead_id)
        return (rows[0][0], from_micros(rows[0][1])) if rows else None

    def put_private_note(self, lead_id: str, words: str, at: datetime) -> None:
        """Write the note of a lead anew, and have the lead found by it; "" takes it away."""
        self.note_private(lead_id, words, at)
        if words:
            self.conn.tell(_PUT_NOTE, lead_id, words, to_micros(at))
        else:
            self.conn.tell("DELETE FROM private_note WHERE lead_id = ?", lead_id)

    def private_note_count(self) -> int:
        return int(self.conn.ask_one("SELECT count(*) FROM private_note"))


_TYPES = """
    SELECT json_extract(CAST(wire AS TEXT), '$.type') AS type, count(*) FROM event WHERE seq <= ? GROUP BY 1
"""
_PUT_NOTE = """
    INSERT INTO private_note (lead_id, words, changed_at) VALUES (?, ?, ?)
    ON CONFLICT (lead_id) DO UPDATE SET words = excluded.words, changed_at = excluded.changed_at
"""
