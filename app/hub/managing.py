"""Whose leads a manager may do something about, and the account that is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from app.domain.ids import new_id
from app.errors import BadInput
from app.hub.auditing import OPERATOR
from app.hub.branches import seen_by
from app.hub.letting_in import Caller
from app.hub.ports import Rows
from app.hub.records import HOLDERS, TAKES_OVER, HeldLead, Person, Role
from app.hub.records_live import Deed, Doing
from app.hub.reports import NotForThisRole
from app.protocol.feed import LIVE, live_of

#: who may see and act on what is red: those whose people they are
MANAGES = TAKES_OVER


class Actor(msgspec.Struct, frozen=True):
    """Who acts: a manager within some branches, or whoever runs the hub, for whom `branch_ids` is None."""

    by: str
    name: str
    branch_ids: frozenset[str] | None = None

    def has(self, person: Person | None) -> bool:
        """Return whether this person's leads are the actor's to manage."""
        if person is None:
            return False
        is_holder = person.role in (*HOLDERS, Role.REGIONAL)
        return is_holder and (self.branch_ids is None or person.branch_id in self.branch_ids)


#: at the hub's own command line
RUNS_THE_HUB = Actor(OPERATOR, "Whoever runs the hub")


def actor_of(rows: Rows, caller: Caller) -> Actor:
    """Return a manager as who acts; raises NotForThisRole for anybody else."""
    person = caller.person
    if person.role not in MANAGES:
        raise NotForThisRole("What is red now is for who manages the officers.", "Your own leads are in your queue.")
    return Actor(person.person_id, person.name, seen_by(rows, person))


def check_reason(why: str) -> str:
    """Return why it is done; raises BadInput without a reason."""
    said = " ".join(why.split())
    if not said:
        raise BadInput("That is done with a reason.", "Say why in a few words; the officer reads them.")
    return said


def lead_within(rows: Rows, actor: Actor, lead_id: str) -> HeldLead:
    """Return a lead the actor may do something about: one of theirs, or one nobody of another's branch had last.

    Raises BadInput in the same words where there is none and where it is somebody else's to manage.
    """
    held = None if "\x00" in lead_id else rows.leads.by_id(lead_id)
    if held is None or rows.leads.purged([lead_id]) or not is_within(rows, actor, held):
        raise BadInput("There is no such lead among your people's.", "It may have gone on; look at the list again.")
    return held


def is_within(rows: Rows, actor: Actor, held: HeldLead) -> bool:
    if actor.branch_ids is None:
        return True
    if held.holder_id is not None:
        return actor.has(rows.people.by_id(held.holder_id))
    last = last_holder(rows, held.lead.lead_id)
    return last is None or actor.has(rows.people.by_id(last))


def last_holder(rows: Rows, lead_id: str) -> str | None:
    """Return who held a lead last, None where nobody ever did."""
    past = rows.leads.holdings([lead_id]).get(lead_id, [])
    return next((one.holder_id for one in reversed(past) if one.holder_id is not None), None)


def account_for(
    rows: Rows,
    actor: Actor,
    doing: Doing,
    held: HeldLead,
    why: str,
    now: datetime,
    *,
    to: Person | None = None,
    about: str = "",
) -> None:
    """Keep what is done about a lead, and have those woken who look at what is red."""
    deed = Deed(
        deed_id=new_id(now),
        at=now,
        doing=doing,
        lead_id=held.lead.lead_id,
        by=actor.by,
        why=why,
        officer_id=held.holder_id or "",
        to_id=to.person_id if to else "",
        about=about,
    )
    rows.live.note_deed(deed)
    for person in (rows.people.by_id(one) for one in {held.holder_id, deed.to_id} if one):
        if person is not None:
            rows.feeds.hint(live_of(person.branch_id))
    if held.holder_id is None:
        rows.feeds.hint(LIVE)


def names_of(rows: Rows) -> Mapping[str, str]:
    return {OPERATOR: RUNS_THE_HUB.name, **{person.person_id: person.name for person in rows.people.all()}}
