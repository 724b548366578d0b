"""Sums that look across officers: by source, and promise by promise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.case import Case
from app.domain.officer import Officer
from app.domain.stage import Stage

#: a month is ripe when its youngest lead has had this long to close; until then its counts are open, not low
RIPE_AFTER = timedelta(days=90)
_CENT = Decimal("0.01")

Row = dict[str, Any]


def source_rows(
    cases: Iterable[Case], *, zone: str, now: datetime, volumes: Mapping[str, Decimal] = MappingProxyType({})
) -> list[Row]:
    """Return a row a source, campaign and month received, on the clock of the company's `zone`.

    `volumes` are the dollars of each lead's funded loans, as far as the loan system told. Costs are the fees
    known on the leads: None where no lead has one, and a cost per something that did not happen is None, never nothing.
    """
    tz = ZoneInfo(zone)
    grouped: dict[tuple[str, str, date], list[Case]] = defaultdict(list)
    for case in real(cases):
        month = case.lead.received_at.astimezone(tz).date().replace(day=1)
        grouped[case.lead.source, case.lead.campaign, month].append(case)
    return [_source_row(key, grouped[key], tz, now, volumes) for key in sorted(grouped)]


def _source_row(
    key: tuple[str, str, date], cases: Sequence[Case], tz: ZoneInfo, now: datetime, volumes: Mapping[str, Decimal]
) -> Row:
    source, campaign, month = key
    applications = sum(case.has_reached(Stage.APPLICATION_SUBMITTED) for case in cases)
    funded = sum(case.has_reached(Stage.FUNDED) for case in cases)
    cost = cost_of(cases)
    known = [volumes[case.lead.lead_id] for case in cases if case.lead.lead_id in volumes]
    following = (month + timedelta(days=31)).replace(day=1)
    return {
        "source": source,
        "campaign": campaign,
        "month": f"{month:%Y-%m}",
        "leads": len(cases),
        "contacted": sum(case.first_contact is not None for case in cases),
        "appointments": sum(case.has_reached(Stage.APPOINTMENT) for case in cases),
        "applications": applications,
        "funded": funded,
        "funded_volume": dollars(sum(known, Decimal()) if known else None),
        "cost": dollars(cost),
        "cost_per_application": dollars(cost / applications) if cost is not None and applications else None,
        "cost_per_funded": dollars(cost / funded) if cost is not None and funded else None,
        "ripe": now >= datetime.combine(following, time(), tz) + RIPE_AFTER,
    }


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
    """Return the leads that no source marked as a test."""
    return (case for case in cases if not case.lead.is_test)


def cost_of(cases: Iterable[Case]) -> Decimal | None:
    """Return what leads cost, as far as is known; None where of none anything is."""
    known = [cost for case in cases for cost in _costs(case) if cost is not None]
    return sum(known, Decimal()) if known else None


def _costs(case: Case) -> Iterator[Decimal | None]:
    """Return what the lead cost, and each inquiry that came again: the first source keeps them all."""
    yield case.lead.cost
    yield from (activity.cost for activity in case.history)


def dollars(amount: Decimal | None) -> float | None:
    """Return an amount as the reports have it, to the cent."""
    return None if amount is None else float(amount.quantize(_CENT, ROUND_HALF_UP))
