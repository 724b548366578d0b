"""How much better one version is than the other, with an interval that holds however often it is looked at.

The difference is estimated from the draw alone: each person counts as their outcome, less what was usual before them,
divided by the chance of the arm that was drawn for them. Whatever the season brings, the mean of that is the difference
(Horvitz and Thompson 1952, JASA 47; the part that is taken off is known before the person came, so it adds no bias).
Its interval is a confidence sequence: the chance that it ever leaves out the truth, at any of all the looks there will
be, stays at 5 %.

- Waudby-Smith, I., Arbour, D., Sinha, R., Kennedy, E. H. and Ramdas, A. (2024), Time-uniform central limit theory and
  asymptotic confidence sequences, Annals of Statistics 52 (6), 2613-2640; the interval is that of their theorem 2.2.
- Robbins, H. (1970), Statistical methods related to the law of the iterated logarithm, Annals of Mathematical
  Statistics 41, 1397-1409; the normal mixture it goes back to.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from math import log, sqrt
from typing import NamedTuple

import msgspec

from app.domain.intervals import wilson

METHOD = (
    "Difference from the draw alone (Horvitz-Thompson); 95 % asymptotic confidence sequence, valid at every look "
    "(Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2024, after Robbins 1970)"
)
ALPHA = 0.05
#: people in each arm, and in the smaller by the draw people to whom it happened and to whom it did not, below which
#: nothing is said: the interval leans on the normal distribution, which fewer do not follow
LEAST_IN_ARM, LEAST_OF_EACH = 30, 10


class Outcome(NamedTuple):
    """A person whose outcome is known: by which version they were called, and whether it happened."""

    is_tried: bool
    happened: bool


class Verdict(StrEnum):
    """What may be said of the difference at this moment."""

    TRIED_IS_BETTER = "tried_is_better"
    FORMER_IS_BETTER = "former_is_better"
    #: whichever it is, it is less than what was asked for
    ALIKE = "alike"
    NOT_YET = "not_yet"
    TOO_FEW = "too_few"

    @property
    def ends(self) -> bool:
        """Return whether the question is answered."""
        return self in (Verdict.TRIED_IS_BETTER, Verdict.FORMER_IS_BETTER, Verdict.ALIKE)


class ArmRead(msgspec.Struct, frozen=True):
    """How many of an arm's people it happened to, of those whose outcome is known; Wilson's 95 % for one look."""

    n: int
    of: int
    low: float
    high: float


class Reading(msgspec.Struct, frozen=True):
    """The difference, tried less former, in shares; `low` and `high` hold at every look."""

    tried: ArmRead
    former: ArmRead
    by: float | None
    low: float
    high: float
    verdict: Verdict


def tuned_for(people: int) -> float:
    """Return rho squared, with which the interval is about as narrow as it can be once so many are known.

    Waudby-Smith et al. 2024, appendix B.2; the coverage holds whatever it is, as long as it is chosen beforehand.
    """
    return (-2 * log(ALPHA) + log(-2 * log(ALPHA) + 1)) / max(people, 1)


def half_width(spread: float, people: int, rho2: float) -> float:
    """Return half of the interval's width after so many people whose estimates are spread so far."""
    scaled = people * rho2
    return spread * sqrt(2 * (scaled + 1) / (people * people * rho2) * log(sqrt(scaled + 1) / ALPHA))


class Sequence:
    """Takes one person after the other, in the order they came."""

    def __init__(self, share: float, planned: int, alike_within: float = 0.0) -> None:
        self._share, self._rho2, self._alike = share, tuned_for(planned), alike_within
        self._people = {True: 0, False: 0}
        self._happened = {True: 0, False: 0}
        self._sum = self._squares = 0.0

    def take(self, outcome: Outcome) -> None:
        usual = self._usual()
        chance = self._share if outcome.is_tried else 1 - self._share
        estimate = (outcome.happened - usual) / (chance if outcome.is_tried else -chance)
        self._sum += estimate
        self._squares += estimate * estimate
        self._people[outcome.is_tried] += 1
        self._happened[outcome.is_tried] += outcome.happened

    def _usual(self) -> float:
        """Return what the next person is expected to do, of those before alone: the spread is least around it."""

        former, tried = ((self._happened[arm] + 0.5) / (self._people[arm] + 1) for arm in (False, True))
        return (1 - self._share) * tried + self._share * former

    def read(self) -> Reading:
        """Return where it stands; as often as one likes."""
        former, tried = (self._arm(is_tried=arm) for arm in (False, True))
        if not self._is_enough():
            return Reading(tried, former, None, -1.0, 1.0, Verdict.TOO_FEW)
        people = tried.of + former.of
        by = self._sum / people
        wide = half_width(sqrt(max(self._squares / people - by * by, 0.0)), people, self._rho2)
        low, high = max(by - wide, -1.0), min(by + wide, 1.0)
        return Reading(tried, former, by, low, high, self._verdict(low, high))

    def _verdict(self, low: float, high: float) -> Verdict:
        if low > 0:
            return Verdict.TRIED_IS_BETTER
        if high < 0:
            return Verdict.FORMER_IS_BETTER
        return Verdict.ALIKE if -self._alike < low and high < self._alike else Verdict.NOT_YET

    def _is_enough(self) -> bool:
        in_arms, happened = self._people.values(), sum(self._happened.values())
        return is_enough(self._share, min(in_arms), happened, sum(in_arms))

    def _arm(self, *, is_tried: bool) -> ArmRead:
        n, of = self._happened[is_tried], self._people[is_tried]
        return ArmRead(n, of, *wilson(n, of))


def read_all(outcomes: Iterable[Outcome], share: float, planned: int, alike_within: float = 0.0) -> Reading:
    """Return what so many people tell, in the order they came."""
    sequence = Sequence(share, planned, alike_within)
    for outcome in outcomes:
        sequence.take(outcome)
    return sequence.read()


def is_enough(share: float, in_smaller_arm: float, happened: float, people: float) -> bool:
    """Return whether the normal distribution is to be leaned on; how either arm fared is not asked, for fairness."""
    rarest = min(happened, people - happened) * min(share, 1 - share)
    return in_smaller_arm >= LEAST_IN_ARM and rarest >= LEAST_OF_EACH
