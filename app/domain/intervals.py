"""The few statistics every sum uses, defined once."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

_SURE = 0.95
#: from so many values on the binomial is as good as normal
_MANY = 500
#: two-sided 95 %
_Z = 1.959963984540054


def median(values: Sequence[float]) -> float | None:
    """Return the middle value, the mean of the middle two of an even number, None of none."""
    return middle(sorted(values))


def middle(ordered: Sequence[float]) -> float | None:
    """Return the median of values that are in order."""
    if not len(ordered):
        return None
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the value below which a share lies, by linear interpolation between the two nearest, None of none."""
    return share_below(sorted(values), share)


def share_below(ordered: Sequence[float], share: float) -> float | None:
    """Return the percentile of values that are in order."""
    if not len(ordered):
        return None
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def wilson(hits: float, of: float, z: float = _Z) -> tuple[float, float]:
    """Return the Wilson interval of a share at 95 %, or as sure as `z` makes it; (0, 1) when nothing is known.

    Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference, JASA 22.
    """
    if of == 0:
        return 0.0, 1.0
    share, z2 = hits / of, z * z
    centre = share + z2 / (2 * of)
    spread = z * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    scale = 1 + z2 / of
    # none and all of them end exactly at nought and one, which rounding would miss by a hair
    return (centre - spread) / scale if hits else 0.0, (centre + spread) / scale if hits < of else 1.0


def between_which_the_median_lies(values: Sequence[float]) -> tuple[float, float] | None:
    """Return the two values between which the median lies at 95 % at least, None of fewer than six.

    By the ranks alone, whatever the values are spread like: the k-th smallest and the k-th largest, k as large as the
    binomial allows. Conover, W. J. (1999), Practical Nonparametric Statistics, 3rd ed., section 3.2.
    """
    many, ordered = len(values), sorted(values)
    ranks = int((many - _Z * sqrt(many)) / 2) if many > _MANY else _ranks(many)
    return (ordered[ranks - 1], ordered[many - ranks]) if ranks else None


def _ranks(many: int) -> int:
    """Return how many from each end the binomial leaves out at most, so that 2.5 % on either side stay outside."""
    chance = below = 0.5**many
    ranks = 0
    while below <= (1 - _SURE) / 2:
        ranks += 1
        chance *= (many - ranks + 1) / ranks
        below += chance
    return ranks
