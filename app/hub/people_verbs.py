"""The hub's verb about all of its people at once: taken in from the company's directory."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from typing import Any

from app.clock import Clock
from app.errors import UnreadableFile
from app.hub.owing import owed
from app.hub.people_import import Became, Line, Taken, import_people, read_groups
from app.hub.ports import HubStore
from app.named_files import read_named, read_named_text, shown_name, with_name

Answer = dict[str, Any]

#: of whom each is named
_TOLD = (Became.ADDED, Became.CHANGED, Became.BACK, Became.LEFT)
_NOTHING_WRITTEN = "Nothing was written; this is what would become of each."


def run(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    """`hub people import FILE [--groups FILE] [--dry-run]`: what became of every row, and what leavers' desks owe.

    `ok` False is for exit code 1.
    """
    name = shown_name(args.file)
    groups = {} if args.groups is None else read_groups(read_named_text(args.groups))
    try:
        taken = import_people(store, read_named(args.file), groups, now=clock.now(), dry_run=args.dry_run)
    except UnreadableFile as error:
        raise with_name(name, error) from error
    tried = {"dry_run": True, "note": _NOTHING_WRITTEN} if args.dry_run else {}
    with store.reading() as rows:
        left = [{"name": person.name, **owed(rows, person)} for person in taken.left]
    return {**tried, "file": name, **_told(taken), "left_now": left}


def _told(taken: Taken) -> Answer:
    counts = Counter(line.became for line in taken.lines)
    return {
        # for exit code 1: it is run by a timer, and nobody reads what came of it
        **({"ok": False} if counts[Became.REJECTED] else {}),
        "rows": len(taken.lines),
        **{became.value: counts[became] for became in Became if became is not Became.REJECTED},
        "people": [_line(line) for line in taken.lines if line.became in _TOLD],
        "rejected": [
            {"line": line.line, "name": line.name, "reason": line.why}
            for line in taken.lines
            if line.became is Became.REJECTED
        ],
        "columns_not_read": taken.unread,
        "here_and_not_in_the_file": taken.not_named,
        "licences_over": taken.lapsed,
        **({"identities_not_bound": taken.unbound} if taken.unbound else {}),
    }


def _line(line: Line) -> Answer:
    return {"line": line.line, "name": line.name, "became": line.became.value, "what": line.why or None}
