"""What the company did about the people of some leads on other leads of theirs, and which lists they are on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from app.domain.activity import standing
from app.domain.known import is_call_or_text
from app.domain.lead import Lead
from app.domain.listings import Listing
from app.domain.numbers import phone_key
from app.domain.person_known import people_tried, phone_keys
from app.hub.ports import Rows
from app.protocol.listed import ListedNumber, listings_of
from app.protocol.person_hash import number_hash


def tried_elsewhere(rows: Rows, leads: Sequence[Lead]) -> dict[str, list[datetime]]:
    """Return for each lead when its people were called or texted on other leads, whoever held those."""
    keys = {lead.lead_id: phone_keys(lead.borrowers) for lead in leads}
    # whoever held those leads, and so beyond the fence: what comes of it is times alone
    with rows.beyond_the_fence():
        owners = rows.leads.owners_of(sorted(set().union(*keys.values())))
        shared = {key: ids for key, ids in owners.items() if len(ids) > 1}
        tried = _tried(rows, sorted({lead_id for ids in shared.values() for lead_id in ids}))
    out: dict[str, list[datetime]] = {}
    for lead_id, mine in keys.items():
        others = {other for key in mine for other in shared.get(key, ()) if other != lead_id}
        times = [t for other in others for key, t in tried[other] if key in mine]
        if times:
            out[lead_id] = times
    return out


def _tried(rows: Rows, lead_ids: Sequence[str]) -> dict[str, set[tuple[str, datetime]]]:
    """Return for each of these leads (number, when) of every call and text, once for each number of the person."""
    held, kept = rows.leads.by_ids(lead_ids), rows.activities.of_leads(lead_ids)
    out: dict[str, set[tuple[str, datetime]]] = defaultdict(set)
    for lead_id, many in kept.items():
        lead = held[lead_id].lead
        for activity in standing([one.activity for one in many]):
            if is_call_or_text(activity):
                keys = {*phone_keys(people_tried(lead, activity)), phone_key(activity.number)} - {""}
                out[lead_id] |= {(key, activity.began_at) for key in keys}
    return out


def listed(rows: Rows, leads: Sequence[Lead]) -> set[str]:
    """Return the leads one of whose numbers is on the company's do-not-call list."""
    secret = rows.company().person_key
    hashes = {lead.lead_id: _hashes(secret, lead) for lead in leads}
    blocked = rows.numbers.blocked(sorted(set().union(*hashes.values())))
    return {lead_id for lead_id, own in hashes.items() if own & blocked}


def listed_numbers(rows: Rows, leads: Sequence[Lead]) -> dict[str, list[ListedNumber]]:
    """Return for each lead that has numbers on imported lists which ones, as its holder's desk is told."""
    secret = rows.company().person_key
    hashes = {lead.lead_id: _hashes(secret, lead) for lead in leads}
    on = rows.lists.on(sorted(set().union(*hashes.values())))
    found = {lead_id: [one for hashed in sorted(own) for one in on.get(hashed, ())] for lead_id, own in hashes.items()}
    return {lead_id: listed for lead_id, listed in found.items() if listed}


def listings(rows: Rows, leads: Sequence[Lead]) -> dict[str, tuple[Listing, ...]]:
    """Return what imported lists say of the leads' numbers, for the sums."""
    secret, by_id = rows.company().person_key, {lead.lead_id: lead for lead in leads}
    listed = listed_numbers(rows, leads)
    return {lead_id: listings_of(secret, by_id[lead_id], numbers) for lead_id, numbers in listed.items()}


def _hashes(secret: bytes, lead: Lead) -> set[bytes]:
    return {hashed for phone in lead.phones if (hashed := number_hash(secret, phone.number)) is not None}
