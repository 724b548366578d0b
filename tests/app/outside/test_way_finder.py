"""Ways are asked for once and kept, asked for anew when that may have changed, and nobody waits for them for long."""

from __future__ import annotations

import threading

import pytest

from app.outside.way_finder import KEPT_BADLY_S, KEPT_S, LONGEST_S, SHUNNED_S, Place, Told, WayFinder, own_address

HUB = "https://hub.example.com/v1/push"
A, B = "http://a.example.com:1", "http://b.example.com:1"


class Says:
    """Answers with what it is told to, and notes what it is asked."""

    def __init__(self, *ways: str, fault: str = "") -> None:
        self.told, self.asked = Told(ways, "a test", fault), list[str]()
        self.hangs = threading.Event()
        self.hangs.set()

    def find(self, url: str, _until: float) -> Told:
        self.asked.append(url)
        self.hangs.wait(20)
        return self.told

    def late(self, _url: str) -> Told:
        return Told(("",), "a test", "too late")


class Machine:
    """A clock that is moved by hand, and a network that may change."""

    def __init__(self) -> None:
        self.now, self.address = 1000.0, "10.0.0.1"

    def finder(self, source: Says, longest_s: float = LONGEST_S) -> WayFinder:
        return WayFinder(source, now=lambda: self.now, seen_from=self.seen_from, longest_s=longest_s)

    def seen_from(self, _server: Place) -> str:
        return self.address


def test_an_answer_is_kept_for_a_while_for_all_that_is_asked_at_one_place() -> None:
    source, machine = Says(A), Machine()
    finder = machine.finder(source)
    assert finder.ways(HUB) == finder.ways("https://hub.example.com/v1/pull") == (A,)
    assert source.asked == ["https://hub.example.com/"]
    machine.now += KEPT_S - 1
    finder.ways(HUB)
    assert len(source.asked) == 1
    machine.now += 1
    finder.ways(HUB)
    assert len(source.asked) == 2


def test_another_place_is_asked_for_by_itself() -> None:
    source = Says(A)
    finder = Machine().finder(source)
    finder.ways(HUB)
    finder.ways("https://sign-in.example.com/keys")
    assert source.asked == ["https://hub.example.com/", "https://sign-in.example.com/"]


def test_in_another_network_it_is_asked_anew() -> None:
    source, machine = Says(A), Machine()
    finder = machine.finder(source)
    finder.ways(HUB)
    machine.address = "192.168.0.9"
    source.told = Told(("",), "a test")
    assert finder.ways(HUB) == ("",)
    assert finder.ways(HUB) == ("",)
    assert len(source.asked) == 2


def test_a_way_that_failed_is_tried_last_for_a_while_and_soon_asked_for_anew() -> None:
    source, machine = Says(A, B), Machine()
    finder = machine.finder(source)
    assert finder.ways(HUB) == (A, B)
    finder.failed(HUB, A)
    assert finder.ways(HUB) == (B, A)
    # not at once again: a company's server of scripts is not asked by each failing request of each desk
    assert len(source.asked) == 1
    machine.now += KEPT_BADLY_S
    assert finder.ways(HUB) == (B, A)
    assert len(source.asked) == 2
    machine.now += SHUNNED_S
    assert finder.ways(HUB) == (A, B)


def test_what_is_wrong_is_told_without_asking_and_soon_looked_at_again() -> None:
    source, machine = Says("", fault="The script is broken."), Machine()
    finder = machine.finder(source)
    assert finder.last_fault() == ""
    finder.ways(HUB)
    assert finder.last_fault() == "The script is broken."
    source.told = Told((A,), "a test")
    machine.now += KEPT_BADLY_S
    assert finder.ways(HUB) == (A,)
    assert finder.last_fault() == ""


def test_what_was_wrong_for_one_place_is_told_no_more_once_another_is_found_as_it_should_be() -> None:
    source, machine = Says("", fault="The script is broken."), Machine()
    finder = machine.finder(source)
    finder.ways("https://sign-in.example.com/keys")
    finder.ways(HUB)
    source.told = Told((A,), "a test")
    machine.now += KEPT_BADLY_S
    assert finder.last_fault() == "The script is broken.", "nobody has looked again"
    finder.ways(HUB)
    assert finder.last_fault() == ""


def test_what_is_wrong_for_one_place_alone_is_told_while_it_is_known() -> None:
    source, machine = Says("", fault="Only SOCKS is named."), Machine()
    finder = machine.finder(source)
    finder.ways(HUB)
    source.told = Told((A,), "a test")
    machine.now += 1
    finder.ways("https://sign-in.example.com/keys")
    assert finder.last_fault() == "Only SOCKS is named."


def test_nobody_waits_for_one_that_never_answers_and_what_it_says_at_last_holds() -> None:
    source, machine = Says(A), Machine()
    source.hangs.clear()
    finder = machine.finder(source, longest_s=0.05)
    assert finder.told(HUB).fault == "too late"
    machine.now += KEPT_BADLY_S
    assert finder.told(HUB).fault == "too late"
    # while it hangs it is asked nothing else
    assert finder.ways("https://sign-in.example.com/") == ("",)
    assert len(source.asked) == 1
    source.hangs.set()
    turn = threading.Event()
    for _ in range(1000):
        if finder.ways(HUB) == (A,):
            break
        turn.wait(0.01)
    assert finder.ways(HUB) == (A,)
    assert len(source.asked) == 1


def test_a_failure_of_ours_is_not_taken_for_a_slow_network(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Says(A)
    monkeypatch.setattr(source, "find", lambda _url, _until: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        Machine().finder(source).ways(HUB)


def test_which_address_leads_to_a_machine_is_known_without_asking_it() -> None:
    assert own_address(("127.0.0.1", 9)) == "127.0.0.1"
    assert own_address(("no number", 9)) == ""
