"""The queue as Qt's list sees it: headings and rows, each with words for a screen reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

import msgspec
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.desktop.views import DayQueue, QueueRow
from app.domain.daily_queue import Group
from ui import wording
from ui.language import from_app, marked, translate

Index = QModelIndex | QPersistentModelIndex
ITEM = Qt.ItemDataRole.UserRole

_GROUP_WORDS = {
    Group.PROMISES: marked("queue", "Promised"),
    Group.FIRST_CALLS: marked("queue", "New, call first"),
    Group.NEVER_CALLED: marked("queue", "Never called"),
    Group.STEPS: marked("queue", "Steps due"),
}


class Heading(msgspec.Struct, frozen=True):
    """`is_section` tells Now, the days ahead and Blocked from the groups inside Now. No `count`: not all was read."""

    words: str
    count: int | None
    is_section: bool


Item = Heading | QueueRow


def lay_out(day: DayQueue, zone: str) -> Iterator[Item]:
    """Yield the list from top to bottom; a part without rows has no heading. Days are those of `zone`."""

    def heading(words: str, members: Sequence[QueueRow], *, is_section: bool = True) -> Heading:
        return Heading(words, None if day.is_part else len(members), is_section)

    if day.now:
        yield heading(translate("queue", "Now"), day.now)
        for group, found in groupby(day.now, key=lambda row: row.group):
            members = list(found)
            yield heading(_group_words(group), members, is_section=False)
            yield from members
    for words, found in groupby(day.later, key=lambda row: wording.coming_day(row.due_at, day.at, zone)):
        members = list(found)
        yield heading(words, members)
        yield from members
    if day.blocked:
        yield heading(translate("queue", "Blocked for now"), day.blocked)
        yield from day.blocked


def _group_words(group: Group) -> str:
    known = _GROUP_WORDS.get(group)
    return translate("queue", known) if known else wording.large(group.value)


def standing(row: QueueRow, now: datetime, zone: str) -> str:
    """Say in a few words how long a row has; a blocked one says when it opens."""
    if row.blocked is not None:
        if row.blocked.until is None:
            return translate("queue", "closed")
        return translate("queue", "opens {}").format(wording.moment(row.blocked.until, now, zone))
    return wording.time_left(row.due_at, row.on_time_until, now, zone)


def part_left(row: QueueRow, now: datetime) -> float:
    """Return which part of the on-time window is left: 1 before it begins, 0 once it is over."""
    whole = row.on_time_until - row.due_at
    if now < row.due_at:
        return 1.0
    if whole <= timedelta(0):
        return 0.0
    return max(0.0, min(1.0, (row.on_time_until - now) / whole))


class QueueModel(QAbstractListModel):
    """`now` is asked for whenever words are wanted, so that a row left standing does not lie."""

    def __init__(self, now: Callable[[], datetime], zone: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._zone = zone
        self._items: list[Item] = []
        self._row_of: dict[str, int] = {}

    def show(self, day: DayQueue) -> None:
        self.beginResetModel()
        self._items = list(lay_out(day, self._zone))
        self._row_of = {item.lead_id: i for i, item in enumerate(self._items) if isinstance(item, QueueRow)}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._items[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self._items[index.row()]
        if role == ITEM:
            return item
        if isinstance(item, Heading):
            said = item.words if item.count is None else f"{item.words}, {item.count}"
            return said if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return item.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            channel = wording.channel(item.channel)
            return f"{item.name}. {channel}, {standing(item, self._now(), self._zone)}. {from_app(item.why)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{from_app(item.why)}\n{from_app(item.skip_means)}".strip()
        return None

    def item(self, row: int) -> Item:
        return self._items[row]

    def index_of(self, lead_id: str) -> QModelIndex:
        """Return where a lead stands; an invalid index when it is not in the queue."""
        row = self._row_of.get(lead_id)
        return QModelIndex() if row is None else self.index(row)

    def neighbour(self, row: int, step: int) -> QueueRow | None:
        """Return the next lead up (-1) or down (+1) from a list row, over headings."""
        at = row + step
        while 0 <= at < len(self._items):
            item = self._items[at]
            if isinstance(item, QueueRow):
                return item
            at += step
        return None
