"""Leads given to somebody else by a manager or whoever runs the hub: first who would get what, then on both desks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

import msgspec

from app.domain.contact_rules import ContactRules
from app.errors import BadInput
from app.hub.again import again
from app.hub.assigning import hand_on, wait_for_pushes
from app.hub.auditing import note
from app.hub.managing import RUNS_THE_HUB, Actor, account_for, check_reason, is_within
from app.hub.people import holder_named, person_named
from app.hub.pool import PoolRules
from app.hub.ports import HubStore, Rows
from app.hub.records import HOLDERS, HeldLead, Person
from app.hub.records_live import Doing
from app.protocol.live import GiveLeads, GivenLeads, KeptLead

Answer = dict[str, Any]

#: leads given in one transaction
PART = 100
#: in the lead's own history; the reason stands in the audit alone, where it is known that it stays
_GIVEN = "given by whoever runs the hub"
#: why a lead stays
OWN = "it is its holder's own, and those are never handed on"
LATE = "it changed hands or was forgotten meanwhile"


class Handover(msgspec.Struct, frozen=True):
    """Which leads are to go to whom: those named, or all that somebody holds. Without a reason none is given."""

    to: str
    lead_ids: Sequence[str] = ()
    holder: str = ""
    why: str = ""


class Kept(msgspec.Struct, frozen=True):
    """A lead that stays where it is, and why."""

    lead_id: str
    reason: str


def give_leads(store: HubStore, rules: ContactRules, actor: Actor, asked: GiveLeads, now: datetime) -> GivenLeads:
    """Give leads of a manager's people to another of theirs, or tell which would go; raises BadInput as `give` does."""
    with store.reading() as rows:
        to = rows.people.by_id(asked.to_id)
        holder = rows.people.by_id(asked.from_id) if asked.from_id else None
        is_theirs = actor.has(to) and (not asked.from_id or actor.has(holder))
        if to is None or not is_theirs or to.left_at is not None or to.role not in HOLDERS:
            raise BadInput("That is nobody of your people who holds leads.", "Look at the list again.")
        giving = _Giving(rows, PoolRules(rules), to, now, actor)
        found = giving.those_of(holder) if holder is not None else [giving.one(lead_id) for lead_id in asked.lead_ids]
    going = [held for held in found if isinstance(held, HeldLead)]
    kept = [one for one in found if isinstance(one, Kept)]
    if not asked.only_asks:
        check_reason(asked.why)
        going, late = give_all(store, rules, to.person_id, asked.why, going, now, actor)
        kept += late
    return GivenLeads(
        given={held.lead.lead_id: held.holder_id or "" for held in going},
        kept=[KeptLead(lead_id=one.lead_id, reason=one.reason) for one in kept],
        server_time=now,
    )


def give(store: HubStore, rules: ContactRules, asked: Handover, now: datetime, *, dry_run: bool) -> Answer:
    """Give the leads, or only say which would go; ids and holders alone, whoever asks sees no borrower by it.

    Of all that somebody holds, what the other may not have stays and is named with the reason. Raises BadInput where
    that is so of a lead that was named, and gives none then.
    """
    if not dry_run and not asked.why.strip():
        raise BadInput("Leads are given with a reason.", "Say it with --why.")
    with store.reading() as rows:
        giving = _Giving(rows, PoolRules(rules), holder_named(rows, asked.to), now, RUNS_THE_HUB)
        found = giving.look(asked, person_named(rows, asked.holder) if asked.holder else None)
        names = {person.person_id: person.name for person in rows.people.all()}
    going = [held for held in found if isinstance(held, HeldLead)]
    kept = [one for one in found if isinstance(one, Kept)]
    if not dry_run:
        going, late = give_all(store, rules, giving.to.person_id, asked.why, going, now, RUNS_THE_HUB)
        kept += late
    return {
        "dry_run": dry_run,
        **({"note": "Nothing was given; these are the leads that would be."} if dry_run else {}),
        "to": giving.to.name,
        "given": len(going),
        "leads": [{"lead_id": one.lead.lead_id, "from": names.get(one.holder_id or "")} for one in going],
        "kept": [{"lead_id": one.lead_id, "reason": one.reason} for one in kept],
    }


def give_all(
    store: HubStore,
    rules: ContactRules,
    to_id: str,
    why: str,
    going: Sequence[HeldLead],
    now: datetime,
    actor: Actor,
) -> tuple[list[HeldLead], list[Kept]]:
    """Give them part by part, so that nobody else waits long to write; return those given and those that moved on."""

    def give_part(part: Sequence[HeldLead]) -> list[HeldLead]:
        with store.writing() as rows:
            rows.lock_company()
            to = rows.people.by_id(to_id)
            if to is None or to.left_at is not None:
                return []
            return _Giving(rows, PoolRules(rules), to, now, actor).do(part, why.strip())

    given: list[HeldLead] = []
    for start in range(0, len(going), PART):
        if start:
            store.give_way()
        given += again(partial(give_part, going[start : start + PART]))
    went = {held.lead.lead_id for held in given}
    late = [held.lead.lead_id for held in going if held.lead.lead_id not in went]
    return given, [Kept(lead_id, LATE) for lead_id in late]


class _Giving(msgspec.Struct, frozen=True):
    rows: Rows
    rules: PoolRules
    to: Person
    now: datetime
    actor: Actor

    def look(self, asked: Handover, holder: Person | None) -> list[HeldLead | Kept]:
        """Return each lead that may go, and why another may not."""
        if holder is None:
            return [self._named(lead_id) for lead_id in dict.fromkeys(asked.lead_ids)]
        return self.those_of(holder)

    def those_of(self, holder: Person) -> list[HeldLead | Kept]:
        if holder.person_id == self.to.person_id:
            raise BadInput(f"{holder.name} holds these leads.", "Name somebody else with --to.")
        mine = self.rows.leads.held_by(holder.person_id)
        purged = self.rows.leads.purged([lead.lead_id for lead in mine])
        held = [HeldLead(lead, holder.person_id) for lead in mine if lead.lead_id not in purged]
        return [Kept(one.lead.lead_id, why) if (why := self._kept_by(one)) else one for one in held]

    def one(self, lead_id: str) -> HeldLead | Kept:
        """Return one of a manager's choice; what may not go is named, and keeps none of the others."""
        held = self._there(lead_id)
        if held is None:
            return Kept(lead_id, "it is not among your people's leads any more")
        return Kept(lead_id, why) if (why := self._kept_by(held)) else held

    def _there(self, lead_id: str) -> HeldLead | None:
        held = None if "\x00" in lead_id else self.rows.leads.by_id(lead_id)
        if held is None or self.rows.leads.purged([lead_id]) or not is_within(self.rows, self.actor, held):
            return None
        return held

    def _named(self, lead_id: str) -> HeldLead:
        held = self._there(lead_id)
        if held is None:
            raise BadInput(f"The hub has no lead {lead_id}.", "The desktop's leads verb shows ids.")
        if reason := self._kept_by(held):
            raise BadInput(f"The lead {lead_id} cannot be given: {reason}.", "Nothing was given; leave it out.")
        return held

    def _kept_by(self, held: HeldLead) -> str:
        """Return why the lead cannot go to this person, "" where it can."""
        if held.holder_id == self.to.person_id:
            return f"{self.to.name} holds it already"
        if held.holder_id is not None and held.lead.origin.is_own:
            return OWN
        if self.rules.is_barred(held.lead, self.to.officer, self.now):
            return f"{self.to.name} is not licensed in its state"
        return ""

    def do(self, part: Sequence[HeldLead], why: str) -> list[HeldLead]:
        """Give those of the leads that are still where they were seen; return them."""
        going = [held for held in still_there(self.rows, part) if not self._kept_by(held)]
        for held in going:
            hand_over(self.rows, self.actor, held, self.to, why, self.now)
        return going


def still_there(rows: Rows, seen: Sequence[HeldLead]) -> list[HeldLead]:
    """Return those of the leads that are where they were seen, once what is being handed in of them was waited for."""
    ids = [held.lead.lead_id for held in seen]
    wait_for_pushes(rows, ids)
    there, purged = rows.leads.by_ids(ids), rows.leads.purged(ids)
    return [
        now
        for one in seen
        if (now := there.get(one.lead.lead_id)) is not None
        and now.holder_id == one.holder_id
        and now.lead.lead_id not in purged
    ]


def hand_over(rows: Rows, actor: Actor, held: HeldLead, to: Person, why: str, now: datetime) -> None:
    """Give a lead to somebody, and account for who did it and why."""
    lead_id = held.lead.lead_id
    # whoever it was to go back to is not waited for any more
    rows.claims.end_cover(lead_id)
    is_operator = actor is RUNS_THE_HUB
    given = _GIVEN if is_operator else f"given by {actor.name}"
    hand_on(rows, held, to, now, why=given, gone="given to somebody else")
    account_for(rows, actor, Doing.GAVE, held, why, now, to=to)
    # a manager's why is kept apart: it may name the borrower, and goes when they are forgotten
    said = f": {why}" if is_operator else ""
    note(rows, now, actor.by, f"lead given to {to.person_id}{said}", lead_id)
