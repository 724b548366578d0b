"""The reports, on either database: who may see which, and of whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest

from app.clock import FixedClock
from app.domain.activity import Kind
from app.domain.lead import Address
from app.errors import BadInput
from app.hub import people, playbooks, verbs
from app.hub.gathering import Days
from app.hub.http import build_app
from app.hub.reports import OF_WORKS, NotForThisRole, Question, Report, report_for
from app.hub.serving import HubServer, Listen
from app.hub.sums import ScoredSums
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, TERMS, DeskOf, give_lead, later, lead
from tests.shipped import shipped_rules

CLOCK = FixedClock(NOW + timedelta(days=60))
TENNESSEE = Address(state="TN", zip="37201")


@pytest.fixture
def sums() -> ScoredSums:
    return ScoredSums(shipped_rules())


@pytest.fixture
def worked(store: SqlHubStore, desk: DeskOf) -> dict[str, str]:
    """Ada called one of her two leads and was asked to call back; Eve never called hers."""
    ada = desk("Ada")
    told = {"address": TENNESSEE, "source": "Rate Table", "cost": Decimal("42.50")}
    reached = give_lead(store, lead(1, **told), "Ada")
    lost = give_lead(store, lead(2, **told), "Ada")
    eves = give_lead(store, lead(3, address=TENNESSEE, source="Ads"), "Eve")
    ada.logs(reached.lead_id, Kind.CALL_BACK, later(2), when=later(60))
    ada.logs(reached.lead_id, Kind.NO_ANSWER, later(62))
    ada.pushes()
    return {"reached": reached.lead_id, "lost": lost.lead_id, "eves": eves.lead_id}


def ask(store: SqlHubStore, sums: ScoredSums, report: Report, **more: Any) -> list[dict[str, Any]]:
    answer = verbs.report(store, CLOCK, sums, Question(report, **more))
    beside = ["match_rate", "definitions"] if report is Report.SOURCES else []
    assert list(answer) == [report.answers_with, *beside]
    return answer[report.answers_with]


def test_an_officers_report_is_the_row_of_the_team(
    store: SqlHubStore, sums: ScoredSums, worked: dict[str, str]
) -> None:
    ada, eve = ask(store, sums, Report.TEAM)
    assert ask(store, sums, Report.OFFICER, officer="ada") == [ada]
    assert ask(store, sums, Report.TEAM, officer="Eve") == [eve]
    # nothing done and nothing held is a row of noughts, not an error
    (ben,) = ask(store, sums, Report.OFFICER, officer="Ben")
    assert (ben["leads"], ben["attempts"]) == (0, {"call": 0, "email": 0, "text": 0})
    with pytest.raises(BadInput, match="needs a name"):
        ask(store, sums, Report.OFFICER)
    with pytest.raises(BadInput, match="Nobody here is called Zoe"):
        ask(store, sums, Report.TEAM, officer="Zoe")
    with pytest.raises(BadInput, match="Nobody here is called Eve"):
        ask(store, sums, Report.TEAM, officer="Eve", branch="Nashville")


def test_sources_tell_what_each_brought_and_cost(store: SqlHubStore, sums: ScoredSums, worked: dict[str, str]) -> None:
    ads, table = ask(store, sums, Report.SOURCES)
    assert (table["source"], table["month"], table["leads"], table["contacted"]) == ("Rate Table", "2026-03", 2, 1)
    assert (table["cost"], table["cost_per_application"], table["cost_per_funded"]) == (85.0, None, None)
    # a lead without a price is not one for nothing
    assert (ads["source"], ads["cost"], ads["ripe"]) == ("Ads", None, False)
    assert [row["source"] for row in ask(store, sums, Report.SOURCES, officer="Eve")] == ["Ads"]
    assert [row["source"] for row in ask(store, sums, Report.SOURCES, branch="Nashville")] == ["Rate Table"]
    assert ask(store, sums, Report.SOURCES, days=Days(last=NOW.date() - timedelta(days=1))) == []


def test_leaks_and_promises_name_kinds_and_states(store: SqlHubStore, sums: ScoredSums, worked: dict[str, str]) -> None:
    assert ask(store, sums, Report.PROMISES) == [
        {
            "lead_id": worked["reached"],
            "officer": "Ada",
            "promised_at": later(60).isoformat(),
            "attempted_at": later(62).isoformat(),
            "state": "kept",
        }
    ]
    assert ask(store, sums, Report.PROMISES, officer="Eve") == []
    assert ask(store, sums, Report.PROMISES, at=later(30))[0]["state"] == "pending"
    playbooks.publish(store, RETURNS, TERMS, why="gives leads back", now=CLOCK.now())
    gone = give_lead(store, lead(4, at=later(5), address=TENNESSEE, cost=Decimal(7)), "Eve", later(5))
    assert gone.playbook_version == 2
    assert ask(store, sums, Report.LEAKS, officer="Eve") == [
        {"kind": "never_called", "step": "call-1", "side": "officer", "leads": 1, "cost": 7.0}
    ]


RETURNS = """
name = "One call"
give_up_after = "2d"
on_exhausted = "return_to_marketing"

[[step]]
id = "call-1"
channel = "call"
after = "0m"
within = "5m"
"""


def test_a_manager_sees_the_own_branch_in_every_report_and_officers_their_own_row(
    store: SqlHubStore, sums: ScoredSums, desk: DeskOf, worked: dict[str, str]
) -> None:
    people.add_person(store, people.Newcomer(name="Mia", role="marketing", branch="Nashville"), NOW)

    def sees(name: str, report: Report, **more: Any) -> list[dict[str, Any]]:
        asked = Question(report, **more)
        return report_for(store, sums, desk(name).caller(), asked, CLOCK.now())[report.answers_with]

    assert [row["officer"] for row in sees("Ben", Report.TEAM)] == ["Ada"]
    assert [row["source"] for row in sees("Ben", Report.SOURCES)] == ["Rate Table"]
    assert {row["officer"] for row in sees("Ben", Report.PROMISES)} == {"Ada"}
    assert [row["source"] for row in sees("Mia", Report.SOURCES)] == ["Ads", "Rate Table"]
    assert sees("Eve", Report.OFFICER)[0]["leads"] == 1
    assert sees("Ben", Report.OFFICER, officer="Ada")[0]["leads"] == 2
    with pytest.raises(NotForThisRole, match="Another branch"):
        sees("Ben", Report.TEAM, branch="Memphis")
    with pytest.raises(BadInput, match="Nobody here is called Eve"):
        sees("Ben", Report.OFFICER, officer="Eve")
    # lead by lead is not for those who see no borrower's data
    with pytest.raises(NotForThisRole):
        sees("Mia", Report.PROMISES)
    for report in (Report.TEAM, Report.SOURCES, Report.LEAKS, Report.PROMISES):
        with pytest.raises(NotForThisRole):
            sees("Eve", report)
    with pytest.raises(NotForThisRole):
        sees("Eve", Report.OFFICER, officer="Ada")


@pytest.fixture
def served(store: SqlHubStore, sums: ScoredSums) -> Iterator[HubServer]:
    server = HubServer(build_app(store, CLOCK, sums, TERMS), Listen(port=0))
    server.start()
    yield server
    server.stop()


def test_every_report_has_an_address_that_gives_what_the_verb_prints(
    store: SqlHubStore, sums: ScoredSums, served: HubServer, desk: DeskOf, worked: dict[str, str]
) -> None:
    auth = {"Authorization": f"Bearer {desk('Ben').enrolled.token}"}
    with httpx.Client(base_url=served.url, headers=auth) as client:
        for report in set(Report) - OF_WORKS:
            asked = {"officer": "Ada", "from": "2026-03-01", "at": CLOCK.now().isoformat()}
            found = client.get(f"/v1/reports/{report.value}", params=asked)
            question = Question(report, branch="Nashville", officer="Ada")
            assert found.json() == verbs.report(store, CLOCK, sums, question)
        for odd in ({"at": "9999-12-31T23:59:59+00:00"}, {"at": "0001-01-01T00:00:00Z"}, {"from": "0001-01-01"}):
            refused = client.get("/v1/reports/leaks", params=odd)
            assert (refused.status_code, refused.json()["code"]) == (422, "bad_input")
        assert client.get("/v1/reports/everything").status_code == 404
        # a plus sign in an address is a space to whoever reads it
        assert client.get("/v1/reports/team?at=2026-03-05T00:00:00+00:00").status_code == 200
