"""Reminders: each lead has at most one, in the row of where it stands."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from app.desktop.ports import DueRow
from storage.desktop import tables as t
from storage.desktop.bearings import BEARING_OF_LEAD

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection


class Ringing:
    """Reads reminders and notes that they were shown or put off; `Planning` writes them with where leads stand."""

    conn: Connection

    def reminder_of(self, lead_id: str) -> DueRow | None:
        return _due_row(self.conn.execute(_REMINDER.where(t.lead.c.lead_id == lead_id)).first())

    def reminder(self, reminder_id: str) -> DueRow | None:
        return _due_row(self.conn.execute(_REMINDER.where(_is_reminder(reminder_id))).first())

    def due_reminders(self, now: datetime, limit: int, *, new_too: bool = True) -> list[DueRow]:
        query = _REMINDER.where(t.bearing.c.ring_at <= now).order_by(t.bearing.c.ring_at).limit(limit)
        if not new_too:
            query = query.where(~_IS_NEW)
        return [due for row in self.conn.execute(query) if (due := _due_row(row)) is not None]

    def claim_reminder(self, reminder_id: str, now: datetime) -> bool:
        unshown = _is_reminder(reminder_id) & t.bearing.c.ring_at.is_not(None)
        return self._ring(unshown, shown_at=now, ring_at=None)

    def postpone_reminder(self, reminder_id: str, until: datetime) -> bool:
        """Ring again at `until`, whether or not it was shown: snoozed by the officer, or shut by a rule for now."""
        return self._ring(_is_reminder(reminder_id), shown_at=None, snoozed_until=until, ring_at=until)

    def _ring(self, which: ColumnElement[bool], **values: object) -> bool:
        ours = select(t.bearing.c.lead_no).select_from(t.bearing.join(t.lead, BEARING_OF_LEAD)).where(which)
        statement = update(t.bearing).where(t.bearing.c.lead_no.in_(ours)).values(**values)
        return self.conn.execute(statement).rowcount == 1

    def next_reminder_at(self, *, new_too: bool = True) -> datetime | None:
        # said in these words the index of what rings is read, which has no others; its first entry is the answer
        query = select(func.min(t.bearing.c.ring_at)).where(t.bearing.c.ring_at.is_not(None))
        found: datetime | None = self.conn.scalar(query if new_too else query.where(~_IS_NEW))
        return found


#: nobody tried it since it came, and nothing was promised
_IS_NEW = (t.bearing.c.attempts == 0) & t.bearing.c.promise_id.is_(None)
_REMINDER = (
    select(t.lead.c.lead_id, t.bearing)
    .select_from(t.bearing.join(t.lead, BEARING_OF_LEAD))
    .where(t.bearing.c.key.is_not(None))
)


def _is_reminder(reminder_id: str) -> ColumnElement[bool]:
    lead_id, _, number = reminder_id.rpartition(".")
    return (t.lead.c.lead_id == lead_id) & (t.bearing.c.ring_no == number) & t.bearing.c.key.is_not(None)


def _due_row(row: Any) -> DueRow | None:
    if row is None:
        return None
    reminder_id, is_new_lead = f"{row.lead_id}.{row.ring_no}", row.attempts == 0
    return DueRow(reminder_id, row.lead_id, row.due_at, row.shown_at, row.snoozed_until, is_new_lead)
