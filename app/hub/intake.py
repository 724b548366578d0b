"""Taking lead files in at the hub: every good row once, every bad one named, a person already known found again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

import msgspec

from app.domain.activity import Activity
from app.domain.ids import new_id
from app.domain.lead import Lead
from app.domain.matching import Register, candidate_of
from app.domain.merging import known_again
from app.hub.assigning import give, tell_changed
from app.hub.auditing import OPERATOR, note
from app.hub.people import holder_named
from app.hub.ports import HubStore, Rows
from app.hub.records import HeldLead, KeptActivity, Person
from app.leadfiles.batches import OnlyTried, Progress, in_batches, reading_of, told_nobody
from app.leadfiles.reading import Cancelled, Draft, Row, read_lead_file, to_lead


class LeadFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it came; source, campaign and cost fill rows that name none."""

    name: str
    data: bytes
    source: str = ""
    campaign: str = ""
    cost: Decimal | None = None


@dataclass(slots=True)
class Taken:
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
    dry_run: bool = False,
    progress: Progress = told_nobody,
) -> Taken:
    """Take a file in, giving its new leads to the person named in `assign`; the same file twice changes nothing.

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
        holder = holder_named(rows, assign) if assign else None
        _Batch(rows, file, holder, now, taken).take(batch)

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


@dataclass(slots=True)
class _Batch:
    """Rows that are matched against what the hub has, and against each other, in one transaction."""

    rows: Rows
    file: LeadFile
    holder: Person | None
    now: datetime
    taken: Taken
    held: dict[str, HeldLead] = field(default_factory=dict)
    owners: dict[str, list[str]] = field(default_factory=dict)
    register: Register = field(default_factory=Register)
    given: int = 0

    def take(self, good: Sequence[Row]) -> None:
        inquiries = [(row.line, row.draft, self._lead(row.draft)) for row in good if row.draft is not None]
        keys = {key for _, _, lead in inquiries for key in keys_of(lead) | _partners_of(candidate_of(lead).phone_keys)}
        self.owners = self.rows.leads.owners_of(sorted(keys))
        self.held = self.rows.leads.by_ids(sorted({lead_id for ids in self.owners.values() for lead_id in ids}))
        # the first of several leads of one person is the one that is found
        for known in sorted(self.held.values(), key=lambda held: (held.lead.received_at, held.lead.lead_id)):
            self.register.add(candidate_of(known.lead, known.lead.lead_id))
        before, self.given = self.taken.imported, 0
        for line, draft, lead in inquiries:
            self._take_one(line, draft, lead)
        note(self.rows, self.now, OPERATOR, "leads imported", str(self.taken.imported - before))
        if self.holder is not None and self.given:
            note(self.rows, self.now, OPERATOR, f"leads given: {self.given}", self.holder.person_id)

    def _lead(self, draft: Draft) -> Lead:
        file = self.file
        return to_lead(
            draft,
            new_id(self.now),
            received_at=self.now,
            source=file.source,
            campaign=file.campaign,
            cost=file.cost,
        )

    def _take_one(self, line: int, draft: Draft, lead: Lead) -> None:
        candidate = candidate_of(lead, lead.lead_id)
        by_vendor = self.owners.get(candidate.vendor_key, []) if candidate.vendor_key else []
        match = self.register.find(candidate)
        lead_id = by_vendor[0] if by_vendor else match.lead_id if match else None
        if lead_id is not None:
            self.taken.duplicates += 1
            self._known_again(self.held[lead_id], draft, lead, is_known_id=bool(by_vendor))
            return
        # whom a number does not tell is somebody new, and a person is asked whether that is so
        alike = self.register.lookalikes(candidate)[:1]
        self.taken.warnings += [(line, f"entered as somebody new: {match.reason}") for match in alike]
        self.taken.imported += 1
        self.rows.leads.add(lead, keys_of(lead))
        if self.holder is not None:
            lead = self._give(lead, self.holder)
        self._remember(HeldLead(lead, self.holder.person_id if self.holder else None))
        self.register.add(candidate)

    def _known_again(self, held: HeldLead, draft: Draft, again: Lead, *, is_known_id: bool) -> None:
        lead, inquiry = known_again(
            held.lead,
            again,
            draft.received_at,
            lambda: self._happened_to(held.lead.lead_id),
            self.now,
            is_known_id=is_known_id,
        )
        if lead != held.lead:
            self.taken.updated += 1
            self.rows.leads.put(lead)
        if lead != held.lead or inquiry is not None:
            self.rows.leads.add_keys(lead.lead_id, keys_of(lead) | keys_of(again))
        if inquiry is not None:
            self.rows.activities.add(KeptActivity(inquiry))
        if held.holder_id is None and self.holder is not None:
            held = HeldLead(self._give(lead, self.holder), self.holder.person_id)
        else:
            tell_changed(self.rows, held, lead, inquiry)
            held = HeldLead(lead, held.holder_id)
        self._remember(held)
        # as a later batch would find it in the store, with all that it is known by now
        self.register.add(candidate_of(held.lead, held.lead.lead_id))
        for key in keys_of(again):
            self.owners.setdefault(key, [lead.lead_id])

    def _give(self, lead: Lead, holder: Person) -> Lead:
        self.given += 1
        return give(self.rows, lead, holder, self.now, why="imported")

    def _happened_to(self, lead_id: str) -> list[Activity]:
        kept = self.rows.activities.of_leads([lead_id]).get(lead_id, [])
        return [one.activity for one in kept]

    def _remember(self, held: HeldLead) -> None:
        self.held[held.lead.lead_id] = held
        for key in keys_of(held.lead):
            self.owners.setdefault(key, []).append(held.lead.lead_id)


def keys_of(lead: Lead) -> set[str]:
    """Return everything a lead may be found by: numbers, addresses, the vendor's id, and who referred it."""
    candidate = candidate_of(lead)
    own = {candidate.vendor_key} if candidate.vendor_key else set()
    return set(candidate.keys) | own | _partners_of(candidate.partner_keys)


def keys_known_by(email_keys: Iterable[str], phone_keys: Iterable[str]) -> set[str]:
    """Return the keys under which leads of these addresses and numbers stand, and those they are a partner's of."""
    return {*email_keys, *phone_keys} | _partners_of(phone_keys)


def _partners_of(phone_keys: Iterable[str]) -> set[str]:
    """Return the keys under which leads stand whose partner has one of these numbers; no vendor's key begins so."""
    return {f"\x1fpartner\x1f{key}" for key in phone_keys}
