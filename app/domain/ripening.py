"""What a month that is still open will stand at: the leads that nothing came of yet, by how it went with older ones.

The product-limit estimate with Greenwood's variance: Kaplan, E. L. and Meier, P. (1958), Nonparametric estimation from
incomplete observations, JASA 53; Greenwood, M. (1926), The natural duration of cancer. Not the one for competing ends
(Aalen and Johansen): a lost lead inquires again and wakes, so losing is not final, and all that keeps a funding from
being seen is that today is not later. A lost lead therefore stays among those it may still happen to, its own month's
like every other's, and what is estimated is the share of all leads, the lost ones too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from math import exp, fsum, lgamma, log, log1p
from typing import NamedTuple

import msgspec

from app.domain.report_rows import RIPE_AFTER

_DAY = timedelta(days=1)
#: from fewer that it happened to, nothing is to be told of the others
LEAST_EVENTS = 10
#: so many must have been followed to the last day that is told of
LEAST_FOLLOWED = 10
_TAIL = 0.025


class Followed(NamedTuple):
    """A lead: how many days after it came something happened to it, or for how many it did not so far."""

    days: float
    happened: bool


class Expected(msgspec.Struct, frozen=True):
    """How many it will be, and between which two it will be with 95 %."""

    n: float
    low: int
    high: int


class Curve(msgspec.Struct, frozen=True):
    """The share to which it has not happened by each day it happened on, and Greenwood's sum by then."""

    days: tuple[float, ...]
    left: tuple[float, ...]
    spread: tuple[float, ...]

    def remaining(self, age: float, by: float) -> tuple[float, float]:
        """Return the chance that it does not happen until `by` to a lead to which it has not at an age, and its SD."""
        (left_then, spread_then), (left, spread) = self._at(age), self._at(by)
        chance = left / left_then
        return chance, chance * max(0.0, spread - spread_then) ** 0.5

    def _at(self, age: float) -> tuple[float, float]:
        n = bisect_right(self.days, age)
        return (self.left[n - 1], self.spread[n - 1]) if n else (1.0, 0.0)


def days_of(span: timedelta) -> float:
    return span / _DAY


def curve_of(followed: Iterable[Followed], by: timedelta = RIPE_AFTER) -> Curve | None:
    """Return how long it takes; None where too few tell: few it happened to, or few that came as long ago as `by`."""
    leads = list(followed)
    by_days = days_of(by)
    events = Counter(lead.days for lead in leads if lead.happened and lead.days <= by_days)
    ends = sorted(lead.days for lead in leads)
    if sum(events.values()) < LEAST_EVENTS or len(ends) - bisect_left(ends, by_days) < LEAST_FOLLOWED:
        return None
    days = tuple(sorted(events))
    left, spread = [], []
    share = total = 0.0
    share = 1.0
    for day in days:
        at_risk, happened = len(ends) - bisect_left(ends, day), events[day]
        share *= 1 - happened / at_risk
        total += happened / (at_risk * (at_risk - happened))
        left.append(share)
        spread.append(total)
    return Curve(days, tuple(left), tuple(spread))


def expected(curve: Curve, seen: int, waiting: Sequence[float], by: timedelta = RIPE_AFTER) -> Expected:
    """Return what `seen` will be once all leads have had until `by`; `waiting` are the ages in days of the others.

    What is not known of the curve is common to all the leads and adds up as such; what chance does with each is not.
    """
    chances = [curve.remaining(age, days_of(by)) for age in waiting]
    mean = fsum(1 - chance for chance, _ in chances)
    by_chance = fsum(chance * (1 - chance) for chance, _ in chances)
    by_curve = fsum(spread for _, spread in chances) ** 2
    low, high = _between(mean, by_chance + by_curve, len(waiting))
    return Expected(seen + mean, seen + low, seen + high)


def _between(mean: float, variance: float, most: int) -> tuple[int, int]:
    """Return the counts between which one of this mean and variance lies: a negative binomial, which is never below
    nought and has the long end above that few counts of a rare thing have; as narrow as it gets, Poisson's.
    """
    if mean <= 0:
        return 0, 0
    low = high = None
    below = 0.0
    for count in range(most + 1):
        below += exp(_log_chance(count, mean, variance))
        if low is None and below > _TAIL:
            low = count
        if below >= 1 - _TAIL:
            high = count
            break
    return most if low is None else low, most if high is None else high


def _log_chance(count: int, mean: float, variance: float) -> float:
    if variance <= mean * (1 + 1e-9):
        return count * log(mean) - mean - lgamma(count + 1)
    size = mean * mean / (variance - mean)
    ways = lgamma(count + size) - lgamma(size) - lgamma(count + 1)
    return ways - size * log1p(mean / size) + count * (log(mean) - log(size + mean))
