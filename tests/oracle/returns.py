"""Bad leads and what may be asked back for them, month by month as each was received."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.oracle.hours import day_in
from tests.oracle.kept import Company, Inquiry
from tests.oracle.money import Account, Back, cents, plain
from tests.oracle.standing import is_bad, why_bad

STATES = ("open", "claimed", "granted", "refused", "too_late", "over_cap")
#: a source under whatever spelling, and the month received
Month = tuple[str, str]


@dataclass
class Bad:
    """A bad lead: the last day to claim it, and how that stands."""

    lead: Inquiry
    month: Month
    until: date | None
    state: str
    days_left: int | None
    back: Back | None = None


@dataclass
class Returns:
    """All bad leads of a company, and how many of each month came, may go back and went."""

    bad: list[Bad]
    came: Counter[Month]
    used: Counter[Month]
    may: dict[Month, int | None]


def returns(company: Company, leads: list[Inquiry]) -> Returns:
    """Judge the whole company's: what a source takes back is agreed with the company, not with a branch of it."""
    month = {lead.lead_id: _month(company, lead) for lead in leads}
    backs = {back.lead_id: back for back in company.books.back if back.lead_id}
    came = Counter(month.values())
    used = Counter(month[who] for who, back in backs.items() if who in month and back.state != "refused" and who)
    may = {one: _share(company, one, many) for one, many in came.items()}
    bad = [_judged(company, lead, month[lead.lead_id], backs.get(lead.lead_id)) for lead in leads if is_bad(lead)]
    _fill(bad, used, may)
    return Returns(bad, came, used, may)


def _month(company: Company, lead: Inquiry) -> Month:
    return plain(lead.source), day_in(company.zone, lead.received).isoformat()[:7]


def _share(company: Company, month: Month, many: int) -> int | None:
    _, share = company.terms.get(month[0], (None, None))
    return None if share is None else int(share * many)


def _judged(company: Company, lead: Inquiry, month: Month, back: Back | None) -> Bad:
    within, _ = company.terms.get(month[0], (None, None))
    until = None if within is None else day_in(company.zone, lead.received) + timedelta(days=within)
    left = None if until is None else (until - day_in(company.zone, company.at)).days
    if back is not None:
        return Bad(lead, month, until, back.state, None, back)
    if left is not None and left < 0:
        return Bad(lead, month, until, "too_late", None)
    return Bad(lead, month, until, "open", left)


def _fill(bad: list[Bad], used: Counter[Month], may: dict[Month, int | None]) -> None:
    """Let open ones take what room there is, those first whose time runs out first, and mark the others."""
    room = {month: None if most is None else most - used[month] for month, most in may.items()}
    for one in sorted(bad, key=_runs_out):
        left = room[one.month]
        if one.state != "open" or left is None:
            continue
        room[one.month] = left - 1
        if left <= 0:
            one.state, one.days_left = "over_cap", None


def _runs_out(one: Bad) -> tuple[date, datetime, str]:
    return one.until or date.max, one.lead.received, one.lead.lead_id


def return_rows(found: Returns, account: Account, asked: set[str]) -> list[dict[str, Any]]:
    """Return a row a source and month, over those of the bad leads that are asked about."""
    grouped: dict[Month, list[Bad]] = {}
    for one in found.bad:
        if one.lead.lead_id in asked:
            grouped.setdefault(one.month, []).append(one)
    return [_row(month, many, found, account) for month, many in sorted(grouped.items())]


def _row(month: Month, bad: list[Bad], found: Returns, account: Account) -> dict[str, Any]:
    states = Counter(one.state for one in bad)
    first = min(bad, key=lambda one: (one.lead.received, one.lead.lead_id)).lead
    days = [one.days_left for one in bad if one.days_left is not None]
    granted = [account.back_for(one.lead.lead_id, one.back) for one in bad if one.back and one.state == "granted"]
    known = [amount for amount in granted if amount is not None]
    return {
        "source": first.source,
        "month": month[1],
        "bad": {"n": len(bad), "of": found.came[month]},
        "reasons": dict(Counter(why_bad(one.lead) or "no reason" for one in bad)),
        "may_return": found.may[month],
        "returned": found.used[month],
        **{state: states[state] for state in STATES},
        "days_left": min(days, default=None),
        "words": _words(min(days)) if days else "",
        "credits": cents(sum(known, Decimal()) if known else None),
    }


def _words(days: int) -> str:
    return {0: "last day to claim", 1: "1 day left to claim"}.get(days, f"{days} days left to claim")


def claim_rows(found: Returns, account: Account, asked: set[str]) -> list[dict[str, Any]]:
    """Return what is claimed lead by lead, or may be: until when, and what it cost."""
    bad = [one for one in found.bad if one.lead.lead_id in asked]
    return [
        {
            "lead_id": one.lead.lead_id,
            "reason": why_bad(one.lead),
            "state": one.state,
            "until": one.until.isoformat() if one.until else None,
            "days_left": one.days_left,
            "price": cents(account.prices[one.lead.lead_id]),
            "tries": sum(act.is_attempt for act in one.lead.acts),
        }
        for one in sorted(bad, key=_runs_out)
    ]
