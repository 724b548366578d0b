"""A desk asks who answers before it sends anything."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from app.clock import FixedClock
from app.desktop import doctor, verbs
from app.desktop.activities import Note
from app.desktop.desk import build_desk
from app.desktop.sync import JOINED_ELSEWHERE_S
from app.domain.activity import Kind
from app.errors import HubUnreachable, WrongHub
from app.protocol.limits import BODY_BYTES, INFLATED_BYTES, PUSH_EVENTS
from app.protocol.wire import Hello, PullRequest, PushRequest
from tests.desks import MONDAY, TestDesk, a_lead, shipped


@dataclass
class Stranger:
    """A hub founded anew at the old one's address; what it is handed is kept here."""

    handed: list[object] = field(default_factory=list)
    is_away: bool = False

    def hello(self, within_s: float | None = None) -> Hello:
        if self.is_away:
            raise HubUnreachable("Nobody answers.", "Check the network.")
        return Hello(
            product="followthrough",
            hub_id="another",
            protocol=[1],
            push_events=PUSH_EVENTS,
            body_bytes=BODY_BYTES,
            inflated_bytes=INFLATED_BYTES,
            server_time=MONDAY,
        )

    def push(self, request: PushRequest, within_s: float | None = None) -> None:
        self.handed.append(request)

    def pull(self, request: PullRequest, within_s: float | None = None) -> None:
        self.handed.append(request)

    def team_report(self, start: date, end: date) -> None:
        self.handed.append((start, end))


@pytest.fixture
def stranger() -> Stranger:
    return Stranger()


@pytest.fixture
def moved(tmp_path: Path, stranger: Stranger) -> TestDesk:
    """A desk that belongs to a hub at whose address another one answers now."""
    desk = TestDesk(tmp_path)
    desk.joined(role="manager")
    desk.desk = build_desk(
        desk.store, desk.clock, shipped(), lambda _url, _token: stranger, machine_zone="America/New_York"
    )
    return desk


def test_another_hub_at_the_address_is_told_nothing_and_named_as_such(moved: TestDesk, stranger: Stranger) -> None:
    with pytest.raises(WrongHub, match="Another hub than this desk"):
        moved.desk.sync.round()
    with pytest.raises(WrongHub):
        moved.desk.team.report(date(2026, 11, 1), date(2026, 11, 30))
    assert stranger.handed == []


def test_doctor_says_of_another_hub_what_sync_said(moved: TestDesk) -> None:
    with pytest.raises(WrongHub) as told:
        moved.desk.sync.round()
    (hub,) = [check for check in doctor.check_desk(moved.store, moved.clock.now()) if check.name == "hub"]
    assert (hub.ok, hub.detail, hub.fix) == (False, told.value.happened, told.value.remedy)
    assert "founded anew" in hub.fix


def test_only_a_hub_that_does_not_answer_counts_as_being_offline(moved: TestDesk, stranger: Stranger) -> None:
    with pytest.raises(WrongHub) as told:
        moved.desk.sync.round()
    state = moved.desk.sync.state()
    assert (state.trouble, state.remedy, state.is_offline) == (told.value.happened, told.value.remedy, False)
    stranger.is_away = True
    with pytest.raises(HubUnreachable):
        moved.desk.sync.round()
    assert moved.desk.sync.state().is_offline


def test_a_round_that_failed_says_how_much_waits_to_be_sent(moved: TestDesk, stranger: Stranger) -> None:
    stranger.is_away = True
    with pytest.raises(HubUnreachable) as told:
        verbs.sync(moved.desk)
    assert str(told.value) == "Nobody answers. Check the network."
    moved.put(a_lead())
    moved.desk.activities.log(Note(lead_id="lead-1", kind=Kind.NO_ANSWER))
    with pytest.raises(HubUnreachable) as told:
        verbs.sync(moved.desk)
    assert str(told.value) == "Nobody answers. Check the network. 1 entry waits here to be sent."
    assert told.value.details["pending"] == 1


@dataclass
class Slow(Stranger):
    """This desk's own hub, which takes 19 seconds for each answer, or says nothing in time."""

    clock: FixedClock | None = None

    def _takes(self, within_s: float | None) -> None:
        assert self.clock is not None
        assert within_s is not None
        self.clock.at += timedelta(seconds=min(19.0, within_s))
        if within_s < 19.0:
            raise HubUnreachable("The hub did not answer in time.")

    def hello(self, within_s: float | None = None) -> Hello:
        self._takes(within_s)
        return msgspec.structs.replace(super().hello(), hub_id="ours")

    def push(self, request: PushRequest, within_s: float | None = None) -> None:
        self._takes(within_s)


def test_a_round_with_a_slow_hub_ends_within_half_a_minute(tmp_path: Path) -> None:
    desk = TestDesk(tmp_path)
    desk.joined()
    slow = Slow(clock=desk.clock)
    desk.desk = build_desk(desk.store, desk.clock, shipped(), lambda _url, _token: slow, machine_zone="America/Chicago")
    with pytest.raises(HubUnreachable):
        desk.desk.sync.round()
    assert desk.clock.at - MONDAY <= timedelta(seconds=30)


def test_a_desk_without_a_hub_looks_for_one_once_a_minute_or_when_it_joins(ada: TestDesk) -> None:
    stop, waited = threading.Event(), []

    class Joining(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waited.append(timeout)
            if len(waited) == 2:
                stop.set()
            return True

    ada.desk.sync._has_joined = Joining()
    ada.desk.sync.follow(lambda: None, stop)
    assert waited == [JOINED_ELSEWHERE_S] * 2
