"""One row of the queue, painted: who, why, and the time left as a ring and in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.desktop.views import QueueRow
from app.domain.daily_queue import Group
from ui import wording
from ui.language import from_app
from ui.queue.model import ITEM, Heading, part_left, standing

if TYPE_CHECKING:
    from ui.icons import Icons
    from ui.theme import Look

Index = QModelIndex | QPersistentModelIndex

#: larger text than this seldom leaves room for the time beside the name
LARGE = 1.25
#: a step that slipped is not an alarm; a promise or a first call that slips is
_URGENT = (Group.PROMISES, Group.FIRST_CALLS)


class QueueDelegate(QStyledItemDelegate):
    """Paints from tokens alone, so that thousands of rows scroll as one does."""

    def __init__(self, look: Look, icons: Icons, now: Callable[[], datetime], zone: str) -> None:
        super().__init__()
        self._look = look
        self._icons = icons
        self._now = now
        self._zone = zone
        self._name = look.font("body", QFont.Weight.DemiBold)
        self._small = look.font("small")
        self._strong = look.font("small", QFont.Weight.Medium)
        self._section = look.font("body", QFont.Weight.DemiBold)
        #: lines under the name: large text needs one for the time, and leaves the reason its two
        self._below = 3 if look.scale > LARGE else 2
        self._name_metrics, self._strong_metrics = QFontMetrics(self._name), QFontMetrics(self._strong)
        self._line = QFontMetrics(self._small).height()
        self._small_name = self._small.toString()
        self._row_size = QSize(0, look.px(24) + self._name_metrics.height() + self._below * self._line)
        self._heading_size, self._section_size = QSize(0, look.px(28)), QSize(0, look.px(40))

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        item = index.data(ITEM)
        if isinstance(item, Heading):
            return self._section_size if item.is_section else self._heading_size
        return self._row_size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        item = index.data(ITEM)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if isinstance(item, Heading):
            self._paint_heading(painter, rect, item)
        else:
            self._paint_ground(painter, rect, state)
            self._paint_row(painter, rect, item)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        px = self._look.px
        inside = rect.adjusted(px(16), 0, -px(16), -px(4))
        painter.setFont(self._section if heading.is_section else self._strong)
        painter.setPen(self._look.colour("text" if heading.is_section else "text_faint"))
        where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(inside, where, heading.words)
        painter.setPen(self._look.colour("text_faint"))
        painter.setFont(self._strong)
        count = "" if heading.count is None else f"{heading.count:,}"
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, count)

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        px, look = self._look.px, self._look
        box = QRectF(rect.adjusted(px(8), px(2), -px(8), -px(2)))
        radius = look.radius("medium")
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_soft" if selected else "hover"))
            painter.drawRoundedRect(box, radius, radius)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if selected and (focused or look.is_high_contrast):
            painter.setPen(QPen(look.colour("accent"), look.ring if focused else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)

    def _paint_row(self, painter: QPainter, rect: QRect, row: QueueRow) -> None:
        px, look, now = self._look.px, self._look, self._now()
        tone = self._tone(row, now)
        ring = QRect(rect.left() + px(20), rect.top() + (rect.height() - px(36)) // 2, px(36), px(36))
        self._paint_ring(painter, ring, row, now, tone)
        left, right = ring.right() + px(12), rect.right() - px(20)
        top = rect.top() + px(10)
        words = standing(row, now, self._zone)
        painter.setFont(self._strong)
        wide = self._strong_metrics.horizontalAdvance(words)
        high, line = self._name_metrics.height(), self._line
        # large text in a narrow list: the time goes under the name rather than over half of it
        beside = wide + px(8) + self._name_metrics.horizontalAdvance(row.name) <= right - left
        painter.setPen(tone)
        at = QRect(right - wide, top, wide + 1, high) if beside else QRect(left, top + high + px(2), wide + 1, line)
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(self._name)
        painter.setPen(look.colour("text"))
        room = max(right - left - (wide + px(8) if beside else 0), px(24))
        name = self._name_metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, top, room, high), Qt.AlignmentFlag.AlignVCenter, name)
        below = QRect(left, top + high + px(2), right - left, line)
        self._paint_why(painter, below if beside else below.translated(0, line), row, 2 if beside else self._below - 1)

    def _paint_why(self, painter: QPainter, first: QRect, row: QueueRow, most: int) -> None:
        """Write the reason from the first line on, on at most one or two; its tool tip has all of it."""
        painter.setFont(self._small)
        painter.setPen(self._look.colour("text_soft"))
        why = from_app(row.why or (row.blocked.words if row.blocked else ""))
        for i, part in enumerate(broken(why, self._small_name, first.width(), most)):
            painter.drawText(first.translated(0, i * first.height()), Qt.AlignmentFlag.AlignVCenter, part)

    def _paint_ring(self, painter: QPainter, ring: QRect, row: QueueRow, now: datetime, tone: QColor) -> None:
        look = self._look
        thick = max(2, look.px(2))
        box = QRectF(ring).adjusted(thick, thick, -thick, -thick)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colour("line"), thick))
        painter.drawEllipse(box)
        if row.blocked is None and now >= row.due_at:
            painter.setPen(QPen(tone, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            # sixteenths of a degree, from twelve o'clock, running out clockwise
            painter.drawArc(box, 90 * 16, round(part_left(row, now) * 360 * 16))
        icon = "lock" if row.blocked is not None else wording.CHANNEL_ICONS[row.channel]
        drawn = self._icons.pixmap(icon, "text_soft", 16, 2.0)
        side = look.px(16)
        inset = (ring.width() - side) // 2
        painter.drawPixmap(QRect(ring.left() + inset, ring.top() + inset, side, side), drawn)

    def _tone(self, row: QueueRow, now: datetime) -> QColor:
        if row.blocked is not None or now < row.due_at:
            return self._look.colour("text_faint")
        if now > row.on_time_until:
            return self._look.colour("bad" if row.group in _URGENT else "warn")
        return self._look.colour("warn" if part_left(row, now) < 0.25 else "good")


@lru_cache(maxsize=2048)
def broken(words: str, font: str, width: int, most: int = 2) -> tuple[str, ...]:
    """Break a sentence into at most one or two lines of `width` pixels, the last cut with an ellipsis."""
    like = QFont()
    like.fromString(font)
    metrics = QFontMetrics(like)
    if metrics.horizontalAdvance(words) <= width:
        return (words,)
    if most == 1:
        return (metrics.elidedText(words, Qt.TextElideMode.ElideRight, width),)
    parts = words.split(" ")
    fits = 1
    while fits < len(parts) and metrics.horizontalAdvance(" ".join(parts[: fits + 1])) <= width:
        fits += 1
    rest = metrics.elidedText(" ".join(parts[fits:]), Qt.TextElideMode.ElideRight, width)
    return (" ".join(parts[:fits]), rest)
