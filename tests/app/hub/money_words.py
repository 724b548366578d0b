"""Asking the hub's verbs about money, as somebody at its command line does."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.clock import FixedClock
from app.command_line import read_words
from app.domain.activity import Activity, Kind
from app.domain.ids import new_id
from app.domain.lead import Channel, Lead
from app.hub import command
from app.hub.ports import HubStore
from app.hub.records import KeptActivity
from app.hub.sums import ScoredSums
from tests.hubs import TERMS
from tests.shipped import shipped_rules

#: leads of tests.hubs come on the 2nd of March
NOW = datetime(2026, 3, 9, 15, tzinfo=UTC)


def run(store: HubStore, *words: object, at: datetime = NOW) -> Any:
    args = read_words(["hub", *map(str, words)])
    return command.run(args, store, FixedClock(at), ScoredSums(shipped_rules()), TERMS)


def take(
    store: HubStore, folder: Path, kind: str, *rows: str, more: tuple[object, ...] = (), at: datetime = NOW
) -> Any:
    """Take a file of these lines in, the first of which is its header."""
    file = folder / f"{kind}.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    what = ("marketing", "done") if kind == "steps" else (kind, "import")
    return run(store, *what, file, *more, at=at)


def happened(store: HubStore, lead: Lead, kind: Kind, at: datetime = NOW, **more: Any) -> None:
    told = {"activity_id": new_id(at), "lead_id": lead.lead_id, "kind": kind, "actor_id": "", "began_at": at}
    activity = Activity(**{"logged_at": at, "channel": Channel.CALL, **told, **more})
    with store.writing() as rows:
        rows.activities.add(KeptActivity(activity))
