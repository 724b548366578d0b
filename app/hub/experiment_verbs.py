"""The hub's verbs about what works: its tables, and experiments."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

import msgspec

from app.clock import Clock
from app.command_line import day_of
from app.domain.experiments.measuring import USUAL_DAYS, Measure
from app.errors import BadInput
from app.hub import experiments
from app.hub.gathering import Days
from app.hub.playbooks import who
from app.hub.ports import HubStore
from app.hub.reports import Sums
from app.hub.works import Question, check_field, tables_of
from app.protocol.experiment_wire import PlanExperiment

Answer = dict[str, Any]


def works(args: Namespace, store: HubStore, clock: Clock, sums: Sums) -> Answer:
    """`hub works`."""
    days = Days(day_of(args.start), day_of(args.end))
    found = tables_of(store, sums, Question(days, args.branch, args.by), clock.now())
    check_field(found, args.by)
    return found


def run(args: Namespace, store: HubStore, clock: Clock, sums: Sums) -> Answer:
    """`hub experiment plan|start|stop|show`."""
    now = clock.now()
    match args.what:
        case "plan":
            return experiments.plan(store, sums, _asked(args, store), now)
        case "start":
            asked = msgspec.structs.replace(_asked(args, store), name=args.name, why=args.why, anyway=args.anyway)
            experiments.start(store, sums, asked, _by(store, args.by), now)
        case "stop":
            experiments.stop(store, sums, args.goes_on, args.why, _by(store, args.by), now)
    return {"experiments": experiments.show(store, sums, now)}


def _by(store: HubStore, name: str) -> str:
    with store.reading() as rows:
        return who(rows, name)


def _asked(args: Namespace, store: HubStore) -> PlanExperiment:
    with store.reading() as rows:
        in_force = rows.playbooks.all()[-1].version
    told = {
        "former": in_force if args.former is None else args.former,
        "tried": args.tried,
        "measure": args.measure,
        "effect_permille": _permille(args.effect),
        "within_days": USUAL_DAYS[Measure(args.measure)] if args.within is None else args.within,
        "days": args.days,
        "share_percent": args.share,
    }
    try:
        # with the bounds a desk's message has
        return msgspec.convert(told, PlanExperiment)
    except msgspec.ValidationError as error:
        raise BadInput(f"That cannot be tried: {error}.", "hub experiment plan --help shows what is meant.") from None


def _permille(points: str) -> int:
    try:
        return round(float(points) * 10)
    except (ValueError, OverflowError):
        raise BadInput(f"“{points}” is no difference.", "It is in points of a hundred, like 5 or 2.5.") from None
