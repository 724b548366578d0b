"""The contact rules, read from resources/rules and checked row by row."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import msgspec

from app.domain.answers import Purpose
from app.domain.places import STATE_NAMES
from app.domain.rule_book import CompanyRules, ContactRules
from app.domain.rule_rows import DAY_MINUTES, FEDERAL, Exempt, Part, Row
from app.errors import BadInput
from app.reference.holidays_file import read_holidays
from app.reference.places_file import load_gazetteer
from app.reference.reading import read_bytes

_WINDOW = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")
_GRADES = ("A", "B", "C", "D")
_REMEDY = "Correct the row in contact_time_rules.json."


class _Week(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    mon: str | None
    tue: str | None
    wed: str | None
    thu: str | None
    fri: str | None
    sat: str | None
    sun: str | None


class _Cap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    count: int
    hours: int


class _Exempt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    part: Part
    purposes: list[Purpose]
    citation: str


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    state: str
    windows: _Week
    holidays_banned: bool
    cap: _Cap | None
    calls_from: date | None
    texts_from: date | None
    until: date | None
    exempts: list[_Exempt]
    citation: str
    confidence: str
    sources: list[str]
    texts_note: str = ""
    cap_note: str = ""
    exemption_notes: str = ""
    note: str = ""
    emergency_citation: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    schema: str
    as_of: date
    disclaimer: str
    reading: list[str]
    confidence: dict[str, str]
    rows: list[msgspec.Raw]


def load_rules(resources: Path, company: CompanyRules | None = None) -> ContactRules:
    """Read rules, holidays and places from the resources folder; the ZIP table and the holidays wait until asked.

    Raises BadInput naming the row that cannot be used, WorldFailed where a file is missing.
    """
    rows = read_rules(read_bytes(resources / "rules" / "contact_time_rules.json"))
    holidays = read_holidays(resources / "rules" / "holiday_overrides.json")
    return ContactRules(rows, load_gazetteer(resources / "places"), holidays, company or CompanyRules())


def read_rules(data: bytes) -> list[Row]:
    """Read rows from the bytes of a rules file, each checked alone and against the other rows of its state."""
    try:
        file = msgspec.json.decode(data, type=_File)
    except msgspec.DecodeError as failure:
        raise BadInput(
            f"The contact rules cannot be read: {failure}.", "Correct the file or install again."
        ) from failure
    rows = [_read_row(number, raw) for number, raw in enumerate(file.rows, start=1)]
    if not any(row.state == FEDERAL for row in rows):
        raise BadInput("The contact rules have no federal row (US), which every state's row stands on.", _REMEDY)
    _refuse_overlaps(rows)
    return rows


def _read_row(number: int, raw: msgspec.Raw) -> Row:
    try:
        row = msgspec.json.decode(raw, type=_Row)
    except msgspec.ValidationError as failure:
        raise _wrong(f"row {number}", str(failure)) from failure
    name = f"row {number} ({row.state})"
    if row.state != FEDERAL and row.state not in STATE_NAMES:
        raise _wrong(name, "this state is none")
    if not row.citation.strip():
        raise _wrong(name, "a citation is missing")
    if row.confidence not in _GRADES:
        raise _wrong(name, f"confidence is one of {', '.join(_GRADES)}")
    if row.cap and (row.cap.count < 1 or row.cap.hours < 1):
        raise _wrong(name, "a cap allows at least one contact within at least one hour")
    if row.until and any(begun and begun > row.until for begun in (row.calls_from, row.texts_from)):
        raise _wrong(name, "it ends before it begins")
    return Row(
        state=row.state,
        week=tuple(_window(name, day, getattr(row.windows, day)) for day in _Week.__struct_fields__),
        citation=row.citation,
        confidence=row.confidence,
        holidays_banned=row.holidays_banned,
        cap=(row.cap.count, row.cap.hours) if row.cap else None,
        calls_from=row.calls_from,
        texts_from=row.texts_from,
        until=row.until,
        exempts=tuple(_exempt(name, exempt) for exempt in row.exempts),
        sources=tuple(row.sources),
        notes=tuple(note for note in (row.texts_note, row.cap_note, row.exemption_notes, row.note) if note),
        emergency_citation=row.emergency_citation,
    )


def _window(name: str, day: str, text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    match = _WINDOW.fullmatch(text)
    if not match:
        raise _wrong(name, f"the window “{text}” of {day} is not written like 08:00-21:00")
    start, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
    if not start < end <= DAY_MINUTES:
        raise _wrong(name, f"the window {text} of {day} does not end after it begins, on the same day")
    return start, end


def _exempt(name: str, exempt: _Exempt) -> Exempt:
    if name.endswith(f"({FEDERAL})"):
        raise _wrong(name, "the federal rule always stands and has no exemptions")
    if not exempt.citation.strip():
        raise _wrong(name, f"its exemption from {exempt.part} has no citation, and without one it is none")
    return Exempt(exempt.part, frozenset(exempt.purposes), exempt.citation)


def _refuse_overlaps(rows: list[Row]) -> None:
    for texts in (False, True):
        ordered = sorted(rows, key=lambda row: (row.state, row.first_day(texts=texts)))
        for earlier, later in pairwise(ordered):
            if earlier.state == later.state and later.first_day(texts=texts) <= earlier.last_day():
                raise BadInput(
                    f"Two contact rules of {later.state} hold on the same day"
                    f" ({max(later.first_day(texts=texts), earlier.first_day(texts=texts)).isoformat()}):"
                    f" {earlier.citation}, and {later.citation}.",
                    "End the older row the day before the newer one begins.",
                )


def _wrong(name: str, what: str) -> BadInput:
    return BadInput(f"Contact rules, {name}: {what}.", _REMEDY)
