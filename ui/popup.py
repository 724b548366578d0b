"""A reminder one can act on: small, above all windows, and never in the way of what is being typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QScreen
from PySide6.QtWidgets import QWidget

from app.desktop.views import Ring
from app.domain.lead import Channel
from ui import wording
from ui.office import Office
from ui.parts import button, column, frame, icon_label, row, text

#: more than this at once would be a wall; the rest is counted in words
MOST = 3


@dataclass(frozen=True, slots=True)
class Acts:
    """What the buttons of a popup do, each with the ring it stands for."""

    call: Callable[[Ring], None]
    log: Callable[[Ring], None]
    snooze: Callable[[Ring], None]
    open_queue: Callable[[], None]


def headline(ring: Ring, *, names_hidden: bool) -> str:
    """Return what a popup says; without names it still says what kind of thing is due."""
    if not names_hidden:
        return ring.headline
    if ring.is_new_lead:
        return "A new lead is waiting"
    return {Channel.CALL: "A call is due", Channel.TEXT: "A text is due", Channel.EMAIL: "An e-mail is due"}[
        ring.channel
    ]


class Popup(QWidget):
    """One reminder. It shows itself without taking the focus; Tab reaches its buttons once it has it."""

    closed = Signal()

    def __init__(self, office: Office, ring: Ring, acts: Acts, *, names_hidden: bool, snooze_min: int) -> None:
        kind = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, kind)
        self.ring = ring
        self._office = office
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        # a window's title is read by task bars and screen sharing: never a name
        self.setWindowTitle(self.tr("Reminder"))
        px, icons = office.look.px, office.icons
        is_call = ring.channel is Channel.CALL
        said = text(headline(ring, names_hidden=names_hidden), weight="strong", wrap=True)
        left = wording.time_left(ring.due_at, ring.on_time_until, office.now(), office.zone)
        why = text(left if names_hidden or not ring.why else f"{ring.why} {left}.".strip(), tone="soft", wrap=True)
        self.call = button(self.tr("Call"), lambda: self._do(acts.call), kind="primary")
        self.call.setVisible(is_call)
        self.log = button(self.tr("Log") if is_call else self.tr("Open"), lambda: self._do(acts.log))
        self.snooze = button(self.tr("Snooze {} m").format(snooze_min), lambda: self._do(acts.snooze), kind="quiet")
        close = button("", self.close, kind="icon", name=self.tr("Close reminder"))
        close.setIcon(icons.icon("x", "text_soft"))
        close.setIconSize(icons.size())
        sign = icon_label(icons, "bell" if not ring.is_new_lead else "sparkles", "accent", 20)
        top = row(sign, said, close, gap=px(8))
        top.setStretch(1, 1)
        top.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        top.setAlignment(said, Qt.AlignmentFlag.AlignTop)
        top.setAlignment(close, Qt.AlignmentFlag.AlignTop)
        acts_row = row(self.call, self.log, self.snooze, None, gap=px(8))
        pad = px(16)
        inside = column(top, why, acts_row, gap=px(8), margins=(pad, px(12), pad, pad))
        self.setLayout(column(frame("popup", inside)))
        self.setFixedWidth(px(380))
        first = self.call if is_call else self.log
        for one, other in ((first, self.log), (self.log, self.snooze), (self.snooze, close)):
            self.setTabOrder(one, other)
        self.setFocusProxy(first)
        first.setFocus()

    def _do(self, act: Callable[[Ring], None]) -> None:
        self.close()
        act(self.ring)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        super().closeEvent(event)
        self.closed.emit()


def _patience(ring: Ring) -> int:
    """Return how well a reminder can wait: a new lead not at all, a call less than a mail."""
    if ring.is_new_lead:
        return 0
    return 1 if ring.channel is Channel.CALL else 2


class Popups:
    """The reminders on the screen, stacked from the bottom right corner up."""

    def __init__(self, office: Office, acts: Acts, screen: Callable[[], QScreen]) -> None:
        self._office = office
        self._acts = acts
        self._screen = screen
        self.shown: list[Popup] = []
        self.waiting = 0

    def show(self, rings: list[Ring], *, names_hidden: bool, snooze_min: int) -> None:
        """Show as many as fit, the most urgent of all; a lead that has one already is not shown twice.

        What does not fit waits in the queue, where it stands anyway.
        """
        for ring in sorted(rings, key=_patience):
            if any(popup.ring.lead_id == ring.lead_id for popup in self.shown):
                continue
            if len(self.shown) >= MOST:
                self.waiting += 1
                calmest = max(self.shown, key=lambda popup: _patience(popup.ring))
                if _patience(ring) >= _patience(calmest.ring):
                    continue
                calmest.close()
            popup = Popup(self._office, ring, self._acts, names_hidden=names_hidden, snooze_min=snooze_min)
            popup.closed.connect(lambda gone=popup: self._gone(gone))
            self.shown.append(popup)
            popup.show()
        self._stack()

    def focus(self) -> None:
        """Give the keyboard to the newest reminder, because its owner asked for it."""
        if self.shown:
            self.shown[-1].activateWindow()
            self.shown[-1].setFocus()

    def close_all(self) -> None:
        for popup in list(self.shown):
            popup.close()

    def _gone(self, popup: Popup) -> None:
        if popup in self.shown:
            self.shown.remove(popup)
            popup.deleteLater()
        if not self.shown:
            self.waiting = 0
        self._stack()

    def _stack(self) -> None:
        room = self._screen().availableGeometry()
        gap = self._office.look.px(12)
        bottom = room.bottom() - gap
        for popup in self.shown:
            popup.adjustSize()
            bottom -= popup.height()
            popup.move(room.right() - popup.width() - gap, bottom)
            bottom -= gap
