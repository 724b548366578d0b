"""The speeds of hundreds of officers' leads at once: how many were within which band, the middle one, and the p90."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.domain.scorecard import BANDS, FIVE_MINUTES_S, LATER, NEVER

Row = dict[str, Any]
Owned = tuple[NDArray[np.int64], NDArray[Any]]
#: how many were asked, how many have a speed, upto which limit so many, median and p90
Speeds = tuple[int, int, list[int], float, float]

#: behind the last of them lies what is none
_LIMITS = np.array(sorted({FIVE_MINUTES_S, *(limit for _, limit in BANDS)} | {float("inf")}))
_WITHIN = int(np.searchsorted(_LIMITS, FIVE_MINUTES_S))
_UPTO = [int(np.searchsorted(_LIMITS, limit)) for _, limit in BANDS]
_P90 = 0.9
NOBODYS: Speeds = (0, 0, [0] * len(_LIMITS), 0.0, 0.0)


def speeds_of(parts: Sequence[Owned], officers: int, name: str, bit: int) -> list[Speeds]:
    """Return each officer's speeds of one kind; `parts` are records, each with whose it is."""
    asked = [(records["asks"] & bit) > 0 for _, records in parts]
    owners = np.concatenate([owner[is_asked] for (owner, _), is_asked in zip(parts, asked, strict=True)])
    values = np.concatenate([records[name][is_asked] for (_, records), is_asked in zip(parts, asked, strict=True)])
    if len(owners) and (np.diff(owners) < 0).any():
        order = np.argsort(owners, kind="stable")
        owners, values = owners[order], values[order]
    ends = np.searchsorted(owners, np.arange(officers + 1))
    for start, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        # those without one come last
        values[start:end].sort()
    width = len(_LIMITS) + 1
    bands = np.bincount(owners * width + np.searchsorted(_LIMITS, values), minlength=officers * width)
    upto = bands.reshape(-1, width)[:, :-1].cumsum(axis=1)
    known = upto[:, -1]
    median, p90 = _middle(values, ends[:-1], known), _share_below(values, ends[:-1], known)
    columns = (np.diff(ends), known, upto, median, p90)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _middle(values: NDArray[np.float64], starts: NDArray[np.int64], n: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the median of the first `n` values from each start on, as `intervals.middle` does; any of none."""
    half = n // 2
    high = _at(values, starts + half)
    return np.where(n % 2 == 1, high, (_at(values, starts + half - 1) + high) / 2)


def _share_below(values: NDArray[np.float64], starts: NDArray[np.int64], n: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return their p90, as `intervals.share_below` does; any of none."""
    place = _P90 * (n - 1)
    low = np.maximum(place.astype(np.int64), 0)
    below, above = _at(values, starts + low), _at(values, starts + np.minimum(low + 1, n - 1))
    return below + (above - below) * (place - low)


def _at(values: NDArray[np.float64], places: NDArray[np.int64]) -> NDArray[np.float64]:
    return values[np.clip(places, 0, len(values) - 1)] if len(values) else np.zeros(len(places))


def speed_row(asked: int, n: int, upto: Sequence[int], median: float, p90: float) -> Row:
    limits = [upto[place] for place in _UPTO]
    bands = {name: limits[i] - (limits[i - 1] if i else 0) for i, (name, _) in enumerate(BANDS)}
    return {
        "median_s": median if n else None,
        "p90_s": p90 if n else None,
        "n": n,
        "within_5m": {"n": upto[_WITHIN], "of": asked},
        "bands": {**bands, LATER: n - limits[-1], NEVER: asked - n},
    }
