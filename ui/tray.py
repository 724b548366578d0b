"""The icon in the system's tray, with the number of leads that wait and what the officer said of being here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.domain.presence import State
from ui.availability import ICONS, fill_menu, tick_off
from ui.language import counted

if TYPE_CHECKING:
    from ui.commands import Commands
    from ui.icons import Icons
    from ui.theme import Look

SIDE = 64


class Tray(QObject):
    """Only made where the system has a tray."""

    opened = Signal()
    new_lead = Signal()
    left = Signal()

    def __init__(self, look: Look, icons: Icons, commands: Commands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self.count = 0
        self._state, self._said = State.AVAILABLE, ""
        self._menu = QMenu()
        self._add(self.tr("Open Followthrough"), self.opened.emit)
        self._add(self.tr("New lead"), self.new_lead.emit)
        self._menu.addSeparator()
        self.entries = fill_menu(self._menu, commands)
        self._menu.addSeparator()
        self._add(self.tr("Quit"), self.left.emit)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self._menu)
        self.icon.activated.connect(self._activated)
        self.show_count(0)

    def _add(self, words: str, run: Callable[[], None]) -> None:
        self._menu.addAction(words).triggered.connect(lambda _checked=False: run())

    def show(self) -> None:
        self.icon.show()

    def tell_it_goes_on(self) -> None:
        """Say that reminders still come though the window is closed, and how to end the program."""
        words = self.tr("Reminders still come. Open the window, or quit, from this icon.")
        self.icon.showMessage(self.tr("Followthrough goes on"), words, self.icon.icon())

    def show_state(self, state: State, remark: str) -> None:
        """Paint a state by its shape, and say in the tool tip what there is to say of it."""
        self._state, self._said = state, remark
        tick_off(self.entries, state)
        self.show_count(self.count)

    def show_count(self, count: int) -> None:
        """Paint a count; the tool tip says it in words, and never whose leads they are."""
        self.count = count
        self.icon.setIcon(QIcon(tray_icon(self._look, self._icons, count, self._state)))
        waiting = counted("Tray", "%n leads wait", "%n lead waits", count) if count else self.tr("nobody waits")
        tip = self.tr("Followthrough: {}").format(waiting)
        self.icon.setToolTip(f"{tip}. {self._said}" if self._said else tip)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.opened.emit()


def make_tray(look: Look, icons: Icons, commands: Commands, parent: QObject | None = None) -> Tray | None:
    """Return a tray icon, None where the system has no tray."""
    return Tray(look, icons, commands, parent) if QSystemTrayIcon.isSystemTrayAvailable() else None


def tray_icon(look: Look, icons: Icons, count: int, state: State) -> QPixmap:
    """Draw the program's mark with a count in one corner, over 99 it says so, and a state's sign in the other."""
    pixmap = QPixmap(SIDE, SIDE)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    mark = icons.pixmap("followthrough", "accent", 28, 4.0)
    painter.drawPixmap(pixmap.rect(), mark)
    if count:
        words = str(count) if count <= 99 else "99+"
        box = QRectF(SIDE * 0.34, SIDE * 0.4, SIDE * 0.66, SIDE * 0.6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("toast"))
        painter.drawRoundedRect(box, 14, 14)
        font = look.font("body", QFont.Weight.DemiBold)
        font.setPixelSize(30 if len(words) < 3 else 22)
        painter.setFont(font)
        painter.setPen(look.colour("on_toast"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    if state is not State.AVAILABLE:
        box = QRectF(0, 0, SIDE * 0.56, SIDE * 0.56)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("toast"))
        painter.drawEllipse(box)
        sign = icons.pixmap(ICONS[state], "on_toast", 24, 2.0)
        painter.drawPixmap(box.adjusted(6, 6, -6, -6), sign, QRectF(sign.rect()))
    painter.end()
    return pixmap
