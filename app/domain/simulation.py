"""A playbook played over real arrivals and a rota, before it is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from heapq import heappop, heappush
from random import Random

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
from app.domain.zone_clock import local_date, local_instant

#: a playbook that neither gives a lead up nor comes to its last call is followed for so long
FOLLOWED_S = 90 * DAY_S
_NOTHING_KNOWN = Known()


class Service(StrEnum):
    """How long calls take: all the same, or scattered as waiting-line theory has it."""

    FIXED = "fixed"
    EXPONENTIAL = "exponential"


@dataclass(frozen=True, slots=True)
class Rota:
    """`officers` people who all work the hours of `model`; a call takes each of them `per_call_s` on average."""

    model: Officer
    officers: int
    per_call_s: int
    service: Service


@dataclass(slots=True)
class Simulated:
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
    waits: list[float] = field(default_factory=list)
    missed: Counter[str] = field(default_factory=Counter)
    fell_due: Counter[str] = field(default_factory=Counter)

    @property
    def left_waiting(self) -> int:
        """Return how many calls had fallen due but were not begun when the last day on which leads came ended."""
        return self.due_on_days - self.attempts_on_days


@dataclass(slots=True)
class _Followed:
    """One lead on the floor: its calls, and whether any call can reach it.

    `step_id` is the step it was last asked for, `due_at` and `until` that step's own due and on-time end.
    """

    ladder: Ladder
    ground: Ground
    counts: bool
    gives_up_at: int | None
    can_be_reached: bool
    times: list[int] = field(default_factory=list)
    tries: int = 0
    step_id: str = ""
    due_at: int = 0
    until: int = 0

    def due(self) -> tuple[int, int] | None:
        """Return when the next call is asked for and when it is due; None when none is left or no time would do."""
        found = self.ladder.due(self.times)
        return None if found is None or self.is_given_up(found[2]) else found[1:]

    def is_given_up(self, at: int) -> bool:
        return self.gives_up_at is not None and at >= self.gives_up_at


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

    def gives_up_at(self, start: int) -> int | None:
        """Return when a lead that could be called from `start` on is called no more, None when its steps decide."""
        limit = FOLLOWED_S if self.is_endless else self.playbook.give_up_after_s
        return None if limit is None else start + limit

    def run(
        self,
        leads: Iterable[Lead],
        seed: int,
        *,
        stop: Callable[[Simulated], bool] | None = None,
        counts_from: int = 0,
        to_the_end: bool = True,
    ) -> Simulated:
        """Play all leads to the end of their playbook, or else to the end of the last day on which leads came.

        `stop` is asked at each call and may end the run early. Leads received before the UTC second `counts_from`
        take the officers' time without being counted.
        """
        run = _Run(self, seed, stop or (lambda _counted: False), counts_from, to_the_end=to_the_end)
        return run.play(sorted(leads, key=lambda lead: (lead.received_at, lead.lead_id)))

    def ground(self, lead: Lead) -> Ground:
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
        self._followed: list[_Followed] = []
        self._together: Counter[int] = Counter()
        self._floor = CallFloor([self._shift] * model.rota.officers, self._begin, self._end)
        self._days_end = 0
        self.counted = Simulated()

    def play(self, leads: list[Lead]) -> Simulated:
        rota = self._model.rota
        self.counted.leads = sum(instant(lead.received_at) >= self._counts_from for lead in leads)
        if not leads or not self._model.rungs:
            return self.counted
        begins, self._days_end = whole_days(leads, rota.model.zone)
        self.counted.officer_s = self._shift.open_seconds(begins, self._days_end) * rota.officers
        with suppress(_Stopped):
            self._floor.run(self._first_asks(leads), begins)
        return self.counted

    def _first_asks(self, leads: list[Lead]) -> Iterator[Ask]:
        """Yield the first calls as they fall due, of those that do so together the newest first."""
        coming: list[tuple[int, int, int]] = []
        for lead in leads:
            received = instant(lead.received_at)
            while coming and coming[0][0] < received:
                yield self._ask(heappop(coming)[2])
            ground = self._model.ground(lead)
            start = ground.calls.next_open(received)
            counts = received >= self._counts_from
            if start is None:
                self.counted.not_callable += counts
                continue
            followed = _Followed(
                Ladder(ground, Channel.CALL, self._model.rungs, received, start),
                ground,
                counts,
                self._model.gives_up_at(start),
                self._random.random() < self._model.odds.contactable,
            )
            self._followed.append(followed)
            found = followed.due()
            if found is None:
                self.counted.not_callable += counts
            else:
                heappush(coming, (found[1], -received, len(self._followed) - 1))
        while coming:
            yield self._ask(heappop(coming)[2])

    def _ask(self, number: int) -> Ask:
        ask = self._asked(number, owner=None)
        assert ask is not None  # noqa: S101 - its due was asked for a moment ago
        return ask

    def _asked(self, number: int, *, owner: int | None) -> Ask | None:
        """Return the next call the lead needs, None when none is left."""
        lead = self._followed[number]
        step, found = lead.ladder.step, lead.due()
        if step is None or found is None:
            return None
        base, due = found
        lead.step_id, lead.due_at, lead.until = step.step_id, due, lead.ladder.on_time_until(due)
        until = lead.until
        if lead.ground.waits_for_shift(Channel.CALL, lead.ladder.asked_for(base), due):
            # those who fall due together at a shift's start take turns (domain page, section 4, rule 7)
            self._together[due] += 1
            turn = -(-self._together[due] // self._model.rota.officers)
            if self._together[due] > 1:
                until = max(until, due + turn * self._model.rota.per_call_s)
        self.counted.fell_due[step.step_id] += 1
        self.counted.due_on_days += due < self._days_end
        return Ask(due, until, is_first=owner is None, owner=owner, about=number, freshness=lead.ladder.begun)

    def _begin(self, ask: Ask, at: float, officer: int) -> float | None:
        if at >= self._days_end and not self._to_the_end:
            raise _Stopped
        lead, second = self._followed[ask.about], int(at)
        opens = lead.ground.calls.next_open(second)
        if opens is None or lead.is_given_up(opens):
            self._missed(lead)
            self.counted.not_callable += ask.is_first and lead.counts
            return None
        if opens != second:
            # the law or the shift closed while it waited in line; it stays as late as it is
            self._floor.ask(replace(ask, due=float(opens)))
            return None
        self._count(lead, ask, at)
        ask.owner = officer
        mean = self._model.rota.per_call_s
        return float(mean) if self._model.rota.service is Service.FIXED else self._random.expovariate(1 / mean)

    def _count(self, lead: _Followed, ask: Ask, at: float) -> None:
        counted = self.counted
        counted.attempts += 1
        counted.attempts_on_days += at < self._days_end
        counted.waits.append(at - lead.due_at)
        if at > ask.until:
            self._missed(lead)
            counted.first_late += ask.is_first and lead.counts
        else:
            counted.first_in_time += ask.is_first and lead.counts
        if self._stop(counted):
            raise _Stopped
        second = int(at)
        lead.tries += 1
        lead.times.append(second)
        lead.ladder.attempt(second)
        lead.ladder.finish_step(second, lead.until)

    def _missed(self, lead: _Followed) -> None:
        self.counted.missed[lead.step_id] += 1

    def _end(self, ask: Ask, at: float, officer: int) -> None:
        lead = self._followed[ask.about]
        if lead.can_be_reached and self._random.random() < self._model.odds.of(lead.tries):
            self.counted.reached += 1
            return
        again = self._asked(ask.about, owner=officer)
        if again is not None:
            again.due = max(again.due, at)
            self._floor.ask(again)


def _calls_of(playbook: Playbook) -> tuple[Step, ...]:
    return tuple(s for s in playbook.track(Track.NEW) if s.channel is Channel.CALL and s.by is Doer.OFFICER)


def whole_days(leads: Sequence[Lead], zone: str) -> tuple[int, int]:
    """Return the midnights (UTC seconds) around all days on which leads came, on a zone's clock."""
    came = [instant(lead.received_at) for lead in leads]
    first, last = local_date(zone, min(came)), local_date(zone, max(came))
    return local_instant(zone, first, 0), local_instant(zone, last + timedelta(days=1), 0)


def days_of(leads: Sequence[Lead], zone: str) -> int:
    """Return over how many calendar days the leads came."""
    begins, ends = whole_days(leads, zone)
    return max(1, round((ends - begins) / DAY_S))
