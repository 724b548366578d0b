"""A playbook played over real arrivals and a rota, before it is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from enum import StrEnum
from heapq import heappop, heappush
from math import inf
from random import Random
from typing import Final, NamedTuple

import msgspec

from app.domain.call_floor import Ask, CallFloor
from app.domain.contact_odds import ContactOdds
from app.domain.contact_rules import ContactRules
from app.domain.ground import Ground, ground_of
from app.domain.known import Known
from app.domain.ladder import Ladder
from app.domain.lead import Channel, Lead
from app.domain.officer import Officer
from app.domain.playbook import DAY_S, Doer, Playbook, Step, Track
from app.domain.shift import shift_calendar
from app.domain.spans import instant
from app.domain.track_steps import NONE, Rung
from app.domain.tried import Tried
from app.domain.zone_clock import local_date, local_instant

#: a playbook that neither gives a lead up nor comes to its last call is followed for so long
FOLLOWED_S = 90 * DAY_S
_NOTHING_KNOWN = Known()
# named here: to look a member up in its class takes longer than to compare with it
_CALL: Final = Channel.CALL


class Service(StrEnum):
    """How long calls take: all the same, or scattered as waiting-line theory has it."""

    FIXED = "fixed"
    EXPONENTIAL = "exponential"


class Rota(msgspec.Struct, frozen=True):
    """`officers` people who all work the hours of `model`; a call takes each of them `per_call_s` on average."""

    model: Officer
    officers: int
    per_call_s: int
    service: Service


class Simulated(msgspec.Struct):
    """What came of one run. Waits in seconds from due to begun, in the order the calls began.

    `leads` are those received from the instant on that counting was asked from, and the following three are of them:
    `first_in_time` and `first_late` count leads whose first call began while on time or after, `not_callable` those
    for whom no time opened before the playbook gave them up. `missed` counts per step the calls begun too late, or
    never; `fell_due` all of them. `attempts_on_days`, `due_on_days` (calls) and `officer_s` are those of the days on
    which leads came.
    """

    leads: int = 0
    not_callable: int = 0
    attempts: int = 0
    attempts_on_days: int = 0
    due_on_days: int = 0
    officer_s: int = 0
    first_in_time: int = 0
    first_late: int = 0
    reached: int = 0
    waits: list[float] = msgspec.field(default_factory=list)
    missed: Counter[str] = msgspec.field(default_factory=Counter)
    fell_due: Counter[str] = msgspec.field(default_factory=Counter)

    @property
    def left_waiting(self) -> int:
        """Return how many calls had fallen due but were not begun when the last day on which leads came ended."""
        return self.due_on_days - self.attempts_on_days


class Arrival(NamedTuple):
    """A lead as a run takes it: the UTC second at which it comes, and where and by whom it is to be called."""

    at: int
    ground: Ground


class _Followed(Ask, eq=False, kw_only=True):
    """One lead on the floor, as the next call it asks for: never more than one, so that one object does for all.

    `step_id` is the step it was last asked for, `due_at` that step's own due. `gives_up_at` is when it is called no
    more, `can_be_reached` whether any call can reach it.
    """

    ladder: Ladder
    ground: Ground
    counts: bool
    gives_up_at: float
    can_be_reached: bool
    tried: Tried = msgspec.field(default_factory=Tried)
    step_id: str = ""
    due_at: int = 0

    def found(self) -> tuple[int, int] | None:
        """Return when the next call is asked for and when it is due; None when none is left or no time would do."""
        found = self.ladder.due(self.tried)
        return None if found is None or found[2] >= self.gives_up_at else found[1:]


class Simulation:
    """Runs the calls of a playbook's track for new leads over leads as they came; the same seed, the same run.

    A new lead goes to whoever is free first and stays with that officer. E-mails take nobody's time and are left
    out; a borrower who was reached leaves the playbook. Rules, shifts, spacing and cap are the engine's own.
    """

    def __init__(self, playbook: Playbook, rules: ContactRules, rota: Rota, odds: ContactOdds) -> None:
        self.playbook, self.rota, self.odds = playbook, rota, odds
        self.rungs = tuple(Rung(step) for step in _calls_of(playbook))
        self._rules = rules

    @property
    def is_endless(self) -> bool:
        return self.playbook.give_up_after_s is None and any(rung.every_s != NONE for rung in self.rungs)

    @property
    def followed_for_s(self) -> float:
        """Return how long after it could first be called a lead is called no more; infinite when its steps decide."""
        limit = FOLLOWED_S if self.is_endless else self.playbook.give_up_after_s
        return inf if limit is None else limit

    def arrivals(self, leads: Iterable[Lead]) -> list[Arrival]:
        """Return leads as runs take them, in the order they came."""
        ordered = sorted(leads, key=lambda lead: (lead.received_at, lead.lead_id))
        return [Arrival(instant(lead.received_at), self._ground(lead)) for lead in ordered]

    def run(
        self,
        arrivals: Sequence[Arrival],
        seed: int,
        *,
        stop: Callable[[Simulated], bool] | None = None,
        counts_from: int = 0,
        to_the_end: bool = True,
    ) -> Simulated:
        """Play leads, in the order they came, to the end of their playbook, or else of the last day on which any came.

        `stop` is asked at each call and may end the run early. Leads received before the UTC second `counts_from`
        take the officers' time without being counted.
        """
        run = _Run(self, seed, stop or (lambda _counted: False), counts_from, to_the_end=to_the_end)
        return run.play(arrivals)

    def _ground(self, lead: Lead) -> Ground:
        return ground_of(self._rules, self._rules.place(lead, _NOTHING_KNOWN), self.rota.model)


class _Stopped(Exception):
    """The caller has seen enough."""


class _Run:
    """One run: the leads on the floor, and what has been counted so far."""

    def __init__(
        self,
        model: Simulation,
        seed: int,
        stop: Callable[[Simulated], bool],
        counts_from: int,
        *,
        to_the_end: bool,
    ) -> None:
        self._model, self._stop, self._counts_from = model, stop, counts_from
        self._to_the_end = to_the_end
        self._random = Random(seed)  # noqa: S311 - chance in a model guards nothing
        self._shift = shift_calendar(model.rota.model)
        self._followed_for_s = model.followed_for_s
        self._officers, self._per_call_s = model.rota.officers, model.rota.per_call_s
        self._is_fixed = model.rota.service is Service.FIXED
        self._together: Counter[int] = Counter()
        self._floor: CallFloor[_Followed] = CallFloor([self._shift] * self._officers, self._begin, self._end)
        self._days_end = 0
        self.counted = Simulated()

    def play(self, arrivals: Sequence[Arrival]) -> Simulated:
        self.counted.leads = sum(came.at >= self._counts_from for came in arrivals)
        if not arrivals or not self._model.rungs:
            return self.counted
        begins, self._days_end = whole_days(arrivals, self._model.rota.model.zone)
        self.counted.officer_s = self._shift.open_seconds(begins, self._days_end) * self._officers
        with suppress(_Stopped):
            self._floor.run(self._first_calls(arrivals), begins)
        return self.counted

    def _first_calls(self, arrivals: Sequence[Arrival]) -> Iterator[_Followed]:
        """Yield the first calls as they fall due, of those that do so together the newest first."""
        coming: list[tuple[int, int, int, _Followed]] = []
        for number, came in enumerate(arrivals):
            while coming and coming[0][0] < came.at:
                yield self._first_call(heappop(coming)[3])
            counts = came.at >= self._counts_from
            followed = self._follow(came, counts=counts)
            found = None if followed is None else followed.found()
            if followed is None or found is None:
                self.counted.not_callable += counts
            else:
                heappush(coming, (found[1], -came.at, number, followed))
        while coming:
            yield self._first_call(heappop(coming)[3])

    def _follow(self, came: Arrival, *, counts: bool) -> _Followed | None:
        """Return the lead with its ladder, None when no time opens to call it."""
        start = came.ground.calls.next_open(came.at)
        if start is None:
            return None
        return _Followed(
            0.0,
            0.0,
            is_first=True,
            freshness=came.at,
            ladder=Ladder(came.ground, _CALL, self._model.rungs, came.at, start),
            ground=came.ground,
            counts=counts,
            gives_up_at=start + self._followed_for_s,
            can_be_reached=self._random.random() < self._model.odds.contactable,
        )

    def _first_call(self, lead: _Followed) -> _Followed:
        asks = self._asks_again(lead)
        assert asks  # noqa: S101 - its due was asked for a moment ago
        return lead

    def _asks_again(self, lead: _Followed) -> bool:
        """Make the lead ask for the next call it needs; return False when none is left."""
        ladder, counted, found = lead.ladder, self.counted, lead.found()
        if ladder.rung is None or found is None:
            return False
        base, due = found
        until = ladder.on_time_until(due)
        asked = ladder.asked_for(base)
        if asked != due and lead.ground.waits_for_shift(_CALL, asked, due):
            # those who fall due together at a shift's start take turns (domain page, section 4, rule 7)
            self._together[due] += 1
            turn = -(-self._together[due] // self._officers)
            if self._together[due] > 1:
                until = max(until, due + turn * self._per_call_s)
        lead.due = lead.due_at = due
        lead.until = until
        lead.step_id = ladder.rung.step.step_id
        counted.fell_due[lead.step_id] += 1
        counted.due_on_days += due < self._days_end
        return True

    def _begin(self, lead: _Followed, at: float, officer: int) -> float | None:
        if at >= self._days_end and not self._to_the_end:
            raise _Stopped
        second = int(at)
        opens = lead.ground.calls.next_open(second)
        if opens is None or opens >= lead.gives_up_at:
            self._missed(lead)
            self.counted.not_callable += lead.is_first and lead.counts
            return None
        if opens != second:
            # the law or the shift closed while it waited in line; it stays as late as it is
            lead.due = opens
            self._floor.ask(lead)
            return None
        self._count(lead, at)
        # the end the playbook has it, not the one of an officer's turn; worked out once for a due, so before it is done
        end = lead.ladder.on_time_until(lead.due_at)
        lead.tried.add(second)
        lead.ladder.attempt(second)
        lead.ladder.finish_step(second, end)
        lead.owner, lead.is_first = officer, False
        return float(self._per_call_s) if self._is_fixed else self._random.expovariate(1 / self._per_call_s)

    def _count(self, lead: _Followed, at: float) -> None:
        counted = self.counted
        counted.attempts += 1
        counted.attempts_on_days += at < self._days_end
        counted.waits.append(at - lead.due_at)
        if at > lead.until:
            self._missed(lead)
            counted.first_late += lead.is_first and lead.counts
        else:
            counted.first_in_time += lead.is_first and lead.counts
        if self._stop(counted):
            raise _Stopped

    def _missed(self, lead: _Followed) -> None:
        self.counted.missed[lead.step_id] += 1

    def _end(self, lead: _Followed, at: float, _officer: int) -> None:
        if lead.can_be_reached and self._random.random() < self._model.odds.of(len(lead.tried.all)):
            self.counted.reached += 1
        elif self._asks_again(lead):
            lead.due = max(lead.due, at)
            self._floor.ask(lead)


def _calls_of(playbook: Playbook) -> tuple[Step, ...]:
    return tuple(s for s in playbook.track(Track.NEW) if s.channel is Channel.CALL and s.by is Doer.OFFICER)


def whole_days(arrivals: Iterable[Arrival], zone: str) -> tuple[int, int]:
    """Return the midnights (UTC seconds) around all days on which leads came, on a zone's clock."""
    came = [arrival.at for arrival in arrivals]
    first, last = local_date(zone, min(came)), local_date(zone, max(came))
    return local_instant(zone, first, 0), local_instant(zone, last + timedelta(days=1), 0)


def days_of(arrivals: Iterable[Arrival], zone: str) -> int:
    """Return over how many calendar days the leads came."""
    begins, ends = whole_days(arrivals, zone)
    return max(1, round((ends - begins) / DAY_S))
