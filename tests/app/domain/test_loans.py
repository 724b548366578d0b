"""Where loans stand, and where their lead stands by all of them."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.loans import (
    CAME_TO_NOTHING,
    OF_A_LOAN,
    Loan,
    StageReport,
    added,
    funded_volumes,
    in_order,
    is_funded,
    last_of,
    standing_of,
    to_tell,
)
from app.domain.stage import Stage
from tests.effort import examples

MARCH = datetime(2026, 3, 1, tzinfo=UTC)


def on(day: int, stage: Stage) -> StageReport:
    return StageReport(stage, MARCH + timedelta(days=day), f"day {day}")


APPLIED, PROCESSING = on(0, Stage.APPLICATION_SUBMITTED), on(5, Stage.PROCESSING)
FUNDED, WITHDRAWN = on(20, Stage.FUNDED), on(9, Stage.WITHDRAWN)


def test_a_loan_stands_where_it_came_last_also_after_it_went_back() -> None:
    back = on(8, Stage.PROCESSING)
    assert last_of([APPLIED, on(7, Stage.UNDERWRITING), back]) == back


def test_of_two_stages_of_one_day_the_farther_is_the_later() -> None:
    assert [r.stage for r in in_order([on(0, Stage.PRE_APPROVED), APPLIED])] == [APPLIED.stage, Stage.PRE_APPROVED]


def test_the_same_report_again_is_no_news_whatever_instant_the_day_was_taken_for() -> None:
    while_it_lasted = msgspec.structs.replace(APPLIED, at=MARCH - timedelta(hours=3))
    assert added([while_it_lasted], [APPLIED, APPLIED, PROCESSING, PROCESSING]) == [PROCESSING]


@pytest.mark.parametrize("other", [PROCESSING, FUNDED, on(1, Stage.FUNDED)])
def test_a_second_application_that_is_withdrawn_does_not_end_a_lead_whose_loan_goes_on(other: StageReport) -> None:
    assert standing_of([[APPLIED, other], [APPLIED, WITHDRAWN]]) == other


def test_who_was_funded_and_applies_again_is_at_the_new_application() -> None:
    again = on(200, Stage.APPLICATION_SUBMITTED)
    assert standing_of([[APPLIED, FUNDED], [again]]) == again


def test_a_lead_whose_loans_all_came_to_nothing_ended_with_the_last_of_them() -> None:
    assert standing_of([[APPLIED, WITHDRAWN], [on(3, Stage.DENIED)]]) == WITHDRAWN


def test_a_withdrawal_that_was_told_before_the_loan_that_goes_on_is_told_over() -> None:
    told = to_tell([], [APPLIED, WITHDRAWN], [], [APPLIED, WITHDRAWN])
    assert told == [APPLIED, WITHDRAWN]
    more = to_tell([[APPLIED, WITHDRAWN]], [PROCESSING], told, [PROCESSING])
    # at its own date, and once more after the end that was none
    assert [(r.stage, r.at) for r in more] == [
        (Stage.PROCESSING, PROCESSING.at),
        (Stage.PROCESSING, WITHDRAWN.at),
    ]


loans = st.lists(
    st.lists(
        st.builds(on, st.integers(0, 6), st.sampled_from(sorted(OF_A_LOAN))),
        min_size=1,
        max_size=5,
        unique_by=lambda r: r.key,
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=examples(300), deadline=None)
@given(loans, st.randoms(use_true_random=False))
def test_in_whatever_order_and_parts_reports_come_the_history_ends_where_the_lead_stands(
    loans: list[list[StageReport]], chance: random.Random
) -> None:
    coming = [(n, report) for n, reports in enumerate(loans) for report in reports]
    chance.shuffle(coming)
    known: list[list[StageReport]] = [[] for _ in loans]
    told: list[StageReport] = []
    for n, report in [*coming, *coming]:
        news = added(known[n], [report])
        known[n] += news
        if news:
            others = [one for m, one in enumerate(known) if m != n and one]
            told = sorted([*told, *to_tell(others, known[n], told, news)], key=lambda r: r.at)
        assert told[-1].stage is standing_of([one for one in known if one]).stage
    # nothing a loan reached is missing, whichever loans came to nothing
    reached = {report.stage for reports in loans for report in reports} - CAME_TO_NOTHING
    assert reached == {report.stage for report in told} - CAME_TO_NOTHING
    # and a stage is first told at its own date
    for stage in reached:
        first = min(report.at for reports in loans for report in reports if report.stage is stage)
        assert min(report.at for report in told if report.stage is stage) == first


def loan(lead_id: str, amount: str | None, *reports: StageReport) -> Loan:
    return Loan(
        key=f"{lead_id}{amount}",
        lead_id=lead_id,
        matched_by="phone",
        matched_at=MARCH,
        reports=reports,
        amount=None if amount is None else Decimal(amount),
    )


def test_the_volume_of_a_lead_is_that_of_all_its_funded_loans_by_then() -> None:
    loans = [
        loan("a", "200000", APPLIED, FUNDED),
        loan("a", "50000.50", FUNDED),
        loan("a", "70000", PROCESSING),
        loan("b", None, FUNDED),
        loan("c", "90000", on(30, Stage.FUNDED)),
    ]
    assert funded_volumes(loans, FUNDED.at) == {"a": Decimal("250000.50")}


def test_a_loan_that_was_rescinded_after_all_was_not_funded() -> None:
    reports = [FUNDED, on(22, Stage.CANCELLED)]
    assert is_funded(reports, FUNDED.at)
    assert not is_funded(reports, MARCH + timedelta(days=25))
    assert not is_funded([on(2, Stage.WITHDRAWN)], FUNDED.at)
