"""Marketing's page: what each month's leads came to and cost, sources compared fairly, credit to claim."""

from __future__ import annotations

from datetime import date

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QMenu, QPushButton, QWidget

from app.desktop.changes import Touched
from app.desktop.marketing import MarketingReport
from ui import wording
from ui.commands import Commands
from ui.exporting import choose
from ui.language import counted, from_app
from ui.marketing.adjusted import AdjustedPanel
from ui.marketing.claims import ClaimsPanel, ExhaustedPanel
from ui.marketing.cohorts import CohortsPanel
from ui.marketing.names import CLAIMS, EXHAUSTED, PRINT
from ui.marketing.paper import Section, document, print_on
from ui.marketing.saving import reports_of
from ui.office import Office
from ui.parts import button, column, command_button, row, scrolled_by_words, text
from ui.sums_page import SumsPage
from ui.wrapping import Wrapping

_MONTHS_A_YEAR = 12


class MarketingPage(SumsPage):
    """Asks the hub on the network's thread; `days` are months here, the last of them is today's."""

    periods = (6, 12, 24)

    def __init__(self, office: Office, commands: Commands, days: int = 24) -> None:
        super().__init__(office, days)
        self._report: MarketingReport | None = None
        self.choice: QMenu | None = None
        self._build(commands)
        office.refresh.listen(self, Touched.SYNC, self._touched)

    def _build(self, commands: Commands) -> None:
        office, px = self._office, self._office.look.px
        self._told = text(tone="soft", wrap=True)
        again = button(self.tr("Reload"), self.reload, kind="quiet")
        paper = command_button(commands[PRINT], office.icons, kind="quiet", words=self.tr("Print"))
        title = row(text(self.tr("Marketing"), size="title"), None, self.export_button, again, paper, gap=px(8))
        periods = Wrapping(px(8))
        for each in self._periods:
            periods.addWidget(each)
        self.cohorts, self.adjusted = CohortsPanel(office), AdjustedPanel(office)
        self.claims = ClaimsPanel(office, commands[CLAIMS])
        panels: list[QWidget] = [self.cohorts, self.adjusted, self.claims]
        self.exhausted: ExhaustedPanel | None = None
        if office.seat.is_marketing:
            self.exhausted = ExhaustedPanel(office, commands[EXHAUSTED])
            panels.append(self.exhausted)
        sheet = QWidget()
        sheet.setLayout(column(*panels, None, gap=px(16)))
        self._area = scrolled_by_words(sheet, self.tr("Marketing's numbers"))
        self._fill(column(title, self._told, periods, gap=px(6)), self._area)

    def _period(self, days: int) -> QPushButton:
        made = super()._period(days)
        made.setText(counted("MarketingPage", "%n months", "%n month", days))
        made.setAccessibleName(counted("MarketingPage", "Last %n months", "Last %n month", days))
        return made

    def _dates(self) -> tuple[date, date]:
        _, today = super()._dates()
        months = today.year * _MONTHS_A_YEAR + today.month - self.days
        return date(months // _MONTHS_A_YEAR, months % _MONTHS_A_YEAR + 1, 1), today

    def _forget(self) -> None:
        self._report = None
        self._told.clear()

    def reload(self) -> None:
        """Ask the hub for the months that are chosen; an answer that was overtaken is dropped."""
        days, report = self._dates(), self._office.desk.marketing.report
        self.faces.ask(lambda: report(*days), self.show_report, self.tr("The hub is working out what sources brought."))

    def export(self) -> None:
        """Ask which of the tables in sight is to be saved, and then where."""
        report = self._report
        reports = [] if report is None else reports_of(report, self.cohorts, self.adjusted, self.claims)
        if not reports or not self.may_export():
            super().export()
        else:
            self.choice = choose(reports, self.export_button, self.ask_where)

    def take_exhausted(self) -> None:
        """Ask where the leads are to be saved that wait to be handed over."""
        if self.exhausted is not None:
            self.exhausted.ask_where()

    def scroll_to(self, panel: QWidget) -> None:
        """Bring a panel's beginning to the top."""
        self._area.verticalScrollBar().setValue(panel.y())

    def print_page(self) -> None:
        """Ask for a printer and print what is in sight, with what each number means."""
        if self._report is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self._print(printer))
        # its own `open` wants a slot as C++ has them
        QDialog.open(dialog)

    def _print(self, printer: QPrinter) -> None:
        print_on(printer, document(self.tr("Marketing"), self._told.text(), self.sections()))

    def sections(self) -> list[Section]:
        """Return the tables in sight, as they are printed."""
        whose = self.cohorts.whose.currentText()
        cohorts, adjusted, claims = self.cohorts, self.adjusted, self.claims
        return [
            Section(self.tr("Months received"), whose, cohorts.model.figures, cohorts.model.rows),
            Section(
                self.tr("Was it the lead or the follow-up?"),
                adjusted.told.text(),
                adjusted.model.figures,
                adjusted.model.rows,
            ),
            Section(self.tr("Credit to claim"), claims.told.text(), claims.model.figures, claims.model.rows),
        ]

    def show_report(self, report: MarketingReport) -> None:
        """Show what the hub answered."""
        self._report = report
        leads = sum(int(each["leads"]) for each in report.cohorts if each.get("source") is None)
        as_of = wording.moment(report.as_of, self._office.now(), self._office.zone)
        since = self.tr("{} to {}").format(wording.month_of_year(report.start), wording.month_of_year(report.end))
        matched = report.match_rate
        rate = wording.share(int(matched.get("n", 0)), int(matched.get("of", 0)))
        self._told.setText(
            self.tr("{} · {} · loans matched with a lead: {} · as of {}").format(
                since, wording.leads(leads), rate, as_of
            )
        )
        if not report.cohorts:
            self.faces.show_empty(
                "chart-column",
                self.tr("Nothing came in these months"),
                self.tr("Once leads arrive, each source has a row a month here. Choose more months, or wait."),
            )
            return
        self.cohorts.show_rows(report.cohorts)
        self.adjusted.show_rows(report.adjusted, from_app(report.not_compared) if report.not_compared else "")
        self.claims.show_rows(report.claims)
        self.faces.show_filled()
