"""Back after days away: what fell due meanwhile, by what it is, and what becomes of it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QProgressBar, QWidget
from shiboken6 import Shiboken

from app.desktop.catching_up import CHOICES, Backlog, CaughtUp, Choice, Matter, Missed, Progress
from app.desktop.changes import Changed, Touched
from ui import wording
from ui.language import counted, marked, translate
from ui.office import Office
from ui.parts import button, choice, column, row, size_within_screen, text
from ui.tasks import while_lives
from ui.toast import Toast

#: work shorter than this needs no bar
WORTH_A_BAR_MS = 500
SIZE = (600, 480)
_WORDS = {
    (Matter.PROMISES, Choice.KEEP): marked("catching up", "Keep: they wait for your call"),
    (Matter.PROMISES, Choice.DROP): marked("catching up", "Drop: they count as broken"),
    (Matter.FIRST_CALLS, Choice.KEEP): marked("catching up", "Keep every call"),
    (Matter.FIRST_CALLS, Choice.MERGE): marked("catching up", "Make one call of what was missed"),
    (Matter.FIRST_CALLS, Choice.DROP): marked("catching up", "Drop: go on with what is still ahead"),
    (Matter.STEPS, Choice.KEEP): marked("catching up", "Keep every step"),
    (Matter.STEPS, Choice.MERGE): marked("catching up", "Make one step of what was missed"),
    (Matter.STEPS, Choice.DROP): marked("catching up", "Drop: go on with what is still ahead"),
}


class CatchingUpDialog(QDialog):
    """Enter carries out what is chosen; closing it meanwhile ends that after the part in hand.

    `caught_up` carries what was done, for an undo.
    """

    caught_up = Signal(object)
    _progressed = Signal(int, int)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._backlog: Backlog | None = None
        self._cancel = threading.Event()
        self._is_busy = False
        #: of each kind that is there, what becomes of it
        self.choices: dict[Matter, QComboBox] = {}
        self.setWindowTitle(self.tr("Catch up"))
        px, pad = office.look.px, office.look.px(24)
        self.told = text(self.tr("Looking …"), tone="soft", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Leads seen to"))
        self.bar.hide()
        self.go = button(self.tr("Catch up"), self.carry_out, kind="primary")
        self.go.setDefault(True)
        self.go.setEnabled(False)
        self.leave = button(self.tr("Cancel"), self.reject, kind="quiet")
        self._place = column(gap=px(16))
        whole = column(
            text(self.tr("What fell due before today"), size="title", wrap=True),
            self.told,
            self._place,
            self.bar,
            None,
            row(None, self.leave, self.go, gap=px(8)),
            gap=px(12),
            margins=(pad, pad, pad, pad),
        )
        self.setLayout(whole)
        size_within_screen(self, px(SIZE[0]), px(SIZE[1]))
        self._progressed.connect(self._show_progress)
        # else Qt would give it to the button that leaves, and who presses Enter early would have left
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()
        self._show_bar()
        look, progress = office.desk.catching_up.look, self._progress()
        office.ask(self, lambda: look(progress), self._show)

    # --- what there is

    def _show(self, backlog: Backlog) -> None:
        self._backlog = backlog
        self.bar.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if not backlog.groups:
            self.told.setText(self.tr("Nothing is overdue from before today."))
            self.leave.setText(self.tr("Close"))
            self.leave.setFocus()
            return
        leads = wording.leads(backlog.leads)
        words = self.tr("{}; a day holds about {}. What is dropped is logged as skipped, with the reason “away”.")
        self.told.setText(words.format(leads, backlog.fits))
        for group in backlog.groups:
            made = self._group(group)
            self._place.addWidget(made)
            # a window that is in sight would show it later, and what is not shown takes no keys
            made.show()
        self.go.setEnabled(True)
        layout = self.layout()
        if layout is not None:
            # what one kind needs no room for would stand empty
            layout.activate()
            self.resize(self.width(), min(self.height(), layout.totalHeightForWidth(self.width())))
        self.choices[backlog.groups[0].matter].setFocus()

    def _group(self, group: Missed) -> QFrame:
        words = _counted(group)
        box = self.choices[group.matter] = choice(words, self)
        for each in CHOICES[group.matter]:
            box.addItem(translate("catching up", _WORDS[group.matter, each]), each)
        box.setCurrentIndex(box.findData(group.proposed))
        made = QFrame()
        made.setLayout(column(text(words, weight="strong", wrap=True), box, gap=self._office.look.px(4)))
        return made

    def chosen(self) -> dict[Matter, Choice]:
        """Return what becomes of each kind; of one that is not there, nothing."""
        return dict.fromkeys(Matter, Choice.KEEP) | {
            matter: Choice(box.currentData()) for matter, box in self.choices.items()
        }

    # --- doing it

    def carry_out(self) -> None:
        """Do what is chosen; a second press while it is done does nothing."""
        backlog = self._backlog
        if backlog is None or not self.go.isEnabled():
            return
        self._is_busy = True
        self.go.setEnabled(False)
        for box in self.choices.values():
            box.setEnabled(False)
        self.leave.setFocus()
        self._show_bar()
        catching_up, chosen, progress = self._office.desk.catching_up, self.chosen(), self._progress()
        refresh, told = self._office.refresh, while_lives(self, self._failed, self._office.trouble.show)

        def failed(problem: Exception) -> None:
            # the parts before it stay done
            refresh.announce(Changed(Touched.LEAD | Touched.QUEUE | Touched.REMINDERS))
            told(problem)

        done, _ = self._office.answers(self, self._done)
        self._office.tasks.store(lambda: catching_up.carry_out(backlog, chosen, progress), done, failed)

    def _show_bar(self) -> None:
        """Show how far it is, unless that is done by the time anybody would look."""
        self.bar.setRange(0, 0)
        QTimer.singleShot(WORTH_A_BAR_MS, self, lambda: self.bar.setVisible(self._is_busy or self._backlog is None))

    def _progress(self) -> Progress:
        tasks, cancel = self._office.tasks, self._cancel

        def tell(done: int, of: int) -> bool:
            # on the thread that works: the signal hops to the window's, unless the dialog is gone
            if not cancel.is_set() and Shiboken.isValid(self):
                self._progressed.emit(done, of)
            # many leads hold up neither a reminder nor a key
            tasks.let_others()
            return not cancel.is_set()

        return tell

    def _show_progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)

    def _done(self, caught_up: CaughtUp) -> None:
        self._is_busy = False
        self.caught_up.emit(caught_up)
        self.accept()

    def _failed(self, problem: Exception) -> None:
        self._is_busy = False
        self.reject()
        self._office.trouble.show(problem)

    def reject(self) -> None:
        if not self._is_busy:
            super().reject()
            return
        # what is done by then is told first, and can be taken back
        self._cancel.set()
        self.leave.setEnabled(False)
        self.told.setText(self.tr("Stopping after the part in hand"))


class TakingBack(QObject):
    """Takes what was caught up back, and says at the foot of the window how far it is."""

    _progressed = Signal(int, int)

    def __init__(self, office: Office, toast: Callable[[], Toast], parent: QWidget) -> None:
        super().__init__(parent)
        # asked for each time: a window that is built anew has another
        self._office, self._toast = office, toast
        self._progressed.connect(self._show_progress)

    def take_back(self, caught_up: CaughtUp) -> None:
        take_back, tasks = self._office.desk.catching_up.take_back, self._office.tasks

        def tell(done: int, of: int) -> bool:
            if Shiboken.isValid(self):
                self._progressed.emit(done, of)
            tasks.let_others()
            return True

        self._toast().say(self.tr("Taking it back …"))
        self._office.act(self, lambda: take_back(caught_up, tell), self._done)

    def _show_progress(self, done: int, of: int) -> None:
        self._toast().go_on_saying(self.tr("Taking it back: {} of {}").format(f"{done:,}", wording.leads(of)))

    def _done(self) -> None:
        self._toast().say(self.tr("Taken back"))
        self.deleteLater()


def _counted(group: Missed) -> str:
    n = len(group.lead_ids)
    if group.matter is Matter.PROMISES:
        return counted("catching up", "%n promises missed", "%n promise missed", n)
    if group.matter is Matter.FIRST_CALLS:
        return counted("catching up", "%n leads never called", "%n lead never called", n)
    return counted("catching up", "%n leads with missed steps", "%n lead with missed steps", n)


def caught_up_words(caught_up: CaughtUp) -> str:
    """Say what was done, and what of it is the end of a lead here."""
    skipped, ended = len(caught_up.skips), caught_up.ended
    if not skipped:
        return translate("catching up", "All of it is kept")
    words = counted("catching up", "Caught up: %n steps skipped", "Caught up: %n step skipped", skipped)
    if ended:
        words += "\n" + counted("catching up", "%n leads have no step left", "%n lead has no step left", ended)
    if not caught_up.is_whole:
        words += "\n" + translate("catching up", "Stopped: the others stay as they were")
    return words
