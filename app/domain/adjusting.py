"""Was it the lead or the follow-up: what each source's leads come to had all been followed up alike.

Two logistic regressions (statsmodels), multiplied. The first asks of every attempt to reach a lead whether it did: by
source, by how soon the first call was made, and by the how manieth attempt it was. That is survival in steps of one
attempt (Cox, D. R. (1972), Regression models and life-tables, JRSS B 34, section 6); the number of attempts may not
simply stand beside the speed, for who is reached is not called again, and few attempts would look like their cause.
The second asks of each lead that was reached whether it applied, by the same three. Then every source is given the
same follow-up (standardisation: Robins, J. (1986), Mathematical Modelling 7). What was never noted (whom an officer
calls first, say) is in no adjustment.
"""

from __future__ import annotations

import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from math import log2
from statistics import NormalDist, median
from typing import Any, NamedTuple

import msgspec
import numpy as np

#: the follow-up every source is given: this many attempts, begun as soon as the company's middle lead was called
ATTEMPTS = 6
#: fewer leads of a source than this, or fewer to which something did or did not happen, tell nothing of it
LEAST_LEADS, LEAST_OF_EACH = 30, 5
#: later attempts count as this one
_LAST = 12
_DRAWS = 2000
_SEED = 20260302
_BOUND = 0.95
#: of a log of odds; beyond it the estimate runs off to where something always or never happens
_NO_END = 10.0


class Worked(NamedTuple):
    """A lead as it was followed up: minutes to the first call, None for never; attempts until it was reached."""

    source: str
    minutes: float | None
    attempts: int
    was_reached: bool
    applied: bool


class Verdict(StrEnum):
    """How a source's leads compare with the others' once the follow-up is taken out."""

    BETTER = "better"
    WORSE = "worse"
    NO_DIFFERENCE = "no_difference"
    TOO_FEW = "too_few"


class Adjusted(msgspec.Struct, frozen=True):
    """One source; `applied` are of all `leads`, `adjusted` is their share had it been followed up as all were.

    `minutes` is the middle lead's, None where none was called; `attempts` are per lead, until it was reached.
    """

    source: str
    leads: int
    applied: int
    called_in_5m: int
    attempts: float
    minutes: float | None
    verdict: Verdict
    adjusted: float | None = None
    low: float | None = None
    high: float | None = None


class Comparison(msgspec.Struct, frozen=True):
    """All sources; `minutes` is how soon the first call is taken to be made, None where nothing could be compared."""

    sources: tuple[Adjusted, ...]
    minutes: float | None = None
    average: float | None = None


class _Cells(NamedTuple):
    """Hits and tries by source, by speed, by number of the attempt."""

    hits: Mapping[tuple[str, int, int], int]
    tries: Mapping[tuple[str, int, int], int]


def compare(leads: Iterable[Worked]) -> Comparison:
    """Return every source as it came out and as it would have, alike followed up, in the order of its name.

    Raises ModuleNotFoundError where the statistics are not installed.
    """
    by_source: dict[str, list[Worked]] = defaultdict(list)
    for lead in leads:
        by_source[lead.source].append(lead)
    told = {source: _as_it_was(source, by_source[source]) for source in sorted(by_source)}
    comparable = [source for source in told if _is_enough(by_source[source])]
    called = [lead for source in comparable for lead in by_source[source] if lead.minutes is not None]
    if not called:
        return Comparison(tuple(told.values()))
    minutes = median(lead.minutes for lead in called if lead.minutes is not None)
    drawn = _drawn(called, comparable, _speed(minutes))
    if drawn is None:
        return Comparison(tuple(told.values()))
    weights = np.array([len(by_source[source]) for source in comparable], float)
    average = drawn @ (weights / weights.sum())
    apart = NormalDist().inv_cdf(1 - (1 - _BOUND) / (2 * len(comparable)))
    for n, source in enumerate(comparable):
        told[source] = _judged(told[source], drawn[:, n], drawn[:, n] - average, apart)
    return Comparison(tuple(told.values()), minutes, float(average[0]))


def _as_it_was(source: str, leads: Sequence[Worked]) -> Adjusted:
    minutes = [lead.minutes for lead in leads if lead.minutes is not None]
    return Adjusted(
        source=source,
        leads=len(leads),
        applied=sum(lead.applied for lead in leads),
        called_in_5m=sum(each <= 5 for each in minutes),
        attempts=sum(lead.attempts for lead in leads) / len(leads),
        minutes=median(minutes) if minutes else None,
        verdict=Verdict.TOO_FEW,
    )


def _is_enough(leads: Sequence[Worked]) -> bool:
    called = [lead for lead in leads if lead.minutes is not None]
    reached = [lead for lead in called if lead.was_reached]
    applied = sum(lead.applied for lead in reached)
    parts = (len(reached), len(called) - len(reached), applied, len(reached) - applied)
    return len(called) >= LEAST_LEADS and min(parts) >= LEAST_OF_EACH


def _judged(told: Adjusted, drawn: Any, differences: Any, apart: float) -> Adjusted:
    low, high = np.quantile(drawn[1:], [(1 - _BOUND) / 2, (1 + _BOUND) / 2])
    difference, spread = float(differences[0]), float(differences[1:].std())
    verdict = Verdict.NO_DIFFERENCE
    if abs(difference) > apart * spread:
        verdict = Verdict.BETTER if difference > 0 else Verdict.WORSE
    return msgspec.structs.replace(told, verdict=verdict, adjusted=float(drawn[0]), low=float(low), high=float(high))


def _drawn(called: Sequence[Worked], sources: Sequence[str], speed: int) -> Any:
    """Return a row a draw and a column a source: the share that applies; first as estimated, then as it might be.

    None where the attempts do not tell sources, speed and number apart.
    """
    alike = _alike(called)
    reach, apply = _fitted(_attempts(alike), sources), _fitted(_talks(alike), sources)
    if reach is None or apply is None:
        return None
    rng = np.random.default_rng(_SEED)
    reaches, applies = (np.vstack([beta, rng.multivariate_normal(beta, cov, _DRAWS)]) for beta, cov in (reach, apply))
    shares = np.zeros((_DRAWS + 1, len(sources)))
    unreached = np.ones_like(shares)
    for number in range(1, ATTEMPTS + 1):
        at = np.array([_row(n, len(sources), speed, number) for n in range(len(sources))]).T
        by_now = _logistic(reaches @ at)
        shares += unreached * by_now * _logistic(applies @ at)
        unreached *= 1 - by_now
    return shares


#: how many leads of a source, by speed, by attempts, were reached or not and applied or not
_Alike = Counter[tuple[str, int, int, bool, bool]]


def _alike(called: Iterable[Worked]) -> _Alike:
    """Count leads that were followed up the same and came to the same: far fewer kinds than leads."""
    return Counter(
        (lead.source, _speed(lead.minutes or 0.0), lead.attempts, lead.was_reached, lead.applied) for lead in called
    )


def _attempts(alike: _Alike) -> _Cells:
    """Count attempts, and those that reached the borrower."""
    hits: dict[tuple[str, int, int], int] = defaultdict(int)
    tries: dict[tuple[str, int, int], int] = defaultdict(int)
    for (source, speed, attempts, was_reached, _), leads in alike.items():
        for number in range(1, attempts + 1):
            cell = (source, speed, min(number, _LAST))
            tries[cell] += leads
            hits[cell] += leads * (was_reached and number == attempts)
    return _Cells(hits, tries)


def _talks(alike: _Alike) -> _Cells:
    """Count leads that were reached, and those that applied."""
    hits: dict[tuple[str, int, int], int] = defaultdict(int)
    tries: dict[tuple[str, int, int], int] = defaultdict(int)
    for (source, speed, attempts, was_reached, applied), leads in alike.items():
        if was_reached:
            cell = (source, speed, min(max(attempts, 1), _LAST))
            tries[cell] += leads
            hits[cell] += leads * applied
    return _Cells(hits, tries)


def _speed(minutes: float) -> int:
    """Return how often a minute has to double to be so many: soon after a lead came, a minute more counts for more."""
    return round(log2(1 + max(minutes, 0.0)))


def _row(nth: int, sources: int, speed: int, number: int) -> list[float]:
    return [*(float(each == nth) for each in range(sources)), float(speed), float(np.log(min(number, _LAST)))]


def _fitted(cells: _Cells, sources: Sequence[str]) -> tuple[Any, Any] | None:
    """Return the estimates and their covariances, None where they cannot be told apart."""
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM

    nth = {source: n for n, source in enumerate(sources)}
    # in an order of their own, as that of the leads is to change no digit
    tried = sorted(cells.tries.items())
    design = np.array([_row(nth[s], len(sources), speed, number) for (s, speed, number), _ in tried])
    counts = np.array([[cells.hits[cell], tries - cells.hits[cell]] for cell, tries in tried], float)
    # where all were called as soon, or at the first attempt, that tells nothing and would tell of the sources instead
    varies = np.ptp(design, axis=0) > 0
    varies[: len(sources)] = True
    with warnings.catch_warnings():
        # it warns of what it fits without an error, too, which as many cells as there are sources always are
        warnings.simplefilter("ignore")
        found = GLM(counts, design[:, varies], family=Binomial()).fit()
    if not found.converged or not np.sqrt(np.diag(found.cov_params())).max() < _NO_END:
        return None
    beta, spread = np.zeros(len(varies)), np.zeros((len(varies), len(varies)))
    beta[varies], spread[np.ix_(varies, varies)] = found.params, found.cov_params()
    return beta, spread


def _logistic(odds: Any) -> Any:
    return 1 / (1 + np.exp(-odds))
