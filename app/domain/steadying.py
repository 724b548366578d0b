"""A line's mean wait, steadied by lines of the same arrivals and lengths whose figures are known."""

from __future__ import annotations

from math import exp

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.domain.waiting_line import Line

Floats = NDArray[np.float64]

#: parts of the line that are compared with each other; fewer tell too little of how its figures hang together
MOST_PARTS, FEWEST_PARTS = 500, 100
#: calls in a part, at least, so that one hardly depends on the one before it
SHORTEST_PART = 500
#: what is taken off one of so many shares of the parts is told by the others, else it would fit its own chance
SHARES = 10


class Steadied(msgspec.Struct, frozen=True):
    """A mean wait without the chance that is known to be in it, and its standard error, in seconds."""

    mean_s: float
    error_s: float


def steadied(line: Line, officers: int, calls_per_second: float, per_call_s: float) -> Steadied | None:
    """Return the mean wait of a line of random lengths; None where it is too short or the officers cannot keep up.

    What chance did to the gaps, to the lengths, to a single officer who is as fast as all together, and to a branch
    where nobody ever waits, is known exactly. By as much as these are off, times how much the waits go along with
    them, the mean wait is put right (control variates). Neither of the two has to do with who takes which call, so
    that a fault of the floor is not put right with the rest. A single officer is compared with the second alone: the
    first would be the very line that is looked at.
    """
    parts = min(MOST_PARTS, len(line.waits) // SHORTEST_PART)
    utilisation = calls_per_second * per_call_s / officers
    if parts < FEWEST_PARTS or utilisation >= 1:
        return None
    arrived, lengths = np.asarray(line.arrived), np.asarray(line.lengths)
    gaps = np.diff(arrived, prepend=0.0)
    off = [lengths - per_call_s, gaps - 1 / calls_per_second]
    off += _nobody_waits(arrived, lengths, officers, calls_per_second * per_call_s)
    off += _drift(lengths / officers - gaps, per_call_s / officers, 1 / calls_per_second)
    if officers > 1:
        off += _one_for_all(lengths / officers, gaps, per_call_s / officers, utilisation)
    edges = np.linspace(0, len(lengths), parts + 1).astype(np.int64)
    waits, *known = (np.add.reduceat(each, edges[:-1]) / np.diff(edges) for each in (np.asarray(line.waits), *off))
    put_right = _put_right(waits, np.column_stack(known))
    return Steadied(float(put_right.mean()), float(put_right.std(ddof=1) / parts**0.5))


def _nobody_waits(arrived: Floats, lengths: Floats, officers: int, load: float) -> list[Floats]:
    """Return by how much a branch with an officer for every call is off: those busy are Poisson's at each arrival."""
    ended = np.searchsorted(np.sort(arrived + lengths), arrived, side="right")
    busy = np.arange(len(arrived), dtype=np.float64) - ended
    above = np.maximum(busy - officers, 0.0)
    chances = _poisson(load, officers)
    beyond = np.arange(len(chances), dtype=np.float64) - officers
    tail = np.where(beyond >= 0, chances, 0.0)
    return [
        busy - load,
        (busy >= officers) - tail.sum(),
        above - (tail * beyond).sum(),
        above**2 - (tail * beyond**2).sum(),
    ]


def _poisson(load: float, officers: int) -> Floats:
    """Return the chances of 0, 1, 2 ... calls under way, up to where none is left to speak of."""
    chance = exp(-load)
    chances = [chance]
    for n in range(1, 2 * officers + 200):
        chance *= load / n
        chances.append(chance)
    return np.array(chances)


def _drift(work: Floats, mean_length: float, mean_gap: float) -> list[Floats]:
    """Return by how much the work that came in over a long stretch, less the time that passed, is off."""
    stretch = round(8 / max(0.1, 1 - mean_length / mean_gap) ** 2)
    so_far = np.cumsum(work - (mean_length - mean_gap))
    over = so_far - np.concatenate((np.zeros(stretch), so_far[:-stretch]))
    scale = (stretch * (mean_length**2 + mean_gap**2)) ** 0.5
    third = 2 * stretch * (mean_length**3 - mean_gap**3)
    return [(over / scale) ** 2 - 1, (over / scale) ** 3 - third / scale**3]


def _one_for_all(lengths: Floats, gaps: Floats, mean_length: float, utilisation: float) -> list[Floats]:
    """Return by how much the wait for one officer as fast as all together is off (M/M/1: an exponential, or none)."""
    # Lindley: a wait is what the line rose by since its lowest
    so_far = np.concatenate(([0.0], np.cumsum(lengths[:-1] - gaps[1:])))
    wait = so_far - np.minimum.accumulate(np.minimum(so_far, 0.0))
    mean = mean_length / (1 - utilisation)
    has_to_wait = (wait > 0).astype(np.float64)
    return [wait - utilisation * mean, wait**2 - 2 * utilisation * mean**2, has_to_wait - utilisation]


def _put_right(waits: Floats, known: Floats) -> Floats:
    """Return each part's mean wait without what it shares with the known, by what the other shares of parts tell."""
    known = known / np.maximum(known.std(axis=0), np.finfo(np.float64).tiny)
    out = waits.copy()
    share = np.arange(len(waits)) * SHARES // len(waits)
    for n in range(SHARES):
        others, own = share != n, share == n
        centred = known[others] - known[others].mean(axis=0)
        told, *_ = np.linalg.lstsq(centred, waits[others] - waits[others].mean(), rcond=None)
        out[own] -= known[own] @ told
    return out
