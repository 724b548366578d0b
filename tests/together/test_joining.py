"""A desk joins its company, and joins it again after it was shut out: what was there before keeps its sense."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.desktop import outgoing
from app.desktop.activities import Note
from app.desktop.desk import Desk, build_desk
from app.desktop.leads import NewLead
from app.desktop.outgoing import put_event
from app.desktop.ports import Identity
from app.domain.activity import Kind
from app.domain.contact_rules import Allowed
from app.domain.ids import new_id
from app.domain.lead import Channel, Lead, Origin
from app.domain.playbook_checks import Terms
from app.errors import BadInput, SignInRefused
from app.hub import letting_in, people, understanding
from app.hub.founding import found, set_company
from app.hub.playbooks import publish
from app.hub.verbs import verify
from app.protocol.chain import GENESIS, SALT_BYTES, Header, seal
from app.protocol.wire import OWN_COUNT
from storage.desktop.store import open_store
from storage.engine import open_sqlcipher
from storage.hub.store import SqlHubStore, open_hub_store
from tests.desks import KEY, MONDAY, a_lead, shipped
from tests.together.test_one_story_one_row import ZONE, Branch, Link

URL = "http://127.0.0.1:1"


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    made = Branch(tmp_path)
    yield made
    made.close()


def code_for(branch: Branch, name: str, hub: SqlHubStore | None = None) -> str:
    return letting_in.invite(hub or branch.hub, name, branch.clock.now())[0]


def sits_at(desk: Desk) -> Identity:
    with desk.store.reading() as tx:
        identity = tx.identity()
    assert identity is not None
    return identity


def shut_out(branch: Branch, name: str) -> None:
    letting_in.revoke(branch.hub, sits_at(branch.desks[name]).device_id, branch.clock.now())


def attempts_at_the_hub(branch: Branch, name: str) -> int:
    calls: int = next(r for r in branch.team(branch.clock.now()) if r["officer"] == name)["attempts"]["call"]
    return calls


def stands_alone(branch: Branch, name: str) -> Desk:
    """Return a desk that belongs to no hub, of somebody the hub knows."""
    people.add_person(branch.hub, people.Newcomer(name=name, role="manager", branch="North"), branch.clock.now())
    store = open_store(branch.folder / f"{name}.db", KEY)
    desk = build_desk(
        store, branch.clock, shipped(), lambda _url, token: Link(branch.hub, branch.clock, token), machine_zone=ZONE
    )
    branch.desks[name] = desk
    return desk


def joins(branch: Branch, name: str, own_leads: str = "private") -> None:
    set_company(branch.hub, now=branch.clock.now(), own_leads=own_leads)
    branch.desks[name].sync.enroll(URL, code_for(branch, name), "a laptop")
    branch.syncs()


def laid_aside(branch: Branch) -> dict[str, int]:
    reasons: dict[str, int] = verify(branch.hub)["laid_aside"]
    return reasons


# -- joining for the first time -----------------------------------------------------------------------


def test_leads_imported_before_joining_become_the_officers_own_list_and_the_hub_takes_them(
    branch: Branch, tmp_path: Path
) -> None:
    fay = stands_alone(branch, "Fay")
    file = tmp_path / "leads.csv"
    file.write_text("Name,Phone,State,Source\nDana Whitlock,4235550142,TN,Example Rate Table\n")
    fay.intake.import_files([file])
    [line] = fay.leads.search()
    joins(branch, "Fay", own_leads="company")
    branch.logs("Fay", line.lead_id, Kind.NO_ANSWER)
    branch.syncs()
    assert laid_aside(branch) == {}
    assert fay.leads.card(line.lead_id).lead.origin is Origin.OWN_LIST
    mine, row = branch.rows_of("Fay")
    assert mine == row
    assert mine["attempts"]["call"] == 1


def test_what_an_officer_did_before_joining_stays_the_officers_own_work(branch: Branch) -> None:
    fay = stands_alone(branch, "Fay")
    added, _ = fay.leads.add(NewLead(name="Old Friend", phone="4235550142", state="TN"))
    logged, _ = fay.activities.log(Note(lead_id=added.lead_id, kind=Kind.NO_ANSWER))
    joins(branch, "Fay")
    assert fay.numbers.mine(None, None)["attempts"]["call"] == 1
    assert fay.leads.card(added.lead_id).timeline[0].by == "Fay"
    fay.activities.undo(logged.activity_id)
    assert fay.numbers.mine(None, None)["attempts"]["call"] == 0


def test_the_hubs_playbook_is_in_force_from_joining_on_whatever_was_used_before(branch: Branch) -> None:
    fay = stands_alone(branch, "Fay")
    fay.playbooks.use(shipped().playbook.replace('after = "30m"', 'after = "45m"'), "ours")
    added, _ = fay.leads.add(NewLead(name="Old Friend", phone="4235550142", state="TN"))
    joins(branch, "Fay")
    bench = fay.drafts.bench()
    assert [(version.version, version.text) for version in bench.versions] == [(1, shipped().playbook)]
    newer = shipped().playbook.replace('after = "30m"', 'after = "40m"')
    publish(branch.hub, newer, Terms(shipped().rules, shipped().templates), why="a test", now=MONDAY)
    branch.syncs()
    assert fay.drafts.bench().in_force.version == 2
    assert fay.leads.card(added.lead_id).lead.playbook_version == 1


def test_an_own_lead_told_before_the_hubs_playbook_came_is_on_the_same_version_at_both_ends(branch: Branch) -> None:
    fay = stands_alone(branch, "Fay")
    set_company(branch.hub, now=branch.clock.now(), own_leads="company")
    fay.sync.enroll(URL, code_for(branch, "Fay"), "a laptop")
    added, _ = fay.leads.add(NewLead(name="Old Friend", phone="4235550142", state="TN"))
    branch.syncs()
    with branch.hub.reading() as rows:
        held = rows.leads.by_id(added.lead_id)
    assert held is not None
    assert held.lead.playbook_version == fay.leads.card(added.lead_id).lead.playbook_version == 1


def test_counts_an_earlier_version_kept_from_before_joining_never_go_up(branch: Branch) -> None:
    fay = stands_alone(branch, "Fay")
    with fay.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        header = Header(
            device_id=identity.device_id,
            seq=1,
            event_id="counted",
            type=OWN_COUNT,
            type_version=1,
            lead_id="",
            actor_id=identity.officer.officer_id,
            wall_utc=MONDAY,
            tz=ZONE,
            monotonic_ms=0,
            boot_id="",
        )
        put_event(tx, seal(header, b'{"on":"2026-11-20","kind":"no_answer"}', bytes(SALT_BYTES), GENESIS))
    joins(branch, "Fay", own_leads="off")
    with branch.hub.reading() as rows:
        assert [device.have.seq for device in rows.devices.all()] == [0, 0, 0]


# -- whom nobody may call -----------------------------------------------------------------------------


def may_call(desk: Desk, lead_id: str) -> bool:
    return isinstance(desk.leads.card(lead_id).may[Channel.CALL], Allowed)


@pytest.mark.parametrize("own_leads", ["private", "company"])
@pytest.mark.parametrize("asked_before_joining", [False, True])
def test_whoever_asked_one_officer_for_no_more_calls_is_called_by_nobody(
    branch: Branch, asked_before_joining: bool, own_leads: str
) -> None:
    fay, eve = stands_alone(branch, "Fay"), branch.desks["Eve"]
    number = {"phone": "4235550142", "state": "TN"}
    of_fay = fay.leads.add(NewLead(name="Old Friend", **number))[0].lead_id
    of_eve = eve.leads.add(NewLead(name="Old Friend", **number))[0].lead_id
    if not asked_before_joining:
        joins(branch, "Fay", own_leads)
    assert may_call(eve, of_eve)
    logged, _ = fay.activities.log(Note(lead_id=of_fay, kind=Kind.DO_NOT_CALL))
    if asked_before_joining:
        joins(branch, "Fay", own_leads)
    branch.syncs()
    assert not may_call(eve, of_eve)
    fay.activities.undo(logged.activity_id)
    branch.syncs()
    assert may_call(eve, of_eve)
    assert may_call(fay, of_fay)
    assert laid_aside(branch) == {}


@pytest.mark.parametrize(("before", "after"), [("off", "private"), ("off", "company"), ("private", "company")])
def test_a_policy_on_own_leads_that_changes_forgets_nobody_who_asked_for_no_more_calls(
    branch: Branch, before: str, after: str
) -> None:
    fay, eve = stands_alone(branch, "Fay"), branch.desks["Eve"]
    number = {"phone": "4235550142", "state": "TN"}
    of_fay = fay.leads.add(NewLead(name="Old Friend", **number))[0].lead_id
    of_eve = eve.leads.add(NewLead(name="Old Friend", **number))[0].lead_id
    joins(branch, "Fay", before)
    logged, _ = fay.activities.log(Note(lead_id=of_fay, kind=Kind.DO_NOT_CALL))
    branch.syncs()
    assert may_call(eve, of_eve) is (before == "off")
    set_company(branch.hub, now=branch.clock.now(), own_leads=after)
    branch.syncs()
    branch.syncs()
    assert not may_call(eve, of_eve)
    fay.activities.undo(logged.activity_id)
    branch.syncs()
    assert may_call(eve, of_eve)
    assert laid_aside(branch) == {}


def test_a_hub_before_this_version_lays_such_a_wish_aside_and_goes_on(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    fay = stands_alone(branch, "Fay")
    joins(branch, "Fay")
    of_fay = fay.leads.add(NewLead(name="Old Friend", phone="4235550142", state="TN"))[0].lead_id
    fay.activities.log(Note(lead_id=of_fay, kind=Kind.DO_NOT_CALL))
    monkeypatch.setattr(understanding, "OWN_DO_NOT_CALL", "unknown to it")
    result, _ = fay.sync.round()
    assert (result.pushed, result.pending) == (2, 0)
    assert laid_aside(branch) == {"of a kind this hub does not know": 1}


# -- what is too long to travel -----------------------------------------------------------------------


def with_long_columns(lead_id: str) -> Lead:
    columns = {f"column {n}": chr(65 + n) * 30_000 for n in range(40)}
    return msgspec.structs.replace(a_lead(lead_id), origin=Origin.OWN_LIST, source_fields={"Note": "x"} | columns)


def tells_of(desk: Desk, lead: Lead) -> list[str]:
    with desk.store.writing() as tx:
        desk.book.put_lead(tx, lead, from_hub=False)
        return desk.activities._outgoing.lead_added(tx, lead)


def test_a_lead_with_endless_columns_goes_up_without_the_longest_and_keeps_them_here(branch: Branch) -> None:
    stands_alone(branch, "Fay")
    joins(branch, "Fay", own_leads="company")
    fay, lead = branch.desks["Fay"], with_long_columns("long")
    assert len(tells_of(fay, lead)) == 38
    branch.logs("Fay", "long", Kind.NO_ANSWER)
    branch.syncs()
    assert laid_aside(branch) == {}
    assert attempts_at_the_hub(branch, "Fay") == 1
    assert fay.leads.card("long").lead.source_fields == lead.source_fields


@pytest.mark.parametrize("bare", [False, True])
def test_an_event_too_long_for_any_push_holds_nothing_up(
    branch: Branch, monkeypatch: pytest.MonkeyPatch, bare: bool
) -> None:
    stands_alone(branch, "Fay")
    joins(branch, "Fay", own_leads="company")
    fay, lead = branch.desks["Fay"], with_long_columns("long")
    if bare:
        lead = msgspec.structs.replace(lead, timeframe="soon" * 200_000)
    with monkeypatch.context() as earlier:
        earlier.setattr(outgoing, "_light", lambda event: event)
        earlier.setattr(outgoing, "fitting", lambda _kind, payload: payload)
        tells_of(fay, lead)
    branch.gives(a_lead("after"), "Fay")
    branch.logs("Fay", "after", Kind.NO_ANSWER)
    result, _ = fay.sync.round()
    assert (result.pending, attempts_at_the_hub(branch, "Fay")) == (0, 1)
    assert laid_aside(branch) == ({"purged": 1} if bare else {})
    assert verify(branch.hub)["ok"]


# -- joining again ------------------------------------------------------------------------------------


def test_a_desk_that_was_shut_out_hands_in_what_waited_and_has_its_leads_back_when_it_joins_again(
    branch: Branch,
) -> None:
    branch.gives(a_lead("lead"), "Ada")
    ada, old = branch.desks["Ada"], sits_at(branch.desks["Ada"])
    branch.logs("Ada", "lead", Kind.NO_ANSWER)
    shut_out(branch, "Ada")
    ada.sync.round()
    assert (attempts_at_the_hub(branch, "Ada"), ada.leads.search()) == (1, [])
    with pytest.raises(SignInRefused):
        ada.sync.round()
    assert ada.sync.state().is_shut_out
    own, _ = ada.leads.add(NewLead(name="Old Friend", phone="4235550111"))
    branch.logs("Ada", own.lead_id, Kind.NO_ANSWER)
    ada.sync.enroll(URL, code_for(branch, "Ada"), "the same laptop")
    assert not ada.sync.state().is_shut_out
    result, _ = ada.sync.round()
    assert (result.pending, attempts_at_the_hub(branch, "Ada")) == (0, 1)
    now = sits_at(ada)
    assert now.device_id != old.device_id
    assert (now.officer, now.company_key) == (old.officer, old.company_key)
    assert {held.lead_id for held in ada.leads.search()} == {"lead", own.lead_id}
    assert [row.words for row in ada.leads.card("lead").timeline if row.activity_id] == ["No answer"]


def test_what_the_hub_had_before_a_desk_joined_again_is_counted_once(branch: Branch) -> None:
    branch.gives(a_lead("lead"), "Ada")
    branch.logs("Ada", "lead", Kind.NO_ANSWER)
    branch.syncs()
    branch.desks["Ada"].sync.enroll(URL, code_for(branch, "Ada"), "the same laptop")
    branch.syncs()
    assert attempts_at_the_hub(branch, "Ada") == 1


def test_a_code_of_somebody_else_does_not_take_a_desk_over(branch: Branch) -> None:
    branch.gives(a_lead("lead"), "Ada")
    ada = branch.desks["Ada"]
    before = sits_at(ada)
    with pytest.raises(BadInput, match="for Eve"):
        ada.sync.enroll(URL, code_for(branch, "Eve"), "the same laptop")
    assert sits_at(ada) == before


def test_a_desk_never_changes_hubs_and_the_other_hubs_code_is_not_used_up(branch: Branch, tmp_path: Path) -> None:
    other = open_hub_store(open_sqlcipher(tmp_path / "other.db", KEY))
    found(other, machine_zone=ZONE, sample_playbook=shipped().playbook, now=branch.clock.now())
    store = open_store(tmp_path / "Ada.db", KEY)
    ada = build_desk(store, branch.clock, shipped(), lambda _url, t: Link(other, branch.clock, t), machine_zone=ZONE)
    with pytest.raises(BadInput, match="already belongs"):
        ada.sync.enroll(URL, new_id(branch.clock.now()), "the same laptop")
    store.close()
    other.close()
