"""What planning many leads at once asks for and writes back, a few statements for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import select, text

from app.desktop.ports import Bearings, HeldLead, Numbers, Remind
from app.domain.activity import Activity, Kind
from app.domain.ids import new_id
from app.domain.stage import Stage
from app.domain.standing import Due, Paused, Wait
from storage.columns import from_micros, to_micros
from storage.desktop import tables as t

if TYPE_CHECKING:
    from sqlalchemy import Connection

HELD = select(t.lead.c.lead_id, t.lead.c.body, t.lead.c.bearings, t.lead.c.from_hub, t.lead.c.listed)


_encode = msgspec.json.Encoder().encode


class Planning:
    """Reads and writes by the lead ids it is handed, however many: they travel as one JSON array."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn

    def held(self, lead_ids: Sequence[str]) -> list[HeldLead]:
        """Return these leads in the order of their ids; those that are not here are left out."""
        return [held_of(row) for row in self.conn.execute(_HELD_OF, {"ids": _json(lead_ids)})]

    def activities(self, lead_id: str) -> list[Activity]:
        return self.histories([lead_id])[lead_id]

    def histories(self, lead_ids: Sequence[str], kinds: Iterable[Kind] = ()) -> Mapping[str, list[Activity]]:
        """Return the activities of each lead in the order they began, taken back or not; of some kinds alone if named.

        What was taken back is seen only with `Kind.RETRACTED` among the kinds.
        """
        found: dict[str, list[Activity]] = defaultdict(list)
        wanted = [kind.value for kind in kinds]
        query = _ACTIVITIES.where(t.activity.c.kind.in_(wanted)) if wanted else _ACTIVITIES
        for activity in self.conn.scalars(query, {"ids": _json(lead_ids)}):
            found[activity.lead_id].append(activity)
        return found

    def known_numbers(self, asked: Mapping[str, Numbers]) -> Mapping[str, tuple[list[datetime], bool]]:
        """Return for each lead when its numbers were tried other than on it, and whether one of them is blocked."""
        numbers = {
            "keys": _json([(lead_id, key) for lead_id, ours in asked.items() for key in set(ours.keys)]),
            "hashes": _json([(lead_id, one.hex()) for lead_id, ours in asked.items() for one in set(ours.hashes)]),
        }
        tried: dict[str, list[datetime]] = {lead_id: [] for lead_id in asked}
        blocked: set[str] = set()
        for lead_id, at in self.conn.execute(_KNOWN_NUMBERS, numbers):
            if at is None:
                blocked.add(lead_id)
            else:
                tried[lead_id].append(from_micros(at))
        return {lead_id: (times, lead_id in blocked) for lead_id, times in tried.items()}

    def set_bearings(self, bearings: Mapping[str, Bearings]) -> None:
        rows = [
            (
                _encode(new).decode(),
                new.stage.value,
                to_micros(new.next.due_at) if isinstance(new.next, Due) else None,
                None if new.revisit_at is None else to_micros(new.revisit_at),
                lead_id,
            )
            for lead_id, new in bearings.items()
        ]
        if rows:
            self.conn.exec_driver_sql(_SET_BEARINGS, rows)

    def forget_bearings(self, lead_ids: Iterable[str]) -> None:
        """Have these leads planned anew by whoever asks first for what is to be done."""
        self.conn.execute(_FORGET_BEARINGS, {"ids": _json(list(lead_ids))})

    def set_reminders(self, reminds: Iterable[Remind], at: datetime) -> None:
        """Remind of what `key` names at `due_at`; None drops the reminder. The same key and time changes nothing."""
        wanted = {remind.lead_id: remind for remind in reminds}
        found = self.conn.execute(_REMINDERS_OF, {"ids": _json(list(wanted))})
        old = {row.lead_id: (row.key, row.due_at) for row in found}
        gone = [(lead_id,) for lead_id in old if wanted[lead_id].due_at is None]
        new = [
            (lead_id, new_id(at), remind.key, due := to_micros(remind.due_at), due, remind.is_new_lead)
            for lead_id, remind in wanted.items()
            if remind.due_at is not None and old.get(lead_id) != (remind.key, remind.due_at)
        ]
        if gone:
            self.conn.exec_driver_sql(_DROP_REMINDER, gone)
        if new:
            self.conn.exec_driver_sql(_SET_REMINDER, new)


def held_of(row: Any) -> HeldLead:
    """Return a row of `HELD` as a lead with where it stands."""
    bearings: Bearings | None = row.bearings
    if bearings is None:
        # a lead just written and not yet planned waits for its first plan, which the same transaction makes
        bearings = Bearings(stage=Stage.NEW, next=Paused(Wait.LAST_WINDOW, row.body.received_at))
    return HeldLead(row.body, bearings, row.from_hub, row.listed or ())


def _json(values: Sequence[object]) -> str:
    return msgspec.json.encode(values).decode()


_GIVEN_IDS = text("SELECT value FROM json_each(:ids)").columns(value=t.lead.c.lead_id.type)
# asked for every outcome that is logged, so they are put together once
_HELD_OF = HELD.where(t.lead.c.lead_id.in_(_GIVEN_IDS)).order_by(t.lead.c.lead_id)
# what happened in one instant keeps the order it was logged in: it says which call was which
_ACTIVITIES = (
    select(t.activity.c.body)
    .where(t.activity.c.lead_id.in_(_GIVEN_IDS))
    .order_by(t.activity.c.lead_id, t.activity.c.began_at, t.activity.c.logged_at, text("activity.rowid"))
)
_REMINDERS_OF = select(t.reminder.c.lead_id, t.reminder.c.key, t.reminder.c.due_at).where(
    t.reminder.c.lead_id.in_(_GIVEN_IDS)
)
# in the driver's own words: thousands of rows at once are slower to put into SQLAlchemy's than to write
_SET_BEARINGS = "UPDATE lead SET bearings = ?, stage = ?, due_at = ?, revisit_at = ? WHERE lead_id = ?"
_DROP_REMINDER = "DELETE FROM reminder WHERE lead_id = ?"
_SET_REMINDER = """
    INSERT INTO reminder (lead_id, reminder_id, key, due_at, ring_at, is_new_lead) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (lead_id) DO UPDATE SET reminder_id = excluded.reminder_id, key = excluded.key,
    due_at = excluded.due_at, ring_at = excluded.ring_at, shown_at = NULL, snoozed_until = NULL,
    is_new_lead = excluded.is_new_lead
"""
_FORGET_BEARINGS = text("UPDATE lead SET bearings = NULL WHERE lead_id IN (SELECT value FROM json_each(:ids))")
_KNOWN_NUMBERS = text("""
    WITH known (lead_id, phone_key) AS (SELECT value ->> 0, value ->> 1 FROM json_each(:keys)),
    hashed (lead_id, number_hash) AS (SELECT value ->> 0, unhex(value ->> 1) FROM json_each(:hashes))
    SELECT known.lead_id, began_at FROM known JOIN tried USING (phone_key) WHERE tried.lead_id <> known.lead_id
    UNION ALL
    SELECT lead_id, at FROM hashed JOIN company_try USING (number_hash)
    UNION ALL
    SELECT lead_id, NULL FROM known JOIN blocked_number USING (phone_key)
    UNION ALL
    SELECT lead_id, NULL FROM hashed JOIN company_block USING (number_hash)
""")
