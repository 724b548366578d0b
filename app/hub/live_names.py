"""What a manager's desk is woken for beside its own feeds: that something about its people, or the pool, changed."""

from __future__ import annotations

from app.hub.branches import seen_by
from app.hub.ports import Rows
from app.hub.records import TAKES_OVER, Person
from app.protocol.feed import LIVE, live_of, officer_feed


def live_names(rows: Rows, person: Person) -> frozenset[str]:
    """Return the names to listen to, none for whoever manages nobody.

    Whatever happens to a lead is told on its officer's feed, so that those are listened to; none of what stands in them
    is sent. Beside them: what of the branches is in no feed, and the leads that nobody holds.
    """
    seen = seen_by(rows, person) if person.role in TAKES_OVER else None
    if seen is None:
        return frozenset()
    theirs = (officer_feed(one.person_id) for one in rows.people.all() if one.branch_id in seen and one.left_at is None)
    return frozenset([*theirs, *map(live_of, seen), LIVE])
