"""What was paid and what came back, taken in: row by row, each of which is taken, known already, or named with why."""

from __future__ import annotations

import hmac
from collections import Counter
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from app.domain.activity import Kind
from app.domain.lead import Lead
from app.domain.matching import vendor_key
from app.domain.money import CostEntry, CostKind, CreditState, VendorCredit, month_of, name_key
from app.domain.outcome import OUTCOMES
from app.errors import BadInput
from app.hub.auditing import OPERATOR, note
from app.hub.ports import HubStore, Rows
from app.leadfiles.batches import OnlyTried
from app.leadfiles.money_reports import MoneyFile, MoneyReading, MoneyRow, read_money_file

Said = CostEntry | VendorCredit
#: half of a digest tells all that a company pays for apart
_KEY_LETTERS = 32
#: enough of it to name it by
ID_LETTERS = 12
_ALWAYS = date(2000, 1, 1)
_TWICE = "the file says another price for the same day"
_BOTH = "it says a price per lead and an amount of a month: leave one of them out"


class Outcome(StrEnum):
    """What became of a row; each is one of these."""

    TAKEN = "taken"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


class TakenMoney(msgspec.Struct):
    """What became of each row of a file, in its order; `why` is of those that were rejected."""

    reading: MoneyReading
    lines: list[tuple[MoneyRow, Outcome, str]]

    @property
    def counts(self) -> Counter[Outcome]:
        return Counter(outcome for _, outcome, _ in self.lines)


class Filling(msgspec.Struct, frozen=True):
    """What stands for rows that say nothing of it."""

    source: str = ""
    state: CreditState | None = None


def import_money(
    store: HubStore, data: bytes, file: MoneyFile, filling: Filling, now: datetime, *, dry_run: bool = False
) -> TakenMoney:
    """Take a file in; the same again changes nothing. Raises UnreadableFile for what is none.

    What a file says of a source, campaign and month (or day, or lead) takes the place of what was said of it before,
    and several of its rows add up; a reference, such as an invoice's number, tells two invoices apart.
    """
    with store.reading() as rows:
        zone = rows.company().zone
    reading = read_money_file(data, file, zone=zone)
    return take_rows(store, reading, filling, now, dry_run=dry_run)


def take_rows(
    store: HubStore, reading: MoneyReading, filling: Filling, now: datetime, *, dry_run: bool = False
) -> TakenMoney:
    """Take rows in that were read; in one transaction, for what a row is told of may stand in any other."""
    taken = TakenMoney(reading, [])
    with suppress(OnlyTried), store.writing() as rows:
        rows.lock_company()
        taken.lines = _Taking(rows, reading, filling, now).take()
        counts = taken.counts
        changed = counts[Outcome.TAKEN] + counts[Outcome.REPLACED]
        if dry_run:
            raise OnlyTried
        if changed:
            note(rows, now, OPERATOR, f"{reading.file} taken in", str(changed))
    return taken


def remove(store: HubStore, file: MoneyFile, said_id: str, now: datetime) -> Said:
    """Take back one thing that was said. Raises BadInput where there is none of that id."""
    with store.writing() as rows:
        rows.lock_company()
        kept = kept_of(rows, file)
        meant = [key for key in kept if said_id and key.startswith(said_id)]
        if len(meant) != 1:
            raise BadInput(f"There are no {file} {said_id}.", f"hub {file} list shows them, each with its id.")
        rows.money.drop(meant[0])
        note(rows, now, OPERATOR, f"{file} removed", meant[0][:ID_LETTERS])
        return kept[meant[0]]


def kept_of(rows: Rows, file: MoneyFile) -> dict[str, Said]:
    """Return what was said of one kind, by what it is kept under."""
    if file is MoneyFile.CREDITS:
        return dict(rows.money.credits())
    is_spend = file is MoneyFile.SPEND
    return {key: one for key, one in rows.money.costs().items() if (one.kind is CostKind.SPEND) is is_spend}


class _Unfit(Exception):
    """Why a row does not fit."""


class _Taking:
    """Rows made into what is said of money, added up, and held against what was said before."""

    def __init__(self, rows: Rows, reading: MoneyReading, filling: Filling, now: datetime) -> None:
        self._rows, self._reading, self._filling, self._now = rows, reading, filling, now
        self._tz = ZoneInfo(rows.company().zone)
        self._kept = kept_of(rows, reading.file)
        self._leads, self._owners = self._look_up()
        self._new: dict[str, Said] = {}
        self._grains = {_grain(one) for one in self._kept.values()}

    def take(self) -> list[tuple[MoneyRow, Outcome, str]]:
        judged = [(row, *self._judge(row)) for row in self._reading.rows]
        new = {key: said for key, said in self._new.items() if self._kept.get(key) != said}
        costs = {key: said for key, said in new.items() if isinstance(said, CostEntry)}
        self._rows.money.put_costs(costs, self._now)
        given = {key: said for key, said in new.items() if isinstance(said, VendorCredit)}
        self._rows.money.put_credits(given, self._now)
        return [(row, self._outcome(key) if key else Outcome.REJECTED, why) for row, key, why in judged]

    def _judge(self, row: MoneyRow) -> tuple[str, str]:
        """Return under what a row is kept, or "" and why it is not."""
        if row.reason:
            return "", row.reason
        try:
            said = self._credit(row) if self._reading.file is MoneyFile.CREDITS else self._cost(row)
            return self._add(said), ""
        except _Unfit as why:
            return "", str(why)

    def _outcome(self, key: str) -> Outcome:
        before = self._kept.get(key)
        if before is None:
            return Outcome.TAKEN
        return Outcome.UNCHANGED if before == self._new[key] else Outcome.REPLACED

    def _add(self, said: Said) -> str:
        key = self._key(said)
        before = self._new.get(key)
        if isinstance(said, CostEntry):
            self._refuse_twice(said)
            if isinstance(before, CostEntry) and said.kind is CostKind.PER_LEAD and before.amount != said.amount:
                raise _Unfit(_TWICE)
            if isinstance(before, CostEntry) and said.kind is not CostKind.PER_LEAD:
                said = msgspec.structs.replace(said, amount=before.amount + said.amount)
        elif isinstance(before, VendorCredit) and not said.lead_id:
            both = (before.amount or Decimal()) + (said.amount or Decimal())
            said = msgspec.structs.replace(said, amount=both)
        self._new[key] = said
        return key

    def _refuse_twice(self, said: CostEntry) -> None:
        """Refuse a month whose days are here, and a day whose month is: it would count twice."""
        grain = _grain(said)
        if grain is not None:
            if (*grain[:-1], not grain[-1]) in self._grains:
                raise _Unfit(
                    "its month is here as a whole, and would count twice"
                    if said.is_day
                    else "days of its month are here, and would count twice"
                )
            self._grains.add(grain)

    def _key(self, said: Said) -> str:
        words = "\x1f".join((self._reading.file.value, *said.what))
        return hmac.digest(self._rows.company().person_key, words.encode(), "sha256").hex()[:_KEY_LETTERS]

    # -- what a row says ----------------------------------------------------------------------------------

    def _cost(self, row: MoneyRow) -> CostEntry:
        if row.amount is not None and row.per_lead is not None:
            raise _Unfit(_BOTH)
        amount = row.amount if row.per_lead is None else row.per_lead
        if amount is None:
            raise _Unfit("no amount")
        if self._reading.file is MoneyFile.SPEND:
            return self._spend(row, amount)
        if row.lead_id or row.vendor_id:
            lead = self._lead(row)
            return CostEntry(kind=CostKind.LEAD, amount=amount, lead_id=lead.lead_id, reference=row.reference)
        if row.per_lead is not None:
            kind, on = CostKind.PER_LEAD, row.day or row.month or _ALWAYS
        else:
            kind, on = CostKind.MONTH, self._month(row)
        return self._of_source(kind, row, amount, on)

    def _spend(self, row: MoneyRow, amount: Decimal) -> CostEntry:
        if row.month is None and row.day is None:
            raise _Unfit("no month and no day")
        # a day says more than the month beside it
        on = row.day or row.month
        return self._of_source(CostKind.SPEND, row, amount, on, is_day=row.day is not None)

    def _of_source(
        self, kind: CostKind, row: MoneyRow, amount: Decimal, on: date | None, *, is_day: bool = False
    ) -> CostEntry:
        return CostEntry(
            kind=kind,
            amount=amount,
            source=self._source(row),
            campaign=row.campaign,
            on=on,
            is_day=is_day,
            reference=row.reference,
        )

    def _credit(self, row: MoneyRow) -> VendorCredit:
        state = row.state or self._filling.state
        if state is None:
            raise _Unfit("nothing says whether it was granted, refused or only claimed")
        if row.lead_id or row.vendor_id:
            lead = self._lead(row)
            month, source, campaign, lead_id = (
                month_of(lead.received_at, self._tz),
                lead.source,
                lead.campaign,
                lead.lead_id,
            )
        else:
            if row.amount is None:
                raise _Unfit("no amount, and no lead whose fee it could be")
            month, source, campaign, lead_id = self._month(row), self._source(row), row.campaign, ""
        return VendorCredit(
            state=state,
            month=month,
            source=source,
            campaign=campaign,
            lead_id=lead_id,
            amount=row.amount,
            # a vendor's own words may name somebody
            reason=OUTCOMES[Kind.BAD_LEAD].read_reason(row.why) or ("other" if row.why else ""),
            decided_on=None if state is CreditState.CLAIMED else row.day,
            reference=row.reference,
        )

    def _source(self, row: MoneyRow) -> str:
        source = row.source or self._filling.source
        if not source:
            raise _Unfit("no source")
        return source

    def _month(self, row: MoneyRow) -> date:
        month = row.month or row.day
        if month is None:
            raise _Unfit("no month")
        return month.replace(day=1)

    # -- which lead it is ---------------------------------------------------------------------------------

    def _look_up(self) -> tuple[dict[str, Lead], dict[str, list[str]]]:
        rows = self._reading.rows
        keys = {self._vendors_key(row) for row in rows if row.vendor_id}
        owners = self._rows.leads.owners_of(sorted(keys))
        ids = {row.lead_id for row in rows if row.lead_id} | {one for ids in owners.values() for one in ids}
        return {lead_id: held.lead for lead_id, held in self._rows.leads.by_ids(sorted(ids)).items()}, owners

    def _vendors_key(self, row: MoneyRow) -> str:
        return vendor_key(row.source or self._filling.source, row.vendor_id)

    def _lead(self, row: MoneyRow) -> Lead:
        if row.lead_id:
            lead = self._leads.get(row.lead_id)
            if lead is None:
                raise _Unfit("there is no such lead")
            return lead
        found = self._owners.get(self._vendors_key(row), [])
        if len(found) != 1:
            raise _Unfit("no lead came with this id of the source's" if not found else "several leads have this id")
        return self._leads[found[0]]


def _grain(said: Said) -> tuple[str, str, str, date, bool] | None:
    """Return what a day's spend and its month's have in common, and which of the two it is."""
    if not isinstance(said, CostEntry) or said.kind is not CostKind.SPEND or said.on is None:
        return None
    named = name_key(said.source), name_key(said.campaign), name_key(said.reference)
    return (*named, said.on.replace(day=1), said.is_day)
