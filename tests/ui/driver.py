"""An officer at the window: presses keys, reads what is there."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.views import TimelineRow
from ui.main_window import MainWindow

D = TypeVar("D", bound=QDialog)

_NAMED = {
    "Enter": Qt.Key.Key_Return,
    "Escape": Qt.Key.Key_Escape,
    "Down": Qt.Key.Key_Down,
    "Up": Qt.Key.Key_Up,
    "Tab": Qt.Key.Key_Tab,
    "F1": Qt.Key.Key_F1,
    "F2": Qt.Key.Key_F2,
    "F5": Qt.Key.Key_F5,
    "Home": Qt.Key.Key_Home,
    "End": Qt.Key.Key_End,
    "Del": Qt.Key.Key_Delete,
}
_HELD = {"Ctrl": Qt.KeyboardModifier.ControlModifier, "Shift": Qt.KeyboardModifier.ShiftModifier}


class OfficerAtWindow:
    """Keys go where the focus is, as they do in life."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot

    def presses(self, *keys: str) -> None:
        """Press keys one after the other: "1", "Ctrl+K", "Shift+N", "Enter"."""
        for key in keys:
            self._press(key)

    def _press(self, key: str) -> None:
        *held, key = key.split("+")
        modifier = Qt.KeyboardModifier.NoModifier
        for each in held:
            modifier |= _HELD[each]
        target = self._focused()
        if key in _NAMED:
            QTest.keyClick(target, _NAMED[key], modifier)
        else:
            QTest.keyClick(target, key, modifier)
        QApplication.processEvents()

    def types(self, words: str) -> None:
        QTest.keyClicks(self._focused(), words)
        QApplication.processEvents()

    def _focused(self) -> QWidget:
        window = QApplication.activeModalWidget() or self.window
        return window.focusWidget() or window

    @property
    def lead(self) -> str:
        """The name on the card in sight."""
        return self.window.today.card.header.name.text()

    @property
    def story(self) -> list[TimelineRow]:
        card = self.window.today.card.card
        assert card is not None
        return card.timeline

    @property
    def toast(self) -> str:
        toast = self.window.toast
        return toast.words.text() if toast.isVisible() else ""

    def dialog(self, kind: type[D]) -> D:
        """Return the dialog of a kind that is open."""
        found = [child for child in self.window.findChildren(kind) if child.isVisible()]
        assert len(found) == 1, f"{len(found)} dialogs of this kind are open"
        return found[0]
