"""The playbook at a glance, painted: a column a day, a lane a channel, the first day's minutes beneath."""

from __future__ import annotations

import re
from collections import defaultdict

import msgspec
from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.domain.lead import Channel
from app.domain.playbook import Doer
from ui import wording
from ui.playbook_editor.marks import Mark, days_of, end_s, hours_words, lanes_of, marks_of, spoken, strip_of
from ui.playbook_editor.workbench import Workbench
from ui.theme import Look

#: the colour of each channel; the lanes say the same in words
_TONES = {Channel.CALL: "accent", Channel.EMAIL: "info", Channel.TEXT: "warn"}
#: the hours of a day a lane shows from top to bottom, in minutes; nobody is contacted outside them
_DAWN, _DUSK = 7 * 60, 22 * 60
#: distances at 100 %
_LABEL, _DAY, _LANE, _AXIS, _STRIP = 64, 25, 46, 26, 24
_BETWEEN = 3


class _Drawn(msgspec.Struct, frozen=True):
    """A mark and where it is drawn; a step of the first day is drawn on the strip as well."""

    mark: Mark
    box: QRectF
    is_strip: bool


class Timeline(QWidget):
    """Arrows go from mark to mark; `chosen` names the row of the step one is on. `grew`: it wants another size now."""

    chosen = Signal(int)
    grew = Signal()

    def __init__(self, look: Look, bench: Workbench) -> None:
        super().__init__()
        self._look, self._bench = look, bench
        self.marks: list[Mark] = []
        self._wrong: set[int] = set()
        self.row = -1
        # what the style sheet leaves see-through inside an area that scrolls
        self.setObjectName("sheet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._say_name()
        bench.judged.connect(self._judged)

    # --- what it shows

    def _judged(self) -> None:
        judgement = self._bench.judgement
        if judgement is None:
            return
        self.marks = marks_of(judgement.playbook, judgement.places, self._bench.inquiry.track)
        self._wrong = {problem.number for problem in judgement.problems if problem.number is not None}
        self.setAccessibleDescription(spoken(self.marks))
        self.updateGeometry()
        self.grew.emit()
        self.update()

    def show_row(self, row: int) -> None:
        """Mark the step of a row."""
        if row != self.row:
            self.row = row
            self._say_name()
            self.update()

    def _say_name(self) -> None:
        on = next((mark for mark in self.marks if mark.row == self.row), None)
        told = self.tr("Timeline: {}").format(on.words) if on else self.tr("Timeline")
        self.setAccessibleName(told)
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    # --- room

    @property
    def _lanes(self) -> list[Channel]:
        return lanes_of(self.marks)

    def _strip_lanes(self) -> list[Channel]:
        return [lane for lane in self._lanes if any(m.is_in_hours and m.step.channel is lane for m in self.marks)]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        px = self._look.px
        strip = self._strip_lanes()
        high = px(_AXIS) + len(self._lanes) * px(_LANE)
        if strip:
            high += px(_AXIS) + len(strip) * px(_STRIP) + px(_AXIS)
        return QSize(px(_LABEL) + days_of(self.marks) * px(_DAY), high + px(4))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        # as narrow as its days can still be told apart: with large text a day needs no more than its number
        day = self.fontMetrics().horizontalAdvance("22") + 2
        return QSize(self._look.px(_LABEL) + days_of(self.marks) * day, self.sizeHint().height())

    def _day_wide(self) -> float:
        return (self.width() - self._look.px(_LABEL) - 2) / days_of(self.marks)

    def drawn(self) -> list[_Drawn]:
        """Return every mark with its place, those of the strip last."""
        px, wide = self._look.px, self._day_wide()
        together: dict[tuple[int, Channel], list[Mark]] = defaultdict(list)
        for mark in self.marks:
            together[mark.day, mark.step.channel].append(mark)
        found: list[_Drawn] = []
        for (day, channel), marks in together.items():
            left = px(_LABEL) + (day - 1) * wide + 2
            room = (wide - 3) / len(marks)
            top = px(_AXIS) + self._lanes.index(channel) * px(_LANE)
            for n, mark in enumerate(marks):
                begin, end = self._hours_of(mark)
                box = QRectF(left + n * room, top + begin, max(room - 1, 2), max(end - begin, px(10)))
                found.append(_Drawn(mark, box, is_strip=False))
        return found + self._drawn_strip()

    def _hours_of(self, mark: Mark) -> tuple[float, float]:
        """Return from where to where in its lane a mark reaches: its window, or all of the day."""
        inside = self._look.px(_LANE) - 2 * self._look.px(_BETWEEN)
        begin, end = mark.step.between or (_DAWN, _DUSK)
        share = [(min(max(minute, _DAWN), _DUSK) - _DAWN) / (_DUSK - _DAWN) for minute in (begin, end)]
        return self._look.px(_BETWEEN) + share[0] * inside, self._look.px(_BETWEEN) + share[1] * inside

    def _drawn_strip(self) -> list[_Drawn]:
        px, (length, _) = self._look.px, strip_of(self.marks)
        top = px(_AXIS) + len(self._lanes) * px(_LANE) + px(_AXIS)
        lanes = self._strip_lanes()
        found = []
        for mark in self.marks:
            if mark.is_in_hours and length:
                begin, end = (self._strip_x(at) for at in (mark.step.after_s or 0, end_s(mark.step)))
                y = top + lanes.index(mark.step.channel) * px(_STRIP) + px(_BETWEEN)
                box = QRectF(begin, y, max(end - begin - 1, px(6)), px(_STRIP) - 2 * px(_BETWEEN))
                found.append(_Drawn(mark, box, is_strip=True))
        return found

    def _strip_x(self, seconds: int) -> float:
        length, _ = strip_of(self.marks)
        left = self._look.px(_LABEL)
        return left + (self.width() - left - self._look.px(56)) * seconds / length

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(event.rect())
        self._paint_days(painter)
        self._paint_strip(painter)
        # the one that is chosen last, so that nothing lies over it; then the names, so that it lies over none of them
        drawn = sorted(self.drawn(), key=lambda each: each.mark.row == self.row)
        for each in drawn:
            self._paint_mark(painter, each)
        for each in drawn:
            self._paint_edge(painter, each)
            self._paint_name(painter, each, self._room_of(each, drawn))
        painter.end()

    def _paint_days(self, painter: QPainter) -> None:
        look, px, wide = self._look, self._look.px, self._day_wide()
        bottom = px(_AXIS) + len(self._lanes) * px(_LANE)
        painter.setFont(look.font("small"))
        for day in range(1, days_of(self.marks) + 1):
            left = px(_LABEL) + (day - 1) * wide
            # every second week is tinted, so that days are counted without counting
            if (day - 1) // 7 % 2 == 0:
                painter.fillRect(QRectF(left, px(_AXIS), wide, bottom - px(_AXIS)), look.colour("sunken"))
            painter.setPen(look.colour("text_faint"))
            painter.drawText(QRectF(left, 0, wide, px(_AXIS)), Qt.AlignmentFlag.AlignCenter, str(day))
        painter.drawText(QRectF(0, 0, px(_LABEL), px(_AXIS)), Qt.AlignmentFlag.AlignVCenter, self.tr("Day"))
        for n, channel in enumerate(self._lanes):
            top = px(_AXIS) + n * px(_LANE)
            self._paint_line(painter, top)
            painter.setPen(look.colour("text_soft"))
            name = QRectF(0, top, px(_LABEL), px(_LANE))
            painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, wording.channel(channel))
        self._paint_line(painter, bottom)

    def _paint_line(self, painter: QPainter, y: int) -> None:
        painter.setPen(QPen(self._look.colour("line"), 1))
        painter.drawLine(0, y, self.width(), y)

    def _paint_strip(self, painter: QPainter) -> None:
        look, px = self._look, self._look.px
        length, tick = strip_of(self.marks)
        if not length:
            return
        painter.setFont(look.font("small"))
        top = px(_AXIS) + len(self._lanes) * px(_LANE) + px(_AXIS)
        bottom = top + len(self._strip_lanes()) * px(_STRIP)
        painter.setPen(look.colour("text_faint"))
        head = QRectF(0, top - px(_AXIS), self.width(), px(_AXIS))
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, self.tr("Day 1, time since the start"))
        for n, channel in enumerate(self._strip_lanes()):
            name = QRectF(0, top + n * px(_STRIP), px(_LABEL), px(_STRIP))
            painter.setPen(look.colour("text_soft"))
            painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, wording.channel(channel))
        for at in range(0, length + 1, tick):
            x = self._strip_x(at)
            painter.setPen(QPen(look.colour("line"), 1))
            painter.drawLine(round(x), top, round(x), bottom)
            painter.setPen(look.colour("text_faint"))
            painter.drawText(QRectF(x, bottom, px(64), px(_AXIS)), Qt.AlignmentFlag.AlignVCenter, hours_words(at))

    def _paint_mark(self, painter: QPainter, drawn: _Drawn) -> None:
        look, mark = self._look, drawn.mark
        is_wrong = mark.row in self._wrong
        tone = look.colour("bad" if is_wrong else _TONES[mark.step.channel])
        is_hollow = _is_hollow(mark)
        painter.setPen(QPen(tone, 2, Qt.PenStyle.DashLine if mark.again else Qt.PenStyle.SolidLine))
        painter.setBrush(look.colour("surface") if is_hollow else tone)
        inside = drawn.box.adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(inside, 3, 3)
        if mark.row == self.row:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.colour("text"), 3 if self.hasFocus() else 2))
            painter.drawRoundedRect(drawn.box.adjusted(-1, -1, 1, 1), 4, 4)

    def _paint_edge(self, painter: QPainter, drawn: _Drawn) -> None:
        """Draw where a window of the strip begins: they may overlap, and that has to be seen."""
        if drawn.is_strip and drawn.mark.row != self.row and not _is_hollow(drawn.mark):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._look.colour("surface"), 1))
            painter.drawRoundedRect(drawn.box, 3, 3)

    def _room_of(self, drawn: _Drawn, all_drawn: list[_Drawn]) -> float:
        """Return to where a name may reach: on the strip to where the next window of its lane begins."""
        if not drawn.is_strip:
            return drawn.box.right()
        channel, left = drawn.mark.step.channel, drawn.box.left()
        lane = [each.box.left() for each in all_drawn if each.is_strip and each.mark.step.channel is channel]
        return min((begin for begin in lane if begin > left), default=float(self.width()))

    def _paint_name(self, painter: QPainter, drawn: _Drawn, end: float) -> None:
        """Write what fits into a mark, else beside it on the strip, up to `end`."""
        inside, step_id = drawn.box.adjusted(1, 1, -1, -1), drawn.mark.step.step_id
        painter.setFont(self._look.font("tiny", QFont.Weight.Medium))
        metrics = QFontMetrics(painter.font())
        if not drawn.is_strip:
            self._paint_number(painter, drawn, metrics)
            return
        for words in (step_id, _number(step_id)):
            wide, room = metrics.horizontalAdvance(words), min(inside.right(), end) - inside.left()
            if wide + 4 <= room and metrics.ascent() <= inside.height():
                painter.setPen(self._look.colour("text" if _is_hollow(drawn.mark) else "surface"))
                painter.drawText(inside.adjusted(2, 0, -2, 0), Qt.AlignmentFlag.AlignVCenter, words)
                return
            if inside.right() + 4 + wide <= end:
                painter.setPen(self._look.colour("text"))
                beside = QRectF(inside.right() + 4, inside.top(), wide + 2, inside.height())
                painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, words)
                return

    def _paint_number(self, painter: QPainter, drawn: _Drawn, metrics: QFontMetrics) -> None:
        """Write a step's number into its mark of a day, or beside it where its hours are too few for a line."""
        words = _number(drawn.mark.step.step_id)
        if metrics.horizontalAdvance(words) > drawn.box.width():
            return
        is_high = metrics.ascent() + 2 <= drawn.box.height()
        tone = "surface" if is_high and not _is_hollow(drawn.mark) else "text"
        painter.setPen(self._look.colour(tone))
        place = drawn.box if is_high else self._outside(drawn.box, metrics)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def _outside(self, box: QRectF, metrics: QFontMetrics) -> QRectF:
        """Return the place for the number of a mark that is too thin for it: below it, or above where its lane ends."""
        px, high = self._look.px, metrics.ascent() + 2
        lane = int((box.top() - px(_AXIS)) // px(_LANE))
        bottom = px(_AXIS) + (lane + 1) * px(_LANE)
        top = box.bottom() if box.bottom() + high <= bottom else box.top() - high
        wide = max(box.width(), metrics.horizontalAdvance("00"))
        return QRectF(box.center().x() - wide / 2, top, wide, high)

    # --- choosing

    def mark_at(self, at: QPoint) -> Mark | None:
        """Return the mark under a point, give or take a few pixels: some are thin."""
        near = self._look.px(3)
        for each in reversed(self.drawn()):
            if each.box.adjusted(-near, -near, near, near).contains(at):
                return each.mark
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        found = self.mark_at(event.position().toPoint())
        if found is not None:
            self.chosen.emit(found.row)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        by = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key()), 0
        )
        rows = [mark.row for mark in self.marks if not mark.again]
        if not by or not rows or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            return
        at = rows.index(self.row) + by if self.row in rows else 0
        self.chosen.emit(rows[min(max(at, 0), len(rows) - 1)])

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            found = self.mark_at(event.pos())  # type: ignore[attr-defined]  # a tool tip's event is a QHelpEvent
            QToolTip.showText(event.globalPos(), found.words if found else "", self)  # type: ignore[attr-defined]  # see above
            return True
        return super().event(event)


def _is_hollow(mark: Mark) -> bool:
    return mark.step.by is Doer.MARKETING or mark.again


def _number(step_id: str) -> str:
    """Return the number a step's id ends in, which is what fits into a day."""
    found = re.search(r"(\d+)$", step_id)
    return found[1] if found else ""
