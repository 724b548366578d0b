"""What leads cost: each its own fee and its part of what its month cost, less what its vendor gave back for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

import msgspec

CENT = Decimal("0.01")
#: a source, a campaign, and the first day of a month
Key = tuple[str, str, date]
Row = dict[str, Any]
_Whose = TypeVar("_Whose")

#: what stands in a report beside its sums: each said once, with what it is divided by
MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "fees": (
            "What each lead itself cost: its vendor's bill, else the price it came with, else the source's price per "
            "lead in force on the day it was received; and what its borrower's later inquiries cost."
        ),
        "month_fees": (
            "A source's fees of the month received, in equal parts over every lead of the source, or of the campaign, "
            "of that month; the cents that are left go one by one to the leads in the order in which they came."
        ),
        "spend": "Media spend of the month received, spread as a month's fees are; a month's days are added up first.",
        "credits": (
            "What vendors granted for leads of these months; one that names its lead is that lead's, others are spread."
        ),
        "refused": "What vendors refused to give back. It reduces nothing.",
        "cost": "Fees + month fees + spend - credits granted. Empty where nobody said what anything cost.",
        "cost_per_lead": "Cost / leads received.",
        "cost_per_contact": "Cost / leads with a contact.",
        "cost_per_appointment": "Cost / leads that came to an appointment.",
        "cost_per_application": "Cost / leads with an application submitted.",
        "cost_per_funded": "Cost / leads with a funded loan. Open, not low, while the month is not ripe.",
        "funded_volume": "Dollars of the funded loans that the loan system told of and that were matched with a lead.",
        "match_rate": "Loans of the loan system that have their lead / all it told of.",
        "ripe": "The month's youngest lead has had 90 days to close.",
    }
)
#: what a cost is divided by, under the name of what comes of it
PER = {
    "cost_per_lead": "leads",
    "cost_per_contact": "contacted",
    "cost_per_appointment": "appointments",
    "cost_per_application": "applications",
    "cost_per_funded": "funded",
}


class CostKind(StrEnum):
    """What an entry is paid for: `LEAD` one lead by its id, `PER_LEAD` each lead of a source from a day on."""

    LEAD = "lead"
    PER_LEAD = "per_lead"
    MONTH = "month"
    SPEND = "spend"


class CostEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Something the company paid, in dollars.

    `on` is the day a price begins, the first of a month, or the day of a day's spend (`is_day`); None of a lead's own.
    "" as the campaign is all of the source's. `reference` tells two invoices of the same thing apart.
    """

    kind: CostKind
    amount: Decimal
    source: str = ""
    campaign: str = ""
    lead_id: str = ""
    on: date | None = None
    is_day: bool = False
    reference: str = ""

    @property
    def what(self) -> tuple[str, ...]:
        """Return what it is paid for: what is said again of that takes its place."""
        on = "" if self.on is None else self.on.isoformat()
        named = (name_key(self.source), name_key(self.campaign)) if not self.lead_id else ("", "")
        return self.kind.value, *named, self.lead_id, on, "day" if self.is_day else "", name_key(self.reference)


class CreditState(StrEnum):
    """How far a claim for a vendor's credit came; only what was granted reduces a cost."""

    CLAIMED = "claimed"
    GRANTED = "granted"
    REFUSED = "refused"


#: where a decision stands among a lead's figures; what is only claimed is none
COLUMNS = {CreditState.GRANTED: "credits", CreditState.REFUSED: "refused"}


class VendorCredit(msgspec.Struct, frozen=True, kw_only=True):
    """What a vendor gives back, or does not: for one lead, or for a source's month where it names none.

    `month` is the first day of the month in which what it is for was received. `amount` None is the lead's own fee.
    """

    state: CreditState
    month: date
    source: str = ""
    campaign: str = ""
    lead_id: str = ""
    amount: Decimal | None = None
    reason: str = ""
    decided_on: date | None = None
    reference: str = ""

    @property
    def what(self) -> tuple[str, ...]:
        """Return what it is for: what is said again of that takes its place, a decision a claim's."""
        if self.lead_id:
            return ("lead", self.lead_id, "", "", "")
        named = (name_key(self.source), name_key(self.campaign))
        # of a month some may be granted and some refused
        return (f"month {self.state}", *named, self.month.isoformat(), name_key(self.reference))


class Ledger(msgspec.Struct, frozen=True):
    """All that was said of money, as it is known today, whatever instant is asked about."""

    entries: tuple[CostEntry, ...] = ()
    credits: tuple[VendorCredit, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.entries and not self.credits


class Arrival(msgspec.Struct, frozen=True):
    """What spreading a cost asks of a lead; test leads are none. `price` is what it came with.

    Where nothing is spread one stands for all `many` of a source and month.
    """

    lead_id: str
    received_at: datetime
    source: str
    campaign: str
    price: Decimal | None = None
    many: int = 1


class Bill(msgspec.Struct, frozen=True):
    """What one lead cost, or several; None where nobody said."""

    fees: Decimal | None = None
    month_fees: Decimal | None = None
    spend: Decimal | None = None
    credits: Decimal | None = None
    refused: Decimal | None = None

    @property
    def cost(self) -> Decimal | None:
        """Return what was paid in the end; None where nothing is known to have been."""
        paid = [amount for amount in (self.fees, self.month_fees, self.spend) if amount is not None]
        if not paid and self.credits is None:
            return None
        return sum(paid, Decimal()) - (self.credits or Decimal())

    def also(self, fees: Iterable[Decimal | None]) -> Bill:
        """Return it with more fees on it."""
        more = [Bill(fees=fee) for fee in fees if fee is not None]
        return added([self, *more]) if more else self


class Bills(msgspec.Struct, frozen=True):
    """What each lead cost, and what no lead bears: nothing came of the source or campaign in that month."""

    by_lead: Mapping[str, Bill] = MappingProxyType({})
    unborne: Mapping[Key, Bill] = MappingProxyType({})


NO_BILLS = Bills()


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Return what a source or campaign is known by, however it is spaced and capitalised."""
    return " ".join(name.split()).casefold()


def month_of(at: datetime, zone: ZoneInfo) -> date:
    """Return the first day of the month in which an instant lies on the company's clock."""
    return at.astimezone(zone).date().replace(day=1)


def added(bills: Iterable[Bill]) -> Bill:
    """Add bills up; what is known of none of them stays unknown."""
    told = list(bills)

    def total(name: str) -> Decimal | None:
        known = [amount for bill in told if (amount := getattr(bill, name)) is not None]
        return sum(known, Decimal()) if known else None

    return Bill(*(total(name) for name in Bill.__struct_fields__))


def dollars(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount.quantize(CENT, ROUND_HALF_UP))


def money_row(bill: Bill, counts: Mapping[str, int]) -> Row:
    """Return a bill as figures of a report, with what it comes to per each of some counts.

    A cost per something that did not happen is None, never nothing.
    """
    cost = bill.cost
    each = {name: cost / counts[of] if cost is not None and counts[of] else None for name, of in PER.items()}
    told = {name: getattr(bill, name) for name in Bill.__struct_fields__}
    return {name: dollars(amount) for name, amount in {**told, "cost": cost, **each}.items()}


def bills_of(ledger: Ledger, arrivals: Iterable[Arrival], zone: str) -> Bills:
    """Work out what each lead cost.

    `arrivals` are all leads of whole months: a month's fee is borne by all that came in it, whichever branch asks.
    """
    tz, came = ZoneInfo(zone), sorted(arrivals, key=lambda one: (one.received_at, one.lead_id))
    prices, bearers = Prices(ledger.entries), _Bearers()
    sheet: Sheet[str] = Sheet()
    for one in came:
        day = one.received_at.astimezone(tz).date()
        bearers.add(one, day.replace(day=1))
        sheet.add(one.lead_id, "fees", prices.of(one.lead_id, one.price, one.source, one.campaign, day))
    for credit in ledger.credits:
        if credit.lead_id in sheet.lines and credit.state in COLUMNS:
            own = sheet.lines[credit.lead_id].get("fees") or Decimal()
            sheet.add(credit.lead_id, COLUMNS[credit.state], own if credit.amount is None else credit.amount)
    unborne: Sheet[Key] = Sheet()
    for (column, key), amount in sorted(pooled(ledger).items()):
        leads = bearers.of(key)
        for lead_id, part in zip(leads, in_cents(amount, len(leads)), strict=True):
            sheet.add(lead_id, column, part)
        if not leads:
            unborne.add(key, column, amount.quantize(CENT, ROUND_HALF_UP))
    return Bills(sheet.bills(), unborne.bills())


def in_cents(amount: Decimal, among: int) -> list[Decimal]:
    """Return an amount in so many parts, to the cent, none of which is more than a cent off; together they are it."""
    cents = whole_cents(amount)
    # what is left over goes to the first ones
    each, left = divmod(abs(cents), among) if among else (0, 0)
    sign = -1 if cents < 0 else 1
    return [(each + (n < left)) * sign * CENT for n in range(among)]


def whole_cents(amount: Decimal) -> int:
    return int(amount.quantize(CENT, ROUND_HALF_UP) / CENT)


class Prices:
    """What leads cost by themselves, as vendors billed them or as was agreed."""

    def __init__(self, entries: Sequence[CostEntry]) -> None:
        #: what vendors billed, by lead
        self.billed: dict[str, list[Decimal]] = defaultdict(list)
        self._agreed: dict[tuple[str, str], list[tuple[date, Decimal]]] = defaultdict(list)
        for entry in entries:
            if entry.kind is CostKind.LEAD:
                self.billed[entry.lead_id].append(entry.amount)
            elif entry.kind is CostKind.PER_LEAD and entry.on is not None:
                self._agreed[name_key(entry.source), name_key(entry.campaign)].append((entry.on, entry.amount))

    def of(self, lead_id: str, price: Decimal | None, source: str, campaign: str, day: date) -> Decimal | None:
        """Return a lead's price: as billed, as it came with, else as agreed."""
        if lead_id in self.billed:
            return sum(self.billed[lead_id], Decimal())
        return self.agreed(source, campaign, day) if price is None else price

    def agreed(self, source: str, campaign: str, day: date) -> Decimal | None:
        """Return the price that is in force on a day for the campaign or, where none was agreed, for the source."""
        for its in dict.fromkeys((name_key(campaign), "")):
            since = [pair for pair in self._agreed.get((name_key(source), its), ()) if pair[0] <= day]
            if since:
                return max(since, key=lambda pair: pair[0])[1]
        return None


class Sheet(Generic[_Whose]):
    """Amounts added up by whose they are and column by column; bills are made of them once all are there."""

    def __init__(self) -> None:
        self.lines: dict[_Whose, dict[str, Decimal]] = {}

    def add(self, whose: _Whose, column: str, amount: Decimal | None) -> None:
        """Add an amount; one that is not known only tells that there is somebody."""
        line = self.lines.setdefault(whose, {})
        if amount is not None:
            line[column] = line[column] + amount if column in line else amount

    def bills(self) -> dict[_Whose, Bill]:
        return {whose: Bill(**line) for whose, line in self.lines.items() if line}


class _Bearers:
    """Which leads bear what was paid for a month: all of the source or, where one is named, of the campaign."""

    def __init__(self) -> None:
        self._leads: dict[Key, list[str]] = defaultdict(list)

    def add(self, one: Arrival, month: date) -> None:
        source, campaign = name_key(one.source), name_key(one.campaign)
        self._leads[source, "", month].append(one.lead_id)
        if campaign:
            self._leads[source, campaign, month].append(one.lead_id)

    def of(self, key: Key) -> list[str]:
        source, campaign, month = key
        return self._leads.get((name_key(source), name_key(campaign), month), [])


def pooled(ledger: Ledger) -> dict[tuple[str, Key], Decimal]:
    """Return what is to be spread, added up by the column it goes into and whose it is."""
    pools: dict[tuple[str, Key], Decimal] = {}
    names: dict[tuple[str, str], tuple[str, str]] = {}

    def add(column: str, source: str, campaign: str, month: date, amount: Decimal) -> None:
        # one and the same source under the name it was first written by
        named = names.setdefault((name_key(source), name_key(campaign)), (source, campaign))
        pool = column, (*named, month)
        pools[pool] = pools.get(pool, Decimal()) + amount

    for entry in ledger.entries:
        if entry.on is not None and entry.kind in (CostKind.MONTH, CostKind.SPEND):
            column = "month_fees" if entry.kind is CostKind.MONTH else "spend"
            add(column, entry.source, entry.campaign, entry.on.replace(day=1), entry.amount)
    for credit in ledger.credits:
        if not credit.lead_id and credit.state in COLUMNS:
            add(COLUMNS[credit.state], credit.source, credit.campaign, credit.month, credit.amount or Decimal())
    return pools
