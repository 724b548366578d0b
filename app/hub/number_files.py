"""Files of telephone numbers: one a line, alone or among other columns, or area code and number in two."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from app.command_line import YEARS
from app.domain.numbers import read_phone
from app.leadfiles.decoding import text_of

_DELIMITERS = ",;\t|"
_PLAIN = re.compile(r"(?:\+?1[ .-]?)?\(?([2-9][0-9]{2})\)?[ .,;\t|-]?([0-9]{3})[ .-]?([0-9]{4})")
_SIGNS = str.maketrans("", "", " ()-.+\xa0\"'")
_DAYS = ("%Y-%m-%d", "%Y%m%d", "%m/%d/%Y")
#: a page of columns; what goes on longer is no table, and the first number in it would be taken for all of them
_LONGEST_ROW = 10_000
_NO_NUMBER = "no telephone number of North America"


class NumberFile(msgspec.Struct):
    """What a file holds: each number's ten digits, with the day it was cut off where a row names one.

    `rows` counts every line with anything in it but the header; `rejected` are (line, reason).
    """

    rows: int = 0
    numbers: dict[str, date | None] = msgspec.field(default_factory=dict)
    rejected: list[tuple[int, str]] = msgspec.field(default_factory=list)


def read_numbers(data: bytes, *, dated: bool) -> NumberFile:
    """Return the numbers of a file; raises UnreadableFile for what is no text.

    A number is found in whatever column it stands. With `dated` the first cell behind it that is not empty is a day.
    A first line without a number is a header.
    """
    text = text_of(data)
    found, delimiter, may_be_header = NumberFile(), _delimiter_of(text), True
    for line, content in enumerate(text.splitlines(), 1):
        row = content.strip()
        if not row:
            continue
        plain = _PLAIN.fullmatch(row)
        if plain is not None:
            # nearly every row of nearly every list, and there may be millions
            found.rows, may_be_header = found.rows + 1, False
            found.numbers.setdefault("".join(plain.groups()))
            continue
        why = _take_row(found, row, delimiter, dated=dated, may_be_header=may_be_header)
        may_be_header = False
        if why:
            found.rejected.append((line, why))
    return found


def _take_row(found: NumberFile, row: str, delimiter: str, *, dated: bool, may_be_header: bool) -> str:
    """Keep the number of a row that holds more than one; return "" or why it is left out."""
    if len(row) > _LONGEST_ROW:
        found.rows += 1
        return "longer than a row of any list"
    cells = next(csv.reader([row], delimiter=delimiter)) if '"' in row else row.split(delimiter)
    number, rest = _number_in(cells)
    if may_be_header and not number and any(c.isalpha() for c in row):
        return ""
    found.rows += 1
    return _take(found, number, rest if dated else ())


def _take(found: NumberFile, number: str, rest: Sequence[str]) -> str:
    """Keep a row's number; return "" or why it is left out. Of several days the last one counts."""
    if not number:
        return _NO_NUMBER
    said = next((cell.strip() for cell in rest if cell.strip()), "")
    day = _day_in(said)
    if said and day is None:
        return f"“{said[:40]}” is no day"
    before = found.numbers.get(number)
    found.numbers[number] = day if before is None else max(before, day or before)
    return ""


def _delimiter_of(text: str) -> str:
    first = text[:4096].strip().partition("\n")[0]
    return max(_DELIMITERS, key=first.count)


def _number_in(cells: list[str]) -> tuple[str, list[str]]:
    """Return the first number of a row, "" when it has none, and the cells behind it."""
    for n, cell in enumerate(cells):
        digits = cell.translate(_SIGNS)
        if len(digits) == 3 and n + 1 < len(cells):
            line = cells[n + 1].translate(_SIGNS)
            if len(line) == 7 and (number := _ten_digits(digits + line)):
                return number, cells[n + 2 :]
        if len(digits) >= 10 and (number := _ten_digits(digits) or _written_oddly(cell)):
            return number, cells[n + 1 :]
    return "", []


def _ten_digits(digits: str) -> str:
    if not (digits.isascii() and digits.isdigit()):
        return ""
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    return digits if len(digits) == 10 and digits[0] not in "01" else ""


def _written_oddly(cell: str) -> str:
    phone = read_phone(cell)
    return _ten_digits(phone.number.removeprefix("+")) if phone is not None and phone.number.startswith("+1") else ""


def _day_in(said: str) -> date | None:
    """Return the day in a cell; a time of day behind it is left out."""
    word = said.partition("T")[0].partition(" ")[0]
    for form in _DAYS:
        try:
            day = datetime.strptime(word, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return day if day.year in YEARS else None
    return None
