"""What planning many leads at once asks for and writes back, a few statements for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Integer, literal_column, select, text

from app.desktop.ports import Bearings, HeldLead, Mover, Numbers, Stood, unplanned
from app.domain.activity import Activity, Kind
from app.domain.stage import Stage
from app.domain.standing import Next
from storage.columns import from_micros
from storage.desktop import tables as t
from storage.desktop.asking import Question
from storage.desktop.bearings import (
    BEARING_OF_LEAD,
    COLUMNS,
    SET_BEARING,
    STOOD,
    bearings_of,
    manner_of,
    move_bearings,
    values_of,
)
from storage.engine import ask_driver, make_room, tell_driver, tell_driver_many

if TYPE_CHECKING:
    from sqlalchemy import Connection, Index

_LEAD_NO = literal_column("lead.rowid", Integer)
_HELD = select(_LEAD_NO.label("lead_no"), t.lead.c.body, t.lead.c.from_hub, t.lead.c.listed, *COLUMNS)
_WITH_MANNER = t.manner.c.manner_no == t.bearing.c.manner_no
HELD = _HELD.select_from(t.lead.outerjoin(t.bearing, BEARING_OF_LEAD).outerjoin(t.manner, _WITH_MANNER))
#: leads by when something is due or looked at again
PLANNED = _HELD.select_from(t.bearing.join(t.lead, BEARING_OF_LEAD).join(t.manner, _WITH_MANNER))
#: from so many rows on it pays to keep their pages in memory
MANY = 1000
#: moved in one statement, at eight values each well below what one may bind
_MOVED_AT_ONCE = 500


class Planning:
    """Reads and writes by the lead ids it is handed, however many: they travel as one JSON array."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn
        self._manners: dict[str, int] = {}
        #: the numbers of leads that this transaction has met; nobody else can change them meanwhile
        self._lead_nos: dict[str, int] = {}

    def held(self, lead_ids: Sequence[str]) -> list[HeldLead]:
        """Return these leads in the order of their ids; those that are not here are left out."""
        return [self._met(row) for row in _HELD_OF.ask(self.conn, ids=_json(lead_ids))]

    def _met(self, row: tuple[Any, ...]) -> HeldLead:
        held = held_of(row)
        self._lead_nos[held.lead.lead_id] = held.number
        return held

    def activities(self, lead_id: str) -> list[Activity]:
        return self.histories([lead_id])[lead_id]

    def histories(self, lead_ids: Sequence[str], kinds: Iterable[Kind] = ()) -> Mapping[str, list[Activity]]:
        """Return the activities of each lead in the order they began, taken back or not; of some kinds alone if named.

        What was taken back is seen only with `Kind.RETRACTED` among the kinds.
        """
        found: dict[str, list[Activity]] = defaultdict(list)
        wanted = [kind.value for kind in kinds]
        ids = _json(lead_ids)
        rows = _OF_KINDS.ask(self.conn, ids=ids, kinds=_json(wanted)) if wanted else _ACTIVITIES.ask(self.conn, ids=ids)
        for (activity,) in rows:
            found[activity.lead_id].append(activity)
        return found

    def known_numbers(self, asked: Mapping[str, Numbers]) -> Mapping[str, tuple[list[datetime], bool]]:
        """Return for each lead when its numbers were tried other than on it, and whether one of them is blocked."""
        keys = _json([(lead_id, key) for lead_id, ours in asked.items() for key in set(ours.keys)])
        hashes = _json([(lead_id, one.hex()) for lead_id, ours in asked.items() for one in set(ours.hashes)])
        tried: dict[str, list[datetime]] = {lead_id: [] for lead_id in asked}
        blocked: set[str] = set()
        for lead_id, at in ask_driver(self.conn, _KNOWN_NUMBERS, keys, hashes):
            if at is None:
                blocked.add(lead_id)
            else:
                tried[lead_id].append(from_micros(at))
        return {lead_id: (times, lead_id in blocked) for lead_id, times in tried.items()}

    def set_bearings(self, bearings: Mapping[str, Bearings]) -> None:
        """Write where leads stand. A reminder of the same thing at the same time stays as it is, shown or snoozed."""
        numbers = self._numbers(bearings)
        rows = [
            (lead_no, self.manner_no(new.stage, new.next, new.zone), *values_of(new))
            for lead_id, new in bearings.items()
            if (lead_no := numbers.get(lead_id)) is not None
        ]
        if len(rows) > MANY:
            make_room(self.conn)
        if rows:
            # in the order of their pages, so that each is written once
            tell_driver_many(self.conn, SET_BEARING, sorted(rows))

    def _numbers(self, lead_ids: Iterable[str]) -> dict[str, int]:
        """Return the numbers of these leads' rows; those that are not here are left out."""
        ids = list(lead_ids)
        if unmet := [lead_id for lead_id in ids if lead_id not in self._lead_nos]:
            self._lead_nos.update(ask_driver(self.conn, _NUMBERS_OF, _json(unmet)))
        return {lead_id: self._lead_nos[lead_id] for lead_id in ids if lead_id in self._lead_nos}

    def manner_no(self, stage: Stage, stands: Next, zone: str) -> int:
        """Return the number of what leads that stand like this have in common; it is written down the first time."""
        body = manner_of(stage, stands, zone)
        number = self._manners.get(body)
        if number is None:
            found = ask_driver(self.conn, _MANNER_NO, body) or ask_driver(self.conn, _ADD_MANNER, body)
            number = self._manners[body] = found[0][0]
        return number

    def forget_bearings(self, lead_ids: Iterable[str]) -> None:
        """Have these leads planned anew by whoever asks first for what is to be done."""
        ids = list(lead_ids)
        self.conn.execute(_FORGET_BEARINGS, {"ids": _json(ids)})
        self.drop_gists(ids)

    # -- all leads at once -----------------------------------------------------------------------------

    def stood(self, after: int, limit: int) -> Stood | None:
        """Return where planned leads stood, `limit` of those behind a number; None where there are none."""
        if after < 0:
            self._manners = dict(ask_driver(self.conn, "SELECT body, manner_no FROM manner"))
            make_room(self.conn)
        [(numbers, gists)] = ask_driver(self.conn, STOOD, after, limit)
        return Stood(bytes.fromhex(numbers), bytes.fromhex(gists)) if numbers else None

    @contextmanager
    def moving(self) -> Iterator[Mover]:
        dropped: list[Index] = []

        def move(rows: Sequence[tuple[Any, ...]], *, most: bool) -> None:
            if most and not dropped:
                dropped.extend(sorted(t.bearing.indexes, key=lambda index: str(index.name)))
                for index in dropped:
                    index.drop(self.conn)
            for start in range(0, len(rows), _MOVED_AT_ONCE):
                some = rows[start : start + _MOVED_AT_ONCE]
                tell_driver(self.conn, move_bearings(len(some)), *chain.from_iterable(some))

        yield move
        for index in dropped:
            index.create(self.conn)

    def ids_of(self, lead_nos: Sequence[int]) -> list[str]:
        return list(self.conn.scalars(_IDS_OF, {"numbers": _json(lead_nos)}))

    def set_gists(self, gists: Mapping[str, bytes]) -> None:
        """Keep what the array engine asks about leads; b"" for a lead that it is not to be asked about."""
        numbers = self._numbers(gists)
        rows = sorted((numbers[lead_id], gist) for lead_id, gist in gists.items() if gist and lead_id in numbers)
        self.drop_gists([lead_id for lead_id, gist in gists.items() if not gist])
        if rows:
            tell_driver_many(self.conn, "INSERT OR REPLACE INTO gist VALUES (?, ?)", rows)

    def drop_gists(self, lead_ids: Sequence[str]) -> None:
        if numbers := self._numbers(lead_ids):
            tell_driver(self.conn, _DROP_GISTS, _json(list(numbers.values())))


def held_of(row: Any) -> HeldLead:
    """Return a row of `HELD` as a lead with where it stands."""
    number, lead, from_hub, listed, *bearings = row
    if bearings[-1] is None:
        return unplanned(lead, from_hub=from_hub, listed=listed or (), number=number)
    return HeldLead(lead, bearings_of(bearings), from_hub, listed or (), number)


def _json(values: Sequence[object]) -> str:
    return msgspec.json.encode(values).decode()


_GIVEN_IDS = text("SELECT value FROM json_each(:ids)").columns(value=t.lead.c.lead_id.type)
# asked for every outcome that is logged, so they are put together once
_HELD_OF = Question(HELD.where(t.lead.c.lead_id.in_(_GIVEN_IDS)).order_by(t.lead.c.lead_id))
# what happened in one instant keeps the order it was logged in: it says which call was which
_OF_LEADS = (
    select(t.activity.c.body)
    .where(t.activity.c.lead_id.in_(_GIVEN_IDS))
    .order_by(t.activity.c.lead_id, t.activity.c.began_at, t.activity.c.logged_at, text("activity.rowid"))
)
_GIVEN_KINDS = text("SELECT value FROM json_each(:kinds)").columns(value=t.activity.c.kind.type)
_ACTIVITIES = Question(_OF_LEADS)
_OF_KINDS = Question(_OF_LEADS.where(t.activity.c.kind.in_(_GIVEN_KINDS)))
_NUMBERS_OF = "SELECT lead_id, rowid FROM lead WHERE lead_id IN (SELECT value FROM json_each(?))"
_IDS_OF = text("SELECT lead_id FROM lead WHERE rowid IN (SELECT value FROM json_each(:numbers)) ORDER BY rowid")
_DROP_GISTS = "DELETE FROM gist WHERE lead_no IN (SELECT value FROM json_each(?))"
_ADD_MANNER = "INSERT INTO manner (body) VALUES (?) RETURNING manner_no"
_MANNER_NO = "SELECT manner_no FROM manner WHERE body = ?"
_FORGET_BEARINGS = text("""
    INSERT INTO bearing (lead_no, revisit_at)
    SELECT rowid, 0 FROM lead WHERE lead_id IN (SELECT value FROM json_each(:ids))
    ON CONFLICT (lead_no) DO UPDATE SET revisit_at = 0
""")
_KNOWN_NUMBERS = """
    WITH known (lead_id, phone_key) AS (SELECT value ->> 0, value ->> 1 FROM json_each(?)),
    hashed (lead_id, number_hash) AS (SELECT value ->> 0, unhex(value ->> 1) FROM json_each(?))
    SELECT known.lead_id, began_at FROM known JOIN tried USING (phone_key) WHERE tried.lead_id <> known.lead_id
    UNION ALL
    SELECT lead_id, at FROM hashed JOIN company_try USING (number_hash)
    UNION ALL
    SELECT lead_id, NULL FROM known JOIN blocked_number USING (phone_key)
    UNION ALL
    SELECT lead_id, NULL FROM hashed JOIN company_block USING (number_hash)
"""
