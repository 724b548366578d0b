"""Rejected rows as a table to mend and import again: every cell as it came, and beside it the reason."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from app.formulas import as_it_was, guarded
from app.leadfiles.families import FAMILIES
from app.leadfiles.headers import Field, column_of
from app.leadfiles.protected import is_protected
from app.leadfiles.rows import Cell, Family, Reading, Record

_REASON = "Why it was not imported"
#: what the file was stands behind it in brackets: told by the columns alone, a card or a post would be a table
_HEADER = re.compile(rf"{re.escape(_REASON)}(?: \[(\w+)\])?")


def rejected_table(reading: Reading) -> str:
    """Return the rejected rows as CSV: the file's own columns, then why each was not imported.

    Protected columns are left out here as everywhere. No cell is a formula: one that would be has an apostrophe before
    it, which is taken away again when the table is read.
    """
    rows = [_named_apart(row.cells) for row in reading.rejected]
    named = (*reading.headers, *(header for row in rows for header, _ in row))
    headers = [header for header in dict.fromkeys(named) if not is_protected(header) and not is_reason(header)]
    if not reading.headers and not any(map(_reaches_somebody, headers)):
        # a card without a number has no column for one either
        headers += ["Phone", "Email"]
    above = [*headers, f"{_REASON} [{reading.format}]"]
    below = []
    for row, cells in zip(reading.rejected, rows, strict=True):
        by_header = dict(cells)
        below.append([*(by_header.get(header, "") for header in headers), row.reason])
    return table_of(above, below)


def table_of(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as CSV in which no cell is a formula."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerows([*map(guarded, cells)] for cells in (headers, *rows))
    return out.getvalue()


def is_reason(header: str) -> bool:
    """Return whether a column is the one beside the rejected rows, which says nothing of the lead."""
    return _HEADER.fullmatch(header) is not None


def family_mended(headers: Iterable[str]) -> Family | None:
    """Return what the file was that rejected rows were written of, None where it is not known."""
    found = (match[1] for header in headers if (match := _HEADER.fullmatch(header)))
    return next((FAMILIES[name] for name in found if name in FAMILIES), None)


def unguarded(records: Iterator[Record]) -> Iterator[Record]:
    """Return the records with the apostrophes taken away that kept a cell from being a formula."""
    for record in records:
        yield replace(record, cells=[(as_it_was(header), as_it_was(value)) for header, value in record.cells])


def _named_apart(cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells with a number behind every header that stands twice, as cards have them."""
    seen: Counter[str] = Counter()
    named = []
    for header, value in cells:
        seen[header] += 1
        named.append((header if seen[header] == 1 else f"{header} {seen[header]}", value))
    return named


def _reaches_somebody(header: str) -> bool:
    column = column_of(header)
    return column is not None and column.field in (Field.PHONE, Field.EMAIL)
