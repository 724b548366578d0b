"""The team's table, its columns as wide as what stands in them and the names taking what is left."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.team.model import TeamModel
from ui.theme import Look

NAMES = 0
#: a name is cut to this before the table scrolls sideways; its tool tip has all of it
LEAST_NAME = 120
ROW_HIGH = 40


class TeamTable(QTableView):
    """As high as its rows; in a window of 1,280 pixels all columns are in sight at once.

    `chosen` names the officer whose row was double-clicked, or Enter pressed on.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, model: TeamModel) -> None:
        super().__init__()
        self._look = look
        self.setModel(model)
        self._officers = model
        self.setAccessibleName(self.tr("Officers"))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side, head = self.verticalHeader(), self.horizontalHeader()
        side.hide()
        side.setDefaultSectionSize(look.px(ROW_HIGH))
        side.setAccessibleName(self.tr("Officers"))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setAccessibleName(self.tr("What is counted"))
        model.modelReset.connect(self.fit)
        self.doubleClicked.connect(self._choose)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(str(self._officers.officers[index.row()].get("officer", "")))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def fit(self) -> None:
        """Give every column and the table itself the room they need."""
        head, rows = self.horizontalHeader(), self.model().rowCount()
        wanted = [max(self._wide(i), head.sectionSizeHint(i)) for i in range(head.count())]
        left = self.viewport().width() - sum(wanted) + wanted[NAMES]
        wanted[NAMES] = min(wanted[NAMES], max(left, self._look.px(LEAST_NAME)))
        for i, wide in enumerate(wanted):
            self.setColumnWidth(i, wide)
        self.setFixedHeight(head.sizeHint().height() + self._look.px(ROW_HIGH) * rows + self._look.px(16))

    def _wide(self, column: int) -> int:
        """Return the room a column's widest cell takes; Qt would ask every cell for its size, each time anew."""
        if not self._officers.cells:
            return 0
        metrics = self.fontMetrics()
        lengths = [max(map(metrics.horizontalAdvance, row[column].split("\n"))) for row in self._officers.cells]
        widest = lengths.index(max(lengths))
        return self.sizeHintForIndex(self.model().index(widest, column)).width()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        # before, the style is not worn that says how wide words are
        self.fit()
