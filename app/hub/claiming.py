"""Leads that are taken: each claim is answered once, under the company's lock, so that there is one winner."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property

import msgspec
from msgspec.structs import replace

from app.domain.activity import Activity, Kind
from app.domain.officer import Officer
from app.domain.outcome import is_attempt, is_contact
from app.hub.assigning import move, told_of
from app.hub.auditing import note
from app.hub.branches import seen_by
from app.hub.covering import begin_cover, is_covered_by
from app.hub.distributing import Distribution
from app.hub.letting_in import Caller, shut_out
from app.hub.managing import Actor, account_for
from app.hub.nothing_waits import why_nothing
from app.hub.passing import pass_on
from app.hub.pool import Rules, Search
from app.hub.ports import HubStore, Rows
from app.hub.records import COVERED, HOLDERS, LEASE_DAYS, TAKES_OVER, Claimed, HeldLead, KeptSeat, Person, Role
from app.hub.records_live import Doing
from app.hub.reports import NotForThisRole
from app.protocol.wire import Claim, ClaimAnswer, LeadNotYours, LeadYours, Stranger, Taking, Untaken

#: how long the hub knows what a claim came to, at least: a desk may sleep through its lease before it asks what it won
REMEMBERED = timedelta(days=LEASE_DAYS)
#: leads somebody may have of the pool without having tried them
UNTRIED_AT_ONCE = 1
_WORDS = {
    Untaken.TAKEN: ("Somebody else has taken it.", "The next one may be yours."),
    Untaken.NOTHING_WAITS: ("No lead waits that you may take now.", "What comes in for you rings by itself."),
    Untaken.UNTRIED: ("You took a lead that you have not tried yet.", "Call it first; then take the next."),
    Untaken.NOT_THERE: ("This lead is not there for you to take.", "Look at what is on offer with: take"),
    Untaken.LICENCE: ("You are not licensed in this lead's state.", "It is left for somebody who is."),
    Untaken.GONE: ("You took this lead, and it is not yours any more.", ""),
    Untaken.HANDED_ON: ("The next officer has it now.", ""),
    Untaken.NOBODY_NEXT: (
        "Nobody else of your branch is at work who may have it.",
        "It stays yours; ask your manager to give it to somebody.",
    ),
    Untaken.STAYS: (
        "This lead stays with you: it is your own, you cover for its holder, or its borrower was spoken with.",
        "Ask your manager to give it to somebody else.",
    ),
    Untaken.NEVER_HEARD: ("The hub never heard of this, and gave no lead for it.", "Ask again."),
}
_NOBODY_AWAY = ("Nobody who named you as cover is away with a lead that you may work now.", "")
#: leads of an absent holder that are looked at together
LOOKED_AT = 50


class _Won(msgspec.Struct, frozen=True):
    """What is to be given, and what its history is to say."""

    held: HeldLead
    why: str
    gone: str = ""


def claim(store: HubStore, rules: Rules, caller: Caller, asked: Claim, now: datetime) -> ClaimAnswer:
    """Give the lead that is asked for, or say calmly why not; the same claim again is answered the same.

    What is won is on the officer's feed in the same transaction. Raises NotForThisRole for whoever has no leads.
    """
    if caller.person.role not in HOLDERS | TAKES_OVER:
        raise NotForThisRole("Leads are taken by those who call them.", "Ask a manager to give it to somebody.")
    with store.writing() as rows:
        hub_id = rows.company().hub_id
        if asked.hub_id != hub_id:
            return Stranger(hub_id=hub_id, server_time=now)
        # whatever gives, takes or purges a lead waits for this lock, and so does the audit of each
        rows.lock_company()
        person = rows.people.by_id(caller.person.person_id)
        device = rows.devices.by_id(caller.device.device_id)
        if person is None or device is None or Caller(person, device).out_since is not None:
            raise shut_out()
        settled = rows.claims.known(person.person_id, asked.claim_id)
        if settled is None:
            settled = _Claiming(rows, rules, person, now).settle(asked)
            rows.claims.add(settled)
    return _answer(store, rules, person, settled, now)


def _answer(store: HubStore, rules: Rules, person: Person, settled: Claimed, now: datetime) -> ClaimAnswer:
    """Tell what a claim came to, from what the database shows this person."""
    untaken = settled.untaken
    with store.reading(seen_by=person.person_id) as rows:
        held = rows.leads.by_id(settled.lead_id) if settled.lead_id else None
        if held is not None and held.holder_id == person.person_id:
            return LeadYours(given=told_of(rows, held.lead), server_time=now)
    happened, remedy = _WORDS[untaken or Untaken.GONE]
    if untaken is Untaken.NOTHING_WAITS and settled.taking is Taking.COVER:
        happened, remedy = _NOBODY_AWAY
    elif untaken is Untaken.NOTHING_WAITS:
        # the pool lies behind the fence: this tells how many, and whose none
        with store.reading() as rows:
            remedy = why_nothing(rows, rules, person, now)
    return LeadNotYours(why=untaken or Untaken.GONE, happened=happened, remedy=remedy, server_time=now)


class _Claiming:
    """One claim that was never answered before."""

    def __init__(self, rows: Rows, rules: Rules, person: Person, now: datetime) -> None:
        self._rows, self._rules, self._person, self._now = rows, rules, person, now

    @property
    def _officer(self) -> Officer:
        return self._person.officer

    def settle(self, asked: Claim) -> Claimed:
        """Give the lead, or find out why not."""
        untried = self._untried()
        blank = Claimed(self._person.person_id, asked.claim_id, asked.taking, self._now)
        if asked.settles:
            return replace(blank, untaken=Untaken.NEVER_HEARD)
        search = Search(self._rows, self._rules, self._officer, self._now, {})
        match asked.taking, asked.lead_id:
            case Taking.NEXT, _:
                found = self._next(untried, search)
            case Taking.COVER, "":
                found = self._next_covered()
            case _:
                found = self._named(asked)
        if isinstance(found, _Won):
            self._give(asked, found)
        # last, so that whatever is being taken in of these leads is not waited for with other locks in hand
        search.note()
        if isinstance(found, Untaken):
            return replace(blank, untaken=found)
        return replace(blank, lead_id=found.held.lead.lead_id)

    def _give(self, asked: Claim, won: _Won) -> None:
        taking, lead = asked.taking, won.held.lead
        if won.held.holder_id == self._person.person_id:
            return
        if taking is Taking.COVER:
            begin_cover(self._rows, won.held, self._person, self._now)
        else:
            self._rows.claims.end_cover(lead.lead_id)
        move(self._rows, won.held, self._person, self._now, why=won.why, gone=won.gone)
        if taking is Taking.TAKE_OVER:
            actor = Actor(self._person.person_id, self._person.name)
            # a desk from before it asked why says none
            why = " ".join(asked.why.split()) or won.why
            account_for(self._rows, actor, Doing.TOOK_OVER, won.held, why, self._now, to=self._person)
        note(self._rows, self._now, self._person.person_id, f"lead taken: {won.why}", lead.lead_id)

    def _untried(self) -> int:
        """Return how many leads of the pool this person has yet to try, and forget claims nobody asks about again.

        What nobody can try now, since it closed where the borrower lives or for good, keeps nobody from the next.
        """
        me, mine = self._person.person_id, self._rows.claims.of(self._person.person_id)
        pulled = {one.lead_id for one in mine if one.taking is Taking.NEXT and one.lead_id}
        held = self._rows.leads.by_ids(sorted(pulled))
        happened = self._rows.activities.of_leads(sorted(pulled))
        untried = [
            one.lead
            for lead_id, one in sorted(held.items())
            if one.holder_id == me and not any(_tries(kept.activity, me) for kept in happened.get(lead_id, ()))
        ]
        kept_for = {lead.lead_id for lead in untried}
        old = [one.claim_id for one in mine if one.at <= self._now - REMEMBERED and one.lead_id not in kept_for]
        self._rows.claims.drop(me, old)
        resting = self._rules.resting(self._rows, untried, self._now) if untried else {}
        return len(kept_for - resting.keys())

    def _next(self, untried: int, search: Search) -> _Won | Untaken:
        if self._person.role not in HOLDERS:
            return Untaken.NOTHING_WAITS
        if untried >= UNTRIED_AT_ONCE:
            return Untaken.UNTRIED
        if Distribution(self._rows, self._rules, self._now).room(self._person) is not None:
            return Untaken.NOTHING_WAITS
        found = search.oldest(self._person.branch_id)
        if found is None:
            return Untaken.NOTHING_WAITS
        lead, is_branchs = found
        whose = "of those the branch had before" if is_branchs else "that waited"
        return _Won(HeldLead(lead, None), f"taken as the next lead: the longest received {whose}")

    def _next_covered(self) -> _Won | Untaken:
        """Return the lead longest received, of all who are away and named this person, that can be worked now."""
        rows, now = self._rows, self._now
        absent = [one for one in rows.people.all() if self._covers(one)]
        holders = {lead.lead_id: (lead, one) for one in absent for lead in rows.leads.held_by(one.person_id)}
        gone = rows.leads.purged(list(holders))
        waiting = [
            lead
            for lead_id, (lead, _) in holders.items()
            if lead_id not in gone and not lead.origin.is_own and not self._rules.is_barred(lead, self._officer, now)
        ]
        waiting.sort(key=lambda lead: (lead.received_at, lead.lead_id))
        # some at a time: mostly one of the first is it
        for at in range(0, len(waiting), LOOKED_AT):
            some = waiting[at : at + LOOKED_AT]
            resting = self._rules.resting(rows, some, now)
            for lead in some:
                if lead.lead_id not in resting:
                    holder = holders[lead.lead_id][1]
                    return self._for(holder, HeldLead(lead, holder.person_id))
        return Untaken.NOTHING_WAITS

    def _named(self, asked: Claim) -> _Won | Untaken:
        lead_id = asked.lead_id
        held = None if "\x00" in lead_id else self._rows.leads.by_id(lead_id)
        if held is None or self._rows.leads.purged([lead_id]):
            return Untaken.NOT_THERE
        if asked.taking is Taking.HAND_ON:
            turns = Distribution(self._rows, self._rules, self._now)
            return pass_on(self._rows, turns, held, self._person, self._now)
        if held.holder_id == self._person.person_id:
            return _Won(held, "")
        match asked.taking:
            case Taking.LEAD:
                return self._offered(held)
            case Taking.TAKE_OVER:
                return self._taken_over(held)
            case _:
                return self._covered(held)

    def _offered(self, held: HeldLead) -> _Won | Untaken:
        """Return a lead of the pool that was offered to several, this person among them."""
        offers = self._rows.claims.offers_of(held.lead.lead_id)
        mine = next((one for one in offers if one.person_id == self._person.person_id), None)
        if mine is None:
            return Untaken.NOT_THERE
        if mine.over_at is not None or held.holder_id is not None:
            return Untaken.TAKEN
        if self._rules.is_barred(held.lead, self._officer, self._now):
            return Untaken.LICENCE
        return _Won(held, f"taken first of {len([one for one in offers if one.over_at is None])} it was offered to")

    def _taken_over(self, held: HeldLead) -> _Won | Untaken:
        """Return a lead somebody holds in whose branch this person takes over, or that is offered to be taken over."""
        holder = self._rows.people.by_id(held.holder_id) if held.holder_id is not None else None
        offers = self._rows.claims.offers_of(held.lead.lead_id)
        mine = next((one for one in offers if one.person_id == self._person.person_id), None)
        if mine is not None and mine.over_at is not None:
            return Untaken.TAKEN
        if mine is None and (holder is None or held.lead.origin.is_own or not self._manages(holder)):
            return Untaken.NOT_THERE
        if self._rules.is_barred(held.lead, self._officer, self._now):
            return Untaken.LICENCE
        why = "taken over by who manages it" if mine is None else "offered, and taken over"
        return _Won(held, why, gone="taken over")

    def _manages(self, holder: Person) -> bool:
        if self._person.role not in TAKES_OVER:
            return False
        seen = seen_by(self._rows, self._person)
        return seen is not None and holder.branch_id in seen and holder.role in (*HOLDERS, Role.REGIONAL)

    def _covered(self, held: HeldLead) -> _Won | Untaken:
        holder = self._rows.people.by_id(held.holder_id) if held.holder_id is not None else None
        if holder is None:
            return Untaken.NOT_THERE
        if not self._covers(holder):
            return Untaken.TAKEN if self._is_covered_already(held) else Untaken.NOT_THERE
        if self._rules.is_barred(held.lead, self._officer, self._now):
            return Untaken.LICENCE
        return self._for(holder, held)

    def _for(self, holder: Person, held: HeldLead) -> _Won:
        is_away = is_covered_by(holder, self._person, self._now)
        covered, worked = COVERED
        why = f"{covered}{holder.name} is away" if is_away else f"{worked}{holder.name} by an assistant"
        return _Won(held, why, gone="covered")

    def _covers(self, holder: Person) -> bool:
        """Return whether this person works the holder's leads: while the holder is away, or as an assistant."""
        return is_covered_by(holder, self._person, self._now) or holder.person_id in self._works_for

    @cached_property
    def _works_for(self) -> tuple[str, ...]:
        return self._rows.seats.all().get(self._person.person_id, KeptSeat()).seat.works_for

    def _is_covered_already(self, held: HeldLead) -> bool:
        """Return whether it is an absent holder's whom this person covers for, and somebody else was first."""
        for covering in self._rows.claims.covered(lead_id=held.lead.lead_id):
            absent = self._rows.people.by_id(covering.holder_id)
            return absent is not None and self._covers(absent)
        return False


def _tries(activity: Activity, person_id: str) -> bool:
    """Return whether this person did something about the lead; a borrower who cannot be one is tried as well."""
    is_try = is_attempt(activity.kind) or is_contact(activity.kind) or activity.kind is Kind.BAD_LEAD
    return is_try and activity.actor_id == person_id
