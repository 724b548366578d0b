"""Giving leads to people and taking them back; a lead has one holder, or waits with marketing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from app.domain.activity import Activity
from app.domain.lead import Lead
from app.hub.auditing import OPERATOR, note
from app.hub.ports import Rows
from app.hub.records import HeldLead, Person
from app.hub.same_people import listed_numbers
from app.protocol import feed


def give(rows: Rows, lead: Lead, person: Person, now: datetime, *, why: str) -> Lead:
    """Make the person the lead's holder from now on and ring the desk; the playbook in force then is the lead's."""
    version = lead.playbook_version or max((p.version for p in rows.playbooks.all()), default=0)
    lead = msgspec.structs.replace(lead, assigned_at=now, playbook_version=version)
    rows.leads.put(lead)
    rows.leads.hold(lead.lead_id, person.person_id, now, why)
    rows.feeds.append(feed.officer_feed(person.person_id), told_of(rows, lead))
    for person_id in rows.claims.end_offers(lead.lead_id, now):
        rows.feeds.append(feed.officer_feed(person_id), feed.OfferOver(lead_id=lead.lead_id))
    return lead


def told_of(rows: Rows, lead: Lead) -> feed.LeadGiven:
    """Return all that a new holder's desk is told of a lead."""
    kept = rows.activities.of_leads([lead.lead_id]).get(lead.lead_id, [])
    clocks = {one.activity.activity_id: one.clock_to_tell for one in kept}
    holdings = rows.leads.holdings([lead.lead_id]).get(lead.lead_id, [])
    held = [feed.HeldFrom(officer_id=h.holder_id, from_at=h.from_at) for h in holdings]
    listed = listed_numbers(rows, [lead]).get(lead.lead_id, [])
    return feed.LeadGiven(
        lead=lead,
        history=[one.activity for one in kept],
        rings=True,
        held=held,
        listed=listed,
        clocks={activity_id: clock for activity_id, clock in clocks.items() if clock is not None},
    )


def wait_for_pushes(rows: Rows, lead_ids: Sequence[str]) -> None:
    """Let what is being taken in from desks that ever held one of the leads be committed, and what comes after wait.

    Else the next holder would never be told what the one before logged at this moment, and of a purged lead that would
    be kept. Asked under the company's lock, as everything that moves leads is.
    """
    ever = {one.holder_id for held in rows.leads.holdings(lead_ids).values() for one in held} - {None}
    for device in rows.devices.all() if ever else ():
        if device.person_id in ever:
            rows.devices.lock(device.device_id)


def move(rows: Rows, held: HeldLead, person: Person, now: datetime, *, why: str, gone: str) -> Lead:
    """Give a lead of the pool, or of somebody else, to the person; whoever had it is told that it is `gone`."""
    wait_for_pushes(rows, [held.lead.lead_id])
    return hand_on(rows, held, person, now, why=why, gone=gone)


def hand_on(rows: Rows, held: HeldLead, person: Person, now: datetime, *, why: str, gone: str) -> Lead:
    """Do so where the pushes of all that move have been waited for."""
    if held.holder_id is None:
        rows.feeds.hint(feed.LIVE)
    else:
        row = feed.LeadGone(lead_id=held.lead.lead_id, why=gone)
        rows.feeds.append(feed.officer_feed(held.holder_id), row)
    return give(rows, held.lead, person, now, why=why)


def take_all_from(rows: Rows, person: Person, now: datetime) -> None:
    """Put everything the person holds back to be given out again, own leads too: their borrowers still wait."""
    held = rows.leads.held_by(person.person_id)
    for lead in held:
        rows.leads.hold(lead.lead_id, None, now, "holder left")
        gone = feed.LeadGone(lead_id=lead.lead_id, why="left")
        rows.feeds.append(feed.officer_feed(person.person_id), gone)
    if held:
        rows.feeds.hint(feed.LIVE)
        note(rows, now, OPERATOR, f"leads taken back: {len(held)}", person.person_id)


def tell_changed(rows: Rows, before: HeldLead, lead: Lead, news: Activity | None, now: datetime) -> None:
    """Tell the holder what else is known of a lead by now, and what happened to it; the latter rings.

    It is looked at again before the time it was to rest until.
    """
    # an instant, not none: whoever looked at the lead before sees that it was woken since
    rows.leads.rest(lead.lead_id, now)
    if before.holder_id is None:
        return
    desk = feed.officer_feed(before.holder_id)
    if lead != before.lead:
        listed = listed_numbers(rows, [lead]).get(lead.lead_id, [])
        rows.feeds.append(desk, feed.LeadGiven(lead=lead, history=[], rings=False, listed=listed))
    if news is not None:
        rows.feeds.append(desk, feed.HubActivity(activity=news))
