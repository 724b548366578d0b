"""Before leads are moved to another version of the playbook: whom it concerns, what it changes, and why."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from shiboken6 import Shiboken

from app.desktop.changes import Changed, Touched
from app.desktop.moves import Move, Moving, Progress
from app.desktop.playbook_drafts import Bench, Version
from app.errors import FollowthroughError
from ui import wording
from ui.language import counted, problem_words
from ui.office import Office
from ui.parts import button, choice, column, field, note, row, size_within_screen, text
from ui.playbook_editor.move_words import change_words, next_words, who_words
from ui.tables import read_table
from ui.tasks import while_lives

#: work shorter than this needs no bar
_WORTH_A_BAR_MS = 500
#: rows a person may still read; how many more there are is said
_ROWS = 500


class MoveDialog(QDialog):
    """Tells what a move would change before it is made, tells how far it is, and offers the way back afterwards.

    Closing it while leads are being moved ends that after the part in hand, and tells what is moved.
    """

    _progressed = Signal(int, int, int)

    def __init__(self, office: Office, bench: Bench, to: Version, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._has_hub, self._to = office, bench.has_hub, to
        self._others = [version.version for version in bench.versions if version.version != to.version]
        self._run, self._cancel = 0, threading.Event()
        self._is_moving = self._is_looking = False
        self._moved: Moving | None = None
        self.setWindowTitle(self.tr("Move leads"))
        self._make_fields()
        self._lay_out()
        self._progressed.connect(self._show_progress)
        size_within_screen(self, office.look.px(880), office.look.px(600))
        self.resize(self.size().boundedTo(parent.size() * 0.95))
        self.why.setFocus()
        self.look()

    def _make_fields(self) -> None:
        self.which = choice(self.tr("Which leads are moved"))
        self.which.addItem(self.tr("All leads that go on"), 0)
        for version in reversed(self._others):
            self.which.addItem(self.tr("Those on version {}").format(version), version)
        self.which.currentIndexChanged.connect(lambda _index: self.look())
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Leads looked at"))
        self.bar.hide()
        self.told = text(wrap=True, weight="strong")
        self.table = self._make_table()
        self.why = field(self.tr("Why they are moved"), hint=self.tr("The quicker one works"))
        self.why.textChanged.connect(lambda _words: self._may_go())
        self.go = button(self.tr("Move leads"), self.move_them, kind="primary")
        self.go.setDefault(True)
        self.back = button(self.tr("Move them back"), self.move_back)
        self.back.hide()
        self.leave = button(self.tr("Cancel"), self.reject, kind="quiet")

    def _make_table(self) -> QTableWidget:
        table = read_table(
            [self.tr("Lead"), self.tr("Next now"), self.tr("Next then"), self.tr("Notices first")],
            name=self.tr("What changes, lead by lead"),
            rows=self.tr("Leads"),
            heads=self.tr("What is told of a lead"),
        )
        table.setWordWrap(True)
        return table

    def _lay_out(self) -> None:
        px, pad = self._office.look.px, self._office.look.px(24)
        self._heading = text(self.tr("Move leads to version {}").format(self._to.version), size="title", wrap=True)
        what = self.tr(
            "{}. What happened to a lead stays; its steps are found again under that version. Leads that ended stay "
            "where they are, and nobody is moved before you say so."
        ).format(self._to.name)
        self._problem = QFrame()
        self._problem_place = column(self._problem)
        self._fields = QWidget()
        self._fields.setLayout(
            column(text(self.tr("Why? It is noted on every lead."), tone="soft", size="small"), self.why, gap=px(4))
        )
        body = column(
            self._heading,
            text(what, tone="soft", wrap=True),
            self._problem_place,
            self.which,
            self.bar,
            self.told,
            self.table,
            self._fields,
            row(None, self.leave, self.back, self.go, gap=px(8)),
            gap=px(12),
            margins=(pad, pad, pad, pad),
        )
        body.setStretch(6, 1)
        self.setLayout(body)

    # --- looking

    def look(self) -> None:
        """Ask what it would change; what was asked before counts no more."""
        asked = Move(to=self._to.version, of_version=self.which.currentData())
        self._moved = None
        self.table.setRowCount(0)
        self._clear_problem()
        self._is_looking = True
        self._begin(self.tr("Looking at the leads"))
        moves, run, progress = self._office.desk.moves, self._run, self._progress_of_run()
        self._work(
            lambda: moves.preview(asked, progress),
            while_lives(self, lambda found: self._looked(run, found)),
            self._failed(run),
        )

    def _looked(self, run: int, found: Moving) -> None:
        if run != self._run:
            return
        self._is_looking = False
        self._end()
        self._moved = found
        if not found.is_whole:
            self.told.setText(self.tr("Stopped: nothing is told of half of them, and nothing is moved."))
            self._moved = None
        elif not found.moved:
            self.told.setText(self.tr("No lead would be moved: those that go on are on this version."))
        else:
            unchanged = found.unchanged
            notice = (
                counted(
                    "MoveDialog", "%n of them notice nothing so far", "%n of them notices nothing so far", unchanged
                )
                if unchanged
                else self.tr("every one of them notices it")
            )
            self.told.setText(self.tr("{} would be moved; {}.").format(wording.leads(found.moved), notice))
        self._fill(found)
        self._may_go()

    def _fill(self, found: Moving) -> None:
        now, zone = self._office.now(), self._office.zone
        self.table.setVisible(bool(found.leads))
        shown = found.leads[:_ROWS]
        self.table.setRowCount(len(shown))
        for n, told in enumerate(shown):
            who = who_words(told, found.names.get(told.lead_id, ""), now, zone)
            cells = (who, next_words(told.before, now, zone), next_words(told.after, now, zone), change_words(told))
            for place, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                self.table.setItem(n, place, item)
        more = len(found.leads) - len(shown)
        if more > 0:
            self._tell_more(self.tr("The first {:,} are shown.").format(len(shown)))
        elif found.moved and not found.leads:
            self._tell_more(self.tr("Which they are is for their own managers to see."))

    def _tell_more(self, words: str) -> None:
        self.told.setText(f"{self.told.text()} {words}")

    # --- moving

    def move_them(self) -> None:
        """Move what was looked at, part by part."""
        if not self.go.isEnabled():
            return
        asked = Move(to=self._to.version, of_version=self.which.currentData(), why=self.why.text())
        self._start([asked], self.tr("Moving leads"), self._were_moved)

    def move_back(self) -> None:
        """Move the very leads that were moved back, each to the version it was on."""
        if self._moved is None:
            return
        were: dict[int, list[str]] = defaultdict(list)
        for told in self._moved.leads:
            were[told.from_version].append(told.lead_id)
        why = self.tr("taken back: {}").format(self.why.text().strip())
        asked = [Move(to=version, lead_ids=tuple(ids), why=why) for version, ids in were.items()]
        self._start(asked, self.tr("Moving them back"), self._are_back)

    def _start(self, asked: list[Move], words: str, done: Callable[[Moving], None]) -> None:
        self._is_moving = True
        self._clear_problem()
        self._begin(words)
        self._stand_still()
        moves, run, progress = self._office.desk.moves, self._run, self._progress_of_run()
        refresh, is_told = self._office.refresh, self._failed(run)

        def work() -> tuple[list[Moving], list[Changed]]:
            found, changed = [], []
            for one in asked:
                moving, touched = moves.move(one, progress)
                found.append(moving)
                changed.append(touched)
                if not moving.is_whole:
                    break
            return found, changed

        def finished(answer: tuple[list[Moving], list[Changed]]) -> None:
            for touched in answer[1]:
                refresh.announce(touched)
            if Shiboken.isValid(self):
                self._is_moving = False
                self._end()
                done(_together(answer[0]))

        def failed(problem: Exception) -> None:
            # the parts before it stay moved
            refresh.announce(Changed(Touched.LEAD | Touched.QUEUE | Touched.REMINDERS))
            is_told(problem)

        self._work(work, finished, failed)

    def _were_moved(self, found: Moving) -> None:
        self._moved = found
        words = (
            self.tr("{} moved to version {}.")
            if found.is_whole
            else self.tr("Stopped. {} moved to version {}. The others stay where they were.")
        )
        self.told.setText(words.format(wording.leads(found.moved), self._to.version))
        self._fill(found)
        self._after()
        can_go_back = bool(found.leads)
        self.back.setVisible(can_go_back)
        if found.moved and not can_go_back:
            way = self.tr("To undo it, move those on version {} to the one they were on.")
            self._tell_more(way.format(self._to.version))

    def _are_back(self, found: Moving) -> None:
        self.told.setText(self.tr("{} moved back.").format(wording.leads(found.moved)))
        self.back.hide()
        self.table.hide()
        self._after()

    def _after(self) -> None:
        self.go.hide()
        self.which.hide()
        self._fields.hide()
        self.leave.setText(self.tr("Close"))
        self.leave.setAccessibleName(self.tr("Close"))
        self.leave.setFocus()

    # --- what both share

    def _work(self, work: Callable[[], object], done: Callable[..., None], failed: Callable[[Exception], None]) -> None:
        """Work where the leads are: on the network through a hub, else on the store."""
        line = self._office.tasks.network if self._has_hub else self._office.tasks.store
        line(work, done, failed)

    def _failed(self, run: int) -> Callable[[Exception], None]:
        return while_lives(self, lambda problem: self._broke(run, problem), self._office.trouble.show)

    def _progress_of_run(self) -> Progress:
        run, cancel, tasks, has_hub = self._run, self._cancel, self._office.tasks, self._has_hub

        def tell(done: int, of: int) -> bool:
            # on the thread that works: the signal hops to the window's, unless the dialog is gone
            if not cancel.is_set() and Shiboken.isValid(self):
                self._progressed.emit(run, done, of)
            if not has_hub:
                # many leads hold up neither a reminder nor a key
                tasks.let_others()
            return not cancel.is_set()

        return tell

    def _begin(self, words: str) -> None:
        self._cancel.set()
        self._cancel = threading.Event()
        self._run += 1
        run = self._run
        self.told.setText(words)
        self.bar.setRange(0, 0)
        self._may_go()
        QTimer.singleShot(_WORTH_A_BAR_MS, self, lambda: self._show_bar(run))

    def _show_bar(self, run: int) -> None:
        self.bar.setVisible(run == self._run and (self._is_looking or self._is_moving))

    def _show_progress(self, run: int, done: int, of: int) -> None:
        if run == self._run and (self._is_looking or self._is_moving):
            self.bar.setRange(0, max(of, 1))
            self.bar.setValue(done)
            verb = self.tr("Moving leads") if self._is_moving else self.tr("Looking at the leads")
            self.told.setText(self.tr("{}: {:,} of {:,}").format(verb, done, of))

    def _end(self) -> None:
        self.bar.hide()
        self.which.setEnabled(True)
        self.why.setEnabled(True)
        self.leave.setEnabled(True)

    def _stand_still(self) -> None:
        self.which.setEnabled(False)
        self.why.setEnabled(False)
        self.back.hide()
        self.leave.setFocus()

    def _may_go(self) -> None:
        has_leads = self._moved is not None and self._moved.moved > 0
        is_busy = self._is_looking or self._is_moving
        self.go.setEnabled(has_leads and not is_busy and bool(self.why.text().strip()))

    def _broke(self, run: int, problem: Exception) -> None:
        if run != self._run:
            return
        was_moving = self._is_moving
        self._is_looking = self._is_moving = False
        self._end()
        self._may_go()
        self.told.setText(self.tr("How many were moved is not known; look again.") if was_moving else "")
        if not isinstance(problem, FollowthroughError):
            self._office.trouble.show(problem)
            return
        fresh = note(self._office.look, self._office.icons, problem_words(problem), "bad", "circle-alert")
        self._problem_place.replaceWidget(self._problem, fresh)
        self._problem.deleteLater()
        self._problem = fresh

    def _clear_problem(self) -> None:
        calm = QFrame()
        self._problem_place.replaceWidget(self._problem, calm)
        self._problem.deleteLater()
        self._problem = calm

    def reject(self) -> None:
        if self._is_moving and not self._cancel.is_set():
            # what is moved is told first
            self._cancel.set()
            self.leave.setEnabled(False)
            self.told.setText(self.tr("Stopping after the part in hand"))
            return
        self._cancel.set()
        super().reject()


def _together(parts: list[Moving]) -> Moving:
    names: dict[str, str] = {}
    for part in parts:
        names |= part.names
    return Moving(
        sum(part.moved for part in parts),
        sum(part.unchanged for part in parts),
        [told for part in parts for told in part.leads],
        names,
        all(part.is_whole for part in parts),
    )
