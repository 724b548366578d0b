"""The hub's verbs about what the phone system recorded."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from typing import Any

from app.clock import Clock
from app.command_line import instant_of
from app.errors import BadInput, UnreadableFile
from app.hub.call_maps import check_map, columns_said, save_map
from app.hub.call_records import import_calls, set_personal
from app.hub.ports import HubStore
from app.leadfiles.call_reports import CallFormat, CallReading, read_calls
from app.named_files import read_named, shown_name, with_name

Answer = dict[str, Any]


def run(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    """Do what `hub calls import FILE` and `hub calls personal NAME on|off --why TEXT` are asked for."""
    return _import(args, store, clock) if args.what == "import" else _personal(args, store, clock)


def _import(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    """Answer with what became of every row, and how the logged calls of the leads that were called stand by now."""
    name, said = shown_name(args.file), columns_said(args.columns, args.saved_map)
    if args.save_map is not None:
        if args.dry_run:
            raise BadInput("--dry-run keeps nothing, and no map either.", "Leave out --dry-run, or --save-map.")
        check_map(args.save_map, said)
    with store.reading() as rows:
        zone = rows.company().zone
    asked = CallFormat(args.format) if args.format else None
    try:
        reading = read_calls(read_named(args.file), zone=zone, asked=asked, said=said)
    except UnreadableFile as error:
        raise with_name(name, error) from error
    if args.dry_run:
        return {"dry_run": True, **_read(name, reading)}
    taken = import_calls(store, reading, clock.now())
    if args.save_map is not None:
        # last, so that an import that fails may be asked for again in the same words
        save_map(args.save_map, said)
    return {
        "file": name,
        "format": taken.reading.format.value,
        "columns": taken.reading.columns,
        "rows": len(taken.reading.rows),
        "recorded": taken.recorded,
        "known": taken.known,
        "not_of_a_lead": taken.not_of_a_lead,
        "left_out": dict(sorted(taken.left_out.items())),
        "rejected": [{"line": line, "reason": reason} for line, reason in taken.rejected],
        "confirmed": taken.confirmed,
        "nobody_logged": taken.unlogged,
        "not_of_the_company": dict(taken.strangers.most_common()),
    }


def _read(name: str, reading: CallReading) -> Answer:
    """Answer with what the file was taken for; nothing is kept, and whose calls they are is not asked."""
    return {
        "file": name,
        "format": reading.format.value,
        "columns": reading.columns,
        "rows": len(reading.rows),
        "calls": sum(not row.left_out and not row.reason for row in reading.rows),
        "left_out": dict(sorted(Counter(row.left_out for row in reading.rows if row.left_out).items())),
        "rejected": [{"line": row.line, "reason": row.reason} for row in reading.rows if row.reason],
    }


def _personal(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    now = clock.now()
    since = instant_of(args.since) or now
    if since > now:
        raise BadInput("That is still to come.", "Say it on the day; --since is for what began before.")
    person = set_personal(store, args.name, since if args.switch == "on" else None, args.why, now)
    return {"person_id": person.person_id, "personal_phone": args.switch == "on"}
