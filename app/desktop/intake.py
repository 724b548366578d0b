"""Bringing lead files in: every good row goes in, every bad one is named, a person already known is found again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from itertools import chain
from pathlib import Path

import msgspec

from app.clock import Clock
from app.desktop.changes import NOTHING, Changed, Touched
from app.desktop.duplicates import Choice, Decision, lead_of
from app.desktop.lead_keys import lead_keys
from app.desktop.leadbook import LeadBook
from app.desktop.nearby import Nearby
from app.desktop.outgoing import Outgoing
from app.desktop.ports import HeldLead, LeadKey, Merge, Store, Tx, unplanned
from app.desktop.settings import LOCKED_REMEDY, NOT_IMPORTED
from app.desktop.views import FileResult
from app.domain.activity import Activity
from app.domain.ids import ascending_ids, new_id
from app.domain.lead import Lead
from app.domain.matching import vendor_key
from app.domain.merging import known_again
from app.errors import BadInput, UnreadableFile
from app.leadfiles.batches import OnlyTried, Progress, in_batches, reading_of, told_nobody
from app.leadfiles.mending import rejected_table
from app.leadfiles.reading import Cancelled, Draft, Reading, Row, no_rows, read_lead_file
from app.leadfiles.rows import Mapping as ColumnMap
from app.named_files import read_named, shown_name, with_name

#: decisions by the place of their row in the reading
Decisions = Mapping[int, Decision]
_NONE: Decisions = {}
_Asked = tuple[Row, Decision | None]


class _Count(msgspec.Struct):
    imported: int = 0
    updated: int = 0
    duplicates: int = 0
    skipped: int = 0
    touched: list[str] = msgspec.field(default_factory=list)
    warnings: list[tuple[int, str]] = msgspec.field(default_factory=list)
    merges: list[tuple[str, int, str]] = msgspec.field(default_factory=list)


class _Terms(msgspec.Struct, frozen=True):
    """What all rows of one file are brought in by; of two leads that are alike the first row's is found first."""

    source: str
    now: datetime
    ids: Iterator[str]
    count: _Count
    is_trial: bool


class NothingRead(UnreadableFile):
    """Of none of the files anything could be read; `results` say why of each."""

    def __init__(self, results: list[FileResult], errors: list[UnreadableFile]) -> None:
        self.results = results
        remedies = dict.fromkeys(error.remedy for error in errors if error.remedy)
        super().__init__(" ".join(error.happened for error in errors), " ".join(remedies))


def nothing_of(name: str, why: str = "", *, cancelled: bool = False) -> FileResult:
    """Return what became of a file of which nothing was taken."""
    return FileResult(name, "", 0, 0, 0, 0, [], [], error=why, cancelled=cancelled)


class Intake:
    """Imports lead files on the officer's own desk."""

    def __init__(
        self, store: Store, clock: Clock, book: LeadBook, outgoing: Outgoing, *, is_allowed: bool = True
    ) -> None:
        """Where it is not `is_allowed`, as a company may set it, no file is read."""
        self._store, self._clock, self._book, self._outgoing = store, clock, book, outgoing
        self._is_allowed = is_allowed

    def import_files(
        self,
        paths: list[Path],
        source: str = "",
        *,
        mapping: ColumnMap | None = None,
        dry_run: bool = False,
        progress: Progress = told_nobody,
    ) -> tuple[list[FileResult], Changed]:
        """Import files one after the other; `progress(done, of 1000)` for each of them, and False from it cancels.

        A cancelled import keeps the batches already written, and says so. A file of which nothing could be read
        says why in its result; raises NothingRead when that is so of every one.
        """
        self._check_allowed()
        results: list[FileResult] = []
        unread: list[UnreadableFile] = []
        changed = NOTHING
        for path in paths:
            try:
                result, touched = self._import(path, source, mapping, progress, dry_run=dry_run)
            except UnreadableFile as error:
                unread.append(with_name(shown_name(path), error))
                result, touched = nothing_of(shown_name(path), str(unread[-1])), NOTHING
            results.append(result)
            changed |= touched
            if result.cancelled:
                break
        if unread and len(unread) == len(results):
            raise NothingRead(results, unread)
        return results, changed

    def _import(
        self, path: Path, source: str, mapping: ColumnMap | None, progress: Progress, *, dry_run: bool
    ) -> tuple[FileResult, Changed]:
        data = read_named(path)
        with self._store.reading() as tx:
            zone = self._book.identity(tx).officer.zone
        try:
            reading = self.read(shown_name(path), data, zone, mapping, reading_of(progress))
        except Cancelled:
            return nothing_of(shown_name(path), cancelled=True), NOTHING
        return self.bring_in(reading, source, progress=progress, dry_run=dry_run)

    def read(
        self, name: str, data: bytes, zone: str, mapping: ColumnMap | None = None, progress: Progress = told_nobody
    ) -> Reading:
        """Return all rows of a file; the store is not asked. Raises UnreadableFile for one without any, Cancelled."""
        self._check_allowed()
        reading = read_lead_file(name, data, now=self._clock.now(), zone=zone, mapping=mapping, progress=progress)
        if not reading.rows:
            raise no_rows()
        return reading

    def _check_allowed(self) -> None:
        if not self._is_allowed:
            raise BadInput(NOT_IMPORTED, LOCKED_REMEDY)

    def bring_in(
        self,
        reading: Reading,
        source: str = "",
        decisions: Decisions = _NONE,
        *,
        progress: Progress = told_nobody,
        dry_run: bool = False,
    ) -> tuple[FileResult, Changed]:
        """Enter what was read of one file, as a person decided of some of its rows; `progress` may end it early."""
        now = self._clock.now()
        good = [(place, row) for place, row in enumerate(reading.rows) if row.draft is not None]
        terms = _Terms(source, now, ascending_ids(now), _Count(), dry_run)

        def write(rows: Sequence[tuple[int, Row]]) -> None:
            self._write([(row, decisions.get(place)) for place, row in rows], terms)

        # a trial is rolled back as a whole, or a later batch would not know the rows of an earlier one
        finished = in_batches(good, write, progress, self._store.give_way, len(good) if dry_run else None)
        result = _result(reading, terms.count, finished=finished)
        if dry_run or not terms.count.touched:
            return result, NOTHING
        return result, Changed(Touched.QUEUE | Touched.LEAD | Touched.REMINDERS, frozenset(terms.count.touched))

    def _write(self, rows: Sequence[_Asked], terms: _Terms) -> None:
        with suppress(OnlyTried), self._store.writing() as tx:
            came = _Batch(tx, self._book, self._outgoing, terms).take(rows)
            self._book.replan(tx, list(came), terms.now, held=came)
            terms.count.touched += came
            if terms.is_trial:
                raise OnlyTried


class _Batch:
    """Rows held against all leads of the desk and against each other; written once all of them are through.

    One by one they would end as the same leads.
    """

    def __init__(self, tx: Tx, book: LeadBook, outgoing: Outgoing, terms: _Terms) -> None:
        self._tx, self._book, self._outgoing, self._terms = tx, book, outgoing, terms
        self._identity = book.identity(tx)
        self._version = book.playbook_row(tx, 0).version
        #: what is to be written, by lead
        self._touched: dict[str, HeldLead] = {}
        self._keys: dict[str, list[LeadKey]] = {}
        self._inquiries: dict[str, list[Activity]] = defaultdict(list)
        self._merges: list[Merge] = []

    def take(self, rows: Sequence[_Asked]) -> dict[str, HeldLead]:
        """Bring the rows in; returns the leads that came by it, or learnt something. They are to be planned."""
        count = self._terms.count
        left = [(row, row.draft, said) for row, said in rows if not (said and said.choice is Choice.SKIP)]
        count.skipped += len(rows) - len(left)
        read = [(row, draft, self._lead(draft), said) for row, draft, said in left if draft is not None]
        self._near = Nearby(self._tx, [lead for _, _, lead, _ in read], {said.lead_id for *_, said in read if said})
        for row, draft, lead, said in read:
            held = self._repeated(row, lead, said)
            if held is None:
                self._enter(row, lead)
            else:
                count.duplicates += 1
                self._known_again(held, (row, draft), lead, by_hand=self._is_by_hand(held, lead, said))
        self._write()
        return self._touched

    def _lead(self, draft: Draft) -> Lead:
        terms = self._terms
        return lead_of(draft, next(terms.ids), terms.source, terms.now, self._identity)

    def _repeated(self, row: Row, lead: Lead, said: Decision | None) -> HeldLead | None:
        """Return the lead a row repeats: as somebody decided, else by the rule; None for somebody new."""
        if said is not None and said.choice is Choice.APART:
            return None
        # one that was to be merged and is gone since is looked for like any other
        if said is not None and (chosen := self._near.held.get(said.lead_id)) is not None:
            return chosen
        same, alike = self._near.find(lead)
        if same is None:
            found = [(row.line, f"entered as somebody new: {match.reason}") for match in alike[:1]]
            self._terms.count.warnings += found
            return None
        return self._near.held[same.lead_id]

    def _is_by_hand(self, held: HeldLead, lead: Lead, said: Decision | None) -> bool:
        """Return whether somebody said that these are one person, and the rule would not have."""
        if said is None or said.lead_id != held.lead.lead_id:
            return False
        same, _ = self._near.find(lead)
        return same is None or same.lead_id != said.lead_id

    def _enter(self, row: Row, lead: Lead) -> None:
        lead = msgspec.structs.replace(lead, playbook_version=self._version)
        self._put(unplanned(lead, from_hub=False), lead_keys(lead))
        if stays := self._outgoing.lead_added(self._tx, lead):
            words = f"too long for the hub, kept on this desk: {', '.join(stays)}"
            self._terms.count.warnings.append((row.line, words))
        self._terms.count.imported += 1

    def _known_again(self, held: HeldLead, read: tuple[Row, Draft], again: Lead, *, by_hand: bool) -> None:
        """Add what the row knows more, and ring if it is a new inquiry; the same row twice changes nothing.

        What was merged by hand can be taken apart though it brought nothing: whoever said so may have been wrong.
        """
        row, draft = read
        terms, lead_id = self._terms, held.lead.lead_id
        key = vendor_key(again.source, again.vendor_id)
        lead, inquiry = known_again(
            held.lead,
            again,
            draft.received_at,
            lambda: [*self._histories.get(lead_id, ()), *self._inquiries[lead_id]],
            terms.now,
            is_known_id=bool(key and self._near.is_known(key)),
        )
        brings = lead != held.lead or inquiry is not None
        if not brings and (not by_hand or self._is_merged(lead_id, again)):
            return
        terms.count.updated += lead != held.lead
        if brings:
            by_its_id = [(key, "vendor", again.borrower.name)] if key and inquiry is not None else []
            self._put(msgspec.structs.replace(held, lead=lead), [*lead_keys(lead), *by_its_id])
        if inquiry is not None:
            self._inquiries[lead_id].append(inquiry)
            self._outgoing.activity(self._tx, held, inquiry)
        merge = Merge(
            merge_id=new_id(terms.now),
            lead_id=lead_id,
            at=terms.now,
            before=held.lead,
            again=again,
            inquiry_id="" if inquiry is None else inquiry.activity_id,
        )
        self._merges.append(merge)
        terms.count.merges.append((merge.merge_id, row.line, lead.name))

    def _is_merged(self, lead_id: str, again: Lead) -> bool:
        """Return whether the very row was merged into the lead before."""
        merges = [*self._tx.merges(lead_id), *(merge for merge in self._merges if merge.lead_id == lead_id)]
        return any(_row_of(merge.again) == _row_of(again) for merge in merges)

    @cached_property
    def _histories(self) -> Mapping[str, Sequence[Activity]]:
        """What had happened before this batch to the leads its rows may repeat."""
        return self._tx.histories(list(self._near.held))

    def _put(self, held: HeldLead, keys: list[LeadKey]) -> None:
        lead_id = held.lead.lead_id
        self._near.put(held, keys)
        self._touched[lead_id] = held
        self._keys[lead_id] = keys

    def _write(self) -> None:
        self._tx.put_leads([(held.lead, held.from_hub) for held in self._touched.values()])
        self._tx.put_all_keys(self._keys)
        for inquiry in chain.from_iterable(self._inquiries.values()):
            self._tx.add_activity(inquiry)
        self._tx.put_merges(self._merges)


def _row_of(lead: Lead) -> tuple[object, ...]:
    """Return what a row says, without what this desk made of it."""
    return lead.borrowers, lead.address, lead.subject_property, lead.source, lead.source_fields


def _result(reading: Reading, count: _Count, *, finished: bool) -> FileResult:
    warnings = [*((row.line, row.warning) for row in reading.rows if row.warning), *count.warnings]
    rejected = [(row.line, row.reason) for row in reading.rejected]
    return FileResult(
        file=reading.file,
        format=reading.format,
        rows=len(reading.rows),
        imported=count.imported,
        updated=count.updated,
        duplicates=count.duplicates,
        rejected=rejected,
        dropped_fields=list(reading.dropped_fields),
        warnings=sorted(warnings),
        cancelled=not finished,
        skipped=count.skipped,
        merges=count.merges,
        to_mend=rejected_table(reading) if rejected else "",
    )
