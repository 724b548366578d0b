"""Where reminders stand on the screen: in a corner, off the dialog that is open and off the outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from ui.main_window import MainWindow

#: of a dialog, and of the field in it that has the keys
_CHANGES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.FocusOut)


class InUse(QObject):
    """What reminders keep off; `moved` says that it may be elsewhere by now."""

    moved = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.moved.connect(self.moved)

    def places(self) -> list[QRect]:
        """Return the parts of the screen where the officer types and reads, what matters most first."""
        dialog = QApplication.activeModalWidget()
        outcomes = self._window.outcomes_place()
        if dialog is None or not dialog.isVisible():
            return [outcomes]
        # a dialog is dragged about and grows with what it says; to ask for its events twice is to ask once
        dialog.installEventFilter(self)
        field: QWidget | None = dialog.focusWidget()
        if field is None:
            return [dialog.frameGeometry(), outcomes]
        field.installEventFilter(self)
        # on a screen too small to keep off the whole dialog, what is typed can still be read
        typed = QRect(field.mapToGlobal(QPoint(0, 0)), field.size())
        return [typed, dialog.frameGeometry(), outcomes]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() in _CHANGES:
            # once it has the place it is on its way to
            QTimer.singleShot(0, self, self.moved.emit)
        return super().eventFilter(watched, event)


def places(sizes: Sequence[QSize], room: QRect, keep_clear: Sequence[QRect], gap: int) -> list[QPoint]:
    """Return where popups go: from the bottom right corner up, then on in a column to the left of that.

    None lies over another or over a part of `keep_clear`. Where there is no such place it covers least of them, least
    of all of the first part, and next to that of another popup.
    """
    found: list[QRect] = []
    for size in sizes:
        taken = [part for part in keep_clear if not part.isEmpty()]
        worst_first = [*taken[:1], *found, *taken[1:]]
        boxes = _boxes(size, room, worst_first, gap)
        # `min` takes the first of equals
        found.append(min(boxes, key=lambda box: [_overlap(box, each) for each in worst_first]))
    return [box.topLeft() for box in found]


def _boxes(size: QSize, room: QRect, taken: Sequence[QRect], gap: int) -> list[QRect]:
    """Return the places in question, from right to left, in each column upwards: beside each thing, or at an edge."""
    wide, high = size.width(), size.height()
    lefts = {room.right() - gap - wide, *(part.left() - gap - wide for part in taken), room.left()}
    tops = {room.bottom() - gap - high, *(part.top() - gap - high for part in taken), room.top()}
    tops |= {part.bottom() + 1 + gap for part in taken}
    inside = [
        QRect(QPoint(left, top), size)
        for left in sorted(lefts, reverse=True)
        for top in sorted(tops, reverse=True)
        if room.contains(QRect(QPoint(left, top), size))
    ]
    # on a screen smaller than a popup its top left is in sight
    return inside or [QRect(room.topLeft(), size)]


def _overlap(one: QRect, other: QRect) -> int:
    both = one.intersected(other)
    return both.width() * both.height() if both.isValid() else 0
