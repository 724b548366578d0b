"""Two officers or two periods differ only where chance does not explain it, and a ranking says so too."""

from __future__ import annotations

import random
from typing import Any

import pytest

from app.domain.differing import Estimate, Verdict, difference, differences, estimate_of, ranked
from app.domain.intervals import between_which_the_median_lies
from app.domain.rates import rate_of


def row(contacted: int, leads: int, **more: Any) -> dict[str, Any]:
    return {"leads": leads, "contacted": {"n": contacted, "of": leads}, **more}


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        # the worked examples of Newcombe's paper, table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
    ],
)
def test_the_interval_of_a_difference_is_newcombes(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    found = difference(estimate_of(rate_of(*one)), estimate_of(rate_of(*other)))
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (row(8, 24), row(3, 12), Verdict.NO_REAL_DIFFERENCE),
        (row(60, 100), row(30, 100), Verdict.HIGHER),
        (row(30, 100), row(60, 100), Verdict.LOWER),
        (row(0, 0), row(3, 12), Verdict.TOO_FEW),
        (row(3, 12), {}, Verdict.TOO_FEW),
    ],
)
def test_two_rows_differ_where_chance_does_not_explain_it(
    one: dict[str, Any], other: dict[str, Any], verdict: Verdict
) -> None:
    assert differences(one, other)["contacted"].verdict is verdict


def test_steps_that_hang_together_make_no_difference_of_what_is_none() -> None:
    # forty steps of ten leads each; missed by whole leads, they are worth ten
    one, other = {"adherence": {"n": 24, "of": 40}}, {"adherence": {"n": 12, "of": 40}}
    assert differences(one, other)["adherence"].verdict is Verdict.HIGHER
    together = {"spread": {"adherence": 4.0}}
    assert differences({**one, **together}, {**other, **together})["adherence"].verdict is Verdict.NO_REAL_DIFFERENCE


def test_medians_differ_by_the_ranks_of_what_is_behind_them() -> None:
    def speeds(median: float, between: list[float] | None) -> dict[str, Any]:
        return {"first_attempt": {"median_s": median}, "median_between": {"first_attempt": between}}

    quick, slow, few = speeds(100, [80, 150]), speeds(900, [600, 1200]), speeds(100, None)
    assert differences(quick, slow)["first_attempt"].verdict is Verdict.LOWER
    assert differences(quick, speeds(120, [90, 300]))["first_attempt"].verdict is Verdict.NO_REAL_DIFFERENCE
    assert differences(few, slow)["first_attempt"].verdict is Verdict.TOO_FEW
    assert differences({}, slow)["first_attempt"].verdict is Verdict.TOO_FEW


def test_a_figure_differs_from_itself_in_nothing() -> None:
    same = Estimate(0.4, 0.3, 0.6)
    assert difference(same, same).by == 0
    assert difference(same, same).verdict is Verdict.NO_REAL_DIFFERENCE


def test_of_many_officers_of_whom_none_differs_hardly_ever_does_one_seem_to() -> None:
    chance = random.Random(7)
    wrong = 0
    for _ in range(60):
        rows = [row(sum(chance.random() < 0.3 for _ in range(40)), 40) for _ in range(30)]
        wrong += not ranked(rows, "contacted").is_noise
    assert wrong <= 6


def test_a_ranking_names_those_who_do_differ() -> None:
    rows = [row(12, 40), row(36, 40), row(2, 40), row(0, 0), row(13, 40)]
    found = ranked(rows, "contacted")
    assert (found.officers, found.above, found.below, found.is_noise) == (4, (1,), (2,), False)


def test_a_ranking_of_one_or_of_nobody_is_noise() -> None:
    assert ranked([row(3, 10)], "contacted").is_noise
    assert ranked([], "contacted").is_noise


@pytest.mark.parametrize(("many", "ends"), [(5, None), (6, (1, 6)), (9, (2, 8)), (20, (6, 15)), (100, (40, 61))])
def test_a_median_lies_between_the_ranks_of_the_binomial(many: int, ends: tuple[int, int] | None) -> None:
    assert between_which_the_median_lies([float(n) for n in range(many, 0, -1)]) == ends


def test_of_very_many_the_ranks_are_near_the_middle() -> None:
    assert between_which_the_median_lies([float(n) for n in range(1, 10_001)]) == (4902, 5099)
