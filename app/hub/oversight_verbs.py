"""The hub's verbs for those who answer for it: the tree of branches."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from app.clock import Clock
from app.hub import branches
from app.hub.ports import HubStore

Answer = dict[str, Any]


def run(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    """Do what `hub branch` is asked for."""
    match args.what:
        case "add":
            return branch_add(store, clock, args.name, args.parent)
        case "set":
            return branch_set(store, clock, args.name, args.parent, args.why)
        case _:
            return branch_list(store)


def branch_add(store: HubStore, clock: Clock, name: str, parent: str = "") -> Answer:
    return {"branch_id": branches.add_branch(store, name, clock.now(), parent=parent).branch_id}


def branch_set(store: HubStore, clock: Clock, name: str, parent: str, why: str) -> Answer:
    """`hub branch set NAME --parent P --why TEXT`; "" is the top."""
    return {"branch_id": branches.move_branch(store, name, parent, why, clock.now()).branch_id}


def branch_list(store: HubStore) -> Answer:
    """Each branch with the one above it and how many people it has who have not left."""
    with store.reading() as rows:
        found, here = rows.people.branches(), [p.branch_id for p in rows.people.all() if p.left_at is None]
    names = {branch.branch_id: branch.name for branch in found}
    return {
        "branches": [
            {
                "branch_id": branch.branch_id,
                "name": branch.name,
                "parent": names.get(branch.parent_id or ""),
                "people": here.count(branch.branch_id),
            }
            for branch in found
        ]
    }
