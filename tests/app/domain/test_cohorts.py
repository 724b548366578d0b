"""Months received, the open ones completed: on leads whose fundings are known to the day."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from app.domain.activity import Activity, Kind
from app.domain.case import Case
from app.domain.cohorts import cohort_rows
from app.domain.report_rows import source_rows
from app.domain.stage import Stage
from tests.app.domain.story import EASTERN, wall
from tests.app.domain.test_scorecard import case, story

TODAY = "2027-06-15T10:00"


def lead_case(n: int, received: str, *, source: str = "Ads", funded_after: int | None = None) -> Case:
    told = story(received, lead_id=f"lead-{n}", source=source, cost=Decimal(10))
    if funded_after is not None:
        at = told.lead.received_at + timedelta(days=funded_after)
        told.history.append(
            Activity(
                activity_id=f"funded-{n}",
                lead_id=told.lead.lead_id,
                kind=Kind.STAGE_REPORTED,
                actor_id="hub",
                began_at=at,
                logged_at=at,
                stage="funded",
            )
        )
    return case(told, TODAY)


def a_year() -> list[Case]:
    """Forty leads a month of January and of May, a quarter of which fund after twenty days."""
    made = []
    for n in range(40):
        made.append(lead_case(n, f"2027-01-{1 + n % 28:02d}T10:00", funded_after=20 if n % 4 == 0 else None))
        # those of the end of May that will fund have not yet
        made.append(lead_case(100 + n, f"2027-05-{20 + n % 10:02d}T10:00", funded_after=20 if n % 4 == 0 else None))
    return made


def rows_of(cases: list[Case]) -> dict[tuple[Any, str], dict[str, Any]]:
    rows = cohort_rows(cases, zone=EASTERN, now=wall(TODAY))
    return {(row["source"], row["month"]): row for row in rows}


def test_an_open_month_is_told_with_what_it_will_come_to() -> None:
    rows = rows_of(a_year())
    january, may = rows["Ads", "2027-01"], rows["Ads", "2027-05"]
    assert (january["ripe"], january["funded"], january["expected"]) == (True, 10, None)
    assert may["ripe"] is False
    found = may["expected"]["funded"]
    assert may["funded"] < 10
    assert found["low"] <= 10 <= found["high"]
    assert abs(found["n"] - 10) < 2.5


def test_the_sums_are_those_of_the_sources_report() -> None:
    cases = a_year()
    plain = source_rows(cases, zone=EASTERN, now=wall(TODAY))
    mine = [row for row in cohort_rows(cases, zone=EASTERN, now=wall(TODAY)) if row["source"] is not None]
    assert [{name: value for name, value in row.items() if name != "expected"} for row in mine] == plain


def test_all_sources_of_a_month_are_one_row_that_knows_of_the_small_ones() -> None:
    small = [lead_case(200 + n, "2027-05-30T10:00", source="Small") for n in range(5)]
    rows = rows_of([*a_year(), *small])
    assert rows["Small", "2027-05"]["expected"] == {"applications": None, "funded": None}
    overall, ads = rows[None, "2027-05"], rows["Ads", "2027-05"]
    assert (overall["leads"], overall["campaign"], overall["ripe"]) == (45, None, False)
    assert (overall["cost"], overall["cost_per_lead"], overall["spend"]) == (450.0, 10.0, None)
    assert overall["expected"]["funded"]["n"] > overall["funded"]
    assert overall["funded"] == ads["funded"]
    assert rows[None, "2027-01"]["expected"] is None


def test_a_stage_dated_before_its_inquiry_counts_from_the_day_it_came() -> None:
    early = lead_case(1, "2027-05-30T10:00", funded_after=-3)
    assert early.reached_at(Stage.FUNDED) is not None
    (overall, row) = cohort_rows([early], zone=EASTERN, now=wall(TODAY))
    assert (overall["funded"], row["funded"], row["expected"]["funded"]) == (1, 1, None)


def test_an_application_nobody_reported_is_as_old_as_what_implies_it() -> None:
    funded = lead_case(1, "2027-01-01T10:00", funded_after=20)
    assert funded.reached_at(Stage.APPLICATION_SUBMITTED) == funded.reached_at(Stage.FUNDED)
    assert lead_case(2, "2027-01-01T10:00").reached_at(Stage.APPLICATION_SUBMITTED) is None


def test_no_leads_are_no_rows() -> None:
    assert cohort_rows([], zone=EASTERN, now=wall(TODAY)) == []
