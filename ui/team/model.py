"""The team's table: one officer a row, a denominator beside every rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.definitions import COMPARED_BY
from ui.figures import FIGURES, Figure, Row, defined
from ui.language import marked, translate

Index = QModelIndex | QPersistentModelIndex
#: who differs from the others by more than chance, and how that is read out
ABOVE, BELOW = "▲", "▼"
SPOKEN = {ABOVE: marked("figures", "above the others:"), BELOW: marked("figures", "below the others:")}
COLUMNS = (
    defined("officer", lambda row: str(row.get("officer", "")), is_number=False),
    *(FIGURES[name] for name in COMPARED_BY),
)


class TeamModel(QAbstractTableModel):
    """Rows of the `team` report as they came from the hub."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.officers: list[Row] = []
        #: what stands in each cell, by row: asked for many times over while the table finds its widths
        self.cells: list[list[str]] = []

    def show(self, officers: Sequence[Row], marks: Mapping[int, str] = MappingProxyType({})) -> None:
        """Show officers in this order; `marks` stand before the names of those who really differ, by row."""
        self.beginResetModel()
        self.officers = list(officers)
        self.cells = [[column.in_table(row) for column in COLUMNS] for row in self.officers]
        for row, mark in marks.items():
            # before the name: a long one is cut at its end
            self.cells[row][0] = f"{mark} {self.cells[row][0]}"
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.officers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        column = COLUMNS[index.column()]
        shown = self.cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown
        if role == Qt.ItemDataRole.AccessibleTextRole:
            one_line = shown.replace("\n", " ")
            for mark, english in SPOKEN.items():
                one_line = one_line.replace(mark, translate("figures", english))
            return f"{column.words}: {one_line}"
        if role == Qt.ItemDataRole.ToolTipRole and not column.is_number:
            return shown
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.head
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tells
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _alignment(column: Figure) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def beside_speed(officers: Sequence[Row]) -> str:
    """Say what the speeds are to be read with: what was entered late, and what is in none of them."""

    def share(name: str) -> tuple[int, int]:
        parts = [row.get(name, {}) for row in officers]
        return sum(int(part.get("n", 0)) for part in parts), sum(int(part.get("of", 0)) for part in parts)

    late, called = share("back_dated")
    left_out, timed = share("poor_clock")
    said = []
    if late:
        words = translate("figures", "{:,} of {:,} first calls were entered late and count at the time stated.")
        said.append(words.format(late, called))
    if left_out:
        words = translate(
            "figures",
            "{:,} of {:,} leads are left out of a speed: the clock they were logged by could not be checked.",
        )
        said.append(words.format(left_out, timed))
    return " ".join(said)
