"""Speed to the first attempt, painted: a bar an officer, a part of it each band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.language import marked, translate
from ui.theme import Look, contrast

#: the report's bands in order, their words, and the colour token of each
BANDS = (
    ("0-5", marked("SpeedChart", "within 5 min"), "chart_1"),
    ("5-15", marked("SpeedChart", "5 to 15 min"), "chart_2"),
    ("15-60", marked("SpeedChart", "15 to 60 min"), "chart_3"),
    ("60+", marked("SpeedChart", "over an hour"), "chart_4"),
    ("never", marked("SpeedChart", "never called"), "chart_5"),
)


class SpeedChart(QWidget):
    """Numbers stand in the parts and in words for a screen reader, so that no colour has to be told apart."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: list[tuple[str, dict[str, int]]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Speed to the first attempt"))

    def show_rows(self, officers: Sequence[Mapping[str, Any]]) -> None:
        self._rows = []
        for row in officers:
            bands = row.get("first_attempt", {}).get("bands", {})
            self._rows.append((str(row.get("officer", "")), {key: int(bands.get(key, 0)) for key, _, _ in BANDS}))
        self.setAccessibleDescription("; ".join(spoken(name, bands) for name, bands in self._rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        look = self._look
        return QSize(look.px(480), self._legend_height() + len(self._rows) * look.px(40))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self._look.px(280), self.sizeHint().height())

    def _legend_height(self) -> int:
        return QFontMetrics(self._look.font("small")).height() * self._legend_lines() + self._look.px(16)

    def _legend_lines(self) -> int:
        return len(self._legend_places()[1])

    def _legend_places(self) -> tuple[list[tuple[int, int]], list[int]]:
        """Return where each band's words go as (line, x), and the width used on each line."""
        look = self._look
        metrics = QFontMetrics(look.font("small"))
        room = max(self.width(), look.px(280))
        places: list[tuple[int, int]] = []
        used = [0]
        for _, words, _ in BANDS:
            wide = look.px(12 + 6 + 20) + metrics.horizontalAdvance(self.tr(words))
            if used[-1] and used[-1] + wide > room:
                used.append(0)
            places.append((len(used) - 1, used[-1]))
            used[-1] += wide
        return places, used

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_legend(painter)
        look = self._look
        top = self._legend_height()
        metrics = QFontMetrics(look.font("body"))
        names = [metrics.horizontalAdvance(name) for name, _ in self._rows]
        left = min(max(names, default=0), self.width() // 3) + look.px(16)
        most = max((sum(bands.values()) for _, bands in self._rows), default=0)
        for name, bands in self._rows:
            self._paint_bar(painter, QRect(0, top, self.width(), look.px(40)), left, name, bands, most)
            top += look.px(40)
        painter.end()

    def _paint_legend(self, painter: QPainter) -> None:
        look = self._look
        painter.setFont(look.font("small"))
        high = QFontMetrics(look.font("small")).height()
        places, _ = self._legend_places()
        for (_, words, token), (line, x) in zip(BANDS, places, strict=True):
            box = QRectF(x, line * high + (high - look.px(12)) / 2, look.px(12), look.px(12))
            painter.setPen(look.colour("line_strong") if look.is_high_contrast else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(token))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(look.colour("text_soft"))
            painter.drawText(
                QRect(x + look.px(18), line * high, look.px(300), high), Qt.AlignmentFlag.AlignVCenter, self.tr(words)
            )

    def _paint_bar(self, painter: QPainter, at: QRect, left: int, name: str, bands: dict[str, int], most: int) -> None:
        look = self._look
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("text"))
        shown = QFontMetrics(look.font("body")).elidedText(name, Qt.TextElideMode.ElideRight, left - look.px(12))
        painter.drawText(QRect(at.left(), at.top(), left, at.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        total = sum(bands.values())
        counted = f"{total:,}"
        painter.setFont(look.font("small", QFont.Weight.Medium))
        aside = QFontMetrics(painter.font()).horizontalAdvance(counted) + look.px(8)
        room = at.width() - left - aside
        # bars share one scale, so that a small team member's bar is short and nobody reads percentages off it
        wide = room * total / most if most else 0
        bar = QRectF(at.left() + left, at.top() + look.px(8), wide, at.height() - look.px(16))
        painter.setPen(look.colour("text_soft"))
        painter.drawText(
            QRect(round(bar.right()) + look.px(8), at.top(), aside, at.height()), Qt.AlignmentFlag.AlignVCenter, counted
        )
        self._paint_parts(painter, bar, bands, total)

    def _paint_parts(self, painter: QPainter, bar: QRectF, bands: dict[str, int], total: int) -> None:
        look = self._look
        outline = QPainterPath()
        outline.addRoundedRect(bar, look.radius("small"), look.radius("small"))
        painter.save()
        painter.setClipPath(outline)
        x = bar.left()
        for key, _, token in BANDS:
            if not bands[key]:
                continue
            part = QRectF(x, bar.top(), bar.width() * bands[key] / total, bar.height())
            painter.fillRect(part, look.colour(token))
            painter.fillRect(QRectF(part.right() - 1, part.top(), 1, part.height()), look.colour("surface"))
            if part.width() > look.px(18):
                painter.setPen(look.colour(readable_on(look.tokens.colour, token)))
                painter.drawText(part, Qt.AlignmentFlag.AlignCenter, str(bands[key]))
            x += part.width()
        painter.restore()
        if look.is_high_contrast:
            # beside the ground the lighter parts would end nowhere
            painter.setPen(look.colour("line_strong"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(outline)


def readable_on(colours: Mapping[str, str], ground: str) -> str:
    """Return the token of the darker or the lighter ink, whichever reads better on another token's colour."""
    return max(("on_chart_dark", "on_chart_light"), key=lambda ink: contrast(colours[ink], colours[ground]))


def spoken(name: str, bands: Mapping[str, int]) -> str:
    """Say one bar in words."""
    parts = [f"{bands[key]} {translate('SpeedChart', words)}" for key, words, _ in BANDS if bands[key]]
    said = ", ".join(parts) or translate("SpeedChart", "no leads")
    return f"{name}: {said}"
