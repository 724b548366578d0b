"""Was it the lead or the follow-up: each source as it came out, and as it would have, followed up alike."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui import wording
from ui.figures import Row
from ui.marketing.figures import ADJUSTED
from ui.marketing.intervals import IntervalChart
from ui.marketing.table import FigureModel, FigureTable
from ui.office import Office
from ui.parts import column, frame, text


class AdjustedPanel(QWidget):
    """A table and a chart, or why there is no comparison."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        px = office.look.px
        self.model = FigureModel(ADJUSTED, self)
        self.table = FigureTable(office.look, self.model, self.tr("Sources compared"), self.tr("Sources"), wide=0)
        self.chart = IntervalChart(office.look)
        self.told = text(tone="soft", wrap=True)
        method = text(
            self.tr(
                "Method: two logistic regressions (statsmodels): of each attempt, whether it reached the borrower, and "
                "of each borrower reached, whether they applied; by source, minutes to the first call and number of "
                "the attempt. Then every source is given the same follow-up. What was never noted, such as whom an "
                "officer calls first, is in no adjustment."
            ),
            tone="soft",
            wrap=True,
        )
        pad = px(16)
        heading = text(self.tr("Was it the lead or the follow-up?"), size="heading")
        pieces = column(heading, self.told, self.chart, self.table, method, gap=px(8), margins=(pad, pad, pad, pad))
        self.setLayout(column(frame("panel", pieces)))

    def show_rows(self, rows: Sequence[Row], why_not: str) -> None:
        """Show a report's rows, those with the best leads first; `why_not` says why there is nothing to compare."""
        self.model.show(sorted(rows, key=lambda each: (each.get("alike") is None, -(each.get("alike") or 0.0))))
        self.chart.show_rows(self.model.rows)
        self.table.setVisible(bool(rows))
        self.chart.setVisible(any(each.get("alike") is not None for each in rows))
        self.told.setText(why_not or self._summary(rows))

    def _summary(self, rows: Sequence[Row]) -> str:
        compared = next((each for each in rows if each.get("at_minutes") is not None), None)
        if compared is None:
            return self.tr("No source has enough leads yet: 30 that were called, and some that did and did not apply.")
        minutes = wording.short_seconds(compared["at_minutes"] * 60)
        words = self.tr(
            "Had every lead been called within {} and tried six times, {:.1%} would have applied; by source as below."
        )
        return words.format(minutes, compared["average"])
