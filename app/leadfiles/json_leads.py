"""Leads as JSON: what forms of Google Ads and Meta hand on, and plain objects, one or many."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from app.errors import UnreadableFile
from app.leadfiles.columns import Columns
from app.leadfiles.families import FACEBOOK, GOOGLE, JSON
from app.leadfiles.headers import column_of
from app.leadfiles.rows import Cell, Family, Found, Mapping, Record

Value = str | bool | None | list["Value"] | dict[str, "Value"]

#: what is kept one object each for
_MOST_BRACKETS = 2_000_000
_MOST_COMMAS = 4_000_000
_BETWEEN = re.compile(r"[\s,]*")
_NO_LEAD = "no lead: it has no named fields"
_BREAKS_OFF = "the JSON breaks off here; nothing below could be read"
#: lists of a form's answers, by what a lead calls them
_ANSWERS = ("user_column_data", "field_data")
#: around the fields of a lead these say nothing of them
_AROUND = frozenset({"properties", "fields", "attributes", "data", "value", "lead"})
_LOOKED_AT = 20
#: no form nests its answers further
_DEEPEST = 20

_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A lead's object; None where the text stops being JSON. `place` tells those of one line apart."""

    line: int
    at: int
    value: Value
    place: str = ""
    is_whole: bool = True


def read_json(text: str, mapping: Mapping | None) -> Found | None:
    """Return a record for each object, None when the text is no JSON. Raises UnreadableFile when none is a lead."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    if text.count("[") + text.count("{") > _MOST_BRACKETS or text.count(",") > _MOST_COMMAS:
        raise UnreadableFile("The JSON has more parts than any file of leads.", "Split it and import the parts.")
    entries = _entries(text)
    first = list(islice(entries, _LOOKED_AT))
    if not first or not first[0].is_whole:
        return None
    family = _family(first)
    columns = Columns(family, mapping)
    if not any(columns.says_how_to_reach(header) for entry in first for header, _ in _cells(entry.value)):
        raise UnreadableFile(
            "No leads were found in the JSON: no field is named as a phone number or an e-mail address.",
            "Import with a map, or export the leads as CSV.",
        )
    return Found(family, _records(chain(first, entries)), len(text))


def _family(entries: list[_Entry]) -> Family:
    names = {name for entry in entries if isinstance(entry.value, dict) for name in entry.value}
    return GOOGLE if "user_column_data" in names else FACEBOOK if "field_data" in names else JSON


def _records(entries: Iterator[_Entry]) -> Iterator[Record]:
    for entry in entries:
        cells = list(_cells(entry.value))
        problem = "" if cells else _NO_LEAD if entry.is_whole else _BREAKS_OFF
        yield Record(entry.line, entry.at, cells, problem, entry.place)


def _entries(text: str) -> Iterator[_Entry]:
    """Return each object of the file: of a list at its top, of one line after the other, of a list within one."""
    at, line, counted = 0, 1, 0
    in_list = text.lstrip().startswith("[")
    if in_list:
        at = text.index("[") + 1
    while (at := _after(text, at)) < len(text):
        if in_list and text[at] == "]":
            in_list, at = False, at + 1
            continue
        line, counted = line + text.count("\n", counted, at), at
        try:
            value, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            yield _Entry(line, len(text), None, is_whole=False)
            return
        at = end
        within = _listed(value)
        if within is None:
            yield _Entry(line, at, value)
        else:
            yield from (_Entry(line, at, one, f"entry {n}") for n, one in enumerate(within, 1))


def _after(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _listed(value: Value) -> list[Value] | None:
    """Return the leads that stand as a list within an object that is none itself: `{"data": [{...}, {...}]}`."""
    if isinstance(value, dict) and not any(name in value for name in _ANSWERS):
        lists = [one for one in value.values() if isinstance(one, list) and one and isinstance(one[0], dict)]
        if len(lists) == 1 and not any(column_of(name) for name in value):
            return lists[0]
    return None


def _cells(value: Value) -> Iterator[Cell]:
    if isinstance(value, dict):
        for name, one in value.items():
            if name in _ANSWERS and isinstance(one, list):
                yield from _answers(one)
            else:
                yield from _field((), name, one)


def _answers(answers: list[Value]) -> Iterator[Cell]:
    """Return a form's questions and answers; a column's id in capitals is surer than its name in any language."""
    for answer in answers:
        if isinstance(answer, dict):
            identity, shown = (_text(answer.get(name)) for name in ("column_id", "column_name"))
            name = identity if column_of(identity) or not shown else shown
            values = answer.get("string_value", answer.get("values"))
            yield name or _text(answer.get("name")), _text(values)


def _field(path: tuple[str, ...], name: str, value: Value, depth: int = 0) -> Iterator[Cell]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        around = path if name.lower() in _AROUND else (name,)
        for inner, one in value.items():
            yield from _field(around, inner, one, depth + 1)
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for n, one in enumerate(value, 1):
            yield from _field((), f"{name} {n}", one, depth + 1)
    else:
        yield " ".join((*path, name)), _text(value)


def _text(value: Value | None) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else ""
