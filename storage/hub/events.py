"""Queries on what devices sent: the chains as they came, and what was understood of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

import msgspec
from sqlalchemy import BigInteger, RowMapping, func, select, type_coerce

from app.domain.activity import Activity
from app.domain.clock_grade import Clocked, ClockGrade
from app.hub.auditing import receipt_of
from app.hub.records import KeptActivity
from app.protocol.chain import Event
from app.protocol.wire import OwnCount
from storage.hub import tables as t
from storage.hub.bulk import Row
from storage.hub.part import Part, portions
from storage.instants import from_micros, to_micros

_FIELDS = Event.__struct_fields__
_SENT = tuple(name for name in _FIELDS if name != "wall_utc")
_SENT_OF = attrgetter(*_SENT)
_CLOCK = ("clock", "clock_offset_ms")
_EVENT_COLUMNS = ("company_id", *_SENT, "wall_utc", "received_at", "is_repeat", "receipt", *_CLOCK)
_ACTIVITY = ("activity_id", "lead_id", "kind", "actor_id", "began_at", "body", "device_id", "seq")
_ACTIVITY_COLUMNS = ("company_id", *_ACTIVITY, *_CLOCK)
#: rows held in memory while a chain is walked
_STRIDE = 1000
_NEVER = datetime(2, 1, 1, tzinfo=UTC)
_GRADES = frozenset(grade.value for grade in ClockGrade)
_SAME_PLACE = (
    (t.event.c.company_id == t.quarantine.c.company_id)
    & (t.event.c.device_id == t.quarantine.c.device_id)
    & (t.event.c.seq == t.quarantine.c.seq)
)


class EventRows(Part):
    def append(self, events: Sequence[Event], at: datetime, clocks: Mapping[str, Clocked]) -> list[Event]:
        if not events:
            return []
        received = to_micros(at)
        new = [self._row(event, received, clocks.get(event.event_id), is_repeat=False) for event in events]
        # one that another event of this id keeps out is a repeat; there hardly ever is one, and then nothing is asked
        if self._insert_unless_there(t.event, _EVENT_COLUMNS, new):
            return list(events)
        ours = self._mine(t.event, t.event.c.device_id == events[0].device_id, t.event.c.seq >= events[0].seq)
        there = set(self._conn.execute(select(t.event.c.seq).where(ours)).scalars())
        repeats = [event for event in events if event.seq not in there]
        rows = [self._row(event, received, clocks.get(event.event_id), is_repeat=True) for event in repeats]
        self._insert_rows(t.event, _EVENT_COLUMNS, rows)
        return [event for event in events if event.seq in there]

    def _row(self, event: Event, received: int, clock: Clocked | None, *, is_repeat: bool) -> Row:
        grade, offset = graded = _as_kept(clock)
        receipt = receipt_of(event.hash, received, is_repeat=is_repeat, clock=grade, offset_ms=offset)
        wall = to_micros(event.wall_utc)
        return (self._company_id, *_SENT_OF(event), wall, received, is_repeat, receipt, *graded)

    def hash_at(self, device_id: str, seq: int) -> bytes | None:
        where = self._mine(t.event, t.event.c.device_id == device_id, t.event.c.seq == seq)
        return self._conn.execute(select(t.event.c.hash).where(where)).scalar()

    def of_device(self, device_id: str) -> Iterator[Event]:
        columns = [
            type_coerce(t.event.c[name], BigInteger) if name == "wall_utc" else t.event.c[name] for name in _FIELDS
        ]
        query = select(*columns).order_by(t.event.c.seq).limit(_STRIDE)
        after = -1
        while True:
            where = self._sound(t.event, t.event.c.device_id == device_id, t.event.c.seq > after)
            rows = self._conn.execute(query.where(where)).mappings().all()
            for row in rows:
                yield _event(row)
            if len(rows) < _STRIDE:
                return
            after = rows[-1]["seq"]

    def devices(self) -> set[str]:
        found = self._conn.execute(select(t.event.c.device_id).where(self._mine(t.event)).distinct()).scalars()
        return {device_id for device_id in found if isinstance(device_id, str)}

    def devices_of(self, lead_id: str) -> set[str]:
        query = select(t.event.c.device_id).where(self._mine(t.event, t.event.c.lead_id == lead_id)).distinct()
        return set(self._conn.execute(query).scalars())

    def forget(self, lead_id: str) -> None:
        where = self._mine(t.event, t.event.c.lead_id == lead_id)
        self._conn.execute(t.event.update().where(where).values(payload=None, salt=None))

    def bad_receipts(self, device_id: str) -> list[int]:
        e = t.event.c
        where = self._sound(t.event, e.device_id == device_id, e.receipt.is_not(None))
        at = type_coerce(e.received_at, BigInteger).label("at")
        columns = (e.seq, e.hash, at, e.is_repeat, e.receipt, e.clock, e.clock_offset_ms)
        rows = self._conn.execute(select(*columns).where(where).order_by(e.seq))
        return [r.seq for r in rows if r.receipt != _receipt(r)]

    def clocks(self, device_id: str) -> dict[int, Clocked]:
        e = t.event.c
        where = self._mine(t.event, e.device_id == device_id, e.clock.is_not(None))
        rows = self._conn.execute(select(e.seq, e.clock, e.clock_offset_ms).where(where))
        return {row.seq: clock for row in rows if (clock := _clock(row)) is not None}

    def quarantine(self, device_id: str, seq: int, why: str, at: datetime) -> None:
        self._insert_new(t.quarantine, device_id=device_id, seq=seq, why=why, at=at)

    def unquarantine(self, device_id: str, seq: int) -> None:
        where = self._mine(t.quarantine, t.quarantine.c.device_id == device_id, t.quarantine.c.seq == seq)
        self._conn.execute(t.quarantine.delete().where(where))

    def waiting_for(self, lead_id: str, actor_id: str, why: str) -> list[tuple[Event, Clocked | None]]:
        e, q = t.event.c, t.quarantine.c
        columns = [type_coerce(e[name], BigInteger) if name == "wall_utc" else e[name] for name in _FIELDS]
        where = self._mine(t.event, e.lead_id == lead_id, e.actor_id == actor_id, q.why == why)
        query = select(*columns, e.clock, e.clock_offset_ms).join(t.quarantine, _SAME_PLACE).where(where)
        found = self._conn.execute(query.order_by(e.device_id, e.seq))
        return [(_event(dict(zip(_FIELDS, row, strict=False))), _clock(row)) for row in found]

    def laid_aside_from(self, lead_id: str, why: str) -> set[str]:
        e = t.event.c
        where = self._mine(t.event, e.lead_id == lead_id, t.quarantine.c.why == why)
        return set(self._conn.execute(select(e.actor_id).join(t.quarantine, _SAME_PLACE).where(where)).scalars())

    def laid_aside(self, device_id: str) -> set[int]:
        aside = self._mine(t.quarantine, t.quarantine.c.device_id == device_id)
        repeats = self._mine(t.event, t.event.c.device_id == device_id, t.event.c.is_repeat)
        return {
            *self._conn.execute(select(t.quarantine.c.seq).where(aside)).scalars(),
            *self._conn.execute(select(t.event.c.seq).where(repeats)).scalars(),
        }

    def quarantined(self) -> dict[str, int]:
        query = select(t.quarantine.c.why, func.count().label("n")).where(self._sound(t.quarantine))
        return {row.why: row.n for row in self._conn.execute(query.group_by(t.quarantine.c.why))}

    def add_own_count(self, event_id: str, person_id: str, count: OwnCount) -> None:
        self._insert_new(t.own_count, event_id=event_id, person_id=person_id, on_day=count.on, kind=count.kind)


def _receipt(row: Any) -> bytes:
    return receipt_of(row.hash, row.at, is_repeat=row.is_repeat, clock=row.clock, offset_ms=row.clock_offset_ms)


def _as_kept(clock: Clocked | None) -> tuple[str | None, int | None]:
    # of a member of an enumeration its own text is sooner had than its value
    return (None, None) if clock is None else (str(clock.grade), clock.offset_ms)


def _clock(row: Any) -> Clocked | None:
    """Return a clock as it is kept; a grade that was changed into none is none, and not the event's any more."""
    return Clocked(ClockGrade(row.clock), row.clock_offset_ms or 0) if row.clock in _GRADES else None


def _event(row: RowMapping | dict[str, Any]) -> Event:
    """Return an event as it is kept; an instant that was changed into none becomes one no hash was made of."""
    try:
        return Event(**{**row, "wall_utc": from_micros(row["wall_utc"])})
    except (OverflowError, ValueError):
        return Event(**{**row, "wall_utc": _NEVER})


_KEPT = select(*(t.activity.c[name] for name in ("body", "device_id", "seq", *_CLOCK)))


class ActivityRows(Part):
    def add(self, kept: KeptActivity) -> bool:
        return bool(self.add_all([kept]))

    def add_all(self, many: Sequence[KeptActivity]) -> set[str]:
        rows = [
            (
                self._company_id,
                one.activity_id,
                one.lead_id,
                str(one.kind),
                one.actor_id,
                to_micros(one.began_at),
                msgspec.json.encode(one).decode(),
                kept.device_id,
                kept.seq,
                *_as_kept(kept.clock),
            )
            for kept in many
            for one in (kept.activity,)
        ]
        added = self._insert_new_rows(t.activity, _ACTIVITY_COLUMNS, rows) if rows else set()
        self._touched.leads.update(kept.activity.lead_id for kept in many if kept.activity.activity_id in added)
        return added

    def by_id(self, activity_id: str) -> Activity | None:
        where = self._mine(t.activity, t.activity.c.activity_id == activity_id)
        return self._conn.execute(select(t.activity.c.body).where(where)).scalar()

    def of_leads(self, lead_ids: Sequence[str]) -> dict[str, list[KeptActivity]]:
        query = _KEPT
        # what happened in one instant keeps the order its desk logged it in, as on that desk
        query = query.order_by(
            t.activity.c.began_at, t.activity.c.device_id, t.activity.c.seq, t.activity.c.activity_id
        )
        out: dict[str, list[KeptActivity]] = {}
        for some in portions(lead_ids):
            for row in self._conn.execute(query.where(self._mine(t.activity, t.activity.c.lead_id.in_(some)))):
                out.setdefault(row.body.lead_id, []).append(_kept(row))
        return out

    def forget(self, lead_id: str, bare: Callable[[Activity], Activity]) -> None:
        self._touched.leads.add(lead_id)
        where = self._mine(t.activity, t.activity.c.lead_id == lead_id)
        for body in self._conn.execute(select(t.activity.c.body).where(where)).scalars().all():
            one = self._mine(t.activity, t.activity.c.activity_id == body.activity_id)
            self._conn.execute(t.activity.update().where(one).values(body=bare(body)))


def _kept(row: Any) -> KeptActivity:
    return KeptActivity(row.body, row.device_id, row.seq, _clock(row))


class NumberRows(Part):
    def block(self, number_hash: bytes, activity_id: str, at: datetime) -> None:
        if self._insert_new(t.do_not_call, number_hash=number_hash, activity_id=activity_id, at=at):
            self._touched.numbers.add(number_hash)

    def blocked(self, hashes: Sequence[bytes]) -> set[bytes]:
        query = select(t.do_not_call.c.number_hash)
        return {
            found
            for some in portions(hashes)
            for found in self._conn.execute(
                query.where(self._mine(t.do_not_call, t.do_not_call.c.number_hash.in_(some)))
            ).scalars()
        }

    def unblock(self, activity_id: str) -> list[bytes]:
        mine = self._mine(t.do_not_call, t.do_not_call.c.activity_id == activity_id)
        freed = set(self._conn.execute(select(t.do_not_call.c.number_hash).where(mine)).scalars())
        self._conn.execute(t.do_not_call.delete().where(mine))
        self._touched.numbers.update(freed)
        still = self._mine(t.do_not_call, t.do_not_call.c.number_hash.in_(freed))
        freed -= set(self._conn.execute(select(t.do_not_call.c.number_hash).where(still)).scalars())
        return sorted(freed)
