"""Taking lead files in at the hub: every good row once, every bad one named, a person already known found again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from decimal import Decimal

import msgspec

from app.hub.arriving import Arrivals, Touch, keys_of
from app.hub.auditing import OPERATOR, note
from app.hub.distributing import turns_for
from app.hub.people import holder_named
from app.hub.pool import Rules
from app.hub.ports import HubStore, Rows
from app.hub.vendors import slug_of
from app.leadfiles.batches import OnlyTried, Progress, in_batches, reading_of, told_nobody
from app.leadfiles.reading import Cancelled, Row, read_lead_file

__all__ = ["LeadFile", "Taken", "import_leads", "keys_of"]


class LeadFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it came; source, campaign and cost fill rows that name none."""

    name: str
    data: bytes
    source: str = ""
    campaign: str = ""
    cost: Decimal | None = None


class Taken(msgspec.Struct):
    """What became of a file; `rejected` and `warnings` are (line, reason)."""

    file: str
    format: str
    rows: int
    rejected: list[tuple[int, str]]
    warnings: list[tuple[int, str]]
    dropped_fields: list[str]
    imported: int = 0
    updated: int = 0
    duplicates: int = 0
    stopped: bool = False


def import_leads(
    store: HubStore,
    file: LeadFile,
    *,
    now: datetime,
    assign: str = "",
    rules: Rules | None = None,
    distribute: bool = False,
    dry_run: bool = False,
    progress: Progress = told_nobody,
) -> Taken:
    """Take a file in, giving its new leads to the person named in `assign`; the same file twice changes nothing.

    With `distribute`, or where its source or the company says so, they are given in turn by `rules`.

    Raises UnreadableFile when nothing of it could be read, BadInput for a person who cannot hold leads. Batches
    are written one by one, so an import that was cut off, or stopped by `progress`, is simply done again.
    """
    with store.reading() as rows:
        zone = rows.company().zone
        if assign:
            holder_named(rows, assign)
    try:
        reading = read_lead_file(file.name, file.data, now=now, zone=zone, progress=reading_of(progress))
    except Cancelled:
        return Taken(file.name, "", 0, [], [], [], stopped=True)
    taken = Taken(
        file=file.name,
        format=reading.format,
        rows=len(reading.rows),
        rejected=[(row.line, row.reason) for row in reading.rows if row.draft is None],
        warnings=[(row.line, row.warning) for row in reading.rows if row.warning],
        dropped_fields=list(reading.dropped_fields),
    )
    good = [row for row in reading.rows if row.draft is not None]

    def take(rows: Rows, batch: Sequence[Row]) -> None:
        rows.lock_company()
        touch = Touch(source=file.source, campaign=file.campaign, cost=file.cost)
        if assign:
            arrivals = Arrivals(rows, touch, holder_named(rows, assign), now)
        else:
            source = rows.intake.by_slug(slug_of(file.source))
            said = "push" if distribute else source.settings.assigns if source is not None else None
            arrivals = Arrivals(rows, touch, None, now, turns_for(rows, rules, said, now))
        _write(arrivals, taken, batch)

    def write(batch: Sequence[Row]) -> None:
        with store.writing() as rows:
            take(rows, batch)

    if dry_run:
        # all of it in one transaction, though desktops wait: each batch must find what those before it would add
        with suppress(OnlyTried), store.writing() as rows:
            taken.stopped = not in_batches(good, lambda batch: take(rows, batch), progress, lambda: None)
            raise OnlyTried
    else:
        taken.stopped = not in_batches(good, write, progress, store.give_way)
    taken.warnings.sort()
    return taken


def _write(arrivals: Arrivals, taken: Taken, batch: Sequence[Row]) -> None:
    rows, holder, now = arrivals.rows, arrivals.holder, arrivals.now
    arrived = arrivals.take(batch)
    new = [one for one in arrived if not one.is_known]
    taken.imported += len(new)
    taken.duplicates += len(arrived) - len(new)
    taken.updated += sum(one.has_changed for one in arrived)
    taken.warnings += [(one.line, f"entered as somebody new: {one.doubt}") for one in new if one.doubt]
    note(rows, now, OPERATOR, "leads imported", str(len(new)))
    if arrivals.given:
        whose = f"leads given in turn: {arrivals.given}" if holder is None else f"leads given: {arrivals.given}"
        note(rows, now, OPERATOR, whose, "" if holder is None else holder.person_id)
