"""A word beside what it is about: it floats, so that nothing moves, and goes by itself."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.parts import column, text
from ui.theme import Look

#: long enough to read two sentences twice
STAYS = timedelta(seconds=8)
WIDE = 320


class Bubble(QFrame):
    """Floats over the widget it is given, below or above what it speaks of."""

    def __init__(self, look: Look, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("kind", "toast")
        self._look, self._over = look, over
        self.words = text(wrap=True)
        pad = look.px(12)
        self.setLayout(column(self.words, margins=(pad, look.px(8), pad, look.px(8))))
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(int(STAYS.total_seconds() * 1000))
        self._end.timeout.connect(self.hide)
        over.installEventFilter(self)
        self.hide()

    def say(self, words: str, about: QWidget) -> None:
        self.words.setText(words)
        wide = min(self._look.px(WIDE), self._over.width() - self._look.px(16))
        self.setFixedWidth(wide)
        layout = self.layout()
        high = layout.totalHeightForWidth(wide) if layout is not None else self.sizeHint().height()
        self.setFixedHeight(high)
        self.move(self._place(about))
        self.show()
        self.raise_()
        self._end.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _place(self, about: QWidget) -> QPoint:
        gap = self._look.px(4)
        corner = about.mapTo(self._over, QPoint(0, 0))
        x = max(min(corner.x(), self._over.width() - self.width() - gap), 0)
        below = corner.y() + about.height() + gap
        fits = below + self.height() <= self._over.height()
        # what is scrolled out of sight has its word at that edge
        return QPoint(x, max(below if fits else corner.y() - self.height() - gap, gap))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        # what it speaks of is elsewhere then
        if watched is self._over and event.type() in (QEvent.Type.Resize, QEvent.Type.Hide):
            self.hide()
        return super().eventFilter(watched, event)
