"""Sums that look across officers: by source, lead by lead lost, promise by promise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.case import Case
from app.domain.money import NO_BILLS, Bill, Bills, Key, added, dollars, money_row, month_of
from app.domain.officer import Officer
from app.domain.stage import Stage

#: a month is ripe when its youngest lead has had this long to close; until then its counts are open, not low
RIPE_AFTER = timedelta(days=90)

Row = dict[str, Any]


def source_rows(
    cases: Iterable[Case],
    *,
    zone: str,
    now: datetime,
    volumes: Mapping[str, Decimal] = MappingProxyType({}),
    bills: Bills = NO_BILLS,
) -> list[Row]:
    """Return a row a source, campaign and month received, on the clock of the company's `zone`.

    `volumes` are the dollars of each lead's funded loans, as far as the loan system told, `bills` what each lead cost.
    What was paid for a month in which no lead of it came has a row without leads.
    """
    tz = ZoneInfo(zone)
    grouped: dict[Key, list[Case]] = defaultdict(list)
    for case in real(cases):
        grouped[case.lead.source, case.lead.campaign, month_of(case.lead.received_at, tz)].append(case)
    grouped.update((key, []) for key in bills.unborne if key not in grouped)
    return [_source_row(key, grouped[key], tz, now, volumes, bills) for key in sorted(grouped)]


def _source_row(
    key: Key, cases: Sequence[Case], tz: ZoneInfo, now: datetime, volumes: Mapping[str, Decimal], bills: Bills
) -> Row:
    counts = {
        "leads": len(cases),
        "contacted": sum(case.first_contact is not None for case in cases),
        "appointments": sum(case.has_reached(Stage.APPOINTMENT) for case in cases),
        "applications": sum(case.has_reached(Stage.APPLICATION_SUBMITTED) for case in cases),
        "funded": sum(case.has_reached(Stage.FUNDED) for case in cases),
    }
    known = [volumes[case.lead.lead_id] for case in cases if case.lead.lead_id in volumes]
    volume = sum(known, Decimal()) if known else None
    return source_row(key, counts, volume, bill_of(cases, bills), bills, is_ripe=is_ripe(key[2], tz, now))


def source_row(
    key: Key, counts: Mapping[str, int], volume: Decimal | None, bill: Bill, bills: Bills, *, is_ripe: bool
) -> Row:
    """Return the row of what leads come to and cost; what none of them bears is added."""
    source, campaign, month = key
    if key in bills.unborne:
        bill = added([bill, bills.unborne[key]])
    return {
        "source": source,
        "campaign": campaign,
        "month": f"{month:%Y-%m}",
        **counts,
        "funded_volume": dollars(volume),
        **money_row(bill, counts),
        "ripe": is_ripe,
    }


def is_ripe(month: date, tz: ZoneInfo, now: datetime) -> bool:
    """Return whether the youngest lead of a month has had its time to close."""
    following = (month + timedelta(days=31)).replace(day=1)
    return now >= datetime.combine(following, time(), tz) + RIPE_AFTER


def unripe_from(tz: ZoneInfo, now: datetime) -> datetime:
    """Return when the first month begins that is not ripe."""
    month = month_of(now - RIPE_AFTER, tz)
    # the one before it may lack an hour where clocks were changed
    first = (month - timedelta(days=1)).replace(day=1)
    months = (first, month, (month + timedelta(days=31)).replace(day=1))
    return datetime.combine(next(one for one in months if not is_ripe(one, tz, now)), time(), tz)


def promise_rows(cases: Iterable[Case], officers: Mapping[str, Officer]) -> list[Row]:
    """Return a row a promise by its time; the officer is the lead's holder, whose rate it is."""
    rows: list[Row] = []
    for case in real(cases):
        officer = officers.get(case.holder_id or "")
        for promise, state in case.promises:
            row = {
                "lead_id": case.lead.lead_id,
                "officer": officer.name if officer else None,
                "promised_at": promise.promised_at.isoformat(),
                "attempted_at": promise.attempted_at.isoformat() if promise.attempted_at else None,
                "state": state.value,
            }
            rows.append(row)
    return sorted(rows, key=lambda row: (row["promised_at"], row["lead_id"]))


def real(cases: Iterable[Case]) -> Iterable[Case]:
    """Return the cases behind which somebody is."""
    return (case for case in cases if not case.lead.is_test)


def bill_of(cases: Iterable[Case], bills: Bills) -> Bill:
    """Return what leads cost, with each inquiry that came again: the first source keeps them all."""
    return added(_bill(case, bills) for case in cases)


def _bill(case: Case, bills: Bills) -> Bill:
    bill = bills.by_lead.get(case.lead.lead_id) or Bill(fees=case.lead.cost)
    return bill.also(activity.cost for activity in case.history)
