"""The made-up loan system: every stage of a loan is come to, and in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.demo.hours import is_working_time
from app.demo.loans import LoanSystem
from app.domain.stage import Stage

END = datetime(2026, 11, 27, 15, 40, tzinfo=UTC)
ALL = {
    *(Stage.APPLICATION_STARTED, Stage.APPLICATION_SUBMITTED, Stage.PRE_APPROVED, Stage.IN_CONTRACT, Stage.PROCESSING),
    *(Stage.UNDERWRITING, Stage.CLEAR_TO_CLOSE, Stage.FUNDED, Stage.WITHDRAWN, Stage.CANCELLED),
}


def rests(reports: list[tuple[datetime, Stage]]) -> Stage:
    return reports[-1][1] if reports else Stage.APPLICATION_STARTED


@pytest.mark.parametrize("days_ago", [20, 10, 3])
def test_eleven_applications_come_to_every_stage_before_the_end(days_ago: int) -> None:
    loans, began = LoanSystem(END), END - timedelta(days=days_ago)
    taken = [loans.takes(began, buys=True) for _ in range(11)]
    assert {rests(reports) for reports in taken} == ALL
    for reports in taken:
        times = [at for at, _ in reports]
        assert times == sorted(set(times))
        assert all(began < at < END and is_working_time(at) for at in times)


def test_who_refinances_signs_no_contract_and_leaves_it_to_the_next_who_buys() -> None:
    loans, began = LoanSystem(END), END - timedelta(days=14)
    refinanced = [stage for _ in range(20) for _, stage in loans.takes(began, buys=False)]
    assert Stage.FUNDED in refinanced
    assert Stage.IN_CONTRACT not in refinanced
    assert rests(loans.takes(began, buys=True)) is Stage.IN_CONTRACT


def test_what_was_handed_over_ends_with_a_no() -> None:
    assert [stage for _, stage in LoanSystem(END).ends(END - timedelta(days=5))] == [Stage.DENIED]


def test_an_application_of_the_last_hour_is_heard_of_no_more() -> None:
    assert LoanSystem(END).takes(END - timedelta(minutes=30), buys=True) == []
