"""What a value deep inside something is called: by itself and whatever of the things around it makes a difference."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.leadfiles.headers import CO_BORROWERS, OF_SOMEBODY, column_of
from app.leadfiles.wording import squash, words_of

#: people in a lead who are not the borrower; what they are reached by is kept, not dialled
STRANGERS = frozenset(
    {
        "agent", "vendor", "provider", "lender", "realtor", "dealer", "loanofficer", "officer", "sender", "spouse",
        "employer", "company", "seller", "broker", "builder", "publisher", "affiliate", "attorney", "user",
    }
)  # fmt: skip
#: words that mean nothing without what they stand in
_BARE = frozenset(
    {
        "name", "id", "date", "time", "first", "last", "amount", "number", "test", "source", "note", "type", "status",
        "code", "key", "label", "title", "text", "price", "cost", "message", "description", "timestamp",
    }
)  # fmt: skip
#: around the fields of a lead these say nothing of them
_AROUND = frozenset(
    {
        "properties", "fields", "field", "attributes", "data", "value", "values", "lead", "form", "payload", "body",
        "record", "items", "item", "request", "answers", "details", "info", "formdata", "leaddata",
    }
)  # fmt: skip
#: lists of the people of one lead, where a list of leads may be called anything else
_PEOPLE = frozenset({"borrowers", "applicants", "borrower", "applicant", "coborrowers", "coapplicants"})
_BRACKETED = re.compile(r"[\[\].]+")


def is_people(name: str) -> bool:
    """Return whether a list of this name holds the people of one lead."""
    return squash(name) in _PEOPLE


def nth_of(name: str, n: int) -> str:
    """Return what the n-th of a list is called, counted from 1: of a lead's people all but the first are others."""
    if not is_people(name):
        return f"{name} {n}"
    others = n if squash(name).startswith("co") else n - 1
    return "borrower" if others == 0 else "co-borrower" if others == 1 else f"co-borrower {others}"


def header_of(path: Sequence[str]) -> str:
    """Return the name of a value's column, of the names of all it stands in, the outermost first.

    A stranger's phone is named after the stranger, and a bare "name" inside something else is that thing's.
    """
    told = [name for name in path if squash(name).rstrip("0123456789") not in _AROUND] or list(path[-1:])
    *around, own = told
    stranger = next((name for name in around if squash(name) in STRANGERS), "")
    if stranger:
        return f"{stranger} {own}"
    known = column_of(own)
    if known and squash(own) not in _BARE and known.field not in OF_SOMEBODY:
        return own
    whole = " ".join(told)
    if column_of(whole):
        return whole
    for name in reversed(around):
        if column_of(f"{name} {own}"):
            return f"{name} {own}"
    is_others = any(_is_co_borrower(name) for name in around)
    if around and (is_others or squash(own) in _BARE or not known):
        return f"{around[-1]} {own}"
    return own


def plain_header(header: str) -> str:
    """Return what a form's field is called where its name tells what it stands in: lead[contact][phone]."""
    parts = [part for part in _BRACKETED.split(header) if part.strip()]
    if len(parts) < 2 or column_of(header):
        return header
    named: list[str] = []
    for part in parts:
        if not part.isdecimal():
            named.append(part)
        elif named:
            # forms count from 0
            named[-1] = nth_of(named[-1], int(part[:6]) + 1)
    return header_of(named)


def is_strangers(header: str) -> bool:
    """Return whether a header tells of somebody who is not the borrower."""
    return bool(STRANGERS.intersection(words_of(header)))


def _is_co_borrower(name: str) -> bool:
    column = column_of(f"{name} name")
    return column is not None and column.whose in CO_BORROWERS
