"""The hub's verbs about what leads cost and what vendors gave back."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.clock import Clock
from app.command_line import dollars_of
from app.domain.money import CostEntry, CreditState, name_key
from app.errors import BadInput, UnreadableFile
from app.hub.money_taking import (
    ID_LETTERS,
    Filling,
    Outcome,
    Said,
    TakenMoney,
    import_money,
    kept_of,
    remove,
    take_rows,
)
from app.hub.ports import HubStore
from app.leadfiles.mending import rejected_table
from app.leadfiles.money_reports import MoneyFile, MoneyReading, MoneyRow, read_day, read_month
from app.leadfiles.rows import Reading, Row
from app.named_files import make_named_folder, read_named, shown_name, with_name, write_new

Answer = dict[str, Any]

_NOTHING_WRITTEN = "Nothing was written."


def run(args: Namespace, store: HubStore, clock: Clock) -> Answer:
    """`hub costs|credits|spend import|add|list|remove`."""
    file = MoneyFile(args.hub_verb)
    match args.what:
        case "import":
            return _import(args, file, store, clock)
        case "add":
            return _add(args, file, store, clock)
        case "remove":
            return {"removed": _said(args.id, remove(store, file, args.id.strip(), clock.now()))}
        case _:
            with store.reading() as rows:
                kept = kept_of(rows, file)
            asked = name_key(args.source)
            return {file.value: [_said(key, one) for key, one in kept.items() if asked in ("", name_key(one.source))]}


def to_mend(
    folder: Path | None, name: str, kind: str, rows: Sequence[tuple[MoneyRow, str]], above: Sequence[str]
) -> Answer:
    """Write rejected rows as they came, each with why, and return where."""
    if folder is None or not rows:
        return {}
    mended = [Row(row.line, None, why, cells=row.cells) for row, why in rows]
    table = rejected_table(Reading(name, kind, mended, [], {}, above))
    return {"to_mend": str(write_new(folder, f"{Path(name).stem}-rejected.csv", table))}


def _import(args: Namespace, file: MoneyFile, store: HubStore, clock: Clock) -> Answer:
    if args.rejected is not None:
        make_named_folder(args.rejected, "the rejected rows", "--rejected")
    name = shown_name(args.file)
    state = getattr(args, "state", None)
    filling = Filling(" ".join(args.source.split()), CreditState(state) if state else None)
    try:
        taken = import_money(store, read_named(args.file), file, filling, clock.now(), dry_run=args.dry_run)
    except UnreadableFile as error:
        raise with_name(name, error) from error
    rejected = [(row, why) for row, outcome, why in taken.lines if outcome is Outcome.REJECTED]
    return {
        **({"dry_run": True, "note": _NOTHING_WRITTEN} if args.dry_run else {}),
        "file": name,
        "rows": len(taken.lines),
        **_counts(taken),
        "rejected": [{"line": row.line, "reason": why} for row, why in rejected],
        **to_mend(args.rejected, name, file.value, rejected, taken.reading.headers),
    }


def _counts(taken: TakenMoney) -> Answer:
    return {one.value: taken.counts[one] for one in Outcome if one is not Outcome.REJECTED}


def _add(args: Namespace, file: MoneyFile, store: HubStore, clock: Clock) -> Answer:
    """Say one thing, by the very rules by which a file's row is taken."""
    with store.reading() as rows:
        zone = ZoneInfo(rows.company().zone)
    row = MoneyRow(
        line=1,
        source=" ".join(args.source.split()),
        campaign=" ".join(args.campaign.split()),
        reference=" ".join(args.reference.split()),
        lead_id=getattr(args, "lead", ""),
        amount=dollars_of(args.amount),
        per_lead=dollars_of(getattr(args, "per_lead", "")),
        month=_read(args.month, read_month, "month", "2026-11", zone),
        day=_read(getattr(args, "day", ""), read_day, "day", "2026-11-23", zone),
        state=CreditState(args.state) if file is MoneyFile.CREDITS else None,
        why=getattr(args, "reason", ""),
    )
    taken = take_rows(store, MoneyReading(file, [row], ()), Filling(), clock.now())
    (_, outcome, why) = taken.lines[0]
    if outcome is Outcome.REJECTED:
        raise BadInput(f"That was not taken: {why}.", f"hub {file} add --help says what is needed.")
    return {"outcome": outcome.value}


def _read(text: str, read: Any, what: str, like: str, zone: ZoneInfo) -> Any:
    if not text:
        return None
    if (found := read(text, zone)) is None:
        raise BadInput(f"“{text}” is no {what}.", f"Write it like {like}.")
    return found


def _said(key: str, one: Said) -> Answer:
    told: Answer = {"id": key[:ID_LETTERS], "source": one.source, "campaign": one.campaign, "lead": one.lead_id or None}
    reference = {"reference": one.reference or None}
    if isinstance(one, CostEntry):
        on = None if one.on is None else one.on.isoformat()
        return {**told, "for": one.kind.value, "on": on, "amount": str(one.amount), **reference}
    return {
        **told,
        "month": f"{one.month:%Y-%m}",
        "state": one.state.value,
        "amount": None if one.amount is None else str(one.amount),
        "reason": one.reason or None,
        "decided_on": None if one.decided_on is None else one.decided_on.isoformat(),
        **reference,
    }
