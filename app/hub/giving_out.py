"""Leads of the pool given in turn by the hub's own clock, and the same tried on leads of the past."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from typing import Any

from app.clock import Clock
from app.command_line import day_of
from app.domain.lead import Lead
from app.hub.again import again
from app.hub.assigning import move
from app.hub.auditing import OPERATOR, note
from app.hub.distributing import Distribution
from app.hub.gathering import Days
from app.hub.pool import Rules
from app.hub.ports import HubStore, Rows
from app.hub.records import HeldLead
from app.hub.trying_turns import try_turns
from app.hub.vendors import slug_of

Answer = dict[str, Any]

#: leads of the pool that are looked at in one transaction
PART = 100
#: and how many one round looks at, those that nobody may have now among them
MOST_LOOKED_AT = 10_000


def run(args: Namespace, store: HubStore, clock: Clock, rules: Rules) -> Answer:
    """`hub leads distribute [--dry-run --from D --to D]`."""
    now = clock.now()
    if args.dry_run:
        return try_turns(store, rules, Days(day_of(args.start), day_of(args.end)), now)
    return {"given": give_out(store, rules, now, is_told_to=True)}


def give_out(
    store: HubStore,
    rules: Rules,
    now: datetime,
    *,
    is_told_to: bool = False,
    is_over: Callable[[], bool] = lambda: False,
) -> int:
    """Give what waits in the pool to whose turn it is; return how many found somebody.

    What is not given in turn at all stays, unless whoever runs the hub is told to give it out all the same. Whoever
    waits for the end says so by `is_over`; what is left is looked at by the next round.
    """
    given, after = 0, None
    for looked_at in range(0, MOST_LOOKED_AT, PART):
        if looked_at:
            if is_over():
                break
            store.give_way()

        def part(after: Lead | None = after) -> tuple[int, Lead | None]:
            with store.writing() as rows:
                rows.lock_company()
                return _GivingOut(rows, rules, now, is_told_to=is_told_to).part(after)

        done, after = again(part)
        given += done
        if after is None:
            break
    return given


class _GivingOut:
    def __init__(self, rows: Rows, rules: Rules, now: datetime, *, is_told_to: bool) -> None:
        self._rows, self._rules, self._now, self._is_told_to = rows, rules, now, is_told_to
        self._turns = Distribution(rows, rules, now)
        self._company = rows.company().assigns
        self._sources = {source.slug: source.settings.assigns for source in rows.intake.all()}

    def part(self, after: Lead | None) -> tuple[int, Lead | None]:
        """Give some out; return how many, and the lead to go on after, None after the last."""
        if not self._turns.is_anybody_there():
            return 0, None
        # where nobody's leads are given in turn, the pool is not walked each round for the few that are owed a turn
        is_any = self._is_told_to or "push" in (self._company, *self._sources.values())
        found = self._rows.leads.waiting(self._now, PART, after=after, only_nobodys=not is_any)
        # the licence first: leads that are for nobody's may be most of the pool
        asked = [lead for lead in found if self._is_given_in_turn(lead) and self._turns.could_be_given(lead)]
        resting = self._rules.resting(self._rows, asked, self._now) if asked else {}
        given = sum(self._give(lead) for lead in asked if lead.lead_id not in resting)
        # last, as `Search` is noted: no push of these leads is waited for with other locks in hand
        for lead_id, until in sorted(resting.items()):
            self._rows.leads.rest(lead_id, until)
        return given, found[-1] if len(found) == PART else None

    def _is_given_in_turn(self, lead: Lead) -> bool:
        if lead.origin.is_own or lead.is_test:
            return False
        said = self._sources.get(slug_of(lead.source)) or self._company
        return self._is_told_to or said == "push" or self._rows.seats.was_nobodys(lead.lead_id)

    def _give(self, lead: Lead) -> bool:
        lead_id, person = lead.lead_id, self._turns.choose(lead, "waited in the pool")
        if person is None:
            return False
        move(self._rows, HeldLead(lead, None), person, self._now, why="waited in the pool, and given in turn", gone="")
        note(self._rows, self._now, OPERATOR, f"lead of the pool given in turn to {person.person_id}", lead_id)
        return True
