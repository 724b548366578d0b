"""What is noticed of an officer, and beside it each move of a lead, with its why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from app.domain.case import Case
from app.domain.signals import Signal, for_the_manager_from, signals_of
from app.hub.gathering import Facts
from app.hub.records import Person
from app.protocol.drilled import Beside, Signals, SignalTold


def noticed(officer: Person, facts: Facts, cases: list[Case], names: Mapping[str, str]) -> Signals:
    """Return the signals of an officer over the branch's cases, and what stands beside them."""
    own = {case.lead.lead_id for case in cases if any(h.officer_id == officer.person_id for h in case.held)}
    found = signals_of(cases, officer.officer)
    return Signals(
        officer=officer.name,
        signals=[_told(signal, officer, names) for signal in found],
        beside=sorted(_moves(officer, facts, own, names), key=lambda one: one.at, reverse=True),
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


def _moves(officer: Person, facts: Facts, own: set[str], names: Mapping[str, str]) -> Iterator[Beside]:
    """Yield each time one of the officer's leads changed hands after it was first given."""
    for lead_id in own:
        holdings = facts.holdings.get(lead_id, [])
        for before, after in pairwise(holdings):
            if officer.person_id in (before.holder_id, after.holder_id):
                what = "moved_in" if after.holder_id == officer.person_id else "moved_out"
                yield Beside(
                    at=after.from_at, what=what, why=after.why, by="", lead_id=lead_id, name=names.get(lead_id, "")
                )
