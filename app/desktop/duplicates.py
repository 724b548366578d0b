"""Who of a file is here already: found before anything of it is taken, and shown side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from app.clock import Clock
from app.desktop.nearby import Nearby
from app.desktop.ports import Identity, Store, Tx
from app.domain.campaigns import campaign_words
from app.domain.ids import ascending_ids, new_id
from app.domain.lead import Address, Lead, Origin
from app.domain.matching import Match
from app.domain.merging import merged
from app.domain.numbers import shown
from app.domain.source_words import source_title
from app.leadfiles.batches import BATCH, Progress, batch_by_batch, told_nobody
from app.leadfiles.draft import Draft, to_lead
from app.leadfiles.reading import Reading
from app.leadfiles.rows import Row


class Choice(StrEnum):
    """What becomes of a row about somebody who may be here already."""

    MERGE = "merge"
    APART = "apart"
    SKIP = "skip"


class Known(msgspec.Struct, frozen=True):
    """A row of a reading, by its place in it, and the lead it may repeat; not `is_sure` is for a person to decide."""

    place: int
    line: int
    name: str
    lead_id: str
    reason: str
    is_sure: bool

    @property
    def usual(self) -> Choice:
        """Return what is done where nobody says otherwise."""
        return Choice.MERGE if self.is_sure else Choice.APART


class Decision(msgspec.Struct, frozen=True):
    """What a person said of one row; `lead_id` is the lead that was shown beside it."""

    choice: Choice
    lead_id: str


class Pair(msgspec.Struct, frozen=True):
    """One field of both, and what a merge would make of it."""

    field: str
    here: str
    row: str
    merged: str

    @property
    def differs(self) -> bool:
        return bool(self.row) and self.row != self.here


class Duplicates:
    """Compares a file with the leads of this desk; nothing is written."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def find(self, reading: Reading, source: str = "", progress: Progress = told_nobody) -> list[Known]:
        """Return the rows about somebody who is here, in the file's order; ends early when `progress` says so.

        Rows that repeat one another are not among them: those are merged as they come.
        """
        rows = [(place, row) for place, row in enumerate(reading.rows) if row.draft is not None]
        found: list[Known] = []
        done = 0
        with batch_by_batch(rows, BATCH) as batches:
            for some in batches:
                with self._store.reading() as tx:
                    found += self._known(tx, some, source)
                done += len(some)
                if not progress(done, len(rows)):
                    break
        return found

    def _known(self, tx: Tx, rows: Sequence[tuple[int, Row]], source: str) -> Iterable[Known]:
        now, identity = self._clock.now(), tx.identity()
        ids = ascending_ids(now)
        leads = {place: lead_of(row.draft, next(ids), source, now, identity) for place, row in rows if row.draft}
        near = Nearby(tx, leads.values())
        for place, row in rows:
            match, alike = near.find(leads[place])
            best: Match | None = match or next(iter(alike), None)
            if best is not None:
                yield Known(place, row.line, leads[place].name, best.lead_id, best.reason, match is not None)

    def side_by_side(self, row: Row, lead_id: str, source: str = "", *, zone: str) -> list[Pair]:
        """Return both field by field, days on the officer's clock; empty when the lead is no longer here."""
        with self._store.reading() as tx:
            held, identity = tx.lead(lead_id), tx.identity()
        if held is None or row.draft is None:
            return []
        now = self._clock.now()
        return pairs(held.lead, lead_of(row.draft, new_id(now), source, now, identity), ZoneInfo(zone))


def lead_of(draft: Draft, lead_id: str, source: str, now: datetime, identity: Identity | None) -> Lead:
    """Return the lead a row would become on this desk."""
    # on a desk with a hub, what the officer brings in is the officer's own list
    origin = Origin.OWN_LIST if identity is not None and identity.hub_id else Origin.COMPANY
    return to_lead(draft, lead_id, received_at=now, source=source, origin=origin, assigned_at=now, arrived_at=now)


def pairs(here: Lead, row: Lead, tz: ZoneInfo) -> list[Pair]:
    """Return two leads field by field, with what a merge would make of the first; fields neither has are left out."""
    after = merged(here, row)
    kept = (_fields(here, tz), _fields(row, tz), _fields(after, tz))
    names = dict.fromkeys(name for fields in kept for name in fields)
    return [Pair(name, *(fields.get(name, "") for fields in kept)) for name in names]


def _fields(lead: Lead, tz: ZoneInfo) -> dict[str, str]:
    received = lead.received_at.astimezone(tz)
    fields = {
        "Name": ", ".join(filter(None, (person.name for person in lead.borrowers))),
        "Phone": ", ".join(shown(phone.number) for phone in lead.phones),
        "E-mail": ", ".join(lead.emails),
        "Address": _place(lead.address),
        "Property": _place(lead.subject_property),
        "Loan": " ".join(filter(None, (lead.loan_purpose, f"${lead.amount:,}" if lead.amount is not None else ""))),
        "Timeframe": lead.timeframe,
        "Source": " · ".join(filter(None, (source_title(lead.source), campaign_words(lead.campaign)))),
        "Received": f"{received:%b} {received.day}, {received.year}",
        "Referred by": lead.partner.name if lead.partner else "",
        **lead.source_fields,
    }
    return {name: value for name, value in fields.items() if value}


def _place(address: Address) -> str:
    return " ".join(filter(None, (address.street, address.city, address.state, address.zip)))
