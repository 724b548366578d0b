"""How many leads a day a branch can take and still keep its promise of a first call in time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from math import ceil
from operator import attrgetter
from random import Random

from app.domain.simulation import Arrival, Simulated, Simulation, whole_days
from app.domain.zone_clock import DAY_S, EPOCH_DAY, clock_of, local_date, local_instant

#: the promise is kept when this share of first calls begins while on time
KEPT_SHARE = 0.9
#: two weeks fill the playbook's later calls before the third, the one that is counted, is a branch's usual week
WEEKS = 3
DAYS = WEEKS * 7
#: the branch keeps up when this part of a day's calls, at most, still waits at midnight
LEFT_SHARE = 0.1
SPREAD_S = 30 * 60
#: the answer is good to this part of itself
CLOSE_ENOUGH = 0.03


class Pattern:
    """Leads as they came, drawn from again for any number a day: each keeps its time of day give or take half an
    hour, and its weekday where the leads tell of a whole week.
    """

    def __init__(self, arrivals: Sequence[Arrival], zone: str, seed: int) -> None:
        self.zone, self.seed = zone, seed
        self._arrivals = arrivals
        begins, ends = whole_days(arrivals, zone)
        self._has_week = ends - begins > 6.5 * DAY_S
        first = local_date(zone, begins)
        self._monday = first - timedelta(days=first.weekday())
        self._random = Random(seed)  # noqa: S311 - chance in a model guards nothing
        self._drawn: list[Arrival] = []

    @property
    def counts_from(self) -> int:
        """Return the second at which the last week begins."""
        return local_instant(self.zone, self._monday + timedelta(days=7 * (WEEKS - 1)), 0)

    def at_rate(self, per_day: int) -> list[Arrival]:
        """Return three weeks of leads; a higher rate is a lower one with leads added, so that more is never easier."""
        while len(self._drawn) < per_day * DAYS:
            self._drawn.append(self._draw())
        return self._drawn[: per_day * DAYS]

    def _draw(self) -> Arrival:
        random, clock = self._random, clock_of(self.zone)
        came = random.choice(self._arrivals)
        local = came.at + clock.offset(came.at)
        week, any_day = random.randrange(WEEKS), random.randrange(7)
        weekday = (local // DAY_S + EPOCH_DAY - 1) % 7 if self._has_week else any_day
        midnight = local_instant(self.zone, self._monday + timedelta(days=7 * week + weekday), 0)
        # kept inside its day, lest the weeks had more days than seven
        at = midnight + min(max(0, local % DAY_S + random.randint(-SPREAD_S, SPREAD_S)), DAY_S - 3600)
        return came._replace(at=at)


def leads_a_day(
    simulation: Simulation, pattern: Pattern, guess: int, highest: int, *, goes_on: Callable[[], bool] = lambda: True
) -> int:
    """Return the most leads a calendar day, up to `highest`, at which the branch keeps its promise and keeps up.

    It keeps its promise when nine in ten first calls of the last week begin while on time, and keeps up when no more
    than a tenth of a day's calls wait at the end: else first calls could be kept while all others starve. Weeks
    are played for each number tried, the same leads in the same order, from the `guess` in steps that begin with the
    3 % the answer is good to and double: a good guess costs two runs, a bad one a few more. `goes_on` is asked at each
    call played; after a no the answer is only what was known by then.
    """
    low, high = 0, highest + 1
    tried, step = max(1, min(guess, highest)), CLOSE_ENOUGH
    while high - low > _close(low) and goes_on():
        if _is_kept(simulation, pattern, tried, goes_on):
            low = tried
        else:
            high = tried
        if high > highest:
            tried = min(highest, low + max(1, int(low * step)))
        elif low == 0:
            tried = max(1, min(high - 1, ceil(high / (1 + step))))
        else:
            tried = (low + high) // 2
        step *= 2
    return low


def _close(kept: int) -> int:
    return max(1, int(kept * CLOSE_ENOUGH))


def _is_kept(simulation: Simulation, pattern: Pattern, per_day: int, goes_on: Callable[[], bool]) -> bool:
    arrivals = sorted(pattern.at_rate(per_day), key=attrgetter("at"))

    def is_lost(counted: Simulated) -> bool:
        return counted.first_late + counted.not_callable > counted.leads * (1 - KEPT_SHARE)

    def stops(counted: Simulated) -> bool:
        return is_lost(counted) or not goes_on()

    counted = simulation.run(arrivals, pattern.seed, stop=stops, counts_from=pattern.counts_from, to_the_end=False)
    return not is_lost(counted) and counted.left_waiting * DAYS <= counted.due_on_days * LEFT_SHARE
