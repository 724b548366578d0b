"""A file's bytes as text, whatever program wrote them."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator

from app.errors import UnreadableFile
from app.leadfiles.rows import MOST_BYTES

_NOT_LEADS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"PK\x03\x04", "a workbook or a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old or locked Excel file, or one of Outlook's"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"{\\rtf", "a word processor's document"),
    (b"SQLite format 3", "a database"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: enough to see on which side of its pairs a UTF-16 text has its zeros
_SAMPLE = 4096
#: what a text may have here and there, a picture or a program everywhere
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_FEW = 50
#: so many are an accident in any file, however short
_STRAY = 2
#: what no cell means: a name is the same without it
_MEANS_NOTHING = dict.fromkeys([*range(0x09), *range(0x0E, 0x20)])
_SAVE_AS_CSV = "Save or export it as CSV and import that."


def text_of(data: bytes) -> str:
    """Return the text: by its mark, as UTF-16 without one, as UTF-8, else as Windows text, line by line.

    Raises UnreadableFile for what is empty, too large or no text.
    """
    refuse_if_too_large(data)
    _refuse_what_is_none(data)
    text = _decoded(data)
    found = len(_CONTROLS.findall(text, 0, _SAMPLE))
    if found > max(_STRAY, min(len(text), _SAMPLE) // _FEW):
        raise UnreadableFile("The file is not text.", _SAVE_AS_CSV)
    return text.translate(_MEANS_NOTHING)


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Return the lines with their numbers and their ends, whichever of the three ends they have."""
    return enumerate(io.StringIO(text, newline=""), 1)


def refuse_if_too_large(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise UnreadableFile("The file is larger than 50 MB.", "Split it and import the parts.")


def _refuse_what_is_none(data: bytes) -> None:
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableFile("The file is empty.", "Export it again, and look whether it has rows.")
    for start, what in _NOT_LEADS:
        if data.startswith(start):
            raise UnreadableFile(f"The file is {what}, not a lead file.", _SAVE_AS_CSV)


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if data.count(0, 0, _SAMPLE) > _STRAY:
        # a table's commas, digits and line ends have their zero on one side in any alphabet
        even, odd = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
        return data.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(_windows_or_utf_8(line) for line in data.splitlines(keepends=True))


def _windows_or_utf_8(line: bytes) -> str:
    """Return one line; programs that append to a file do not always write what its first lines are written in."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")
