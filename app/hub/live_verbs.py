"""The hub's verbs for what is red now: `hub live`, `hub nudge`, `hub excuse`, `hub moves`."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

import msgspec

from app.clock import Clock
from app.command_line import instant_of
from app.domain.contact_rules import ContactRules
from app.domain.excusing import Excusable
from app.domain.playbook_checks import Terms
from app.errors import BadInput
from app.hub.excusing import excuse
from app.hub.live_now import live_now
from app.hub.managing import RUNS_THE_HUB, names_of
from app.hub.moves import moves_of
from app.hub.nudging import nudge
from app.hub.pool import PoolRules
from app.hub.ports import HubStore
from app.protocol.live import Excuse, Nudge

Answer = dict[str, Any]

VERBS = ("live", "moves", "nudge", "excuse")


def run(args: Namespace, store: HubStore, clock: Clock, terms: Terms) -> Answer:
    now = clock.now()
    match args.hub_verb:
        case "live":
            return _live(store, clock, terms.rules)
        case "moves":
            found = moves_of(store, instant_of(args.since), now)
            return {"moves": [_told(one) for one in found.moves], "more": found.more}
        case "nudge":
            return {"done_id": nudge(store, RUNS_THE_HUB, Nudge(lead_id=args.lead_id, words=args.words), now).done_id}
        case _:
            return {"done_id": excuse(store, RUNS_THE_HUB, _excusal(args), now).done_id}


def _live(store: HubStore, clock: Clock, rules: ContactRules) -> Answer:
    with store.reading() as rows:
        found, names = live_now(rows, PoolRules(rules), RUNS_THE_HUB, clock.now()), names_of(rows)
    red = [{**_told(one), "officer": names.get(one.officer_id)} for one in found.red]
    return {"red": red, "more": found.more, "people": [_told(one) for one in found.people]}


def _told(one: msgspec.Struct) -> Answer:
    told: Answer = msgspec.to_builtins(one)
    return told


def _excusal(args: Namespace) -> Excuse:
    if args.takes_back:
        return Excuse(lead_id=args.lead_id, why=args.why, takes_back=args.takes_back)
    if args.step:
        return Excuse(lead_id=args.lead_id, why=args.why, what=Excusable.STEP, step_id=args.step)
    if args.promise:
        at = instant_of(args.promise)
        return Excuse(lead_id=args.lead_id, why=args.why, what=Excusable.PROMISE, promised_at=at)
    if not args.all:
        raise BadInput("What is excused was not said.", "Say --step ID, --promise TIME or --all.")
    return Excuse(lead_id=args.lead_id, why=args.why)
