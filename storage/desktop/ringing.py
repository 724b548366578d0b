"""Reminders: each lead has at most one, in the row of where it stands."""

from __future__ import annotations

from datetime import datetime

from app.desktop.ports import DueRow
from storage.desktop.driver import Connection, Row
from storage.instants import from_micros, to_micros


class Ringing:
    """Reads reminders and notes that they were shown or put off; `Planning` writes them with where leads stand."""

    conn: Connection

    def reminder_of(self, lead_id: str) -> DueRow | None:
        return _first(self.conn.ask(_REMINDER_OF, lead_id))

    def reminder(self, reminder_id: str) -> DueRow | None:
        return _first(self.conn.ask(_REMINDER, *_lead_and_number(reminder_id)))

    def due_reminders(self, now: datetime, limit: int, *, new_too: bool = True) -> list[DueRow]:
        rows = self.conn.ask(_DUE if new_too else _DUE_TRIED, to_micros(now), limit)
        return [_due_row(row) for row in rows]

    def claim_reminder(self, reminder_id: str, now: datetime) -> bool:
        return self.conn.tell(_CLAIM, *_lead_and_number(reminder_id), to_micros(now)) == 1

    def postpone_reminder(self, reminder_id: str, until: datetime) -> bool:
        """Ring again at `until`, whether or not it was shown: snoozed by the officer, or shut by a rule for now."""
        return self.conn.tell(_POSTPONE, *_lead_and_number(reminder_id), to_micros(until)) == 1

    def next_reminder_at(self, *, new_too: bool = True) -> datetime | None:
        found = self.conn.ask_one(_NEXT if new_too else _NEXT_TRIED)
        return None if found is None else from_micros(found)


#: somebody tried it since it came, or something was promised
_IS_TRIED = "(attempts > 0 OR promise_id IS NOT NULL)"
_ROW = """
    SELECT lead_id, ring_no, due_at, shown_at, snoozed_until, attempts
    FROM bearing JOIN lead ON lead.rowid = lead_no WHERE "key" IS NOT NULL
"""
_REMINDER_OF = f"{_ROW} AND lead_id = ?"
_REMINDER = f"{_ROW} AND lead_id = ?1 AND ring_no = ?2"
_DUE = f"{_ROW} AND ring_at <= ?1 ORDER BY ring_at LIMIT ?2"
_DUE_TRIED = f"{_ROW} AND ring_at <= ?1 AND {_IS_TRIED} ORDER BY ring_at LIMIT ?2"
_IS_REMINDER = """
    lead_no = (SELECT rowid FROM lead WHERE lead_id = ?1) AND ring_no = ?2 AND "key" IS NOT NULL
"""
_CLAIM = f"UPDATE bearing SET shown_at = ?3, ring_at = NULL WHERE ring_at IS NOT NULL AND {_IS_REMINDER}"  # noqa: S608 - our own words
_POSTPONE = f"""
    UPDATE bearing SET shown_at = NULL, snoozed_until = ?3, ring_at = ?3 WHERE {_IS_REMINDER}
"""  # noqa: S608 - our own words
# said in these words the index of what rings is read, which has no others; its first entry is the answer
_NEXT = "SELECT min(ring_at) FROM bearing WHERE ring_at IS NOT NULL"
_NEXT_TRIED = f"{_NEXT} AND {_IS_TRIED}"


def _lead_and_number(reminder_id: str) -> tuple[str, str]:
    lead_id, _, number = reminder_id.rpartition(".")
    return lead_id, number


def _first(rows: list[Row]) -> DueRow | None:
    return _due_row(rows[0]) if rows else None


def _due_row(row: Row) -> DueRow:
    lead_id, ring_no, due_at, shown_at, snoozed_until, attempts = row
    return DueRow(
        f"{lead_id}.{ring_no}", lead_id, from_micros(due_at), _at(shown_at), _at(snoozed_until), attempts == 0
    )


def _at(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
