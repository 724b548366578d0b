"""Leads that are handed on, by their holder or untried by the hub, to the next of the branch who may have them."""

from __future__ import annotations

from datetime import datetime

from app.domain.activity import standing
from app.domain.outcome import is_contact
from app.hub.assigning import move, wait_for_pushes
from app.hub.auditing import note
from app.hub.distributing import Distribution
from app.hub.ports import Rows
from app.hub.records import HeldLead, Person, Role
from app.protocol.wire import Untaken


def pass_on(
    rows: Rows, turns: Distribution, held: HeldLead, person: Person, now: datetime, *, untried: bool = False
) -> Untaken:
    """Give a lead its holder hands on to whose turn it is, or say why it stays; `untried` the hub takes it itself.

    Own leads are never handed on, nor one that is worked for somebody who is away. Whom a borrower has spoken with
    keeps them: only a manager moves such a lead. Asked under the company's lock.
    """
    if held.holder_id != person.person_id:
        return Untaken.NOT_THERE
    lead_id = held.lead.lead_id
    # a talk that is being handed in at this moment keeps the lead
    wait_for_pushes(rows, [lead_id])
    happened = standing([kept.activity for kept in rows.activities.of_leads([lead_id]).get(lead_id, [])])
    spoken = any(is_contact(activity.kind) for activity in happened)
    if held.lead.origin.is_own or spoken or rows.claims.covered(lead_id=lead_id):
        return Untaken.STAYS
    why = f"taken back untried from {person.name}" if untried else f"handed on by {person.name}"
    following = _next_officer(rows, turns, held, person, why)
    if following is None:
        return Untaken.NOBODY_NEXT
    move(rows, held, following, now, why=why, gone="taken back untried" if untried else "handed on")
    what = "lead taken back untried and given to" if untried else "lead handed on to"
    note(rows, now, person.person_id, f"{what} {following.person_id}", lead_id)
    return Untaken.HANDED_ON


def ever_held_by(rows: Rows, held: HeldLead) -> set[str]:
    """Return everybody who holds the lead or ever did: it never comes back to who let it go."""
    before = rows.leads.holdings([held.lead.lead_id]).get(held.lead.lead_id, [])
    return {one for one in (held.holder_id, *(holding.holder_id for holding in before)) if one is not None}


def _next_officer(rows: Rows, turns: Distribution, held: HeldLead, person: Person, why: str) -> Person | None:
    """Return whose turn it is of this person's branch, among those who never held the lead.

    Of those owed the same who was added next after this person. A lead never comes back to who let it go.
    """
    branch = [one for one in turns.people if one.branch_id == person.branch_id and one.role is Role.OFFICER]
    me = (person.added_at, person.person_id)
    round_from_here = sorted(branch, key=lambda one: (one.added_at, one.person_id) < me)
    return turns.choose(held.lead, why, among=round_from_here, had_it=ever_held_by(rows, held))
