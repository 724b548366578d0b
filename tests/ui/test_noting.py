"""A fact about a borrower is noted by a key and a few letters, and what will not do is said beside the field."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desktop.desk import Desk
from app.domain.activity import Kind
from tests.ui.driver import OfficerAtWindow
from ui.lead_card.noting import Noting


def _asked(dana: OfficerAtWindow) -> Noting:
    (dialog,) = [each for each in dana.window.findChildren(Noting) if each.isVisible()]
    return dialog


def _types(dialog: Noting, words: str) -> None:
    QTest.keyClicks(dialog.words, words)
    QTest.keyClick(dialog.words, Qt.Key.Key_Return)


def test_where_they_say_they_are_is_a_key_and_two_letters(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.presses("P")
    _types(_asked(dana), "tn")
    assert dana.story[0].words == "Says they are in TN"
    assert "TN" in desk.leads.line(leads["Katherine"]).states
    assert not [each for each in dana.window.findChildren(Noting) if each.isVisible()]


def test_what_came_of_no_call_is_noted_without_an_outcome(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.presses("Shift+N")
    _types(_asked(dana), "Their agent is Ana.")
    assert (dana.story[0].words, dana.story[0].note) == ("Note", "Their agent is Ana.")
    with desk.store.reading() as tx:
        assert [a.kind for a in tx.activities(leads["Katherine"])] == [Kind.NOTE]


def test_the_last_day_of_a_letter_is_typed_as_people_say_it(dana: OfficerAtWindow) -> None:
    dana.presses("A")
    _types(_asked(dana), "feb 28")
    assert dana.story[0].words == "The letter's last day is Sun, Feb 28, 2027"


def test_what_will_not_do_is_said_and_nothing_is_kept(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("P")
    dialog = _asked(dana)
    _types(dialog, "Atlantis")
    assert dialog.isVisible()
    assert "no state" in dialog._told.text()
    QTest.keyClick(dialog.words, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    dialog.words.clear()
    _types(dialog, "  ")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    with desk.store.reading() as tx:
        assert [a.kind for a in tx.activities(leads["Katherine"])] == []


def test_a_noted_fact_can_be_taken_back_from_the_timeline(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.presses("P")
    _types(_asked(dana), "TN")
    dana.window.today.take_back(dana.story[0].activity_id)
    with desk.store.reading() as tx:
        assert [a.kind for a in tx.activities(leads["Katherine"])] == [Kind.SAID_PLACE, Kind.RETRACTED]
