"""The icon in the system's tray, with the number of leads that wait painted into it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from ui import wording
from ui.icons import Icons
from ui.theme import Look

SIDE = 64


class Tray(QObject):
    """Only made where the system has a tray."""

    opened = Signal()
    new_lead = Signal()
    left = Signal()
    #: work now whatever the shift, or stop doing so
    working_asked = Signal()

    def __init__(self, look: Look, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self.count = 0
        self._menu = QMenu()
        self._add(self.tr("Open Followthrough"), self.opened.emit)
        self._add(self.tr("New lead"), self.new_lead.emit)
        self.working = self._menu.addAction(self.tr("Working now, off shift"))
        self.working.setCheckable(True)
        self.working.triggered.connect(lambda _checked=False: self.working_asked.emit())
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

    def show_working(self, *, on: bool) -> None:
        """Tick the entry, or not; nothing is asked by it."""
        self.working.setChecked(on)

    def show_count(self, count: int) -> None:
        """Paint a count; the tool tip says it in words, and never whose leads they are."""
        self.count = count
        self.icon.setIcon(QIcon(counted_icon(self._look, self._icons, count)))
        waiting = wording.counted(count, "lead waits", "leads wait") if count else self.tr("nobody waits")
        self.icon.setToolTip(f"Followthrough: {waiting}")

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.opened.emit()


def make_tray(look: Look, icons: Icons, parent: QObject | None = None) -> Tray | None:
    """Return a tray icon, None where the system has no tray."""
    return Tray(look, icons, parent) if QSystemTrayIcon.isSystemTrayAvailable() else None


def counted_icon(look: Look, icons: Icons, count: int) -> QPixmap:
    """Draw the program's mark with a count in its corner; over 99 it says so."""
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
    painter.end()
    return pixmap
