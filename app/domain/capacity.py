"""How many leads a day a branch can take and still keep its promise of a first call in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import msgspec

from app.domain.lead import Lead
from app.domain.simulation import Simulated, Simulation, whole_days
from app.domain.spans import instant, moment
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


@dataclass(frozen=True, slots=True)
class Pattern:
    """Leads as they came, drawn from again for any number a day: each keeps its time of day give or take half an
    hour, and its weekday where the leads tell of a whole week.
    """

    leads: Sequence[Lead]
    zone: str
    seed: int

    @property
    def monday(self) -> date:
        first = local_date(self.zone, whole_days(self.leads, self.zone)[0])
        return first - timedelta(days=first.weekday())

    @property
    def counts_from(self) -> int:
        """Return the second at which the last week begins."""
        return local_instant(self.zone, self.monday + timedelta(days=7 * (WEEKS - 1)), 0)

    def at_rate(self, per_day: int) -> Iterator[Lead]:
        """Return three weeks of leads; a higher rate is a lower one with leads added, so that more is never easier."""
        random = Random(self.seed)  # noqa: S311 - chance in a model guards nothing
        begins, ends = whole_days(self.leads, self.zone)
        has_week = ends - begins > 6.5 * DAY_S
        monday = self.monday
        clock = clock_of(self.zone)
        for number in range(per_day * DAYS):
            lead = random.choice(self.leads)
            came = instant(lead.received_at)
            local = came + clock.offset(came)
            week, any_day = random.randrange(WEEKS), random.randrange(7)
            weekday = (local // DAY_S + EPOCH_DAY - 1) % 7 if has_week else any_day
            midnight = local_instant(self.zone, monday + timedelta(days=7 * week + weekday), 0)
            # kept inside its day, lest the weeks had more days than seven
            at = midnight + min(max(0, local % DAY_S + random.randint(-SPREAD_S, SPREAD_S)), DAY_S - 3600)
            yield msgspec.structs.replace(lead, lead_id=f"{lead.lead_id}-{number}", received_at=moment(at))


def leads_a_day(
    simulation: Simulation, pattern: Pattern, guess: int, highest: int, *, goes_on: Callable[[], bool] = lambda: True
) -> int:
    """Return the most leads a calendar day, up to `highest`, at which the branch keeps its promise and keeps up.

    It keeps its promise when nine in ten first calls of the last week begin while on time, and keeps up when no more
    than a tenth of a day's calls wait at the end: else first calls could be kept while all others starve. Weeks
    are played for each number tried, beginning near the `guess`, the same leads in the same order. `goes_on` is asked
    at each call played; after a no the answer is only what was known by then.
    """
    low, high = 0, highest + 1
    tried = max(1, min(guess, highest))
    while high - low > max(1, int(low * CLOSE_ENOUGH)) and goes_on():
        if _is_kept(simulation, pattern, tried, goes_on):
            low = tried
        else:
            high = tried
        # leave the guess in growing steps until it is enclosed, then halve what is left
        tried = (low + high) // 2
        if high > highest:
            tried = min(tried, max(low + 1, low * 5 // 4))
        elif low == 0:
            tried = max(tried, high * 4 // 5)
    return low


def _is_kept(simulation: Simulation, pattern: Pattern, per_day: int, goes_on: Callable[[], bool]) -> bool:
    leads = list(pattern.at_rate(per_day))

    def is_lost(counted: Simulated) -> bool:
        return counted.first_late + counted.not_callable > counted.leads * (1 - KEPT_SHARE)

    def stops(counted: Simulated) -> bool:
        return is_lost(counted) or not goes_on()

    counted = simulation.run(leads, pattern.seed, stop=stops, counts_from=pattern.counts_from, to_the_end=False)
    return not is_lost(counted) and counted.left_waiting * DAYS <= counted.due_on_days * LEFT_SHARE
