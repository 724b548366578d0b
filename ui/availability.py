"""What the officer says of being here: chosen in the window, the palette or the tray, and shown in all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from app.desktop.availability import AVAILABLE, Being
from app.desktop.changes import Changed, Touched
from app.desktop.ports import DO_NOT_DISTURB, PRESENTING, QUIET
from app.domain.presence import LONGEST_CALL, State
from ui import wording
from ui.language import marked, translate
from ui.parts import button, column, field, frame, icon_label, row, text
from ui.tasks import while_lives

if TYPE_CHECKING:
    from app.desktop.desk import Desk
    from ui.commands import Commands
    from ui.office import Office

#: told apart by their shapes, in the tray as in the window
ICONS = {
    State.AVAILABLE: "user",
    State.ON_A_CALL: "phone",
    State.AWAY: "moon",
    State.WORKING: "clock",
    State.NO_NEW_LEADS: "ban",
}


class Choice(msgspec.Struct, frozen=True):
    """One thing to say of oneself, by the name of its command. Without `until` it lasts, or ends as its state does."""

    name: str
    words: str
    state: State
    until: Callable[[Desk], datetime] | None = None


def _in(hours: float) -> Callable[[Desk], datetime]:
    return lambda desk: desk.clock.now() + timedelta(hours=hours)


def _next_shift(desk: Desk) -> datetime:
    return desk.availability.next_shift()


CHOICES = (
    Choice("state.available", marked("commands", "Available"), State.AVAILABLE),
    Choice("state.away_half", marked("commands", "Away for 30 minutes"), State.AWAY, _in(0.5)),
    Choice("state.away_hour", marked("commands", "Away for 1 hour"), State.AWAY, _in(1)),
    Choice("state.away_day", marked("commands", "Away until your next working day"), State.AWAY, _next_shift),
    Choice("state.none_new_hour", marked("commands", "No new leads for 1 hour"), State.NO_NEW_LEADS, _in(1)),
    Choice(
        "state.none_new_day",
        marked("commands", "No new leads until your next working day"),
        State.NO_NEW_LEADS,
        _next_shift,
    ),
)
#: other commands of the same menu, where they stand in it
WORKING, AWAY_UNTIL = "shift.working", "state.away_until"
MENU = (
    "state.available",
    "",
    *(c.name for c in CHOICES[1:4]),
    AWAY_UNTIL,
    "",
    WORKING,
    "",
    *(c.name for c in CHOICES[4:]),
)


def being_words(is_so: Being, now: datetime, zone: str) -> str:
    """Say a state, and until when."""
    until = "" if is_so.until is None else wording.moment(is_so.until, now, zone)
    match is_so.state:
        case State.AVAILABLE:
            return translate("availability", "Available")
        case State.ON_A_CALL:
            return translate("availability", "On a call")
        case State.AWAY:
            return translate("availability", "Away until {}").format(until)
        case State.WORKING:
            return translate("availability", "Working now, until midnight")
        case State.NO_NEW_LEADS:
            return translate("availability", "No new leads until {}").format(until)


#: what each state means for what rings, told where there is room for a sentence
_MEANS = {
    State.AVAILABLE: marked("availability", "What falls due rings."),
    State.ON_A_CALL: marked("availability", "What falls due meanwhile rings once the call is logged."),
    State.AWAY: marked(
        "availability",
        "Nothing rings until then; what fell due is told in one line when you are back. A hub is told with the next "
        "round: leads given in turn go to others, and your manager sees that you are away.",
    ),
    State.WORKING: marked("availability", "Steps that waited for your shift fall due, until midnight."),
    State.NO_NEW_LEADS: marked(
        "availability",
        "New leads do not ring until then. A hub is told with the next round: leads given in turn go to others. Those "
        "meant for you still come into your list, and their time runs.",
    ),
}


def means(state: State) -> str:
    """Say what a state means for what rings."""
    return translate("availability", _MEANS[state])


#: why nothing rings though the officer is there
_QUIET = {
    DO_NOT_DISTURB: marked("availability", "quiet, do not disturb is on"),
    QUIET: marked("availability", "quiet, by your company's hours"),
    PRESENTING: marked("availability", "quiet while the screen is full"),
}


class AtDesk(QObject):
    """What the officer said last, with the call under way, which comes before it. `turned` tells of every change.

    `call_began` tells since when one is.
    """

    turned = Signal()
    #: a word for the toast
    said = Signal(str)

    def __init__(
        self, office: Office, call_began: Callable[[], datetime | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._call_began = office, call_began
        self._said, self._quiet = AVAILABLE, ""
        self._shown: tuple[Being, bool, str] = (AVAILABLE, False, "")
        office.refresh.listen(self, Touched.SETTINGS, lambda _changed: self.reload())

    @property
    def is_on_a_call(self) -> bool:
        began_at = self._call_began()
        return began_at is not None and self._office.now() - began_at < LONGEST_CALL

    @property
    def being(self) -> Being:
        return Being(State.ON_A_CALL) if self.is_on_a_call else self._said

    @property
    def words(self) -> str:
        said = being_words(self.being, self._office.now(), self._office.zone)
        return f"{said} · {translate('availability', _QUIET[self._quiet])}" if self._quiet else said

    @property
    def remark(self) -> str:
        """The words where there is something to remark: reminders do not simply ring."""
        return "" if self.being == AVAILABLE and not self._quiet else self.words

    def hush(self, quiet: str) -> None:
        """Hear whether the system wants no popups now, and why."""
        self._quiet = quiet
        self.look_again()

    def reload(self) -> None:
        """Read what was said, by this program or another, and what time has ended since."""
        self._office.ask(self, self._office.desk.availability.now, self.hear)

    def hear(self, said: Being) -> None:
        self._said = said
        self.look_again()

    def look_again(self) -> None:
        """Tell whoever listens if a call began or ended, or another state holds."""
        shown = (self._said, self.is_on_a_call, self._quiet)
        if shown != self._shown:
            if shown[1] != self._shown[1]:
                self._tell_call()
            self._shown = shown
            self.turned.emit()

    def _tell_call(self) -> None:
        """Have it noted that a call began or ended, for the next round with the hub."""
        availability, since = self._office.desk.availability, self._call_began() if self.is_on_a_call else None
        self._office.tasks.store(
            lambda: availability.on_a_call(since), self._office.refresh.announce, self._office.trouble.show
        )

    def choose(self, choice: Choice) -> None:
        desk, until = self._office.desk, choice.until
        self.be(choice.state, (lambda: None) if until is None else (lambda: until(desk)))

    def be(
        self,
        state: State,
        until: Callable[[], datetime | None],
        refused: Callable[[Exception], None] | None = None,
        done: Callable[[Being], None] | None = None,
    ) -> None:
        """Take the officer's word; `until` is worked out off the window."""
        availability = self._office.desk.availability

        def work() -> tuple[Being, Changed]:
            changed = availability.be(state, until())
            return availability.now(), changed

        def told(now_is: Being) -> None:
            self.hear(now_is)
            words = being_words(now_is, self._office.now(), self._office.zone)
            self.said.emit(f"{words}. {means(now_is.state)}")
            if done is not None:
                done(now_is)

        self._office.tasks.store(work, *self._office.answers(self, told, refused))


def fill_menu(menu: QMenu, commands: Commands) -> dict[str, QAction]:
    """Put what can be said into a menu; returns its entries by the names of their commands."""
    entries: dict[str, QAction] = {}
    for name in MENU:
        if not name:
            menu.addSeparator()
            continue
        entry = entries[name] = menu.addAction(commands[name].words)
        entry.setCheckable(name in (WORKING, "state.available"))
        entry.triggered.connect(lambda _checked=False, run=commands[name].run: run())
    return entries


def tick_off(entries: dict[str, QAction], state: State) -> None:
    """Tick the entries that stand for a state of their own; nothing is asked by it."""
    entries[WORKING].setChecked(state is State.WORKING)
    entries["state.available"].setChecked(state is State.AVAILABLE)


class StateLine(QWidget):
    """Stands under the queue: what the officer said, and a button to say something else."""

    def __init__(self, office: Office, at_desk: AtDesk, commands: Commands) -> None:
        super().__init__()
        self._office, self._at_desk = office, at_desk
        px = office.look.px
        self._sign = icon_label(office.icons, ICONS[State.AVAILABLE], "text_soft", 14)
        self.words = text(size="small", wrap=True)
        # a mark instead of a word: beside large text the list is too narrow for both
        self.change = button("", self.open_menu, kind="icon", name=self.tr("Say whether you are here"))
        self.change.setIcon(office.icons.icon("chevron-down", "text_soft"))
        self.change.setIconSize(office.icons.size())
        self.change.setToolTip(commands["state.choose"].tip)
        self.menu = QMenu(self)
        self.entries = fill_menu(self.menu, commands)
        line = row(self._sign, self.words, self.change, gap=px(8), margins=(px(16), px(2), px(8), px(2)))
        line.setStretch(1, 1)
        self.setLayout(column(frame("band", line)))
        at_desk.turned.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        state, words = self._at_desk.being.state, self._at_desk.words
        colour = "text_soft" if state is State.AVAILABLE else "warn"
        self._sign.setPixmap(self._office.icons.pixmap(ICONS[state], colour, 14, 2.0))
        self.words.setText(words)
        self.setToolTip(means(state))
        self.setAccessibleName(words)
        self.setAccessibleDescription(means(state))
        self.change.setAccessibleDescription(words)
        tick_off(self.entries, self._at_desk.being.state)

    def open_menu(self) -> None:
        self.menu.popup(self.change.mapToGlobal(self.change.rect().topLeft()))
        # so that who came by a key sees where the arrows go on from
        first, *_ = self.menu.actions()
        self.menu.setActiveAction(first)


class AwayDialog(QDialog):
    """Asks until when; Enter takes it, Esc leaves everything as it was."""

    def __init__(self, office: Office, at_desk: AtDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._at_desk = office, at_desk
        self.setWindowTitle(self.tr("Away until"))
        px = office.look.px
        self.words = field(self.tr("Away until"), hint=self.tr("such as 3pm, in 2 hours, tomorrow 9"))
        self.words.returnPressed.connect(self.take)
        self._told = text(means(State.AWAY), tone="soft", wrap=True)
        self._take = button(self.tr("Away"), self.take, kind="primary")
        self._take.setDefault(True)
        cancel = button(self.tr("Cancel"), self.reject, kind="quiet")
        pad = px(24)
        self.setLayout(
            column(
                text(self.tr("Until when are you away?"), size="title", wrap=True),
                self.words,
                self._told,
                row(text(self.tr("Enter takes it"), tone="faint", size="small"), None, cancel, self._take, gap=px(8)),
                gap=px(12),
                margins=(pad, pad, pad, pad),
            )
        )
        self.resize(px(440), self.sizeHint().height())
        self.words.setFocus()

    def take(self) -> None:
        words = self.words.text().strip()
        # one press of Enter is heard by the field and by the button that is meant by it
        if words and self._take.isEnabled():
            self._take.setEnabled(False)
            read = self._office.desk.availability.read_until
            refused = while_lives(self, self._refused, self._office.trouble.show)
            self._at_desk.be(State.AWAY, lambda: read(words), refused, while_lives(self, lambda _: self.accept()))

    def _refused(self, problem: Exception) -> None:
        self._take.setEnabled(True)
        if self._office.refused_beside(self._told, problem):
            self.words.setFocus()
            self.words.selectAll()
