"""A short word at the bottom of the window, with at most one thing to do about it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from ui.parts import button, row, text
from ui.popup_places import places
from ui.theme import Look

UNDO_S = 10
RAIL_WIDE = 80
#: from here on the button goes under the words
LARGE = 1.5
#: how wide words are at most, and at least beside the button
MOST_PX, LEAST = 360, 140
GLANCE_S = 4


class _Offer(msgspec.Struct):
    """Something to do about a word, and how long it may still be done; `takes_back` is what it would do so with."""

    words: str
    act: str
    run: Callable[[], None]
    takes_back: list[str]
    left_s: int = UNDO_S


class Said(msgspec.Struct, frozen=True):
    """What a toast shows and offers at one moment."""

    words: str
    glance_s: int
    offer: _Offer | None


class Toast(QFrame):
    """Floats over the window it is given; a new word replaces the old one, but takes back no offer.

    `foot` is what stays in sight below it, wherever that is shown, `in_use` the parts of the screen where the next key
    is read: it lies on none of them.
    """

    def __init__(self, look: Look, window: QWidget, foot: QWidget, in_use: Callable[[], list[QRect]] = list) -> None:
        super().__init__(window)
        self._foot, self._in_use = foot, in_use
        self.setProperty("kind", "toast")
        self._window = window
        self._look = look
        self._offer: _Offer | None = None
        #: how long a word that goes by itself stays yet
        self._glance_s = 0
        self.words = text(wrap=True)
        self.act = button("", self.take, kind="toast", name=self.tr("Undo"))
        self._pieces: QBoxLayout = row(self.words, self.act, gap=look.px(12))
        self._pieces.setContentsMargins(look.px(16), look.px(8), look.px(8), look.px(8))
        self.setLayout(self._pieces)
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

    def offer(self, words: str, act: str, run: Callable[[], None], takes_back: list[str] | None = None) -> None:
        """Show a word with something to do about it for ten seconds.

        Of `takes_back`, the ids of activities, those are dropped that are taken back another way meanwhile.
        """
        self._offer, self._glance_s = _Offer(words, act, run, [] if takes_back is None else takes_back), 0
        self._show(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def withdraw(self, run: Callable[[], None]) -> None:
        """Offer something no longer that was done another way; another offer in its place stays."""
        if self._offer is not None and self._offer.run is run:
            self.close_now()

    def forget(self, activity_id: str) -> None:
        """Offer no longer to take back what was taken back another way; what is left of several calls stays offered."""
        if self._offer is not None and activity_id in self._offer.takes_back:
            self._offer.takes_back.remove(activity_id)
            if not self._offer.takes_back:
                self.close_now()

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
        most = min(self._look.px(260), MOST_PX, self._room())
        # the label is asked for its width first: a wrapping one would rather be narrow and tall
        metrics = self.words.fontMetrics()
        wide = max(map(metrics.horizontalAdvance, self.words.text().split("\n"))) + self._look.px(8)
        self.words.setMinimumWidth(min(wide, most))
        self.words.setMaximumWidth(most)
        self.adjustSize()
        self.move(self._spot(self.size()))

    def keep_clear(self) -> None:
        """Go out of the way of what is in use by now."""
        if self.isVisible():
            self._place()

    def _room(self) -> int:
        """Return how wide the words may be for all of it to lie on the list; the button goes under them for that."""
        look, direction = self._look, QBoxLayout.Direction
        wide = self._foot.width() - look.px(12 + 16 + 8 + 8) if self._foot.isVisible() else MOST_PX
        beside = wide - look.px(12) - self.act.sizeHint().width()
        is_beside = look.scale <= LARGE and beside >= look.px(LEAST)
        self._pieces.setDirection(direction.LeftToRight if is_beside else direction.TopToBottom)
        return beside if is_beside else wide

    def _spot(self, size: QSize) -> QPoint:
        """Return where it stands: over the end of the list, or further up there, or beside it, or over the foot."""
        gap, left = self._look.px(8), self._look.px(RAIL_WIDE + 12)
        taken = [QRect(self._window.mapFromGlobal(one.topLeft()), one.size()) for one in self._in_use()]
        # the distances that `places` keeps to the edges are those to the rail and to the foot
        usual = QRect(left - gap, 0, size.width() + 2 * gap, self._floor() + gap)
        anywhere = QRect(left - gap, 0, self._window.width() - left + gap, self._floor() + gap)
        for room in (usual, anywhere, anywhere.united(self._window.rect().adjusted(left - gap, 0, 0, 0))):
            (at,) = places([size], room, taken, gap)
            if not any(QRect(at, size).intersects(one) for one in taken):
                break
        return at

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
