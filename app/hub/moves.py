"""Every excusal, move, nudge and change of hours or absence, each with who and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from app.hub.auditing import note
from app.hub.branches import seen_by
from app.hub.letting_in import Caller
from app.hub.managing import names_of
from app.hub.ports import HubStore, Rows
from app.hub.records import SEES_LEADS
from app.hub.records_live import Deed, PersonChange
from app.hub.reports import NotForThisRole
from app.protocol.live import Move, Moves

#: asked for without days
LATELY = timedelta(days=14)
_MOST = 1000


def moves_for(store: HubStore, caller: Caller, since: datetime | None, now: datetime) -> Moves:
    """Return what was done about the caller's people and their leads; raises NotForThisRole."""
    if caller.person.role not in SEES_LEADS:
        raise NotForThisRole("What managers did is for them and for auditors.", "That of your leads is in their story.")
    with store.writing() as rows:
        note(rows, now, caller.person.person_id, "saw what managers did", caller.person.branch_id)
    with store.reading(seen_by=caller.person.person_id) as rows:
        seen = seen_by(rows, caller.person)
        whose = None if seen is None else [one.person_id for one in rows.people.all() if one.branch_id in seen]
        return _moves(rows, whose, since or now - LATELY, now)


def moves_of(store: HubStore, since: datetime | None, now: datetime) -> Moves:
    """Return all of them, for the hub's own command line."""
    with store.reading() as rows:
        return _moves(rows, None, since or now - LATELY, now)


def _moves(rows: Rows, whose: Sequence[str] | None, since: datetime, now: datetime) -> Moves:
    names = names_of(rows)
    # from or to another branch a lead may have gone, and with whom there is not told
    theirs = names if whose is None else {one: names[one] for one in whose if one in names}
    found = [_of_deed(one, names, theirs) for one in rows.live.deeds(since, whose)]
    found += [_of_change(one, names) for one in rows.live.changes(since, whose)]
    found.sort(key=lambda move: move.at, reverse=True)
    return Moves(moves=found[:_MOST], more=len(found) > _MOST, server_time=now)


def _of_deed(one: Deed, names: Mapping[str, str], theirs: Mapping[str, str]) -> Move:
    return Move(
        at=one.at,
        what=one.doing.value,
        by=names.get(one.by, ""),
        why=one.why,
        officer=theirs.get(one.officer_id, ""),
        to=theirs.get(one.to_id, ""),
        lead_id=one.lead_id,
        about=one.about,
    )


def _of_change(one: PersonChange, names: Mapping[str, str]) -> Move:
    return Move(
        at=one.at,
        what=one.what,
        by=names.get(one.by, ""),
        why=one.why,
        officer=names.get(one.person_id, ""),
        before=one.before,
        after=one.after,
    )
