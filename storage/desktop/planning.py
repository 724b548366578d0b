"""What planning many leads at once asks for and writes back, a few statements for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from typing import Any

import msgspec

from app.desktop.ports import Bearings, HeldLead, Mover, Numbers, Stood, unplanned
from app.domain.activity import Activity, Kind
from app.domain.lead import Lead
from app.domain.stage import Stage
from app.domain.standing import Next
from app.protocol.listed import ListedNumber
from storage.desktop.bearings import COLUMNS, SET_BEARING, STOOD, bearings_of, manner_of, move_bearings, values_of
from storage.desktop.driver import Connection, Row
from storage.instants import from_micros

_HELD = f"""
    lead.rowid, lead.body, from_hub, listed, {COLUMNS}
"""
HELD = f"""
    SELECT {_HELD} FROM lead LEFT JOIN bearing ON lead_no = lead.rowid LEFT JOIN manner USING (manner_no)
"""  # noqa: S608 - our own words
#: leads by when something is due or looked at again
PLANNED = f"""
    SELECT {_HELD} FROM bearing JOIN lead ON lead.rowid = lead_no JOIN manner USING (manner_no)
"""  # noqa: S608 - our own words
DROP_GISTS = "DELETE FROM gist WHERE lead_no IN (SELECT value FROM json_each(?))"
#: from so many rows on it pays to keep their pages in memory
MANY = 1000
#: moved in one statement, at eight values each well below what one may bind
_MOVED_AT_ONCE = 500


read_lead = msgspec.json.Decoder(Lead).decode
read_activity = msgspec.json.Decoder(Activity).decode
_read_listed = msgspec.json.Decoder(tuple[ListedNumber, ...]).decode


class Planning:
    """Reads and writes by the lead ids it is handed, however many: they travel as one JSON array."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn
        self._manners: dict[str, int] = {}
        #: the numbers of leads that this transaction has met; nobody else can change them meanwhile
        self._lead_nos: dict[str, int] = {}

    def held(self, lead_ids: Sequence[str]) -> list[HeldLead]:
        """Return these leads in the order of their ids; those that are not here are left out."""
        return [self._met(row) for row in self.conn.ask(_HELD_OF, _json(lead_ids))]

    def _met(self, row: Row) -> HeldLead:
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
        bodies = self.conn.ask_each(_OF_KINDS, ids, _json(wanted)) if wanted else self.conn.ask_each(_OF_LEADS, ids)
        for body in bodies:
            activity = read_activity(body)
            found[activity.lead_id].append(activity)
        return found

    def known_numbers(self, asked: Mapping[str, Numbers]) -> Mapping[str, tuple[list[datetime], bool]]:
        """Return for each lead when its numbers were tried other than on it, and whether one of them is blocked."""
        keys = _json([(lead_id, key) for lead_id, ours in asked.items() for key in set(ours.keys)])
        hashes = _json([(lead_id, one.hex()) for lead_id, ours in asked.items() for one in set(ours.hashes)])
        tried: dict[str, list[datetime]] = {lead_id: [] for lead_id in asked}
        blocked: set[str] = set()
        for lead_id, at in self.conn.ask(_KNOWN_NUMBERS, keys, hashes):
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
            self.conn.make_room()
        if rows:
            # in the order of their pages, so that each is written once
            self.conn.tell_many(SET_BEARING, sorted(rows))

    def _numbers(self, lead_ids: Iterable[str]) -> dict[str, int]:
        """Return the numbers of these leads' rows; those that are not here are left out."""
        ids = list(lead_ids)
        if unmet := [lead_id for lead_id in ids if lead_id not in self._lead_nos]:
            self._lead_nos.update(self.conn.ask(_NUMBERS_OF, _json(unmet)))
        return {lead_id: self._lead_nos[lead_id] for lead_id in ids if lead_id in self._lead_nos}

    def manner_no(self, stage: Stage, stands: Next, zone: str) -> int:
        """Return the number of what leads that stand like this have in common; it is written down the first time."""
        body = manner_of(stage, stands, zone)
        number = self._manners.get(body)
        if number is None:
            found = self.conn.ask(_MANNER_NO, body) or self.conn.ask(_ADD_MANNER, body)
            number = self._manners[body] = found[0][0]
        return number

    def forget_bearings(self, lead_ids: Iterable[str]) -> None:
        """Have these leads planned anew by whoever asks first for what is to be done."""
        ids = list(lead_ids)
        self.conn.tell(_FORGET_BEARINGS, _json(ids))
        self.drop_gists(ids)

    # -- all leads at once -----------------------------------------------------------------------------

    def stood(self, after: int, limit: int) -> Stood | None:
        """Return where planned leads stood, `limit` of those behind a number; None where there are none."""
        if after < 0:
            self._manners = dict(self.conn.ask("SELECT body, manner_no FROM manner"))
            self.conn.make_room()
        [(numbers, gists)] = self.conn.ask(STOOD, after, limit)
        return Stood(bytes.fromhex(numbers), bytes.fromhex(gists)) if numbers else None

    @contextmanager
    def moving(self) -> Iterator[Mover]:
        dropped: list[str] = []

        def move(rows: Sequence[tuple[Any, ...]], *, most: bool) -> None:
            if most and not dropped:
                for name, words in self.conn.ask(_INDEXES):
                    dropped.append(words)
                    self.conn.tell(f"DROP INDEX {name}")
            for start in range(0, len(rows), _MOVED_AT_ONCE):
                some = rows[start : start + _MOVED_AT_ONCE]
                self.conn.tell(move_bearings(len(some)), *chain.from_iterable(some))

        yield move
        for words in dropped:
            self.conn.tell(words)

    def ids_of(self, lead_nos: Sequence[int]) -> list[str]:
        return self.conn.ask_each(_IDS_OF, _json(lead_nos))

    def set_gists(self, gists: Mapping[str, bytes]) -> None:
        """Keep what the array engine asks about leads; b"" for a lead that it is not to be asked about."""
        numbers = self._numbers(gists)
        rows = sorted((numbers[lead_id], gist) for lead_id, gist in gists.items() if gist and lead_id in numbers)
        self.drop_gists([lead_id for lead_id, gist in gists.items() if not gist])
        if rows:
            self.conn.tell_many("INSERT OR REPLACE INTO gist VALUES (?, ?)", rows)

    def drop_gists(self, lead_ids: Sequence[str]) -> None:
        if numbers := self._numbers(lead_ids):
            self.conn.tell(DROP_GISTS, _json(list(numbers.values())))


def held_of(row: Row) -> HeldLead:
    """Return a row of `HELD` as a lead with where it stands."""
    number, body, from_hub, lists, *bearings = row
    lead, listed = read_lead(body), () if lists is None else _read_listed(lists)
    if bearings[-1] is None:
        return unplanned(lead, from_hub=bool(from_hub), listed=listed, number=number)
    return HeldLead(lead, bearings_of(bearings), bool(from_hub), listed, number)


def _json(values: Sequence[object]) -> str:
    return msgspec.json.encode(values).decode()


_HELD_OF = f"{HELD} WHERE lead_id IN (SELECT value FROM json_each(?)) ORDER BY lead_id"  # noqa: S608 - our own words, every value is bound
# what happened in one instant keeps the order it was logged in: it says which call was which
_IN_ORDER = "ORDER BY lead_id, began_at, logged_at, activity.rowid"
_OF_LEADS = f"SELECT body FROM activity WHERE lead_id IN (SELECT value FROM json_each(?)) {_IN_ORDER}"  # noqa: S608 - our own words, every value is bound
_OF_KINDS = f"""
    SELECT body FROM activity
    WHERE lead_id IN (SELECT value FROM json_each(?)) AND kind IN (SELECT value FROM json_each(?)) {_IN_ORDER}
"""  # noqa: S608 - our own words, every value is bound
_NUMBERS_OF = "SELECT lead_id, rowid FROM lead WHERE lead_id IN (SELECT value FROM json_each(?))"
_IDS_OF = "SELECT lead_id FROM lead WHERE rowid IN (SELECT value FROM json_each(?)) ORDER BY rowid"
# as they stand, whatever a later version adds to them
_INDEXES = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'bearing' AND sql <> '' ORDER BY name"
)
_ADD_MANNER = "INSERT INTO manner (body) VALUES (?) RETURNING manner_no"
_MANNER_NO = "SELECT manner_no FROM manner WHERE body = ?"
_FORGET_BEARINGS = """
    INSERT INTO bearing (lead_no, revisit_at)
    SELECT rowid, 0 FROM lead WHERE lead_id IN (SELECT value FROM json_each(?))
    ON CONFLICT (lead_no) DO UPDATE SET revisit_at = 0
"""
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
