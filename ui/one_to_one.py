"""The page of a one-to-one, for paper: effort beside results, against the days before, and three leads to discuss."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QTextBrowser, QWidget

from app.desktop.settings import EXPORT
from app.domain.differing import METHOD
from app.domain.one_to_one import Why
from app.errors import FollowthroughError
from app.protocol.drilled import OneToOne
from ui import wording
from ui.glance import EFFORT, RESULTS, glance_lines, method_words
from ui.language import from_app, marked, translate
from ui.locked import lock_button
from ui.office import Office
from ui.parts import button, column, row, size_within_screen, text
from ui.printing import Section, Sheet, Table, document_of, new_printer, print_on, save_pdf
from ui.tasks import while_lives

WHY = {
    Why.PROMISE_PAST: marked("one_to_one", "Can still be kept: promised, and the time is past since {}"),
    Why.NEVER_CALLED: marked("one_to_one", "Can still be kept: never called, though that was due until {}"),
    Why.OVERDUE: marked("one_to_one", "Can still be kept: the next step was due until {}"),
    Why.LOST_NEVER_CALLED: marked("one_to_one", "Was lost, never called; ended {}"),
    Why.LOST_PROMISE: marked("one_to_one", "Was lost after a promise that was not kept; ended {}"),
    Why.LOST_UNDONE: marked("one_to_one", "Was lost with a call undone; ended {}"),
    Why.FUNDED: marked("one_to_one", "Went well: funded {}"),
    Why.APPLIED: marked("one_to_one", "Went well: applied {}"),
    Why.APPOINTED: marked("one_to_one", "Went well: an appointment was made {}"),
    Why.REACHED_SOON: marked("one_to_one", "Went well: spoken with within five minutes, {}"),
    Why.PROMISE_KEPT: marked("one_to_one", "Went well: a promise was kept {}"),
}
#: how the leads were chosen, said on the page
RULE = marked(
    "one_to_one",
    "Chosen by rule: in turn the one longest past its time that can still be kept, the dearest that was lost on the "
    "officer's side, and the one furthest on; where there is none, the next of the others.",
)


def sheet_of(found: OneToOne, before: dict[str, Any] | None, days: tuple[date, date], office: Office) -> Sheet:
    """Return the page; `before` is the row of as many days before."""

    def said(words: str) -> str:
        return translate("one_to_one", words)

    name, branch = str(found.officer.get("officer", "")), str(found.officer.get("branch", ""))
    as_of = wording.moment(office.now(), office.now(), office.zone)
    told = [
        " · ".join(filter(None, (branch, wording.days_between(*days), wording.leads(int(found.officer["leads"]))))),
        translate("one_to_one", "As of {}. The officer sees the same numbers.").format(as_of),
    ]
    heads = (
        translate("one_to_one", "What is counted"),
        translate("one_to_one", "These days"),
        translate("one_to_one", "Of what, and against the days before"),
    )

    def table(names: tuple[str, ...]) -> Table:
        lines = glance_lines(names, found.officer, before)
        return Table([(line.words, line.aside, line.detail) for line in lines], heads, widths=(30, 22, 48))

    leads = [
        (one.name, said(WHY[one.why]).format(wording.moment(one.at, office.now(), office.zone))) for one in found.leads
    ]
    if before is not None and not before.get("leads", 0):
        told.append(method_words(before))
    method = translate("one_to_one", "Rates with their 95 % interval (Wilson). Differences: {}.").format(METHOD)
    nothing = [] if leads else [translate("one_to_one", "No lead of these days is past its time, was lost, or got on.")]
    discuss = Table(leads, widths=(30, 70)) if leads else None
    return Sheet(
        translate("one_to_one", "One to one: {}").format(name),
        told,
        [
            Section(translate("one_to_one", "Effort"), (), table(EFFORT)),
            Section(translate("one_to_one", "Results"), (), table(RESULTS)),
            Section(translate("one_to_one", "Leads to discuss"), [said(RULE), *nothing], discuss),
            Section(translate("one_to_one", "How this is worked out"), [method]),
        ],
    )


class OneToOneDialog(QDialog):
    """The page as it will be printed; it can be saved as a PDF too. Escape leaves."""

    def __init__(self, office: Office, officer: str, days: tuple[date, date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.sheet: Sheet | None = None
        px = office.look.px
        self.setWindowTitle(self.tr("One to one"))
        self.told = text(self.tr("Adding up…"), tone="soft", wrap=True)
        self.paper = QTextBrowser()
        self.paper.setAccessibleName(self.tr("The page as it is printed"))
        # as on paper, whatever the window's look
        ink = self.paper.palette()
        ink.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.white)
        self.paper.setPalette(ink)
        self.paper.setStyleSheet("QTextBrowser { background: white; color: black; }")
        self.save = button(self.tr("Save as PDF…"), self._ask_where, name=self.tr("Save as PDF (Ctrl+S)"))
        self.print = button(self.tr("Print…"), self._print, kind="primary", name=self.tr("Print (Ctrl+P)"))
        for made, key in ((self.save, QKeySequence.StandardKey.Save), (self.print, QKeySequence.StandardKey.Print)):
            made.setEnabled(False)
            QShortcut(QKeySequence(key), self, made.click)
        if not office.desk.settings.allows(EXPORT):
            lock_button(office, self.save)
        pad = px(20)
        close = button(self.tr("Close"), self.reject)
        body = column(
            self.told,
            self.paper,
            row(None, close, self.save, self.print, gap=px(8)),
            gap=px(8),
            margins=(pad, pad, pad, pad),
        )
        body.setStretch(1, 1)
        self.setLayout(body)
        size_within_screen(self, px(820), px(860))
        self._ask(officer, days)

    def _ask(self, officer: str, days: tuple[date, date]) -> None:
        drilling = self._office.desk.drilling
        start, end = days
        span = end - start

        def work() -> tuple[OneToOne, dict[str, Any]]:
            last = date.fromordinal(start.toordinal() - 1)
            return drilling.one_to_one(officer, start, end), drilling.row_of(officer, last - span, last)

        def found(answer: tuple[OneToOne, dict[str, Any]]) -> None:
            self.show_sheet(sheet_of(*answer, days, self._office))

        self._office.tasks.network(work, while_lives(self, found), while_lives(self, self._failed))

    def show_sheet(self, sheet: Sheet) -> None:
        self.sheet = sheet
        made = document_of(sheet)
        made.setParent(self.paper)
        self.paper.setDocument(made)
        self.told.hide()
        self.print.setEnabled(True)
        self.save.setEnabled(self._office.desk.settings.allows(EXPORT))
        self.paper.setFocus()

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, FollowthroughError):
            self._office.trouble.show(problem)
            return
        self.told.setText(f"{from_app(problem.happened)} {from_app(problem.remedy)}".strip())

    def _ask_where(self) -> None:
        # no name in it: a folder's list is read over shoulders
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save as PDF"), "one-to-one.pdf", "PDF (*.pdf)")
        if path:
            self.save_to(Path(path))

    def save_to(self, path: Path) -> None:
        if self.sheet is None:
            return
        try:
            save_pdf(self.sheet, path)
        except OSError:
            self._say(self.tr("The file could not be written. Choose another folder."))
        else:
            self._say(self.tr("Saved."))

    def _say(self, words: str) -> None:
        self.told.setText(words)
        self.told.show()

    def _print(self) -> None:
        printer = new_printer()
        if self.sheet is not None and QPrintDialog(printer, self).exec():
            print_on(self.sheet, printer)
