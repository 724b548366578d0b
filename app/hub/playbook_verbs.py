"""The hub's verbs about the playbook: publishing, listing, comparing, rolling back, and moving leads."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

import msgspec

from app.clock import Clock
from app.domain.playbook_changes import says_the_same
from app.domain.playbook_checks import Terms, check
from app.errors import BadInput
from app.hub import moving, playbooks
from app.hub.ports import HubStore
from app.hub.records import Published
from app.named_files import read_named_text, shown_name

Answer = dict[str, Any]


def run(args: Namespace, store: HubStore, clock: Clock, terms: Terms) -> Answer:
    """Do what `hub playbook` is asked for."""
    match args.what:
        case "publish":
            text, name = read_named_text(args.file), shown_name(args.file)
            return publish(store, clock, terms, text, args.why, by=args.by, name=name)
        case "rollback":
            to = args.to if args.to is not None else args.to_version
            return roll_back(store, clock, to=to, why=args.why, by=args.by)
        case "diff":
            return diff(store, args.first, args.second)
        case "move":
            if not (args.lead or args.from_version is not None or args.all):
                raise BadInput("Which leads are to be moved?", "Say --lead ID, --from VERSION or --all.")
            asked = moving.Move(args.to, args.lead, args.from_version, args.why, args.by)
            return moving.move(store, terms.rules, asked, clock.now(), dry_run=args.dry_run)
        case _:
            return listing(store)


def publish(
    store: HubStore, clock: Clock, terms: Terms, text: str, why: str, *, by: str = "", name: str = "the playbook"
) -> Answer:
    """Answer with the new version, what it changes, and what its author should know."""
    published, is_new = playbooks.publish(store, text, terms, why=why, now=clock.now(), by=by, name=name)
    return {
        **_told(store, published, is_new=is_new),
        "warnings": [warning.words for warning in check(text, terms).warnings],
    }


def roll_back(store: HubStore, clock: Clock, *, to: int | None = None, why: str = "", by: str = "") -> Answer:
    published, is_new = playbooks.roll_back(store, why=why, now=clock.now(), to=to, by=by)
    return _told(store, published, is_new=is_new)


def _told(store: HubStore, published: Published, *, is_new: bool) -> Answer:
    if not is_new:
        # a script that publishes what is in force has what it wanted: said, and no failure
        return {"version": published.version, "said": says_the_same(published.version), "changes": []}
    return {"version": published.version, "changes": diff(store, None, published.version)["changes"]}


def listing(store: HubStore) -> Answer:
    """Answer with every version; `leads` are those pinned to it, `back_to` an older one of the same text."""
    with store.reading() as rows:
        versions, leads = rows.playbooks.all(), playbooks.leads_on(rows)
    first: dict[str, int] = {}
    for v in versions:
        first.setdefault(v.text, v.version)
    return {
        "playbooks": [
            {
                "version": v.version,
                "name": playbooks.playbook_of(v).name,
                "published_at": v.published_at.isoformat(),
                "by": v.by,
                "why": v.why,
                "back_to": first[v.text] if first[v.text] != v.version else None,
                "leads": leads[v.version],
                "in_force": v is versions[-1],
            }
            for v in versions
        ]
    }


def diff(store: HubStore, first: int | None, second: int | None) -> Answer:
    before, after, found = playbooks.changes(store, first, second)
    return {"from": before, "to": after, "changes": [msgspec.structs.asdict(change) for change in found]}
