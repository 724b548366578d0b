"""Leads of which all was tried handed to marketing: the one way a borrower's data leaves for anybody but a holder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence, Set
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from app.domain.case import Case
from app.domain.exhausted import RESTS, Exhausted, handover
from app.hub.auditing import OPERATOR, note
from app.hub.gathering import ALL_DAYS, Days, Facts, gather, period_of
from app.hub.handover_ports import HandedOver
from app.hub.letting_in import Caller
from app.hub.ports import HubStore
from app.hub.records import Role
from app.hub.reports import NotForThisRole
from app.hub.said_no import said_no
from app.protocol.handover import HandedLead, HandedLeads, HandOver


class Cases(Protocol):
    """Puts what is known of leads together; the sums do."""

    def cases(self, facts: Facts, at: datetime) -> list[Case]: ...


class Which(msgspec.Struct, frozen=True):
    """Leads received on some days; `again` those that were handed over before, too."""

    days: Days = ALL_DAYS
    rests: timedelta = RESTS
    again: bool = False


def hand_to(store: HubStore, cases: Cases, caller: Caller, asked: HandOver, now: datetime) -> HandedLeads:
    """Return what waits for marketing's own desk, once what it says it has is noted; raises NotForThisRole."""
    person = caller.person
    if person.role is not Role.MARKETING:
        raise NotForThisRole("Leads of which all was tried are marketing's.", "Ask who is in marketing.")
    waiting = waits(store, cases, Which(), now)
    if asked.kept:
        kept = frozenset(asked.kept)
        keep(store, waiting, now, person.person_id, only=kept)
        left = [lead for lead in waiting.leads if lead.lead_id not in kept]
        waiting = HandedLeads(batch=_batch(left), leads=left, held_back=waiting.held_back)
    note_handing(store, waiting, now, person.person_id, "their desk")
    return waiting


def waits(store: HubStore, cases: Cases, which: Which, now: datetime) -> HandedLeads:
    """Return the leads to be handed over. Whoever tells anybody of them has `note_handing` done before."""
    with store.reading() as rows:
        zone = rows.company().zone
        facts = gather(rows, period_of(zone, which.days, now), None, now)
        closed = said_no(rows, [held.lead for held in facts.leads], now)
        found = handover(cases.cases(facts, now), zone, which.rests, closed)
        ids = [lead.lead_id for lead in found.leads]
        purged = rows.leads.purged(ids)
        known = set() if which.again else rows.handovers.of_leads(ids)
    leads = [
        _told(lead)
        for lead in found.leads
        if lead.lead_id not in purged and (lead.lead_id, lead.returned_at) not in known
    ]
    return HandedLeads(batch=_batch(leads), leads=leads, held_back=dict(found.held_back))


def note_handing(store: HubStore, handed: HandedLeads, now: datetime, by: str, where: str) -> None:
    """Have the audit say who was handed how many, before they are."""
    if handed.leads:
        with store.writing() as rows:
            rows.lock_company()
            note(rows, now, by, f"{len(handed.leads)} exhausted leads handed to marketing: {where}", handed.batch)


def keep(
    store: HubStore, handed: HandedLeads, now: datetime, by: str = OPERATOR, *, only: Set[str] | None = None
) -> None:
    """Note that marketing has these leads, so that they are not handed over once more."""
    those = [lead for lead in handed.leads if only is None or lead.lead_id in only]
    if not those:
        return
    with store.writing() as rows:
        rows.lock_company()
        rows.handovers.add(HandedOver(lead.lead_id, lead.returned_at, now, handed.batch) for lead in those)
        note(rows, now, by, f"{len(those)} exhausted leads are with marketing", handed.batch)


def part_of(handed: HandedLeads, first: int, most: int) -> HandedLeads:
    """Return some of the leads, as a batch of its own."""
    leads = handed.leads[first : first + most]
    return HandedLeads(batch=_batch(leads), leads=leads, held_back={})


def _batch(leads: Sequence[HandedLead]) -> str:
    those = "\n".join(sorted(f"{lead.lead_id} {lead.returned_at.isoformat()}" for lead in leads))
    return hashlib.sha256(those.encode()).hexdigest()[:32]


def _told(lead: Exhausted) -> HandedLead:
    return msgspec.convert(msgspec.to_builtins(lead), HandedLead)
