"""The rows of one sheet of a workbook, cell by cell as text."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

import msgspec

from app.errors import UnreadableFile
from app.leadfiles.number_formats import PLAIN, number_text
from app.leadfiles.rows import MOST_BYTES
from app.leadfiles.workbook import BROKEN, MOST_THINGS, Sheet, Workbook, local, parser_of

_MOST_COLUMNS = 16_384
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


class SheetRow(msgspec.Struct, frozen=True):
    """Cells by their column, from 0; `at` is how much of the sheet is read. None as `cells`: it breaks off here."""

    number: int
    at: int
    cells: dict[int, str] | None


def rows_of(workbook: Workbook, sheet: Sheet) -> Iterator[SheetRow]:
    """Return the rows that have cells, in the sheet's order; what a formula came to stands for it.

    Raises UnreadableFile when the sheet goes on beyond all bounds.
    """
    reader, chunks = _Reader(workbook), workbook.chunks_of(sheet)
    end = (b"", sheet.part.file_size)
    number, is_whole, chunk = 0, True, b"begin"
    while is_whole and chunk:
        try:
            chunk, at = next(chunks, end)
            reader.feed(chunk)
        except BROKEN:
            is_whole, at = False, sheet.part.file_size
        while reader.rows:
            number, cells = reader.rows.popleft()
            yield SheetRow(number, at, cells)
    if not is_whole:
        yield SheetRow(max(reader.row, number + 1), at, None)


class _Reader:
    """What the parser tells of a sheet, as rows."""

    def __init__(self, workbook: Workbook) -> None:
        self.rows: deque[tuple[int, dict[int, str]]] = deque()
        self.row = 0
        self._workbook = workbook
        self._parser = parser_of(self._started, self._ended, self._text)
        self._cells: dict[int, str] = {}
        self._column = -1
        self._type = self._style = ""
        self._pieces: list[str] = []
        self._takes = False
        self._spoken = 0
        self._count = self._length = 0

    def feed(self, chunk: bytes) -> None:
        self._parser.Parse(chunk, not chunk)

    def _started(self, tag: str, attributes: dict[str, str]) -> None:
        tag = local(tag)
        if tag == "c":
            self._start_cell(attributes)
        elif tag in ("v", "t"):
            self._takes = not self._spoken
        elif tag == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isdecimal() and len(number) < 8 else self.row + 1
            self._column = -1
            self._count_one()
        elif tag == "rPh":
            self._spoken += 1

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._count_one()
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._pieces.clear()
        found = _ADDRESS.fullmatch(attributes.get("r", ""))
        self._column = _column_of(found[1]) if found else self._column + 1

    def _ended(self, tag: str) -> None:
        tag = local(tag)
        if tag == "c":
            value = self._value() if self._pieces else ""
            if value and self._column < _MOST_COLUMNS:
                self._length += len(value)
                self._cells[self._column] = value
        elif tag in ("v", "t"):
            self._takes = False
        elif tag == "rPh":
            self._spoken -= 1
        elif tag == "row" and self._cells:
            if self._length > MOST_BYTES:
                raise _further_than_any()
            self.rows.append((self.row, self._cells))
            self._cells = {}

    def _text(self, words: str) -> None:
        if self._takes:
            self._pieces.append(words)

    def _count_one(self) -> None:
        self._count += 1
        if self._count > MOST_THINGS:
            raise _further_than_any()

    def _value(self) -> str:
        raw = "".join(self._pieces)
        if self._type == "n":
            style = int(self._style) if self._style.isdecimal() and len(self._style) < 8 else -1
            shapes = self._workbook.shapes
            shape = shapes[style] if 0 <= style < len(shapes) else PLAIN
            return number_text(raw.strip(), shape, counts_from_1904=self._workbook.counts_from_1904)
        if self._type == "s":
            texts, place = self._workbook.texts, raw.strip()
            raw = texts[int(place)] if place.isdecimal() and len(place) < 8 and int(place) < len(texts) else ""
        elif self._type == "b":
            return "TRUE" if raw.strip() == "1" else "FALSE"
        return _ESCAPED.sub(_unescaped, raw) if "_x" in raw else raw


def _further_than_any() -> UnreadableFile:
    return UnreadableFile(
        "A sheet of the workbook has more cells or text than any list of leads.", "Split it and import the parts."
    )


def _unescaped(found: re.Match[str]) -> str:
    """Return the character of "_x000D_"; half of a pair is none by itself."""
    character = chr(int(found[1], 16))
    return character if character.isprintable() or character in "\r\n\t" else ""


def _column_of(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1
