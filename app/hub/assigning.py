"""Giving leads to people and taking them back; a lead has one holder, or waits with marketing."""

from __future__ import annotations

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
    kept = rows.activities.of_leads([lead.lead_id]).get(lead.lead_id, [])
    clocks = {one.activity.activity_id: one.clock_to_tell for one in kept}
    holdings = rows.leads.holdings([lead.lead_id]).get(lead.lead_id, [])
    held = [feed.HeldFrom(officer_id=h.holder_id, from_at=h.from_at) for h in holdings]
    listed = listed_numbers(rows, [lead]).get(lead.lead_id, [])
    row = feed.LeadGiven(
        lead=lead,
        history=[one.activity for one in kept],
        rings=True,
        held=held,
        listed=listed,
        clocks={activity_id: clock for activity_id, clock in clocks.items() if clock is not None},
    )
    rows.feeds.append(feed.officer_feed(person.person_id), row)
    return lead


def take_all_from(rows: Rows, person: Person, now: datetime) -> None:
    """Put everything the person holds back to be given out again, own leads too: their borrowers still wait."""
    held = rows.leads.held_by(person.person_id)
    for lead in held:
        rows.leads.hold(lead.lead_id, None, now, "holder left")
        gone = feed.LeadGone(lead_id=lead.lead_id, why="left")
        rows.feeds.append(feed.officer_feed(person.person_id), gone)
    if held:
        note(rows, now, OPERATOR, f"leads taken back: {len(held)}", person.person_id)


def tell_changed(rows: Rows, before: HeldLead, lead: Lead, news: Activity | None) -> None:
    """Tell the holder what else is known of a lead by now, and what happened to it; the latter rings."""
    if before.holder_id is None:
        return
    desk = feed.officer_feed(before.holder_id)
    if lead != before.lead:
        listed = listed_numbers(rows, [lead]).get(lead.lead_id, [])
        rows.feeds.append(desk, feed.LeadGiven(lead=lead, history=[], rings=False, listed=listed))
    if news is not None:
        rows.feeds.append(desk, feed.HubActivity(activity=news))
