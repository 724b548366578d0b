"""Several rows about one person made one, as a list of licences has a row for each state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from app.leadfiles.people_tables import PersonRow

_IN_ANY_SPELLING = ("name", "role", "branch", "zone", "email")
_AS_WRITTEN = ("nmls_id", "hours", "days_off", "phone", "identity", "is_here")


class Together(msgspec.Struct, frozen=True):
    """A row a person and those that cannot be taken; `partly` are the lines of people of whom one could not."""

    rows: list[PersonRow]
    partly: frozenset[int]


def put_together(rows: Sequence[PersonRow]) -> Together:
    """Make one of several rows about one person.

    Only licences may differ: which of two other words holds nobody could say. An empty cell is no word, and neither is
    the same one in another spelling.
    """
    keys = _keys(rows)
    out: dict[str, PersonRow] = {}
    rejected: list[PersonRow] = []
    for row, key in zip(rows, keys, strict=True):
        first = out.get(key)
        if row.reason:
            rejected.append(row)
        elif first is None:
            out[key] = row
        elif _differ(first, row):
            rejected.append(replace(row, reason=f"line {first.line} says otherwise of the same person"))
        else:
            out[key] = _both(first, row)
    lost = {row.line for row in rejected}
    broken = {key for row, key in zip(rows, keys, strict=True) if row.line in lost}
    return Together([*out.values(), *rejected], frozenset(row.line for key, row in out.items() if key in broken))


def folded(words: str) -> str:
    return " ".join(words.casefold().split())


def _keys(rows: Sequence[PersonRow]) -> list[str]:
    """Return whom each row is about: by NMLS id, and where its cell is empty by the name, if one alone has that."""
    ids: dict[str, set[str]] = {}
    for row in rows:
        if row.nmls_id and row.name:
            ids.setdefault(folded(row.name), set()).add(row.nmls_id)
    return [row.nmls_id or _only(ids.get(folded(row.name), set())) or folded(row.name) for row in rows]


def _only(ids: set[str]) -> str:
    return next(iter(ids)) if len(ids) == 1 else ""


def _differ(first: PersonRow, row: PersonRow) -> bool:
    def says_otherwise(field: str) -> bool:
        one, other = (_said(each, field) for each in (first, row))
        return one is not None and other is not None and one != other

    return any(map(says_otherwise, (*_IN_ANY_SPELLING, *_AS_WRITTEN, "groups")))


def _said(row: PersonRow, field: str) -> object:
    """Return what a row says, in one spelling; None where its cell is empty."""
    said = getattr(row, field)
    if field == "groups":
        return {folded(group) for group in row.groups} or None
    if field in _IN_ANY_SPELLING:
        return folded(said or "") or None
    return None if said == "" else said


def _both(first: PersonRow, row: PersonRow) -> PersonRow:
    told = {
        field: getattr(row, field)
        for field in (*_IN_ANY_SPELLING, *_AS_WRITTEN, "groups")
        if _said(first, field) is None and _said(row, field) is not None
    }
    return replace(first, licences=_licences(first.licences or {}, row.licences or {}) or None, **told)


def _licences(first: dict[str, date | None], more: dict[str, date | None]) -> dict[str, date | None]:
    """Return all of them; an empty cell takes no last day away."""
    return first | {state: until or first.get(state) for state, until in more.items()}
