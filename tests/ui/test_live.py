"""The manager's live page: what is red and who is on, told by time alone between two answers, and acted on by keys."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.desktop.changes import Changed, Touched
from app.desktop.live import Board
from app.domain.excusing import Excusable
from app.errors import HubUnreachable
from app.protocol.live import Done, Excuse, GivenLeads, KeptLead, Move, Moves, Why
from tests.desks import desk_with
from tests.ui.conftest import NOW
from tests.ui.drilled import Drilled
from ui.live.acting import Excusing, Nudging, TakingOver
from ui.live.giving import Giving
from ui.live.made_up import board_of, reds_of
from ui.live.page import LivePage
from ui.live_board import LOOKED_AT, LiveBoard
from ui.live_commands import live_commands
from ui.main_window import MainWindow
from ui.office import Office
from ui.story import StoryDialog


class AskedLive:
    """Answers as the hub would, or fails as it would, and remembers what was done."""

    def __init__(self, answer: Board | Exception) -> None:
        self.answer = answer
        self.asked = 0
        self.did: list[tuple[Any, ...]] = []
        #: what giving comes to, None for all that is asked
        self.gives: GivenLeads | None = None

    def now(self) -> Board:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def give(
        self, to_id: str, lead_ids: list[str], why: str, *, from_id: str = "", in_turn: bool = False
    ) -> GivenLeads:
        self.did.append(("give", to_id, list(lead_ids), why, from_id))
        assert in_turn == (not to_id)
        if self.gives is not None:
            return self.gives
        kept = [KeptLead(lead_id="own", reason="it is its holder's own, and those are never handed on")]
        to = dict.fromkeys(lead_ids, "officer-1") if in_turn else {}
        given = dict.fromkeys(lead_ids or ["lead-9"], "officer-0")
        return GivenLeads(given=given, kept=kept if from_id else [], to=to, server_time=NOW)

    def would_give(self, to_id: str, lead_ids: list[str], *, from_id: str = "", in_turn: bool = False) -> GivenLeads:
        assert in_turn == (not to_id)
        if to_id == "officer-2":
            kept = (
                [KeptLead(lead_id=lead_ids[0], reason="Carl Dunning is not licensed in its state")] if lead_ids else []
            )
            return GivenLeads(given=dict.fromkeys(lead_ids[1:], "officer-0"), kept=kept, server_time=NOW)
        to = {lead_id: f"officer-{1 + n % 2}" for n, lead_id in enumerate(lead_ids)} if in_turn else {}
        return GivenLeads(given=dict.fromkeys(lead_ids, "officer-0"), kept=[], to=to, server_time=NOW)

    def take_over(self, lead_id: str, why: str) -> Changed:
        self.did.append(("take over", lead_id, why))
        return Changed(Touched.QUEUE)

    def give_back(self, given: GivenLeads, why: str) -> int:
        self.did.append(("give back", sorted(given.given), why))
        return len(given.given)

    def nudge(self, lead_id: str, words: str) -> Done:
        self.did.append(("nudge", lead_id, words))
        return Done(done_id="n", server_time=NOW)

    def excuse(self, asked: Excuse) -> Done:
        self.did.append(("excuse", asked))
        return Done(done_id=f"x-{len(self.did)}", server_time=NOW)

    def moves(self) -> Moves:
        moves = [
            Move(at=NOW, what="excused", by="Grace", why="was ill", officer="Ada Marsh", lead_id="l", about="call-1"),
            Move(at=NOW, what="hours", by="Whoever runs the hub", why="part time", officer="Ben Ortega"),
            Move(at=NOW, what="of later on", by="Grace"),
        ]
        return Moves(moves=moves, more=False, server_time=NOW)


@pytest.fixture
def hub() -> AskedLive:
    return AskedLive(board_of(NOW))


@pytest.fixture
def manager(window: MainWindow, hub: AskedLive) -> MainWindow:
    """A window whose officer manages others."""
    office = window.office
    office.desk = desk_with(office.desk, live=hub)
    office.seat = type(office.seat)(office.seat.name, office.seat.zone, is_manager=True)
    window._refurnish()
    window.show_live()
    return window


@pytest.fixture
def page(manager: MainWindow) -> LivePage:
    made = manager.live_page
    assert made is not None
    return made


def words_of(page: LivePage) -> list[str]:
    return [line.words for line in page.red.lines.lines]


def test_what_is_red_stands_with_the_time_that_is_left(page: LivePage) -> None:
    lines = page.red.lines.lines
    assert words_of(page) == [
        "Ada Marsh: First call about to be missed",
        "Carl Dunning: First call missed",
        "Ben Ortega: Promised, and the officer is away",
        "Promised call missed",
        "Nobody has this lead",
    ]
    assert [line.aside for line in lines[:2]] == ["1:35 left", "2 min late"]
    assert "LendingTree · TN" in lines[0].detail
    assert page._told.text().startswith("5 things red · 3 of 3 on shift")


def test_time_runs_without_asking_and_what_runs_out_is_missed(
    page: LivePage, hub: AskedLive, clock: FixedClock
) -> None:
    asked = hub.asked
    clock.at += timedelta(seconds=35)
    page.pass_time()
    assert page.red.lines.lines[0].aside == "1:00 left"
    clock.at += timedelta(seconds=60)
    page.pass_time()
    assert (hub.asked, words_of(page)[0]) == (asked + 1, "Ada Marsh: First call missed"), "after a minute, all the same"


def test_who_is_on_is_told_with_why_the_others_are_not(page: LivePage) -> None:
    lines = {line.words: line for line in page.people.lines.lines}
    assert list(lines) == ["Ada Marsh", "Carl Dunning", "Ben Ortega"]
    assert lines["Ada Marsh"].detail.startswith("on shift · seen")
    assert lines["Ben Ortega"].detail.startswith("away until 12:00 pm")
    assert lines["Carl Dunning"].detail.startswith("on a call since 9:56 am")
    assert lines["Ada Marsh"].aside == "1 red"


def test_a_hint_is_followed_and_a_dozen_of_them_once(page: LivePage, hub: AskedLive, qtbot: QtBot) -> None:
    before, hub.answer = hub.asked, board_of(NOW, reds=[])
    for _ in range(12):
        page._live.hint()
    qtbot.waitUntil(lambda: hub.asked == before + 1, timeout=int(LOOKED_AT.total_seconds() * 3000))
    qtbot.waitUntil(lambda: page.faces.face is not None)
    assert hub.asked == before + 1


def test_nothing_red_and_no_hub_each_have_a_face(
    office: Office, hub: AskedLive, manager: MainWindow, qtbot: QtBot
) -> None:
    hub.answer = HubUnreachable("Nobody answers at the hub.", "Check the network.")
    office.desk = manager.office.desk
    office.seat = manager.office.seat
    board = LiveBoard(office)
    page = LivePage(office, manager.commands, board)
    qtbot.addWidget(page)
    page.reload()
    assert page.faces.face is not None
    hub.answer = board_of(NOW, reds=[])
    next(b for b in page.faces.currentWidget().findChildren(QPushButton) if b.text() == "Try again").click()
    assert page.faces.face is not None
    assert page._told.text().startswith("0 things red")
    hub.answer = HubUnreachable("Nobody answers at the hub.", "Check the network.")
    board.ask()
    assert page._told.text().startswith("0 things red"), "what was known stays in sight"


def typed(dialog: Any, words: str) -> None:
    dialog.why.setText(words)
    QTest.keyClick(dialog.why, Qt.Key.Key_Return)


def opened(window: MainWindow, kind: type, keys: str) -> Any:
    QTest.keyClicks(window.live_page.red, keys)  # type: ignore[union-attr]
    return next(one for one in window.findChildren(kind) if one.isVisible())


def test_leads_are_given_by_a_key_with_a_reason_and_taken_back_by_another(
    manager: MainWindow, page: LivePage, hub: AskedLive
) -> None:
    page.red.selectAll()
    dialog: Giving = opened(manager, Giving, "g")
    dialog.take()
    assert (hub.did, "Say why" in dialog._told.text()) == ([], True)
    dialog.to.setCurrentText("Carl Dunning")
    typed(dialog, "Ada is ill")
    assert hub.did == [("give", "officer-2", ["lead-1", "lead-2", "lead-3", "lead-4", "lead-5"], "Ada is ill", "")]
    assert "5 leads given to Carl Dunning." in manager.toast.words.text()
    manager.undo()
    assert hub.did[-1][0] == "give back"


def test_all_that_somebody_has_goes_when_they_leave_and_what_stays_is_named(
    manager: MainWindow, page: LivePage, hub: AskedLive
) -> None:
    page.people.step(0)
    dialog: Giving = opened(manager, Giving, "a")
    assert "Ada Marsh" not in [dialog.to.itemText(n) for n in range(dialog.to.count())]
    typed(dialog, "left the company")
    assert hub.did[-1] == ("give", "officer-2", [], "left the company", "officer-0")
    assert "stayed" in manager.toast.words.text()


def test_an_officer_is_nudged_and_a_miss_excused(manager: MainWindow, page: LivePage, hub: AskedLive) -> None:
    page.red.step(0)
    typed(opened(manager, Nudging, "n"), "please call now")
    assert hub.did[-1] == ("nudge", "lead-1", "please call now")
    page.red.setCurrentIndex(page.red.lines.index(1))
    typed(opened(manager, Excusing, "e"), "was with a borrower")
    assert hub.did[-1][1].what is Excusable.STEP
    assert hub.did[-1][1].step_id == "call-1"
    manager.undo()
    assert hub.did[-1][1].takes_back == "x-2"
    page.red.setCurrentIndex(page.red.lines.index(3))
    typed(opened(manager, Excusing, "e"), "the phones were out")
    assert (hub.did[-1][1].what, hub.did[-1][1].promised_at) == (Excusable.PROMISE, NOW - timedelta(hours=1))


def test_taking_a_lead_over_asks_why_and_is_taken_back_by_undo(
    manager: MainWindow, page: LivePage, hub: AskedLive
) -> None:
    page.red.step(0)
    dialog: TakingOver = opened(manager, TakingOver, "t")
    words = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Take this lead over from Ada Marsh" in words
    assert "LendingTree · TN" in words
    dialog.take()
    assert (hub.did, "Say why" in dialog._told.text()) == ([], True)
    typed(dialog, "Ada is with a borrower")
    assert hub.did == [("take over", "lead-1", "Ada is with a borrower")]
    assert "Taken over from Ada Marsh" in manager.toast.words.text()
    manager.undo()
    assert hub.did[-1][:3] == ("give", "officer-0", ["lead-1"])


def test_an_excusal_names_whose_misses_it_is_of_and_of_which_leads(
    manager: MainWindow, page: LivePage, hub: AskedLive
) -> None:
    page.red.selectAll()
    dialog: Excusing = opened(manager, Excusing, "e")
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert any(told.startswith("Ada Marsh: First call about to be missed · LendingTree · TN") for told in words)
    assert any(told.startswith("Carl Dunning: First call missed") for told in words)


def test_before_a_lead_is_given_it_is_said_who_has_no_licence_for_it(
    manager: MainWindow, page: LivePage, hub: AskedLive
) -> None:
    page.red.step(0)
    dialog: Giving = opened(manager, Giving, "g")
    words = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "It comes with its story and rings there" in words
    dialog.to.setCurrentText("Carl Dunning")
    dialog.look()
    assert dialog.would.text() == "0 leads would go. 1 lead would stay: Carl Dunning is not licensed in its state."
    assert dialog.would.property("tone") == "bad"
    assert "Spread over my people, in turn" not in [dialog.to.itemText(n) for n in range(dialog.to.count())]


def test_several_are_spread_over_the_team_and_who_would_get_how_many_is_shown_before(
    manager: MainWindow, page: LivePage, hub: AskedLive
) -> None:
    page.red.selectAll()
    dialog: Giving = opened(manager, Giving, "g")
    dialog.to.setCurrentText("Spread over my people, in turn")
    dialog.look()
    assert dialog.would.text() == "Would go: Ben Ortega 3, Carl Dunning 2."
    typed(dialog, "Ada is ill")
    assert hub.did[-1][:2] == ("give", "")
    assert manager.toast.words.text() == "5 leads spread over 1 person."


def test_what_stayed_is_told_by_each_reason_after_it_was_given_too(
    manager: MainWindow, page: LivePage, hub: AskedLive
) -> None:
    reasons = ["it has ended", "it is its holder's own", "it is its holder's own"]
    kept = [KeptLead(lead_id=str(n), reason=reason) for n, reason in enumerate(reasons)]
    hub.gives = GivenLeads(given={"lead-1": "officer-0"}, kept=kept, server_time=NOW)
    page.red.selectAll()
    typed(opened(manager, Giving, "g"), "Ada is ill")
    told = "1 lead given to Ada Marsh. 2 leads stayed: it is its holder's own. 1 lead stayed: it has ended."
    assert manager.toast.words.text() == told


def test_where_all_stayed_it_is_not_said_over_how_many_none_was_spread(
    manager: MainWindow, page: LivePage, hub: AskedLive
) -> None:
    hub.gives = GivenLeads(given={}, kept=[KeptLead(lead_id="a", reason="it has ended")], server_time=NOW)
    page.red.selectAll()
    dialog: Giving = opened(manager, Giving, "g")
    dialog.to.setCurrentText("Spread over my people, in turn")
    typed(dialog, "Ada is ill")
    assert manager.toast.words.text() == "No lead was given. 1 lead stayed: it has ended."


@pytest.mark.parametrize("keys", ["g", "a"])
def test_where_nobody_else_holds_leads_nothing_is_given_nor_spread(
    manager: MainWindow, page: LivePage, hub: AskedLive, keys: str
) -> None:
    people = [replace(one, may_hold=one.officer_id == "officer-0") for one in board_of(NOW).told.people]
    hub.answer = Board(replace(board_of(NOW).told, people=people), timedelta())
    page._live.ask()
    page.people.step(0)
    page.red.selectAll()
    if keys == "g":
        hub.answer.told.people[:] = [replace(one, may_hold=False) for one in people]
    dialog: Giving = opened(manager, Giving, keys)
    dialog.look()
    assert dialog.would.text() == "Nobody else of your people holds leads."
    assert dialog.to.count() == 0
    assert not dialog.act.isEnabled()
    typed(dialog, "Ada is ill")
    assert (hub.did, dialog.isVisible()) == ([], True)


def test_of_what_stays_each_reason_is_told_with_how_many(
    manager: MainWindow, page: LivePage, hub: AskedLive, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = [KeptLead(lead_id=f"lead-{n}", reason="it is over" if n < 4 else "nobody may have it") for n in range(1, 6)]
    answer = GivenLeads(given={}, kept=kept, server_time=NOW)
    monkeypatch.setattr(hub, "give", lambda *_, **__: answer)
    page.red.selectAll()
    dialog: Giving = opened(manager, Giving, "g")
    dialog.to.setCurrentText("Spread over my people, in turn")
    typed(dialog, "Ada left")
    told = manager.toast.words.text()
    assert told.endswith("3 leads stayed: it is over. 2 leads stayed: nobody may have it.")


def test_a_row_somebody_was_rung_about_says_so(page: LivePage, hub: AskedLive) -> None:
    first, *others = reds_of(NOW)
    hub.answer = board_of(NOW, reds=[replace(first, nudged_at=NOW - timedelta(minutes=1)), *others])
    page._live.ask()
    assert page.red.lines.lines[0].detail.startswith("nudged 9:59 am · LendingTree")
    assert "nudged" not in page.red.lines.lines[1].detail


def test_a_word_that_floats_lies_over_no_button_of_the_page(manager: MainWindow, page: LivePage) -> None:
    manager.toast.say("Carl Dunning is rung about it.")
    floats = manager.toast.geometry()
    for each in (*page._acts, page._give_all):
        at = each.mapTo(manager.toast.parentWidget(), QPoint(0, 0))
        assert not floats.intersects(QRect(at, each.size())), each.text()


def test_of_a_lead_nobody_has_nobody_is_asked(manager: MainWindow, page: LivePage, hub: AskedLive) -> None:
    page.red.setCurrentIndex(page.red.lines.index(4))
    for keys in "nte":
        QTest.keyClicks(page.red, keys)
    assert hub.did == []
    assert "Nobody" in manager.toast.words.text()


def test_what_was_done_stands_with_who_and_why(manager: MainWindow, page: LivePage) -> None:
    QTest.keyClicks(page.red, "v")
    lines = page.done.lines.lines
    assert lines[0].words == "Excused what was missed of a lead: Ada Marsh"
    assert lines[0].detail == "by Grace · Call 1\nwas ill"
    assert [line.words for line in lines[1:]] == ["Hours changed: Ben Ortega", "of later on"]
    page.switch_moves()
    assert page._stack.currentIndex() == 0


def test_a_hub_that_does_not_answer_leaves_the_dialog_open_and_says_so(
    manager: MainWindow, page: LivePage, hub: AskedLive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> Done:
        raise HubUnreachable("Nobody answers at the hub.", "Check the network.")

    monkeypatch.setattr(hub, "nudge", away)
    page.red.step(0)
    dialog = opened(manager, Nudging, "n")
    typed(dialog, "call")
    assert dialog.isVisible()
    assert "Nobody answers at the hub." in dialog._told.text()
    assert dialog.act.isEnabled()
    dialog.reject()


def test_three_thirty_and_five_hundred_officers(page: LivePage, hub: AskedLive) -> None:
    for many in (3, 30, 500):
        hub.answer = board_of(NOW, many)
        page._live.ask()
        assert len(page.people.lines.lines) == many
    page.finder.setText("nr. 499")
    assert [line.words for line in page.people.lines.lines] == ["Eve Nr. 499"]


def test_who_manages_nobody_has_no_such_page(window: MainWindow) -> None:
    assert live_commands(window) == []
    assert window.live_page is None
    window.show_live()
    assert Why.MISSED == "missed"


def test_when_the_line_one_stands_on_goes_the_next_one_has_the_keys(page: LivePage, hub: AskedLive) -> None:
    page.red.setCurrentIndex(page.red.lines.index(2))
    reds = board_of(NOW).told.red
    hub.answer = board_of(NOW, reds=[*reds[:2], *reds[3:]])
    page._live.ask()
    assert page.red.currentIndex().row() == 2
    assert words_of(page)[2] == "Promised call missed"
    hub.answer = board_of(NOW, reds=reds[:2])
    page._live.ask()
    assert page.red.currentIndex().row() == 1, "the last, where there is none after it"


def test_a_step_is_called_as_everywhere_else(page: LivePage) -> None:
    assert page.red.lines.lines[0].detail.endswith("Call 1")


def test_enter_on_what_was_done_shows_which_lead_that_was_about(manager: MainWindow, page: LivePage) -> None:
    manager.office.desk = desk_with(manager.office.desk, drilling=Drilled())
    page.switch_moves()
    assert page._told.text().endswith("Enter shows what happened to the lead")
    QTest.keyClick(page.done, Qt.Key.Key_Return)
    (story,) = page.findChildren(StoryDialog)
    assert story.name.text() == "Lee Late"
    story.reject()
    page.done.setCurrentIndex(page.done.lines.index(1))
    QTest.keyClick(page.done, Qt.Key.Key_Return)
    assert manager.toast.words.text() == "That was about no lead."
