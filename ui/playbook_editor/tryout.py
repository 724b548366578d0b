"""Trying the draft out over real leads before anybody follows it: minutes of arithmetic, one button to stop."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QProgressBar, QWidget
from shiboken6 import Shiboken

from app.desktop.trials import LOOKS_BACK, Gathered, NoLeadsHere, Trial
from app.domain.playbook import Playbook
from app.errors import FollowthroughError
from ui import wording
from ui.language import counted, from_app, problem_words, translate
from ui.office import Office
from ui.parts import button, choice, clear, column, field, note, row, rule, scrolled, text
from ui.playbook_editor.workbench import Workbench
from ui.tasks import while_lives

#: a call is played in a few dozen microseconds; telling of each would keep the window from everything else
_TELL_EVERY = 2000


class TryPane(QWidget):
    """Leads, officers, hours and minutes a call go in; what comes out stands beside what it rests on."""

    _played = Signal(int)

    def __init__(self, office: Office, bench: Workbench) -> None:
        super().__init__()
        self._office, self._bench = office, bench
        self._stop = threading.Event()
        self._file: Path | None = None
        self._is_running = False
        self._make_fields()
        px = office.look.px
        self.run = button(self.tr("Try it out"), self.start, kind="primary")
        self.stop = button(self.tr("Stop"), self._stop.set)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("The trial is running"))
        self.told = text(tone="soft", wrap=True)
        self.waits = text(self.tr("It can be tried once nothing is wrong with it."), tone="warn", wrap=True)
        self._answer = column(gap=px(8))
        sheet = QWidget()
        whole = column(
            self._form(),
            row(self.run, self.stop, None, gap=px(8)),
            self.waits,
            self.bar,
            self.told,
            self._answer,
            None,
            gap=px(8),
        )
        sheet.setLayout(whole)
        self._area = scrolled(sheet, self.tr("Try the playbook out"))
        self.setLayout(column(self._area))
        self._played.connect(self._show_played)
        bench.judged.connect(self._may_run)
        self._show_running(running=False)

    def _make_fields(self) -> None:
        self.leads = choice(self.tr("Leads to play"))
        weeks = LOOKS_BACK.days // 7
        self.leads.addItem(self.tr("This desk's leads of {} weeks").format(weeks))
        self.leads.addItem(self.tr("A file of leads…"))
        self.leads.activated.connect(self._chose_leads)
        self.odds = choice(self.tr("How likely an answer is"))
        self.odds.addItems([self.tr("As published"), self.tr("As in my own calls")])
        self.officers = field(self.tr("Officers"), hint="2")
        self.officers.setText(str(Trial().officers))
        self.hours = field(self.tr("Hours of every officer"), hint="Mon-Fri 09:00-18:00")
        self.hours.setText(Trial().hours)
        self.per_call = field(self.tr("How long a call takes"), hint="6m")
        self.per_call.setText(Trial().per_call)

    def _form(self) -> QGridLayout:
        px = self._office.look.px
        form = QGridLayout()
        form.setHorizontalSpacing(px(8))
        form.setVerticalSpacing(px(4))
        pieces: tuple[tuple[str, QWidget, int, int, int], ...] = (
            (self.tr("Leads"), self.leads, 0, 0, 2),
            (self.tr("Officers"), self.officers, 2, 0, 1),
            (self.tr("A call takes"), self.per_call, 2, 1, 1),
            (self.tr("Hours of each"), self.hours, 4, 0, 2),
            (self.tr("How likely an answer is"), self.odds, 6, 0, 2),
        )
        for words, control, line, at, wide in pieces:
            form.addWidget(text(words, tone="soft", size="small"), line, at, 1, wide)
            form.addWidget(control, line + 1, at, 1, wide)
        form.setColumnStretch(0, 1)
        form.setColumnStretch(1, 1)
        return form

    # --- choosing

    def _chose_leads(self, index: int) -> None:
        if index == 0:
            self._file = None
            self.leads.setItemText(1, self.tr("A file of leads…"))
            return
        self.choose_file()

    def choose_file(self) -> None:
        """Ask for a file of leads; the choice stays what it was where none is named."""
        dialog = QFileDialog(self, self.tr("Choose a file of leads"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.take_file(Path(name)))
        dialog.rejected.connect(lambda: self.leads.setCurrentIndex(1 if self._file else 0))
        dialog.open()

    def take_file(self, path: Path) -> None:
        """Play the leads of a file."""
        self._file = path
        self.leads.setItemText(1, path.name)
        self.leads.setCurrentIndex(1)

    def _may_run(self) -> None:
        is_sound = self._playbook() is not None
        self.run.setEnabled(not self._is_running and is_sound)
        self.waits.setVisible(not is_sound and self._bench.judgement is not None)

    def _playbook(self) -> Playbook | None:
        judgement = self._bench.judgement
        return None if judgement is None or judgement.problems else judgement.playbook

    # --- running

    def start(self) -> None:
        """Play the draft as it is now, off the window; edits made meanwhile do not count."""
        playbook = self._playbook()
        if playbook is None or self._is_running:
            return
        self._stop.clear()
        clear(self._answer)
        self._show_running(running=True)
        self.told.setText(self.tr("Reading the leads"))
        trial = Trial(
            self._file,
            _number(self.officers.text()),
            self.hours.text(),
            self.per_call.text(),
            own=self.odds.currentIndex() == 1,
        )
        desk = self._office.desk
        self._office.tasks.store(
            lambda: desk.trials.gather(trial),
            while_lives(self, lambda gathered: self._play(playbook, gathered)),
            while_lives(self, self._failed),
        )

    def _play(self, playbook: Playbook, gathered: Gathered) -> None:
        played = 0

        def goes_on() -> bool:
            # on the thread that plays; the signal hops to the window's
            nonlocal played
            played += 1
            if played % _TELL_EVERY == 0 and Shiboken.isValid(self):
                self._played.emit(played)
            return not self._stop.is_set() and Shiboken.isValid(self)

        trials = self._office.desk.trials
        finished, failed = while_lives(self, self._finished), while_lives(self, self._failed)
        self._office.tasks.think(lambda: trials.run(playbook, gathered, goes_on), finished, failed)

    def _show_played(self, played: int) -> None:
        if self._is_running:
            self.told.setText(self.tr("{:,} calls played").format(played))

    def _finished(self, answer: dict[str, Any] | None) -> None:
        self._show_running(running=False)
        self.told.setText("" if answer else self.tr("Stopped; nothing is told of half a trial."))
        if answer:
            self.show_answer(answer)

    def _failed(self, problem: Exception) -> None:
        self._show_running(running=False)
        self.told.setText("")
        if not isinstance(problem, FollowthroughError):
            self._office.trouble.show(problem)
            return
        self._answer.addWidget(
            note(self._office.look, self._office.icons, problem_words(problem), "bad", "circle-alert")
        )
        if isinstance(problem, NoLeadsHere):
            way_out = button(self.tr("Choose a file of leads…"), self.choose_file)
            self._answer.addWidget(way_out, 0, Qt.AlignmentFlag.AlignLeft)
        QTimer.singleShot(0, self, self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        """Scroll to what came of it, which with large text is below the button; to its beginning if it is long."""
        # what was just added has no place until the page was laid out again
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        told = self._answer.geometry()
        self._area.ensureVisible(0, min(told.bottom(), told.top() + self._area.viewport().height()), 0, 0)

    def _show_running(self, *, running: bool) -> None:
        had_focus = self.run.hasFocus() or self.stop.hasFocus()
        self._is_running = running
        self.bar.setVisible(running)
        self.stop.setVisible(running)
        self.run.setVisible(not running)
        self._may_run()
        if had_focus:
            (self.stop if running else self.run).setFocus()

    # --- telling

    def show_answer(self, answer: dict[str, Any]) -> None:
        """Show what came of a trial, with what it rests on beside it."""
        clear(self._answer)
        px = self._office.look.px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(6))
        grid.setColumnStretch(1, 1)
        for n, (words, value) in enumerate(_lines_of(answer)):
            grid.addWidget(text(words, tone="soft", wrap=True), n, 0)
            grid.addWidget(text(value, weight="strong", wrap=True), n, 1)
        self._answer.addLayout(grid)
        self._answer.addWidget(
            note(self._office.look, self._office.icons, from_app(answer["caveat"]), "warn", "triangle-alert")
        )
        self._answer.addWidget(rule())
        self._answer.addWidget(text(self.tr("What this rests on"), weight="strong"))
        for words in answer["assumptions"]:
            self._answer.addWidget(text(f"· {from_app(words)}", tone="soft", size="small", wrap=True))
        left_out = len(answer["rejected"])
        if left_out:
            words = counted(
                "TryPane",
                "%n rows of the file could not be played.",
                "%n row of the file could not be played.",
                left_out,
            )
            self._answer.addWidget(text(f"· {words}", tone="soft", size="small"))
        QTimer.singleShot(0, self, self._bring_into_sight)


def _number(words: str) -> int:
    """Return a whole number, 0 for what is none: no branch has so few officers, and the trial says so."""
    return int(words) if re.fullmatch(r"\s*[0-9]{1,6}\s*", words) else 0


def _lines_of(answer: dict[str, Any]) -> list[tuple[str, str]]:
    first, wait = answer["first_in_time"], answer["wait_s"]
    per_hour = answer["attempts_per_officer_hour"]
    starved = answer["starved"]
    lines = [
        (translate("trial", "First call in time"), wording.share(first["n"], first["of"])),
        (translate("trial", "Wait of a due call, middle"), wording.short_seconds(wait["p50"])),
        (translate("trial", "Wait, the slowest tenth"), _over(wait["p90"])),
        (translate("trial", "Leads reached"), wording.share(answer["reached"], answer["leads"])),
        (translate("trial", "Calls an officer's hour"), "–" if per_hour is None else f"{per_hour:.1f}"),
        (translate("trial", "Leads a day it can take"), _a_day(answer["leads_per_day"])),
        (translate("trial", "The step that starves"), _starved(starved[0]) if starved else translate("trial", "none")),
    ]
    if answer["not_callable"]:
        lines.append((translate("trial", "Never open to a call"), wording.leads(answer["not_callable"])))
    return lines


def _over(seconds: float | None) -> str:
    return "–" if seconds is None else translate("trial", "over {}").format(wording.short_seconds(seconds))


def _a_day(leads: int | None) -> str:
    return translate("trial", "too few leads to tell from") if leads is None else f"{leads:,}"


def _starved(row: dict[str, Any]) -> str:
    return translate("trial", "{}: {} late or never").format(row["step"], wording.share(row["n"], row["of"]))
