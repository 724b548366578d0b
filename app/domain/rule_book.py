"""The rules of all states in one book, asked when a place is open, why it is closed, and how often it may be tried."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cache, reduce
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from app.domain.answers import Code, Purpose, Reason
from app.domain.emergencies import Emergency, outside
from app.domain.known import Known
from app.domain.lead import Channel, Lead
from app.domain.places import Gazetteer, Place, place_of
from app.domain.rule_rows import DAY_MINUTES, FEDERAL, Cap, HolidayName, Part, Row, free_at, row_on
from app.domain.spans import ALWAYS, Calendar, Windows, both, instant, local_calendar, moment, to_utc
from app.domain.tried import Tried
from app.errors import BadInput

#: no opening within the horizon; later than any that is
_FAR = 1 << 62
#: answers to "why closed" kept for the next time the same minute is asked about
_REMEMBERED = 20_000
# named here: to look a member up in its class takes longer than to compare with it
_TEXT: Final = Channel.TEXT
_EMAIL: Final = Channel.EMAIL
_SEVERITY = {Code.HOURS: 0, Code.NO_CALLS_THAT_DAY: 1, Code.HOLIDAY: 2}

_Limit = tuple[int, int, Cap, Row]
_OpenKey = tuple[tuple[str, ...], tuple[str, ...], bool, Purpose, bool]


class CompanyRules(msgspec.Struct, frozen=True):
    """What the company adds: its cap on unasked contacts within a day, and the emergencies it called out.

    Raises BadInput for a cap nobody could keep.
    """

    cap: int = 3
    cap_hours: int = 24
    emergencies: tuple[Emergency, ...] = ()

    def __post_init__(self) -> None:
        if self.cap < 1 or self.cap_hours < 1:
            raise BadInput(
                f"A cap of {self.cap} contacts in {self.cap_hours} hours would let nobody be called, ever.",
                "A company's cap is one contact in an hour at least.",
            )


class Law(msgspec.Struct, frozen=True, eq=False):
    """What binds calls or texts of one purpose in one place: when they are open, and how often one may try.

    `caps` has one more than `turns`, the UTC seconds at which a cap begins or ceases to hold. `key` is what was asked.
    """

    key: _OpenKey
    hours: Calendar
    turns: tuple[int, ...]
    caps: tuple[Cap | None, ...]

    def cap_at(self, at: int) -> Cap | None:
        """Return the cap that holds at a UTC second; see `ContactRules.cap_for`."""
        return self.caps[bisect_right(self.turns, at)]

    def turn_after(self, at: int) -> int:
        """Return the first UTC second after `at` at which another cap holds; later than all time where none will."""
        turn = bisect_right(self.turns, at)
        return self.turns[turn] if turn < len(self.turns) else _FAR

    def free_from(self, at: int, tried: Tried) -> int:
        """Return the first UTC second from `at` on at which the cap that holds then leaves room for one more."""
        while True:
            cap = self.cap_at(at)
            if cap is None:
                return at
            free = free_at(tried.all if cap.counts_all else tried.unasked, at, cap.count, cap.hours * 3600)
            turn = self.turn_after(at)
            if free < turn:
                return free
            at = turn


_NOTHING_ADDED = CompanyRules()


class ContactRules:
    """The rows of all states, asked for a place. Calendars are worked out once for each set of zones and rows.

    The federal row holds everywhere. A state without a row has no other; a place nobody knows has them all.
    """

    def __init__(
        self,
        rows: Iterable[Row],
        gazetteer: Gazetteer,
        holiday_name: HolidayName,
        company: CompanyRules = _NOTHING_ADDED,
    ) -> None:
        self.gazetteer = gazetteer
        self.company = company
        self._holiday_name = holiday_name
        self._all_rows = tuple(rows)
        by_state: dict[str, list[Row]] = {}
        for row in self._all_rows:
            by_state.setdefault(row.state, []).append(row)
        self.rows: Mapping[str, tuple[Row, ...]] = {state: tuple(found) for state, found in by_state.items()}
        self._exempting = any(row.exempts for found in self.rows.values() for row in found)
        self._binding = frozenset(
            state
            for state, found in self.rows.items()
            if any(row.is_stricter_than(floor) for row in found for floor in self.rows[FEDERAL])
        )
        self._of_company: dict[CompanyRules, ContactRules] = {company: self}
        self._laws: dict[tuple[_OpenKey, Purpose], Law] = {}
        self._met: dict[tuple[int, bool, Purpose, bool], tuple[Place, Law]] = {}
        self._worked_out: dict[tuple[object, ...], Calendar] = {}
        self._in_zone: dict[tuple[str, tuple[str, ...], bool, Purpose], Calendar] = {}
        self._why: dict[tuple[Law, int], Reason] = {}
        self._days: dict[tuple[tuple[str, ...], bool, Purpose], Callable[[date], Windows]] = {}
        self._caps: dict[tuple[tuple[str, ...], tuple[str, ...], Purpose], tuple[_Limit, ...]] = {}
        self._called_out = sorted(company.emergencies, key=lambda emergency: emergency.state)
        self._own_cap = Cap(company.cap, company.cap_hours, counts_all=False)

    @property
    def digest(self) -> str:
        """Return what tells these rows from others; what the company adds is not in it."""
        return sha256(msgspec.json.encode(self._all_rows, order="deterministic")).hexdigest()

    def of_company(self, company: CompanyRules) -> ContactRules:
        """Return the same rows with what a company adds to them; these very rules where nothing changes."""
        if company == self.company:
            return self
        found = self._of_company.get(company)
        if found is None:
            found = self._of_company[company] = ContactRules(
                self._all_rows, self.gazetteer, self._holiday_name, company
            )
            found._of_company = self._of_company
        return found

    def place(self, lead: Lead, known: Known) -> Place:
        """Return where the lead's people may be, by what the lead and its borrower say."""
        return place_of(self.gazetteer, lead, known.said_state)

    def open_hours(
        self, place: Place, channel: Channel, purpose: Purpose = Purpose.SOLICIT, *, named_time: bool = False
    ) -> Calendar:
        """Return when hours, days and holidays allow the channel; the same object for the same question.

        `named_time`: the borrower named the time, which lifts the federal hours and no state's.
        """
        if channel is _EMAIL:
            return ALWAYS
        return self.law(place, channel, purpose, named_time=named_time).hours

    def law(self, place: Place, channel: Channel, purpose: Purpose, *, named_time: bool = False) -> Law:
        """Return what binds calls or texts, by hours and by caps; the same object for the same question."""
        # by identity first: a place's names take longer to hash than all the rest of the question
        asked = id(place), channel is _TEXT, purpose, named_time
        met = self._met.get(asked)
        if met is None or met[0] is not place:
            if len(self._met) >= _REMEMBERED:
                self._met.clear()
                self._laws.clear()
            key = self._key(place, channel, purpose, named_time=named_time)
            found = self._laws.get((key, purpose))
            if found is None:
                found = self._laws[key, purpose] = self._make_law(key, place, purpose)
            met = self._met[asked] = place, found
        return met[1]

    def _make_law(self, key: _OpenKey, place: Place, purpose: Purpose) -> Law:
        turns = sorted({turn for start, end, *_ in self._limits(place, purpose) for turn in (start, end)})
        caps = [self.cap_for(place, purpose, at) for at in (-_FAR - 1, *turns)]
        return Law(key, self._work_out(key), tuple(turns), tuple(caps))

    def emergency(self, place: Place, at: int, purpose: Purpose = Purpose.SOLICIT) -> Reason | None:
        """Return the emergency that closes calls and texts at a UTC second, if one does."""
        for emergency in self._emergencies(place.states, purpose):
            if emergency.covers(at):
                # not the row's own citation, which is about its hours: the company may switch it on for any state
                rows = self.rows.get(emergency.state, ())
                return Reason(Code.EMERGENCY, emergency.state, "", rows[-1].emergency_citation if rows else "")
        return None

    def _emergencies(self, states: tuple[str, ...], purpose: Purpose) -> list[Emergency]:
        return [
            emergency
            for emergency in self._called_out
            if emergency.state in states
            and not any(row.spares(Part.EMERGENCY, purpose) for row in self.rows.get(emergency.state, ()))
        ]

    def why_closed(
        self,
        place: Place,
        channel: Channel,
        at: int,
        purpose: Purpose = Purpose.SOLICIT,
        *,
        named_time: bool = False,
    ) -> Reason:
        """Return what closes the second `at` in the name of the row that keeps it closed longest.

        Of rows that open at the same time the one with a holiday, then a closed day, then the shorter window is
        named, the federal one before a state that only repeats it. Asked only of a closed second.
        """
        emergency = self.emergency(place, at, purpose)
        if emergency:
            return emergency
        law = self.law(place, channel, purpose, named_time=named_time)
        # windows begin and end on whole minutes, so one answer serves the minute
        remembered = (law, at // 60)
        found = self._why.get(remembered)
        if found is None:
            if len(self._why) >= _REMEMBERED:
                self._why.clear()
            found = self._why[remembered] = self._find_why(law.key, at)
        return found

    def why_turns(self, place: Place, channel: Channel) -> tuple[list[Calendar], list[int]]:
        """Return calendars and UTC seconds at whose edges, and at midnight, what `why_closed` tells may change."""
        zones, states, texts, purpose, _ = self._key(place, channel, Purpose.SOLICIT, named_time=False)
        asked = self._asked(states, named_time=False)
        calendars = [self._calendar(zone, (state,), texts, purpose) for zone in zones for state in asked]
        emergencies = self._emergencies(states, purpose)
        edges = [instant(at) for one in emergencies for at in (one.from_at, one.until) if at is not None]
        return calendars, edges

    def cap_for(self, place: Place, purpose: Purpose, at: int) -> Cap | None:
        """Return the cap on one purpose at a UTC second, of the rows in force then.

        The company's binds unasked contacts only, a state's what it does not spare. Where both bind, the stricter of
        each part holds; a state can only lower.
        """
        own = self._own_cap if purpose is Purpose.SOLICIT else None
        caps = [cap for start, end, cap, _ in self._limits(place, purpose) if start <= at < end]
        if not caps:
            return own
        if own:
            caps.append(own)
        return Cap(min(cap.count for cap in caps), max(cap.hours for cap in caps), counts_all=True)

    def capping_row(self, place: Place, purpose: Purpose, at: int) -> Row | None:
        """Return the first row in force with a cap, None where the cap is the company's alone."""
        return next((row for start, end, _, row in self._limits(place, purpose) if start <= at < end), None)

    def in_force(self, place: Place, at: int, channel: Channel = Channel.CALL) -> list[Row]:
        """Return the rows asked for a place, the federal one first: in force on its date in any of its zones."""
        if channel is Channel.EMAIL:
            return []
        days = {moment(at).astimezone(ZoneInfo(zone)).date() for zone in place.zones}
        texts = channel is Channel.TEXT
        return [
            row
            for state in (FEDERAL, *place.states)
            for row in self.rows.get(state, ())
            if any(row.is_in_force(day, texts=texts) for day in days)
        ]

    def _key(self, place: Place, channel: Channel, purpose: Purpose, *, named_time: bool) -> _OpenKey:
        asked = purpose if self._exempting else Purpose.SOLICIT
        return place.zones, place.states, channel is Channel.TEXT, asked, named_time

    def _asked(self, states: tuple[str, ...], *, named_time: bool) -> tuple[str, ...]:
        """Return the states whose rows can change the answer; most repeat the federal hours, which then suffice."""
        if named_time:
            return tuple(state for state in states if state in self.rows)
        return (FEDERAL, *(state for state in states if state in self._binding))

    def _work_out(self, key: _OpenKey) -> Calendar:
        zones, states, texts, purpose, named_time = key
        asked, emergencies = self._asked(states, named_time=named_time), self._emergencies(states, purpose)
        # most states add nothing: places that differ in those alone share one calendar
        alike = zones, asked, texts, purpose, tuple(emergencies)
        found = self._worked_out.get(alike)
        if found is None:
            law = (self._calendar(zone, asked, texts, purpose) for zone in zones)
            found = self._worked_out[alike] = reduce(both, (*map(outside, emergencies), *law))
        return found

    def _calendar(self, zone: str, states: tuple[str, ...], texts: bool, purpose: Purpose) -> Calendar:  # noqa: FBT001 - part of a key
        """Return when all rows of these states are open on one zone's clock."""
        key = (zone, states, texts, purpose)
        found = self._in_zone.get(key)
        if found is None:
            found = self._in_zone[key] = local_calendar(zone, self._windows(states, texts, purpose))
        return found

    def _windows(self, states: tuple[str, ...], texts: bool, purpose: Purpose) -> Callable[[date], Windows]:  # noqa: FBT001 - part of a key
        """Return what all rows of these states leave open on a day; zones share it, each day is worked out once."""
        key = (states, texts, purpose)
        found = self._days.get(key)
        if found is None:
            histories = [self.rows[state] for state in states]

            @cache
            def windows(day: date) -> Windows:
                start, end = 0, DAY_MINUTES
                for history in histories:
                    row = row_on(history, day, texts=texts)
                    if row is not None:
                        opens, closes = row.on(day, purpose, self._holiday_name).window
                        start, end = max(start, opens), min(end, closes)
                return ((start, end),) if start < end else ()

            found = self._days[key] = windows
        return found

    def _find_why(self, key: _OpenKey, at: int) -> Reason:
        zones, states, texts, purpose, named_time = key
        closed: list[tuple[int, str, str]] = []
        for zone in zones:
            for state in self._asked(states, named_time=named_time):
                opens = self._calendar(zone, (state,), texts, purpose).next_open(at)
                if opens != at:
                    closed.append((_FAR if opens is None else opens, zone, state))
        if not closed:
            raise ValueError("asked why an open second is closed")
        latest = max(opens for opens, _, _ in closed)
        reasons = [
            self._closing(zone, state, at, texts=texts, purpose=purpose)
            for opens, zone, state in closed
            if opens == latest
        ]
        return max(reasons, key=lambda weighed: weighed[0])[1]

    def _closing(
        self, zone: str, state: str, at: int, *, texts: bool, purpose: Purpose
    ) -> tuple[tuple[int, int, bool], Reason]:
        """Return a row's reason for being closed at an instant, with its weight against others."""
        day = moment(at).astimezone(ZoneInfo(zone)).date()
        row = row_on(self.rows[state], day, texts=texts)
        assert row is not None  # noqa: S101 - where no row is in force nothing is closed
        rule = row.on(day, purpose, self._holiday_name)
        weight = (_SEVERITY[rule.code], rule.window[0] - rule.window[1], state == FEDERAL)
        return weight, Reason(rule.code, state, rule.detail, row.citation)

    def _limits(self, place: Place, purpose: Purpose) -> tuple[_Limit, ...]:
        """Return the states' caps with the seconds from and until which each holds, widest over the place's zones."""
        key = (place.zones, place.states, purpose)
        found = self._caps.get(key)
        if found is None:
            found = self._caps[key] = tuple(
                (*_span(row, place.zones), Cap(*row.cap, counts_all=True), row)
                for state in (FEDERAL, *place.states)
                for row in self.rows.get(state, ())
                if row.cap and not row.spares(Part.CAP, purpose)
            )
        return found


def _span(row: Row, zones: Iterable[str]) -> tuple[int, int]:
    """Return the seconds a row's cap holds: from its first day's start to its last day's end, in any of the zones."""
    first, last = min(row.first_day(texts=False), row.first_day(texts=True)), row.last_day()
    clocks = [ZoneInfo(zone) for zone in zones]
    start = min(to_utc(tz, first, 0) for tz in clocks) if first > date.min else -_FAR
    end = max(to_utc(tz, last + timedelta(days=1), 0) for tz in clocks) if last < date.max else _FAR
    return start, end
