"""Tables of text: where the header stands, what separates the cells, where a row ends."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from app.errors import UnreadableFile
from app.formulas import as_it_was
from app.leadfiles.columns import Columns, Fate
from app.leadfiles.families import GOOGLE_CONTACTS, TABLE, family_of_table
from app.leadfiles.google_contacts import as_plain_columns
from app.leadfiles.mending import family_mended, is_reason, unguarded
from app.leadfiles.rows import MOST_CELLS, Cell, Family, Found, Mapping, Record

#: how many of some headers somebody knows, 0 where they stand above nothing that is looked for
KnownIn = Callable[[list[str]], int]

_DELIMITERS = ",;\t|^~"
#: titles and blank lines stand above the header of some reports, never more than this
HEADER_WITHIN = 25
_LONGEST_HEADER = 64 * 1024
#: a row whose quotation marks do not close within this much text never closes them
_LONGEST_ROW = 512 * 1024
_SEPARATOR_LINE = re.compile(r"sep=.\s*", re.IGNORECASE)
_UNCLOSED = "a quotation mark is opened and not closed, or a cell is longer than 32 KiB"
#: stands behind a row to see whether an open quotation mark swallows it
_SENTINEL = "\x1e"


class _Top(msgspec.Struct, frozen=True):
    """The header: the line it stands on, where the text behind it begins, what separates its cells, their names."""

    line: int
    end: int
    delimiter: str
    headers: list[str]


def read_table(text: str, mapping: Mapping | None) -> Found:
    """Return the rows of a table. Raises UnreadableFile when no line at its top names a phone or an e-mail."""
    probe = Columns(TABLE, mapping)
    found = read_table_with(text, lambda headers: known_in(headers, probe))
    if found is None:
        raise no_header()
    return found


def read_table_with(text: str, known: KnownIn) -> Found | None:
    """Return the rows of a table of anything, None when no line at its top is a header as `known` has it."""
    top = _find_header(text, known)
    if top is None:
        return None
    return table_found(family_of_table(top.headers), without_footer(_told_apart(text, top)), len(text), top.headers)


def table_found(family: Family, records: Iterator[Record], total: int, headers: Sequence[str]) -> Found:
    if any(map(is_reason, headers)):
        return Found(family_mended(headers) or family, unguarded(records), total, list(map(as_it_was, headers)))
    if family is GOOGLE_CONTACTS:
        # its headers do not say what stands below them
        return Found(family, as_plain_columns(records), total)
    return Found(family, records, total, headers)


def _find_header(text: str, known_in: KnownIn) -> _Top | None:
    """Return the line and delimiter that name the most columns anybody knows; the first of equals."""
    best: tuple[int, _Top] | None = None
    for line, end, top_line in _first_lines(text):
        for delimiter in _DELIMITERS:
            cells = _split(top_line, delimiter) or []
            if len(cells) > MOST_CELLS:
                continue
            headers = [cell.strip() or f"Column {n}" for n, cell in enumerate(cells, 1)]
            known = known_in(headers)
            if known and (best is None or known > best[0]):
                best = known, _Top(line, end, delimiter, headers)
    return best[1] if best else None


def no_header() -> UnreadableFile:
    return UnreadableFile(
        "No leads were found in the file: no column is named as a phone number or an e-mail address.",
        "Name the columns in the first line (Name, Phone, Email, State ...).",
    )


def known_in(headers: list[str], probe: Columns) -> int:
    """Return how many of the headers anybody knows; 0 where none says how to reach a person."""
    if not any(map(probe.says_how_to_reach, headers)):
        return 0
    return sum(probe.of(header) is not Fate.KEPT for header in headers)


def _first_lines(text: str) -> Iterator[tuple[int, int, str]]:
    end = 0
    for line, content in enumerate(io.StringIO(text, newline=""), 1):
        end += len(content)
        if line > HEADER_WITHIN:
            return
        if len(content) <= _LONGEST_HEADER and not _SEPARATOR_LINE.fullmatch(content):
            yield line, end, content


def without_footer(rows: Iterator[tuple[Record | None, bool]]) -> Iterator[Record]:
    """Return the rows with anything in them; what stands below a blank line at the very end is the report's footer.

    Each comes with whether it may be one; None is a blank line.
    """
    below_blank = False
    waiting: list[Record] = []
    for record, may_be_one in rows:
        if record is None:
            below_blank = True
        elif below_blank and may_be_one:
            waiting.append(record)
        else:
            yield from waiting
            waiting.clear()
            below_blank = False
            yield record


def may_be_footer(cells: Iterable[str], filled: int, headers: Sequence[str]) -> bool:
    return filled <= max(1, len(headers) // 4) and len(headers) > 1 and not any("@" in cell for cell in cells)


def _told_apart(text: str, top: _Top) -> Iterator[tuple[Record | None, bool]]:
    for line, at, cells in _rows(text, top):
        if isinstance(cells, str):
            # its cells as far as they can be told apart, to be mended
            yield Record(line, at, _named(cells.rstrip("\r\n").split(top.delimiter), top.headers), _UNCLOSED), False
            continue
        filled = sum(map(bool, map(str.strip, cells)))
        if not filled:
            yield None, False
        else:
            yield _record(line, at, cells, top.headers), may_be_footer(cells, filled, top.headers)


def _record(line: int, at: int, cells: list[str], headers: list[str]) -> Record:
    if any(cell.strip() for cell in cells[len(headers) :]):
        return Record(line, at, _named(cells, headers), f"{len(cells)} cells where the header has {len(headers)}")
    return Record(line, at, list(zip(headers, cells, strict=False)))


def _named(cells: Sequence[str], headers: Sequence[str]) -> list[Cell]:
    """Return the cells under their headers, what stands beside the table under its column's number."""
    beside = (f"Column {n}" for n in range(len(headers) + 1, len(cells) + 1))
    return list(zip((*headers, *beside), cells, strict=False))


def _rows(text: str, top: _Top) -> Iterator[tuple[int, int, list[str] | str]]:
    """Return each row's first line, the place behind it and its cells; as one text where they cannot be told apart.

    A quotation mark that never closes would swallow every row below it. Then its own line alone is given up, and
    reading goes on with the next one.
    """
    lines = io.StringIO(text, newline="")
    lines.seek(top.end)
    ahead: deque[str] = deque()
    line, at = top.line, top.end
    while content := ahead.popleft() if ahead else lines.readline():
        line += 1
        at += len(content)
        if '"' not in content:
            yield line, at, content.rstrip("\r\n").split(top.delimiter)
            continue
        cells = _split(content, top.delimiter)
        if cells is not None:
            yield line, at, cells
            continue
        more = _further_lines(content, ahead, lines)
        cells = _split("".join((content, *more)), top.delimiter, strict=True)
        if cells is None:
            ahead.extendleft(reversed(more))
            yield line, at, content
        else:
            at += sum(map(len, more))
            yield line, at, cells
            line += len(more)


def _further_lines(content: str, ahead: deque[str], lines: io.StringIO) -> list[str]:
    """Return the lines below up to the one on which as many quotation marks have closed as have opened."""
    marks, length = content.count('"'), len(content)
    more: list[str] = []
    while marks % 2 and length < _LONGEST_ROW and (further := ahead.popleft() if ahead else lines.readline()):
        more.append(further)
        marks += further.count('"')
        length += len(further)
    return more


def _split(row: str, delimiter: str, *, strict: bool = False) -> list[str] | None:
    """Return the cells of a row, None when a quotation mark in it stays open (`strict`: or closes inside a cell)."""
    try:
        rows = list(csv.reader((row, _SENTINEL), delimiter=delimiter, strict=strict, skipinitialspace=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 2 and rows[1] == [_SENTINEL] else None
