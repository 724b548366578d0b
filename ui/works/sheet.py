"""A heading, a table as high as its rows, and what is to be read with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTableWidgetItem, QWidget

from ui.language import translate
from ui.parts import Piece, column, text
from ui.tables import read_table
from ui.theme import Look
from ui.works.words import Row, Table


class Sheet(QFrame):
    """One table in a panel; its words wrap where the window is narrow, so nothing stands beyond its edge."""

    def __init__(self, look: Look, table: Table, beside: QWidget | None = None, tells: str = "") -> None:
        super().__init__()
        self._look, self._table = look, table
        name, pad = translate("works", table.name), look.px(16)
        self.name, self.heads, self.told = name, table.heads, [tells] if tells else []
        #: the heads as app knows what they mean
        self.english = [head for head, _ in table.columns]
        #: the cells in sight, row by row
        self.shown: list[list[str]] = []
        # the look of a panel, as ui/parts.py frames one
        self.setProperty("kind", "panel")
        self.rows = read_table(table.heads, name=name, rows=name, heads=translate("works", "What is counted"))
        self.rows.setWordWrap(True)
        self.rows.setShowGrid(False)
        self.rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.rows.horizontalHeader().sectionResized.connect(lambda *_: self._fit())
        self._none = text(translate("works", "No leads of that kind in these days."), tone="soft", wrap=True)
        told: list[Piece] = [text(tells, tone="soft", wrap=True)] if tells else []
        above: list[Piece] = [] if beside is None else [beside]
        body = column(
            text(name, size="heading", wrap=True),
            *told,
            *above,
            self.rows,
            self._none,
            gap=look.px(8),
            margins=(pad, pad, pad, pad),
        )
        self.setLayout(body)

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.shown = [self._table.cells(row) for row in rows]
        self.rows.setRowCount(len(rows))
        for line, cells in enumerate(self.shown):
            for at, cell in enumerate(cells):
                item = QTableWidgetItem(cell)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{self._table.heads[at]}: {cell}")
                self.rows.setItem(line, at, item)
        self.rows.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._fit()

    def _fit(self) -> None:
        """Give the table the height of what stands in it: the page scrolls, and not each table in it."""
        self.rows.resizeRowsToContents()
        side, head = self.rows.verticalHeader(), self.rows.horizontalHeader()
        self.rows.setFixedHeight(head.sizeHint().height() + side.length() + 2 * self.rows.frameWidth())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._fit()
