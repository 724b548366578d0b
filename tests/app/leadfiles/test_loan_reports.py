"""Loan systems' reports: whose loan a row is of, which stages it reached, and on which day."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.stage import Stage
from app.errors import UnreadableFile
from app.leadfiles.loan_reports import LoanReading, LoanRow, OwnWords, read_loan_report
from app.leadfiles.loan_words import loan_column, stage_named
from tests.app.leadfiles.workbooks import sheet, workbook
from tests.effort import examples

DATA = Path(__file__).parents[2] / "data"
NOW = datetime(2026, 3, 20, 15, tzinfo=UTC)


def read(data: bytes, own: OwnWords | None = None, now: datetime = NOW) -> LoanReading:
    return read_loan_report(data, now=now, zone="America/Chicago", own=own or {})


def row(*lines: str, own: OwnWords | None = None) -> LoanRow:
    (found,) = read("\n".join(lines).encode(), own).rows
    return found


def stages(row: LoanRow) -> list[tuple[str, str]]:
    return [(report.stage.value, report.said) for report in row.reports]


def test_a_report_of_encompass_is_read_with_every_stage_at_its_own_day() -> None:
    reading = read((DATA / "loans" / "encompass_pipeline.csv").read_bytes())
    dana, lee, sam, kim, jo = reading.rows
    assert (dana.line, dana.loan_number, dana.amount) == (3, "0002603001", Decimal(250000))
    assert dana.borrower.names == ("Dana Whitlock",)
    assert (dana.borrower.emails, dana.borrower.phones, dana.borrower.zip) == (
        ("dana@example.com",),
        ("+16155550101",),
        "37402",
    )
    assert stages(dana) == [("application_submitted", "2026-03-03"), ("processing", "2026-03-12")]
    assert stages(lee) == [("application_submitted", "2026-03-03"), ("funded", "2026-03-17")]
    assert stages(sam) == [
        ("application_submitted", "2026-03-04"),
        ("underwriting", "2026-03-09"),
        ("denied", "2026-03-11"),
    ]
    assert "“Welcome call” is not known" in kim.reason
    assert "“Submittal” has no day" in jo.reason
    assert reading.dropped_fields == ["Borr SSN"]


def test_a_company_says_what_its_own_milestones_are() -> None:
    lines = "Loan Number,Milestone,Milestone Date", "1,Welcome call,3/9/2026"
    assert stages(row(*lines, own={"welcomecall": Stage.PROCESSING})) == [("processing", "2026-03-09")]
    silent = "Loan Number,Milestone,Milestone Date,Application Date", "1,Welcome call,3/9/2026,3/4/2026"
    assert stages(row(*silent, own={"welcomecall": None})) == [("application_submitted", "2026-03-04")]


def test_a_day_counts_at_its_end_and_today_until_now() -> None:
    past = row("Loan Number,Stage,Date", "1,Processing,2026-03-12").reports[0]
    assert past.at == datetime(2026, 3, 13, 4, 59, 59, tzinfo=UTC)
    midnight = row("Loan Number,Stage,Date", "1,Processing,3/12/2026 12:00:00 AM").reports[0]
    assert midnight == past
    today = row("Loan Number,Stage,Date", "1,Processing,2026-03-20").reports[0]
    assert (today.at, today.said) == (NOW, "2026-03-20")
    timed = row("Loan Number,Stage,Date", "1,Processing,3/12/2026 4:00 PM").reports[0]
    assert timed.at == datetime(2026, 3, 12, 21, tzinfo=UTC)


def test_a_day_that_is_still_to_come_is_a_plan_in_its_own_column_and_a_mistake_beside_a_stage() -> None:
    planned = row("Loan Number,Application Date,Funded Date", "1,3/4/2026,4/2/2026")
    assert stages(planned) == [("application_submitted", "2026-03-04")]
    assert "still to come" in row("Loan Number,Stage,Stage Date", "1,Funded,4/2/2026").reason


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (",Processing,3/12/2026", "nothing says whose loan it is"),
        ("---,Processing,3/12/2026", "nothing says whose loan it is"),
        ("1,Processing,someday", "holds no date"),
        ("1,Processing,0/0/00", "no day"),
        ("1,Active Loan,3/12/2026", "no stage"),
        (f"1,{'x' * 33_000},3/12/2026", "KiB"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(line: str, why: str) -> None:
    found = row("Loan Number,Stage,Stage Date", line)
    assert why in found.reason
    assert found.cells


def test_a_milestone_that_is_finished_is_further_than_the_one_a_loan_is_at() -> None:
    assert stage_named("Funding") is Stage.CLEAR_TO_CLOSE
    assert stage_named("Funding", is_finished=True) is Stage.FUNDED
    assert stage_named("Lunch") is None


@pytest.mark.parametrize(
    ("header", "means"),
    [
        ("Application Date", Stage.APPLICATION_SUBMITTED),
        ("Milestone Date - Processing", Stage.PROCESSING),
        ("Submitted to Underwriting On", Stage.UNDERWRITING),
        ("CTC Date", Stage.CLEAR_TO_CLOSE),
        ("Date Funded", Stage.FUNDED),
        ("Funding Date", Stage.FUNDED),
        ("Est Closing Date", None),
        ("Closing Date", None),
        ("Scheduled Funding Date", None),
        ("Lock Expiration Date", None),
    ],
)
def test_a_column_of_days_is_of_a_stage_unless_it_is_planned(header: str, means: Stage | None) -> None:
    assert loan_column(header) is means


def test_a_workbook_is_read_like_its_table() -> None:
    rows = sheet(("Loan Number", "Email", "Stage", "Stage Date"), (2603001, "dana@example.com", "Funded", "2026-03-12"))
    (found,) = read(workbook({"Pipeline": rows})).rows
    assert (found.loan_number, stages(found)) == ("2603001", [("funded", "2026-03-12")])


@pytest.mark.parametrize("name", ["mismo_34.xml", "fannie_mae_32.fnm"])
def test_a_loan_file_is_an_application_taken_on_its_day(name: str) -> None:
    reading = read((DATA / "leads" / name).read_bytes(), now=datetime(2026, 12, 1, tzinfo=UTC))
    first = reading.rows[0]
    assert (first.loan_number, first.borrower.zip) == ("EX-2026-0042", "32501")
    assert stages(first) == [("application_submitted", "2026-11-10")]
    assert first.borrower.begun_on == date(2026, 11, 10)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Name,Phone\nDana,423-555-0142\n",
        b"Stage,Stage Date\nFunded,3/1/2026\n",
        (DATA / "leads" / "adf_lead.xml").read_bytes(),
        workbook({"Leads": sheet(("Name", "Phone"), ("Dana", "423-555-0142"))}),
    ],
)
def test_what_is_no_report_of_loans_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read(data)


headers = st.lists(
    st.sampled_from(
        ["Loan Number", "Lead ID", "Stage", "Stage Date", "Loan Status", "Status Date", "Funded Date", "Last Milestone",
         "Email", "Phone", "Borrower Name", "Property Zip", "Loan Amount", "Borr SSN", "Anything"]
    ),
    min_size=2,
    max_size=9,
)  # fmt: skip
said = st.one_of(
    st.sampled_from(
        ["Funded", "Processing", "3/2/2026", "2026-03-02T10:00:00Z", "0/0/00", "99/99/9999", "=1+1", "1e400", "-"]
    ),
    st.text(max_size=12),
)


@settings(max_examples=examples(300), deadline=None)
@given(headers, st.lists(st.lists(said, min_size=2, max_size=9), min_size=1, max_size=4))
def test_whatever_stands_in_a_report_every_row_is_read_or_says_why(header: list[str], rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    try:
        reading = read(out.getvalue().encode("utf-8", "replace"))
    except UnreadableFile:
        return
    for one in reading.rows:
        assert bool(one.reason) != bool(one.reports)
        assert list(one.reports) == sorted(one.reports, key=lambda report: report.order)
        assert all(report.at <= NOW for report in one.reports)
    if "Borr SSN" in header:
        assert reading.dropped_fields == ["Borr SSN"]
