"""A manager's desk, an officer's and a hub between: what turns red is seen within seconds, what is done comes over."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from queue import Queue

import pytest

from app.clock import FixedClock
from app.desktop.activities import Note
from app.desktop.desk import Desk, build_desk
from app.desktop.live import NoSpreading
from app.domain.activity import Kind
from app.domain.excusing import BY_MANAGER, Excusable
from app.domain.presence import State
from app.errors import BadInput, SignInRefused
from app.hub import letting_in, live_http, people
from app.hub.assigning import give, take_all_from
from app.hub.founding import found
from app.hub.http import build_app
from app.hub.intake import keys_of
from app.hub.reports import Question, Report, report_of
from app.hub.serving import HubServer, Listen
from app.hub.sums import ScoredSums
from app.outside.hub_link import HttpHubLink
from app.protocol.live import Excuse, Why
from storage.desktop.store import open_store
from storage.engine import open_sqlcipher
from storage.hub.store import open_hub_store
from tests.desks import KEY, MONDAY, a_lead, shipped
from tests.hubs import TERMS
from tests.together.test_one_story_one_row import ZONE

#: longer than any hint takes, and shorter than anybody waits
SOON_S = 10.0


@dataclass
class Office:
    """A hub that is served, a manager, two officers of hers, and one of another branch."""

    folder: Path
    clock: FixedClock = field(default_factory=lambda: FixedClock(MONDAY))
    desks: dict[str, Desk] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.hub = open_hub_store(open_sqlcipher(self.folder / "hub.db", KEY))
        found(self.hub, machine_zone=ZONE, sample_playbook=shipped().playbook, now=self.clock.now())
        rules = TERMS.rules
        self.server = HubServer(build_app(self.hub, self.clock, ScoredSums(rules), TERMS), Listen(port=0))
        self.server.start()
        for name, role, branch in (
            ("Grace", "manager", "North"),
            ("Ada", "officer", "North"),
            ("Ben", "officer", "North"),
            ("Sid", "officer", "South"),
        ):
            self._joins(name, role, branch)

    def _joins(self, name: str, role: str, branch: str) -> None:
        people.add_person(self.hub, people.Newcomer(name=name, role=role, branch=branch), self.clock.now())
        store = open_store(self.folder / f"{name}.db", KEY)
        desk = build_desk(store, self.clock, shipped(), HttpHubLink, machine_zone=ZONE)
        code, _ = letting_in.invite(self.hub, name, self.clock.now())
        desk.sync.enroll(self.server.url, code, "a laptop")
        self.desks[name] = desk
        desk.sync.round()

    def gives(self, lead_id: str, name: str) -> None:
        lead = a_lead(lead_id, received_at=self.clock.now(), phones=(f"+1423555{len(lead_id):04d}",), emails=())
        with self.hub.writing() as rows:
            person = rows.people.named(name)
            assert person is not None
            rows.leads.add(lead, keys_of(lead))
            give(rows, lead, person, self.clock.now(), why="test")

    def id_of(self, name: str) -> str:
        with self.hub.reading() as rows:
            person = rows.people.named(name)
            assert person is not None
            return person.person_id

    def syncs(self, *names: str) -> None:
        for name in names or self.desks:
            self.desks[name].sync.round()
            self.desks[name].sync.round()

    def red(self) -> dict[str, Why]:
        return {one.lead_id: one.why for one in self.desks["Grace"].live.now().told.red}

    def both_sums(self, name: str) -> tuple[dict[str, object], dict[str, object]]:
        """Return an officer's adherence and promises as the own desk has them, and as the hub does."""
        self.syncs(name)
        mine = self.desks[name].numbers.mine(None, None)
        rows = report_of(self.hub, ScoredSums(TERMS.rules), Question(Report.TEAM), self.clock.now())["officers"]
        hubs = next(row for row in rows if row["officer"] == name)
        return tuple({key: row[key] for key in ("adherence", "promises")} for row in (mine, hubs))  # type: ignore[return-value]

    def passes(self, **time: float) -> datetime:
        self.clock.at += timedelta(**time)
        return self.clock.at

    def close(self) -> None:
        self.server.stop()
        for desk in self.desks.values():
            desk.store.close()
        self.hub.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def hears(office: Office) -> Iterator[Callable[[], None]]:
    """Wait for the next hint at the manager's desk that something changed."""
    stop, heard = threading.Event(), Queue[bool]()
    follow = office.desks["Grace"].sync.follow
    thread = threading.Thread(target=follow, args=(lambda: None, stop, lambda: heard.put(True)), daemon=True)
    thread.start()
    # once for the line that is there
    heard.get(timeout=SOON_S)

    def wait() -> None:
        heard.get(timeout=SOON_S)

    yield wait
    stop.set()
    thread.join(SOON_S)


def test_an_untouched_lead_turns_red_within_seconds_and_is_calm_once_it_is_called(
    office: Office, hears: Callable[[], None]
) -> None:
    office.gives("lead-1", "Ada")
    hears()
    assert office.red() == {"lead-1": Why.ABOUT_TO_MISS}
    board = office.desks["Grace"].live.now()
    office.passes(minutes=6)
    assert [one.why for one in board.as_of(office.clock.now())] == [Why.MISSED], "by time alone"
    assert office.red() == {"lead-1": Why.MISSED}
    office.syncs("Ada")
    office.desks["Ada"].activities.log(Note(lead_id="lead-1", kind=Kind.NO_ANSWER))
    office.syncs("Ada")
    hears()
    assert office.red() == {}


def test_what_is_another_branchs_is_neither_seen_nor_acted_on(office: Office) -> None:
    office.gives("theirs", "Sid")
    office.passes(minutes=6)
    live = office.desks["Grace"].live
    assert office.red() == {}
    assert {one.name for one in live.now().told.people} == {"Grace", "Ada", "Ben"}
    assert live.give(office.id_of("Ada"), ["theirs"], "mine").given == {}
    with pytest.raises(BadInput, match="no such lead"):
        live.nudge("theirs", "call")
    with pytest.raises(BadInput, match="no such lead"):
        live.excuse(Excuse(lead_id="theirs", why="x"))
    with pytest.raises(BadInput, match="nobody of your people"):
        live.give(office.id_of("Sid"), ["theirs"], "x")
    with pytest.raises(SignInRefused):
        office.desks["Ada"].live.now()


def test_a_lead_that_is_given_is_on_the_others_desk_and_comes_back_when_it_is_undone(office: Office) -> None:
    office.gives("lead-1", "Ada")
    office.gives("lead-22", "Ada")
    office.syncs("Ada")
    live = office.desks["Grace"].live
    given = live.give(office.id_of("Ben"), [], "Ada is ill", from_id=office.id_of("Ada"))
    assert set(given.given) == {"lead-1", "lead-22"}
    office.syncs("Ada", "Ben")
    assert len(office.desks["Ben"].queue.today().now) == 2
    assert office.desks["Ada"].queue.today().now == []
    office.passes(minutes=1)
    assert live.give_back(given, "she is back") == 2
    office.syncs("Ada", "Ben")
    assert len(office.desks["Ada"].queue.today().now) == 2
    assert [(move.what, move.officer, move.to, move.why) for move in live.moves().moves][-1] == (
        "gave", "Ada", "Ben", "Ada is ill",
    )  # fmt: skip


def test_leads_of_who_left_are_nobodys_until_they_are_given(office: Office, hears: Callable[[], None]) -> None:
    office.gives("lead-1", "Ada")
    hears()
    with office.hub.writing() as rows:
        ada = rows.people.named("Ada")
        assert ada is not None
        take_all_from(rows, ada, office.clock.now())
    hears()
    assert office.red() == {"lead-1": Why.UNASSIGNED}
    office.desks["Grace"].live.give(office.id_of("Ben"), ["lead-1"], "Ada left")
    assert office.red() == {"lead-1": Why.ABOUT_TO_MISS}


def test_a_nudge_rings_at_the_officers_desk_with_the_managers_words(office: Office) -> None:
    office.gives("lead-1", "Ada")
    office.syncs("Ada")
    ada = office.desks["Ada"]
    ada.reminders.fire_due()
    office.desks["Grace"].live.nudge("lead-1", "They wrote again, please call now")
    office.syncs("Ada")
    rings = ada.reminders.fire_due()
    assert [(ring.nudged_by, ring.why) for ring in rings] == [("Grace", "They wrote again, please call now")]


def test_who_was_nudged_about_a_lead_is_marked_with_it_for_every_manager(office: Office) -> None:
    office.gives("lead-1", "Ada")
    live = office.desks["Grace"].live
    assert [one.nudged_at for one in live.now().told.red] == [None]
    live.nudge("lead-1", "please call now")
    assert [one.nudged_at for one in live.now().told.red] == [office.clock.now()]
    live.give(office.id_of("Ben"), ["lead-1"], "Ada is busy")
    assert [one.nudged_at for one in live.now().told.red] == [None], "Ben was not rung"


def test_many_leads_are_spread_over_the_team_as_new_ones_are_and_shown_before(office: Office) -> None:
    for n in range(1, 7):
        office.gives("lead-" + "0" * n, "Ada")
    would = office.desks["Grace"].live.would_give("", ["lead-0"], in_turn=True)
    assert (would.to, "licence" in would.kept[0].reason) == ({}, True), "of nobody a licence is recorded"
    for name in ("Ada", "Ben"):
        people.change_person(office.hub, name, people.Changes(licensed="TN, KY, GA"), "recorded", office.clock.now())
    live, ids = office.desks["Grace"].live, {name: office.id_of(name) for name in ("Ada", "Ben")}
    leads = ["lead-" + "0" * n for n in range(1, 7)]
    would = live.would_give("", leads, in_turn=True)
    assert would.kept == []
    assert set(would.to.values()) == {ids["Ben"]}, "who has them all is not given them again"
    assert not any(one.lead_id for one in live.moves().moves), "nothing is given by looking"
    with pytest.raises(BadInput, match="nobody of your people"):
        live.give("", leads[:4], "Ada is swamped")
    given = live.give("", leads[:4], "Ada is swamped", in_turn=True)
    assert given.given == dict.fromkeys(leads[:4], ids["Ada"])
    done = [(one.what, one.why) for one in live.moves().moves if one.lead_id]
    assert done == [("gave", "Ada is swamped")] * 4
    assert live.give_back(given, "back again") == 4


def test_a_hub_from_before_leads_were_spread_is_told_of_as_that(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.gives("lead-1", "Ada")
    live = office.desks["Grace"].live
    # a person who is not hers is refused as that
    with pytest.raises(BadInput, match="nobody of your people"):
        live.would_give("", [], from_id=office.id_of("Sid"), in_turn=True)
    # such a hub passes over what it does not know
    monkeypatch.setattr(live_http, "spread_leads", live_http.give_leads)
    for asks in (partial(live.would_give, in_turn=True), lambda *asked: live.give(*asked, "swamped", in_turn=True)):
        with pytest.raises(NoSpreading, match="before leads were spread"):
            asks("", ["lead-1"])
    assert live.give(office.id_of("Ben"), ["lead-1"], "swamped").given == {"lead-1": office.id_of("Ada")}


def test_a_lead_is_taken_over_and_stands_among_what_was_done(office: Office) -> None:
    office.gives("lead-1", "Ada")
    office.syncs("Ada")
    office.desks["Grace"].live.take_over("lead-1", "Ada is with a borrower")
    office.syncs("Ada", "Grace")
    assert [row.lead_id for row in office.desks["Grace"].queue.today().now] == ["lead-1"]
    done = office.desks["Grace"].live.moves().moves[0]
    assert (done.what, done.why) == ("took_over", "Ada is with a borrower")


def test_an_excusal_is_seen_by_the_officer_and_counted_the_same_on_both_sides(office: Office) -> None:
    office.gives("lead-1", "Ada")
    office.passes(minutes=40)
    live = office.desks["Grace"].live
    mine, hubs = office.both_sums("Ada")
    assert mine == hubs
    assert (mine["adherence"]["of"], mine["adherence"]["excused"]) == (1, {})  # type: ignore[index]
    done = live.excuse(Excuse(lead_id="lead-1", why="was with a borrower", what=Excusable.STEP, step_id="call-1"))
    assert office.red() == {}
    mine, hubs = office.both_sums("Ada")
    assert mine == hubs
    assert (mine["adherence"]["of"], mine["adherence"]["excused"]) == (0, {BY_MANAGER: 1})  # type: ignore[index]
    told = office.desks["Ada"].leads.card("lead-1").timeline[0]
    assert (told.words, told.note) == ("Excused: Call 1", "was with a borrower")
    live.excuse(Excuse(lead_id="lead-1", why="she was not", takes_back=done.done_id))
    mine, hubs = office.both_sums("Ada")
    assert mine == hubs
    assert mine["adherence"]["excused"] == {}  # type: ignore[index]


def test_a_promise_due_while_its_officer_is_away_is_red_before_it_is_missed(
    office: Office, hears: Callable[[], None]
) -> None:
    office.gives("lead-1", "Ada")
    office.syncs("Ada")
    when = office.passes(minutes=2) + timedelta(hours=1)
    ada = office.desks["Ada"]
    ada.activities.log(Note(lead_id="lead-1", kind=Kind.CALL_BACK, when=when))
    ada.availability.be(State.AWAY, when + timedelta(hours=1))
    office.syncs("Ada")
    hears()
    assert office.red() == {"lead-1": Why.PROMISE_AWAY}
    someone = next(one for one in office.desks["Grace"].live.now().told.people if one.name == "Ada")
    assert (someone.state, someone.until) == (State.AWAY, when + timedelta(hours=1))
    office.passes(hours=1, minutes=15)
    assert office.red() == {"lead-1": Why.PROMISE_MISSED}
    office.desks["Grace"].live.excuse(
        Excuse(lead_id="lead-1", why="a funeral", what=Excusable.PROMISE, promised_at=when)
    )
    assert office.red() == {}
    mine, hubs = office.both_sums("Ada")
    assert mine == hubs
