"""The steps as a table: a row a step, a column a key, each cell as it was typed."""

from __future__ import annotations

from collections import defaultdict

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from app.desktop.playbook_sheet import Sheet
from app.domain.lead import Channel
from app.domain.playbook import Doer, Track
from app.domain.playbook_problems import Problem
from ui import wording
from ui.language import from_app, marked, translate
from ui.playbook_editor.workbench import Workbench

Index = QModelIndex | QPersistentModelIndex
#: whether what stands in a cell is wrong, for whoever paints it
IS_WRONG = Qt.ItemDataRole.UserRole + 1

TRACK_WORDS = {
    Track.NEW: marked("steps", "New lead"),
    Track.APPLICATION: marked("steps", "Application"),
    Track.PREAPPROVED: marked("steps", "Pre-approved"),
    Track.NURTURE: marked("steps", "Nurture"),
}
_DOER_WORDS = {
    Doer.OFFICER: marked("steps", "Officer"),
    Doer.MARKETING: marked("steps", "Marketing"),
}


def track_words(track: Track) -> str:
    return translate("steps", TRACK_WORDS[track])


def choices_of(key: str) -> dict[str, str]:
    """Return what may stand in a column that offers a choice, with the words shown for it; others offer none."""
    match key:
        case "channel":
            return {each.value: wording.channel(each) for each in (Channel.CALL, Channel.TEXT, Channel.EMAIL)}
        case "by":
            return {doer.value: translate("steps", words) for doer, words in _DOER_WORDS.items()}
        case "track":
            return {track.value: track_words(track) for track in TRACK_WORDS}
    return {}


class Column(msgspec.Struct, frozen=True):
    """`tells` is the long form of `words`; `width` is in pixels at 100 %."""

    key: str
    english: str
    tells_in_english: str
    width: int

    @property
    def words(self) -> str:
        return translate("steps", self.english)

    @property
    def tells(self) -> str:
        return translate("steps", self.tells_in_english)


#: what most steps say comes first, so that it is in sight beside the preview; what few say comes after it
COLUMNS = (
    Column(
        "id",
        marked("steps", "Step"),
        marked("steps", "The step's name; leads that are under way know their steps by it"),
        112,
    ),
    Column(
        "channel",
        marked("steps", "Channel"),
        marked("steps", "How the borrower is contacted, and by whom where it is not the officer"),
        132,
    ),
    Column(
        "after",
        marked("steps", "After"),
        marked("steps", "Time since the lead's start, such as 0m, 30m or 2d; or else a day, or every"),
        60,
    ),
    Column(
        "on_day",
        marked("steps", "On day"),
        marked("steps", "Day of the borrower's calendar, the day received is 1"),
        62,
    ),
    Column(
        "within",
        marked("steps", "Within"),
        marked("steps", "How long it stays on time, such as 5m or 1h"),
        60,
    ),
    Column(
        "between",
        marked("steps", "Between"),
        marked("steps", "Hours of the borrower's day, such as 09:00-12:00; goes with a day"),
        104,
    ),
    Column(
        "template",
        marked("steps", "Template"),
        marked("steps", "The words of an e-mail or text, or what to say in a call"),
        124,
    ),
    Column("every", marked("steps", "Every"), marked("steps", "Again and again, such as 14d"), 58),
    Column(
        "before_expiry",
        marked("steps", "Before expiry"),
        marked("steps", "And so long before the borrower's letter expires, such as 10d"),
        104,
    ),
    Column(
        "by",
        marked("steps", "Done by"),
        marked("steps", "Marketing's own steps are in no officer's queue"),
        92,
    ),
    Column("track", marked("steps", "Track"), marked("steps", "Which leads it is for"), 116),
    Column("note", marked("steps", "Note"), marked("steps", "A word to whoever does the step"), 220),
)


class StepsModel(QAbstractTableModel):
    """Shows the workbench's sheet and hands what is typed to it."""

    def __init__(self, bench: Workbench, warning: QIcon, wrong: QIcon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._warning, self._wrong = warning, wrong
        self._ids: list[str] = []
        self._problems: dict[int, list[Problem]] = {}
        self._hints: dict[int, list[Problem]] = {}
        bench.changed.connect(self._sheet_changed)
        bench.judged.connect(self._judged)

    @property
    def _sheet(self) -> Sheet | None:
        return self._bench.sheet

    def _sheet_changed(self, _row: int) -> None:
        sheet = self._sheet
        ids = [] if sheet is None else [cells["id"] for cells in sheet.steps]
        # an open editor lives on while only cells changed
        is_moved = ids != self._ids and sorted(ids) == sorted(self._ids)
        if len(ids) == len(self._ids) and not is_moved:
            self._ids = ids
            self._all_changed()
            return
        self.beginResetModel()
        self._ids, self._problems, self._hints = ids, {}, {}
        self.endResetModel()

    def _judged(self) -> None:
        judgement = self._bench.judgement
        self._problems = _by_row(judgement.problems if judgement else [])
        self._hints = _by_row(judgement.warnings if judgement else [])
        self._all_changed()

    def _all_changed(self) -> None:
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(COLUMNS) - 1))

    # --- what a table asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsEditable if self._bench.may_edit else usual

    def words_at(self, index: Index) -> str:
        """Return a cell as it was typed."""
        return "" if self._sheet is None else self._sheet.steps[index.row()][COLUMNS[index.column()].key]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        column, words = COLUMNS[index.column()], self.words_at(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return choices_of(column.key).get(words, words) + self._by_whom(index)
            case Qt.ItemDataRole.EditRole:
                return words
            case Qt.ItemDataRole.AccessibleTextRole:
                said = words or translate("steps", "empty")
                return ". ".join([f"{column.words}: {said}{self._by_whom(index)}", *self._said_of(index)])
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(self._said_of(index)) or None
            case Qt.ItemDataRole.DecorationRole:
                return self._sign(index)
            case _:
                return self._is_wrong(index) if role == IS_WRONG else None

    def setData(  # noqa: N802 - Qt's name
        self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        self._bench.put_cell(index.row(), COLUMNS[index.column()].key, str(value))
        return True

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return COLUMNS[section].words
            case Qt.ItemDataRole.ToolTipRole:
                return COLUMNS[section].tells
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            case _:
                return None

    # --- what is said of a row

    def problems_of(self, row: int) -> list[Problem]:
        return self._problems.get(row, [])

    def hints_of(self, row: int) -> list[Problem]:
        return self._hints.get(row, [])

    def _by_whom(self, index: Index) -> str:
        """Return who else does the step, to stand beside its channel: the column that says it may be out of sight."""
        if COLUMNS[index.column()].key != "channel" or self._sheet is None:
            return ""
        is_marketings = self._sheet.steps[index.row()]["by"] == Doer.MARKETING
        return " · " + translate("steps", "marketing") if is_marketings else ""

    def _said_of(self, index: Index) -> list[str]:
        """Return what is said of the whole row in its first cell, else of the one cell."""
        key = COLUMNS[index.column()].key
        said = [*self.problems_of(index.row()), *self.hints_of(index.row())]
        return [from_app(problem.what) for problem in said if key in ("id", problem.key)]

    def _is_wrong(self, index: Index) -> bool:
        key = COLUMNS[index.column()].key
        return any(problem.key == key for problem in self.problems_of(index.row()))

    def _sign(self, index: Index) -> QIcon | None:
        if index.column():
            return None
        if self.problems_of(index.row()):
            return self._wrong
        return self._warning if self.hints_of(index.row()) else None


def _by_row(problems: list[Problem]) -> dict[int, list[Problem]]:
    rows: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.number is not None:
            rows[problem.number].append(problem)
    return dict(rows)


def column_of(key: str) -> int:
    """Return the column of a key, the first where a problem names none."""
    return next((n for n, column in enumerate(COLUMNS) if column.key == key), 0)
