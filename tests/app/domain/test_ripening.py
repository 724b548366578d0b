"""What an open month will stand at: against the arithmetic by hand, and a truth that was made up and is known."""

from __future__ import annotations

import math
import random
from datetime import timedelta
from itertools import starmap

import pytest

from app.domain.ripening import Curve, Expected, Followed, curve_of, days_of, expected

BY = timedelta(days=90)


def test_the_curve_is_the_product_limit_estimate() -> None:
    followed = [
        *starmap(Followed, [(10, True)] * 5),
        *starmap(Followed, [(20, False)] * 10),
        *starmap(Followed, [(30, True)] * 5),
        *starmap(Followed, [(95, False)] * 30),
    ]
    curve = curve_of(followed)
    assert curve is not None
    assert curve.days == (10, 30)
    # 5 of 50 at day 10, then 5 of the 35 that were followed to day 30
    assert curve.left == pytest.approx((45 / 50, 45 / 50 * 30 / 35))
    chance, spread = curve.remaining(0, 90)
    assert chance == pytest.approx(45 / 50 * 30 / 35)
    assert spread == pytest.approx(chance * math.sqrt(5 / (50 * 45) + 5 / (35 * 30)))


def test_the_curve_is_statsmodels_own() -> None:
    survival = pytest.importorskip("statsmodels.duration.survfunc")
    rng = random.Random(1)
    followed = [Followed(rng.uniform(1, 130), rng.random() < 0.3) for _ in range(500)]
    curve = curve_of(followed)
    theirs = survival.SurvfuncRight([lead.days for lead in followed], [int(lead.happened) for lead in followed])
    assert curve is not None
    for day in (15.0, 40.0, 90.0):
        at = max(n for n, time in enumerate(theirs.surv_times) if time <= day)
        chance, spread = curve.remaining(0, day)
        assert chance == pytest.approx(theirs.surv_prob[at])
        assert spread == pytest.approx(theirs.surv_prob_se[at])


def test_a_lead_that_has_waited_long_counts_for_less() -> None:
    curve = Curve(days=(10.0, 60.0), left=(0.9, 0.81), spread=(0.001, 0.002))
    assert expected(curve, 2, [0.0]).n == pytest.approx(2 + 0.19)
    assert expected(curve, 2, [30.0]).n == pytest.approx(2 + 0.1)
    assert expected(curve, 2, [80.0]) == Expected(2, 2, 2)


def test_it_is_never_fewer_than_there_are_nor_more_than_are_left() -> None:
    curve = Curve(days=(10.0,), left=(0.05,), spread=(0.4,))
    few = expected(curve, 7, [0.0, 0.0, 0.0])
    assert 7 <= few.low <= few.high <= 10
    assert expected(curve, 7, []) == Expected(7, 7, 7)


def test_more_leads_than_the_long_end_needs_are_not_gone_through() -> None:
    curve = Curve(days=(10.0,), left=(0.9999,), spread=(0.0,))
    rare = expected(curve, 0, [0.0] * 1000)
    assert (rare.low, rare.high) == (0, 1)


@pytest.mark.parametrize(
    "followed",
    [
        [Followed(10, happened=True)] * 9 + [Followed(100, happened=False)] * 50,
        [Followed(10, happened=True)] * 20 + [Followed(80, happened=False)] * 500,
        [Followed(100, happened=True)] * 20,
        [],
    ],
    ids=["few it happened to", "none came so long ago", "all too late", "no leads"],
)
def test_too_few_tell_nothing(followed: list[Followed]) -> None:
    assert curve_of(followed) is None


def _lived(rng: random.Random, leads: int) -> tuple[int, Expected | None, float]:
    """Live through 14 months, and complete the last but one: what it came to, what was expected, the true mean.

    Six leads of a hundred fund, in some weeks; most of the others are lost, and no longer fund.
    """
    today = 420.0
    come = [rng.uniform(0, today) for _ in range(leads)]
    takes = [rng.lognormvariate(3.4, 0.6) if rng.random() < 0.06 else math.inf for _ in come]
    followed = [Followed(min(t, today - at), t <= today - at) for at, t in zip(come, takes, strict=True)]
    curve = curve_of(followed)
    month = [(today - at, t) for at, t in zip(come, takes, strict=True) if 30 <= today - at < 60]
    truth = sum(t <= 90 for _, t in month)
    seen = sum(t <= age for age, t in month)
    waiting = [age for age, t in month if t > age]
    by_then = 0.5 * (1 + math.erf((math.log(90) - 3.4) / 0.6 / math.sqrt(2)))
    return truth, curve and expected(curve, seen, waiting), len(month) * 0.06 * by_then


def _covered(runs: int, leads: int, seed: int) -> tuple[float, float]:
    """Return the share of runs whose interval holds the truth, and the mean of expected over true."""
    rng = random.Random(seed)
    held, told, came = 0, 0.0, 0
    for _ in range(runs):
        truth, found, _ = _lived(rng, leads)
        assert found is not None
        held += found.low <= truth <= found.high
        told, came = told + found.n, came + truth
    return held / runs, told / came


def test_the_interval_holds_what_the_month_came_to() -> None:
    held, ratio = _covered(150, 1500, seed=3)
    assert held >= 0.92
    assert ratio == pytest.approx(1, abs=0.05)


@pytest.mark.long
@pytest.mark.parametrize("leads", [600, 3000, 12000])
def test_the_interval_holds_what_the_month_came_to_in_nineteen_of_twenty_runs(leads: int) -> None:
    held, ratio = _covered(1000, leads, seed=4)
    assert held >= 0.945
    assert ratio == pytest.approx(1, abs=0.02)


def test_days_are_whole_and_parts() -> None:
    assert days_of(timedelta(hours=36)) == 1.5
