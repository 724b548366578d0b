"""A field whose hint names as many examples as there is room for."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStyle, QStyleOptionFrame

from ui.parts import Field

BETWEEN = " · "


class HintedField(Field):
    """Qt cuts a hint that is too long in the middle of a word; half an example misleads more than none."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self._examples = hint.split(BETWEEN)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        count = len(self._examples)
        while count > 1 and self._wide(count) > self._room():
            count -= 1
        self.setPlaceholderText(self._hint(count))

    def _hint(self, count: int) -> str:
        return BETWEEN.join(self._examples[:count])

    def _wide(self, count: int) -> int:
        return self.fontMetrics().horizontalAdvance(self._hint(count))

    def _room(self) -> int:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        # Qt keeps two pixels free on either side of what is written
        return inside.width() - 4
