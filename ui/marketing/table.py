"""Tables of figures: a row a source, month or claim, as high as a part of the page and scrolled within."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.figures import Figure, Row
from ui.theme import Look

Index = QModelIndex | QPersistentModelIndex
#: rows in sight before a table scrolls
MOST_ROWS = 12
ROW_HIGH = 44


class FigureModel(QAbstractTableModel):
    """Rows of a report as they came from the hub, under some figures."""

    def __init__(self, figures: Sequence[Figure], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.figures = tuple(figures)
        self.rows: list[Row] = []

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.figures)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        figure = self.figures[index.column()]
        shown = figure.show(self.rows[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return shown
        if role == Qt.ItemDataRole.AccessibleTextRole:
            one_line = shown.replace("\n", " ")
            return f"{figure.words}: {one_line}"
        if role == Qt.ItemDataRole.ToolTipRole and not figure.is_number:
            return shown
        return _alignment(figure) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        figure = self.figures[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return figure.head
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return figure.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return figure.tells
        return _alignment(figure) if role == Qt.ItemDataRole.TextAlignmentRole else None


class FigureTable(QTableView):
    """`wide` is the column that takes what room is left; where there is none the table scrolls sideways."""

    def __init__(self, look: Look, model: FigureModel, name: str, rows: str, wide: int) -> None:
        super().__init__()
        self._look, self._wide = look, wide
        self.setModel(model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side, head = self.verticalHeader(), self.horizontalHeader()
        side.hide()
        side.setDefaultSectionSize(look.px(ROW_HIGH))
        side.setAccessibleName(rows)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setAccessibleName(self.tr("What is counted"))
        model.modelReset.connect(self.fit)

    def fit(self) -> None:
        """Give every column the room it needs, and the table that of its first rows."""
        head, rows = self.horizontalHeader(), self.model().rowCount()
        wanted = [max(self.sizeHintForColumn(i), head.sectionSizeHint(i)) for i in range(head.count())]
        most = self._look.px(320)
        wanted = [min(each, most) for each in wanted]
        left = self.viewport().width() - sum(wanted)
        wanted[self._wide] += max(0, left)
        for i, wide in enumerate(wanted):
            self.setColumnWidth(i, wide)
        bar = self.horizontalScrollBar().sizeHint().height()
        shown = min(max(rows, 1), MOST_ROWS)
        self.setFixedHeight(head.sizeHint().height() + self._look.px(ROW_HIGH) * shown + bar + self._look.px(4))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        # before, the style is not worn that says how wide words are
        self.fit()


def _alignment(figure: Figure) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if figure.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
