"""Many leads spread over a manager's people by the rules new ones are given by: first shown, then given."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import msgspec

from app.clock import Clock
from app.domain.contact_rules import ContactRules
from app.domain.distributing import Turn
from app.errors import BadInput, StoreBusy
from app.hub.again import again
from app.hub.distributing import Distribution, is_open
from app.hub.giving import LATE, OWN, PART, Kept, hand_over, still_there
from app.hub.managing import RUNS_THE_HUB, Actor, check_reason, is_within
from app.hub.people import person_named
from app.hub.pool import Look, PoolRules
from app.hub.ports import HubStore, Rows
from app.hub.records import HeldLead
from app.protocol.live import GiveLeads, GivenLeads, KeptLead

Answer = dict[str, Any]

_WHY = "spread over the team by who manages it"
#: why a lead stays
NOBODY = "nobody else of your people may be given it now: licence, shift, away, or as many as they are to have"
OVER = "it is over: it takes nobody's turn, and may be given to somebody by name"
TEST = "it is a test: it takes nobody's turn, and may be given to somebody by name"
NOT_THEIRS = "it is not among your people's leads any more"
BUSY = "the hub was busy before its turn came: it stays as it was, so spread it again"
_A_LOOK = "Nothing was given; this is who would get which now. It is worked out again when they are given."


class _Going(msgspec.Struct, frozen=True):
    """A lead that goes on, and whether it counts among those its holder has open."""

    held: HeldLead
    is_open: bool


class _Spread(msgspec.Struct):
    """Whose turn each lead is, and which stay, and why."""

    turns: list[tuple[HeldLead, Turn]]
    kept: list[Kept]


#: what is done about a lead whose turn was found, before the next is looked at
_Do = Callable[[HeldLead, Turn], None]


def spread_leads(store: HubStore, rules: ContactRules, actor: Actor, asked: GiveLeads, now: datetime) -> GivenLeads:
    """Spread leads of a manager's people; raises BadInput without a reason.

    Where it only asks, tell who would get which by what the hub knows now. That is a look and promises nothing:
    whose turn each is, is found anew where they are given.
    """
    spreading = _Spreading(PoolRules(rules), actor, now)
    with store.reading() as rows:
        going, kept = spreading.those_that_go_on(rows, _asked_for(rows, actor, asked))
        found = spreading.spread(spreading.turns(rows), going) if asked.only_asks else _Spread([], [])
    if not asked.only_asks:
        found = _give(store, spreading, [one.held for one in going], check_reason(asked.why))
    return GivenLeads(
        given={held.lead.lead_id: held.holder_id or "" for held, _ in found.turns},
        kept=[KeptLead(lead_id=one.lead_id, reason=one.reason) for one in (*kept, *found.kept)],
        to={held.lead.lead_id: turn.chosen for held, turn in found.turns},
        server_time=now,
    )


def _give(store: HubStore, spreading: _Spreading, going: Sequence[HeldLead], why: str) -> _Spread:
    """Give them part by part, so that nobody else waits long to write, each by what the hub knows by then.

    A part is given whole with its account, or stays. Those given before are told of though a later one fails: else
    who asked would ask again, and move them once more.
    """

    def give_part(part: Sequence[HeldLead]) -> _Spread:
        with store.writing() as rows:
            rows.lock_company()
            return spreading.give(rows, part, why)

    done = _Spread([], [])
    for start in range(0, len(going), PART):
        if start:
            store.give_way()
        try:
            found = again(partial(give_part, going[start : start + PART]))
        except StoreBusy:
            if not start:
                raise
            done.kept += [Kept(held.lead.lead_id, BUSY) for held in going[start:]]
            break
        done.turns += found.turns
        done.kept += found.kept
    return done


def run(args: Namespace, store: HubStore, clock: Clock, rules: ContactRules) -> Answer:
    """`hub leads give --in-turn`: among everybody."""
    with store.reading() as rows:
        holder_id = person_named(rows, args.holder).person_id if args.holder else ""
        names = {one.person_id: one.name for one in rows.people.all()}
    asked = GiveLeads(
        to_id="", lead_ids=args.lead, from_id=holder_id, why=args.why, only_asks=args.dry_run, in_turn=True
    )
    found = spread_leads(store, rules, RUNS_THE_HUB, asked, clock.now())
    return {
        "dry_run": args.dry_run,
        **({"note": _A_LOOK} if args.dry_run else {}),
        "given": len(found.given),
        "leads": [
            {"lead_id": lead_id, "from": names.get(was), "to": names.get(found.to[lead_id])}
            for lead_id, was in found.given.items()
        ],
        "kept": [{"lead_id": one.lead_id, "reason": one.reason} for one in found.kept],
    }


class _Spreading(msgspec.Struct, frozen=True):
    rules: PoolRules
    actor: Actor
    now: datetime

    def those_that_go_on(
        self, rows: Rows, found: Sequence[tuple[str, HeldLead | None]]
    ) -> tuple[list[_Going], list[Kept]]:
        """Return the leads that take a turn, those that are open first: they are not to stay for want of room."""
        # as nobody's: one that whoever has it cannot work, for want of a licence, is open for who gets it
        there = [HeldLead(held.lead, None) for _, held in found if held is not None]
        looks: dict[str, Look] = {}
        for start in range(0, len(there), PART):
            looks |= self.rules.looks(rows, there[start : start + PART], self.now)
        going: list[_Going] = []
        kept: list[Kept] = []
        for lead_id, held in found:
            if held is None:
                kept.append(Kept(lead_id, NOT_THEIRS))
            elif why := _stays(held, looks[lead_id], self.now):
                kept.append(Kept(lead_id, why))
            else:
                counts = not held.lead.origin.is_own and is_open(looks[lead_id], self.now)
                going.append(_Going(held, counts))
        return sorted(going, key=lambda one: not one.is_open), kept

    def give(self, rows: Rows, seen: Sequence[HeldLead], why: str) -> _Spread:
        """Give those of a part that are still where they were seen, with whose turn each was and why not the others'.

        Asked under the company's lock. All is looked at anew: others may have been given to, have gone or be away.
        """
        there = {held.lead.lead_id: held for held in still_there(rows, seen)}
        late = [Kept(one.lead.lead_id, LATE) for one in seen if one.lead.lead_id not in there]
        going, kept = self.those_that_go_on(rows, list(there.items()))
        turns, people = self.turns(rows), {one.person_id: one for one in rows.people.all()}

        def hand(held: HeldLead, turn: Turn) -> None:
            turns.note(held.lead, _WHY, turn)
            hand_over(rows, self.actor, held, people[turn.chosen], why, self.now)

        found = self.spread(turns, going, hand)
        # once for all of the part: each turn changes what everybody is owed, who are many
        rows.seats.owe(dict(item for _, turn in found.turns for item in turn.owed.items()))
        return _Spread(found.turns, [*late, *kept, *found.kept])

    def turns(self, rows: Rows) -> Distribution:
        return Distribution(rows, self.rules, self.now)

    def spread(self, turns: Distribution, going: Sequence[_Going], do: _Do = lambda *_: None) -> _Spread:
        """Find whose turn each lead is, one after the other as if each were given before the next is looked at."""
        mine = [one for one in turns.people if self.actor.has(one)]
        found = _Spread([], [])
        for one in going:
            lead, had_it = one.held.lead, frozenset({one.held.holder_id or ""})
            turn = turns.take_turn(lead, among=mine, had_it=had_it, opens=one.is_open)
            if turn.chosen:
                do(one.held, turn)
                found.turns.append((one.held, turn))
            else:
                # nor is it noted as nobody's: the hub would give a lead of the pool to people of other branches
                found.kept.append(Kept(lead.lead_id, NOBODY))
        return found


def _stays(held: HeldLead, look: Look, now: datetime) -> str:
    """Return why a lead takes nobody's turn, "" where it does."""
    if held.holder_id is not None and held.lead.origin.is_own:
        return OWN
    if held.lead.is_test:
        return TEST
    return OVER if look.wakes_at(now) is None else ""


def _asked_for(rows: Rows, actor: Actor, asked: GiveLeads) -> list[tuple[str, HeldLead | None]]:
    """Return each lead that is asked for, None where it is not the manager's; all that somebody has, oldest first."""
    if asked.from_id:
        holder = rows.people.by_id(asked.from_id)
        if holder is None or not actor.has(holder):
            raise BadInput("That is nobody of your people who holds leads.", "Look at the list again.")
        leads = sorted(rows.leads.held_by(holder.person_id), key=lambda lead: (lead.received_at, lead.lead_id))
        there = [HeldLead(lead, holder.person_id) for lead in leads]
        gone = rows.leads.purged([lead.lead_id for lead in leads])
        return [(one.lead.lead_id, one) for one in there if one.lead.lead_id not in gone]
    ids = [lead_id for lead_id in dict.fromkeys(asked.lead_ids) if "\x00" not in lead_id]
    found, gone = rows.leads.by_ids(ids), rows.leads.purged(ids)
    mine = {key: one for key, one in found.items() if key not in gone and is_within(rows, actor, one)}
    return [(lead_id, mine.get(lead_id)) for lead_id in ids]
