"""The team's table: one officer a row, a denominator beside every rate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui import wording

Index = QModelIndex | QPersistentModelIndex
Row = Mapping[str, Any]
#: a heading of so few letters is no wider than what stands below it
SHORT = 8


def _rate(part: Mapping[str, Any]) -> str:
    return wording.share(int(part.get("n", 0)), int(part.get("of", 0)))


def _attempts(row: Row) -> str:
    made = row.get("attempts", {})
    return " / ".join(f"{made.get(key, 0):,}" for key in ("call", "email", "text"))


def _contacted(row: Row) -> str:
    part = row.get("contacted", {})
    if not part.get("of"):
        return "–"
    low, high = part.get("low"), part.get("high")
    # below it: beside it this column alone would be as wide as three others
    spread = f"\n({low * 100:.0f}–{high:.0%})" if low is not None and high is not None else ""
    return _rate(part) + spread


def _first_attempt(row: Row) -> str:
    # a hub from before it could say leaves none out
    left_out = int(row.get("poor_clock", {}).get("n", 0))
    beside = f"\n({left_out:,} left out)" if left_out else ""
    return wording.short_seconds(row.get("first_attempt", {}).get("median_s")) + beside


@dataclass(frozen=True, slots=True)
class Column:
    """`tells` is the long form: what is counted, over what."""

    words: str
    tells: str
    show: Callable[[Row], str]
    is_number: bool = True

    @property
    def head(self) -> str:
        """Return the words as they stand above the column: on two lines where that makes it narrower."""
        words = self.words.split(" ") if len(self.words) > SHORT else []
        breaks = (" ".join(words[:i]) + "\n" + " ".join(words[i:]) for i in range(1, len(words)))
        return min(breaks, key=lambda lines: max(map(len, lines.split("\n"))), default=self.words)


def _plain(name: str) -> Callable[[Row], str]:
    return lambda row: f"{row.get(name, 0):,}"


COLUMNS = (
    Column("Officer", "Who held the leads", lambda row: str(row.get("officer", "")), is_number=False),
    Column("Leads", "Leads received in the period", _plain("leads")),
    Column("Never called", "Leads nobody has called", _plain("never_called")),
    Column(
        "First attempt",
        "Median time from receipt to the first call, over leads with one; left out are those whose call or contact was "
        "logged by a clock that nobody can vouch for",
        _first_attempt,
    ),
    Column(
        "Within 5 min",
        "First called within five minutes, of all leads received",
        lambda row: _rate(row.get("first_attempt", {}).get("within_5m", {})),
    ),
    Column("Calls / mails / texts", "Calls, mails and texts officers made", _attempts),
    Column("Contacted", "Leads with a two-way contact, of leads received, with its 95 % interval", _contacted),
    Column("Appointments", "Leads that reached an appointment", _plain("appointments")),
    Column("Applications", "Leads that reached an application", _plain("applications")),
    Column(
        "On time", "Steps done while on time, of steps that could be done", lambda row: _rate(row.get("adherence", {}))
    ),
    Column(
        "Promises kept",
        "Promises attempted within ten minutes of their time, of those that were due",
        lambda row: _rate(row.get("promises", {})),
    ),
    Column("Overdue now", "Steps and promises past their time and still open", _plain("open_overdue")),
)


class TeamModel(QAbstractTableModel):
    """Rows of the `team` report as they came from the hub."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.officers: list[Row] = []

    def show(self, officers: Sequence[Row]) -> None:
        self.beginResetModel()
        self.officers = list(officers)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.officers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        column = COLUMNS[index.column()]
        shown = column.show(self.officers[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return shown
        if role == Qt.ItemDataRole.AccessibleTextRole:
            one_line = shown.replace("\n", " ")
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


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def beside_speed(officers: Sequence[Row]) -> str:
    """Say what the speeds are to be read with: what was entered late, and what is in none of them."""

    def share(name: str) -> tuple[int, int]:
        parts = [row.get(name, {}) for row in officers]
        return sum(int(part.get("n", 0)) for part in parts), sum(int(part.get("of", 0)) for part in parts)

    late, called = share("back_dated")
    left_out, timed = share("poor_clock")
    said = [
        f"{late:,} of {called:,} first calls were entered late and count at the time stated." if late else "",
        f"{left_out:,} of {timed:,} leads are left out of a speed: the clock they were logged by could not be checked."
        if left_out
        else "",
    ]
    return " ".join(filter(None, said))
