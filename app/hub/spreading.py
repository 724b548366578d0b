"""Many leads spread over a manager's people by the rules new ones are given by: first shown, then given."""

from __future__ import annotations

from argparse import Namespace
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

import msgspec

from app.clock import Clock
from app.domain.contact_rules import ContactRules
from app.domain.distributing import Candidate, Turn, whose_turn
from app.errors import BadInput
from app.hub.again import again
from app.hub.distributing import Distribution
from app.hub.giving import OWN, Kept, give_all
from app.hub.managing import RUNS_THE_HUB, Actor, check_reason, is_within
from app.hub.people import person_named
from app.hub.pool import PoolRules
from app.hub.ports import HubStore, Rows
from app.hub.records import Decision, HeldLead
from app.protocol.live import GiveLeads, GivenLeads, KeptLead

Answer = dict[str, Any]

_WHY = "spread over the team by who manages it"
NOBODY = "nobody else of your people may be given it now: licence, shift, away, or as many as they are to have"


class _Spread(msgspec.Struct):
    """Whose turn each lead is, and which stay, and why."""

    turns: list[tuple[HeldLead, Turn]]
    kept: list[Kept]


def spread_leads(store: HubStore, rules: ContactRules, actor: Actor, asked: GiveLeads, now: datetime) -> GivenLeads:
    """Spread leads of a manager's people, or tell who would get which; raises BadInput without a reason."""
    asks = PoolRules(rules)
    with store.reading() as rows:
        found = _planned(rows, asks, actor, asked, now)
    turns, kept = found.turns, found.kept
    if not asked.only_asks:
        went, late = _give(store, rules, actor, turns, check_reason(asked.why), now)
        turns, kept = [(held, turn) for held, turn in turns if held.lead.lead_id in went], [*kept, *late]
        again(partial(_account, store, turns, now))
    return GivenLeads(
        given={held.lead.lead_id: held.holder_id or "" for held, _ in turns},
        kept=[KeptLead(lead_id=one.lead_id, reason=one.reason) for one in kept],
        to={held.lead.lead_id: turn.chosen for held, turn in turns},
        server_time=now,
    )


def _give(
    store: HubStore, rules: ContactRules, actor: Actor, turns: Sequence[tuple[HeldLead, Turn]], why: str, now: datetime
) -> tuple[set[str], list[Kept]]:
    """Give each who gets some theirs; return which went, and which moved on meanwhile."""
    theirs: dict[str, list[HeldLead]] = defaultdict(list)
    for held, turn in turns:
        theirs[turn.chosen].append(held)
    went: set[str] = set()
    kept: list[Kept] = []
    for to_id, leads in theirs.items():
        done, late = give_all(store, rules, to_id, why, leads, now, actor)
        went |= {held.lead.lead_id for held in done}
        kept += late
    return went, kept


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
        **({"note": "Nothing was given; this is who would get which."} if args.dry_run else {}),
        "given": len(found.given),
        "leads": [
            {"lead_id": lead_id, "from": names.get(was), "to": names.get(found.to[lead_id])}
            for lead_id, was in found.given.items()
        ],
        "kept": [{"lead_id": one.lead_id, "reason": one.reason} for one in found.kept],
    }


def _account(store: HubStore, turns: Sequence[tuple[HeldLead, Turn]], now: datetime) -> None:
    """Keep with each lead whose turn it was and why not the others', and what everybody is owed by now."""
    if not turns:
        return
    with store.writing() as rows:
        rows.lock_company()
        for held, turn in turns:
            rows.seats.decide(Decision(held.lead.lead_id, now, _WHY, turn.chosen, turn.passed))
        rows.seats.owe(dict(item for _, turn in turns for item in turn.owed.items()))


def _planned(rows: Rows, rules: PoolRules, actor: Actor, asked: GiveLeads, now: datetime) -> _Spread:
    """Return whose turn each lead is, one after the other as if each were given before the next is looked at."""
    turns = Distribution(rows, rules, now)
    mine = {one.person_id for one in turns.people if actor.has(one)}
    candidates = {one.officer_id: one for one in turns.candidates() if one.officer_id in mine}
    found = _Spread([], [])
    for lead_id, held in _asked_for(rows, actor, asked):
        if held is None:
            found.kept.append(Kept(lead_id, "it is not among your people's leads any more"))
        elif held.holder_id is not None and held.lead.origin.is_own:
            found.kept.append(Kept(lead_id, OWN))
        else:
            _take_turn(found, candidates, held, rules, now)
    return found


def _take_turn(
    found: _Spread, candidates: dict[str, Candidate], held: HeldLead, rules: PoolRules, now: datetime
) -> None:
    replace = msgspec.structs.replace
    could = [replace(one, had_it=one.officer_id == held.holder_id) for one in candidates.values()]
    turn = whose_turn(could, held.lead, now, rules.may_be_given)
    if not turn.chosen:
        found.kept.append(Kept(held.lead.lead_id, NOBODY))
        return
    for officer_id, owed in turn.owed.items():
        candidates[officer_id] = replace(candidates[officer_id], owed=owed)
    one = candidates[turn.chosen]
    candidates[turn.chosen] = replace(one, given_today=one.given_today + 1, open_leads=one.open_leads + 1)
    found.turns.append((held, turn))


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
