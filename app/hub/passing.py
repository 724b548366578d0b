"""Leads that are handed on: by their holder, to the next officer of the branch who works now and may have them."""

from __future__ import annotations

from datetime import datetime

from app.domain.activity import standing
from app.domain.outcome import is_contact
from app.domain.shift import shift_calendar
from app.domain.spans import instant
from app.hub.assigning import move
from app.hub.auditing import note
from app.hub.pool import Rules
from app.hub.ports import Rows
from app.hub.records import HeldLead, Person, Role
from app.protocol.wire import Untaken


def pass_on(rows: Rows, rules: Rules, held: HeldLead, person: Person, now: datetime) -> Untaken:
    """Give a lead its holder hands on to the next officer, or say why it stays.

    Own leads are never handed on, nor one that is worked for somebody who is away. Whom a borrower has spoken with
    keeps them: only a manager moves such a lead. Asked under the company's lock.
    """
    if held.holder_id != person.person_id:
        return Untaken.NOT_THERE
    lead_id = held.lead.lead_id
    happened = standing([kept.activity for kept in rows.activities.of_leads([lead_id]).get(lead_id, [])])
    spoken = any(is_contact(activity.kind) for activity in happened)
    if held.lead.origin.is_own or spoken or rows.claims.covered(lead_id=lead_id):
        return Untaken.STAYS
    following = _next_officer(rows, rules, held, person, now)
    if following is None:
        return Untaken.NOBODY_NEXT
    move(rows, held, following, now, why=f"handed on by {person.name}", gone="handed on")
    note(rows, now, person.person_id, f"lead handed on to {following.person_id}", lead_id)
    return Untaken.HANDED_ON


def _next_officer(rows: Rows, rules: Rules, held: HeldLead, person: Person, now: datetime) -> Person | None:
    """Return whose turn it is after this person: of their branch, at work, licensed, and never its holder before.

    Who has no desk that is let in would never hear of it. The turn goes round by when people were added. Nobody is
    preferred, and a lead never comes back to who let it go.
    """
    lead_id, second = held.lead.lead_id, instant(now)
    had_it = {holding.holder_id for holding in rows.leads.holdings([lead_id]).get(lead_id, [])} | {person.person_id}
    branch = sorted(
        (
            one
            for one in rows.people.all()
            if one.branch_id == person.branch_id and one.role is Role.OFFICER and one.left_at is None
        ),
        key=lambda one: (one.added_at, one.person_id),
    )
    reached = {device.person_id for device in rows.devices.all() if device.revoked_at is None}
    me = (person.added_at, person.person_id)
    round_from_here = sorted(branch, key=lambda one: (one.added_at, one.person_id) < me)
    return next(
        (
            one
            for one in round_from_here
            if one.person_id in reached - had_it
            and shift_calendar(one.officer).is_open(second)
            and rules.may_be_given(held.lead, one.officer, now)
        ),
        None,
    )
