"""An interval that may be looked at every day: false alarms stay rare, and a real difference is found."""

from __future__ import annotations

from random import Random

import pytest

from app.domain.experiments.sequential import (
    ALPHA,
    LEAST_IN_ARM,
    Outcome,
    Verdict,
    half_width,
    read_all,
    tuned_for,
)
from tests.app.domain.experiments.simulated import DECIDED, World, peeked_at, share_decided

#: from usual ones to rare outcomes in a small arm, where the normal distribution is least to be leaned on
ALIKE = [
    World(0.3, 0.3),
    World(0.6, 0.6, share=0.1, a_day=5),
    World(0.05, 0.05, share=0.2, a_day=20, days=180),
    World(0.02, 0.02, a_day=20),
    World(0.01, 0.01, a_day=50, days=180),
]


@pytest.mark.parametrize("world", ALIKE[:2])
def test_looking_every_day_seldom_finds_a_difference_there_is_none_of(world: World) -> None:
    # of 200, so few are expected that nine would be a rate beyond 4 %
    assert share_decided(world, 200) <= 0.045


@pytest.mark.long
@pytest.mark.parametrize("world", ALIKE)
def test_of_a_thousand_experiments_without_a_difference_one_in_twenty_at_most_finds_one(world: World) -> None:
    assert share_decided(world, 1000) <= ALPHA


def test_the_daily_look_at_an_interval_for_one_look_would_find_far_more() -> None:
    # what it is for: the same experiments, read by somebody who believes 1.96 standard errors every day
    found = 0
    for seed in range(100):
        found += _believes_each_look(World(0.3, 0.3), seed)
    assert found > 20


def _believes_each_look(world: World, seed: int) -> bool:
    random, counts = Random(seed), {True: [0, 0], False: [0, 0]}
    for _ in range(world.days):
        for _ in range(world.a_day):
            arm = counts[random.random() < world.share]
            arm[0] += random.random() < world.former
            arm[1] += 1
        rates = [(n / of, of) for n, of in counts.values() if of]
        if len(rates) == 2:
            error = sum(p * (1 - p) / of for p, of in rates) ** 0.5
            if error and abs(rates[0][0] - rates[1][0]) > 1.96 * error:
                return True
    return False


def test_a_real_difference_is_found_before_the_planned_end_and_never_the_wrong_way() -> None:
    found = [peeked_at(World(0.3, 0.45), seed) for seed in range(60)]
    assert found.count(Verdict.TRIED_IS_BETTER) >= 52
    assert Verdict.FORMER_IS_BETTER not in found


def test_the_interval_holds_the_truth_at_the_end_of_nearly_all_experiments() -> None:
    held = 0
    for seed in range(200):
        random = Random(seed)
        people = []
        for _ in range(600):
            is_tried = random.random() < 0.3
            people.append(Outcome(is_tried, random.random() < (0.4 if is_tried else 0.3)))
        reading = read_all(people, 0.3, 600)
        held += reading.low <= 0.1 <= reading.high
    assert held >= 190


def test_a_season_in_which_everything_goes_better_is_no_difference() -> None:
    found = 0
    for seed in range(60):
        random = Random(seed)
        people = [Outcome(random.random() < 0.5, random.random() < (0.1 if n < 450 else 0.6)) for n in range(900)]
        found += read_all(people, 0.5, 900).verdict in DECIDED
    assert found <= 3


def test_nothing_is_said_of_few_people_nor_of_something_that_hardly_ever_happens() -> None:
    few = [Outcome(n % 2 == 0, n % 2 == 0) for n in range(2 * LEAST_IN_ARM - 2)]
    assert read_all(few, 0.5, 1000).verdict is Verdict.TOO_FEW
    rare = [Outcome(n % 2 == 0, n < 10) for n in range(500)]
    reading = read_all(rare, 0.5, 1000)
    assert (reading.verdict, reading.low, reading.high) == (Verdict.TOO_FEW, -1.0, 1.0)
    assert (reading.tried.n, reading.tried.of) == (5, 250)


def test_two_that_are_alike_are_said_to_be_once_that_is_sure() -> None:
    people = [Outcome(n % 2 == 0, n % 4 < 2) for n in range(20_000)]
    assert read_all(people, 0.5, 20_000, alike_within=0.05).verdict is Verdict.ALIKE
    assert read_all(people, 0.5, 20_000).verdict is Verdict.NOT_YET


def test_a_question_is_answered_by_which_is_better_or_by_neither_and_by_nothing_else() -> None:
    answered = [verdict for verdict in Verdict if verdict.ends]
    assert answered == [Verdict.TRIED_IS_BETTER, Verdict.FORMER_IS_BETTER, Verdict.ALIKE]


def test_the_width_is_that_of_the_paper() -> None:
    # Waudby-Smith et al. 2024, theorem 2.2: sigma * sqrt(2 (t r + 1) / (t^2 r) * log(sqrt(t r + 1) / alpha)), by hand
    assert half_width(1.0, 100, 0.08) == pytest.approx(0.30352, abs=1e-5)
    # and tuned for so many people it is at its narrowest there, close to 3.04 standard errors
    tuned = half_width(1.0, 400, tuned_for(400)) * 20
    assert tuned == pytest.approx(3.0352, abs=1e-4)
    assert all(half_width(1.0, 400, tuned_for(many)) * 20 > tuned - 1e-3 for many in (100, 350, 460, 2000))
