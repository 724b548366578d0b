"""An e-mail address on the card, which gives way where there is no room for it and is copied whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QMenu

_LEFT_OUT = "…"


class Address(QLabel):
    """An address has no spaces to wrap at: without room it gives way in its middle. What is selected across that place
    stands for all of the address, for half of one reaches nobody.
    """

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("grade", "body")
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_words(self, words: str) -> None:
        if words == self._words:
            return
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(words)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self.fontMetrics().averageCharWidth() * 12, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideMiddle, self.width()))

    # --- copying

    @property
    def meant(self) -> str:
        """What the selection stands for."""
        chosen = self.selectedText()
        return self._words if _LEFT_OUT in chosen else chosen

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.meant or self._words)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.matches(QKeySequence.StandardKey.Copy) and self.selectedText():
            self.copy()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseReleaseEvent(event)
        clipboard = QGuiApplication.clipboard()
        if self.selectedText() and clipboard.supportsSelection():
            # what a middle click puts down elsewhere
            clipboard.setText(self.meant, QClipboard.Mode.Selection)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        menu = QMenu(self)
        menu.addAction(self.tr("Copy")).triggered.connect(lambda _checked=False: self.copy())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())
