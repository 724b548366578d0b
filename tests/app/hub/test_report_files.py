"""A report as a file from the hub's command line: whole, defined to the last number, and noted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.clock import FixedClock
from app.command_line import read_words
from app.domain import marketing_steps
from app.domain.activity import Kind
from app.domain.lead import Address, Channel, Origin, Partner
from app.errors import BadInput
from app.hub import verbs
from app.hub.command import run
from app.hub.report_files import Means
from app.hub.reports import Question, Report
from app.hub.sums import ScoredSums
from app.reportfiles.columns import COLUMNS
from app.reportfiles.files import NoPdf
from storage.hub.store import SqlHubStore
from tests.app.hub.test_works_reports import begins_one
from tests.hubs import TERMS, company_store, desk_of, give_lead, later, lead
from tests.marked import MARKED
from tests.shipped import shipped_rules

CLOCK = FixedClock(later(60 * 24 * 60))


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlHubStore]:
    """A company in which Ada reached one lead, lost one, and has kept a promise."""
    with company_store("sqlite", tmp_path, request.config) as store:
        ada, told = desk_of(store, "Ada"), {"address": Address(state="TN", zip="37201"), "source": "=cmd|' /C calc'!A0"}
        reached = give_lead(store, lead(1, cost=Decimal("42.50"), **told), "Ada")
        lost = give_lead(store, lead(2, **told), "Ada")
        give_lead(
            store, lead(3, partner=Partner(name="Pat Example", company="Example Homes"), origin=Origin.PARTNER), "Ada"
        )
        ada.logs(reached.lead_id, Kind.CALL_BACK, later(2), when=later(60))
        ada.logs(reached.lead_id, Kind.NO_ANSWER, later(62))
        ada.logs(lost.lead_id, Kind.BAD_LEAD, later(70), reason="fake")
        ada.pushes()
        yield store


def hub(store: SqlHubStore, *words: object, means: Means | None = None) -> dict[str, Any]:
    args = read_words(["hub", *map(str, words)])
    return run(args, store, CLOCK, ScoredSums(shipped_rules()), TERMS, means=means or Means())


def leaves(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if isinstance(value, Mapping) and path[-1:] not in {("excused",), ("reasons",), ("withheld",)}:
        for name, one in value.items():
            yield from leaves(one, (*path, name))
    else:
        yield path


@pytest.mark.parametrize("report", Report)
def test_every_value_of_every_report_has_a_column_and_so_a_definition(store: SqlHubStore, report: Report) -> None:
    """Whoever adds a number to a report adds its column and its definition."""
    asked = Question(report, officer="Ada" if report is Report.OFFICER else "")
    if report is Report.EXPERIMENTS:
        begins_one(store)
    rows = verbs.report(store, CLOCK, ScoredSums(shipped_rules()), asked)[report.answers_with]
    if report is Report.MARKETING_DUE:
        # the shipped playbook of the tests leaves marketing no step
        rows = [marketing_steps._row(("Ads", "email-1"), marketing_steps._Step(Channel.EMAIL))]
    assert rows
    told = {leaf for row in rows for leaf in leaves(row)}
    # an interval is a column an end
    columns = {path[:n] for path in (c.path for c in COLUMNS[report.value]) for n in (len(path), len(path) - 1)}
    assert told - columns == set()


@pytest.mark.parametrize("ending", ["csv", "xlsx", "html"])
@pytest.mark.parametrize("report", Report)
def test_a_report_is_written_as_its_ending_says_and_noted(
    store: SqlHubStore, tmp_path: Path, report: Report, ending: str
) -> None:
    out, more = tmp_path / f"out.{ending}", ["--officer", "Ada"] if report is Report.OFFICER else []
    answer = hub(store, "report", report.value, "--out", out, *more)
    assert answer["files"] == ["out.csv", "out-definitions.csv"] if ending == "csv" else [f"out.{ending}"]
    written = b"".join((tmp_path / name).read_bytes() for name in answer["files"])
    assert MARKED.encode() not in written, "a borrower's name is in no report"
    with store.reading() as rows:
        assert f"saved the {report} report as {ending}" in [line.what for line in rows.audit.all()]
    with pytest.raises(BadInput, match="already"):
        hub(store, "report", report.value, "--out", out, *more)


def test_there_is_no_report_that_is_not_written_as_a_file() -> None:
    assert {report.value for report in Report} == set(COLUMNS)


def test_how_sources_were_compared_stands_in_their_file_and_loans_matched_beside_the_months(
    store: SqlHubStore, tmp_path: Path
) -> None:
    hub(store, "report", "adjusted", "--out", tmp_path / "a.html")
    assert "Two logistic regressions" in (tmp_path / "a.html").read_text(encoding="utf-8")
    hub(store, "report", "cohorts", "--out", tmp_path / "c.csv")
    assert "Loans with their lead,,0 of 0" in (tmp_path / "c-definitions.csv").read_text(encoding="utf-8")
    assert "all sources,all campaigns,2026-" in (tmp_path / "c.csv").read_text(encoding="utf-8")


def test_a_pdf_is_made_by_what_is_handed_in_or_refused(store: SqlHubStore, tmp_path: Path) -> None:
    out = tmp_path / "team.pdf"
    with pytest.raises(NoPdf):
        hub(store, "report", "team", "--out", out)
    assert not out.exists()
    hub(store, "report", "team", "--out", out, means=Means(pdf=lambda page: page.above.encode()))
    assert b"Team" in out.read_bytes()
    with pytest.raises(BadInput, match="No report is written as"):
        hub(store, "report", "team", "--out", tmp_path / "team.doc")


def test_the_match_rate_stands_beside_the_sources(store: SqlHubStore, tmp_path: Path) -> None:
    hub(store, "report", "sources", "--out", tmp_path / "s.html")
    assert "Loans with their lead: 0 of 0" in (tmp_path / "s.html").read_text(encoding="utf-8")
