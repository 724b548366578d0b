"""What each lead cost the company: by itself, by its part of its month, less what came back for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tests.oracle.hours import day_in

COLUMNS = ("fees", "month_fees", "spend", "credits", "refused")
#: a loan that came to one of these after all was not funded
_NOTHING = {"cancelled", "withdrawn", "denied"}


@dataclass(frozen=True)
class Paid:
    kind: str
    source: str
    campaign: str
    lead_id: str | None
    day: str | None
    amount: Decimal


@dataclass(frozen=True)
class Back:
    state: str
    source: str
    campaign: str
    lead_id: str | None
    month: str
    amount: Decimal | None


@dataclass(frozen=True)
class Loan:
    lead_id: str
    amount: Decimal | None
    stages: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True)
class Books:
    """What the hub was told of money."""

    paid: list[Paid] = field(default_factory=list)
    back: list[Back] = field(default_factory=list)
    loans: list[Loan] = field(default_factory=list)


def read_books(ask: Callable[[str], list[Any]]) -> Books:
    paid = ask("SELECT kind, source, campaign, lead_id, paid_on, amount FROM cost_entry ORDER BY said_at, key")
    back = ask("SELECT state, source, campaign, lead_id, month, amount FROM vendor_credit ORDER BY said_at, key")
    loans = ask("SELECT lead_id, amount, reports FROM loan")
    return Books(
        [Paid(*row[:5], Decimal(row[5])) for row in paid],
        [Back(*row[:5], None if row[5] is None else Decimal(row[5])) for row in back],
        [Loan(row[0], None if row[1] is None else Decimal(row[1]), _stages(row[2])) for row in loans],
    )


def _stages(text: str) -> tuple[tuple[str, datetime], ...]:
    told = [(one["stage"], datetime.fromisoformat(one["at"]).astimezone(UTC)) for one in json.loads(text)]
    return tuple(sorted(told, key=lambda pair: pair[1]))


def cents(amount: Decimal | None) -> float | None:
    """Return dollars as a report shows them: halves of a cent go away from nought."""
    if amount is None:
        return None
    whole = int(abs(amount) * 100 + Decimal("0.5"))
    return (whole if amount >= 0 else -whole) / 100


def plain(name: str) -> str:
    return " ".join(name.lower().split())


class Account:
    """What every lead of a company's cost, column by column, and what nobody bears."""

    def __init__(self, books: Books, leads: list[Any], zone: str, at: datetime) -> None:
        self.books, self.zone, self.at = books, zone, at
        self.prices = {lead.lead_id: self._price(lead) for lead in leads}
        self.of: dict[str, dict[str, Decimal]] = {}
        self.nobodys: dict[tuple[str, str, str], dict[str, Decimal]] = {}
        self._leads = sorted(leads, key=lambda lead: (lead.received, lead.lead_id))
        for lead in self._leads:
            self.of[lead.lead_id] = {} if (fee := self.prices[lead.lead_id]) is None else {"fees": fee}
        self._credit_leads()
        self._spread()
        for lead in self._leads:
            for act in lead.acts:
                if act.cost is not None:
                    self._add(lead.lead_id, "fees", act.cost)

    def row(self, leads: list[Any], also: dict[str, Decimal]) -> dict[str, Decimal | None]:
        """Return the columns of some leads added up; None where nobody said anything."""
        sums: dict[str, Decimal | None] = dict.fromkeys(COLUMNS)
        for told in [*(self.of[lead.lead_id] for lead in leads), also]:
            for column, amount in told.items():
                sums[column] = (sums[column] or Decimal()) + amount
        return sums

    def cost(self, leads: list[Any], also: dict[str, Decimal] | None = None) -> Decimal | None:
        sums = self.row(leads, also or {})
        known = [sums[column] for column in COLUMNS[:3] if sums[column] is not None]
        if not known and sums["credits"] is None:
            return None
        return sum((one for one in known if one is not None), Decimal()) - (sums["credits"] or Decimal())

    def back_for(self, lead_id: str, back: Back) -> Decimal | None:
        """Return the dollars of a credit for one lead: those it names, else the lead's own price, if that is known."""
        return self.prices[lead_id] if back.amount is None else back.amount

    def volume(self, leads: list[Any]) -> Decimal | None:
        """Return the dollars of the leads' loans that were funded and stayed so."""
        ids = {lead.lead_id for lead in leads}
        amounts = [loan.amount for loan in self.books.loans if loan.lead_id in ids and self._is_funded(loan)]
        known = [amount for amount in amounts if amount is not None]
        return sum(known, Decimal()) if known else None

    def _is_funded(self, loan: Loan) -> bool:
        by_now = [stage for stage, at in loan.stages if at <= self.at]
        return "funded" in by_now and by_now[-1] not in _NOTHING

    def _price(self, lead: Any) -> Decimal | None:
        billed = [paid.amount for paid in self.books.paid if paid.kind == "lead" and paid.lead_id == lead.lead_id]
        if billed:
            return sum(billed, Decimal())
        if lead.cost is not None:
            return Decimal(lead.cost)
        day = day_in(self.zone, lead.received).isoformat()
        agreed = [
            (bool(paid.campaign), paid.day, paid.amount)
            for paid in self.books.paid
            if paid.kind == "per_lead"
            and plain(paid.source) == plain(lead.source)
            and plain(paid.campaign) in ("", plain(lead.campaign))
            and (paid.day or "") <= day
        ]
        return max(agreed)[2] if agreed else None

    def _credit_leads(self) -> None:
        for back in self.books.back:
            column = {"granted": "credits", "refused": "refused"}.get(back.state)
            if back.lead_id in self.of and column is not None and back.lead_id is not None:
                self._add(back.lead_id, column, self.back_for(back.lead_id, back) or Decimal())

    def _spread(self) -> None:
        pools: dict[tuple[str, str, str, str], list[Any]] = {}
        for paid in self.books.paid:
            if paid.kind in ("month", "spend") and paid.day is not None:
                column = "spend" if paid.kind == "spend" else "month_fees"
                self._pool(pools, column, paid, paid.day[:7], paid.amount)
        for back in self.books.back:
            if back.lead_id is None and back.state in ("granted", "refused"):
                column = "credits" if back.state == "granted" else "refused"
                self._pool(pools, column, back, back.month[:7], back.amount or Decimal())
        for (column, source, campaign, month), (named, amount) in pools.items():
            who = [lead for lead in self._leads if self._bears(lead, source, campaign, month)]
            whole = round(amount * 100)
            for place, lead in enumerate(who):
                part = whole // len(who) + (1 if place < whole % len(who) else 0)
                self._add(lead.lead_id, column, Decimal(part) / 100)
            if not who and date.fromisoformat(f"{month}-01") <= day_in(self.zone, self.at):
                self.nobodys.setdefault((*named, month), {})[column] = amount

    @staticmethod
    def _pool(pools: dict[Any, list[Any]], column: str, told: Any, month: str, amount: Decimal) -> None:
        key = column, plain(told.source), plain(told.campaign), month
        pools.setdefault(key, [(told.source, told.campaign), Decimal()])[1] += amount

    def _bears(self, lead: Any, source: str, campaign: str, month: str) -> bool:
        if plain(lead.source) != source or campaign not in ("", plain(lead.campaign)):
            return False
        return day_in(self.zone, lead.received).isoformat()[:7] == month

    def _add(self, lead_id: str, column: str, amount: Decimal) -> None:
        self.of[lead_id][column] = self.of[lead_id].get(column, Decimal()) + amount
