"""From a tick to a popup: claims what is due, shows it, and keeps the tray's count and state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from app.desktop.changes import Changed, Touched
from app.desktop.lease import LEASE_OVER
from app.desktop.ports import NOTHING_BESIDE, QUIET, Around, System
from app.desktop.quiet_hours import is_quiet
from app.desktop.settings import NAMES_SHOWN, QUIET_HOURS, SNOOZE_MINUTES, SOUND
from app.domain.presence import State
from app.errors import SignInRefused
from ui import wording
from ui.escalating import Escalating
from ui.popup import Acts, Popups, headline
from ui.popup_places import InUse

if TYPE_CHECKING:
    from app.desktop.views import Ring
    from ui.main_window import MainWindow
    from ui.office import Office
    from ui.tray import Tray

#: so long before something rings the system is asked for its surroundings: all that is left then is to ring
BEFORE = timedelta(milliseconds=150)
#: a file of old leads rings in one tick after another; the system's notifications are for the first of them
NOT_AGAIN = timedelta(seconds=20)


class _Ahead(msgspec.Struct, frozen=True):
    """How many leads wait now, when the next one begins to, and which popups have nothing to say any more."""

    waiting: int
    next_at: datetime | None
    settled: frozenset[str]


class _Fired(msgspec.Struct, frozen=True):
    """`at` is when it was asked what is due, `next_at` when something next is."""

    at: datetime
    next_at: datetime | None
    rings: list[Ring]
    names: str
    sounds: bool
    snooze_min: int


class Reminding(QObject):
    """`system` is used beside the popup: its notification while the window is not in front, its word for quiet.

    `wake_in` is told how long to wait for the next tick, after every tick and every change.
    """

    #: a tick that needs to ask nobody first, from whichever thread
    _came = Signal()

    def __init__(
        self,
        office: Office,
        window: MainWindow,
        tray: Tray | None = None,
        system: System = NOTHING_BESIDE,
        wake_in: Callable[[timedelta | None], None] | None = None,
    ) -> None:
        super().__init__(window)
        self._office = office
        self._window = window
        self._tray = tray
        self._system = system
        self._wake_in = wake_in
        self._snooze_min = 15
        self._names = NAMES_SHOWN.default
        self._around = Around()
        self._is_on_a_call = False
        self._told_at: datetime | None = None
        #: when something next rings, as far as was known last
        self._next_at: datetime | None = None
        #: when it was last asked what is due
        self._fired_at: datetime | None = None
        self._moment = QTimer(self)
        self._moment.setSingleShot(True)
        self._moment.setTimerType(Qt.TimerType.PreciseTimer)
        self._moment.timeout.connect(self._ask_to_fire)
        self._came.connect(self._fire_on_time)
        acts = Acts(self._call, self._log, self._snooze, self._pass, self.open_queue, self._open_team, self._press)
        in_use = InUse(window)
        self.popups = Popups(office, acts, window.screen, in_use.places)
        self.escalating = Escalating(office, self.popups, window.live, self)
        in_use.moved.connect(self.popups.stack)
        office.look.changed.connect(self._wear)
        window.reminders_asked.connect(self._go_to_popup)
        # what a popup asks for is being done
        window.calling.connect(lambda lead_id: self.popups.close_of(frozenset({lead_id})))
        office.refresh.listen(self, Touched.QUEUE | Touched.REMINDERS, self._count_again)
        window.at_desk.turned.connect(self._state_turned)
        self._tell_state()

    def _wear(self) -> None:
        self.popups.wear()

    # --- whether it is a moment for popups

    @property
    def _is_hushed(self) -> bool:
        return self._is_on_a_call or bool(self._around.quiet)

    def _tell_state(self) -> None:
        at_desk = self._window.at_desk
        self._is_on_a_call = at_desk.is_on_a_call
        if self._tray is not None:
            self._tray.show_state(at_desk.being.state, at_desk.remark)

    def _state_turned(self) -> None:
        """Show what holds now, and ring for what was held back until now, or find out when to."""
        self._tell_state()
        self.tick()

    def _looked(self, around: Around) -> None:
        hours, office = self._office.desk.settings.policy.word(QUIET_HOURS), self._office
        if is_quiet(hours, office.now(), office.zone):
            around = replace(around, quiet=around.quiet or QUIET)
        self._around = around
        self._window.at_desk.hush(around.quiet)
        self.popups.hush(hushed=bool(around.quiet))
        self.popups.hide_names(hidden=self._hides_names())
        self._fire_on_time()

    def _fire_on_time(self) -> None:
        """Fire what is due, or first wait for what is due in a moment: the tick for it comes before its time."""
        wait = self._wait()
        if wait is not None and timedelta(0) < wait <= BEFORE:
            # up to the next round millisecond: a tick too soon finds nothing due
            self._moment.start(wait // timedelta(milliseconds=1) + 1)
            self._make_ready()
        else:
            self._ask_to_fire()

    def _make_ready(self) -> None:
        """Make the window of what rings in a moment: making one takes longer than all else from then on."""
        at = self._next_at
        if at is None or self._is_hushed:
            return

        def ready(ring: Ring | None) -> None:
            if ring is not None:
                self.popups.make_ready(ring, names_hidden=self._hides_names(), snooze_min=self._snooze_min)

        self._office.ask(self, lambda: self._office.desk.reminders.expected(at), ready)

    def _wait(self) -> timedelta | None:
        """Return how long it is until something next rings, as far as is known."""
        return None if self._next_at is None else self._next_at - self._office.now()

    def _hides_names(self) -> bool:
        return self._names == "hidden" or (self._names == "hidden_when_locked" and self._around.locked)

    # --- ringing

    def tick(self) -> None:
        """Fire what is due. May be called from any thread, as often as one likes: nothing is shown twice."""
        surroundings = self._system.surroundings
        if surroundings is None:
            self._came.emit()
        else:
            # an adapter of ours that breaks must not keep a lead from ringing
            self._office.tasks.system(surroundings.look, self._looked, self._not_looked)

    def _not_looked(self, problem: Exception) -> None:
        self._office.trouble.show(problem)
        self._looked(Around())

    def _ask_to_fire(self) -> None:
        hushed = self._is_hushed
        self._office.ask(self, lambda: self._fire(hushed=hushed), self._show, self._not_fired)

    def _fire(self, *, hushed: bool) -> _Fired:
        desk, at = self._office.desk, self._office.now()
        rings = desk.reminders.fire_due(hushed=hushed)
        settings = desk.settings
        return _Fired(
            at,
            desk.reminders.next_at(hushed=hushed),
            rings,
            settings.get(NAMES_SHOWN),
            settings.get(SOUND) == "on",
            settings.number(SNOOZE_MINUTES),
        )

    def _not_fired(self, problem: Exception) -> None:
        if isinstance(problem, SignInRefused) and problem.why == LEASE_OVER:
            self.popups.close_settled(self.popups.ringing())
            self._window.fall_silent(problem)
        else:
            self._office.trouble.show(problem)

    def _show(self, fired: _Fired) -> None:
        self._window.speak_again()
        self._snooze_min, self._names = fired.snooze_min, fired.names
        # known before the list is read again, behind which the next one would be late
        self._fired_at = fired.at
        self._wake_for(fired.next_at)
        # what waits and what comes next takes longest to find out, and nobody waits for that
        if fired.rings:
            self.popups.show(fired.rings, names_hidden=self._hides_names(), snooze_min=fired.snooze_min)
            self._tell_system(fired.rings, names_hidden=fired.names != "shown", sounds=fired.sounds)
        self._window.today.pass_time()
        # away and the like end by time alone, and so does how long a lead stays untried with one officer
        self._window.at_desk.reload()
        call = self._window.today.card.bar.call
        self._window.handing_on.look("" if call is None else call.lead_id)
        self.popups.pass_time()
        if not self._is_hushed and self._window.at_desk.being.state is not State.AWAY:
            self.escalating.look()
        if fired.rings:
            touched = frozenset(ring.lead_id for ring in fired.rings)
            self._office.refresh.announce(Changed(Touched.QUEUE, touched))
        else:
            self._ask_ahead(self._tell_ahead)

    def _is_in_front(self) -> bool:
        dialog = QApplication.activeModalWidget()
        return self._window.isActiveWindow() or (dialog is not None and dialog.isActiveWindow())

    def _tell_system(self, rings: list[Ring], *, names_hidden: bool, sounds: bool = False) -> None:
        now = self._office.now()
        if self._told_at is not None and now - self._told_at < NOT_AGAIN:
            return
        native, chime = self._system.toast, self._system.chime
        tasks, trouble = self._office.tasks, self._office.trouble
        if sounds:
            self._told_at = now
            if chime is None:
                QApplication.beep()
            else:
                tasks.system(chime.ring, lambda played: None if played else QApplication.beep(), trouble.show)
        if native is None or self._is_in_front():
            return
        self._told_at = now
        first, more = rings[0], len(rings) - 1
        # our own popup is under the lock screen; the system's notification may be above it
        title = headline(first, names_hidden=names_hidden)
        words = self.tr("and {} more").format(more) if more else ""
        tasks.system(lambda: native.show(title, words), lambda _shown: None, trouble.show)

    def _count_again(self, changed: Changed) -> None:
        if changed.what & Touched.LEAD:
            self.popups.close_of(changed.lead_ids)
        self._ask_ahead(self._ring_or_tell if changed.what & Touched.LEAD else self._tell_ahead)

    def _ask_ahead(self, tell: Callable[[_Ahead], None]) -> None:
        # another program of this desk, or another desk of the officer's, may have done what a popup asks for
        shown = self.popups.ringing()
        self._office.ask(self, lambda: self._look_ahead(shown), tell)

    def _ring_or_tell(self, ahead: _Ahead) -> None:
        """Ring what a lead that changed, or just came, has made due: the next tick would be a second away."""
        self._tell_ahead(ahead)
        if self._wake_in is not None and ahead.next_at is not None and ahead.next_at <= self._office.now():
            self.tick()

    def _look_ahead(self, shown: frozenset[str]) -> _Ahead:
        reminders = self._office.desk.reminders
        return _Ahead(reminders.count(), reminders.next_at(hushed=self._is_hushed), reminders.settled(shown))

    def _tell_ahead(self, ahead: _Ahead) -> None:
        self.popups.close_settled(ahead.settled)
        self.popups.tell_waiting(ahead.waiting)
        if self._tray is not None:
            self._tray.show_count(ahead.waiting)
        self._wake_for(ahead.next_at)

    def _wake_for(self, next_at: datetime | None) -> None:
        """Have the next tick come a moment before something rings; at once if that has passed while others were busy.

        What was due already when it was last asked waits as long as the ticker wants: such ticks would never end.
        """
        self._next_at = next_at
        if self._wake_in is None:
            return
        wait = self._wait()
        if next_at is not None and wait is not None and (self._fired_at is None or next_at > self._fired_at):
            wait = max(wait - BEFORE, timedelta(milliseconds=1))
        self._wake_in(wait)

    # --- what the buttons do

    def _call(self, ring: Ring) -> None:
        self._bring_up(ring.lead_id)
        # through the card, so that the rules are asked once more before a number is dialled
        self._window.today.card.when_shown(ring.lead_id, self._window.today.card.call_first)

    def _log(self, ring: Ring) -> None:
        self._bring_up(ring.lead_id)

    def _snooze(self, ring: Ring, minutes: int | None) -> None:
        reminders = self._office.desk.reminders

        def told(until: datetime) -> None:
            when = wording.moment(until, self._office.now(), self._office.zone)
            self._window.toast.say(self.tr("Rings again {}").format(when))

        answers = self._office.answers(self, told)
        self._office.tasks.store(lambda: reminders.snooze_until(ring.reminder_id, minutes), *answers)

    def _pass(self, ring: Ring) -> None:
        self._window.hand_on(ring.lead_id)

    def _go_to_popup(self) -> None:
        if not self.popups.take_keys():
            self._window.toast.say(self.tr("No reminder is open."))

    def _press(self, keys: QKeySequence) -> None:
        """Do what the window does by these keys, on the page it is on, unless a dialog is answered there first."""
        command = self._window.commands.by_keys(keys)
        if command is None or QApplication.activeModalWidget() is not None:
            return
        self._to_front()
        command.run()

    def _open_team(self) -> None:
        self._bring_up("")
        self._window.show_live()

    def open_queue(self) -> None:
        """Bring the window up from wherever it is."""
        self._bring_up("")

    def _to_front(self) -> None:
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _bring_up(self, lead_id: str) -> None:
        self._to_front()
        if lead_id:
            self._window.go_to_lead(lead_id)
        else:
            self._window.show_today()
