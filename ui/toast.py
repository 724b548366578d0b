"""A short word at the bottom of the window, with at most one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from ui.parts import button, row, text
from ui.theme import Look

UNDO_S = 10
RAIL_WIDE = 80
#: from here on the button goes under the words
LARGE = 1.5
GLANCE_S = 4


class _Offer(msgspec.Struct):
    """Something to do about a word, and how long it may still be done."""

    words: str
    act: str
    run: Callable[[], None]
    left_s: int = UNDO_S


class Said(msgspec.Struct, frozen=True):
    """What a toast shows and offers at one moment."""

    words: str
    glance_s: int
    offer: _Offer | None


class Toast(QFrame):
    """Floats over the window it is given; a new word replaces the old one, but takes back no offer.

    `foot` is what stays in sight below it, wherever that is shown.
    """

    def __init__(self, look: Look, window: QWidget, foot: QWidget) -> None:
        super().__init__(window)
        self._foot = foot
        self.setProperty("kind", "toast")
        self._window = window
        self._look = look
        self._offer: _Offer | None = None
        #: how long a word that goes by itself stays yet
        self._glance_s = 0
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
        """Show a word that goes by itself; what is on offer comes back into sight after it."""
        self._glance_s = GLANCE_S
        self._show(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def go_on_saying(self, words: str) -> None:
        """Show how far something is that was said already; nobody is read a running count."""
        self._glance_s = GLANCE_S
        self._show(words)

    def offer(self, words: str, act: str, run: Callable[[], None]) -> None:
        """Show a word with something to do about it for ten seconds."""
        self._offer, self._glance_s = _Offer(words, act, run), 0
        self._show(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def leave(self) -> Said:
        """Fall silent, and return what another toast goes on with."""
        said = Said(self.words.text(), self._glance_s, self._offer)
        self.close_now()
        return said

    def go_on(self, said: Said) -> None:
        """Say the rest of what another toast began; it was announced there."""
        if said.offer is not None or said.glance_s:
            self._offer, self._glance_s = said.offer, said.glance_s
            self._show(said.words)

    @property
    def is_offering(self) -> bool:
        return self._offer is not None

    def take(self) -> None:
        """Do what is offered, once."""
        offer = self._offer
        self.close_now()
        if offer is not None:
            offer.run()

    def close_now(self) -> None:
        self._offer, self._glance_s = None, 0
        self._second.stop()
        self.hide()

    def _show(self, words: str) -> None:
        self.words.setText(words)
        self._tell_left()
        self.show()
        self.raise_()
        self._place()
        self._second.start()

    def _tell_left(self) -> None:
        # beside another word the button would seem to belong to that one; its key goes on working
        offer = self._offer if not self._glance_s else None
        self.act.setVisible(offer is not None)
        if offer is not None:
            self.act.setText(f"{offer.act} ({offer.left_s} s)")
            self.act.setAccessibleName(offer.act)

    def _count(self) -> None:
        was_glance, self._glance_s = self._glance_s, max(self._glance_s - 1, 0)
        if self._offer is not None:
            self._offer.left_s -= 1
            if self._offer.left_s <= 0:
                self._offer = None
        if self._glance_s:
            return
        if self._offer is None:
            self.close_now()
        elif was_glance:
            self._show(self._offer.words)
        else:
            self._tell_left()

    def _place(self) -> None:
        # the label is asked for its width first: a wrapping one would rather be narrow and tall
        wide = self.words.fontMetrics().horizontalAdvance(self.words.text()) + self._look.px(8)
        self.words.setMinimumWidth(min(wide, self.words.maximumWidth()))
        self.adjustSize()
        # over the end of the list: the outcome bar beside it is where the next key is read
        self.move(self._look.px(RAIL_WIDE + 12), max(self._floor() - self.height(), 0))

    def _floor(self) -> int:
        if self._foot.isVisible():
            return self._foot.mapTo(self._window, QPoint(0, 0)).y() - self._look.px(8)
        return self._window.height() - self._look.px(48)

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
