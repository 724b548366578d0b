"""What is done on a card without a mouse: its number copied, an older entry taken back, the program left."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.desktop.activities import Note
from app.desktop.desk import Desk
from app.domain.activity import Kind
from tests.ui.driver import OfficerAtWindow


def kinds(desk: Desk, lead_id: str) -> list[Kind]:
    with desk.store.reading() as tx:
        return [activity.kind for activity in tx.activities(lead_id)]


def test_a_key_copies_the_number_one_would_call(dana: OfficerAtWindow) -> None:
    assert dana.lead == "Katherine Johnson"
    dana.presses("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "(502) 555-0145"
    assert dana.toast == "Copied (502) 555-0145"


def test_a_dead_number_is_not_copied_for_a_call(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    QGuiApplication.clipboard().setText("before")
    desk.activities.log(Note(leads["Katherine"], Kind.DISCONNECTED))
    dana.window.go_to_lead(leads["Katherine"])
    dana.presses("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "before"
    assert "No number of this lead works" in dana.window.notice.told[0]


def test_words_that_are_marked_in_a_field_are_copied_as_ever(dana: OfficerAtWindow) -> None:
    dana.presses("N")
    dana.types("call her brother")
    dana.window.today.card.bar.note.selectAll()
    dana.presses("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "call her brother"


def test_an_older_entry_is_taken_back_by_keys(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.window.go_to_lead(leads["Ada"])
    desk.activities.log(Note(leads["Ada"], Kind.LEFT_VOICEMAIL))
    dana.window.go_to_lead(leads["Ada"])
    dana.presses("U", "Down", "Del")
    assert kinds(desk, leads["Ada"]) == [Kind.NO_ANSWER, Kind.LEFT_VOICEMAIL, Kind.RETRACTED]
    assert [row.words for row in dana.story if row.retracted] == ["No answer"]


@pytest.mark.parametrize("way", ["Escape", "Del"])
def test_the_timeline_gives_the_keys_back(dana: OfficerAtWindow, leads: dict[str, str], way: str) -> None:
    dana.window.go_to_lead(leads["Ada"])
    dana.presses("U")
    assert dana.window.today.card.timeline._list.hasFocus()
    dana.presses(way)
    assert dana.window.today.card.area.hasFocus()


def test_a_key_asks_for_the_end(dana: OfficerAtWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dana.window.leaving):
        dana.presses("Ctrl+Q")
