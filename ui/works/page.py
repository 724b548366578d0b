"""What works: the experiment that runs, plain tables, and what speed and attempts seem to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from app.desktop.changes import Touched
from app.desktop.works import Found, Row, Versions
from ui import wording
from ui.exporting import choose
from ui.language import from_app, translate
from ui.office import Office
from ui.parts import button, column, growing_choice, note, row, scrolled_by_words, text
from ui.printing import Sheet as Paper
from ui.printing import new_printer, print_on
from ui.sums_page import SumsPage
from ui.works.experiment import ExperimentPanel
from ui.works.saving import reports_of, sections_of
from ui.works.sheet import Sheet
from ui.works.words import (
    ATTEMPTS_TABLE,
    CALLED_TABLE,
    COMPARED_TABLE,
    EFFECTS_TABLE,
    FIELDS,
    RESPONSES_TABLE,
    named,
    split_by,
)


class WorksPage(SumsPage):
    """Asks the hub on the network's thread; each table says by itself that it has no rows."""

    periods = (90, 365)

    def __init__(self, office: Office, days: int = 365) -> None:
        super().__init__(office, days)
        self._found: Found | None = None
        self._as_of = office.now()
        self.choice: QMenu | None = None
        #: what was asked for by a key before the hub had answered
        self._then: Callable[[], None] | None = None
        self._by = ""
        self._build()
        office.refresh.listen(self, Touched.SYNC | Touched.PLAYBOOK, self._touched)

    def _build(self) -> None:
        office, px = self._office, self._office.look.px
        self._told = text(tone="soft", wrap=True)
        paper = button(self.tr("Print"), self.print_page, kind="quiet", name=self.tr("Print (Ctrl+P)"))
        again = button(self.tr("Reload"), self.reload, kind="quiet")
        title = row(text(self.tr("What works"), size="title"), None, self.export_button, again, paper, gap=px(8))
        top = column(title, self._told, row(*self._periods, None, gap=px(8)), gap=px(6))
        self.plan_button = button(self.tr("Try two versions side by side…"), self.plan)
        self.stop_button = button(self.tr("Stop the experiment…"), self.ask_to_stop)
        acts = QWidget()
        acts.setLayout(row(self.plan_button, self.stop_button, None, gap=px(8)))
        self.experiment = ExperimentPanel(office, acts)
        self.field = growing_choice(self.tr("Split by"))
        self.field.activated.connect(self._split)
        self._caveat = text(wrap=True)
        tells = self.tr("95 % intervals behind each share; what is called real cannot well be chance.")
        self.called = Sheet(office.look, CALLED_TABLE, tells=tells)
        self.compared = Sheet(office.look, COMPARED_TABLE)
        self.responses = Sheet(office.look, RESPONSES_TABLE, beside=self.field)
        self.effects = Sheet(office.look, EFFECTS_TABLE, beside=note(office.look, office.icons, self._caveat))
        self.attempts = Sheet(
            office.look,
            ATTEMPTS_TABLE,
            tells=self.tr("Of the leads that were tried once more, how many that attempt reached."),
        )
        sheet = QWidget()
        self.sheets = (self.called, self.compared, self.responses, self.effects, self.attempts)
        sheet.setLayout(column(self.experiment, *self.sheets, None, gap=px(16)))
        self._fill(top, scrolled_by_words(sheet, self.tr("What works")))
        self.faces.unanswered.connect(self._give_up)

    # -- asking ----------------------------------------------------------------------------------------

    def _forget(self) -> None:
        self._found = None
        self._told.clear()

    def reload(self) -> None:
        """Ask the hub for the period that is chosen; an answer that was overtaken is dropped."""
        start, today = self._dates()
        by, look = self._by, self._office.desk.works.look
        waits = self.tr("The hub is working out what works.")
        self.faces.ask(lambda: look(start, today, by), self.show_found, waits)

    def _split(self, _index: int) -> None:
        self._by = self.field.currentData()
        self.reload()

    def show_found(self, found: Found) -> None:
        """Show what the hub told."""
        self._found, self._as_of = found, self._office.now()
        tables = found.tables
        self._told.setText(wording.days_between(found.start, found.end))
        running = self._running()
        self.plan_button.setVisible(running is None and self._may_decide())
        self.stop_button.setVisible(running is not None and self._may_decide())
        self.experiment.show_one(found.experiments[0] if found.experiments else None)
        self.called.show_rows(tables.called)
        self.compared.show_rows(tables.compared)
        self._fields(tables.fields)
        self.responses.show_rows(split_by(self._by, tables.responses))
        self._caveat.setText(from_app(tables.caveat))
        self.effects.show_rows(tables.speed_effects)
        self.attempts.show_rows(tables.attempts)
        self.faces.show_filled()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _fields(self, fields: list[str]) -> None:
        self.field.clear()
        for name in ("", *fields):
            self.field.addItem(named(FIELDS, name), name)
        self.field.setCurrentIndex(max(self.field.findData(self._by), 0))

    def _give_up(self) -> None:
        self._then = None

    # -- saving ----------------------------------------------------------------------------------------

    def export(self) -> None:
        """Ask which of the tables in sight is to be saved, or the experiments, and then where."""
        found = self._found
        reports = [] if found is None else reports_of(found, self.sheets, self._by, self._as_of)
        if not reports or not self.may_export():
            super().export()
        else:
            self.choice = choose(reports, self.export_button, self.ask_where)

    def print_page(self) -> None:
        """Ask for a printer and print what is in sight, with what each number means."""
        if self._found is None:
            self.said.emit(self.tr("There are no numbers here to print yet."))
            return
        printer = new_printer()
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self._print(printer))
        # its own `open` wants a slot as C++ has them
        QDialog.open(dialog)

    def _print(self, printer: QPrinter) -> None:
        print_on(self.paper(), printer)

    def paper(self) -> Paper:
        """Return what is in sight as it is printed."""
        found = self._found.experiments if self._found is not None else []
        as_of = self.tr("As of {}").format(wording.moment(self._as_of, self._office.now(), self._office.zone))
        sections = sections_of(self.sheets, self._by, found[0] if found else None)
        return Paper(self.tr("What works"), [self._told.text(), as_of], sections)

    # -- trying ----------------------------------------------------------------------------------------

    def _running(self) -> Row | None:
        found = self._found.experiments if self._found is not None else []
        return next((one for one in found if one.get("running")), None)

    def _may_decide(self) -> bool:
        return self._found is not None and self._found.may_decide

    def plan(self) -> None:
        """Ask which two versions are to be tried, and show whether that can answer the question."""
        from ui.works.planning import PlanDialog

        if self._found is None:
            self._then = self.plan
            return
        if self._running() is not None or not self._may_decide():
            self.said.emit(translate("works", "An experiment runs already, or it is not yours to begin one."))
            return

        def show(versions: Versions) -> None:
            dialog = PlanDialog(self._office, versions, self.window())
            dialog.begun.connect(self._begun)
            dialog.open()

        self._office.ask(self, self._office.desk.works.versions, show)

    def ask_to_stop(self) -> None:
        """Ask why the experiment that runs is stopped, and which version goes on."""
        from ui.works.stopping import StopDialog

        if self._found is None:
            self._then = self.ask_to_stop
            return
        running = self._running()
        if running is None or not self._may_decide():
            self.said.emit(translate("works", "No experiment runs that is yours to stop."))
            return
        dialog = StopDialog(self._office, running, self.window())
        dialog.stopped.connect(self._begun)
        dialog.open()

    def _begun(self, words: str) -> None:
        self.said.emit(words)
        self.reload()
