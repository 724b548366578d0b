"""The manager's page: who called whom how soon, every rate with its denominator."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.changes import Changed, Touched
from app.desktop.exporting import Shown
from app.desktop.team import TeamReport
from ui import wording
from ui.figures import FIGURES, PERIODS, Row
from ui.language import counted
from ui.office import Office
from ui.parts import choice, column, frame, row, scrolled, text
from ui.sums_page import SumsPage
from ui.team.chart import SpeedChart
from ui.team.model import TeamModel, beside_speed
from ui.team.officer import OfficerPage
from ui.team.ranking import BY, rank
from ui.team.table import TeamTable


class TeamPage(SumsPage):
    """Asks the hub on the network's thread; one officer's page takes the table's place while it is read."""

    def __init__(self, office: Office, days: int = PERIODS[-1]) -> None:
        super().__init__(office, days)
        self._report: TeamReport | None = None
        self.officer: OfficerPage | None = None
        self._officers: list[Row] = []
        self._build()
        office.refresh.listen(self, Touched.TEAM | Touched.SYNC, self._touched)

    def shown(self) -> Shown | None:
        report = self._report
        return None if report is None else Shown("team", report.officers, report.start, report.end, report.as_of)

    def _build(self) -> None:
        office, px = self._office, self._office.look.px
        self._told = text(tone="soft", wrap=True)
        self.ranked_by = choice(self.tr("Ranked by"))
        for name, words in (("", self.tr("Name")), *((name, FIGURES[name].words) for name in BY)):
            self.ranked_by.addItem(words, name)
        self.ranked_by.activated.connect(lambda _index: self._rank())
        top = column(
            row(text(self.tr("Team"), size="title"), None, *self._keys(), gap=px(8)),
            self._told,
            gap=px(4),
        )
        self.model = TeamModel(self)
        self.table = TeamTable(office.look, self.model)
        self.table.chosen.connect(self.open_officer)
        self.rank_words = text(tone="soft", wrap=True)
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
        ranking = row(text(self.tr("Ranked by"), tone="soft"), self.ranked_by, self.rank_words, gap=px(8))
        ranking.setStretch(2, 1)
        sheet = QWidget()
        sheet.setLayout(
            column(
                ranking,
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
        self._officers = []
        self._told.clear()

    def open_officer(self, officer: str) -> None:
        """Show one officer's page in place of the table, in the days that are chosen."""
        self.close_officer()
        others = [str(each.get("officer", "")) for each in self._officers]
        self.officer = OfficerPage(self._office, officer, self._dates(), others)
        self.officer.left.connect(self._back_to_team)
        self.faces.addWidget(self.officer)
        self.faces.setCurrentWidget(self.officer)
        self.officer.setFocus()
        self.officer.reload()

    def close_officer(self) -> None:
        if self.officer is not None:
            self.faces.removeWidget(self.officer)
            self.officer.deleteLater()
            self.officer = None

    def _back_to_team(self) -> None:
        self.close_officer()
        self.faces.show_filled()
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Lead into the table, or back into the officer's page: the page itself has the keys when it is opened."""
        if self.officer is not None and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            QApplication.sendEvent(self.officer, event)
        elif self.table.isVisible() and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.table.setFocus()
            self.table.setCurrentIndex(self.model.index(max(self.table.currentIndex().row(), 0), 0))
        else:
            super().keyPressEvent(event)

    def _choose(self, days: int) -> None:
        officer = self.officer.officer if self.officer is not None else ""
        self.close_officer()
        super()._choose(days)
        if officer:
            self.open_officer(officer)

    def _rank(self) -> None:
        found = rank(self._officers, str(self.ranked_by.currentData()))
        at = self.table.currentIndex()
        stood_on = str(self.model.officers[at.row()].get("officer", "")) if at.isValid() else None
        self.model.show(found.officers, found.marks)
        row = next((n for n, one in enumerate(found.officers) if one.get("officer", "") == stood_on), None)
        if row is not None:
            self.table.setCurrentIndex(self.model.index(row, 0))
        self.rank_words.setText(found.words)

    def reload(self) -> None:
        """Ask the hub for the period that is chosen, and for the officer in sight: two moments on one page mislead."""
        self._ask_team()
        if self.officer is not None:
            self.officer.reload()

    def _touched(self, _changed: Changed) -> None:
        # whoever reads an officer's page is not torn from their line by each round with the hub
        if self.isVisible():
            self._ask_team()

    def _ask_team(self) -> None:
        """Ask for the team; an answer that was overtaken is dropped."""
        days, report = self._dates(), self._office.desk.team.report
        self.faces.ask(lambda: report(*days), self._show, self.tr("The hub is working out the team's numbers."))

    def _show(self, report: TeamReport) -> None:
        self._report = report if report.officers else None
        self._officers = list(report.officers)
        self._rank()
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
            self.faces.show_empty(
                "users",
                self.tr("Nobody to show yet"),
                self.tr("Once leads are assigned in your branch, each officer has a row here."),
            )
            return
        if self.officer is None:
            self.faces.show_filled()
