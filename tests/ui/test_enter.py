"""Enter on a button: it presses that one, whatever else would take Enter there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.desk import Desk
from app.domain.activity import Activity, Kind
from tests.ui.driver import OfficerAtWindow
from ui.first_run.choice import FirstRun, Way
from ui.lead_card.noting import Noting
from ui.parts import button


def newest(desk: Desk, lead_id: str) -> Activity | None:
    with desk.store.reading() as tx:
        return next(reversed(tx.activities(lead_id)), None)


def tab_to(officer: OfficerAtWindow, words: str, around: QWidget) -> None:
    """Walk to a button by Tab, as somebody without a mouse does."""
    (wanted,) = (each for each in around.findChildren(QPushButton) if each.text() == words and each.isVisible())
    for _ in range(60):
        if wanted.hasFocus():
            return
        officer.presses("Tab")
    raise AssertionError(f"Tab never comes to {words}")


def test_cancel_logs_nothing_where_enter_alone_would_be_an_answer(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.presses("r")
    bar = dana.window.today.card.bar
    tab_to(dana, "Cancel", bar)
    dana.presses("Enter")
    assert newest(desk, leads["Katherine"]) is None
    assert not bar.is_asking


def test_the_choice_one_stands_on_is_the_answer(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("r")
    tab_to(dana, "3   Application", dana.window.today.card.bar)
    dana.presses("Enter")
    logged = newest(desk, leads["Katherine"])
    assert logged is not None
    assert (logged.kind, logged.reason) == (Kind.INBOUND, "application")


def test_cancel_notes_no_fact(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("p")
    dana.types("tn")
    dialog = dana.dialog(Noting)
    tab_to(dana, "Cancel", dialog)
    dana.presses("Enter")
    assert not dialog.isVisible()
    assert "TN" not in desk.leads.line(leads["Katherine"]).states


def test_a_newcomer_begins_with_tab_and_enter(dana: OfficerAtWindow) -> None:
    first = FirstRun(dana.window.office, dana.window)
    first.open()
    dana.presses("Tab", "Enter")
    assert first.way is Way.IMPORT
    first.deleteLater()


def test_the_rail_is_pressed_by_enter_too(dana: OfficerAtWindow) -> None:
    rail = dana.window.rail
    rail._buttons["page.settings"].setFocus()
    dana.presses("Enter")
    assert dana.window.settings.isVisible()


def test_a_key_held_down_presses_once(qtbot: QtBot) -> None:
    pressed: list[bool] = []
    made = button("Save", lambda: pressed.append(True))
    qtbot.addWidget(made)
    made.show()
    for repeats in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=repeats
        )
        QApplication.sendEvent(made, event)
    assert pressed == [True]
