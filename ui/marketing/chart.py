"""What each month came to and is still to bring, painted: a bar a month, and of an open one between which counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.figures import Row
from ui.language import marked, translate
from ui.marketing.figures import month_words, still
from ui.theme import Look

LEGEND = (
    (marked("MonthsChart", "so far"), "chart_1"),
    (marked("MonthsChart", "still expected"), "chart_3"),
)
HIGH = 220


class MonthsChart(QWidget):
    """One count of every month. Numbers stand above the bars and in words for a screen reader."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look, self._name = look, name
        self._rows: list[Row] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: Sequence[Row], words: str) -> None:
        """Show the count of some months; `words` say which count it is, and whose."""
        self._rows = list(rows)
        self.setAccessibleName(words)
        self.setAccessibleDescription("; ".join(spoken(row, self._name) for row in self._rows))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._look.px(480), self._look.px(HIGH))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._look.px(240), self._look.px(HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look
        painter.setFont(look.font("small"))
        line = QFontMetrics(painter.font()).height()
        self._paint_legend(painter, line)
        floor = self.height() - line - look.px(6)
        room = floor - 2 * line - look.px(16)
        most = max((self._highest(row) for row in self._rows), default=0) or 1
        wide = self.width() / max(len(self._rows), 1)
        shown = self._every(wide)
        for n, row in enumerate(self._rows):
            place = QRectF(n * wide, 0, wide, floor)
            self._paint_bar(painter, place, row, room / most, is_told=n % shown == 0)
        painter.setPen(look.colour("line_strong"))
        painter.drawLine(QPointF(0, floor), QPointF(self.width(), floor))
        painter.end()

    def _every(self, wide: float) -> int:
        """Return of how many months one has room for its words."""
        metrics = QFontMetrics(self._look.font("small"))
        longest = max((metrics.horizontalAdvance(_short(row)) for row in self._rows), default=0) + self._look.px(8)
        return max(1, -(-int(longest) // max(1, int(wide))))

    def _highest(self, row: Row) -> float:
        told = still(row, self._name)
        return max(float(row.get(self._name, 0)), float(told["high"]) if told else 0.0)

    def _paint_legend(self, painter: QPainter, line: int) -> None:
        look, x = self._look, 0
        for words, token in LEGEND:
            shown = translate("MonthsChart", words)
            box = QRectF(x, (line - look.px(12)) / 2, look.px(12), look.px(12))
            painter.setPen(look.colour("line_strong") if look.is_high_contrast else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(token))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(look.colour("text_soft"))
            left = x + look.px(18)
            across = QFontMetrics(painter.font()).horizontalAdvance(shown)
            painter.drawText(QRect(left, 0, across + look.px(4), line), Qt.AlignmentFlag.AlignVCenter, shown)
            x = left + across + look.px(20)

    def _paint_bar(self, painter: QPainter, place: QRectF, row: Row, scale: float, *, is_told: bool) -> None:
        look, floor = self._look, place.bottom()
        seen, told = float(row.get(self._name, 0)), still(row, self._name)
        thick = min(look.px(36), place.width() * 0.6)
        left = place.center().x() - thick / 2
        self._fill(painter, QRectF(left, floor - seen * scale, thick, seen * scale), look.colour("chart_1"))
        top = floor - seen * scale
        if told is not None:
            more = (float(told["n"]) - seen) * scale
            self._fill(painter, QRectF(left, top - more, thick, more), look.colour("chart_3"))
            painter.setPen(QPen(look.colour("text"), max(1, look.px(1))))
            middle, low, high = place.center().x(), floor - told["low"] * scale, floor - told["high"] * scale
            painter.drawLine(QPointF(middle, low), QPointF(middle, high))
            for at in (low, high):
                painter.drawLine(QPointF(middle - thick / 4, at), QPointF(middle + thick / 4, at))
            top = min(top - more, high)
        self._write_count(painter, place, top, f"{seen:,.0f}" if told is None else f"~{told['n']:,.0f}")
        if is_told:
            self._write_month(painter, place, row)

    def _write_count(self, painter: QPainter, place: QRectF, top: float, count: str) -> None:
        look = self._look
        painter.setFont(look.font("small", QFont.Weight.Medium))
        metrics = QFontMetrics(painter.font())
        # where there is no room the table and a screen reader have it
        if metrics.horizontalAdvance(count) <= place.width():
            painter.setPen(look.colour("text"))
            above = QRectF(place.left(), top - metrics.height() - look.px(2), place.width(), metrics.height())
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, count)
        painter.setFont(look.font("small"))

    def _write_month(self, painter: QPainter, place: QRectF, row: Row) -> None:
        look = self._look
        line = QFontMetrics(painter.font()).height()
        # words of a month may stand over its neighbours', which then have none
        wide = max(place.width(), look.px(96))
        painter.setPen(look.colour("text_soft"))
        below = QRectF(place.center().x() - wide / 2, place.bottom() + look.px(3), wide, line)
        # the first and the last month's words end where the chart does
        below.moveLeft(min(max(0.0, below.left()), max(0.0, self.width() - wide)))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, _short(row))

    def _fill(self, painter: QPainter, bar: QRectF, colour: QColor) -> None:
        if bar.height() > 0:
            painter.setPen(self._look.colour("line_strong") if self._look.is_high_contrast else Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRect(bar)


def _short(row: Row) -> str:
    return month_words({**row, "ripe": True})


def spoken(row: Row, name: str) -> str:
    """Say one bar in words."""
    said = f"{_short(row)}: {row.get(name, 0):,}"
    told = still(row, name)
    if told is None:
        return said if row.get("ripe") else translate("MonthsChart", "{}, still open").format(said)
    words = translate("MonthsChart", "{}, expected {n}, between {low} and {high}")
    return words.format(said, n=f"{told['n']:,.0f}", low=told["low"], high=told["high"])
