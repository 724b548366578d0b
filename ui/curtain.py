"""What stands on the screen until the desk is open: a word, how far it is, and a way out."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.language import from_app
from ui.parts import button, column, row, text
from ui.theme import Look

#: told in words what is being done, and which part of it is done, 0 to 1; raises `Cancelled` to have it stopped
Tell = Callable[[str, float], None]
STEPS = 1000


class Cancelled(Exception):
    """Nobody wants what is being made any more."""


class Curtain(QWidget):
    """`tell` may be called from any thread. Closing the window is a cancel, too."""

    #: the work is to stop; whether it hears of that is not known here
    cancelled = Signal()
    _said = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._cancelled = threading.Event()
        self._last, self._is_said = ("", 0.0), False
        self.setObjectName("page")
        self.setWindowTitle(self.tr("Followthrough"))
        px = look.px
        self._opening = self.tr("Opening your desk")
        self._title = text(self._opening, size="heading", wrap=True)
        self.words = text(tone="soft", wrap=True)
        self.remedy = text(wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far it is"))
        self.cancel_button = button(self.tr("Cancel"), self._end)
        again_words = self.tr("Try again")
        self.again_button = button(self.tr("Try again (F5)"), self._try_again, kind="primary", name=again_words)
        acts = row(None, self.cancel_button, self.again_button, gap=px(8))
        pieces = (self._title, self.words, self.remedy, self.bar, acts)
        self.setLayout(column(*pieces, gap=px(12), margins=(px(32), px(28), px(32), px(24))))
        self.setFixedWidth(px(420))
        for piece in (self.words, self.remedy, self.bar, self.cancel_button, self.again_button):
            piece.hide()
        self._end_with: Callable[[], None] = self.cancel
        self._again: Callable[[], None] | None = None
        # Enter and Space are not meant for the one button there is
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()
        QShortcut(QKeySequence("Esc"), self, self._end)
        QShortcut(QKeySequence("F5"), self, self._try_again)
        self._said.connect(self._show)

    def tell(self, words: str, part: float) -> None:
        if self.is_cancelled:
            raise Cancelled
        self._last = words, part
        # who tells without a pause would have the window do nothing but listen, and it would not hear of its end
        if not self._is_said:
            self._is_said = True
            self._said.emit()

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Have the work stopped at its next word; the window stays until it has."""
        self._cancelled.set()
        self.words.setText(self.tr("Clearing away"))
        self.cancel_button.setEnabled(False)
        self.cancelled.emit()

    def explain(
        self,
        happened: str,
        remedy: str,
        leave: Callable[[], None],
        title: str = "",
        again: Callable[[], None] | None = None,
    ) -> None:
        """Say why there will be no desk, or is none any more; `leave` is called by whoever has read it.

        `again` is called by who has done what `remedy` says, and the window waits anew; None where it would not help.
        """
        self._end_with, self._again = leave, again
        self._title.setText(title or self.tr("Your desk cannot be opened"))
        self.words.setText(from_app(happened))
        self.remedy.setText(from_app(remedy))
        self.remedy.setVisible(bool(remedy))
        self.words.show()
        self.bar.hide()
        self.cancel_button.setText(self.tr("Close"))
        self.cancel_button.setEnabled(True)
        self.cancel_button.show()
        self.again_button.setVisible(again is not None)
        first = self.cancel_button if again is None else self.again_button
        first.setDefault(True)
        first.setFocus()
        self.adjustSize()
        self.show()
        self.raise_()

    def _end(self) -> None:
        self._end_with()

    def _try_again(self) -> None:
        """Wait anew for what could not be opened."""
        again, self._again = self._again, None
        if again is None:
            return
        self._end_with = self.cancel
        self._title.setText(self._opening)
        for piece in (self.words, self.remedy, self.bar, self.cancel_button, self.again_button):
            piece.hide()
        self.cancel_button.setText(self.tr("Cancel"))
        self.setFocus()
        again()

    def _show(self) -> None:
        self._is_said = False
        words, part = self._last
        if self.is_cancelled:
            return
        for piece in (self.words, self.bar, self.cancel_button):
            piece.show()
        self.words.setText(from_app(words))
        self.bar.setValue(round(part * STEPS))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        if event.spontaneous():
            event.ignore()
            self._end()
            return
        super().closeEvent(event)
