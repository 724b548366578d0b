"""Who asked on one lead of theirs to be left alone, and so is on every other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from app.domain.activity import standing
from app.domain.known import Known, known_of
from app.domain.lead import Channel, Consent, Lead
from app.domain.numbers import email_key, phone_key
from app.hub.ports import Rows


def said_no(rows: Rows, leads: Sequence[Lead], at: datetime) -> Mapping[str, frozenset[Channel]]:
    """Return for each of the leads the channels that one of its people closed on another lead, whoever held that.

    A lead's own opt-out is known of itself; officers' calls are held to the company's list, e-mails to nothing more.
    """
    keys = {lead.lead_id: _keys(lead) for lead in leads}
    with rows.beyond_the_fence():
        owners = rows.leads.owners_of(sorted(set().union(*keys.values())))
        shared = {key: ids for key, ids in owners.items() if len(ids) > 1}
        closed = _closed(rows, sorted({lead_id for ids in shared.values() for lead_id in ids}), at)
    found = {
        lead_id: frozenset(closed[key] for key in mine if key in closed and key in shared)
        for lead_id, mine in keys.items()
    }
    return {lead_id: channels for lead_id, channels in found.items() if channels}


def _closed(rows: Rows, lead_ids: Sequence[str], at: datetime) -> dict[str, Channel]:
    """Return the numbers and addresses nothing is to be sent to: one kind of key is one channel's."""
    held, kept = rows.leads.by_ids(lead_ids), rows.activities.of_leads(lead_ids)
    closed: dict[str, Channel] = {}
    for lead_id, one in held.items():
        happened = standing([k.activity for k in kept.get(lead_id, []) if k.activity.began_at <= at])
        known = known_of(one.lead, happened)
        closed.update(dict.fromkeys(_emails_closed(one.lead, known), Channel.EMAIL))
        if known.do_not_call or known.consent.get(Channel.TEXT) is Consent.WITHDRAWN:
            closed.update(dict.fromkeys(_phones(one.lead), Channel.TEXT))
    return closed


def _emails_closed(lead: Lead, known: Known) -> Iterable[str]:
    is_closed = known.consent.get(Channel.EMAIL) is Consent.WITHDRAWN
    return [email_key(address) for address in lead.emails if is_closed or address in known.dead]


def _phones(lead: Lead) -> set[str]:
    return {key for phone in lead.phones if (key := phone_key(phone.number))}


def _keys(lead: Lead) -> set[str]:
    return _phones(lead) | {key for address in lead.emails if (key := email_key(address))}
