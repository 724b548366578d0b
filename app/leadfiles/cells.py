"""One row's cells sorted by what they say."""

from __future__ import annotations

import re

import msgspec

from app.leadfiles.columns import Columns, Fate
from app.leadfiles.headers import Column, Field, Whose
from app.leadfiles.protected import without_tax_numbers
from app.leadfiles.rows import MOST_CELL_BYTES, Cell, Family

_META_MARK = re.compile(r"(?:ag|as|[lcfpz]):(?=\+?\d)")
_META_DUMMY = "<test lead"
_OUTLOOKS_NO_DATE = "0/0/00"
_NOTHING = ("", "")
#: no letter takes more than four bytes
_SURELY_SHORT = MOST_CELL_BYTES // 4


class TooLong(Exception):
    """A cell is longer than any lead's; holds its header."""


class Sorted(msgspec.Struct):
    """A row's cells by what they say; `about` is whom any of them is about, `kept` what stays under its own header."""

    by_field: dict[tuple[Field, Whose], list[Cell]] = msgspec.field(default_factory=dict)
    about: set[Whose] = msgspec.field(default_factory=set)
    consents: list[tuple[Column, str]] = msgspec.field(default_factory=list)
    phone_kinds: dict[str, str] = msgspec.field(default_factory=dict)
    kept: dict[str, str] = msgspec.field(default_factory=dict)
    warnings: list[str] = msgspec.field(default_factory=list)
    is_test: bool = False
    _again: dict[str, int] = msgspec.field(default_factory=dict)

    def keep(self, header: str, value: str) -> None:
        plain = without_tax_numbers(value)
        if plain != value:
            self.warnings.append(f"a tax number in “{header}” was left out")
            value = plain
        if self.kept.setdefault(header, value) is value:
            return
        # counted, for a file may say the same a hundred thousand times
        count = self._again.get(header, 2)
        while self.kept.setdefault(f"{header} ({count})", value) is not value:
            count += 1
        self._again[header] = count

    def every(self, what: Field, whose: Whose = Whose.BORROWER) -> list[Cell]:
        return self.by_field.pop((what, whose), [])

    def one(self, what: Field, whose: Whose = Whose.BORROWER) -> Cell:
        """Return the first cell that says it; further ones stay under their own headers."""
        cells = self.by_field.pop((what, whose), None)
        if cells is None:
            return _NOTHING
        for header, value in cells[1:]:
            self.keep(header, value)
        return cells[0]

    def text(self, what: Field, whose: Whose = Whose.BORROWER) -> str:
        # most rows say nothing of most fields
        return self.one(what, whose)[1] if (what, whose) in self.by_field else ""


def sort_cells(found: list[Cell], columns: Columns, family: Family) -> Sorted:
    """Return the cells sorted; protected ones are gone. Raises TooLong for a cell out of all bounds."""
    cells = Sorted()
    for header, raw in found:
        # asked for empty cells too: a protected column is reported even where nobody filled it in
        column = columns.of(header)
        value = raw.strip()
        if not value or value == _OUTLOOKS_NO_DATE:
            continue
        if len(value) > _SURELY_SHORT and len(value.encode()) > MOST_CELL_BYTES:
            raise TooLong(header)
        if family.prefixes and (":" in value[1:3] or value[0] == "<"):
            value = _META_MARK.sub("", value, count=1)
            if value.startswith(_META_DUMMY):
                cells.is_test = True
                continue
        if column is Fate.KEPT:
            cells.keep(header, value)
        elif isinstance(column, Column):
            _place_cell(cells, column, header, value)
    return cells


def _place_cell(cells: Sorted, column: Column, header: str, value: str) -> None:
    if column.keep or column.field is Field.CAMPAIGN_ID:
        cells.keep(header, value)
    if column.channels:
        cells.consents.append((column, value))
        return
    if column.field is Field.PHONE:
        cells.phone_kinds[header] = column.kind
    cells.about.add(column.whose)
    cells.by_field.setdefault((column.field, column.whose), []).append((header, value))
