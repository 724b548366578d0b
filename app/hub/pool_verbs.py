"""The hub's verbs for leads that nobody holds, and for those that are offered to several."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.clock import Clock
from app.domain.contact_rules import ContactRules
from app.domain.lead import Lead
from app.domain.places import property_state
from app.errors import BadInput
from app.hub.auditing import OPERATOR, note
from app.hub.people import person_named
from app.hub.pool import PoolRules
from app.hub.ports import HubStore, Rows
from app.hub.records import HOLDERS, HeldLead, Holding, Offer, Person
from app.protocol.feed import LeadOffered, officer_feed

Answer = dict[str, Any]


def run(args: Namespace, store: HubStore, clock: Clock, rules: ContactRules) -> Answer:
    """Do what `hub leads pool` and `hub leads offer` are asked for."""
    if args.what == "pool":
        return pool(store, args.limit, clock.now(), rules)
    return offer(store, args.lead_id, args.to, clock.now(), rules)


def pool(store: HubStore, limit: int, now: datetime, rules: ContactRules) -> Answer:
    """Answer with the leads nobody holds, the longest received first, without whose they are.

    `rests_until` is when somebody may take it, None for now, and for a test lead, which nobody ever may.
    """
    with store.reading() as rows:
        found = rows.leads.waiting(now, limit, even_resting=True)
        resting = PoolRules(rules).resting(rows, found, now)
        held = rows.leads.holdings([lead.lead_id for lead in found])
        names = {person.person_id: person.name for person in rows.people.all()}
        offers = {lead.lead_id: rows.claims.offers_of(lead.lead_id) for lead in found}
    return {
        "leads": [
            {
                "lead_id": lead.lead_id,
                "received_at": lead.received_at.isoformat(),
                "source": lead.source,
                "state": property_state(rules.gazetteer, lead) or None,
                "why": _why(lead, held.get(lead.lead_id, [])),
                "rests_until": None if lead.is_test else _said(resting.get(lead.lead_id)),
                "offered_to": [names[one.person_id] for one in offers[lead.lead_id] if one.over_at is None],
            }
            for lead in found
        ]
    }


def _why(lead: Lead, held: Sequence[Holding]) -> str:
    if lead.is_test:
        return "a test lead: it is handed to nobody"
    return held[-1].why if held else "given to nobody yet"


def _said(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def offer(store: HubStore, lead_id: str, names: list[str], now: datetime, rules: ContactRules) -> Answer:
    """Offer a lead to several, of whom the first to claim it has it; one somebody holds is offered to be taken over.

    Raises BadInput for a lead that cannot be offered, and for people who may not hold it.
    """
    with store.writing() as rows:
        rows.lock_company()
        held = None if "\x00" in lead_id else rows.leads.by_id(lead_id)
        if held is None or rows.leads.purged([lead_id]):
            raise BadInput(f"The hub has no lead {lead_id}.", "hub leads pool shows those that nobody holds.")
        if held.holder_id is not None and held.lead.origin.is_own:
            raise BadInput("This lead is its holder's own.", "Own leads are never handed on.")
        people = [_taker(rows, name, held, now, rules) for name in dict.fromkeys(names)]
        for person in people:
            rows.claims.offer(Offer(lead_id, person.person_id, now))
            rows.feeds.append(officer_feed(person.person_id), _told(held.lead, rules, over=held.holder_id is not None))
        note(rows, now, OPERATOR, f"lead offered to {len(people)}", lead_id)
    return {"lead_id": lead_id, "offered_to": [person.name for person in people]}


def _taker(rows: Rows, name: str, held: HeldLead, now: datetime, rules: ContactRules) -> Person:
    person = person_named(rows, name)
    if person.role not in HOLDERS:
        raise BadInput(f"{person.name} is {person.role} and holds no leads.", "Offer them to officers.")
    if person.person_id == held.holder_id:
        raise BadInput(f"{person.name} holds this lead.", "Offer it to others.")
    if PoolRules(rules).is_barred(held.lead, person.officer, now):
        raise BadInput(f"{person.name} is not licensed in this lead's state.", "Offer it to somebody who is.")
    return person


def _told(lead: Lead, rules: ContactRules, *, over: bool) -> LeadOffered:
    state = property_state(rules.gazetteer, lead)
    return LeadOffered(lead_id=lead.lead_id, received_at=lead.received_at, state=state, over=over)
