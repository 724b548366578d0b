"""A reminder one can act on: small, above all windows, and never in the way of what is being typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QScreen
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.lead import Channel
from ui import wording
from ui.language import counted, from_app, marked, translate
from ui.parts import button, column, frame, icon_label, row, text
from ui.popup_places import places

if TYPE_CHECKING:
    from app.desktop.team import Missed
    from app.desktop.views import Ring
    from ui.office import Office

#: more than this at once would be a wall
MOST = 3
#: what rings so long after its time was slept through or held back, and more of those than have room are one line
LATE_S = 120
HOUR_MIN = 60
#: before that nobody is hurried by when a lead goes on
GOES_SOON = timedelta(minutes=30)
_FUNCTION_KEYS = range(Qt.Key.Key_F1, Qt.Key.Key_F12 + 1)
HAND_ON_KEY = "P"
#: what the letters underlined in a reminder stand for, for the page of keys
KEYS = (
    ("C", marked("reminders", "Call")),
    ("L", marked("reminders", "Go to its card, to log")),
    (HAND_ON_KEY, marked("reminders", "Pass it to the next officer")),
    ("M", marked("reminders", "Snooze for the minutes you set")),
    ("H", marked("reminders", "Snooze for an hour")),
    ("T", marked("reminders", "Snooze until tomorrow")),
    ("Esc", marked("reminders", "Close it")),
)


class Acts(msgspec.Struct, frozen=True):
    """What the buttons of a popup do, each with the ring it stands for."""

    call: Callable[[Ring], None]
    log: Callable[[Ring], None]
    #: for so many minutes; None is until tomorrow
    snooze: Callable[[Ring, int | None], None]
    hand_on: Callable[[Ring], None]
    open_queue: Callable[[], None]
    open_team: Callable[[], None]
    #: what the window does by keys that mean nothing in a reminder
    press: Callable[[QKeySequence], None] = lambda _keys: None


def headline(ring: Ring, *, names_hidden: bool) -> str:
    """Return what a popup says; without names it still says what kind of thing is due."""
    if not names_hidden:
        return from_app(ring.headline)
    if ring.nudged_by:
        return translate("reminders", "Your manager asks about a lead")
    if ring.is_new_lead:
        return translate("reminders", "A new lead is waiting")
    match ring.channel:
        case Channel.CALL:
            return translate("reminders", "A call is due")
        case Channel.TEXT:
            return translate("reminders", "A text is due")
        case Channel.EMAIL:
            return translate("reminders", "An e-mail is due")


class _Card(QWidget):
    """A small window above all others that shows itself without taking the focus."""

    closed = Signal()
    #: keys of the window's, pressed while this has the keyboard
    pressed = Signal(QKeySequence)

    def __init__(self, office: Office, icon: str, words: str, about: str, *rows: list[QWidget]) -> None:
        kind = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, kind)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        # a window's title is read by task bars and screen sharing: never a name
        self.setWindowTitle(self.tr("Reminder"))
        px, icons = office.look.px, office.icons
        close = button("", self.close, kind="icon", name=self.tr("Close reminder"))
        close.setIcon(icons.icon("x", "text_soft"))
        close.setIconSize(icons.size())
        sign = icon_label(icons, icon, "accent", 20)
        self.said = said = text(words, weight="strong", wrap=True)
        top = row(sign, said, close, gap=px(8))
        top.setStretch(1, 1)
        for piece in (sign, said, close):
            top.setAlignment(piece, Qt.AlignmentFlag.AlignTop)
        pad = px(16)
        self.about = text(about, tone="soft", wrap=True)
        inside = column(top, self.about, *(row(*each, None, gap=px(8)) for each in rows), gap=px(8))
        inside.setContentsMargins(pad, px(12), pad, pad)
        self.setLayout(column(frame("popup", inside)))
        # in another language the buttons may be wider than that
        self.setFixedWidth(max(px(380), self.minimumSizeHint().width()))
        acts = [each for one in rows for each in one if isinstance(each, QPushButton)]
        round_trip = [*acts, close]
        for one, other in pairwise(round_trip):
            self.setTabOrder(one, other)
        self.first = next(act for act in acts if not act.isHidden())
        self.first.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        # letters are a reminder's own, or would log an outcome on a lead that is not in sight
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or event.key() in _FUNCTION_KEYS:
            self.pressed.emit(QKeySequence(event.keyCombination()))
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        super().closeEvent(event)
        self.closed.emit()


class Popup(_Card):
    """One reminder, with what one does about it: each by the letter that is underlined in its words."""

    def __init__(self, office: Office, ring: Ring, acts: Acts, *, names_hidden: bool, snooze_min: int) -> None:
        self.ring, self.names_hidden, self.snooze_min = ring, names_hidden, snooze_min
        is_call = ring.channel is Channel.CALL
        self._now, self._zone = office.now, office.zone
        self._tells_why = bool(ring.why) and not names_hidden
        self._keys: dict[str, QPushButton] = {}
        self.call = self._button(translate("reminders", "&Call"), acts.call, kind="primary")
        self.call.setVisible(is_call)
        self.log = self._button(
            translate("reminders", "&Log") if is_call else translate("reminders", "&Open"), acts.log
        )
        passes = translate("reminders", "Pass to the next officer")
        self.hand_on = self._button(translate("reminders", "&Pass"), acts.hand_on, passes, kind="quiet")
        self.hand_on.setVisible(ring.may_hand_on)
        rests = text(translate("reminders", "Snooze"), tone="soft", size="small")
        for_minutes = counted("reminders", "Snooze %n minutes", "Snooze %n minute", snooze_min)
        self.snooze = self._button(
            translate("reminders", "{} &min").format(snooze_min), self._snooze(acts, snooze_min), for_minutes
        )
        for_hour, for_day = translate("reminders", "Snooze 1 hour"), translate("reminders", "Snooze until tomorrow")
        self.snooze_hour = self._button(translate("reminders", "1 &hour"), self._snooze(acts, HOUR_MIN), for_hour)
        self.snooze_day = self._button(translate("reminders", "&Tomorrow"), self._snooze(acts, None), for_day)
        icon = "sparkles" if ring.is_new_lead else "bell"
        words = headline(ring, names_hidden=names_hidden)
        later: list[QWidget] = [rests, self.snooze, self.snooze_hour, self.snooze_day]
        super().__init__(office, icon, words, self._about(), [self.call, self.log, self.hand_on], later)

    def _button(self, words: str, act: Callable[[Ring], None], name: str = "", *, kind: str = "") -> QPushButton:
        """Make a button that the letter marked in its words presses, as long as the popup has the keyboard."""
        # the first one where a catalogue forgot to mark its own
        letter = words[words.find("&") + 1].upper()
        name = name or words.replace("&", "")
        made = button(words, lambda: self._do(act), kind=kind, name=name)
        made.setToolTip(f"{name} ({letter})")
        self._keys[letter] = made
        return made

    @staticmethod
    def _snooze(acts: Acts, minutes: int | None) -> Callable[[Ring], None]:
        return lambda ring: acts.snooze(ring, minutes)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        pressed = self._keys.get(event.text().upper())
        if pressed is None or pressed.isHidden() or event.isAutoRepeat():
            super().keyPressEvent(event)
        else:
            pressed.click()

    def pass_time(self) -> None:
        """Say how much time is left by now."""
        self.about.setText(self._about())

    def _about(self) -> str:
        if self.ring.nudged_by:
            # in the manager's own words, which may name the borrower
            return self.ring.why if self._tells_why else ""
        left = wording.time_left(self.ring.due_at, self.ring.on_time_until, self._now(), self._zone)
        said = f"{from_app(self.ring.why)} {wording.large(left)}." if self._tells_why else wording.large(left)
        if self.ring.came_over:
            came = translate("reminders", "It came to you from another officer.")
            said = f"{came} {said}"
        goes_on_at, now = self.ring.goes_on_at, self._now()
        if goes_on_at is None or not now < goes_on_at <= now + GOES_SOON:
            return said
        # whether there is another at work is known at the hub alone, and there only when it is asked;
        # with names hidden nothing but the time that is left stands before it
        stop = "" if said.endswith(".") else "."
        goes = translate("reminders", "Goes to the next officer in {}, if one is at work.")
        return f"{said}{stop} {goes.format(wording.duration(goes_on_at - now))}"

    def _do(self, act: Callable[[Ring], None]) -> None:
        self.close()
        act(self.ring)


class Summary(_Card):
    """What rang beyond the room there is, after sleep or a weekend: one line instead of a wall."""

    def __init__(self, office: Office, count: int, open_queue: Callable[[], None]) -> None:
        opens = translate("reminders", "Open the queue")
        self.open_queue = button(opens, lambda: self._do(open_queue), kind="primary")
        about = translate("reminders", "They stand in order in the queue, the most urgent first.")
        super().__init__(office, "bell", "", about, [self.open_queue])
        self.tell(count)

    def tell(self, count: int, *, alone: bool = False) -> None:
        self.count = count
        self.said.setText(
            counted("reminders", "%n leads to work now", "%n lead to work now", count)
            if alone
            else counted("reminders", "%n more leads to work now", "%n more lead to work now", count)
        )

    def _do(self, act: Callable[[], None]) -> None:
        self.close()
        act()


class MissedCalls(_Card):
    """First calls that did not come in their time, by officer: for who manages them, and without any borrower."""

    def __init__(self, office: Office, missed: list[Missed], open_team: Callable[[], None]) -> None:
        self.open_team = button(
            translate("reminders", "Open the live page"), lambda: self._do(open_team), kind="primary"
        )
        leads = sum(one.leads for one in missed)
        by_name = ", ".join(f"{one.officer}: {wording.leads(one.leads)}" for one in missed)
        words = counted("reminders", "%n new leads not called in time", "%n new lead not called in time", leads)
        super().__init__(office, "phone-missed", words, f"{by_name}.", [self.open_team])

    def _do(self, act: Callable[[], None]) -> None:
        self.close()
        act()


def _patience(ring: Ring, now: datetime) -> int:
    """Return how well a reminder can wait: a new lead in its first minutes not at all, a call less than a mail."""
    if ring.nudged_by:
        return 0
    if ring.is_new_lead:
        return 0 if now <= ring.on_time_until else 1
    return 2 if ring.channel is Channel.CALL else 3


def _turn(ring: Ring, now: datetime) -> tuple[int, float]:
    """Return a reminder's turn among those that come at once, in the queue's order: of new leads the newest first."""
    at = -ring.due_at.timestamp() if ring.is_new_lead else ring.on_time_until.timestamp()
    return _patience(ring, now), at


class Popups:
    """The reminders on the screen; `keep_clear` are the parts of it they leave free, as far as there is room."""

    def __init__(
        self, office: Office, acts: Acts, screen: Callable[[], QScreen], keep_clear: Callable[[], list[QRect]]
    ) -> None:
        self._office = office
        self._acts = acts
        self._screen = screen
        self._keep_clear = keep_clear
        self.shown: list[Popup] = []
        self.summary: Summary | None = None
        self.missed: MissedCalls | None = None
        self._is_hushed = False
        self._ready: Popup | None = None

    @property
    def waiting(self) -> int:
        """Return how many leads rang without room for a popup of their own."""
        return self.summary.count if self.summary else 0

    def show(self, rings: list[Ring], *, names_hidden: bool, snooze_min: int) -> None:
        """Show as many as fit, the most urgent of all, and count the rest in one line.

        A lead has one popup: the reminder that rang last takes the place of the one before it. After sleep, or when the
        officer is back, that line is all there is of what waited, should it be more than there is room for.
        """
        now = self._office.now()
        self.close_of(frozenset(ring.lead_id for ring in rings))
        # whose first minutes still run has a popup all the same
        waited = frozenset(r.reminder_id for r in rings if r.waited_s >= LATE_S and _patience(r, now))
        is_much = len(waited) > MOST or self.summary is not None
        left_over = len(waited) if is_much else 0
        fresh = [ring for ring in rings if not is_much or ring.reminder_id not in waited]
        for ring in sorted(fresh, key=lambda ring: _turn(ring, now)):
            if len(self.shown) >= MOST:
                left_over += 1
                calmest = max(self.shown, key=lambda popup: _patience(popup.ring, now))
                if _patience(ring, now) >= _patience(calmest.ring, now):
                    continue
                calmest.close()
            self.shown.append(self._opened(ring, names_hidden=names_hidden, snooze_min=snooze_min))
        if left_over and self.summary is not None:
            # a window takes longer to make than all else about a reminder
            self.summary.tell(self.waiting + left_over, alone=not self.shown)
        elif left_over:
            self._sum_up(left_over)
        self.stack()

    def make_ready(self, ring: Ring, *, names_hidden: bool, snooze_min: int) -> None:
        """Make the popup of what is about to ring, out of sight; it is shown if it rings as it was made."""
        self._let_ready_go()
        self._ready = Popup(self._office, ring, self._acts, names_hidden=names_hidden, snooze_min=snooze_min)
        self._ready.adjustSize()
        # the system makes its window now
        self._ready.winId()

    def _let_ready_go(self) -> None:
        if self._ready is not None:
            self._ready.deleteLater()
            self._ready = None

    def _made(self, ring: Ring, *, names_hidden: bool, snooze_min: int) -> Popup:
        ready = self._ready
        if ready is not None and (ready.ring, ready.names_hidden, ready.snooze_min) == (ring, names_hidden, snooze_min):
            self._ready = None
            return ready
        self._let_ready_go()
        return Popup(self._office, ring, self._acts, names_hidden=names_hidden, snooze_min=snooze_min)

    def _opened(self, ring: Ring, *, names_hidden: bool, snooze_min: int) -> Popup:
        popup = self._made(ring, names_hidden=names_hidden, snooze_min=snooze_min)
        popup.closed.connect(lambda gone=popup: self._gone(gone))
        popup.pressed.connect(self._acts.press)
        return popup

    def hush(self, *, hushed: bool) -> None:
        """Take what is open out of sight, while somebody presents, say, or bring it back as it was."""
        if hushed is self._is_hushed:
            return
        self._is_hushed = hushed
        self.stack()

    def hide_names(self, *, hidden: bool) -> None:
        """Take the names out of what is open, or put them back, as the screen is locked or opened."""
        if any(popup.names_hidden is not hidden for popup in self.shown):
            self.wear(names_hidden=hidden)

    def wear(self, *, names_hidden: bool | None = None) -> None:
        """Make what is open anew in the look that is in force by now; whoever was at one goes on there."""
        self._let_ready_go()
        for n, old in enumerate(self.shown):
            hidden = old.names_hidden if names_hidden is None else names_hidden
            popup = self._opened(old.ring, names_hidden=hidden, snooze_min=old.snooze_min)
            self.shown[n] = popup
            self.stack()
            if old.isActiveWindow():
                popup.activateWindow()
            # it is none of those shown any more, so nobody else lets it go
            old.close()
            old.deleteLater()
        if self.summary is not None:
            self._sum_up(self.summary.count)
        self.stack()

    def _sum_up(self, count: int) -> None:
        if self.summary is not None:
            self.summary.close()
        summary = self.summary = Summary(self._office, count, self._acts.open_queue)
        summary.tell(count, alone=not self.shown)
        summary.closed.connect(self._summary_gone)
        summary.pressed.connect(self._acts.press)

    def close_of(self, lead_ids: frozenset[str]) -> None:
        """Take away the reminders of leads something was done about."""
        for popup in [popup for popup in self.shown if popup.ring.lead_id in lead_ids]:
            popup.close()

    def ringing(self) -> frozenset[str]:
        """Return the reminders that have a popup."""
        return frozenset(popup.ring.reminder_id for popup in self.shown)

    def close_settled(self, reminder_ids: frozenset[str]) -> None:
        for popup in [popup for popup in self.shown if popup.ring.reminder_id in reminder_ids]:
            popup.close()

    def pass_time(self) -> None:
        for popup in self.shown:
            popup.pass_time()

    def tell_waiting(self, count: int) -> None:
        """Hear how many leads there are to work now; those that rang without a popup are no more than that."""
        if self.summary is None:
            return
        left = min(self.summary.count, count - len(self.shown))
        if left > 0:
            self.summary.tell(left, alone=not self.shown)
        else:
            self.summary.close()

    def tell_missed(self, missed: list[Missed]) -> None:
        """Tell a manager of first calls that were missed, in the place of what was told before."""
        if self.missed is not None:
            self.missed.close()
        made = self.missed = MissedCalls(self._office, missed, self._acts.open_team)
        made.closed.connect(self._missed_gone)
        made.pressed.connect(self._acts.press)
        self.stack()

    def _missed_gone(self) -> None:
        if self.missed is not None:
            self.missed.deleteLater()
            self.missed = None
        self.stack()

    @property
    def _cards(self) -> list[_Card]:
        return [*self.shown, *filter(None, (self.summary, self.missed))]

    def take_keys(self) -> bool:
        """Give the keyboard to the reminder that can wait least; False when there is none."""
        cards = self._cards
        for card in cards[:1]:
            card.activateWindow()
            card.first.setFocus()
        return bool(cards)

    def close_all(self) -> None:
        self._let_ready_go()
        for popup in list(self.shown):
            popup.close()
        for card in (self.summary, self.missed):
            if card is not None:
                card.close()

    def _summary_gone(self) -> None:
        if self.summary is not None:
            self.summary.deleteLater()
            self.summary = None
        self.stack()

    def _gone(self, popup: Popup) -> None:
        if popup in self.shown:
            self.shown.remove(popup)
            popup.deleteLater()
        self.stack()

    def stack(self) -> None:
        """Put the reminders where they belong: in the corner, off the dialog that is open and off the outcomes."""
        cards = self._cards
        for popup in cards:
            popup.adjustSize()
        sizes = [popup.size() for popup in cards]
        room = self._screen().availableGeometry()
        for popup, at in zip(cards, places(sizes, room, self._keep_clear(), self._office.look.px(12)), strict=True):
            # before it is in sight: a window that is shown first is put somewhere by the system, and seen to jump
            popup.move(at)
            popup.setVisible(not self._is_hushed)
