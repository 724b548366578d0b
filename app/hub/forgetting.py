"""A borrower forgotten: what the hub knows of the person goes, and what was done stays countable and provable."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.lead import Address, Lead, Person
from app.domain.numbers import email_key, phone_key
from app.errors import BadInput
from app.hub.again import again
from app.hub.assigning import wait_for_pushes
from app.hub.auditing import OPERATOR, note
from app.hub.legal_holds import names_somebody, note_passed_over, on_hold
from app.hub.ports import HubStore, Rows
from app.protocol import feed
from app.protocol.chain import Event

#: the reason a desk is given, on which it forgets what it logged of the lead too
PURGED = feed.PURGED
#: no lead is forgotten for its age before; the sample playbook alone gives up after thirty days
KEPT_DAYS = range(90, 36_501)
#: how many are forgotten in one transaction: who takes, gives or is shut out waits for it
_AT_ONCE = 50


class Whom(msgspec.Struct, frozen=True):
    """One lead by its id, or all leads of a number or a mail address; the others are ""."""

    lead_id: str = ""
    number: str = ""
    email: str = ""


class Forgotten(msgspec.Struct, frozen=True):
    """The leads that were forgotten, and those that were to be, each with the legal hold that kept it."""

    purged: list[str]
    held: dict[str, str]


def purge(store: HubStore, whom: Whom, why: str, now: datetime) -> Forgotten:
    """Forget these leads and tell every desk that ever held one; one under a legal hold is passed over.

    Raises BadInput where nobody is meant, and for a reason that names the person: it stays in the audit for good.
    """
    if not why.strip():
        raise BadInput("Somebody is forgotten with a reason.", "Say it with --why, without naming the person.")
    return again(lambda: _purge(store, whom, why, now))


def _purge(store: HubStore, whom: Whom, why: str, now: datetime) -> Forgotten:
    with store.writing() as rows:
        rows.lock_company()
        lead_ids = _meant(rows, whom)
        for held in rows.leads.by_ids(lead_ids).values():
            if names_somebody(held.lead, why):
                raise BadInput("The reason names the person.", "The audit keeps it for good: write a ticket's number.")
        return _forget_or_pass_over(rows, lead_ids, why, now)


def _forget_or_pass_over(rows: Rows, lead_ids: list[str], why: str, now: datetime) -> Forgotten:
    held = on_hold(rows, lead_ids)
    note_passed_over(rows, held, now)
    meant = [lead_id for lead_id in lead_ids if lead_id not in held]
    forget(rows, meant, now)
    for lead_id in meant:
        note(rows, now, OPERATOR, f"lead purged: {why.strip()}", lead_id)
    return Forgotten(meant, held)


def purge_untouched(store: HubStore, days: int, why: str, now: datetime) -> Forgotten:
    """Forget the leads that nobody gave, logged anything of or agreed anything about for as many days.

    Raises BadInput for a time in which a lead may still be at work, and without a reason. A few at a time, so that
    others write meanwhile; cut short, what is done stays done.
    """
    if days not in KEPT_DAYS:
        raise BadInput(f"{days} days are no time to keep leads for.", f"It is {KEPT_DAYS[0]} to {KEPT_DAYS[-1]} days.")
    if not why.strip():
        raise BadInput("Somebody is forgotten with a reason.", "Say which rule of yours it is with --why.")
    since = now - timedelta(days=days)
    with store.reading() as rows:
        old = rows.leads.untouched_since(since)
    done = [
        again(partial(_purge_old, store, old[start : start + _AT_ONCE], since, why, now))
        for start in range(0, len(old), _AT_ONCE)
    ]
    purged = [lead_id for some in done for lead_id in some.purged]
    return Forgotten(purged, {lead_id: hold_id for some in done for lead_id, hold_id in some.held.items()})


def _purge_old(store: HubStore, lead_ids: list[str], since: datetime, why: str, now: datetime) -> Forgotten:
    with store.writing() as rows:
        rows.lock_company()
        for lead_id in lead_ids:
            # what a desk hands in at this moment may be news of it
            wait_for_pushes(rows, [lead_id])
        old = set(rows.leads.untouched_since(since))
        histories = rows.activities.of_leads(lead_ids)
        waited_for = {
            lead_id
            for lead_id, kept in histories.items()
            if any(one.activity.when is not None and one.activity.when >= since for one in kept)
        }
        meant = [lead_id for lead_id in lead_ids if lead_id in old and lead_id not in waited_for]
        return _forget_or_pass_over(rows, meant, why, now)


def forget(rows: Rows, lead_ids: Iterable[str], now: datetime) -> list[str]:
    """Do so in the caller's transaction; return the leads there was still something to forget of.

    A lead the hub does not know is noted too: a desk may send it once more to a hub that was restored.
    """
    there = []
    for lead_id in lead_ids:
        was_purged = bool(rows.leads.purged([lead_id]))
        rows.leads.note_purged(lead_id, now)
        held = rows.leads.by_id(lead_id)
        if held is None:
            continue
        # what a desk hands in at this moment is forgotten with the rest, and what comes after finds the lead purged
        wait_for_pushes(rows, [lead_id])
        holders = {h.holder_id for h in rows.leads.holdings([lead_id]).get(lead_id, []) if h.holder_id}
        # a hub that was restored may not know of a holder who logged of the lead all the same
        senders = [rows.devices.by_id(device_id) for device_id in rows.events.devices_of(lead_id)]
        holders |= {device.person_id for device in senders if device is not None}
        # an offer names no more than the lead's id, and that too is in a feed
        holders |= {offer.person_id for offer in rows.claims.offers_of(lead_id)}
        rows.leads.forget(bare_lead(held.lead))
        if held.holder_id is not None:
            rows.leads.hold(lead_id, None, now, PURGED)
        rows.activities.forget(lead_id, bare_activity)
        rows.events.forget(lead_id)
        rows.loans.forget(lead_id)
        rows.live.forget(lead_id)
        rows.calls.forget(lead_id)
        rows.money.forget(lead_id)
        for desk in sorted(feed.officer_feed(holder_id) for holder_id in holders):
            rows.feeds.forget(desk, lead_id)
            rows.feeds.append(desk, feed.LeadGone(lead_id=lead_id, why=PURGED))
        there += [] if was_purged else [lead_id]
    return there


def bare_lead(lead: Lead) -> Lead:
    """Return what sums are made of: when and whence it came, what it cost, and the state whose rules held."""
    return Lead(
        lead_id=lead.lead_id,
        received_at=lead.received_at,
        borrower=Person(),
        address=Address(state=lead.address.state),
        subject_property=Address(state=lead.subject_property.state),
        source=lead.source,
        campaign=lead.campaign,
        cost=lead.cost,
        origin=lead.origin,
        consent_required=lead.consent_required,
        is_test=lead.is_test,
        assigned_at=lead.assigned_at,
        arrived_at=lead.arrived_at,
        playbook_version=lead.playbook_version,
    )


def bare_activity(activity: Activity) -> Activity:
    """Return that something was done, how and when, without what was written or said and to which number."""
    # which step was excused stays: without it the sums would be others
    value = activity.value if activity.kind is Kind.EXCUSED else ""
    return msgspec.structs.replace(activity, number="", note="", reason="", was="", value=value)


def bare_event(event: Event) -> Event:
    """Return the event without what it told; its place in the chain is sealed over a keyed digest of that."""
    return msgspec.structs.replace(event, payload=None, salt=None)


def _meant(rows: Rows, whom: Whom) -> list[str]:
    keys = [key for key in (phone_key(whom.number), email_key(whom.email)) if key]
    if sum(map(bool, (whom.lead_id, whom.number, whom.email))) != 1:
        raise BadInput("Who is to be forgotten?", "Name a lead's id, or --number N, or --email A.")
    if whom.lead_id:
        found = [whom.lead_id] if rows.leads.by_id(whom.lead_id) is not None else []
    else:
        found = sorted({lead_id for ids in rows.leads.owners_of(keys).values() for lead_id in ids})
    if not found:
        raise BadInput("The hub has no such lead.", "hub lead ID shows one; private own leads are on their desks only.")
    return found
