"""Google's address book as CSV, with the column names of before and after 2024."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from app.leadfiles.rows import Cell, Record

#: "Phone 1 - Value" beside "Phone 1 - Type", or "Label" as it is called since
_NUMBERED = re.compile(r"([A-Za-z-]+) (\d{1,3}) - (.+)")
_LABELS = frozenset({"type", "label"})
_BETWEEN_VALUES = re.compile(r"\s*:::\s*")
_KINDS = (("mobile", "Mobile Phone"), ("home", "Home Phone"), ("work", "Work Phone"), ("main", "Main Phone"))
_NO_CALLS = ("fax", "pager")
_PLACE_PARTS = {"street": "Street", "extended address": "Street 2", "city": "City", "region": "State",
                "postal code": "Zip", "country": "Country"}  # fmt: skip
_COMPANY = {"organization name": "Company", "organization title": "Job Title"}
_NAMES = frozenset({"name", "first name", "middle name", "last name", "given name", "additional name", "family name"})
#: who belongs to whom, and which day they keep, is told as left out
_PERSONAL = {"relation": "Relation (spouse, children)", "event": "Anniversary"}


def as_plain_columns(records: Iterator[Record]) -> Iterator[Record]:
    """Return the records with each value under the name its label gives it, as any other table would have it."""
    for record in records:
        yield record if record.problem else replace(record, cells=list(_plain(record.cells)))


def _plain(cells: list[Cell]) -> Iterator[Cell]:
    labels = {(n[1].lower(), n[2]): value for header, value in cells if (n := _label_of(header))}
    is_named = any(value.strip() for header, value in cells if header.strip().lower() in _NAMES)
    for header, value in cells:
        if _label_of(header):
            continue
        name = _name_of(header, labels)
        if name == "Company" and not is_named and value.strip():
            # a card of a company alone is known by the company's name
            yield "Name", value
            is_named = True
        yield name, "" if name in _PERSONAL.values() else _BETWEEN_VALUES.sub(", ", value)


def _label_of(header: str) -> re.Match[str] | None:
    found = _NUMBERED.fullmatch(header.strip())
    return found if found and found[3].lower() in _LABELS else None


def _name_of(header: str, labels: dict[tuple[str, str], str]) -> str:
    found = _NUMBERED.fullmatch(header.strip())
    if found is None:
        return _COMPANY.get(header.strip().lower(), header)
    what, number, part = found[1].lower(), found[2], found[3].lower()
    return _named(what, part, labels.get((what, number), "").lower()) or header


def _named(what: str, part: str, label: str) -> str:
    """Return what a numbered column would be called, "" for one that keeps its own name."""
    if what in _PERSONAL:
        return _PERSONAL[what]
    if what == "phone":
        silent = next((word for word in _NO_CALLS if word in label), "")
        return f"{silent} number" if silent else next((name for word, name in _KINDS if word in label), "Phone")
    if what == "e-mail":
        return "Email"
    if what == "address" and part in _PLACE_PARTS:
        place = "Work " if "work" in label else "Other " if "other" in label else ""
        return place + _PLACE_PARTS[part]
    return {"name": "Company", "title": "Job Title"}.get(part, "") if what == "organization" else ""
