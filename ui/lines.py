"""Lists of short lines, painted: timelines, steps ahead, search results."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.icons import Icons
from ui.theme import Look

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
#: more lines than are in sight at once, at more than one width
MEASURED = 256


class Line(msgspec.Struct, frozen=True):
    """`key` says what the line stands for; `aside` is at the right, `detail` wraps below, `faded` is void.

    `hits` are what of the detail was asked for, each as first letter and length.
    """

    key: str
    icon: str
    words: str
    aside: str = ""
    detail: str = ""
    faded: bool = False
    tone: str = "text"
    hits: tuple[tuple[int, int], ...] = ()

    @property
    def spoken(self) -> str:
        return ". ".join(part for part in (self.words, self.aside, self.detail) if part)


def _units(words: str) -> int:
    """Return how long words are as Qt counts: what lies beyond sixteen bits, such as a smile, is two."""
    return len(words.encode("utf-16-le")) // 2


class LineModel(QAbstractListModel):
    """A list of lines, replaced as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.words
        return line.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


class LineDelegate(QStyledItemDelegate):
    """Icon, words, aside; the detail wraps below over as many lines as it needs."""

    def __init__(self, look: Look, icons: Icons) -> None:
        super().__init__()
        self._look = look
        self._icons = icons
        self._words = look.font("body", QFont.Weight.Medium)
        self._small = look.font("small")
        self._metrics, self._small_metrics = QFontMetrics(self._words), QFontMetrics(self._small)
        #: of lines at a width: asked for their height, once more by the list, and again for each painting
        self._boxes: dict[tuple[Line, int], tuple[QRect, QRect]] = {}

    def height(self, line: Line, width: int) -> int:
        words, detail = self._measured(line, width)
        return words.height() + self._look.px(12) + (detail.height() if line.detail else 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 400
        return QSize(0, self.height(index.data(LINE), width))

    def _measured(self, line: Line, width: int) -> tuple[QRect, QRect]:
        """Return the room its words and its detail take."""
        found = self._boxes.get((line, width))
        if found is None:
            if len(self._boxes) >= MEASURED:
                self._boxes.clear()
            found = self._boxes[line, width] = self._words_box(line, width), self._detail_box(line, width)
        return found

    def _words_box(self, line: Line, width: int) -> QRect:
        aside = self._small_metrics.horizontalAdvance(line.aside)
        room = QRect(0, 0, max(width - self._look.px(52) - aside, 60), 10_000)
        return self._metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, line.words)

    def _detail_box(self, line: Line, width: int) -> QRect:
        room = QRect(0, 0, max(width - self._look.px(44), 40), 10_000)
        if line.hits:
            return self._laid_out(line, room.width()).boundingRect().toAlignedRect()
        return self._small_metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, line.detail)

    def _laid_out(self, line: Line, width: int) -> QTextLayout:
        """Return the detail with its hits set off by weight as well as by colour."""
        set_off = QTextCharFormat()
        # the heaviest of the fonts that come along; a heavier one would be smeared from it
        set_off.setFontWeight(QFont.Weight.DemiBold)
        set_off.setForeground(self._look.colour("text"))
        ranges = []
        for start, length in line.hits:
            hit = QTextLayout.FormatRange()
            before, within = line.detail[:start], line.detail[start : start + length]
            hit.start, hit.length, hit.format = _units(before), _units(within), set_off
            ranges.append(hit)
        layout = QTextLayout(line.detail, self._small)
        layout.setFormats(ranges)
        layout.beginLayout()
        high = 0.0
        while (row := layout.createLine()).isValid():
            row.setLineWidth(width)
            row.setPosition(QPointF(0, high))
            high += row.height()
        layout.endLayout()
        return layout

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, px = self._look, self._look.px
        line: Line = index.data(LINE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, state)
        side, high = px(16), self._metrics.height()
        top = rect.top() + px(6)
        drawn = self._icons.pixmap(line.icon, "text_faint", 16, 2.0)
        painter.drawPixmap(QRect(rect.left() + px(8), top + (high - side) // 2, side, side), drawn)
        left, right = rect.left() + px(36), rect.right() - px(8)
        painter.setFont(self._small)
        painter.setPen(look.colour("text_faint"))
        wide = self._small_metrics.horizontalAdvance(line.aside)
        painter.drawText(QRect(right - wide, top, wide + 1, high), Qt.AlignmentFlag.AlignVCenter, line.aside)
        self._words.setStrikeOut(line.faded)
        painter.setFont(self._words)
        painter.setPen(look.colour("text_faint" if line.faded else line.tone))
        words_box, detail_box = self._measured(line, rect.width())
        words = words_box.translated(left, top)
        words.setWidth(right - wide - px(8) - left)
        painter.drawText(words, Qt.TextFlag.TextWordWrap, line.words)
        if line.detail:
            painter.setFont(self._small)
            painter.setPen(look.colour("text_soft"))
            box = detail_box.translated(left, words.bottom() + 1)
            box.setWidth(right - left)
            if line.hits:
                self._laid_out(line, box.width()).draw(painter, QPointF(box.topLeft()))
            else:
                painter.drawText(box, Qt.TextFlag.TextWordWrap, line.detail)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if not selected and not state & QStyle.StateFlag.State_MouseOver:
            return
        look, radius = self._look, self._look.radius("small")
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        ringed = selected and (focused or look.is_high_contrast)
        painter.setPen(QPen(look.colour("accent"), look.ring if focused else 1) if ringed else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent_soft" if selected else "hover"))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


class LineList(QListView):
    """`fits` makes the list as high as its lines, for use inside a sheet that scrolls itself."""

    def __init__(self, look: Look, icons: Icons, name: str, *, fits: bool = False) -> None:
        super().__init__()
        self._fits = fits
        self._chosen: Callable[[Line], None] | None = None
        self._entered: Callable[[Line], None] | None = None
        self.setAccessibleName(name)
        self.lines = LineModel(self)
        self.setModel(self.lines)
        self._delegate = LineDelegate(look, icons)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if fits:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        else:
            self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._choose)

    def on_chosen(self, run: Callable[[Line], None]) -> None:
        """Call `run` when a line is clicked or Enter is pressed on it."""
        self._chosen = run

    def on_entered(self, run: Callable[[Line], None]) -> None:
        """Call `run` when Enter is pressed on a line, and leave a click to choose it alone."""
        self._entered = run

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.lines.show(lines)
        if self._fits:
            self._fit()

    def current_line(self) -> Line | None:
        index = self.currentIndex()
        return self.lines.lines[index.row()] if index.isValid() else None

    def step(self, by: int) -> None:
        """Move the choice up or down without taking the focus."""
        if self.lines.lines:
            row = min(max(self.currentIndex().row() + by, 0), len(self.lines.lines) - 1)
            self.setCurrentIndex(self.lines.index(row))

    def stand_on(self, key: str) -> bool:
        """Choose the line that stands for something; where there is none no line is, nor by coming back to the list."""
        row = next((row for row, line in enumerate(self.lines.lines) if line.key == key), -1)
        self.setCurrentIndex(self.lines.index(row) if row >= 0 else QModelIndex())
        return row >= 0

    def _choose(self, index: QModelIndex) -> None:
        if self._chosen and index.isValid():
            self._chosen(self.lines.lines[index.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            line = self.current_line()
            if self._entered is not None and line is not None:
                self._entered(line)
            else:
                self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if event.size().width() == event.oldSize().width():
            return
        if self._fits:
            self._fit()
        else:
            # lines wrap otherwise in another width
            self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().changeEvent(event)
        if self._fits and event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        width = self.viewport().width()
        self.setFixedHeight(sum(self._delegate.height(line, width) for line in self.lines.lines) + 2)
        # now and not a round of events later: the lines are painted with the sheet they stand on
        self.doItemsLayout()
