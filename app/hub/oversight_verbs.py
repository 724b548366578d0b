"""The hub's verbs for those who answer for it: the tree of branches, the audit, people forgotten."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from pathlib import Path
from typing import Any

from app.clock import Clock
from app.command_line import day_of
from app.errors import BadInput, StoreUnusable
from app.hub import branches
from app.hub.auditing import OPERATOR, as_written, first_bad, note
from app.hub.forgetting import Forgotten, Whom, purge_untouched
from app.hub.forgetting import purge as forget
from app.hub.gathering import Days, period_of
from app.hub.ports import HubStore

Answer = dict[str, Any]

_BROKEN = (
    "A line was changed or taken out behind the hub's back; the export holds what is there, hub verify tells more."
)


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


def export(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    """`hub audit export [--from D] [--to D] [--out FILE]`: the lines of these days, into a file of JSON lines.

    Of an audit that was changed it is written as well, with `ok` False: whoever looks into that needs it most.
    """
    days = Days(day_of(args.start), day_of(args.end))
    lines, broken_at = _lines(store, days, clock)
    found = {"ok": True} if broken_at is None else {"ok": False, "audit_broken_at": broken_at, "warning": _BROKEN}
    if args.out is None:
        return {"lines": lines, **found}
    _write_lines(args.out.expanduser().absolute(), lines)
    ends = {"first": lines[0]["n"], "last": lines[-1]["n"], "hash": lines[-1]["hash"]} if lines else {}
    return {"file": args.out.name, "count": len(lines), **ends, **found}


def _lines(store: HubStore, days: Days, clock: Clock) -> tuple[list[dict[str, Any]], int | None]:
    """Return the lines, and which line of the whole audit is the first that was changed."""
    now = clock.now()
    with store.reading(as_it_stands=True) as rows:
        period = period_of(rows.company().zone, days, now)
        every = list(rows.audit.all())
        broken_at = first_bad(every, rows.audit.head())
    lines = [as_written(line) for line in every if period.start <= line.at < period.end]
    told = f"{lines[0]['n']}..{lines[-1]['n']}" if lines else "no line"
    with store.writing() as rows:
        note(rows, now, OPERATOR, "audit exported", told)
    return lines, broken_at


def _write_lines(file: Path, lines: list[dict[str, Any]]) -> None:
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.writelines(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
    except FileExistsError:
        raise BadInput(f"There is a file {file.name} already.", "Name another; an export replaces none.") from None
    except OSError as problem:
        raise StoreUnusable(f"The file {file.name} cannot be written: {problem.strerror}.", "Name another.") from None


def purge(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    """`hub purge ID|--number N|--email A|--untouched-for DAYS --why TEXT`: by id, which is all that is left of them.

    `ok` False where somebody was named and is kept by a legal hold: who asked to be forgotten is owed another answer.
    """
    if args.untouched_for is not None:
        if args.lead_id or args.number or args.email:
            raise BadInput("One or the other is to be forgotten.", "Leave ID, --number and --email out.")
        return _forgotten(purge_untouched(store, args.untouched_for, args.why, clock.now()))
    whom = Whom(args.lead_id, args.number, args.email)
    forgotten = forget(store, whom, args.why, clock.now())
    return {**({"ok": False} if forgotten.held else {}), **_forgotten(forgotten)}


def _forgotten(forgotten: Forgotten) -> Answer:
    held = [{"lead_id": lead_id, "hold_id": hold_id} for lead_id, hold_id in sorted(forgotten.held.items())]
    return {"purged": forgotten.purged, **({"kept_by_a_legal_hold": held} if held else {})}
