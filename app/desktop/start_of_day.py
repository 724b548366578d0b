"""The start of the day: what came overnight, what is promised today or was missed, and what closes early."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from app.clock import Clock
from app.desktop.catching_up import DAYS_AWAY, Backlog, CatchingUp, Progress, nobody, waits_for_first_call
from app.desktop.leadbook import LeadBook
from app.desktop.pictures import Picture
from app.desktop.ports import HeldLead, Store, Tx
from app.desktop.promises import Promises
from app.desktop.queue import Queue
from app.desktop.views import PromiseLine, QueueRow
from app.domain.answers import Code
from app.domain.lead import Channel
from app.domain.officer import Officer
from app.domain.places import STATE_NAMES
from app.domain.spans import Calendar, instant, moment
from app.domain.standing import Due

#: who works past midnight has not begun another day
DAY_TURNS = timedelta(hours=4)
#: where no hours say it, an evening begins then
_EVENING_H = 18
#: and calls end then, as federal hours have it: on the officer's own clock nothing that closes later is early
_CALLS_END_H = 21
#: an evening further back than this is no night, but days away
_NIGHTS_BACK = 7
#: the last day on which this desk was looked at, and when on it for the first time
SEEN_ON, SEEN_AT = "desk_seen_on", "desk_seen_at"


class Closing(msgspec.Struct, frozen=True):
    """Leads that may be called today until `at` only; None where this day has no hour for them."""

    at: datetime | None
    states: tuple[str, ...]
    leads: int


class _Early(msgspec.Struct, frozen=True):
    """That hours end before the officer's own day does, and when; None for a day without any."""

    at: datetime | None


class DayAhead(msgspec.Struct, frozen=True):
    """What a day begins with. `first_call_by` is when the first of the leads that came `overnight` has to be called,
    None where that has passed for all of them. `promised` are of today and to come, `missed` past their time.
    """

    overnight: int
    first_call_by: datetime | None
    promised: tuple[PromiseLine, ...]
    missed: tuple[PromiseLine, ...]
    closings: tuple[Closing, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.overnight or self.promised or self.missed or self.closings)


class StartOfDay:
    """Tells, once a day, what the day begins with; after days away the backlog takes its place."""

    def __init__(
        self, store: Store, clock: Clock, book: LeadBook, queue: Queue, promises: Promises, catching_up: CatchingUp
    ) -> None:
        self._store, self._clock, self._book = store, clock, book
        self._queue, self._promises, self._catching_up = queue, promises, catching_up

    def begin(self, progress: Progress = nobody) -> DayAhead | Backlog | None:
        """Return what is to be said at the day's first look at the desk, None at every later one.

        A backlog comes instead where more is overdue after days away than a day holds: two summaries are none.
        `progress` hears of its parts.
        """
        away = self._first_look()
        if away is None:
            return None
        backlog = self._catching_up.look(progress) if away >= DAYS_AWAY else None
        return backlog if backlog is not None and backlog.is_too_much else self.look()

    def look(self) -> DayAhead:
        """Return what the day begins with, as it stands now."""
        now = self._clock.now()
        day, waiting = self._queue.today(), self._promises.waiting()
        rows = {row.lead_id: row for row in (*day.now, *day.later, *day.blocked)}
        with self._store.reading() as tx:
            officer = self._book.identity(tx).officer
            found = [(one, one.bearings.next) for one in tx.held(list(rows))]
            due = [(one, stands) for one, stands in found if isinstance(stands, Due)]
            nights = (night_began(officer, now), _first_seen(tx, now))
            came = [rows[one.lead.lead_id] for one, stands in due if _came_in(nights, one, stands)]
            end = calls_end(officer, now)
            asked = [one for one, stands in due if _is_today(rows[one.lead.lead_id], stands, end)] if now < end else []
            shut = [(_state(p), self._closes(p, end)) for p in self._book.pictures(tx, asked, now)]
        still = [row.on_time_until for row in came if row.on_time_until >= now]
        today = day_of(now, officer.zone)
        return DayAhead(
            overnight=len(came),
            first_call_by=min(still, default=None),
            promised=tuple(p for p in waiting if p.on_time_until >= now and day_of(p.at, officer.zone) == today),
            missed=tuple(p for p in waiting if p.on_time_until < now),
            closings=closings((state, closing.at) for state, closing in shut if closing is not None),
        )

    def _first_look(self) -> int | None:
        """Return how many days passed since the desk was looked at, None where it was today; it is being looked at now.

        A desk that nobody ever looked at has no yesterday, and its first day none to tell of.
        """
        now = self._clock.now()
        with self._store.writing() as tx:
            today = day_of(now, self._book.identity(tx).officer.zone)
            raw = tx.fact(SEEN_ON)
            seen_on = None if raw is None else date.fromisoformat(raw.decode())
            if seen_on != today:
                tx.put_fact(SEEN_ON, today.isoformat().encode())
                tx.put_fact(SEEN_AT, now.isoformat().encode())
        return None if seen_on is None or seen_on >= today else (today - seen_on).days

    def _closes(self, picture: Picture, end: datetime) -> _Early | None:
        """Return by when a contact has to be made today; None where its hours are no shorter than the officer's."""
        due = picture.held.bearings.next
        assert isinstance(due, Due)  # noqa: S101 - nobody else was asked about
        rules, place = self._book.rules, self._book.rules.place(picture.lead, picture.known)
        purpose, _ = picture.known.asked.purpose_of(due.channel, picture.at)
        start = instant(max(picture.at, due.planned_at))
        last = closes_by(rules.open_hours(place, due.channel, purpose), start, instant(end))
        if last is not None:
            return _Early(moment(last)) if last < instant(end) else None
        # an hour that is over closes nothing early any more
        why = rules.why_closed(place, due.channel, start, purpose)
        return _Early(None) if why.code in (Code.HOLIDAY, Code.NO_CALLS_THAT_DAY) else None


def _came_in(night: tuple[datetime, datetime], held: HeldLead, due: Due) -> bool:
    """Return whether somebody asked in a night and waits for the first call."""
    began, ended = night
    asked_at = held.bearings.asked_again_at or held.lead.received_at
    return began <= asked_at <= ended and waits_for_first_call(held, due)


def _is_today(row: QueueRow, due: Due, end: datetime) -> bool:
    """Return whether a step is for today as it was planned, by a channel that has hours and is not closed for good."""
    can_open = row.blocked is None or row.blocked.until is not None
    # a promise is kept at the time they named, whatever the hours
    return due.channel is not Channel.EMAIL and not due.is_promise and due.planned_at < end and can_open


def night_began(officer: Officer, now: datetime) -> datetime:
    """Return when the officer's last working day ended, or the evening before where no hours say it."""
    zone = ZoneInfo(officer.zone)
    today = now.astimezone(zone).date()
    for back in range(1, _NIGHTS_BACK + 1):
        day = today - timedelta(days=back)
        spans = officer.hours.week[day.weekday()] if officer.hours is not None and day not in officer.days_off else ()
        if spans:
            return _wall(day, max(end for _, end in spans), zone)
    return _wall(today - timedelta(days=1), _EVENING_H * 60, zone)


def calls_end(officer: Officer, now: datetime) -> datetime:
    """Return when the officer makes no more calls today: the shift's end, or that of an ordinary evening."""
    zone = ZoneInfo(officer.zone)
    today = now.astimezone(zone).date()
    spans = officer.hours.week[today.weekday()] if officer.hours is not None and today not in officer.days_off else ()
    return _wall(today, max((end for _, end in spans), default=_CALLS_END_H * 60), zone)


def closes_by(hours: Calendar, start: int, end: int) -> int | None:
    """Return the end of the last span in `[start, end)`, at most `end`; None where nothing opens in it."""
    last, at = None, hours.next_open(start)
    while at is not None and at < end:
        closes = hours.closes_at(at)
        if closes is None or closes >= end:
            return end
        last, at = closes, hours.next_open(closes)
    return last


def closings(found: Iterable[tuple[str, datetime | None]]) -> tuple[Closing, ...]:
    """Put together what closes at the same time; what does not open at all first, then the earliest."""
    leads: dict[datetime | None, Counter[str]] = defaultdict(Counter)
    for state, at in found:
        leads[at][state] += 1
    in_order = sorted(leads, key=lambda at: 0.0 if at is None else at.timestamp())
    return tuple(Closing(at, tuple(_names(leads[at])), leads[at].total()) for at in in_order)


def _names(states: Counter[str]) -> Iterator[str]:
    """Give the states' names, the one most leads are in first; who may be anywhere is in none."""
    for state in sorted(states, key=lambda state: (-states[state], STATE_NAMES.get(state, state))):
        if state:
            yield STATE_NAMES.get(state, state)


def _state(picture: Picture) -> str:
    """Return the state that names where a lead is: the one it says, else a place's only one."""
    return picture.known.said_state or picture.lead.address.state


def _wall(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    # a shift may end at 24:00, and a wall clock has no such hour
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    return midnight + timedelta(minutes=minutes)


def day_of(at: datetime, zone: str) -> date:
    """Return the officer's day an instant belongs to."""
    return (at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) - DAY_TURNS).date()


def _first_seen(tx: Tx, now: datetime) -> datetime:
    """Return until when what came is overnight: what came while somebody was here rang by itself."""
    raw = tx.fact(SEEN_AT)
    return now if raw is None else min(now, datetime.fromisoformat(raw.decode()))
