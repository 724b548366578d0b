"""Whether a question can be answered at all, said before it is asked: from how many leads come and what came of them.

How often the interval of `sequential.py` comes to leave nought out, by the end of what is planned, is one curve over
how large the difference is beside its spread; it is drawn once from random walks, which is what the sums of many people
are. tests/app/domain/experiments hold it against experiments simulated lead by lead.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from math import ceil, sqrt
from random import Random

import msgspec

from app.domain.experiments.sequential import half_width, is_enough, tuned_for
from app.domain.intervals import wilson

#: of every five real differences of the size asked for, four are to be seen
WANTED_POWER = 0.8
#: nobody plans further ahead
LONGEST_WEEKS = 520
#: fewer leads of old than this tell nothing of those to come
LEAST_HISTORY = 30
_MOST_PEOPLE = 100_000_000
_WALKS, _LOOKS, _SEED = 4000, 60, 20260302


class History(msgspec.Struct, frozen=True):
    """The company's own past: `n` of `of` leads to which it happened in time, and how many come in a week."""

    n: int
    of: int
    leads_a_week: float


class Question(msgspec.Struct, frozen=True):
    """What is asked: does it happen to `effect` more of the leads within `within_days` of when they came?

    Effect in shares: 0.03 is three more of a hundred. `share` of the leads go by the tried version, for `days`.
    """

    effect: float
    within_days: int
    days: int
    share: float = 0.5


class Answerable(StrEnum):
    """Whether the question is worth starting."""

    YES = "yes"
    #: not in the time planned, though in a longer one
    NOT_IN_TIME = "not_in_time"
    #: not within ten years of the leads that come
    NEVER = "never"
    #: too few leads of old to say anything
    NO_HISTORY = "no_history"


class Power(msgspec.Struct, frozen=True):
    """What stands behind the answer: everything needed to check it by hand.

    `known` are people whose outcome is known by the end; `smallest` the least difference that would be seen then in
    four of five cases, None for none; `weeks` how long the question asked would take, None for too long to say.
    """

    answer: Answerable
    history: History
    low: float
    high: float
    question: Question
    known: int
    power: float
    smallest: float | None
    weeks: int | None


def power_of(history: History, question: Question) -> Power:
    """Return whether, and by when, the question can be answered."""
    low, high = wilson(history.n, history.of)
    if history.of < LEAST_HISTORY or not history.leads_a_week:
        return Power(Answerable.NO_HISTORY, history, low, high, question, 0, 0.0, None, None)
    base = (history.n + 0.5) / (history.of + 1)
    known = people_by(history.leads_a_week, question.days, question.within_days)
    power = seen(base, question.effect, question.share, known)
    needed = _needed(base, question)
    weeks = None if needed is None else ceil(needed / history.leads_a_week + question.within_days / 7)
    answer = Answerable.YES if power >= WANTED_POWER else Answerable.NOT_IN_TIME
    if weeks is None or weeks > LONGEST_WEEKS:
        answer, weeks = Answerable.NEVER, None
    smallest = _smallest(base, question.share, known)
    return Power(answer, history, low, high, question, known, power, smallest, weeks)


def people_by(leads_a_week: float, days: int, within_days: int) -> int:
    """Return how many leads have had their time by the end; those of the last days have not."""
    return int(leads_a_week * max(days - within_days, 0) / 7)


def seen(base: float, effect: float, share: float, people: int) -> float:
    """Return how likely a difference of this size is seen by the time so many people are known."""
    other = min(max(base + effect, 0.0), 1.0)
    happened = people * (share * other + (1 - share) * base)
    if not is_enough(share, min(share, 1 - share) * people, happened, people):
        return 0.0
    spread = sqrt(other * (1 - other) / share + base * (1 - base) / (1 - share))
    beside = abs(other - base) * sqrt(people) / spread
    return bisect_right(_needed_drifts(), beside) / _WALKS


@cache
def _needed_drifts() -> list[float]:
    """Return for each of many walks how far it has to drift in all until it leaves the interval, ascending."""
    random = Random(_SEED)  # noqa: S311 - no secret
    rho2, found = tuned_for(_LOOKS), []
    bounds = [half_width(1.0, look, rho2) * look for look in range(1, _LOOKS + 1)]
    for _ in range(_WALKS):
        walked, least = 0.0, float("inf")
        for look, bound in enumerate(bounds, start=1):
            walked += random.gauss(0.0, 1.0)
            least = min(least, (bound - walked) / look)
        found.append(least * sqrt(_LOOKS))
    return sorted(found)


def _needed(base: float, question: Question) -> int | None:
    return _first(lambda people: seen(base, question.effect, question.share, people) >= WANTED_POWER, _MOST_PEOPLE)


def _smallest(base: float, share: float, people: int) -> float | None:
    """Return the least difference upwards that is seen, in tenths of a hundredth; where there is no room, downwards."""

    def first(room: float, sign: int) -> float | None:
        found = _first(lambda step: seen(base, sign * step / 1000, share, people) >= WANTED_POWER, int(room * 1000))
        return None if found is None else found / 1000

    return first(1 - base, 1) or first(base, -1)


def _first(holds: Callable[[int], bool], most: int) -> int | None:
    """Return the least whole number from one on from which it holds; it holds for all above one for which it does."""
    if most < 1 or not holds(most):
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high
