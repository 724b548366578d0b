"""A short word at the bottom of the window, with at most one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from ui.parts import button, row, text
from ui.theme import Look

UNDO_S = 10
RAIL_WIDE = 80
#: from here on the button goes under the words
LARGE = 1.5
GLANCE_S = 4


class Toast(QFrame):
    """Floats over the window it is given; a new word replaces the old one."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("kind", "toast")
        self._window = window
        self._look = look
        self._run: Callable[[], None] | None = None
        self._act_words = ""
        self._left_s = 0
        self.words = text(wrap=True)
        self.words.setMaximumWidth(min(look.px(260), 360))
        self.act = button("", self.take, kind="toast", name=self.tr("Undo"))
        pieces = row(self.words, self.act, gap=look.px(12))
        pieces.setContentsMargins(look.px(16), look.px(8), look.px(8), look.px(8))
        if look.scale > LARGE:
            pieces.setDirection(QBoxLayout.Direction.TopToBottom)
        self.setLayout(pieces)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._count)
        window.installEventFilter(self)
        self.hide()

    def say(self, words: str) -> None:
        """Show a word that goes by itself."""
        self._show(words, "", None, GLANCE_S)

    def offer(self, words: str, act: str, run: Callable[[], None]) -> None:
        """Show a word with something to do about it for ten seconds."""
        self._show(words, act, run, UNDO_S)

    @property
    def is_offering(self) -> bool:
        return self._run is not None

    def take(self) -> None:
        """Do what is offered, once."""
        run = self._run
        self.close_now()
        if run is not None:
            run()

    def close_now(self) -> None:
        self._run = None
        self._second.stop()
        self.hide()

    def _show(self, words: str, act: str, run: Callable[[], None] | None, seconds: int) -> None:
        self._run, self._act_words, self._left_s = run, act, seconds
        self.words.setText(words)
        self.act.setVisible(run is not None)
        self._tell()
        self.show()
        self.raise_()
        self._place()
        self._second.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _tell(self) -> None:
        self.act.setText(f"{self._act_words} ({self._left_s} s)")
        self.act.setAccessibleName(self._act_words)

    def _count(self) -> None:
        self._left_s -= 1
        if self._left_s <= 0:
            self.close_now()
        else:
            self._tell()

    def _place(self) -> None:
        # the label is asked for its width first: a wrapping one would rather be narrow and tall
        wide = self.words.fontMetrics().horizontalAdvance(self.words.text()) + self._look.px(8)
        self.words.setMinimumWidth(min(wide, self.words.maximumWidth()))
        self.adjustSize()
        around = self._window.rect()
        # over the foot of the list: the outcome bar beside it is where the next key is read
        self.move(self._look.px(RAIL_WIDE + 12), around.height() - self.height() - self._look.px(48))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)


class Notice(QFrame):
    """What failed and what to do about it; it stays until it is read away."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("kind", "note-bad")
        self.setProperty("notice", "true")
        self.told = ("", "")
        self._words = text(weight="medium", wrap=True)
        close = button(self.tr("Dismiss"), self.hide, kind="quiet")
        line = row(self._words, close, gap=look.px(12), margins=(look.px(24), look.px(8), look.px(16), look.px(8)))
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()

    def tell(self, happened: str, remedy: str) -> None:
        self.told = (happened, remedy)
        self._words.setText(f"{happened} {remedy}".strip())
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{happened} {remedy}"))
