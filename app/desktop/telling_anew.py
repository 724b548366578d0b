"""Telling the hub anew what was saved of a damaged database without the event that told of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import takewhile

import msgspec

from app.clock import FixedClock
from app.desktop.outgoing import ASKED, TOLD, Machine, Outgoing, all_events, count_id, own_count
from app.desktop.ports import Identity, Tx
from app.domain.activity import Activity, Kind
from app.protocol.chain import Event
from app.protocol.unreadable import UNREADABLE
from app.protocol.wire import ACTIVITY, LEAD_ADDED, OWN_COUNT, OWN_DO_NOT_CALL, OwnCount, OwnDoNotCall

#: only the hub says these, so no event of a desk ever told of one
_OF_THE_HUB = frozenset({Kind.ASSIGNED, Kind.STAGE_REPORTED, Kind.EXCUSED})


#: what was saved of a desk that no longer knows whose it is: its hub is told once it joins again
_WAITING = "telling.waiting"


def _wait(tx: Tx, identity: Identity | None, saved: Iterable[Activity]) -> None:
    """Keep in mind what somebody else than who sits here logged: this desk had a hub, which may know of none of it.

    What an earlier damage left to tell still waits.
    """
    sits_here = ("" if identity is None else identity.officer.officer_id, "")
    theirs = [one.activity_id for one in saved if one.actor_id not in sits_here]
    if waiting := list(dict.fromkeys([*_waiting(tx), *theirs])):
        tx.put_fact(_WAITING, msgspec.json.encode(waiting))


def _waiting(tx: Tx) -> list[str]:
    return msgspec.json.decode(tx.fact(_WAITING) or b"[]", type=list[str])


def waiting_for(tx: Tx, officer_id: str) -> list[Activity]:
    """Return what waits to be told of the company's leads by this officer, for once, now that the desk has a hub.

    Of own leads nothing is told: the company's policy on them is not known before its feed was read.
    """
    saved = [tx.activity(one) for one in _waiting(tx)]
    tx.drop_fact(_WAITING)
    theirs = [one for one in saved if one is not None and one.actor_id == officer_id]
    companys = {held.lead.lead_id for held in tx.held([one.lead_id for one in theirs]) if held.from_hub}
    return [one for one in theirs if one.lead_id in companys]


def tell_anew(tx: Tx, saved: Iterable[Activity], facts: Iterable[str], since: datetime | None, at: datetime) -> int:
    """Append an event for what was logged since an instant and no event of the log tells of; return how many.

    An entry and its event lie on different pages, and one of them may be all that can be read. The hub knows an entry
    by its own id, and the count of one of a private lead by the id that comes of it: what it was told counts once. The
    counts of an earlier version have other ids, so of an entry that one of them may tell of nothing is told.
    """
    identity = tx.identity()
    if identity is None or not identity.hub_id:
        _wait(tx, identity, saved)
        return 0
    log, outgoing = all_events(tx), Outgoing(FixedClock(at), Machine.this(identity.officer.zone))
    bare = {event.lead_id for event in log if event.payload is None}
    told, counted = {_of(event) for event in log}, _counted_before(tx, identity, log)
    for lead_id in {name.removeprefix(TOLD) for name in facts if name.startswith(TOLD)} - bare:
        if (LEAD_ADDED, lead_id) not in told:
            _add_anew(tx, outgoing, lead_id)
    for activity in sorted(saved, key=lambda one: (one.logged_at, one.activity_id)):
        is_late = since is None or activity.logged_at >= since
        tells = {(ACTIVITY, activity.activity_id), (OWN_COUNT, count_id(activity))}
        is_known = activity.activity_id in counted or not told.isdisjoint(tells)
        if is_late and activity.lead_id not in bare and not is_known:
            _log_anew(tx, outgoing, identity, activity)
    for name in facts:
        if name.startswith(ASKED) and (OWN_DO_NOT_CALL, name.removeprefix(ASKED)) not in told:
            tx.drop_fact(name)
    outgoing.do_not_calls(tx)
    return tx.event_count(after=0) - len(log)


def _of(event: Event) -> tuple[str, str]:
    """Return what an event tells of: its kind, and the id by which the hub knows that it was told before."""
    try:
        match event.type, event.payload:
            case (kind, bytes(payload)) if kind == ACTIVITY:
                return kind, msgspec.json.decode(payload, type=Activity).activity_id
            case (kind, bytes(payload)) if kind == OWN_DO_NOT_CALL:
                return kind, msgspec.json.decode(payload, type=OwnDoNotCall).about
            case (kind, _) if kind == OWN_COUNT:
                return kind, event.event_id
    except UNREADABLE:
        pass
    return event.type, event.lead_id


def _counted_before(tx: Tx, identity: Identity, log: Sequence[Event]) -> set[str]:
    """Return which entries of private leads the counts of an earlier version tell of, the first logged first.

    Such a count says no more than a day and a kind. They are those before the first with an id that comes of an entry.
    """
    counts = [event for event in log if event.type == OWN_COUNT]
    own = [held.lead.lead_id for held in tx.leads() if not held.from_hub] if counts else []
    entries = [activity for story in tx.histories(own).values() for activity in story]
    ids = {count_id(activity) for activity in entries}
    earlier = list(takewhile(lambda event: event.event_id not in ids, counts))
    left, found = Counter(filter(None, map(_read_count, earlier))), set()
    for activity in sorted(entries, key=lambda one: (one.logged_at, one.activity_id)) if left else ():
        count = own_count(identity, activity)
        if left[count.on, count.kind]:
            left[count.on, count.kind] -= 1
            found.add(activity.activity_id)
    return found


def _read_count(event: Event) -> tuple[str, str] | None:
    try:
        count = msgspec.json.decode(event.payload or b"", type=OwnCount)
    except UNREADABLE:
        return None
    return count.on, count.kind


def _add_anew(tx: Tx, outgoing: Outgoing, lead_id: str) -> None:
    held = tx.lead(lead_id)
    if held is not None and not held.from_hub:
        tx.drop_fact(TOLD + lead_id)
        outgoing.lead_added(tx, held.lead)


def _log_anew(tx: Tx, outgoing: Outgoing, identity: Identity, activity: Activity) -> None:
    held, theirs = tx.lead(activity.lead_id), (identity.officer.officer_id, "")
    is_told = held is not None and (held.from_hub or identity.own_leads in ("company", "private"))
    if held is not None and is_told and activity.actor_id in theirs and activity.kind not in _OF_THE_HUB:
        outgoing.activity(tx, held, activity)
