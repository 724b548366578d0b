"""What works as reports: in files and mails, each share with what it is of, and no borrower told to marketing."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.clock import FixedClock
from app.command_line import read_words
from app.domain import own_effects
from app.domain.activity import Activity, Kind
from app.domain.experiments.randomising import Arm
from app.domain.ids import new_id
from app.domain.lead import Channel, Lead, Origin
from app.domain.responding import RARE, REACHES
from app.errors import BadInput
from app.hub import experiments, playbooks
from app.hub.command import run
from app.hub.experiment_records import Experiment
from app.hub.gathering import Days
from app.hub.people import Newcomer, add_person, person_named
from app.hub.report_files import sheet_for
from app.hub.reports import OF_WORKS, NotForThisRole, Question, Report
from app.hub.sums import ScoredSums
from app.protocol.experiment_wire import PlanExperiment
from app.protocol.wire import ACTIVITY
from app.telling import in_words
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, PLAYBOOK, TERMS, Desk, company_store, desk_of, give_lead, later, lead
from tests.marked import MARKED
from tests.shipped import shipped_rules

CLOCK = FixedClock(NOW + timedelta(days=120))
SUMS = ScoredSums(shipped_rules())
FASTER = PLAYBOOK.replace('after = "4h"', 'after = "1h"').replace("Two calls", "Two quick calls")


def begins_one(store: SqlHubStore) -> Experiment:
    """Begin an experiment of a faster playbook though it cannot be answered."""
    playbooks.publish(store, FASTER, TERMS, why="to be tried", now=NOW)
    asked = PlanExperiment(
        former=1,
        tried=2,
        measure="contact",
        effect_permille=100,
        within_days=7,
        days=91,
        name="An hour against four",
        why="does an hour do better",
        only_asks=False,
        anyway=True,
    )
    return experiments.start(store, SUMS, asked, "Ben", NOW)


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlHubStore]:
    """A company in which Ada called twelve leads of one source at once and twelve an hour later, and Mia markets."""
    with company_store("sqlite", tmp_path, request.config) as store:
        ada = desk_of(store, "Ada")
        for n in range(24):
            fields = {"Best time": "noon" if n % 2 else "night", "Comments": f"{MARKED} {n}"}
            one = give_lead(store, lead(n, source="=Ads", source_fields=fields), "Ada")
            _calls(ada, one, Kind.NOT_NOW if n % 3 == 0 else Kind.NO_ANSWER, later(2 if n < 12 else 60))
        ada.pushes(now=later(90))
        add_person(store, Newcomer(name="Mia", role="marketing", branch="Nashville", email="mia@example.com"), NOW)
        yield store


def _calls(desk: Desk, called: Lead, kind: Kind, at: datetime) -> None:
    """Log a call by a clock that was compared with the hub's a moment before."""
    told = {"channel": Channel.CALL, "actor_id": desk.person_id, "number": called.borrower.phones[0].number}
    made = Activity(activity_id=new_id(at), lead_id=called.lead_id, kind=kind, began_at=at, logged_at=at, **told)
    desk.writes(ACTIVITY, called.lead_id, msgspec.json.encode(made), at, hub_offset_ms=0, hub_offset_age_s=9)


def hub(store: SqlHubStore, *words: object) -> dict[str, Any]:
    return run(read_words(["hub", *map(str, words)]), store, CLOCK, SUMS, TERMS)


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_by_how_soon_leads_were_called_is_a_file_with_each_share_and_what_it_is_of(
    store: SqlHubStore, tmp_path: Path
) -> None:
    hub(store, "report", "works-called", "--out", tmp_path / "c.csv")
    rows = {(row["source"], row["called"]): row for row in table(tmp_path / "c.csv")}
    soon = rows["all sources", "within 5 minutes"]
    assert (soon["leads"], soon["contacted_n"], soon["contacted_of"]) == ("12", "4", "12")
    assert float(soon["contacted_low"]) < 1 / 3 < float(soon["contacted_high"])
    assert ("'=Ads", "later") in rows, "what a vendor is called is no formula"
    told = (tmp_path / "c-definitions.csv").read_text(encoding="utf-8")
    assert "leads of this row that have had their time to close" in told
    assert "Only an experiment tells" in told


def test_a_comparison_stands_with_the_counts_it_is_of(store: SqlHubStore, tmp_path: Path) -> None:
    hub(store, "report", "works-compared", "--out", tmp_path / "c.csv")
    row = next(row for row in table(tmp_path / "c.csv") if (row["source"], row["figure"]) == ("all sources", "reached"))
    assert [row[name] for name in ("soon_n", "soon_of", "later_n", "later_of")] == ["4", "12", "4", "12"]
    assert (row["difference_by"], row["verdict"]) == ("0", "no real difference")
    hub(store, "report", "works-effects", "--out", tmp_path / "e.html")
    page = (tmp_path / "e.html").read_text(encoding="utf-8")
    assert "+0.0 points" in page
    assert "Mantel-Haenszel" in page


def test_a_report_works_out_only_the_tables_it_is_made_of(
    store: SqlHubStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody_asked(*_: object) -> None:
        raise AssertionError("not of this report")

    monkeypatch.setattr(own_effects, "attempt_rows", nobody_asked)
    monkeypatch.setattr(own_effects, "speed_effects", nobody_asked)
    hub(store, "report", "works-compared", "--out", tmp_path / "c.csv")
    with pytest.raises(AssertionError, match="not of this report"):
        hub(store, "report", "works-attempts", "--out", tmp_path / "a.csv")


def test_first_contacts_are_split_by_the_field_one_names(store: SqlHubStore, tmp_path: Path) -> None:
    hub(store, "report", "works-responses", "--by", "Best time", "--out", tmp_path / "r.csv")
    assert {row["value"] for row in table(tmp_path / "r.csv")} == {"noon", "night"}
    assert "Split by,,Best time" in (tmp_path / "r-definitions.csv").read_text(encoding="utf-8")
    hub(store, "report", "works-responses", "--out", tmp_path / "all.csv")
    assert {row["value"] for row in table(tmp_path / "all.csv")} == {"all leads"}
    with pytest.raises(BadInput, match="No lead of these days has a field"):
        hub(store, "report", "works-responses", "--by", "Shoe size")
    with pytest.raises(BadInput, match="Only works-responses"):
        hub(store, "report", "sources", "--by", "state")


def test_bare_campaign_numbers_and_own_leads_are_called_as_elsewhere(store: SqlHubStore, tmp_path: Path) -> None:
    for n in range(5):
        own = lead(100 + n, origin=Origin.PHONE_IN, source="phone in", campaign="120210001")
        give_lead(store, own, "Ada")
    assert asked_by(store, "campaign", "Mia") == {"campaign 120210001", "not given"}
    assert asked_by(store, "source", "Mia") == {"=Ads", "Phone-in"}
    hub(store, "report", "sources", "--out", tmp_path / "sources.html")
    assert "Phone-in" in (tmp_path / "sources.html").read_text(encoding="utf-8")


def test_nobody_but_who_holds_a_lead_is_told_what_only_few_wrote(store: SqlHubStore) -> None:
    people = {"Mia": "marketing", "Ben": "manager", "Rae": "regional", "Ira": "admin", "Ann": "auditor"}
    for name in ("Rae", "Ira", "Ann"):
        add_person(store, Newcomer(name=name, role=people[name], branch="Nashville"), NOW)
    free = ("timeframe", "loan_purpose", "campaign")
    for n in range(3):
        give_lead(store, lead(100 + n, **dict.fromkeys(free, f"{MARKED} {n} of 615-555-010{n}")), "Ada")
    for asker in (*people, None):
        for field in (*free, "Comments"):
            assert asked_by(store, field, asker) == {RARE, "not given"}, (asker, field)


def test_what_many_wrote_is_told_unless_somebody_is_reached_by_it(store: SqlHubStore) -> None:
    for n in range(6):
        give_lead(store, lead(100 + n, source_fields={"Alt phone": "(615) 555-0199"}, loan_purpose="refinance"), "Ada")
    for asker in ("Mia", "Ben", None):
        assert asked_by(store, "Best time", asker) == {"noon", "night", "not given"}
        assert asked_by(store, "Alt phone", asker) == {REACHES, "not given"}
        assert asked_by(store, "loan_purpose", asker) == {"refinance", "not given"}


def asked_by(store: SqlHubStore, field: str, name: str | None) -> set[str]:
    """Return the values that first contacts split by a field are told of; None asks at the hub's command line."""
    with store.reading() as rows:
        person = None if name is None else person_named(rows, name)
    asked = Question(Report.WORKS_RESPONSES, by=field)
    return {row["value"] for row in sheet_for(store, SUMS, asked, CLOCK.now(), person).rows}


@pytest.mark.parametrize("report", sorted(OF_WORKS))
def test_marketing_and_managers_may_be_sent_it_and_officers_not(store: SqlHubStore, report: Report) -> None:
    begins_one(store)
    with store.reading() as rows:
        people = {name: person_named(rows, name) for name in ("Mia", "Ben", "Ada")}
    for name in ("Mia", "Ben"):
        sheet = sheet_for(store, SUMS, Question(report), CLOCK.now(), people[name])
        assert sheet.rows
        assert not {"Ada", "Ben"} & {str(value) for row in sheet.values() for value in row}
    with pytest.raises(NotForThisRole):
        sheet_for(store, SUMS, Question(report), CLOCK.now(), people["Ada"])


def test_an_experiment_is_a_row_with_its_plan_its_people_and_its_verdict(store: SqlHubStore, tmp_path: Path) -> None:
    one = begins_one(store)
    with store.writing() as rows:
        held = rows.leads.following("", 100)
        arms = [Arm(each.lead.lead_id, f"u{n}", n % 2 == 0) for n, each in enumerate(held)]
        rows.experiments.enter(one.experiment_id, arms)
    hub(store, "report", "experiments", "--out", tmp_path / "x.csv")
    (row,) = table(tmp_path / "x.csv")
    assert (row["name"], row["state"], row["verdict"]) == ("An hour against four", "running", "too few yet")
    assert (row["drawn_tried"], row["drawn_former"], row["effect"], row["drawn_share"]) == ("12", "12", "0.1", "0.5")
    assert row["had_tried_of"] == "12"
    assert row["opt_outs_tried_of"] == "12"
    shown = in_words(hub(store, "experiment", "show"), "America/Chicago")
    assert "    randomised      12 leads tried, 12 former, since 2026-03-02 09:00 CST" in shown.splitlines()
    told = (tmp_path / "x-definitions.csv").read_text(encoding="utf-8")
    assert "confidence sequence" in told
    assert "leads drawn since each experiment began" in told
    experiments.stop(store, SUMS, "former", "enough", "Ben", CLOCK.now())
    hub(store, "report", "experiments", "--out", tmp_path / "x.html")
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "over, the former version went on" in page
    assert "10.0 points" in page
    with pytest.raises(BadInput, match="whole company"):
        hub(store, "report", "experiments", "--branch", "Nashville")


def test_what_works_goes_out_every_week_like_any_report(store: SqlHubStore, tmp_path: Path) -> None:
    folder = tmp_path / "weekly"
    folder.mkdir()
    for report in sorted(OF_WORKS):
        made = hub(store, "schedule", "add", report.value, "--format", "csv", "--folder", folder)
        assert hub(store, "schedule", "run", made["schedule_id"])["ok"]
    assert len(list(folder.glob("*.csv"))) == 2 * len(OF_WORKS)
    with pytest.raises(BadInput, match="whole company"):
        hub(store, "schedule", "add", "experiments", "--branch", "Nashville", "--folder", folder)
    with pytest.raises(BadInput, match="whole company"):
        hub(store, "schedule", "add", "experiments", "--officer", "Ada", "--to", "Ben")
    hub(store, "person", "set", "Ada", "--email", "ada@example.com", "--why", "for mails")
    with pytest.raises(BadInput, match="may not see this report"):
        hub(store, "schedule", "add", "works-called", "--to", "Ada")


def test_days_are_of_leads_received_and_an_officer_of_the_leads_held(store: SqlHubStore) -> None:
    none = Question(Report.WORKS_CALLED, Days(NOW.date() + timedelta(days=30), None))
    assert sheet_for(store, SUMS, none, CLOCK.now()).rows == []
    of_ben = Question(Report.WORKS_CALLED, officer="Ben")
    assert sheet_for(store, SUMS, of_ben, CLOCK.now()).rows == []
    of_ada = Question(Report.WORKS_CALLED, officer="Ada")
    assert sum(row["leads"] for row in sheet_for(store, SUMS, of_ada, CLOCK.now()).rows if row["source"] is None) == 24
