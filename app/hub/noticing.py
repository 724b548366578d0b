"""What is noticed of an officer, and beside it each move of a lead, with its why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import pairwise

import msgspec

from app.domain.case import Case
from app.domain.hour_changes import FactChange, hour_changes
from app.domain.signals import Signal, for_the_manager_from, signals_of
from app.hub.gathering import Facts
from app.hub.ports import Rows
from app.hub.records import Person
from app.hub.records_live import Deed, Doing, PersonChange
from app.protocol.drilled import Beside, Signals, SignalTold

#: what moves a lead, which its holdings tell too
_GIVEN = frozenset({Doing.GAVE, Doing.TOOK_OVER})


class Managed(msgspec.Struct, frozen=True):
    """What was done about an officer's leads and changed about the officer, since the first day asked about."""

    deeds: list[Deed]
    changes: list[PersonChange]


def managed_about(rows: Rows, officer: Person, since: datetime) -> Managed:
    """Read it; behind the fence as everything about one person is."""
    whose = [officer.person_id]
    return Managed(rows.live.deeds(since, whose), rows.live.changes(since, whose))


def noticed(officer: Person, facts: Facts, cases: list[Case], names: Mapping[str, str], managed: Managed) -> Signals:
    """Return the signals of an officer over the branch's cases, and what stands beside them."""
    own = {case.lead.lead_id for case in cases if any(h.officer_id == officer.person_id for h in case.held)}
    found = signals_of(cases, officer.officer, list(hour_changes(officer.officer, map(_fact, managed.changes))))
    beside = [*_moves(officer, facts, own, names, managed), *_done(officer, facts, names, managed)]
    return Signals(
        officer=officer.name,
        signals=[_told(signal, officer, names) for signal in found],
        beside=sorted(beside, key=lambda one: one.at, reverse=True),
    )


def _told(signal: Signal, officer: Person, names: Mapping[str, str]) -> SignalTold:
    return SignalTold(
        sign=signal.sign,
        at=signal.at,
        theirs_until=for_the_manager_from(signal, officer.officer),
        lead_id=signal.lead_id,
        name=names.get(signal.lead_id, ""),
        n=signal.n,
        of=signal.of,
        branch_n=signal.branch_n,
        branch_of=signal.branch_of,
    )


def _moves(
    officer: Person, facts: Facts, own: set[str], names: Mapping[str, str], managed: Managed
) -> Iterator[Beside]:
    """Yield each time one of the officer's leads changed hands after it was first given.

    Where somebody did that, who it was and why is known from what they did.
    """
    by_hand = {(deed.lead_id, deed.at): deed for deed in managed.deeds if deed.doing in _GIVEN}
    for lead_id in own:
        for before, after in pairwise(facts.holdings.get(lead_id, [])):
            if officer.person_id not in (before.holder_id, after.holder_id):
                continue
            deed = by_hand.get((lead_id, after.from_at))
            yield Beside(
                at=after.from_at,
                what="moved_in" if after.holder_id == officer.person_id else "moved_out",
                why=deed.why if deed is not None else after.why,
                by=_name(facts, deed.by) if deed is not None else "",
                lead_id=lead_id,
                name=names.get(lead_id, ""),
            )


def _done(officer: Person, facts: Facts, names: Mapping[str, str], managed: Managed) -> Iterator[Beside]:
    """Yield what managers did about the officer's leads beside moving them, and what was changed about the officer."""
    for deed in managed.deeds:
        if deed.doing not in _GIVEN and deed.officer_id == officer.person_id:
            name = names.get(deed.lead_id, "")
            by = _name(facts, deed.by)
            yield Beside(at=deed.at, what=deed.doing.value, why=deed.why, by=by, lead_id=deed.lead_id, name=name)
    for change in managed.changes:
        yield Beside(at=change.at, what=f"changed_{change.what}", why=change.why, by=_name(facts, change.by))


def _name(facts: Facts, person_id: str) -> str:
    person = facts.people.get(person_id)
    return "" if person is None else person.name


def _fact(change: PersonChange) -> FactChange:
    return FactChange(change.at, change.what, change.before, change.after)
