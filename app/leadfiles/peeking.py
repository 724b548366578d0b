"""The beginning of a lead file: what kind it is, what its columns are taken for, and its first rows as leads."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

import msgspec

from app.errors import UnreadableFile
from app.leadfiles.assembly import assemble
from app.leadfiles.columns import Columns, Fate
from app.leadfiles.decoding import text_of
from app.leadfiles.families import TABLE
from app.leadfiles.guessing import LOOKED_AT, Guess, Sureness, guess, is_header
from app.leadfiles.reading import columns_of, find_records, no_rows
from app.leadfiles.rows import Mapping, Record, Row, Terms

#: rows shown, and rows looked through for what stands in their columns
FIRST_ROWS = 20
_LOOKED_THROUGH = 200
_DELIMITERS = ",;\t|"
_TOP = 64 * 1024


class Peek(msgspec.Struct, frozen=True):
    """`format` is the family's name. `rows` are the first; none where the columns have to be named first."""

    format: str
    guesses: list[Guess]
    rows: list[Row]
    dropped_fields: list[str]

    @property
    def headers(self) -> list[str]:
        return [one.header for one in self.guesses]

    @property
    def is_doubtful(self) -> bool:
        """Return whether a person is to look at the columns before anything of the file is taken."""
        return not self.rows or any(one.sureness is Sureness.CHECK for one in self.guesses)


def peek_lead_file(data: bytes, *, now: datetime, zone: str, mapping: Mapping | None = None) -> Peek:
    """Return the beginning of a file. Raises UnreadableFile where no person could say either what its columns are."""
    try:
        found = find_records(data, mapping, lambda _done, _of: None)
    except UnreadableFile as nothing_known:
        strange = _strange_table(data, mapping)
        if strange is None:
            raise
        if not any(one.sureness is Sureness.CHECK for one in strange.guesses):
            # without a column that could be a number or address it is anything with commas in it
            raise nothing_known from None
        return strange
    columns, terms = columns_of(found, mapping), Terms(now, ZoneInfo(zone))
    records = list(islice(found.records, _LOOKED_THROUGH))
    if not records:
        raise no_rows()
    rows = [assemble(record, columns, found.family, terms) for record in records[:FIRST_ROWS]]
    return Peek(found.family.name, _guesses(records, columns, found.headers), rows, columns.dropped)


def _guesses(records: list[Record], columns: Columns, headers: Sequence[str]) -> list[Guess]:
    values: dict[str, list[str]] = {header: [] for header in headers}
    for record in records:
        for header, cell in record.cells:
            held, value = values.setdefault(header, []), cell.strip()
            if value and len(held) < LOOKED_AT and value not in held:
                held.append(value)
    # all are asked first: a strange column is a number only where no other is
    kept = [header for header in values if columns.of(header) is not Fate.DROPPED]
    return [guess(header, values[header], columns) for header in kept]


def _strange_table(data: bytes, mapping: Mapping | None) -> Peek | None:
    """Return the columns of a table none of whose headers is known, None for what is no table."""
    try:
        text = text_of(data)[:_TOP]
    except UnreadableFile:
        return None
    for delimiter in _DELIMITERS:
        lines = [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(map(str.strip, row))]
        widths = Counter(map(len, lines[:_LOOKED_THROUGH]))
        if len(lines) > 1 and len(lines[0]) > 1 and widths[len(lines[0])] * 2 > len(lines[:_LOOKED_THROUGH]):
            break
    else:
        return None
    if not is_header(lines[0]):
        return None
    headers = [cell.strip() or f"Column {n}" for n, cell in enumerate(lines[0], 1)]
    columns = Columns(TABLE, mapping)
    records = [Record(0, 0, list(zip(headers, row, strict=False))) for row in lines[1:_LOOKED_THROUGH]]
    return Peek(TABLE.name, _guesses(records, columns, headers), [], columns.dropped)
