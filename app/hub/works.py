"""What works, as tables over the leads a person's sums are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import datetime
from typing import Any

import msgspec

from app.domain import own_effects, what_works
from app.domain.case import Case
from app.domain.responding import response_rows
from app.domain.works_definitions import CAVEAT, METHOD
from app.errors import BadInput
from app.hub.branches import branch_called, read_for_sums, seen_by
from app.hub.gathering import ALL_DAYS, Days, gather, period_of
from app.hub.letting_in import Caller
from app.hub.ports import HubStore
from app.hub.records import SEES_SUMS
from app.hub.reports import NotForThisRole, Sums, branches_asked_of

Answer = dict[str, Any]


class Question(msgspec.Struct, frozen=True):
    """`by` is the field first contacts are split by, `branch` a name, "" for all."""

    days: Days = ALL_DAYS
    branch: str = ""
    by: str = ""


def tables_for(store: HubStore, sums: Sums, caller: Caller, asked: Question, now: datetime) -> Answer:
    """Return the tables over what this person's sums are made of; they name nobody."""
    person = caller.person
    if person.role not in SEES_SUMS:
        raise NotForThisRole("What works is for managers and marketing.", "Your own numbers are under report.")
    with store.reading() as rows:
        branch_ids = branches_asked_of(rows, asked.branch, seen_by(rows, person))
    return _tables(store, sums, asked, branch_ids, now, read_for_sums(person))


def tables_of(store: HubStore, sums: Sums, asked: Question, now: datetime) -> Answer:
    """Return them for the hub's own command line, which sees everything."""
    with store.reading() as rows:
        branch_ids = frozenset({branch_called(rows, asked.branch).branch_id}) if asked.branch else None
    return _tables(store, sums, asked, branch_ids, now, "")


def _tables(
    store: HubStore, sums: Sums, asked: Question, branch_ids: Set[str] | None, now: datetime, seen_by_id: str
) -> Answer:
    with store.reading(seen_by_id) as rows:
        facts = gather(rows, period_of(rows.company().zone, asked.days, now), branch_ids, now)
    return {**tables_from(sums.cases(facts, now), asked.by), "caveat": CAVEAT, "method": METHOD}


_TABLES: Mapping[str, Callable[[Sequence[Case], str], list[Any]]] = {
    "called": lambda cases, _by: what_works.speed_rows(cases),
    "compared": lambda cases, _by: what_works.compared_rows(cases),
    "responses": response_rows,
    "fields": lambda cases, _by: what_works.fields_of(cases),
    "speed_effects": lambda cases, _by: own_effects.speed_effects(cases),
    "attempts": lambda cases, _by: own_effects.attempt_rows(cases),
}


def tables_from(cases: Sequence[Case], by: str = "", names: Iterable[str] = tuple(_TABLES)) -> Answer:
    """Return the tables of these names over the leads, first contacts split by a field."""
    return {name: _TABLES[name](cases, by) for name in names}


def check_field(tables: Answer, by: str) -> None:
    """Raise BadInput for a field that no lead of the tables has."""
    if by and by not in tables["fields"]:
        known = ", ".join(tables["fields"])
        raise BadInput(f"No lead of these days has a field “{by}”.", f"There are {known}." if known else "")
