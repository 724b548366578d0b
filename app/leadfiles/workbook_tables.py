"""The lead tables of a workbook: which sheets hold leads, where each one's header stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import msgspec

from app.domain.numbers import read_phones
from app.errors import UnreadableFile
from app.leadfiles.columns import Columns
from app.leadfiles.families import TABLE, family_of_table
from app.leadfiles.headers import column_of
from app.leadfiles.rows import Cell, Found, Mapping, Record
from app.leadfiles.sheets import SheetRow, rows_of
from app.leadfiles.tables import (
    HEADER_WITHIN,
    KnownIn,
    known_in,
    may_be_footer,
    no_header,
    table_found,
    without_footer,
)
from app.leadfiles.workbook import Sheet, Workbook, open_workbook

_BREAKS_OFF = "the sheet breaks off here; nothing below could be read"
_HEADLESS = "no column of this sheet is named as a phone number or an e-mail address; none of its rows was read"


class _Table(msgspec.Struct, frozen=True):
    """A sheet and its header; row 0 stands for one that has rows about people and no header."""

    sheet: Sheet
    row: int
    headers: list[str]


def read_workbook(data: bytes, mapping: Mapping | None) -> Found:
    """Return the rows of every visible sheet of leads. Raises UnreadableFile when there is none."""
    probe = Columns(TABLE, mapping)
    found = read_workbook_with(data, lambda headers: known_in(headers, probe))
    if found is None:
        raise no_header()
    return found


def read_workbook_with(data: bytes, known: KnownIn) -> Found | None:
    """Return the rows of every visible sheet of anything that has a header as `known` has it; None without one."""
    workbook = open_workbook(data)
    tables = [table for sheet in workbook.sheets if (table := _table_of(workbook, sheet, known))]
    named = [table for table in tables if table.row]
    if not named and workbook.hidden:
        raise UnreadableFile(
            "No visible sheet of the workbook holds leads, and what is hidden is not read.",
            "Unhide the sheet with the leads, save it, and import it again.",
        )
    if not named:
        return None
    families = {family_of_table(table.headers).name: family_of_table(table.headers) for table in named}
    family = families.popitem()[1] if len(families) == 1 else TABLE
    total = sum(table.sheet.part.file_size for table in tables)
    # of several sheets each row has its own header with it
    headers = named[0].headers if len(tables) == 1 else ()
    return table_found(family, _records(workbook, tables), total, headers)


def _table_of(workbook: Workbook, sheet: Sheet, known_in: KnownIn) -> _Table | None:
    """Return the sheet's header: the row among its first that names the most columns anybody knows."""
    best: tuple[int, _Table] | None = None
    above: list[str] = []
    tops = [row for row in islice(rows_of(workbook, sheet), HEADER_WITHIN) if row.cells]
    for top in tops:
        headers = _grouped(above, _listed(top))
        above = _listed(top)
        known = known_in([header or f"Column {n}" for n, header in enumerate(headers, 1)])
        if known and (best is None or known > best[0]):
            best = known, _Table(sheet, top.number, [h or f"Column {n}" for n, h in enumerate(headers, 1)])
    if best:
        return best[1]
    return _Table(sheet, 0, []) if any(_reaches_somebody(top) for top in tops) else None


def _listed(row: SheetRow) -> list[str]:
    cells = row.cells or {}
    return [cells.get(column, "").strip() for column in range(max(cells, default=-1) + 1)]


def _grouped(above: list[str], headers: list[str]) -> list[str]:
    """Return the headers with the merged title over them ("Co-Borrower") where names stand twice without it."""
    if len(set(filter(None, headers))) == len(list(filter(None, headers))):
        return headers
    title, named = "", []
    for n, header in enumerate(headers):
        title = above[n] if n < len(above) and above[n] else title
        with_title = f"{title} {header}".strip()
        named.append(with_title if header and column_of(with_title) else header)
    return named


def _reaches_somebody(row: SheetRow) -> bool:
    return any("@" in cell or (len(cell) < 40 and read_phones(cell)) for cell in (row.cells or {}).values())


def _records(workbook: Workbook, tables: list[_Table]) -> Iterator[Record]:
    before = 0
    for table in tables:
        place = f"sheet “{table.sheet.name}”" if len(tables) > 1 else ""
        if table.row:
            yield from without_footer(_told_apart(workbook, table, before, place))
        else:
            yield Record(1, before, [], _HEADLESS, place)
        before += table.sheet.part.file_size


def _told_apart(workbook: Workbook, table: _Table, before: int, place: str) -> Iterator[tuple[Record | None, bool]]:
    """Return the rows below the header, None for one or more that are empty, and whether it may be a footer."""
    last = table.row
    for row in rows_of(workbook, table.sheet):
        at = before + row.at
        if row.cells is None:
            yield Record(row.number, at, [], _BREAKS_OFF, place), False
            continue
        if row.number <= table.row or not any(map(str.strip, row.cells.values())):
            continue
        if row.number > last + 1:
            yield None, False
        last = row.number
        filled = [cell for cell in row.cells.values() if cell.strip()]
        yield (
            Record(row.number, at, _cells(table.headers, row.cells), "", place),
            may_be_footer(filled, len(filled), table.headers),
        )


def _cells(headers: list[str], cells: dict[int, str]) -> list[Cell]:
    """Return the row's cells, empty ones too; what stands beside the table is kept under its column's number."""
    row = [(header, cells.get(column, "")) for column, header in enumerate(headers)]
    row.extend((f"Column {column + 1}", cell) for column, cell in cells.items() if column >= len(headers))
    return row
