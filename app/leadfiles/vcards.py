"""vCards of any version, several in a file: who they are, how they are reached, where they live.

By hand: the kept library reads 4.0 by the rules of 3.0, and gives up a whole file for one card without its end.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator

import msgspec

from app.leadfiles.decoding import lines_of
from app.leadfiles.families import VCARD
from app.leadfiles.rows import Cell, Found, Record

_BEGIN = re.compile(r"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_NAMED = re.compile(r"(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9-]+)((?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(.*)", re.DOTALL)
_PARAMETER = re.compile(r";([^=;\"]+)(?:=((?:\"[^\"]*\"|[^;\"])*))?")
#: backslashes stand before what is meant as it stands
_PART = re.compile(r"((?:\\.|[^;\\])*)(?:;|$)", re.DOTALL)
#: a comma that no backslash takes for its word
_LISTED = re.compile(r"(?<!\\),")
_MOST_PARTS = 8
_LONGEST_START = 4096
_BREAKS_OFF = "the card breaks off; it has a BEGIN and no END"
#: a photograph is no longer; what goes on beyond it is no card
_LONGEST = 4 * 1024 * 1024

_NAME_PARTS = ("Last Name", "First Name", "Middle Name", "", "Suffix")
_ADDRESS_PARTS = ("Street 2", "Street 2", "Street", "City", "State", "Zip", "Country")
#: by the word in the file; who is called by none of these has a number nobody calls
_NO_CALLS = frozenset({"fax", "pager", "modem", "bbs", "isdn", "video", "textphone"})
_KINDS = {"cell": "Mobile Phone", "iphone": "Mobile Phone", "mobile": "Mobile Phone", "home": "Home Phone",
          "work": "Work Phone", "car": "Mobile Phone"}  # fmt: skip
#: what else a card says that is worth keeping
_KEPT = {"TITLE": "Job Title", "ROLE": "Role", "NICKNAME": "Nickname", "URL": "Web Page", "CATEGORIES": "Categories"}
#: what programs tell themselves
_OF_PROGRAMS = ("X-AB", "X-APPLE", "X-MS-", "X-MOZILLA", "X-EVOLUTION", "X-PHONETIC", "X-ANDROID", "X-SOCIALPROFILE")
#: what no lender may choose by, told as left out
_PROTECTED = {"BDAY": "Birthday", "ANNIVERSARY": "Anniversary", "X-ANNIVERSARY": "Anniversary", "GENDER": "Gender",
              "X-GENDER": "Gender", "PHOTO": "Photo", "LANG": "Language", "X-SPOUSE": "Spouse",
              "BIRTHPLACE": "Birthplace"}  # fmt: skip


class _Line(msgspec.Struct, frozen=True):
    """One property: its name in capitals, its parameters in lower case, its value as it stands."""

    name: str
    types: frozenset[str]
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        return _unescaped(self.value).strip()

    @property
    def parts(self) -> list[str]:
        found = _PART.findall(self.value[:_LONGEST_START])[:_MOST_PARTS]
        # of several middle names each is one
        return [_unescaped(_LISTED.sub(" ", part) if self.name == "N" else part).strip() for part in found]


def is_vcard(text: str) -> bool:
    return _BEGIN.match(text) is not None


def read_vcards(text: str) -> Found:
    """Return a record for each card; one within another is part of the outer one and says nothing of its own."""
    return Found(VCARD, _records(text), len(text))


def _records(text: str) -> Iterator[Record]:
    began, depth = 0, 0
    lines: list[_Line] = []
    at = 0
    for number, length, raw in _unfolded(text):
        at += length
        word = re.sub(r"\s", "", raw[:20]).upper()
        if word == "BEGIN:VCARD":
            if depth == 1 and not _is_nested(lines):
                yield Record(began, at, [], _BREAKS_OFF)
                depth = 0
            depth += 1
            if depth == 1:
                began, lines = number, []
        elif word == "END:VCARD" and depth:
            depth -= 1
            if depth == 0:
                yield Record(began, at, list(_cells(lines)))
        elif depth == 1 and (line := _line(raw)):
            lines.append(line)
    if depth:
        yield Record(began, at, [], _BREAKS_OFF)


def _is_nested(lines: list[_Line]) -> bool:
    """Return whether the card that begins is the agent of the one around it, as 2.1 writes it."""
    return bool(lines) and lines[-1].name == "AGENT" and not lines[-1].text


def _unfolded(text: str) -> Iterator[tuple[int, int, str]]:
    """Return each property's first line, how much of the file it takes, and its whole text.

    A line goes on in the next when that begins with a blank, and where quoted-printable says so by its "=" at the end.
    """
    first, length, size = 1, 0, 0
    pieces: list[str] = []
    quoted = False
    for number, raw in lines_of(text):
        line = raw.rstrip("\r\n")
        goes_on = (quoted or line[:1] in (" ", "\t")) and pieces and size < _LONGEST
        if not goes_on:
            if pieces:
                yield first, length, "".join(pieces)
            first, length, size, pieces = number, 0, 0, []
        piece = line.lstrip("\t ") if quoted else line[1:] if goes_on else line
        start = pieces[0] if pieces else line
        quoted = line.endswith("=") and "QUOTED-PRINTABLE" in start[:_LONGEST_START].upper()
        pieces.append(piece[:-1] if quoted else piece)
        length, size = length + len(raw), size + len(piece)
    yield first, length, "".join(pieces)


def _line(raw: str) -> _Line | None:
    found = _NAMED.fullmatch(raw)
    if found is None:
        return None
    parameters: dict[str, str] = {}
    types: set[str] = set()
    for name, value in _PARAMETER.findall(found[2]):
        plain = value.replace('"', "").lower()
        # 2.1 writes a type without saying that it is one
        types.update(plain.split(",") if name.strip().lower() == "type" else () if value else (name.strip().lower(),))
        parameters[name.strip().lower()] = plain
    line = _Line(found[1].upper(), frozenset(types), parameters, found[3])
    return _decoded(line)


def _decoded(line: _Line) -> _Line:
    if "quoted-printable" not in (line.parameters.get("encoding", ""), *line.types):
        return line
    try:
        data = quopri.decodestring(line.value.encode("utf-8"))
    except (ValueError, binascii.Error):
        return line
    charset = line.parameters.get("charset", "utf-8")
    for encoding in (charset, "utf-8", "cp1252"):
        try:
            return _Line(line.name, line.types, line.parameters, data.decode(encoding))
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return line


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], text, flags=re.DOTALL)


def _cells(lines: list[_Line]) -> Iterator[Cell]:
    names = [line for line in lines if line.name == "N" and any(line.parts)]
    whole = [line.text for line in lines if line.name == "FN" and line.text]
    companies = [" ".join(filter(None, line.parts)) for line in lines if line.name == "ORG"]
    if names:
        yield from ((name, part) for name, part in zip(_NAME_PARTS, names[0].parts, strict=False) if name)
    if whole and not (names and all(names[0].parts[:2])):
        yield "Name", whole[0]
    elif companies and not names:
        # a card of a company alone is known by the company's name
        yield "Name", companies[0]
    for company in companies:
        yield "Company", company
    # where several say the same, the preferred comes first
    for line in sorted(lines, key=lambda line: "pref" not in line.types and "pref" not in line.parameters):
        yield from _said(line)


def _said(line: _Line) -> Iterator[Cell]:
    if line.name == "TEL":
        yield _phone_name(line.types), line.text.removeprefix("tel:").replace(";ext=", " x")
    elif line.name == "EMAIL":
        yield "Email", line.text.removeprefix("mailto:")
    elif line.name == "ADR":
        place = "Work " if "work" in line.types and "home" not in line.types else ""
        parts = list(zip(_ADDRESS_PARTS, line.parts, strict=False))
        # the street stands third, behind a box and a flat
        for name, part in sorted(parts, key=lambda named: named[0] != "Street"):
            yield place + name, part
    elif line.name == "NOTE":
        yield "Notes", line.text
    elif line.name in _KEPT:
        yield _KEPT[line.name], line.text
    elif line.name in _PROTECTED:
        yield _PROTECTED[line.name], ""
    elif line.name.startswith("X-") and not line.name.startswith(_OF_PROGRAMS):
        yield line.name[2:].replace("-", " ").title(), line.text


def _phone_name(types: frozenset[str]) -> str:
    if silent := _NO_CALLS.intersection(types) - ({"video"} if "voice" in types or "cell" in types else set()):
        return f"{min(silent)} number"
    return next((name for kind, name in _KINDS.items() if kind in types), "Phone")
