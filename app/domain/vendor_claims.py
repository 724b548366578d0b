"""Claims for a vendor's credit, lead by lead: what is wrong with each, and what was tried when; nothing of whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.domain.activity import Activity, Kind
from app.domain.case import Case, channel_of
from app.domain.lead import Lead
from app.domain.money import dollars
from app.domain.numbers import email_key, phone_key
from app.domain.outcome import OUTCOMES, is_attempt
from app.domain.returns import BadLead

Row = dict[str, Any]


def claim_rows(cases: Sequence[Case], bad: Iterable[BadLead], others: Iterable[Lead] = ()) -> list[Row]:
    """Return a row a bad lead, by which its vendor finds it in their own books: their id, and when they sent it.

    Numbers and names the vendor has; here they are not written, for whoever claims credit need not know any.
    `first_received_at` is when the company had an inquiry of the same number or address before, from whomever; `others`
    are leads that may be one, beside the cases.
    """
    by_id = {case.lead.lead_id: case for case in cases}
    first = _first_received([*(case.lead for case in cases), *others])
    return [_row(one, by_id[one.lead_id], first) for one in bad]


def _row(one: BadLead, case: Case, first: Mapping[str, datetime]) -> Row:
    lead = case.lead
    before = min((first[key] for key in keys_of(lead)), default=lead.received_at)
    return {
        "lead_id": lead.lead_id,
        "vendor_id": lead.vendor_id,
        "source": lead.source,
        "campaign": lead.campaign,
        "received_at": lead.received_at.isoformat(),
        "reason": one.reason,
        "state": one.state.value,
        "until": one.until.isoformat() if one.until else None,
        "days_left": one.days_left,
        "price": dollars(one.price),
        "sent_state": lead.address.state or lead.subject_property.state,
        "said_state": case.known.said_state,
        "first_received_at": before.isoformat() if before < lead.received_at else None,
        "proof": [_proof(a) for a in case.history if is_attempt(a.kind) or a.kind is Kind.BAD_LEAD],
    }


def _proof(activity: Activity) -> Row:
    return {
        "at": activity.began_at.isoformat(),
        "channel": channel_of(activity).value,
        "what": OUTCOMES[activity.kind].words,
        "evidence": activity.evidence.value,
    }


def _first_received(leads: Iterable[Lead]) -> dict[str, datetime]:
    came: dict[str, list[datetime]] = defaultdict(list)
    for lead in leads:
        for key in keys_of(lead):
            came[key].append(lead.received_at)
    return {key: min(many) for key, many in came.items()}


def keys_of(lead: Lead) -> set[str]:
    return {*map(phone_key, (phone.number for phone in lead.phones)), *map(email_key, lead.emails)} - {""}
