"""Guard rails stop what harms, and seldom what does not, however often they are looked at."""

from __future__ import annotations

from random import Random

import pytest

from app.domain.experiments.guarding import LIMIT, Harm, evidence, guard


def stopped(seed: int, share: float, tried: float, former: float, people: int = 1200) -> bool:
    random, harmed = Random(seed), {True: 0, False: 0}
    for _ in range(people):
        is_tried = random.random() < share
        if random.random() < (tried if is_tried else former):
            harmed[is_tried] += 1
            if evidence(harmed[True], harmed[False], share) >= LIMIT:
                return True
    return False


@pytest.mark.parametrize("share", [0.5, 0.1])
def test_of_experiments_that_do_no_harm_one_in_forty_at_most_is_stopped(share: float) -> None:
    assert sum(stopped(seed, share, 0.03, 0.03) for seed in range(300)) / 300 <= 1 / LIMIT + 0.005


def test_one_that_harms_is_stopped() -> None:
    assert sum(stopped(seed, 0.5, 0.09, 0.02) for seed in range(50)) >= 48


def test_one_that_harms_less_is_never_stopped() -> None:
    assert not any(stopped(seed, 0.5, 0.01, 0.06) for seed in range(50))


def test_the_evidence_is_the_ratio_of_the_two_likelihoods() -> None:
    assert evidence(0, 0, 0.5) == pytest.approx(1.0)
    # eight of eight: twice the integral of t^8 from a half to one, over a half to the eighth
    assert evidence(8, 0, 0.5) == pytest.approx(2 * (1 - 0.5**9) / 9 * 2**8)
    assert evidence(3, 1, 0.2) == pytest.approx(_by_steps(3, 1, 0.2), rel=1e-4)
    # thousands neither run over nor under
    assert 0 < evidence(3000, 2900, 0.5) < LIMIT < evidence(3000, 2000, 0.5)
    assert evidence(2, 4000, 0.5) < 1


def _by_steps(tried: int, former: int, share: float, steps: int = 20_000) -> float:
    wide = (1 - share) / steps
    middles = (share + (n + 0.5) * wide for n in range(steps))
    spread = sum(t**tried * (1 - t) ** former for t in middles) / steps
    return float(spread / (share**tried * (1 - share) ** former))


def test_a_guard_says_what_it_saw() -> None:
    found = guard(Harm.OPT_OUTS, (9, 40), (0, 40), 0.5)
    assert (found.tried, found.former_of, found.stops) == (9, 40, True)
    assert not guard(Harm.COMPLAINTS, (2, 40), (1, 40), 0.5).stops
