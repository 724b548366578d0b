"""A hub put back to an older state is handed by its desks what it gave them since, and what was done with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from app.desktop import verbs
from app.desktop.doctor import check_desk
from app.desktop.leads import NewLead
from app.desktop.taking import Wish
from app.domain.activity import Kind
from app.hub import people
from app.hub.assigning import give
from app.hub.checking import verify
from app.hub.founding import set_company
from app.hub.intake import keys_of
from app.hub.ports import Rows
from app.hub.understanding import NEVER_GAVE
from app.hub.verbs import verify as told_by_verify
from app.protocol import wire
from app.protocol.person_hash import number_hash
from tests.desks import a_lead
from tests.faults.restorable_branch import RestorableBranch
from tests.together.test_one_story_one_row import Branch

LEAD, NUMBER = "lead-0003", "+14235550003"


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[RestorableBranch]:
    made = RestorableBranch(tmp_path, where=tmp_path / "hub.db")
    yield made
    made.close()


@pytest.fixture
def restored(branch: RestorableBranch) -> RestorableBranch:
    """Ada was given a lead after the backup and did something with it; the hub has heard of all that, and lost it."""
    branch.syncs()
    branch.backs_up()
    branch.assigns("Ada")
    branch.syncs()
    assert LEAD in branch.lead_ids("Ada")
    branch.calls("Ada", LEAD, Kind.NO_ANSWER)
    branch.calls("Ada", LEAD, Kind.DO_NOT_CALL)
    branch.syncs()
    branch.is_restored(branch.backups[0])
    return branch


def holder_of(branch: Branch, lead_id: str) -> str | None:
    with branch.hub.reading() as rows:
        held = rows.leads.by_id(lead_id)
        person = held and held.holder_id and rows.people.by_id(held.holder_id)
    return person.name if person else None


def is_blocked(branch: Branch, number: str) -> bool:
    with branch.hub.reading() as rows:
        hashed = number_hash(rows.company().person_key, number)
        return bool(rows.numbers.blocked([hashed]))


def test_the_lead_and_all_that_was_done_with_it_are_the_hubs_again(restored: RestorableBranch) -> None:
    assert holder_of(restored, LEAD) is None
    restored.syncs()
    assert holder_of(restored, LEAD) == "Ada"
    assert is_blocked(restored, NUMBER)
    with restored.hub.reading() as rows:
        kinds = [kept.activity.kind for kept in rows.activities.of_leads([LEAD])[LEAD]]
        notes = [line.subject for line in rows.audit.all() if line.what == "lead handed back"]
    assert (kinds, notes) == ([Kind.NO_ANSWER, Kind.DO_NOT_CALL], [LEAD])
    assert told_by_verify(restored.hub)["laid_aside"] == {}
    assert verify(restored.hub).is_ok
    assert LEAD in restored.lead_ids("Ada")


def test_it_is_handed_back_once_however_often_the_desk_asks(restored: RestorableBranch) -> None:
    for _ in range(3):
        restored.syncs()
    with restored.desks["Ada"].store.reading() as tx:
        sent = [msgspec.json.decode(raw, type=dict)["type"] for raw in tx.events_after(0, 100)]
    assert sent.count(wire.LEAD_KEPT) == 1


def test_a_lead_somebody_was_given_meanwhile_stays_his(restored: RestorableBranch) -> None:
    gives(restored, "Eve")
    for _ in range(2):
        restored.syncs()
    assert holder_of(restored, LEAD) == "Eve"
    assert LEAD not in restored.lead_ids("Ada")


def test_a_lead_of_a_person_to_be_forgotten_does_not_come_back(restored: RestorableBranch) -> None:
    with restored.hub.writing() as rows:
        rows.leads.note_purged(LEAD, restored.clock.at)
    for _ in range(2):
        restored.syncs()
    assert holder_of(restored, LEAD) is None
    assert LEAD not in restored.lead_ids("Ada")
    with restored.desks["Ada"].store.reading() as tx:
        told = [msgspec.json.decode(raw, type=dict) for raw in tx.events_after(0, 100)]
    assert all(event["payload"] is None for event in told if event["lead_id"] == LEAD)


def test_a_lead_that_waits_to_be_given_out_is_its_officers_again(restored: RestorableBranch) -> None:
    with restored.hub.writing() as rows:
        add(rows)
    restored.syncs()
    assert holder_of(restored, LEAD) == "Ada"


@pytest.mark.parametrize("syncs", [False, True])
def test_a_lead_that_was_claimed_is_handed_back_whether_or_not_the_feed_had_told_of_it(
    branch: RestorableBranch, syncs: bool
) -> None:
    people.change_person(branch.hub, "Ada", people.Changes(licensed="TN"), "exam passed", branch.clock.at)
    with branch.hub.writing() as rows:
        add(rows)
    branch.syncs()
    branch.backs_up()
    assert branch.desks["Ada"].takings.take(Wish(wire.Taking.NEXT))[0].lead_id == LEAD
    branch.calls("Ada", LEAD, Kind.DO_NOT_CALL)
    if syncs:
        branch.syncs()
    branch.is_restored(branch.backups[0])
    assert holder_of(branch, LEAD) is None
    for _ in range(2):
        branch.syncs()
    assert holder_of(branch, LEAD) == "Ada"
    assert LEAD in branch.lead_ids("Ada")
    assert is_blocked(branch, NUMBER)
    assert told_by_verify(branch.hub)["laid_aside"] == {}


def test_a_restored_hub_that_gives_a_desk_nothing_any_more_is_no_reason_to_remove_anything(
    branch: RestorableBranch,
) -> None:
    branch.backs_up()
    for n in range(5):
        branch.assigns("Eve" if n % 2 else "Ada")
    branch.syncs()
    before = {name: branch.lead_ids(name) for name in ("Ada", "Eve")}
    branch.is_restored(branch.backups[0])
    for _ in range(2):
        branch.syncs()
    assert {name: branch.lead_ids(name) for name in ("Ada", "Eve")} == before


def test_an_own_lead_that_was_handed_on_has_one_holder_at_a_replica_that_knows_nothing_of_it(
    branch: RestorableBranch,
) -> None:
    set_company(branch.hub, now=branch.clock.now(), own_leads="company")
    branch.syncs()
    branch.backs_up()
    ada, eve = branch.desks["Ada"], branch.desks["Eve"]
    own = ada.leads.add(NewLead(name="Old Friend", phone="4235550142", state="TN"))[0].lead_id
    branch.syncs()
    branch.hands_on(own, "Eve")
    branch.syncs()
    assert (own in branch.lead_ids("Ada"), own in branch.lead_ids("Eve")) == (False, True)
    branch.loses_commits_since(branch.backups[0])
    for _ in range(2):
        # the first round hands it back, the second is told that nobody gave it
        eve.sync.round()
    assert told_by_verify(branch.hub)["laid_aside"] == {NEVER_GAVE: 1}
    assert own in branch.lead_ids("Eve")
    branch.syncs()
    assert holder_of(branch, own) == "Ada"
    assert (own in branch.lead_ids("Ada"), own in branch.lead_ids("Eve")) == (True, False)


def test_an_own_lead_that_the_company_has_as_a_colleagues_leaves_its_desk_which_says_so_for_a_week(
    branch: RestorableBranch,
) -> None:
    set_company(branch.hub, now=branch.clock.now(), own_leads="company")
    branch.syncs()
    ada, eve = branch.desks["Ada"], branch.desks["Eve"]
    own = ada.leads.add(NewLead(name="Old Friend", phone="4235550142", state="TN"))[0].lead_id
    assert ada.sync.state().refused == ()
    with branch.hub.writing() as rows:
        known = a_lead(own, phones=(NUMBER,))
        rows.leads.add(known, keys_of(known))
        person = rows.people.named("Eve")
        assert person is not None
        give(rows, known, person, branch.clock.at, why="test")
    for _ in range(2):
        branch.syncs()
    assert told_by_verify(branch.hub)["laid_aside"] == {"a lead somebody else has": 1}
    assert (own in branch.lead_ids("Ada"), own in branch.lead_ids("Eve")) == (False, True)
    assert (ada.sync.state().refused, eve.sync.state().refused) == (("Old Friend",), ())
    branch.clock.at += timedelta(days=6)
    assert ada.sync.state().refused == ("Old Friend",)
    assert verbs.sync(ada)["own_leads_refused"] == ["Old Friend"]
    assert "own_leads_refused" not in verbs.sync(eve)
    (found,) = [check for check in check_desk(ada.store, branch.clock.at) if check.name == "own leads"]
    assert "1 own lead left this desk" in found.detail
    assert "Old Friend" not in found.detail
    branch.clock.at += timedelta(days=1)
    assert ada.sync.state().refused == ()
    with ada.store.reading() as tx:
        assert tx.fact("leads.refused") is not None
    assert "own_leads_refused" not in verbs.sync(ada)
    with ada.store.reading() as tx:
        assert tx.fact("leads.refused") is None
    assert [check for check in check_desk(ada.store, branch.clock.at) if check.name == "own leads"] == []


@pytest.mark.parametrize("then", ["it is given to her", "its person is forgotten"])
def test_an_own_lead_that_was_refused_is_not_told_of_any_more(branch: RestorableBranch, then: str) -> None:
    set_company(branch.hub, now=branch.clock.now(), own_leads="company")
    branch.syncs()
    ada = branch.desks["Ada"]
    own = ada.leads.add(NewLead(name="Old Friend", phone="4235550142", state="TN"))[0].lead_id
    with branch.hub.writing() as rows:
        known = a_lead(own, phones=(NUMBER,))
        # nobody has it yet
        rows.leads.add(known, keys_of(known))
    branch.syncs()
    assert (own in branch.lead_ids("Ada"), ada.sync.state().refused) == (False, ("Old Friend",))
    if then == "it is given to her":
        with branch.hub.writing() as rows:
            person = rows.people.named("Ada")
            assert person is not None
            give(rows, known, person, branch.clock.at, why="test")
    else:
        branch.forgets(own)
    branch.syncs()
    assert ada.sync.state().refused == ()


def gives(branch: RestorableBranch, name: str) -> None:
    with branch.hub.writing() as rows:
        add(rows)
        held, person = rows.leads.by_id(LEAD), rows.people.named(name)
        assert held is not None
        assert person is not None
        give(rows, held.lead, person, branch.clock.at, why="test")


def add(rows: Rows) -> None:
    again = a_lead(LEAD, phones=(NUMBER,))
    rows.leads.add(again, keys_of(again))
