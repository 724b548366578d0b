"""Who is there: what desks tell of who sits at them, kept so that leads are given by it and a manager sees it."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from app.domain.presence import LONGEST_AWAY, Heard, Presence, State, There, there
from app.hub.letting_in import Caller
from app.hub.ports import Rows
from app.hub.records_live import PersonChange
from app.protocol.feed import live_of
from app.protocol.wire import PresenceTold

#: what somebody may be absent by without a day off
_ABSENT = frozenset({State.AWAY.value, State.NO_NEW_LEADS.value})
#: a clock that is this little ahead is no lie
_GRACE = timedelta(seconds=90)
ABSENCE = "absence"


def hear(rows: Rows, caller: Caller, told: PresenceTold, now: datetime) -> None:
    """Keep what a desk tells; the same word again is not written, as every round tells it."""
    device_id, person_id = caller.device.device_id, caller.person.person_id
    before = rows.live.heard_from(device_id)
    presence = _believed(told, now)
    if before is not None and before.told == presence:
        return
    rows.live.hear(Heard(device_id=device_id, person_id=person_id, told=presence, told_at=now))
    was = _words(Presence() if before is None else before.told)
    if was != _words(presence):
        # what somebody was away for by their own word stands among the changes a manager is shown
        rows.live.note_change(PersonChange(person_id, now, ABSENCE, was, _words(presence), person_id, ""))
    rows.feeds.hint(live_of(caller.person.branch_id))


def all_there(rows: Rows, now: datetime) -> dict[str, There]:
    """Return by person what holds of those whose desks told anything."""
    found: dict[str, list[Heard]] = {}
    for heard in rows.live.all_heard():
        found.setdefault(heard.person_id, []).append(heard)
    return {person_id: there(desks, now) for person_id, desks in found.items()}


def _believed(told: PresenceTold, now: datetime) -> Presence:
    """Return what is kept of it: nobody has said anything in the future, and nobody is away from a desk for months."""
    latest = now + LONGEST_AWAY + _GRACE

    def past(at: datetime | None) -> datetime | None:
        return at if at is None or at <= now + _GRACE else now

    until = told.until if told.until is None or told.until <= latest else latest
    return Presence(state=told.state, since=past(told.since), until=until, call_since=past(told.call_since))


def _words(presence: Presence) -> str:
    """Return an absence as it stands among changes, "" where there is none."""
    if presence.state not in _ABSENT or presence.until is None:
        return ""
    return msgspec.json.encode({"state": presence.state, "until": presence.until}).decode()
