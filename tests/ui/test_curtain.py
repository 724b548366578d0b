"""What is on the screen until the desk is open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.curtain import STEPS, Cancelled, Curtain
from ui.theme import Look


@pytest.fixture
def curtain(look: Look, qtbot: QtBot) -> Curtain:
    made = Curtain(look)
    qtbot.addWidget(made)
    made.show()
    return made


def test_without_a_word_there_is_nothing_to_cancel(curtain: Curtain) -> None:
    assert not curtain.bar.isVisible()
    assert not curtain.cancel_button.isVisible()


def test_it_shows_what_it_is_told(curtain: Curtain) -> None:
    curtain.tell("Making up a branch: day 9 of 21", 9 / 21)
    assert curtain.words.text() == "Making up a branch: day 9 of 21"
    assert curtain.bar.value() == round(9 / 21 * STEPS)
    assert curtain.cancel_button.isVisible()


def test_cancel_stops_whoever_tells(curtain: Curtain) -> None:
    curtain.tell("Making up a branch", 0.1)
    curtain.cancel_button.click()
    with pytest.raises(Cancelled):
        curtain.tell("Making up a branch", 0.2)
    assert curtain.words.text() == "Clearing away"


def test_escape_cancels_too(curtain: Curtain) -> None:
    curtain.tell("Making up a branch", 0.1)
    curtain.activateWindow()
    QTest.keyClick(curtain, Qt.Key.Key_Escape)
    assert curtain.is_cancelled


def test_it_says_why_no_desk_can_be_opened_until_somebody_has_read_it(curtain: Curtain, qtbot: QtBot) -> None:
    left: list[bool] = []
    curtain.explain(
        "The database cannot be read with this key.", "Use the key it was made with.", lambda: left.append(True)
    )
    assert curtain.words.text() == "The database cannot be read with this key."
    assert curtain.remedy.isVisible()
    assert not curtain.bar.isVisible()
    curtain.activateWindow()
    QTest.keyClick(curtain, Qt.Key.Key_Escape)
    QTest.keyClick(curtain.cancel_button, Qt.Key.Key_Space)
    assert left == [True, True]


@pytest.mark.parametrize("key", [Qt.Key.Key_F5, Qt.Key.Key_Return])
def test_who_has_mended_what_kept_it_from_opening_tries_again_by_a_key(
    curtain: Curtain, qtbot: QtBot, key: Qt.Key
) -> None:
    left: list[bool] = []
    tried: list[bool] = []
    curtain.explain("The keyring is locked.", "Unlock it.", lambda: left.append(True), again=lambda: tried.append(True))
    assert (curtain.again_button.text(), curtain.again_button.hasFocus()) == ("Try again (F5)", True)
    with qtbot.waitActive(curtain):
        curtain.activateWindow()
    QTest.keyClick(curtain.again_button, key)
    assert (tried, left) == ([True], [])
    assert curtain._title.text() == "Opening your desk"
    assert not curtain.again_button.isVisible()
    # what it waits for now is cancelled like the first time, and a second press asks for nothing more
    QTest.keyClick(curtain, Qt.Key.Key_F5)
    QTest.keyClick(curtain, Qt.Key.Key_Escape)
    assert (tried, left, curtain.is_cancelled) == ([True], [], True)


def test_what_trying_again_would_not_help_offers_none(curtain: Curtain) -> None:
    curtain.explain("This desk was wiped.", "Ask for a new code.", lambda: None)
    assert not curtain.again_button.isVisible()
    assert curtain.cancel_button.hasFocus()
