"""Was it the lead or the follow-up: on leads whose truth was made up and is known."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from statistics import fmean

import pytest

from app.domain import adjusting
from app.domain.adjusting import ATTEMPTS, Comparison, Verdict, Worked, compare


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def _reaches(quality: float, minutes: float, number: int) -> float:
    return _logistic(quality - 0.25 * math.log2(1 + minutes) - 0.5 * math.log(number))


def _truth(quality: float, applies: float, minutes: float) -> float:
    """Return the share that applies when called so soon and tried as often as everybody is compared at."""
    unreached, share = 1.0, 0.0
    for number in range(1, ATTEMPTS + 1):
        chance = _reaches(quality, minutes, number)
        share += unreached * chance * applies
        unreached *= 1 - chance
    return share


def _leads(rng: random.Random, source: str, n: int, quality: float, applies: float, usual: float) -> list[Worked]:
    """Live leads through; `usual` minutes until the first call, and five attempts at most."""
    made = []
    for _ in range(n):
        minutes = usual * rng.lognormvariate(0, 1)
        most = rng.randint(1, 6)
        number, reached = 0, False
        while number < most and not reached:
            number += 1
            reached = rng.random() < _reaches(quality, minutes, number)
        made.append(Worked(source, minutes, number, reached, reached and rng.random() < applies))
    return made


def _by_name(found: Comparison) -> Mapping[str, adjusting.Adjusted]:
    return {each.source: each for each in found.sources}


def test_good_leads_that_were_called_late_are_told_from_bad_ones_called_at_once() -> None:
    rng = random.Random(5)
    slow = _leads(rng, "Called late", 4000, quality=0.6, applies=0.3, usual=600)
    fast = _leads(rng, "Called at once", 4000, quality=-0.6, applies=0.3, usual=2)
    found = compare([*slow, *fast])
    late, at_once = _by_name(found)["Called late"], _by_name(found)["Called at once"]
    assert late.applied / late.leads < at_once.applied / at_once.leads
    assert late.adjusted is not None
    assert at_once.adjusted is not None
    assert late.adjusted > at_once.adjusted
    assert (late.verdict, at_once.verdict) == (Verdict.BETTER, Verdict.WORSE)
    assert at_once.called_in_5m > late.called_in_5m


def test_the_same_leads_are_no_better_for_being_called_sooner() -> None:
    rng = random.Random(6)
    found = compare(
        [
            *_leads(rng, "Late", 2500, quality=0.2, applies=0.3, usual=300),
            *_leads(rng, "Soon", 2500, quality=0.2, applies=0.3, usual=3),
        ]
    )
    late, soon = _by_name(found)["Late"], _by_name(found)["Soon"]
    assert soon.applied / soon.leads - late.applied / late.leads > 0.04
    assert {late.verdict, soon.verdict} == {Verdict.NO_DIFFERENCE}


def _covered(runs: int, seed: int) -> tuple[float, float, float]:
    """Return the share of intervals that hold the truth, of false alarms, and the mean of adjusted over true."""
    rng = random.Random(seed)
    held, alarms, ratios = [], 0, []
    for _ in range(runs):
        leads = [
            lead
            for n in range(4)
            for lead in _leads(rng, f"Source {n}", 800, quality=0.0, applies=0.3, usual=(3, 30, 120, 600)[n])
        ]
        found = compare(leads)
        assert found.minutes is not None
        truth = _truth(0.0, 0.3, found.minutes)
        for each in found.sources:
            assert None not in (each.adjusted, each.low, each.high)
            held.append((each.low or 0) <= truth <= (each.high or 0))
            ratios.append((each.adjusted or 0) / truth)
        alarms += any(each.verdict is not Verdict.NO_DIFFERENCE for each in found.sources)
    return fmean(held), alarms / runs, fmean(ratios)


def test_the_adjusted_share_is_the_true_one() -> None:
    held, alarms, ratio = _covered(12, seed=7)
    assert held >= 0.85
    assert alarms <= 2 / 12
    assert ratio == pytest.approx(1, abs=0.04)


@pytest.mark.long
def test_the_interval_holds_the_truth_and_alarms_are_rare() -> None:
    held, alarms, ratio = _covered(400, seed=8)
    assert held >= 0.93
    assert alarms <= 0.07
    assert ratio == pytest.approx(1, abs=0.01)


def test_a_source_with_few_leads_is_said_to_have_too_few() -> None:
    rng = random.Random(9)
    few = _leads(rng, "Few", 20, quality=0.2, applies=0.3, usual=3)
    many = _leads(rng, "Many", 400, quality=0.2, applies=0.3, usual=3)
    found = compare([*few, *many])
    assert [each.verdict for each in found.sources] == [Verdict.TOO_FEW, Verdict.NO_DIFFERENCE]
    assert found.sources[0].adjusted is None


def test_of_leads_nobody_called_nothing_is_told() -> None:
    found = compare([Worked("Quiet", None, 0, was_reached=False, applied=False)] * 50)
    assert found.minutes is None
    assert found.sources[0].minutes is None
    assert found.sources[0].attempts == 0
    assert compare([]).sources == ()


def test_who_was_reached_before_any_attempt_was_counted_applied_as_at_the_first() -> None:
    rng = random.Random(10)
    found = compare(
        [
            *_leads(rng, "Rung", 300, quality=0.2, applies=0.3, usual=3),
            *[Worked("Rung", 4.0, 0, was_reached=True, applied=True)] * 20,
        ]
    )
    assert found.sources[0].verdict is Verdict.NO_DIFFERENCE


def test_where_all_were_called_as_soon_the_sources_are_still_compared() -> None:
    leads = [Worked(source, 0.0, 1, was_reached=n % 4 != 0, applied=n % 4 == 1) for source in "AB" for n in range(200)]
    found = compare(leads)
    assert [each.verdict for each in found.sources] == [Verdict.NO_DIFFERENCE] * 2
    assert found.sources[0].adjusted == pytest.approx(found.sources[1].adjusted or 0, abs=0.02)


def test_sources_that_attempts_tell_nothing_of_are_not_compared() -> None:
    # reached at once when called at once, and never otherwise: there is no slope to be found between the two
    leads = [Worked("A", 0.0 if n % 2 else 1000.0, 1, was_reached=n % 2 == 1, applied=n % 4 == 1) for n in range(200)]
    found = compare(leads)
    assert found.minutes is None
    assert found.sources[0].verdict is Verdict.TOO_FEW
