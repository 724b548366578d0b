"""The oracle itself, against figures worked out by hand on the domain page and here."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.oracle.course import Course
from tests.oracle.figures import median, quantile, speed, wilson
from tests.oracle.hours import lawful
from tests.oracle.kept import Inquiry

#: a Friday, 20:40 in Louisville
FRIDAY = datetime(2026, 3, 7, 1, 40, tzinfo=UTC)
SAMPLE: dict[str, Any] = {
    "give_up_after": "30d",
    "first_call_within": "5m",
    "step": [
        {"id": "call-1", "channel": "call", "after": "0m", "within": "5m"},
        {"id": "email-1", "channel": "email", "after": "20m"},
        {"id": "call-2", "channel": "call", "after": "30m", "within": "30m"},
        {"id": "call-3", "channel": "call", "after": "1h", "within": "1h"},
    ],
}
WEEKDAYS = {"week": [[[540, 1080]]] * 5 + [[], []]}


def _due(officer: dict[str, Any]) -> dict[str, datetime]:
    lead = Inquiry(
        lead_id="lead",
        received=FRIDAY,
        source="",
        campaign="",
        cost=None,
        origin="company",
        is_test=False,
        phones=("+15025550100",),
        emails=("somebody@example.com",),
        consent={},
        zip="40202",
        state="KY",
    )
    course = Course(lead, SAMPLE, officer, FRIDAY + timedelta(days=7))
    return {window.step.step_id: window.due for window in course.windows}


def test_the_worked_example_of_an_officer_always_on_shift() -> None:
    saturday = datetime(2026, 3, 7, 15, 0, tzinfo=UTC)
    assert _due({"zone": "America/New_York"}) == {
        "call-1": FRIDAY,
        "email-1": FRIDAY + timedelta(minutes=20),
        "call-2": saturday,
        "call-3": saturday + timedelta(minutes=30),
    }


def test_the_worked_example_of_an_officer_on_weekdays() -> None:
    # the clocks went forward in the night to that Monday
    monday = datetime(2026, 3, 9, 14, 0, tzinfo=UTC)
    minutes = {"call-1": 0, "email-1": 20, "call-2": 30, "call-3": 60}
    expected = {step: monday + timedelta(minutes=after) for step, after in minutes.items()}
    assert _due({"zone": "America/New_York", "hours": WEEKDAYS}) == expected


def test_every_possible_state_and_zone_must_allow_a_call() -> None:
    both = lawful({"America/New_York", "America/Los_Angeles"}, {"KY", "AL"}, date(2026, 6, 1), date(2026, 6, 7))
    # 10:00 in Los Angeles to 20:00 in New York, and on Sunday nobody in Alabama
    assert both.spans[0] == (datetime(2026, 6, 1, 17, tzinfo=UTC), datetime(2026, 6, 2, 0, tzinfo=UTC))
    assert len(both.spans) == 6


def test_the_small_arithmetic() -> None:
    assert median([5, 1, 3, 2]) == 2.5
    assert quantile([10, 20, 30], 0.9) == pytest.approx(28)
    assert wilson(1, 4) == pytest.approx((0.0456, 0.6994), abs=1e-4)
    assert speed([300, 301], 3)["bands"] == {"0-5": 1, "5-15": 1, "15-60": 0, "60+": 0, "never": 1}
