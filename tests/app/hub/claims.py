"""Leads that wait, claims of them, and what was answered, for the tests of taking leads."""

from __future__ import annotations

from datetime import datetime

from app.domain.lead import Address, Lead
from app.hub import people
from app.hub.claiming import claim
from app.hub.intake import keys_of
from app.hub.pool import PoolRules
from app.protocol.feed import read
from app.protocol.wire import Claim, ClaimAnswer, LeadYours, Stranger, Taking
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, TERMS, Desk, later, lead

RULES = PoolRules(TERMS.rules)
TENNESSEE = Address(state="TN", zip="37201")


def waits(store: SqlHubStore, number: int, minutes: float = 0, **more: object) -> Lead:
    """Have a lead wait that nobody holds."""
    one = lead(number, later(minutes), **more)
    with store.writing() as rows:
        rows.leads.add(one, keys_of(one))
    return one


_ids = iter(range(10**6))


def wish(desk: Desk, taking: Taking = Taking.NEXT, lead_id: str = "", **more: object) -> Claim:
    claim_id = f"00000000-0000-7000-8000-{next(_ids):012d}"
    values = {"hub_id": desk.enrolled.hub_id, "claim_id": claim_id, "taking": taking, "lead_id": lead_id, **more}
    return Claim(**values)


def takes(desk: Desk, taking: Taking = Taking.NEXT, lead_id: str = "", now: datetime = NOW) -> str:
    """Return the lead that was won, or the word for why none was."""
    return told(claim(desk.store, RULES, desk.caller(now), wish(desk, taking, lead_id), now))


def told(answer: ClaimAnswer) -> str:
    assert not isinstance(answer, Stranger)
    return answer.given.lead.lead_id if isinstance(answer, LeadYours) else answer.why.value


def holder_of(store: SqlHubStore, lead_id: str) -> str | None:
    with store.reading() as rows:
        held = rows.leads.by_id(lead_id)
    assert held is not None
    return held.holder_id


def why_held(store: SqlHubStore, lead_id: str) -> list[str]:
    with store.reading() as rows:
        return [holding.why for holding in rows.leads.holdings([lead_id]).get(lead_id, [])]


def items(desk: Desk) -> list[object]:
    return [read(row.kind, row.body) for row in desk.pulls()]


def is_licensed(store: SqlHubStore, name: str, states: str = "TN") -> None:
    people.change_person(store, name, people.Changes(licensed=states), "exam passed", NOW)
