"""Bad leads and what may be asked back for them: until when, how many of a month's, and what became of each claim."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from app.domain.activity import Kind
from app.domain.case import Case
from app.domain.money import Arrival, Bill, CreditState, Ledger, VendorCredit, dollars, month_of, name_key
from app.domain.stage import Stage

#: the source's key and the first day of the month received
_Month = tuple[str, date]
Row = dict[str, Any]

RULES: Mapping[str, str] = {
    "days_left": (
        "A lead may be claimed until the end of the day it was received plus the source's return_within, on the "
        "company's calendar."
    ),
    "may_return": (
        "Of a source's leads received in one calendar month, max_return_share x those leads, rounded down. Claims that "
        "are open or were granted count against it, refused ones do not; open bad leads fill what is left in the order "
        "in which their time runs out."
    ),
}


class ReturnTerms(msgspec.Struct, frozen=True):
    """What a source agreed to take back; None where nothing was said. `max_share` is of a month's leads, 0 to 1."""

    within_days: int | None = None
    max_share: Decimal | None = None


NO_TERMS = ReturnTerms()


class Claimable(StrEnum):
    """What may be done about a bad lead, or was."""

    OPEN = "open"
    CLAIMED = "claimed"
    GRANTED = "granted"
    REFUSED = "refused"
    TOO_LATE = "too_late"
    OVER_CAP = "over_cap"


class BadLead(msgspec.Struct, frozen=True, kw_only=True):
    """A lead that is bad, as its officer said and as its vendor is to be told; `until` is the last day to claim it.

    `price` is what it cost by itself, `amount` what a claim for it names, or else comes to.
    """

    lead_id: str
    source: str
    campaign: str
    month: date
    received_on: date
    reason: str
    state: Claimable
    until: date | None
    days_left: int | None
    price: Decimal | None = None
    amount: Decimal | None = None

    @property
    def words(self) -> str:
        match self.state:
            case Claimable.OPEN if self.days_left is None:
                return "no return terms are recorded of its source"
            case Claimable.OPEN:
                return _left(self.days_left or 0)
            case Claimable.TOO_LATE if self.until is not None:
                return f"too late to claim: it was possible until {self.until:%B} {self.until.day}"
            case Claimable.OVER_CAP:
                return "over what may be returned of its month"
        return self.state.value.replace("_", " ")


def _left(days: int) -> str:
    return "last day to claim" if days == 0 else f"{days} day{'' if days == 1 else 's'} left to claim"


class Returns:
    """The bad leads among some cases, judged by their sources' terms and by what was claimed already.

    `arrivals` are all leads of the months in question, whichever branch asks: a source's cap is the company's. So are
    the bad leads of others, of which nothing is told but that theirs come first where their time runs out first.
    """

    def __init__(
        self,
        cases: Iterable[Case],
        arrivals: Sequence[Arrival],
        terms: Mapping[str, ReturnTerms],
        ledger: Ledger,
        *,
        zone: str,
        today: date,
        prices: Mapping[str, Bill] = MappingProxyType({}),
        others: Iterable[Case] = (),
    ) -> None:
        self._tz, self._today, self._terms, self._prices = ZoneInfo(zone), today, terms, prices
        self._credits = {one.lead_id: one for one in ledger.credits if one.lead_id}
        came = {one.lead_id: self._month(one.source, one.received_at) for one in arrivals}
        self.received: Counter[_Month] = Counter()
        for one in arrivals:
            self.received[came[one.lead_id]] += one.many
        used = (one for one in self._credits.values() if one.state is not CreditState.REFUSED)
        self.used: Counter[_Month] = Counter(came[one.lead_id] for one in used if one.lead_id in came)
        mine = {case.lead.lead_id: case for case in cases if is_bad(case)}
        all_bad = [*mine.values(), *filter(is_bad, others)]
        in_order = sorted(all_bad, key=lambda case: (case.lead.received_at, case.lead.lead_id))
        capped = self._capped([self._judged(case) for case in in_order])
        self.bad: list[BadLead] = [one for one in capped if one.lead_id in mine]

    def may_return(self, month: _Month) -> int | None:
        """Return how many of a source's month may be returned, None where no share was agreed."""
        share = self._terms.get(month[0], NO_TERMS).max_share
        return None if share is None else int((share * self.received[month]).to_integral_value(ROUND_FLOOR))

    def month_of(self, one: BadLead) -> _Month:
        return name_key(one.source), one.month

    def _month(self, source: str, received_at: datetime) -> _Month:
        return name_key(source), month_of(received_at, self._tz)

    def _judged(self, case: Case) -> BadLead:
        lead = case.lead
        received_on = lead.received_at.astimezone(self._tz).date()
        within = self._terms.get(name_key(lead.source), NO_TERMS).within_days
        until = None if within is None else received_on + timedelta(days=within)
        days_left = None if until is None else (until - self._today).days
        credit = self._credits.get(lead.lead_id)
        bill = self._prices.get(lead.lead_id)
        price = lead.cost if bill is None else bill.fees
        state = Claimable.TOO_LATE if days_left is not None and days_left < 0 else Claimable.OPEN
        return BadLead(
            lead_id=lead.lead_id,
            source=lead.source,
            campaign=lead.campaign,
            month=received_on.replace(day=1),
            received_on=received_on,
            reason=next((a.reason for a in reversed(case.history) if a.kind is Kind.BAD_LEAD), ""),
            state=Claimable(credit.state.value) if credit else state,
            until=until,
            days_left=None if days_left is None or days_left < 0 or credit else days_left,
            price=price,
            amount=_amount(credit, price),
        )

    def _capped(self, bad: list[BadLead]) -> list[BadLead]:
        """Return them in the order in which their time runs out, those beyond what may be returned marked."""
        left: dict[_Month, int] = {}
        out: list[BadLead] = []
        for one in sorted(bad, key=lambda one: one.until or date.max):
            month = self.month_of(one)
            most = self.may_return(month) if one.state is Claimable.OPEN else None
            if most is not None:
                left[month] = left.get(month, most - self.used[month]) - 1
            is_over = most is not None and left[month] < 0
            out.append(msgspec.structs.replace(one, state=Claimable.OVER_CAP, days_left=None) if is_over else one)
        return out


def is_bad(case: Case) -> bool:
    """Return whether a lead of a vendor's ended as bad, and nothing happened since that brought it back."""
    lead = case.lead
    return not lead.is_test and not lead.origin.is_own and case.where.stage is Stage.BAD_LEAD


def _amount(credit: VendorCredit | None, price: Decimal | None) -> Decimal | None:
    """Return what a claim comes to: it need not say what everybody knows."""
    return None if credit is None else price if credit.amount is None else credit.amount


def return_rows(found: Returns) -> list[Row]:
    """Return a row a source and month received: how many are bad and why, what may be claimed, and until when."""
    grouped: dict[_Month, list[BadLead]] = defaultdict(list)
    for one in found.bad:
        grouped[found.month_of(one)].append(one)
    return [_row(key, grouped[key], found) for key in sorted(grouped)]


def _row(whole: _Month, bad: Sequence[BadLead], found: Returns) -> Row:
    states = Counter(one.state for one in bad)
    reasons = Counter(one.reason or "no reason" for one in bad)
    days = [one.days_left for one in bad if one.state is Claimable.OPEN and one.days_left is not None]
    granted = [one.amount for one in bad if one.state is Claimable.GRANTED and one.amount is not None]
    soonest = min(days) if days else None
    return {
        # one and the same source under the name it was first written by
        "source": min(bad, key=lambda one: (one.received_on, one.lead_id)).source,
        "month": f"{whole[1]:%Y-%m}",
        "bad": {"n": len(bad), "of": found.received[whole]},
        "reasons": dict(sorted(reasons.items())),
        "may_return": found.may_return(whole),
        "returned": found.used[whole],
        **{state.value: states[state] for state in Claimable},
        "days_left": soonest,
        "words": _left(soonest) if soonest is not None else "",
        "credits": dollars(sum(granted, Decimal()) if granted else None),
    }
