"""The manager's page: who called whom how soon, every rate with its denominator."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.changes import Touched
from app.desktop.exporting import Shown
from app.desktop.team import TeamReport
from app.errors import FollowthroughError
from ui import wording
from ui.figures import PERIODS
from ui.language import counted, from_app
from ui.office import Office
from ui.parts import column, frame, row, scrolled, text
from ui.sums_page import SumsPage
from ui.tasks import while_lives
from ui.team.chart import SpeedChart
from ui.team.model import TeamModel, beside_speed
from ui.team.table import TeamTable


class TeamPage(SumsPage):
    """Asks the hub on the network's thread; loading, empty and failed each have a face."""

    def __init__(self, office: Office, days: int = PERIODS[-1]) -> None:
        super().__init__(office, days)
        self._report: TeamReport | None = None
        self._build()
        office.refresh.listen(self, Touched.TEAM | Touched.SYNC, self._touched)

    def shown(self) -> Shown | None:
        report = self._report
        return None if report is None else Shown("team", report.officers, report.start, report.end, report.as_of)

    def _build(self) -> None:
        office, px = self._office, self._office.look.px
        self._told = text(tone="soft", wrap=True)
        top = column(
            row(text(self.tr("Team"), size="title"), None, *self._keys(), gap=px(8)),
            self._told,
            gap=px(4),
        )
        self.model = TeamModel(self)
        self.table = TeamTable(office.look, self.model)
        self.chart = SpeedChart(office.look)
        self._beside = text(tone="soft", wrap=True)
        pad = px(16)
        chart = column(
            text(self.tr("Speed to the first attempt"), size="heading"),
            text(self.tr("Leads received in the period, by how soon they were first called"), tone="soft", wrap=True),
            self.chart,
            self._beside,
            gap=px(8),
            margins=(pad, pad, pad, pad),
        )
        sheet = QWidget()
        sheet.setLayout(
            column(
                frame("panel", column(self.table, margins=(px(8), px(4), px(8), px(4)))),
                frame("panel", chart),
                None,
                gap=px(16),
            )
        )
        self._fill(top, scrolled(sheet, self.tr("The team's numbers")))

    def _forget(self) -> None:
        self._report = None
        self.model.show([])
        self._told.clear()

    def reload(self) -> None:
        """Ask the hub for the period that is chosen; an answer that was overtaken is dropped."""
        self._asked += 1
        asked = self._asked
        start, today = self._dates()
        if not self.model.officers:
            self._show_face("hourglass", self.tr("Adding up"), self.tr("The hub is working out the team's numbers."))

        def shown(report: TeamReport) -> None:
            if asked == self._asked:
                self._show(report)

        def failed(problem: Exception) -> None:
            if asked == self._asked:
                self._fail(problem)

        report = self._office.desk.team.report
        self._office.tasks.network(lambda: report(start, today), while_lives(self, shown), while_lives(self, failed))

    def _show(self, report: TeamReport) -> None:
        self._report = report if report.officers else None
        self.model.show(report.officers)
        self.chart.show_rows(report.officers)
        self._beside.setText(beside_speed(report.officers))
        self._beside.setVisible(bool(self._beside.text()))
        leads = sum(int(each.get("leads", 0)) for each in report.officers)
        as_of = wording.moment(report.as_of, self._office.now(), self._office.zone)
        dates = wording.days_between(report.start, report.end)
        many = len(report.officers)
        officers = counted("TeamPage", "%n officers", "%n officer", many)
        self._told.setText(self.tr("{} · {}, {} · as of {}").format(dates, wording.leads(leads), officers, as_of))
        if not report.officers:
            self._show_face(
                "users",
                self.tr("Nobody to show yet"),
                self.tr("Once leads are assigned in your branch, each officer has a row here."),
            )
            return
        self._stack.setCurrentWidget(self._filled)

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, FollowthroughError):
            self._office.trouble.show(problem)
            return
        remedy = from_app(problem.remedy) or self.tr("Try again in a moment.")
        self._show_face("wifi-off", from_app(problem.happened), remedy, again=True)
