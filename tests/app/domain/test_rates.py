"""Each rate of a row stands with its denominator and its interval, whatever the row does not tell of."""

from __future__ import annotations

import pytest

from app.domain.activity import Kind
from app.domain.intervals import wilson
from app.domain.more_sums import row_in_full
from app.domain.rates import rate_in, rates_of, with_rates
from app.domain.scorecard import share_of
from tests.app.domain.test_scorecard import ADA, case, story


def test_every_count_is_held_against_its_own_denominator() -> None:
    row = {"leads": 20, "applications": 5, "funded": 2, "accepted": 3, "never_called": 4, "called_once": 1}
    found = rates_of(row)
    assert {name: (rate.n, rate.of) for name, rate in found.items()} == {
        "never_called": (4, 20),
        "called_once": (1, 20),
        "applications": (5, 20),
        "accepted": (3, 20),
        "funded": (2, 20),
        "funded_of_applications": (2, 5),
    }
    assert (found["accepted"].low, found["accepted"].high) == wilson(3, 20)
    assert found["accepted"].share == 0.15


def test_a_rate_of_nothing_is_not_known() -> None:
    found = rates_of({"leads": 0, "funded": 0, "applications": 0})["funded_of_applications"]
    assert (found.share, found.low, found.high) == (None, 0.0, 1.0)


def test_a_full_row_tells_every_rate_there_is() -> None:
    told = case(story().did(Kind.CALL_BACK, "20 10:02", when="20 11:00"), "20 12:00")
    row = row_in_full(share_of([told], ADA), ADA)
    rates = with_rates(row)["rates"]
    assert set(rates) == {
        "within_5m", "never_called", "called_once", "contacted", "appointments", "applications", "accepted", "funded",
        "funded_of_applications", "adherence", "promises", "evidence", "confirmed_calls", "back_dated", "poor_clock",
    }  # fmt: skip
    assert rates["within_5m"] == {"n": 1, "of": 1, "low": pytest.approx(0.2065, abs=1e-4), "high": 1.0}


def test_steps_of_one_lead_are_worth_no_more_than_they_hang_together() -> None:
    row = {"adherence": {"n": 10, "of": 40}, "spread": {"adherence": 4.0}}
    assert rates_of(row)["adherence"].units == 10
    # told of nothing but how many leads there are, a rate is worth those
    assert rates_of({"leads": 7, "adherence": {"n": 10, "of": 40}})["adherence"].units == 7
    assert rates_of({"leads": 7, "contacted": {"n": 1, "of": 7}})["contacted"].units == 7


def test_a_median_is_no_rate() -> None:
    assert rate_in({"first_attempt": {"median_s": 60.0}}, "first_attempt") is None


def test_counts_that_cannot_be_are_no_rate() -> None:
    found = rates_of({"contacted": {"n": 8, "of": 5}})["contacted"]
    assert (found.share, found.low, found.high) == (None, 0.0, 1.0)
