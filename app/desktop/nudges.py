"""What a manager asked for about a lead: it rings once, beside the reminders, and may be put off as they are."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from app.desktop.changes import NOTHING, Changed, Touched
from app.desktop.ports import Tx
from app.desktop.views import Ring
from app.domain.lead import Channel
from app.domain.standing import Due
from app.errors import BadInput
from app.protocol.feed import Nudged

#: the nudges that came lately, by id
KEPT = "nudges"
#: an hour of work later it is no news any more; one that came over night still is in the morning
TOO_LATE = timedelta(hours=16)
#: so long one is remembered, so that a feed that is read again does not ring again
REMEMBERED = timedelta(days=7)
PREFIX = "nudge:"


class _Nudge(msgspec.Struct, frozen=True):
    """`rings_at` is None once it was shown."""

    told: Nudged
    rings_at: datetime | None


def note_nudge(tx: Tx, told: Nudged, now: datetime) -> Changed:
    """Have it ring at the next tick; one that is known, or too old to be of use, is passed over."""
    nudges = _kept(tx)
    if told.nudge_id in nudges or now - told.at >= TOO_LATE:
        return NOTHING
    nudges = {one_id: one for one_id, one in nudges.items() if now - one.told.at < REMEMBERED}
    _keep(tx, {**nudges, told.nudge_id: _Nudge(told, now)})
    return Changed(Touched.REMINDERS)


def next_nudge_at(tx: Tx) -> datetime | None:
    """Return when the next one rings."""
    return min((one.rings_at for one in _kept(tx).values() if one.rings_at is not None), default=None)


def claim_nudges(tx: Tx, now: datetime) -> list[Ring]:
    """Claim those that are to ring and return what is to be shown; nothing of a lead that is not here any more."""
    nudges, rings = _kept(tx), []
    for nudge_id, one in nudges.items():
        if one.rings_at is None or one.rings_at > now:
            continue
        nudges[nudge_id] = _Nudge(one.told, None)
        ring = None if now - one.told.at >= TOO_LATE else _ring(tx, one.told, now)
        if ring is not None:
            rings.append(ring)
    _keep(tx, nudges)
    return rings


def put_off(tx: Tx, reminder_id: str, until: datetime) -> str:
    """Have a nudge ring again; returns the lead's id."""
    nudges, nudge_id = _kept(tx), reminder_id.removeprefix(PREFIX)
    if nudge_id not in nudges:
        raise BadInput("That reminder is no longer open.")
    # counted from then, or putting it off would be to let it go
    told = msgspec.structs.replace(nudges[nudge_id].told, at=until)
    _keep(tx, {**nudges, nudge_id: _Nudge(told, until)})
    return told.lead_id


def is_nudge(reminder_id: str) -> bool:
    return reminder_id.startswith(PREFIX)


def _ring(tx: Tx, told: Nudged, now: datetime) -> Ring | None:
    held = tx.lead(told.lead_id)
    if held is None:
        return None
    name, due = held.lead.name, held.bearings.next
    following = due if isinstance(due, Due) else None
    return Ring(
        reminder_id=PREFIX + told.nudge_id,
        lead_id=told.lead_id,
        name=name,
        channel=following.channel if following else Channel.CALL,
        headline=f"{told.by} asks you to see to {name}",
        why=told.words,
        due_at=following.due_at if following else told.at,
        on_time_until=following.on_time_until if following else told.at,
        is_new_lead=False,
        late_by_s=max(0, int((now - told.at).total_seconds())),
        nudged_by=told.by,
    )


def _kept(tx: Tx) -> dict[str, _Nudge]:
    raw = tx.fact(KEPT)
    return {} if raw is None else msgspec.json.decode(raw, type=dict[str, _Nudge])


def _keep(tx: Tx, nudges: dict[str, _Nudge]) -> None:
    tx.put_fact(KEPT, msgspec.json.encode(nudges))
