"""A difference with its interval, painted on a line through nought; the same is said in words beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.language import translate
from ui.theme import Look

#: the line reaches at least so far on either side, in shares
_LEAST = 0.05


class Interval(QWidget):
    """From the low end to the high one, with a dot where the difference is; the band at nought matters to nobody."""

    def __init__(self, look: Look, reading: Mapping[str, Any], matters: float, spoken: str) -> None:
        super().__init__()
        self._look, self._reading, self._matters = look, reading, matters
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(translate("works", "The difference and between what it lies"))
        self.setAccessibleDescription(spoken)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        high = QFontMetrics(self._look.font("small")).height()
        return QSize(self._look.px(320), self._look.px(28) + high)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._look.px(200), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        look, reading = self._look, self._reading
        reach = 1.15 * max(abs(reading["low"]), abs(reading["high"]), self._matters, _LEAST)
        pad, wide = look.px(24), self.width() - 2 * look.px(24)
        line = look.px(14)

        def at(share: float) -> float:
            return pad + wide * float(share + reach) / float(2 * reach)

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("line"))
        painter.drawRect(QRectF(at(-self._matters), 0, at(self._matters) - at(-self._matters), look.px(26)))
        painter.setPen(QPen(look.colour("text_soft"), 1))
        painter.drawLine(round(at(0)), 0, round(at(0)), look.px(28))
        painter.setPen(QPen(look.colour("accent"), look.px(4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(round(at(reading["low"])), line, round(at(reading["high"])), line)
        painter.setPen(QPen(look.colour("surface"), look.px(2)))
        painter.setBrush(look.colour("accent"))
        dot = look.px(7)
        painter.drawEllipse(QRectF(at(reading["by"]) - dot, line - dot, 2 * dot, 2 * dot))
        self._ends(painter, at)
        painter.end()

    def _ends(self, painter: QPainter, at: Callable[[float], float]) -> None:
        """Write the ends and nought below the line, each as far as it does not stand on another."""
        look = self._look
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("text_soft"))
        metrics, top = QFontMetrics(look.font("small")), look.px(28)
        taken: list[tuple[float, float]] = []
        for share in (self._reading["low"], self._reading["high"], 0.0):
            words = f"{100 * share:+.1f}" if share else "0"
            wide = metrics.horizontalAdvance(words)
            left = min(max(at(share) - wide / 2, 0), self.width() - wide)
            if all(left > end or left + wide < start for start, end in taken):
                painter.drawText(QRectF(left, top, wide + 1, metrics.height()), Qt.AlignmentFlag.AlignLeft, words)
                taken.append((left - look.px(4), left + wide + look.px(4)))
