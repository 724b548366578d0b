"""The hub's verbs about legal holds."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from app.clock import Clock
from app.hub.hold_records import Hold, HoldOf
from app.hub.legal_holds import Named, hold, lift
from app.hub.ports import HubStore, Rows

Answer = dict[str, Any]

_NOTHING_FORGOTTEN = "Nothing is forgotten by that; hub purge takes it from now on."


def run(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    """Do what `hub hold add`, `list` and `lift` are asked for."""
    if args.what == "add":
        named = Named(args.lead_id, args.number, args.email, args.officer)
        placed, lead_ids = hold(store, named, args.why, clock.now())
        return {"hold_id": placed.hold_id, "on": placed.of.value, "leads": len(lead_ids)}
    if args.what == "lift":
        lifted = lift(store, args.hold_id, args.why, clock.now())
        return {"hold_id": lifted.hold_id, "lifted_at": clock.now().isoformat(), "note": _NOTHING_FORGOTTEN}
    with store.reading() as rows:
        return {"holds": [_hold(rows, one) for one in rows.holds.all()]}


def _hold(rows: Rows, one: Hold) -> Answer:
    """Tell of a hold; whose number it is on it does not know itself."""
    person = rows.people.by_id(one.subject) if one.of is HoldOf.OFFICER else None
    return {
        "hold_id": one.hold_id,
        "on": one.of.value,
        "of": person.name if person else one.subject if one.of is HoldOf.LEAD else None,
        "why": one.why,
        "at": one.at.isoformat(),
        "lifted_at": None if one.lifted_at is None else one.lifted_at.isoformat(),
    }
