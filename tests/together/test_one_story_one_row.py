"""Officer and manager read the same numbers: whatever happened, the desk's own sums are the hub's row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clock import Clock, FixedClock
from app.desktop.activities import Note
from app.desktop.desk import Desk, build_desk
from app.desktop.ports import Store
from app.domain.activity import Kind
from app.domain.contact_rules import Allowed
from app.domain.lead import Channel, Lead
from app.domain.more_sums import row_in_full
from app.domain.scorecard import share_of
from app.hub import exchange, letting_in, people
from app.hub.assigning import give, take_all_from
from app.hub.claiming import claim
from app.hub.founding import found
from app.hub.gathering import ALL_DAYS, Days, gather, period_of
from app.hub.intake import LeadFile, import_leads, keys_of
from app.hub.pool import PoolRules
from app.hub.reports import Question, Report, report_for, report_of
from app.hub.sums import ScoredSums
from app.protocol import wire
from app.protocol.limits import BODY_BYTES, INFLATED_BYTES, PUSH_EVENTS
from storage.desktop.store import open_store
from storage.engine import open_sqlcipher
from storage.hub.store import SqlHubStore, open_hub_store
from tests.desks import KEY, MONDAY, a_lead, shipped
from tests.effort import examples

ZONE = "America/New_York"


@dataclass
class Link:
    """The hub's own functions, called without a socket between."""

    store: SqlHubStore
    clock: FixedClock
    token: str

    def hello(self, within_s: float | None = None) -> wire.Hello:
        with self.store.reading() as rows:
            hub_id = rows.company().hub_id
        limits = {"push_events": PUSH_EVENTS, "body_bytes": BODY_BYTES, "inflated_bytes": INFLATED_BYTES}
        return wire.Hello(product="followthrough", hub_id=hub_id, protocol=[1], server_time=self.clock.now(), **limits)

    def enroll(self, code: str, device_name: str, key: bytes = b"", id_token: str = "") -> wire.Enrolled:
        message = wire.Enroll(code=code, device_name=device_name, protocol=[1])
        return letting_in.enroll(self.store, message, self.clock.now())

    def push(self, request: wire.PushRequest, within_s: float | None = None) -> wire.PushAnswer:
        return exchange.push(self.store, self._caller(), request, self.clock.now())

    def pull(self, request: wire.PullRequest, within_s: float | None = None) -> wire.PullAnswer | wire.Stranger:
        return exchange.pull(self.store, self._caller(), request, self.clock.now())

    def claim(self, message: wire.Claim, within_s: float | None = None) -> wire.ClaimAnswer:
        return claim(self.store, PoolRules(shipped().rules), self._caller(), message, self.clock.now())

    def own_report(self, start: date, end: date) -> dict[str, Any]:
        asked = Question(Report.OFFICER, Days(start, end))
        return report_for(self.store, ScoredSums(shipped().rules), self._caller(), asked, self.clock.now())["officers"][
            0
        ]

    def _caller(self) -> letting_in.Caller:
        with self.store.reading() as rows:
            return letting_in.known_by(rows, self.token, self.clock.now())


@dataclass
class Branch:
    """A hub with desks on one clock."""

    folder: Path
    clock: FixedClock = field(default_factory=lambda: FixedClock(MONDAY))
    desks: dict[str, Desk] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.hub = open_hub_store(open_sqlcipher(self.folder / "hub.db", KEY))
        found(self.hub, machine_zone=ZONE, sample_playbook=shipped().playbook, now=self.clock.now())
        for name in ("Ada", "Eve"):
            self.joins(name)

    def joins(self, name: str, clock: Clock | None = None) -> None:
        newcomer = people.Newcomer(name=name, role="officer", branch="North", hours="Mon-Fri 09:00-18:00")
        people.add_person(self.hub, newcomer, self.clock.now())
        store = open_store(self.folder / f"{name}.db", KEY)
        desk = self.opens(store, clock or self.clock)
        code, _ = letting_in.invite(self.hub, name, self.clock.now())
        desk.sync.enroll("http://127.0.0.1:1", code, "a laptop")
        self.desks[name] = desk
        self.syncs()

    def opens(self, store: Store, clock: Clock) -> Desk:
        return build_desk(
            store, clock, shipped(), lambda _url, token: Link(self.hub, self.clock, token), machine_zone=ZONE
        )

    def gives(self, lead: Lead, name: str) -> None:
        with self.hub.writing() as rows:
            person = rows.people.named(name)
            assert person is not None
            rows.leads.add(lead, keys_of(lead))
            held = rows.leads.by_id(lead.lead_id)
            assert held is not None
            give(rows, held.lead, person, self.clock.now(), why="test")
        self.syncs()

    def logs(self, name: str, lead_id: str, kind: Kind, **more: Any) -> None:
        self.desks[name].activities.log(Note(lead_id=lead_id, kind=kind, **more))

    def syncs(self) -> None:
        for desk in [*self.desks.values(), *self.desks.values()]:
            desk.sync.round()

    def rows_of(self, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return one officer's sums as the desk and as the hub has them."""
        self.syncs()
        mine = self.desks[name].numbers.mine(None, None)
        assert mine.pop("here_only") == 0
        team = next(row for row in self.team(self.clock.now()) if row["officer"] == name)
        full = self.full_row(name)
        assert {figure: full[figure] for figure in team} == team, "the page has what the report has"
        return mine, full

    def full_row(self, name: str, at: datetime | None = None) -> dict[str, Any]:
        """Return an officer's row with the sums no report has, worked out by the hub, as it stood at an instant."""
        now = at or self.clock.now()
        with self.hub.reading() as rows:
            person = rows.people.named(name)
            assert person is not None
            facts = gather(rows, period_of(rows.company().zone, ALL_DAYS, now), None, now)
        return row_in_full(share_of(ScoredSums(shipped().rules).cases(facts, now), person.officer), person.officer)

    def team(self, at: datetime) -> list[dict[str, Any]]:
        asked = Question(Report.TEAM, at=at)
        return report_of(self.hub, ScoredSums(shipped().rules), asked, self.clock.now())["officers"]

    def close(self) -> None:
        self.hub.close()
        for desk in self.desks.values():
            desk.store.close()


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    made = Branch(tmp_path)
    yield made
    made.close()


def passes(branch: Branch, **time: float) -> datetime:
    branch.clock.at += timedelta(**time)
    return branch.clock.at


def test_what_a_desk_alone_was_told_of_a_person_outlives_what_the_hub_learns_later(branch: Branch) -> None:
    branch.gives(a_lead("lead"), "Ada")
    ada, file = branch.desks["Ada"], branch.folder / "mine.csv"
    file.write_text("Name,Phone,Email,Birdie\nDana Zzyzxborrower,4235550199,dana@example.com,yes\n")
    ada.intake.import_files([file])
    told = b"Name,Phone,Email\nDana Zzyzxborrower,4235550142,dana.two@example.com\n"
    import_leads(branch.hub, LeadFile(name="a.csv", data=told, source="S"), now=branch.clock.now())
    branch.syncs()
    lead = ada.leads.card("lead").lead
    assert [phone.number for phone in lead.phones] == ["+14235550142", "+14235550199"]
    assert lead.emails == ("dana@example.com", "dana.two@example.com")
    assert lead.source_fields == {"Birdie": "yes"}


@pytest.mark.parametrize("undone_before_it_is_sent", [True, False])
def test_a_call_that_was_taken_back_leaves_its_place_under_the_cap(
    branch: Branch, *, undone_before_it_is_sent: bool
) -> None:
    branch.gives(a_lead("adas"), "Ada")
    branch.gives(a_lead("eves"), "Eve")
    ada = branch.desks["Ada"]
    passes(branch, minutes=1)
    logged, _ = ada.activities.log(Note(lead_id="adas", kind=Kind.NO_ANSWER))
    if not undone_before_it_is_sent:
        branch.syncs()
    ada.activities.undo(logged.activity_id)
    for _ in range(2):
        passes(branch, minutes=1)
        branch.logs("Ada", "adas", Kind.NO_ANSWER)
    branch.syncs()
    for name, lead_id in (("Ada", "adas"), ("Eve", "eves")):
        assert isinstance(branch.desks[name].leads.card(lead_id).may[Channel.CALL], Allowed), name
    passes(branch, minutes=1)
    branch.logs("Ada", "adas", Kind.NO_ANSWER)
    branch.syncs()
    assert not isinstance(branch.desks["Eve"].leads.card("eves").may[Channel.CALL], Allowed)
    mine, hubs = branch.rows_of("Ada")
    assert mine == hubs


def test_calls_another_officer_made_to_the_same_person_move_the_steps_on_both_sides(branch: Branch) -> None:
    branch.gives(a_lead("eves"), "Eve")
    branch.gives(a_lead("adas", "Dana Zzyzxborrower"), "Ada")
    for minutes in (1, 2, 3):
        passes(branch, minutes=minutes)
        branch.logs("Eve", "eves", Kind.NO_ANSWER)
    for day in range(3):
        mine, hubs = branch.rows_of("Ada")
        assert mine == hubs, day
        passes(branch, days=1)
    # three calls by Eve left no room for Ada's first day: had they not counted, more windows would have passed
    assert branch.rows_of("Ada")[0]["adherence"]["of"] > 0


def test_a_do_not_call_leaves_what_was_done_before_it_done_on_both_sides(branch: Branch) -> None:
    branch.gives(a_lead("lead"), "Ada")
    passes(branch, minutes=2)
    branch.logs("Ada", "lead", Kind.NO_ANSWER)
    passes(branch, minutes=31)
    branch.logs("Ada", "lead", Kind.DO_NOT_CALL)
    passes(branch, days=1)
    mine, hubs = branch.rows_of("Ada")
    assert mine == hubs
    assert (mine["adherence"]["n"], mine["attempts"]["call"]) == (2, 2)


def test_a_number_on_the_companys_list_excuses_calls_on_both_sides(branch: Branch) -> None:
    branch.gives(a_lead("eves"), "Eve")
    branch.logs("Eve", "eves", Kind.DO_NOT_CALL)
    branch.gives(a_lead("adas", "Dana Zzyzxborrower"), "Ada")
    passes(branch, days=3)
    mine, hubs = branch.rows_of("Ada")
    assert mine == hubs
    assert mine["adherence"]["excused"]["channel closed"] > 0


def test_a_lead_that_was_somebody_elses_before_is_judged_from_when_it_came(branch: Branch) -> None:
    branch.gives(a_lead("lead"), "Eve")
    passes(branch, hours=3)
    with branch.hub.writing() as rows:
        eve = rows.people.named("Eve")
        assert eve is not None
        take_all_from(rows, eve, branch.clock.now())
    passes(branch, hours=1)
    with branch.hub.reading() as rows:
        held = rows.leads.by_id("lead")
    assert held is not None
    branch.gives(held.lead, "Ada")
    passes(branch, days=2)
    mine, hubs = branch.rows_of("Ada")
    assert mine == hubs
    assert mine["moved_in"] == 1


def test_what_was_taken_back_is_in_neither_number_even_of_an_earlier_hour(branch: Branch) -> None:
    branch.gives(a_lead("lead"), "Ada")
    asked = passes(branch, minutes=2)
    logged, _ = branch.desks["Ada"].activities.log(Note(lead_id="lead", kind=Kind.NO_ANSWER))
    passes(branch, minutes=9)
    branch.desks["Ada"].activities.undo(logged.activity_id)
    branch.syncs()
    (row,) = branch.team(asked)
    assert row["attempts"]["call"] == 0


def test_what_was_logged_in_one_instant_is_told_in_its_order_on_both_sides(branch: Branch) -> None:
    for n in range(4):
        branch.gives(a_lead(f"lead-{n}", f"Person {n}", phones=(f"+1423555010{n}",), emails=()), "Eve")
        passes(branch, minutes=1)
        # which of the two was first decides whose step it was, and ids of one instant are in no order
        branch.logs("Eve", f"lead-{n}", Kind.NO_ANSWER)
        branch.logs("Eve", f"lead-{n}", Kind.WRONG_NUMBER)
    passes(branch, hours=600)
    mine, hubs = branch.rows_of("Eve")
    assert mine == hubs


OUTCOMES = st.sampled_from(
    [
        Kind.NO_ANSWER,
        Kind.LEFT_VOICEMAIL,
        Kind.BUSY,
        Kind.CALL_BACK,
        Kind.NOT_NOW,
        Kind.SENDING_APPLICATION,
        Kind.WRONG_NUMBER,
        Kind.INBOUND,
        Kind.SKIP,
        Kind.DO_NOT_CALL,
        Kind.SENT,
        Kind.BOUNCED,
        Kind.BAD_LEAD,
    ]
)
MOMENTS = st.tuples(st.sampled_from(["Ada", "Eve"]), OUTCOMES, st.integers(0, 2000), st.booleans())


@settings(max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(MOMENTS, max_size=8), idle_hours=st.integers(0, 24 * 40))
def test_any_story_gives_one_row(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str, Kind, int, bool]], idle_hours: int
) -> None:
    branch = Branch(tmp_path_factory.mktemp("branch"))
    try:
        for name in ("Eve", "Ada"):
            branch.gives(a_lead(name, "Dana Zzyzxborrower", received_at=branch.clock.now()), name)
            passes(branch, minutes=1)
        waits_since: datetime | None = None
        for name, kind, minutes, syncs in told:
            # the company feed carries the calls of a day: of one told later than that a colleague's desk never hears
            if waits_since and branch.clock.now() + timedelta(minutes=minutes) - waits_since >= timedelta(hours=24):
                branch.syncs()
                waits_since = None
            now = passes(branch, minutes=minutes)
            _tell(branch, name, kind, now)
            waits_since = None if syncs else waits_since or now
            if syncs:
                branch.syncs()
        branch.syncs()
        passes(branch, hours=idle_hours)
        for name in ("Ada", "Eve"):
            mine, hubs = branch.rows_of(name)
            assert mine == hubs
    finally:
        branch.close()


def _tell(branch: Branch, name: str, kind: Kind, now: datetime) -> None:
    more: dict[str, Any] = {}
    if kind in (Kind.CALL_BACK, Kind.NOT_NOW, Kind.INBOUND):
        more["when"] = now + timedelta(hours=30)
    if kind in (Kind.SKIP, Kind.BAD_LEAD):
        more["reason"] = "fake"
    if kind in (Kind.SENT, Kind.BOUNCED):
        more["channel"] = Channel.EMAIL
    branch.logs(name, name, kind, **more)
