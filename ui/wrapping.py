"""Pieces beside each other as far as there is room, and on lines below where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Wrapping(QLayout):
    """As narrow as its widest piece and then as high as it takes; each piece has the size it asks for."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return self._placed(width)[1].height()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        wide = sum(item.sizeHint().width() + self.spacing() for item in self._items) - self.spacing()
        return QSize(max(wide, 0), self.heightForWidth(wide))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        sizes = [item.sizeHint() for item in self._items]
        return QSize(max((size.width() for size in sizes), default=0), max((s.height() for s in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        super().setGeometry(rect)
        for item, at in zip(self._items, self._placed(rect.width())[0], strict=True):
            item.setGeometry(QRect(rect.topLeft() + at, item.sizeHint()))

    def _placed(self, width: int) -> tuple[list[QPoint], QSize]:
        """Return where each piece goes on a ground of a width, and what all take."""
        places: list[QPoint] = []
        left = top = high = widest = 0
        for item in self._items:
            size = item.sizeHint()
            if left and left + size.width() > width:
                left, top, high = 0, top + high + self.spacing(), 0
            places.append(QPoint(left, top))
            left, high = left + size.width() + self.spacing(), max(high, size.height())
            widest = max(widest, left - self.spacing())
        return places, QSize(widest, top + high)


def wrapping(pieces: Sequence[QWidget], gap: int) -> Wrapping:
    """Return pieces in reading order, on as many lines as they take."""
    layout = Wrapping(gap)
    for piece in pieces:
        layout.addWidget(piece)
    return layout
