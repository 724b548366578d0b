"""From a number to its leads and from a lead to its story: who may, what they are told, and that it is noted."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.clock import FixedClock
from app.domain.activity import Kind
from app.domain.explaining import Counts
from app.domain.lead import Address, Phone
from app.errors import BadInput
from app.hub import drilling, people, playbooks
from app.hub.assigning import give
from app.hub.drilling import Behind
from app.hub.reports import NotForThisRole, Question, Report, report_for
from app.hub.sums import ScoredSums
from app.protocol.drilled import LeadsBehind, LeaksBehind
from storage.hub.store import SqlHubStore
from tests.app.hub.test_reports import RETURNS, TENNESSEE
from tests.hubs import MARKED, NOW, TERMS, DeskOf, give_lead, later, lead
from tests.shipped import shipped_rules

CLOCK = FixedClock(NOW + timedelta(days=60))
SUMS = ScoredSums(shipped_rules())
Worked = dict[str, str]


@pytest.fixture
def worked(store: SqlHubStore, desk: DeskOf) -> Worked:
    """Ada called one of her two leads and was asked to call back in three weeks; Eve never called hers."""
    people.add_person(store, people.Newcomer(name="Mia", role="marketing", branch="Nashville"), NOW)
    people.add_person(store, people.Newcomer(name="Adam", role="admin", branch="Nashville"), NOW)
    ada = desk("Ada")
    told: dict[str, Any] = {"address": TENNESSEE, "source": "Rate Table", "cost": Decimal("42.50")}
    reached = give_lead(store, lead(1, **told), "Ada")
    lost = give_lead(store, lead(2, **told), "Ada")
    eves = give_lead(store, lead(3, address=Address(state="TN"), source="Ads"), "Eve")
    number = reached.borrower.phones[0].number
    ada.logs(reached.lead_id, Kind.CALL_BACK, later(2), when=later(60 * 24 * 21), number=number, note="asked for rates")
    ada.pushes()
    return {"reached": reached.lead_id, "lost": lost.lead_id, "eves": eves.lead_id}


def behind(store: SqlHubStore, desk: DeskOf, name: str, figure: str, **more: Any) -> LeadsBehind:
    report = more.pop("report", Report.TEAM)
    asked = Behind(Question(report, officer=more.pop("officer", "Ada"), **more), figure=figure)
    found = drilling.leads_behind(store, SUMS, desk(name).caller(), asked, CLOCK.now())
    assert isinstance(found, LeadsBehind)
    return found


def lost(store: SqlHubStore, desk: DeskOf, name: str, kind: str = "", step: str = "", **more: Any) -> LeaksBehind:
    asked = Behind(Question(Report.LEAKS, **more), figure=kind, step=step)
    found = drilling.leads_behind(store, SUMS, desk(name).caller(), asked, CLOCK.now())
    assert isinstance(found, LeaksBehind)
    return found


def noted(store: SqlHubStore) -> list[tuple[str, str]]:
    with store.reading() as rows:
        return [(line.what, line.subject) for line in rows.audit.all() if line.what.startswith("saw")]


def test_a_number_is_as_large_as_the_leads_behind_it(store: SqlHubStore, desk: DeskOf, worked: Worked) -> None:
    asked = Question(Report.OFFICER, officer="Ada")
    (told,) = report_for(store, SUMS, desk("Ben").caller(), asked, CLOCK.now())["officers"]
    row = drilling.one_to_one(store, SUMS, desk("Ben").caller(), asked, CLOCK.now()).officer
    assert {name: row[name] for name in told} == told, "the report's figures are the page's"
    for figure in ("leads", "never_called", "appointments", "applications", "accepted", "funded"):
        found = behind(store, desk, "Ben", figure, report=Report.OFFICER)
        assert Counter(one.part.counts for one in found.leads)[Counts.YES] == row[figure]
    found = behind(store, desk, "Ben", "contacted")
    assert [(one.part.lead_id, one.part.counts, one.name) for one in found.leads] == [
        (worked["reached"], Counts.YES, f"Borrower1 {MARKED}"),
        (worked["lost"], Counts.NO, f"Borrower2 {MARKED}"),
    ]


def test_whoever_looks_behind_a_number_is_noted(store: SqlHubStore, desk: DeskOf, worked: Worked) -> None:
    behind(store, desk, "Ben", "contacted")
    drilling.story_of(store, SUMS, desk("Ben").caller(), worked["lost"], CLOCK.now())
    ada = desk("Ada").person_id
    assert noted(store) == [("saw the leads behind contacted", ada), ("saw a lead's story", worked["lost"])]
    drilling.one_to_one(store, SUMS, desk("Ada").caller(), Question(Report.OFFICER), CLOCK.now())
    assert len(noted(store)) == 2, "one's own is nobody's business"


def test_a_number_that_is_none_or_nobodys_is_refused(store: SqlHubStore, desk: DeskOf, worked: Worked) -> None:
    with pytest.raises(BadInput, match="no such number"):
        behind(store, desk, "Ben", "cleverness")
    with pytest.raises(BadInput, match="some officer's"):
        behind(store, desk, "Ben", "contacted", officer="")
    with pytest.raises(BadInput, match="no number is taken apart"):
        behind(store, desk, "Ben", "contacted", report=Report.SOURCES)
    with pytest.raises(BadInput, match="Nobody here is called Eve"):
        behind(store, desk, "Ben", "contacted", officer="Eve")


@pytest.mark.parametrize("name", ["Mia", "Adam", "Eve"])
def test_who_sees_no_leads_is_told_of_none(store: SqlHubStore, desk: DeskOf, worked: Worked, name: str) -> None:
    with pytest.raises(NotForThisRole):
        behind(store, desk, name, "contacted")
    with pytest.raises(NotForThisRole):
        drilling.story_of(store, SUMS, desk(name).caller(), worked["reached"], CLOCK.now())
    for ask in (drilling.one_to_one, drilling.signals_for):
        with pytest.raises(NotForThisRole):
            ask(store, SUMS, desk(name).caller(), Question(Report.OFFICER, officer="Ada"), CLOCK.now())


def test_a_story_tells_what_happened_and_no_number(store: SqlHubStore, desk: DeskOf, worked: Worked) -> None:
    ada = desk("Ada")
    ada.logs(worked["reached"], Kind.CORRECTED, later(4), fact="phone", was="+16155550101", value="+16155550199")
    ada.logs(worked["reached"], Kind.CORRECTED, later(5), fact="timeframe", was="soon", value="next year")
    ada.pushes()
    told = drilling.story_of(store, SUMS, desk("Ben").caller(), worked["reached"], CLOCK.now())
    assert (told.name, told.source, told.stage) == (f"Borrower1 {MARKED}", "Rate Table", "contacted")
    assert next((one.kind, one.note) for one in told.activities) == (Kind.CALL_BACK, "asked for rates")
    assert told.people == {ada.person_id: "Ada"}
    assert [(one.officer, one.why) for one in told.held] == [("Ada", "test")]
    assert [(one.number, one.was, one.value) for one in told.activities] == [
        ("", "", ""),
        ("", "", ""),
        ("", "soon", "next year"),
    ]


def test_a_lead_of_another_branch_is_as_one_there_is_not(store: SqlHubStore, desk: DeskOf, worked: Worked) -> None:
    said = set()
    for lead_id in (worked["eves"], "01900000-0000-7000-8000-000000000000"):
        with pytest.raises(BadInput) as refused:
            drilling.story_of(store, SUMS, desk("Ben").caller(), lead_id, CLOCK.now())
        said.add(refused.value.happened)
    assert len(said) == 1


def test_lost_leads_are_told_to_the_manager_by_name_and_to_marketing_by_what_they_cost(
    store: SqlHubStore, desk: DeskOf, worked: Worked
) -> None:
    playbooks.publish(store, RETURNS, TERMS, why="gives leads back", now=CLOCK.now())
    for n, name in ((4, "Ada"), (5, "Eve")):
        give_lead(store, lead(n, at=later(5), address=TENNESSEE, cost=Decimal(n)), name, later(5))
    (bens,) = lost(store, desk, "Ben").lost
    assert (bens.name, bens.officer, bens.kind, bens.side, bens.cost) == (
        f"Borrower4 {MARKED}",
        "Ada",
        "never_called",
        "officer",
        4,
    )
    assert lost(store, desk, "Ben", "call_undone").lost == []
    assert lost(store, desk, "Ben", step="call-2").lost == []
    assert lost(store, desk, "Ben", "never_called", "call-1", officer="Ada").lost == [bens]
    both = lost(store, desk, "Mia").lost
    assert [(one.name, one.officer, one.cost) for one in sorted(both, key=lambda one: one.cost or 0)] == [
        ("", "", 4),
        ("", "", 5),
    ]
    for name, more in (("Mia", {"officer": "Ada"}), ("Adam", {}), ("Ada", {})):
        with pytest.raises(NotForThisRole):
            lost(store, desk, name, **more)
    assert [what for what, _ in noted(store)] == ["saw the leads that were lost"] * 4


# -- of an officer ------------------------------------------------------------------------------------


def test_the_one_to_one_is_the_same_for_officer_and_manager(store: SqlHubStore, desk: DeskOf, worked: Worked) -> None:
    own = drilling.one_to_one(store, SUMS, desk("Ada").caller(), Question(Report.OFFICER), CLOCK.now())
    asked = Question(Report.OFFICER, officer="Ada")
    assert drilling.one_to_one(store, SUMS, desk("Ben").caller(), asked, CLOCK.now()) == own
    assert next((one.lead_id, one.name, one.why.value) for one in own.leads) == (
        worked["reached"], f"Borrower1 {MARKED}", "promise_past",
    )  # fmt: skip


def test_a_signal_is_the_officers_before_it_is_the_managers(store: SqlHubStore, desk: DeskOf, worked: Worked) -> None:
    people.change_person(store, "Ada", people.Changes(hours="Mon-Fri 09:00-18:00"), "as agreed", NOW)

    def seen(name: str, at: Any) -> list[str]:
        asked = Question(Report.OFFICER, officer="Ada")
        found = drilling.signals_for(store, SUMS, desk(name).caller(), asked, at)
        return [one.sign.value for one in found.signals]

    soon, late = later(10), NOW + timedelta(days=6)
    assert (seen("Ada", soon), seen("Ben", soon)) == (["promise_far_off"], [])
    assert (seen("Ada", late), seen("Ben", late)) == (["promise_far_off"], ["promise_far_off"])


def test_moves_of_leads_stand_beside_the_signals_each_with_its_why(
    store: SqlHubStore, desk: DeskOf, worked: Worked
) -> None:
    people.add_person(store, people.Newcomer(name="Cy", role="officer", branch="Nashville"), NOW)
    with store.writing() as rows:
        held, cy = rows.leads.by_id(worked["lost"]), rows.people.named("Cy")
        assert held is not None
        assert cy is not None
        give(rows, held.lead, cy, later(90), why="Ada is full")
    own = drilling.signals_for(store, SUMS, desk("Ada").caller(), Question(Report.OFFICER), CLOCK.now())
    assert [(one.what, one.why, one.name) for one in own.beside] == [("moved_out", "Ada is full", "")]
    asked = Question(Report.OFFICER, officer="Cy")
    cys = drilling.signals_for(store, SUMS, desk("Ben").caller(), asked, CLOCK.now())
    assert [(one.what, one.name) for one in cys.beside] == [("moved_in", f"Borrower2 {MARKED}")]


def test_no_number_is_in_what_is_told(store: SqlHubStore, desk: DeskOf, worked: Worked) -> None:
    import msgspec

    told = [
        drilling.story_of(store, SUMS, desk("Ben").caller(), worked["reached"], CLOCK.now()),
        behind(store, desk, "Ben", "leads"),
        drilling.one_to_one(store, SUMS, desk("Ben").caller(), Question(Report.OFFICER, officer="Ada"), CLOCK.now()),
    ]
    with store.reading() as rows:
        held = rows.leads.by_id(worked["reached"])
    assert held is not None
    phones: tuple[Phone, ...] = held.lead.phones
    text = b"".join(map(msgspec.json.encode, told)).decode()
    assert phones
    assert not [p.number for p in phones if p.number in text]
    assert not [mail for mail in held.lead.emails if mail in text]
