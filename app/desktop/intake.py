"""Bringing lead files in: every good row goes in, every bad one is named, a person already known is found again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import msgspec

from app.clock import Clock
from app.desktop.changes import NOTHING, Changed, Touched
from app.desktop.leadbook import LeadBook, lead_keys
from app.desktop.leads import find_in_store
from app.desktop.outgoing import Outgoing
from app.desktop.ports import Store, Tx
from app.desktop.views import FileResult
from app.domain.ids import new_id
from app.domain.lead import Lead, Origin
from app.domain.matching import vendor_key
from app.domain.merging import known_again
from app.errors import UnreadableFile
from app.leadfiles.batches import OnlyTried, Progress, in_batches, reading_of, told_nobody
from app.leadfiles.draft import Draft, to_lead
from app.leadfiles.reading import Cancelled, Row, read_lead_file
from app.named_files import read_named, shown_name, with_name


@dataclass(slots=True)
class _Count:
    imported: int = 0
    updated: int = 0
    duplicates: int = 0
    touched: list[str] = field(default_factory=list)
    warnings: list[tuple[int, str]] = field(default_factory=list)


class NothingRead(UnreadableFile):
    """Of none of the files anything could be read; `results` say why of each."""

    def __init__(self, results: list[FileResult], errors: list[UnreadableFile]) -> None:
        self.results = results
        remedies = dict.fromkeys(error.remedy for error in errors if error.remedy)
        super().__init__(" ".join(error.happened for error in errors), " ".join(remedies))


def _nothing_of(path: Path, why: str) -> FileResult:
    return FileResult(shown_name(path), "", 0, 0, 0, 0, [], [], error=why)


class Intake:
    """Imports lead files on the officer's own desk."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook, outgoing: Outgoing) -> None:
        self._store, self._clock, self._book, self._outgoing = store, clock, book, outgoing

    def import_files(
        self,
        paths: list[Path],
        source: str = "",
        *,
        dry_run: bool = False,
        progress: Progress = told_nobody,
    ) -> tuple[list[FileResult], Changed]:
        """Import files one after the other; `progress(done, of 1000)` for each of them, and False from it cancels.

        A cancelled import keeps the batches already written, and says so. A file of which nothing could be read
        says why in its result; raises NothingRead when that is so of every one.
        """
        results: list[FileResult] = []
        unread: list[UnreadableFile] = []
        changed = NOTHING
        for path in paths:
            try:
                result, touched = self._import(path, source, progress, dry_run=dry_run)
            except UnreadableFile as error:
                unread.append(with_name(shown_name(path), error))
                result, touched = _nothing_of(path, str(unread[-1])), NOTHING
            results.append(result)
            changed |= touched
            if result.cancelled:
                break
        if unread and len(unread) == len(results):
            raise NothingRead(results, unread)
        return results, changed

    def _import(self, path: Path, source: str, progress: Progress, *, dry_run: bool) -> tuple[FileResult, Changed]:
        data, name = read_named(path), shown_name(path)
        now = self._clock.now()
        with self._store.reading() as tx:
            identity = self._book.identity(tx)
        try:
            reading = read_lead_file(name, data, now=now, zone=identity.officer.zone, progress=reading_of(progress))
        except Cancelled:
            return FileResult(name, "", 0, 0, 0, 0, [], [], cancelled=True), NOTHING
        good = [row for row in reading.rows if row.draft is not None]
        count = _Count()

        def write(rows: Sequence[Row]) -> None:
            self._write(rows, source, now, count, dry_run=dry_run)

        # a trial is rolled back as a whole, or a later batch would not know the rows of an earlier one
        size = len(good) if dry_run else None
        finished = in_batches(good, write, progress, self._store.give_way, size)
        result = FileResult(
            file=name,
            format=reading.format,
            rows=len(reading.rows),
            imported=count.imported,
            updated=count.updated,
            duplicates=count.duplicates,
            rejected=[(row.line, row.reason) for row in reading.rows if row.draft is None],
            dropped_fields=list(reading.dropped_fields),
            warnings=sorted([*((row.line, row.warning) for row in reading.rows if row.warning), *count.warnings]),
            cancelled=not finished,
        )
        if dry_run or not count.touched:
            return result, NOTHING
        return result, Changed(Touched.QUEUE | Touched.LEAD | Touched.REMINDERS, frozenset(count.touched))

    def _write(self, rows: Sequence[Row], source: str, now: datetime, count: _Count, *, dry_run: bool) -> None:
        with suppress(OnlyTried), self._store.writing() as tx:
            touched = [lead_id for row in rows if (lead_id := self._row(tx, row, source, now, count))]
            self._book.replan(tx, list(dict.fromkeys(touched)), now)
            count.touched += touched
            if dry_run:
                raise OnlyTried

    def _row(self, tx: Tx, row: Row, source: str, now: datetime, count: _Count) -> str | None:
        draft = row.draft
        assert draft is not None  # noqa: S101 - only rows that could be read come here
        identity = self._book.identity(tx)
        # on a desk with a hub, what the officer brings in is the officer's own list
        origin = Origin.OWN_LIST if identity.hub_id else Origin.COMPANY
        lead = to_lead(
            draft, new_id(now), received_at=now, source=source, origin=origin, assigned_at=now, arrived_at=now
        )
        same, alike = find_in_store(tx, lead)
        if same is None:
            count.warnings += [(row.line, f"entered as somebody new: {match.reason}") for match in alike[:1]]
            version = self._book.playbook_row(tx, 0).version
            lead = msgspec.structs.replace(lead, playbook_version=version)
            self._book.put_lead(tx, lead, from_hub=False)
            if stays := self._outgoing.lead_added(tx, lead):
                count.warnings.append((row.line, f"too long for the hub, kept on this desk: {', '.join(stays)}"))
            count.imported += 1
            return lead.lead_id
        count.duplicates += 1
        return self._known_again(tx, same, draft, lead, now, count)

    def _known_again(self, tx: Tx, lead_id: str, draft: Draft, again: Lead, now: datetime, count: _Count) -> str | None:
        """Add what the row knows more, and ring if it is a new inquiry; the same row twice changes nothing."""
        held = tx.lead(lead_id)
        assert held is not None  # noqa: S101 - it was found in this transaction
        key = vendor_key(again.source, again.vendor_id)
        lead, inquiry = known_again(
            held.lead,
            again,
            draft.received_at,
            lambda: tx.activities(lead_id),
            now,
            is_known_id=bool(key and tx.hits([key])),
        )
        if lead == held.lead and inquiry is None:
            return None
        if lead != held.lead:
            self._book.put_lead(tx, lead, from_hub=held.from_hub)
            count.updated += 1
        if inquiry is not None:
            tx.add_activity(inquiry)
            self._outgoing.activity(tx, held, inquiry)
            keys = lead_keys(lead)
            if key:
                keys.append((key, "vendor", again.borrower.name))
            tx.put_keys(lead_id, keys)
        return lead_id
