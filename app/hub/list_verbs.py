"""The hub's verbs about lists of numbers."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from app.clock import Clock
from app.command_line import day_of
from app.domain.listings import ListKind
from app.errors import BadInput, UnreadableFile
from app.hub.number_lists import ListFile, age_of, import_list
from app.hub.ports import HubStore
from app.hub.records import NumberList
from app.named_files import read_named, shown_name, with_name


def run(args: Namespace, store: HubStore, clock: Clock) -> dict[str, Any]:
    """`hub dnc import FILE --kind K --as-of D [--state XX]` and `hub dnc list`."""
    if args.what == "list":
        with store.reading() as rows:
            zone = rows.company().zone
            return {"lists": [_list(taken, zone, clock) for taken in rows.lists.all()]}
    return _import(args, store, clock)


def _import(args: Namespace, store: HubStore, clock: Clock) -> dict[str, Any]:
    name, as_of = shown_name(args.file), day_of(args.as_of)
    if as_of is None:
        raise BadInput("A list has a day on which it was true.", "Say it with --as-of, like --as-of 2026-11-01.")
    file = ListFile(name, read_named(args.file), ListKind(args.kind), as_of, args.state)
    try:
        imported = import_list(store, file, clock.now())
    except UnreadableFile as error:
        raise with_name(name, error) from error
    with store.reading() as rows:
        zone = rows.company().zone
        [taken] = [x for x in rows.lists.all() if (x.kind, x.state) == (file.kind, file.state.strip().upper())]
    return {
        "file": name,
        **_list(taken, zone, clock),
        "rows": imported.rows,
        "imported": imported.imported,
        "removed": imported.removed,
        "rejected": [{"line": line, "reason": reason} for line, reason in imported.rejected],
        "entries": imported.entries,
    }


def _list(taken: NumberList, zone: str, clock: Clock) -> dict[str, Any]:
    days, stale = age_of(taken, zone, clock.now())
    return {
        "kind": taken.kind,
        "state": taken.state or None,
        "as_of": taken.as_of.isoformat(),
        "entries": taken.entries,
        "age_days": days,
        "stale": stale,
    }
