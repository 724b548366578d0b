"""Two leads of one person: which of them goes on, and what of the other's story is true of it too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.lead import Lead
from app.domain.merging import repeat_inquiry
from app.domain.outcome import OUTCOMES

_ABOUT_THE_LEAD = frozenset({Kind.SKIP, Kind.BAD_LEAD})
_LEARNT = frozenset({Kind.NOTE, Kind.SAID_PLACE, Kind.LETTER, Kind.CONSENTED, Kind.WITHDREW})
#: what an officer did with the person, heard of them or wrote down; what settles a lead's own steps or facts is not
_OF_THE_PERSON = (OUTCOMES.keys() - _ABOUT_THE_LEAD) | _LEARNT | {Kind.INQUIRED_AGAIN}
#: what holds from when it was said, whichever lead came later
_LASTS = _LEARNT | {Kind.DO_NOT_CALL, Kind.STOP, Kind.OPTED_OUT}


def has_loan(history: Sequence[Activity]) -> bool:
    """Return whether the loan system reports to this lead: it goes on doing so, whatever was merged."""
    return any(activity.kind is Kind.STAGE_REPORTED for activity in history)


def told_of(
    kept: Lead, known: Sequence[Activity], other: Sequence[Activity], officer_id: str, ids: Iterator[str], now: datetime
) -> list[Activity]:
    """Return what stands of another lead of the same person as activities of the kept one, in their order.

    Only the officer's own, as nobody writes in another's name; and nothing twice that `known`, the kept lead's own
    story, says of the same moment. What was tried before the kept lead came is no try of it; what lasts, and a promise
    that waits, holds from when it came.
    """
    said = {(activity.kind, activity.began_at) for activity in known}
    out = []
    for activity in other:
        is_mine = activity.actor_id in (officer_id, "")
        began_at = _begins(activity, kept.received_at, now)
        if is_mine and began_at is not None and (activity.kind, began_at) not in said:
            again = {"activity_id": next(ids), "lead_id": kept.lead_id, "actor_id": officer_id, "began_at": began_at}
            out.append(msgspec.structs.replace(activity, **again))
    return out


def _begins(activity: Activity, received_at: datetime, now: datetime) -> datetime | None:
    """Return from when on something counts for a lead that came then; None where it is none of its story."""
    if activity.kind not in _OF_THE_PERSON:
        return None
    waits = activity.when is not None and activity.when > now
    if activity.began_at >= received_at:
        return activity.began_at
    return received_at if waits or activity.kind in _LASTS else None


def inquiry_of(kept: Lead, known: Sequence[Activity], other: Lead, officer_id: str, now: datetime) -> Activity | None:
    """Return the repeat inquiry that a later lead of the same person was; None for one that an officer wrote down.

    It is the officer who says so, and may take it back.
    """
    wrote_down = other.arrived_at is not None and other.received_at >= other.arrived_at
    is_inquiry = bool(other.vendor_id or other.posts) or not wrote_down
    if not is_inquiry or other.received_at <= kept.received_at:
        return None
    found = repeat_inquiry(kept, other, other.received_at, known, now)
    return None if found is None else msgspec.structs.replace(found, actor_id=officer_id)
