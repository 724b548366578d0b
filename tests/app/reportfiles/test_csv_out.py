"""A report as CSV: typed, without a formula, and its definitions beside it."""

from __future__ import annotations

import csv
import io

import pytest

from app.reportfiles.columns import COLUMNS
from app.reportfiles.csv_out import MARK, csv_of, definitions_csv
from tests.app.reportfiles.sheets import claim_row, compared_row, month_row, officer_row, sheet, source_row
from tests.test_spreadsheets import PAYLOADS, begins_a_formula


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_each_value_is_of_its_columns_type() -> None:
    header, row = read(csv_of(sheet("team", [officer_row()])))
    cells = dict(zip(header, row, strict=True))
    assert cells["leads"] == "1024", "no comma parts a number for programs"
    assert (cells["contacted_n"], cells["contacted_of"], cells["contacted_share"]) == ("8", "24", "0.333333")
    assert (cells["contacted_low"], cells["contacted_high"]) == ("0.18", "0.53")
    assert (cells["first_attempt_median_s"], cells["working_clock_median_s"]) == ("190", "")
    assert cells["first_attempt_within_5m_of"] == "24"
    assert (cells["promises_of"], cells["promises_share"]) == ("0", ""), "of none there is no share"
    assert cells["adherence_excused"] == "off_shift 3, closed 2"
    header, row = read(csv_of(sheet("sources", [source_row()])))
    cells = dict(zip(header, row, strict=True))
    assert (cells["cost"], cells["cost_per_funded"], cells["ripe"], cells["month"]) == (
        "1234.50",
        "",
        "false",
        "2026-02",
    )


def test_an_open_month_a_compared_source_and_a_claim_are_typed_as_well() -> None:
    header, ads, everything = read(csv_of(sheet("cohorts", [month_row(), month_row(None)])))
    cells = dict(zip(header, ads, strict=True))
    names = [f"expected_applications_{end}" for end in ("n", "low", "high")]
    assert [cells[name] for name in names] == ["6.4", "4", "1009"]
    assert cells["expected_funded_n"] == "", "of which nothing is told"
    cells = dict(zip(header, everything, strict=True))
    assert (cells["source"], cells["campaign"]) == ("all sources", "all campaigns")
    header, row = read(csv_of(sheet("adjusted", [compared_row()])))
    cells = dict(zip(header, row, strict=True))
    assert (cells["alike"], cells["alike_from"], cells["alike_to"]) == ("0.05", "0.02", "0.08")
    assert (cells["called_in_5m_share"], cells["applications_of"], cells["verdict"]) == ("0.25", "400", "worse")
    header, row = read(csv_of(sheet("claims", [claim_row()])))
    cells = dict(zip(header, row, strict=True))
    assert (cells["until"], cells["price"], cells["days_left"]) == ("2026-02-22", "42.50", "2")
    assert cells["proof"] == "2026-02-12 09:02 CST call: Disconnected (in the phone system's records)"


def test_only_excel_is_given_a_mark() -> None:
    one = sheet("leaks", [])
    assert not csv_of(one).startswith(MARK)
    assert csv_of(one, for_excel=True) == MARK + csv_of(one)
    assert definitions_csv(one, for_excel=True).startswith(MARK)


@pytest.mark.parametrize("report", COLUMNS)
def test_every_column_is_defined_with_its_denominator(report: str) -> None:
    one = sheet(report, [])
    header, *lines = read(definitions_csv(one))
    assert header == ["Column", "Heading", "Definition", "Denominator", "Unit"]
    (columns,) = read(csv_of(one))
    assert [line[0] for line in lines[: len(columns)]] == columns
    assert len(set(columns)) == len(columns)
    assert all(line[1] and line[2] and line[3] and line[4] for line in lines[: len(columns)])
    facts = {line[0]: line[2] for line in lines[len(columns) :]}
    own = "leads drawn since each experiment began"
    assert facts["Leads"] == (own if report == "experiments" else "received 2026-02-01 to 2026-02-28")
    assert (facts["Asked for by"], facts["As of"]) == ("Ben Boyd", "2026-03-02 09:00 CST")


def test_every_share_of_a_report_names_what_it_is_of() -> None:
    for report in COLUMNS:
        for name, _, _, over, unit in sheet(report, []).definitions():
            assert over != "none" or not unit.startswith("share"), name


def test_no_cell_is_a_formula() -> None:
    rows = [source_row(source=payload, campaign=payload) for payload in PAYLOADS]
    cells = [cell for line in read(csv_of(sheet("sources", rows))) for cell in line]
    claims = [claim_row(source=payload, vendor_id=payload, sent_state=payload, reason=payload) for payload in PAYLOADS]
    cells += [cell for line in read(csv_of(sheet("claims", claims))) for cell in line]
    assert [cell for cell in cells if begins_a_formula(cell)] == []
    assert sum("HYPERLINK" in cell for cell in cells) > 1
    named = read(csv_of(sheet("team", [officer_row(payload) for payload in PAYLOADS])))
    assert not any(begins_a_formula(line[0]) for line in named)
