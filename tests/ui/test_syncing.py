"""Rounds with the hub follow one another without losing what asked for them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from app.desktop.changes import Changed, Touched
from app.desktop.sync import WIPE_NOW, SyncResult
from app.desktop.waits import FIRST_RETRY, LONGEST_POLL, LONGEST_RETRY, SHORTEST_POLL
from app.errors import HubUnreachable, SignInRefused
from ui.office import Office
from ui.syncing import AT_ONCE, SOON, Syncing
from ui.tasks import Inline

NOTHING_NEW = SyncResult(pushed=0, pulled=0, pending=0, acked_seq=0, hub_seq=0, resync=False)


class HeldNetwork(Inline):
    """A network whose answers come when the test says so."""

    def __init__(self) -> None:
        self.asked: deque[tuple[Callable[[Any], None], Callable[[Exception], None]]] = deque()

    def network(self, work: object, done: Callable[[Any], None], failed: Callable[[Exception], None]) -> None:
        self.asked.append((done, failed))

    def answers(self, what: Touched = Touched.SYNC) -> None:
        self.asked.popleft()[0]((NOTHING_NEW, Changed(what)))

    def is_dead(self, retry_after_s: float | None = None) -> None:
        why = HubUnreachable("The hub does not answer.", "Work goes on without it.", retry_after_s=retry_after_s)
        self.asked.popleft()[1](why)


@pytest.fixture
def network() -> HeldNetwork:
    return HeldNetwork()


@pytest.fixture
def there(office: Office, network: HeldNetwork) -> Office:
    """The office of a desk that belongs to a hub."""
    sync = SimpleNamespace(state=lambda: SimpleNamespace(enrolled=True), round=None)
    return replace(office, desk=SimpleNamespace(sync=sync), tasks=network)


@pytest.fixture
def syncing(there: Office) -> Syncing:
    made = Syncing(there)
    made.start()
    return made


def wait_of(syncing: Syncing) -> timedelta:
    return timedelta(milliseconds=syncing._due.interval())


def test_a_hint_during_a_round_is_followed_by_another_at_once(syncing: Syncing, network: HeldNetwork) -> None:
    syncing.hint()
    syncing.hint()
    assert len(network.asked) == 1
    network.answers()
    assert wait_of(syncing) == AT_ONCE
    syncing._due.timeout.emit()
    network.answers()
    assert wait_of(syncing) >= SHORTEST_POLL


def test_a_change_logged_during_a_round_goes_up_soon_after_it(
    syncing: Syncing, network: HeldNetwork, there: Office
) -> None:
    syncing.hint()
    there.refresh.announce(Changed(Touched.LEAD))
    network.answers()
    assert wait_of(syncing) == SOON


def test_a_hint_is_not_put_off_by_a_change_after_it(syncing: Syncing, network: HeldNetwork, there: Office) -> None:
    syncing.hint()
    syncing.hint()
    there.refresh.announce(Changed(Touched.LEAD))
    network.answers()
    assert wait_of(syncing) == AT_ONCE


@pytest.mark.parametrize("at_once", [False, True])
def test_a_desk_that_was_wiped_says_so_once_and_asks_no_more(
    syncing: Syncing, network: HeldNetwork, *, at_once: bool
) -> None:
    wiped: list[bool] = []
    syncing.wiped.connect(lambda: wiped.append(True))
    syncing.hint()
    done, failed = network.asked.popleft()
    if at_once:
        failed(SignInRefused("This desk was wiped on its company's word.", why=WIPE_NOW))
    else:
        done((replace(NOTHING_NEW, was_wiped=True), Changed(Touched.SYNC)))
    syncing.hint()
    assert wiped == [True]
    assert not network.asked
    assert not syncing._due.isActive()


def test_what_came_down_is_no_reason_to_go_up_again(syncing: Syncing, network: HeldNetwork) -> None:
    syncing.hint()
    network.answers(Touched.LEAD | Touched.SYNC)
    assert wait_of(syncing) >= SHORTEST_POLL


def test_desks_with_nothing_to_say_do_not_ask_in_step(syncing: Syncing, network: HeldNetwork) -> None:
    waits = set()
    for _ in range(20):
        syncing.hint()
        network.answers()
        waits.add(wait_of(syncing))
    assert len(waits) > 1
    assert min(waits) >= SHORTEST_POLL
    assert max(waits) <= LONGEST_POLL


def test_a_dead_hub_is_asked_ever_less_often_and_a_change_does_not_hurry_it(
    syncing: Syncing, network: HeldNetwork, there: Office
) -> None:
    minutes = (1, 1, 1, 2, 4, 8, 16, 30, 30)
    for longest in minutes:
        syncing._due.timeout.emit()
        there.refresh.announce(Changed(Touched.LEAD))
        network.is_dead()
        there.refresh.announce(Changed(Touched.LEAD))
        assert timedelta(minutes=longest) / 2 <= wait_of(syncing) <= timedelta(minutes=longest)
    syncing.hint()
    network.answers()
    there.refresh.announce(Changed(Touched.LEAD))
    assert wait_of(syncing) == SOON


def test_a_round_by_hand_does_not_wait_and_a_hub_that_is_back_is_asked_as_before(
    syncing: Syncing, network: HeldNetwork, there: Office
) -> None:
    for _ in range(3):
        syncing._due.timeout.emit()
        network.is_dead()
    heard: list[SyncResult] = []
    syncing.by_hand(heard.append)
    network.answers()
    assert heard == [NOTHING_NEW]
    there.refresh.announce(Changed(Touched.LEAD))
    assert wait_of(syncing) == SOON


def test_a_round_by_hand_that_fails_is_said_and_the_waits_begin_anew(
    syncing: Syncing, network: HeldNetwork, there: Office
) -> None:
    said: list[str] = []
    there.trouble.said.connect(lambda happened, _remedy: said.append(happened))
    for _ in range(3):
        syncing._due.timeout.emit()
        network.is_dead()
    assert said == []
    syncing.by_hand(lambda _result: None)
    network.is_dead()
    assert said == ["The hub does not answer."]
    assert wait_of(syncing) <= FIRST_RETRY


def test_a_busy_hub_is_left_alone_as_long_as_it_asked_and_desks_do_not_come_back_in_step(
    syncing: Syncing, network: HeldNetwork
) -> None:
    waits = set()
    for _ in range(20):
        syncing.by_hand(lambda _result: None)
        network.is_dead(retry_after_s=120.0)
        waits.add(wait_of(syncing))
    assert len(waits) > 1
    assert timedelta(minutes=2) <= min(waits)
    assert max(waits) <= timedelta(minutes=4)


def test_a_hub_that_asks_for_days_is_asked_again_within_the_hour(syncing: Syncing, network: HeldNetwork) -> None:
    syncing.by_hand(lambda _result: None)
    network.is_dead(retry_after_s=1e9)
    assert wait_of(syncing) <= 2 * LONGEST_RETRY


def test_asked_by_hand_during_a_round_the_next_one_answers(syncing: Syncing, network: HeldNetwork) -> None:
    heard: list[SyncResult] = []
    syncing.hint()
    syncing.by_hand(heard.append)
    network.answers()
    assert heard == []
    assert wait_of(syncing) == AT_ONCE
    syncing._due.timeout.emit()
    network.answers()
    assert heard == [NOTHING_NEW]
