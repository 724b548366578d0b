"""Sources compared, painted: a line each from where to where its share lies, and where it came out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.figures import Row
from ui.language import translate
from ui.marketing.figures import VERDICTS, source_words
from ui.theme import Look

LINE = 26


class IntervalChart(QWidget):
    """A full dot is a source followed up alike, an open one as it was; the dashed line is all of them."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: list[Row] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Share that applied, followed up alike"))

    def show_rows(self, rows: Sequence[Row]) -> None:
        self._rows = [row for row in rows if row.get("alike") is not None]
        self.setAccessibleDescription("; ".join(map(spoken, self._rows)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._look.px(480), self._look.px(LINE) * (len(self._rows) + 2))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._look.px(240), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if not self._rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, high = self._look, self._look.px(LINE)
        painter.setFont(look.font("small"))
        metrics = QFontMetrics(painter.font())
        names = [metrics.horizontalAdvance(source_words(row)) for row in self._rows]
        left = min(max(names), self.width() // 3) + look.px(16)
        most = max(max(row["alike_to"], _came_out(row)) for row in self._rows) * 1.05
        scale = (self.width() - left - look.px(8)) / most
        self._paint_legend(painter, metrics, QRect(0, 0, self.width(), high))
        average = left + self._rows[0]["average"] * scale
        painter.setPen(QPen(look.colour("text_soft"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(average, high), QPointF(average, high * (len(self._rows) + 1)))
        for n, row in enumerate(self._rows):
            self._paint_row(painter, metrics, QRect(0, high * (n + 1), left, high), row, scale)
        self._paint_scale(painter, QRect(left, high * (len(self._rows) + 1), self.width() - left, high), most)
        painter.end()

    def _paint_legend(self, painter: QPainter, metrics: QFontMetrics, place: QRect) -> None:
        look, x = self._look, place.left() + self._look.px(8)
        for words, is_full in ((self.tr("followed up alike, 95 %"), True), (self.tr("as it came out"), False)):
            self._dot(painter, QPointF(x, place.center().y()), is_full=is_full)
            painter.setPen(look.colour("text_soft"))
            at = QRect(x + look.px(10), place.top(), metrics.horizontalAdvance(words) + look.px(4), place.height())
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, words)
            x = at.right() + look.px(24)
        painter.setPen(QPen(look.colour("text_soft"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, place.top() + look.px(4)), QPointF(x, place.bottom() - look.px(4)))
        at = QRect(x + look.px(10), place.top(), place.width(), place.height())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, self.tr("all sources"))

    def _paint_row(self, painter: QPainter, metrics: QFontMetrics, place: QRect, row: Row, scale: float) -> None:
        look, middle = self._look, place.center().y()
        painter.setPen(look.colour("text"))
        name = metrics.elidedText(source_words(row), Qt.TextElideMode.ElideRight, place.width() - look.px(12))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, name)
        start = float(place.right() + 1)
        painter.setPen(QPen(look.colour("chart_2"), max(2, look.px(3))))
        painter.drawLine(
            QPointF(start + row["alike_from"] * scale, middle), QPointF(start + row["alike_to"] * scale, middle)
        )
        self._dot(painter, QPointF(start + _came_out(row) * scale, middle), is_full=False)
        self._dot(painter, QPointF(start + row["alike"] * scale, middle), is_full=True)

    def _dot(self, painter: QPainter, at: QPointF, *, is_full: bool) -> None:
        look = self._look
        painter.setPen(QPen(look.colour("text"), max(1, look.px(1))))
        painter.setBrush(look.colour("chart_1") if is_full else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, look.px(5), look.px(5))

    def _paint_scale(self, painter: QPainter, place: QRect, most: float) -> None:
        painter.setPen(self._look.colour("text_soft"))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "0%")
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{most:.0%}")


def _came_out(row: Row) -> float:
    part = row.get("applications", {})
    return float(part["n"] / part["of"]) if part.get("of") else 0.0


def spoken(row: Row) -> str:
    """Say one line in words."""
    words = translate(
        "IntervalChart", "{}: {:.1%} followed up alike, between {:.1%} and {:.1%}; {:.1%} as it came out; {}"
    )
    verdict = translate("marketing", VERDICTS.get(str(row.get("verdict")), "–"))
    return words.format(source_words(row), row["alike"], row["alike_from"], row["alike_to"], _came_out(row), verdict)
