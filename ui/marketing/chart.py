"""What each month came to and is still to bring, painted: a bar a month, and of an open one between which counts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

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
        told = self._told(QFontMetrics(painter.font()), wide)
        counted = self._counted(wide) or told
        for n, row in enumerate(self._rows):
            self._paint_bar(painter, QRectF(n * wide, 0, wide, floor), row, room / most, is_counted=n in counted)
            if n in told:
                left, across = told[n]
                painter.setPen(look.colour("text_soft"))
                below = QRectF(left, floor + look.px(3), across, line)
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, _short(row))
        painter.setPen(look.colour("line_strong"))
        painter.drawLine(QPointF(0, floor), QPointF(self.width(), floor))
        painter.end()

    def _told(self, metrics: QFontMetrics, wide: float) -> dict[int, tuple[float, float]]:
        """Return which months are named, each with where its words begin and how wide they are.

        They stand at one distance, back from the newest; those at the ends are pushed into the chart.
        """
        gap, last = self._look.px(10), len(self._rows) - 1
        places = []
        for n, row in enumerate(self._rows):
            across = metrics.horizontalAdvance(_short(row)) + 2.0
            middle = (n + 0.5) * wide
            places.append((max(0.0, min(middle - across / 2, self.width() - across)), across))
        for every in range(1, last + 1):
            named = range(last, -1, -every)
            if all(places[n][0] + places[n][1] + gap <= places[after][0] for after, n in pairwise(named)):
                return {n: places[n] for n in named}
        return dict(enumerate(places[-1:], start=last))

    def _counted(self, wide: float) -> range:
        """Return the months whose count stands above its bar: all of them, or none where it would touch the next."""
        metrics = QFontMetrics(self._look.font("small", QFont.Weight.Medium))
        longest = max((metrics.horizontalAdvance(_count(row, self._name)) for row in self._rows), default=0)
        return range(len(self._rows) if longest + self._look.px(4) <= wide else 0)

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

    def _paint_bar(self, painter: QPainter, place: QRectF, row: Row, scale: float, *, is_counted: bool) -> None:
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
        if is_counted:
            self._write_count(painter, place.center().x(), top, _count(row, self._name))

    def _write_count(self, painter: QPainter, middle: float, top: float, count: str) -> None:
        look = self._look
        painter.setFont(look.font("small", QFont.Weight.Medium))
        metrics = QFontMetrics(painter.font())
        across = metrics.horizontalAdvance(count) + 2.0
        left = max(0.0, min(middle - across / 2, self.width() - across))
        painter.setPen(look.colour("text"))
        above = QRectF(left, top - metrics.height() - look.px(2), across, metrics.height())
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, count)
        painter.setFont(look.font("small"))

    def _fill(self, painter: QPainter, bar: QRectF, colour: QColor) -> None:
        if bar.height() > 0:
            painter.setPen(self._look.colour("line_strong") if self._look.is_high_contrast else Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRect(bar)


def _count(row: Row, name: str) -> str:
    told = still(row, name)
    return f"{row.get(name, 0):,}" if told is None else f"~{told['n']:,.0f}"


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
