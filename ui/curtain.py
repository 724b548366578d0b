"""What stands on the screen until the desk is open: a word, how far it is, and a way out."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.parts import button, column, row, text
from ui.theme import Look

#: told in words what is being done, and which part of it is done, 0 to 1; raises `Cancelled` to have it stopped
Tell = Callable[[str, float], None]
STEPS = 1000


class Cancelled(Exception):
    """Nobody wants what is being made any more."""


class Curtain(QWidget):
    """`tell` may be called from any thread. Closing the window is a cancel, too."""

    _said = Signal(str, float)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._cancelled = threading.Event()
        self.setObjectName("page")
        self.setWindowTitle(self.tr("Followthrough"))
        px = look.px
        self._title = text(self.tr("Opening your desk"), size="heading")
        self.words = text(tone="soft", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far it is"))
        self.cancel_button = button(self.tr("Cancel"), self.cancel)
        pieces = (self._title, self.words, self.bar, row(None, self.cancel_button))
        self.setLayout(column(*pieces, gap=px(12), margins=(px(32), px(28), px(32), px(24))))
        self.setFixedWidth(px(420))
        for piece in (self.words, self.bar, self.cancel_button):
            piece.hide()
        # Enter and Space are not meant for the one button there is
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()
        QShortcut(QKeySequence("Esc"), self, self.cancel)
        self._said.connect(self._show)

    def tell(self, words: str, part: float) -> None:
        if self.is_cancelled:
            raise Cancelled
        self._said.emit(words, part)

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Have the work stopped at its next word; the window stays until it has."""
        self._cancelled.set()
        self.words.setText(self.tr("Clearing away"))
        self.cancel_button.setEnabled(False)

    def _show(self, words: str, part: float) -> None:
        if self.is_cancelled:
            return
        for piece in (self.words, self.bar, self.cancel_button):
            piece.show()
        self.words.setText(words)
        self.bar.setValue(round(part * STEPS))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        if event.spontaneous():
            event.ignore()
            self.cancel()
            return
        super().closeEvent(event)
