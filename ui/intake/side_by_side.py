"""Two leads field by field, and what a merge would make of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from app.desktop.duplicates import Pair
from ui.language import from_app
from ui.tables import read_table


def pair_table(columns: Sequence[str], *, name: str, rows: str, heads: str) -> QTableWidget:
    """Return a table for pairs, still empty; `name`, `rows` and `heads` are for screen readers."""
    table = read_table(columns, name=name, rows=rows, heads=heads)
    table.setWordWrap(True)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    return table


def show_pairs(table: QTableWidget, pairs: Sequence[Pair]) -> None:
    """Show pairs in place of what was there."""
    table.setRowCount(len(pairs))
    for n, pair in enumerate(pairs):
        for i, words in enumerate(map(from_app, (pair.field, pair.here, pair.row, pair.merged))):
            item = QTableWidgetItem(words)
            item.setToolTip(words)
            # what differs is told by weight, and by standing in both columns
            if pair.differs and i == 2:
                font = item.font()
                # the heaviest of the fonts that come along; a heavier one would be smeared from it
                font.setWeight(QFont.Weight.DemiBold)
                item.setFont(font)
            table.setItem(n, i, item)
