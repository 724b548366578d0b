"""Whether two officers, or two periods, really differ: the interval of a difference, and what is said of it.

The interval is made of the two figures' own ones (MOVER): of two shares it is Newcombe's method 10.

- Newcombe, R. G. (1998), Interval estimation for the difference between independent proportions: comparison of
  eleven methods, Statistics in Medicine 17, 873-890.
- Zou, G. Y. and Donner, A. (2008), Construction of confidence limits about effect measures: a general approach,
  Statistics in Medicine 27, 1693-1702.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from math import sqrt
from statistics import NormalDist
from typing import Any

import msgspec

from app.domain.intervals import wilson
from app.domain.rates import Rate, rates_of

Row = Mapping[str, Any]
METHOD = "Newcombe 1998, method 10; medians by MOVER of Conover's rank intervals, Zou and Donner 2008"


class Verdict(StrEnum):
    """What may be said of a difference."""

    HIGHER = "higher"
    LOWER = "lower"
    #: it may as well be chance
    NO_REAL_DIFFERENCE = "no real difference"
    #: one of the two has too few for any interval
    TOO_FEW = "too few"


class Estimate(msgspec.Struct, frozen=True):
    """A figure and between what it lies."""

    value: float
    low: float
    high: float


class Difference(msgspec.Struct, frozen=True):
    """How far one figure lies above another, and between what that lies; all None where nothing can be said."""

    by: float | None
    low: float | None
    high: float | None
    verdict: Verdict


NOTHING_KNOWN = Difference(None, None, None, Verdict.TOO_FEW)


def difference(one: Estimate | None, other: Estimate | None) -> Difference:
    """Return how far `one` lies above `other`; no real difference where the interval of that holds nought."""
    if one is None or other is None:
        return NOTHING_KNOWN
    by = one.value - other.value
    low = by - sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2)
    high = by + sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2)
    verdict = Verdict.HIGHER if low > 0 else Verdict.LOWER if high < 0 else Verdict.NO_REAL_DIFFERENCE
    return Difference(by, low, high, verdict)


def estimate_of(rate: Rate | None, sure: float = 0.95) -> Estimate | None:
    """Return a rate with the interval its independent units are worth, None of nothing."""
    if rate is None or rate.share is None:
        return None
    z = NormalDist().inv_cdf((1 + sure) / 2)
    low, high = wilson(rate.share * rate.units, rate.units, z)
    return Estimate(rate.share, min(low, rate.share), max(high, rate.share))


def differences(one: Row, other: Row) -> dict[str, Difference]:
    """Return for each rate and median of two rows how far the first lies above the second, by the figure's name."""
    mine, theirs = rates_of(one), rates_of(other)
    found = {name: difference(estimate_of(mine.get(name)), estimate_of(theirs.get(name))) for name in mine | theirs}
    medians = {name: difference(_median(one, name), _median(other, name)) for name in MEDIANS}
    return {**found, **medians}


#: the medians a row has, which are of seconds
MEDIANS = ("first_attempt", "first_contact", "working_clock")


def _median(row: Row, name: str) -> Estimate | None:
    value, between = row.get(name, {}).get("median_s"), row.get("median_between", {}).get(name)
    return None if value is None or between is None else Estimate(value, *between)


class Ranked(msgspec.Struct, frozen=True):
    """What a ranking of officers by one rate is worth: how many of them differ from the rest, by their places.

    `above` and `below` are those of whom that cannot be chance, though as many are looked at as there are officers.
    """

    officers: int
    above: tuple[int, ...]
    below: tuple[int, ...]

    @property
    def is_noise(self) -> bool:
        return not self.above and not self.below


def ranked(rows: Sequence[Row], name: str) -> Ranked:
    """Hold each officer's rate against that of all the others together.

    The more officers are looked at, the surer each difference has to be (Bonferroni): of 500 of whom none differs,
    25 would else seem to.
    """
    rates = [rates_of(row).get(name) for row in rows]
    known = [(place, rate) for place, rate in enumerate(rates) if rate is not None and rate.of]
    sure = 1 - 0.05 / max(len(known), 1)
    n, of = sum(rate.n for _, rate in known), sum(rate.of for _, rate in known)
    units = sum(rate.units for _, rate in known)
    verdicts = {}
    for place, rate in known:
        others = Rate(n - rate.n, of - rate.of, 0, 1, units - rate.units)
        verdicts[place] = difference(estimate_of(rate, sure), estimate_of(others, sure)).verdict
    return Ranked(
        officers=len(known),
        above=tuple(place for place, verdict in verdicts.items() if verdict is Verdict.HIGHER),
        below=tuple(place for place, verdict in verdicts.items() if verdict is Verdict.LOWER),
    )
