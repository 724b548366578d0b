"""Leads as JSON: what forms of Google Ads and Meta hand on, and plain objects, one or many."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import TypeGuard

import msgspec

from app.errors import UnreadableFile
from app.leadfiles.columns import Columns
from app.leadfiles.families import FACEBOOK, GOOGLE, JSON
from app.leadfiles.headers import Field, column_of
from app.leadfiles.nesting import header_of, is_people, nth_of
from app.leadfiles.rows import MOST_CELLS, TOO_MANY_CELLS, Cell, Family, Found, Mapping, Record
from app.leadfiles.wording import squash

Value = str | bool | None | list["Value"] | dict[str, "Value"]

#: what is kept one object each for
_MOST_BRACKETS = 2_000_000
_MOST_COMMAS = 4_000_000
_BETWEEN = re.compile(r"[\s,]*")
_NO_LEAD = "no lead: it has no named fields"
_BREAKS_OFF = "the JSON breaks off here; nothing below could be read"
#: lists of a form's answers, by what a lead calls them
_ANSWERS = ("user_column_data", "field_data")
#: what names and what tells an answer, where answers stand in a list of whatever name; people read the first ones
_ASKS = (
    "columnname", "fieldname", "questionid", "question", "label", "title", "name", "field", "ref", "key", "columnid",
    "id",
)  # fmt: skip
_TELLS = ("stringvalue", "fieldvalue", "values", "value", "answer", "response", "text")
#: what says a number or an address in a list of them, and of which kind it is
_SAYS = ("number", "phone", "phonenumber", "email", "emailaddress", "address", "value", "raw")
_KINDS = ("type", "kind", "label")
_LOOKED_AT = 20
#: no form nests its answers further
_DEEPEST = 20


def _of_pairs(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    """Return an object; one of more names than a lead has fields is refused before any of them is looked at."""
    if len(pairs) > MOST_CELLS:
        raise UnreadableFile("An object of the JSON has more fields than any lead.", "Send its leads as a list.")
    return dict(pairs)


_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_of_pairs)


class _Entry(msgspec.Struct, frozen=True):
    """A lead's object; None where the text stops being JSON. `place` tells those of one line apart."""

    line: int
    at: int
    value: Value
    place: str = ""
    is_whole: bool = True


def read_json(text: str, mapping: Mapping | None, *, even_unnamed: bool = False) -> Found | None:
    """Return a record for each object, None when the text is no JSON.

    Raises UnreadableFile when none is a lead; `even_unnamed` takes objects whose fields are named as nothing known.
    """
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
    if not even_unnamed and not any(
        columns.says_how_to_reach(header) for entry in first for header, _ in islice(_cells(entry.value), MOST_CELLS)
    ):
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
        cells = list(islice(_cells(entry.value), MOST_CELLS + 1))
        if len(cells) > MOST_CELLS:
            yield Record(entry.line, entry.at, [], TOO_MANY_CELLS, entry.place)
            continue
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
    if not isinstance(value, dict) or any(name in value for name in _ANSWERS):
        return None
    if notified := _notified(value):
        return notified
    lists = {name: one for name, one in value.items() if _is_objects(one)}
    if len(lists) == 1 and not any(column_of(name) for name in value):
        [(name, found)] = lists.items()
        return None if is_people(name) or _as_answers(found) else found
    only = next(iter(value.values())) if len(value) == 1 else None
    return _listed(only) if isinstance(only, dict) else None


def _notified(value: dict[str, Value]) -> list[Value]:
    """Return what Meta's webhook tells of: each change of each entry, a lead's id with or without its answers."""
    entries = value.get("entry")
    changes = [
        change.get("value")
        for entry in (entries if isinstance(entries, list) else [])
        if isinstance(entry, dict) and isinstance(listed := entry.get("changes"), list)
        for change in listed
        if isinstance(change, dict)
    ]
    return [one for one in changes if isinstance(one, dict)]


def _is_objects(value: Value) -> TypeGuard[list[Value]]:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _as_answers(listed: list[Value]) -> list[Cell]:
    """Return the questions and answers of a list that holds nothing else, else nothing.

    A column's id in capitals is surer than its name in any language.
    """
    cells: list[Cell] = []
    if len(listed) > MOST_CELLS:
        return cells
    for answer in listed:
        plain = {squash(name): one for name, one in answer.items()} if isinstance(answer, dict) else {}
        plain = {**plain, **_details(plain.pop("answerdetails", None))}
        names = _asked(plain)
        # some name the answer after its kind: {"type": "phone_number", "phone_number": "..."}
        told = [plain.pop(tell) for tell in (*_TELLS, squash(_text(plain.get("type")))) if tell in plain]
        if not names or not told or isinstance(told[0], dict) or any(map(column_of, plain)):
            return []
        cells.append((next(filter(column_of, reversed(names)), names[0]), _text(told[0])))
    return cells


def _details(value: Value | None) -> dict[str, Value]:
    """Return what LinkedIn puts around an answer as the answer: its text, or which of the choices it was by number."""
    kinds = list(value.values()) if isinstance(value, dict) else []
    said = [inner.get("answer", inner.get("options")) for inner in kinds if isinstance(inner, dict)]
    return {"answer": said[0]} if len(said) == 1 and said[0] is not None else {}


def _asked(answer: dict[str, Value]) -> list[str]:
    """Take out of an answer what it answers: a name, several, or an object that has them."""
    names = []
    for ask in _ASKS:
        asked = answer.pop(ask, None)
        if isinstance(asked, dict):
            names += _asked({squash(name): one for name, one in asked.items()})
        elif name := _text(asked):
            names.append(name)
    return names


def _cells(value: Value) -> Iterator[Cell]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _field((), name, one)


def _field(path: tuple[str, ...], name: str, value: Value, depth: int = 0) -> Iterator[Cell]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for inner, one in value.items():
            yield from _field((*path, name), inner, one, depth + 1)
    elif _is_objects(value):
        if _is_contact(name):
            yield from (_contact(name, one) for one in value if isinstance(one, dict))
        elif answers := _as_answers(value):
            yield from answers
        else:
            yield from _several(path, name, value, depth)
    else:
        yield header_of((*path, name)), _text(value)


def _several(path: tuple[str, ...], name: str, listed: list[Value], depth: int) -> Iterator[Cell]:
    for n, one in enumerate(listed, 1):
        if isinstance(one, dict):
            for inner, further in one.items():
                yield from _field((*path, nth_of(name, n)), inner, further, depth + 1)


def _is_contact(name: str) -> bool:
    column = column_of(name)
    return column is not None and column.field in (Field.PHONE, Field.EMAIL)


def _contact(name: str, value: dict[str, Value]) -> Cell:
    """Return one of a list of numbers or addresses with its kind: `{"type": "mobile", "number": "..."}`."""
    plain = {squash(inner): _text(one) for inner, one in value.items()}
    said = next((plain[key] for key in _SAYS if plain.get(key)), "")
    kind = next((plain[key] for key in _KINDS if plain.get(key)), "")
    return (f"{kind} {name}" if column_of(f"{kind} {name}") else name), said


def _text(value: Value | None, depth: int = 0) -> str:
    if isinstance(value, list):
        within = (_text(one, depth + 1) for one in value) if depth < _DEEPEST else ()
        return ", ".join(filter(None, within))
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else ""
