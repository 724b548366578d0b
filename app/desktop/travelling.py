"""What of a lead or an activity travels to the hub where all of it is more than one event may carry."""

from __future__ import annotations

import msgspec

from app.domain.activity import Activity
from app.domain.lead import Lead
from app.protocol.limits import BODY_BYTES, PAYLOAD_BYTES
from app.protocol.wire import ACTIVITY, LEAD_ADDED, LEAD_KEPT

#: characters of a note, and of a reason, that travel in any case
_WORDS = 4_000
#: what a push says besides its events
_ROUND_ABOUT = 4 * 1024


def columns_that_travel(lead: Lead) -> dict[str, str]:
    """Return those of a lead's further columns that fit into one event, the longest being left out first."""
    room = PAYLOAD_BYTES - len(msgspec.json.encode(msgspec.structs.replace(lead, source_fields={})))
    room -= len(',"source_fields":{}')
    kept = set()
    for name, value in sorted(lead.source_fields.items(), key=lambda item: len(item[1])):
        room -= len(msgspec.json.encode({name: value}))
        if room < 0:
            break
        kept.add(name)
    return {name: value for name, value in lead.source_fields.items() if name in kept}


def fitting(kind: str, payload: bytes) -> bytes:
    """Return a payload that fits into one event: what nobody works with is left out, or cut, and stays on this desk."""
    if len(payload) <= PAYLOAD_BYTES:
        return payload
    match kind:
        case t if t in (LEAD_ADDED, LEAD_KEPT):
            lead = msgspec.json.decode(payload, type=Lead)
            return msgspec.json.encode(msgspec.structs.replace(lead, source_fields=columns_that_travel(lead)))
        case t if t == ACTIVITY:
            told = msgspec.json.decode(payload, type=Activity)
            shorter = msgspec.structs.replace(told, note=told.note[:_WORDS], reason=told.reason[:_WORDS])
            return msgspec.json.encode(shorter)
        case _:
            return payload


def is_too_heavy(event_as_sent: bytes) -> bool:
    """Return whether no push can carry this event."""
    return len(event_as_sent) > BODY_BYTES - _ROUND_ABOUT
