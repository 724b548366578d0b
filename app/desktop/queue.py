"""The day's queue: who is next, why, and what stands apart until it opens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from app.desktop.queue_lines import IN_SIGHT, Keeps, Line, Lines, Read
from app.desktop.views import DayQueue, QueueRow
from app.domain.daily_queue import Group, Placed, rank, skip_words, why
from app.domain.standing import Due

if TYPE_CHECKING:
    from app.clock import Clock
    from app.desktop.leadbook import LeadBook
    from app.desktop.pictures import Planned
    from app.desktop.ports import Store, Tx

#: how many leads one may work now, and how many to come, the window shows; nobody works a longer list in a day
WINDOW_LIMIT = 500
EVERYBODY = 1 << 40
#: several parts of the window ask for the same queue after each change: so young a one is none of before
FRESH = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)


class _Told(msgspec.Struct, frozen=True):
    """A row with what its words were made of."""

    line: Line
    of: tuple[object, ...]
    row: QueueRow


class _Last(msgspec.Struct, frozen=True):
    """What was read last, with the store's stamp then and how many leads wait."""

    stamp: tuple[int, int]
    read: Read
    zone: ZoneInfo
    waiting: int
    day: DayQueue


class Queue:
    """Reads the queue of this desk."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook) -> None:
        self._store, self._clock, self._book = store, clock, book
        self._lines = Lines(book)
        self._told: dict[str, _Told] = {}
        self._last: dict[int, _Last] = {}

    def today(self, at: datetime | None = None, *, whole: bool = False) -> DayQueue:
        """Return the queue now, from what is stored; or as it stood `at` an instant, worked out from every lead.

        `whole` asks for every lead however many there are; else a window's worth of them, `more` says how many not.
        """
        if at is None:
            return self._asked_for(self._clock.now(), EVERYBODY if whole else WINDOW_LIMIT)
        with self._store.reading() as tx:
            lines = []
            for picture in self._book.pictures(tx, [held for held in tx.leads() if held.lead.received_at <= at], at):
                bearings = self._book.stood(picture).bearings
                if isinstance(bearings.next, Due):
                    lines.append(self._lines.alone(picture, bearings, bearings.next))
            officer = self._book.identity(tx).officer
            zone, per_call = ZoneInfo(officer.zone), timedelta(seconds=self._book.playbook(tx, 0).per_call_s)
            done = tx.worked_since(_midnight(at, zone), officer.officer_id)
        return self._day(Read(lines, {}, per_call, at), at, EVERYBODY, zone, done, len(lines))

    def first(self) -> DayQueue:
        """Return what stands first of it and nothing more: `is_part`, and so counts nothing."""
        return self._asked_for(self._clock.now(), IN_SIGHT)

    def _asked_for(self, now: datetime, many: int) -> DayQueue:
        """Return the queue, from what was read last where nothing was saved since and no time has come of anything."""
        stamp = self._store.stamp()
        # any thread may read the queue, and each looks at one of these
        last = self._last.get(many)
        if last is None or last.stamp != stamp or not last.day.at <= now < last.read.until:
            last = self._planned(now, many, stamp)
        elif now - last.day.at >= FRESH:
            # nothing is asked, but a store that has fallen silent meanwhile says so
            with self._store.reading():
                last = replace(last, day=self._day(last.read, now, many, last.zone, last.day.done_today, last.waiting))
        if many < EVERYBODY:
            self._last = {**self._last, many: last}
        return last.day

    def _planned(self, now: datetime, many: int, stamp: tuple[int, int]) -> _Last:
        """Read the queue; what time has changed is planned first."""
        last = self._read(now, many, stamp, revisits=True)
        if last is None:
            with self._store.writing() as tx:
                self._book.revisit(tx, now)
            last = self._read(now, many, self._store.stamp(), revisits=False)
            assert last is not None  # noqa: S101 - nothing is to be planned first any more
        return last

    def _read(self, now: datetime, many: int, stamp: tuple[int, int], *, revisits: bool) -> _Last | None:
        """Read the queue; None where time has changed something that is to be planned first."""
        is_part = many < WINDOW_LIMIT
        with self._store.reading() as tx:
            if revisits and tx.to_revisit(now, 1):
                return None
            keeps = Keeps.MORE if is_part else Keeps.ALONE if many == WINDOW_LIMIT else Keeps.NOTHING
            read = self._lines.read(tx, now, many, stamp[0], keeps)
            officer = self._book.identity(tx).officer
            zone = ZoneInfo(officer.zone)
            done = 0 if is_part else tx.worked_since(_midnight(now, zone), officer.officer_id)
            waiting = 0 if is_part else tx.waiting_count()
        return _Last(stamp, read, zone, waiting, self._day(read, now, many, zone, done, waiting))

    def row_of(self, tx: Tx, planned: Planned) -> QueueRow | None:
        """Return the lead's own row as of the picture's instant; None when nothing is due."""
        due = planned.where.next
        if not isinstance(due, Due):
            return None
        line = self._lines.alone(planned.picture, planned.bearings, due)
        per_call = timedelta(seconds=self._book.playbook(tx, 0).per_call_s)
        [placed] = rank([line.entry], planned.picture.at, per_call)
        return _row(placed, line, planned.picture.at, self._book.identity(tx).officer.zone)

    def _day(self, read: Read, at: datetime, many: int, zone: ZoneInfo, done: int, waiting: int) -> DayQueue:
        parts: dict[Group, list[Placed]] = {group: [] for group in Group}
        for placed in rank([line.entry for line in read.lines], at, read.per_call, read.together):
            parts[placed.group].append(placed)
        later, blocked = parts.pop(Group.LATER), parts.pop(Group.BLOCKED)
        by_id = {line.entry.lead_id: line for line in read.lines}
        # the next to open stands first, what no time opens last
        blocked.sort(key=lambda placed: _opens_at(by_id[placed.entry.lead_id]))
        # in the order of their groups
        now = [placed for group in parts.values() for placed in group]
        told = [self._told_of(some, by_id, at, zone) for some in (now[:many], later[:many], blocked[:many])]
        is_part = many < WINDOW_LIMIT
        shown = {one.row.lead_id: one for some in told for one in some}
        if is_part:
            self._told.update(shown)
        elif many == WINDOW_LIMIT:
            self._told = shown
        rows = [[one.row for one in some] for some in told]
        more = 0 if is_part else max(0, waiting - sum(map(len, rows)))
        return DayQueue(at, now=rows[0], later=rows[1], blocked=rows[2], done_today=done, more=more, is_part=is_part)

    def _told_of(self, some: Sequence[Placed], by_id: dict[str, Line], at: datetime, zone: ZoneInfo) -> list[_Told]:
        """Return rows; of one that says what it said a moment ago the words are not put together again."""
        today, told = at.astimezone(zone).date(), []
        for placed in some:
            line = by_id[placed.entry.lead_id]
            of = _said_of(placed, at, today)
            one = self._told.get(placed.entry.lead_id)
            if one is None or one.line is not line or one.of != of:
                one = _Told(line, of, _row(placed, line, at, zone.key))
            told.append(one)
        return told


def _midnight(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


def _said_of(placed: Placed, at: datetime, today: date) -> tuple[object, ...]:
    """Return what makes the words of a row others as time passes: the day, that it is late, how old a new lead is."""
    age = (at - placed.entry.asked_at) // _MINUTE if placed.group is Group.FIRST_CALLS else 0
    return placed.group, placed.on_time_until, at <= placed.on_time_until, age, today


def _opens_at(line: Line) -> tuple[bool, float]:
    until = line.opening.until if line.opening is not None else None
    return until is None, until.timestamp() if until is not None else 0.0


def _row(placed: Placed, line: Line, at: datetime, zone: str) -> QueueRow:
    due = line.due
    return QueueRow(
        lead_id=line.held.lead.lead_id,
        name=line.held.lead.name,
        group=placed.group,
        kind="promise" if due.is_promise else "step",
        channel=due.channel,
        step=due.step_id,
        stage=line.bearings.stage,
        due_at=due.due_at,
        on_time_until=placed.on_time_until,
        why=why(placed, at, zone),
        skip_means=skip_words(due),
        source=line.held.lead.source,
        local_time_zone=line.bearings.zone,
        blocked=line.opening,
    )
