"""What a lead is found by: the numbers and addresses of its people, and the ids vendors and partners know it by."""

from __future__ import annotations

from app.desktop.ports import LeadKey, Tx
from app.domain.lead import Lead
from app.domain.matching import vendor_key
from app.domain.numbers import email_key, phone_key


def all_keys(tx: Tx, lead: Lead) -> list[LeadKey]:
    """Return what a lead is found by with the vendors' ids of what was merged into it; nothing for one merged away."""
    if tx.merged_away([lead.lead_id]):
        return []
    came = (merge.again for merge in tx.merges(lead.lead_id))
    ids = ((vendor_key(again.source, again.vendor_id), "vendor", again.borrower.name) for again in came)
    return [*lead_keys(lead), *(key for key in ids if key[0])]


def lead_keys(lead: Lead) -> list[LeadKey]:
    """Return what a lead is found by."""
    out: list[LeadKey] = []
    for person in lead.borrowers:
        out += [(key, "phone", person.name) for p in person.phones if (key := phone_key(p.number))]
        out += [(key, "email", person.name) for email in person.emails if (key := email_key(email))]
    if key := vendor_key(lead.source, lead.vendor_id):
        out.append((key, "vendor", lead.borrower.name))
    if lead.partner is not None and (key := phone_key(lead.partner.phone)):
        out.append((key, "partner", lead.partner.name))
    return out
