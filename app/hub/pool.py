"""Leads that nobody holds: which of them somebody may take at this moment, and when the others are looked at again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import msgspec

from app.domain.activity import Activity
from app.domain.cadence import Whereabouts, whereabouts
from app.domain.contact_rules import Allowed, Blocked, ContactRules, may_contact, missing_licence
from app.domain.going_on import before_skips, workable_hours
from app.domain.lead import Channel, Lead
from app.domain.officer import NOBODY, Officer
from app.domain.places import property_state
from app.domain.playbook import Playbook
from app.domain.spans import Calendar
from app.domain.standing import Finished, Next, Paused
from app.hub.gathering import ALL_DAYS, facts_of, period_of
from app.hub.playbooks import books_of
from app.hub.ports import Rows
from app.hub.records import HeldLead

#: an opt-out may be taken back on another lead of the same person, which nobody tells this one of
ASKED_AGAIN = timedelta(days=1)
#: leads that have ended are woken by what ends that: another inquiry, a correction, a stage that is reported
ENDED = timedelta(days=3650)
#: the oldest is mostly the one; where many rest, later looks take more at once
_FIRST_LOOK, _LATER_LOOKS = 8, 200
#: how many one claim looks through while everybody else who takes leads waits; those that rest are not looked at again
MOST_LOOKED_AT = 2_000
#: and how many there may be with those that are for others' licences
MOST_PASSED = 10_000


class Look(msgspec.Struct, frozen=True):
    """Where a lead stands, and what that was worked out from; `first` is where it stood before its holder's skips.

    `workable` tells in which hours it can be worked at all: see `workable_hours`.
    """

    lead: Lead
    playbook: Playbook
    history: Sequence[Activity]
    next: Next
    first: Whereabouts
    call: Allowed | Blocked
    workable: Callable[[], Calendar]

    def wakes_at(self, now: datetime) -> datetime | None:
        """Return when somebody is to do something about it: now, later, or None for never."""
        match self.next:
            case Finished():
                return None
            case Paused(until=until):
                return until
            case _:
                return now

    def opens_at(self, now: datetime) -> datetime | None:
        """Return when whoever wants to work may work it, whatever their hours: now, later, or None for never."""
        following = self.next
        if self.lead.is_test or isinstance(following, Finished):
            # nobody is behind a test lead
            return None
        if isinstance(following, Paused):
            return following.until
        return self.call.until if isinstance(self.call, Blocked) else max(now, following.due_at)


class Rules(Protocol):
    """What decides whether a lead may be taken."""

    def looks(self, rows: Rows, held: Sequence[HeldLead], now: datetime) -> Mapping[str, Look]:
        """Return where each of the leads stands, by the hours of who holds it."""
        ...

    def resting(self, rows: Rows, leads: Sequence[Lead], now: datetime) -> Mapping[str, datetime]:
        """Return which of the leads nobody is to work now, whoever it is, each with when to ask again."""
        ...

    def may_be_given(self, lead: Lead, officer: Officer, now: datetime) -> bool:
        """Return whether the officer is licensed where the lead's property stands; unknown licences give nothing."""
        ...

    def is_barred(self, lead: Lead, officer: Officer, now: datetime) -> bool:
        """Return whether the officer's licences, where any were recorded, leave the lead's state out."""
        ...


class PoolRules:
    """Asks the company's playbook and the contact rules this hub was started with."""

    def __init__(self, rules: ContactRules) -> None:
        self._rules = rules

    def looks(self, rows: Rows, held: Sequence[HeldLead], now: datetime) -> Mapping[str, Look]:
        period = period_of(rows.company().zone, ALL_DAYS, now)
        facts = facts_of(rows, list(held), period, None, now)
        rules = self._rules.of_company(facts.company_rules)
        playbooks = books_of(facts.playbooks.values())
        looks: dict[str, Look] = {}
        for one in held:
            lead, holder = one.lead, facts.people.get(one.holder_id or "")
            known, history = facts.known(lead), facts.activities.get(lead.lead_id, [])
            playbook = playbooks.get(lead.playbook_version) or playbooks[max(playbooks)]
            officer = NOBODY if holder is None else holder.officer
            where = whereabouts(playbook, lead, history, rules, known, officer, now)
            before = before_skips(lead, history)
            first = where if before is None else whereabouts(playbook, lead, history, rules, known, officer, before)
            call = may_contact(rules, lead, known, officer, Channel.CALL, now)
            workable = partial(workable_hours, rules, lead, known, officer)
            looks[lead.lead_id] = Look(lead, playbook, history, where.next, first, call, workable)
        return looks

    def resting(self, rows: Rows, leads: Sequence[Lead], now: datetime) -> Mapping[str, datetime]:
        rest: dict[str, datetime] = {}
        # whoever takes one wants to work now, so nobody's hours are asked
        for lead_id, look in self.looks(rows, [HeldLead(lead, None) for lead in leads], now).items():
            opens = look.opens_at(now)
            if opens is None:
                is_over = isinstance(look.next, Finished) or look.lead.is_test
                rest[lead_id] = now + (ENDED if is_over else ASKED_AGAIN)
            elif opens > now:
                rest[lead_id] = opens
        return rest

    def may_be_given(self, lead: Lead, officer: Officer, now: datetime) -> bool:
        if not property_state(self._rules.gazetteer, lead):
            return True
        return officer.licences is not None and not self.is_barred(lead, officer, now)

    def is_barred(self, lead: Lead, officer: Officer, now: datetime) -> bool:
        return missing_licence(self._rules, lead, officer, now) is not None


class Search(msgspec.Struct):
    """One look through the pool for somebody; `resting` is what it found nobody is to work now."""

    rows: Rows
    rules: Rules
    officer: Officer
    now: datetime
    resting: dict[str, datetime]
    looked_at: int = 0
    passed: int = 0

    def oldest(self, branch_id: str) -> tuple[Lead, bool] | None:
        """Return the longest received lead the officer may take, and whether the branch had it; its own come first."""
        own = self._first(branch_id)
        if own is not None:
            return own, True
        any_branchs = self._first(None)
        return None if any_branchs is None else (any_branchs, False)

    def note(self) -> None:
        """Write down which leads nobody need look at again before their time."""
        for lead_id, until in sorted(self.resting.items()):
            self.rows.leads.rest(lead_id, until)

    def _first(self, last_held_in: str | None) -> Lead | None:
        after, limit = None, _FIRST_LOOK
        while self.looked_at < MOST_LOOKED_AT and self.passed < MOST_PASSED:
            found = self.rows.leads.waiting(self.now, limit, after=after, last_held_in=last_held_in)
            # the licence first: it is asked of the lead alone, and those of other states may be most of the pool
            mine = [one for one in found if self.rules.may_be_given(one, self.officer, self.now)]
            self.looked_at += len(mine)
            self.passed += len(found)
            new = [one for one in mine if one.lead_id not in self.resting]
            resting = self.rules.resting(self.rows, new, self.now) if new else {}
            self.resting.update(resting)
            for one in new:
                if one.lead_id not in resting:
                    return one
            if len(found) < limit:
                return None
            after, limit = found[-1], _LATER_LOOKS
        return None
