"""What came in each month and what it cost: all sources together, one of them, or every row there is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.figures import Row
from ui.language import translate
from ui.marketing.chart import MonthsChart
from ui.marketing.figures import COHORT
from ui.marketing.table import FigureModel, FigureTable
from ui.office import Office
from ui.parts import choice, column, frame, growing_choice, text
from ui.wrapping import Wrapping

ALL, EVERY = "\0all", "\0every"


class CohortsPanel(QWidget):
    """A choice of whose months are shown, their chart and their table."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        px = office.look.px
        self._rows: list[Row] = []
        self.whose = growing_choice(self.tr("Whose months are shown"), self)
        self.whose.currentIndexChanged.connect(lambda _n: self._chosen())
        self.count = choice(self.tr("What the chart shows"), self)
        for words, name in (
            (self.tr("Funded"), "funded"),
            (self.tr("Applications"), "applications"),
            (self.tr("Appointments"), "appointments"),
            (self.tr("Leads"), "leads"),
        ):
            self.count.addItem(words, name)
        self.count.currentIndexChanged.connect(lambda _n: self._chosen())
        self.model = FigureModel(COHORT, self)
        self.table = FigureTable(office.look, self.model, self.tr("Months received"), self.tr("Months"), wide=1)
        self._charts = {
            name: MonthsChart(office.look, name) for name in ("funded", "applications", "appointments", "leads")
        }
        self._many = text(tone="soft", wrap=True)
        pad = px(16)
        choices = Wrapping(px(8))
        choices.addWidget(self.whose)
        choices.addWidget(self.count)
        top = column(text(self.tr("Months received"), size="heading"), choices, gap=px(8))
        told = text(
            self.tr(
                "An open month is one whose youngest lead has not had 90 days. What it is still to bring is estimated "
                "from how long older leads of the same source took; the interval holds the count with 95 %."
            ),
            tone="soft",
            wrap=True,
        )
        pieces = column(
            top, told, *self._charts.values(), self._many, self.table, gap=px(8), margins=(pad, pad, pad, pad)
        )
        self.setLayout(column(frame("panel", pieces)))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show a report's rows; whose months were looked at stays chosen where it is still there."""
        self._rows = list(rows)
        chosen = self.whose.currentData()
        sources = sorted({str(each["source"]) for each in rows if each.get("source") is not None}, key=str.casefold)
        self.whose.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.whose.clear()
        self.whose.addItem(self.tr("All sources together"), ALL)
        for source in sources:
            self.whose.addItem(source or translate("marketing", "No source"), source)
        self.whose.addItem(self.tr("Every source and campaign"), EVERY)
        self.whose.setCurrentIndex(max(0, self.whose.findData(chosen)))
        self.whose.blockSignals(False)  # noqa: FBT003 - Qt's own
        self._chosen()

    def shown(self) -> list[Row]:
        """Return the rows in sight."""
        return self.model.rows

    def _chosen(self) -> None:
        whose, count = self.whose.currentData(), str(self.count.currentData())
        if whose == ALL:
            rows = [each for each in self._rows if each.get("source") is None]
        elif whose == EVERY:
            rows = [each for each in self._rows if each.get("source") is not None]
        else:
            rows = [each for each in self._rows if each.get("source") == whose]
        # the newest month is what one looks for
        self.model.show(sorted(rows, key=lambda each: str(each["month"]), reverse=True))
        months = sorted(rows, key=lambda each: str(each["month"]))
        # several campaigns of a month would be bars that nobody can tell apart
        is_one = len({each["month"] for each in months}) == len(months)
        for name, chart in self._charts.items():
            chart.setVisible(is_one and name == count)
            chart.show_rows(months if is_one else [], f"{self.count.currentText()}, {self.whose.currentText()}")
        self._many.setVisible(not is_one)
        self._many.setText(self.tr("There are several rows a month here: the chart is for one source or all together."))
