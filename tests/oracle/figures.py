"""The small arithmetic of the sums: medians, shares, Wilson's interval, bands of speed."""

from __future__ import annotations

from fractions import Fraction
from math import comb, sqrt
from typing import Any

Z = 1.959963984540054
BANDS = (("0-5", 300), ("5-15", 900), ("15-60", 3600))


def quantile(values: list[float], share: float) -> float | None:
    """Return the value a share of them lies below, between two of them in proportion."""
    if not values:
        return None
    ordered, place = sorted(values), share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def median(values: list[float]) -> float | None:
    ordered, half = sorted(values), len(values) // 2
    if not ordered:
        return None
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def around_the_median(values: list[float]) -> list[float] | None:
    """Return the inmost two values, as far from either end, between which the median lies in 95 of 100 samples."""
    many, ordered = len(values), sorted(values)
    # that the k-th smallest lies above the median: fewer than k of many coins fall on one side
    outside = [2 * Fraction(sum(comb(many, i) for i in range(k)), 2**many) for k in range(1, many // 2 + 1)]
    good = [k for k, chance in enumerate(outside, start=1) if chance <= Fraction(1, 20)]
    return [ordered[good[-1] - 1], ordered[-good[-1]]] if good else None


def wilson(n: int, of: int) -> tuple[float, float]:
    """Return between what a rate may lie; of nothing it may be anything."""
    if not of:
        return 0.0, 1.0
    share, z2 = n / of, Z * Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z / (1 + z2 / of) * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def speed(seconds: list[float], of: int) -> dict[str, Any]:
    """Return how soon: over those that were reached, with those that never were beside them."""
    bands, rest = {}, list(seconds)
    for name, top in BANDS:
        bands[name] = sum(one <= top for one in rest)
        rest = [one for one in rest if one > top]
    return {
        "median_s": median(seconds),
        "p90_s": quantile(seconds, 0.9),
        "n": len(seconds),
        "within_5m": {"n": bands["0-5"], "of": of},
        "bands": {**bands, "60+": len(rest), "never": of - len(seconds)},
    }
