"""What each month's leads came to and cost, by source and campaign; months still open, with what they are to bring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.case import Case
from app.domain.money import NO_BILLS, PER, Bill, Bills, month_of
from app.domain.report_rows import real, source_rows
from app.domain.ripening import Curve, Followed, curve_of, days_of, expected
from app.domain.stage import Stage

Row = dict[str, Any]
#: what takes its time, and the stage it is reached at
_COMES = {"applications": Stage.APPLICATION_SUBMITTED, "funded": Stage.FUNDED}
_COUNTS = ("leads", "contacted", "appointments", "applications", "funded")
_DOLLARS = ("funded_volume", *Bill.__struct_fields__, "cost")

#: what stands beside these rows: each said once, with what it is divided by
MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "expected": (
            "Of an open month: applications and funded loans once each of its leads has had 90 days, between two "
            "counts with 95 %. From how long those of the same source took, of all months asked for, lost leads among "
            "them (the product-limit estimate of Kaplan and Meier; what chance does and what is not known of the "
            "estimate are both in the interval). Empty where fewer than ten came to it, or fewer than ten leads are "
            "90 days old."
        ),
    }
)


def cohort_rows(
    cases: Iterable[Case],
    *,
    zone: str,
    now: datetime,
    volumes: Mapping[str, Decimal] = MappingProxyType({}),
    bills: Bills = NO_BILLS,
) -> list[Row]:
    """Return the rows of `source_rows`, each open month's with what is `expected`, and a row for all sources a month.

    Of that last one source and campaign are None. It is no sum of the others' expectations: a source too small to
    tell of has its leads in it.
    """
    tz, told = ZoneInfo(zone), list(real(cases))
    of_row: dict[tuple[str, str, str], list[Case]] = defaultdict(list)
    of_month: dict[str, list[Case]] = defaultdict(list)
    of_source: dict[str, list[Case]] = defaultdict(list)
    for case in told:
        month = f"{month_of(case.lead.received_at, tz):%Y-%m}"
        of_row[case.lead.source, case.lead.campaign, month].append(case)
        of_month[month].append(case)
        of_source[case.lead.source].append(case)
    curves = {source: _curves(many, now) for source, many in of_source.items()}
    rows = source_rows(told, zone=zone, now=now, volumes=volumes, bills=bills)
    for row in rows:
        many = of_row[row["source"], row["campaign"], row["month"]]
        row["expected"] = _expected(row, many, curves.get(row["source"], {}), now)
    overall = _curves(told, now)
    totals = [_total(month, [row for row in rows if row["month"] == month]) for month in sorted(of_month)]
    for row in totals:
        row["expected"] = _expected(row, of_month[row["month"]], overall, now)
    return [*totals, *rows]


def _curves(cases: Sequence[Case], now: datetime) -> dict[str, Curve | None]:
    return {name: curve_of(_followed(case, stage, now) for case in cases) for name, stage in _COMES.items()}


def _followed(case: Case, stage: Stage, now: datetime) -> Followed:
    at = case.reached_at(stage)
    # a loan system may date a stage before the inquiry it is matched with
    return Followed(max(0.0, days_of((at or now) - case.lead.received_at)), at is not None)


def _expected(
    row: Row, cases: Sequence[Case], curves: Mapping[str, Curve | None], now: datetime
) -> dict[str, Any] | None:
    if row["ripe"]:
        return None
    out: dict[str, Any] = {}
    for name, stage in _COMES.items():
        curve = curves.get(name)
        waiting = [days_of(now - case.lead.received_at) for case in cases if not case.has_reached(stage)]
        found = None if curve is None else expected(curve, row[name], waiting)
        out[name] = None if found is None else {"n": round(found.n, 1), "low": found.low, "high": found.high}
    return out


def _total(month: str, rows: Sequence[Row]) -> Row:
    counts = {name: sum(row[name] for row in rows) for name in _COUNTS}
    dollars = {name: _sum([row[name] for row in rows]) for name in _DOLLARS}
    cost = dollars["cost"]
    each = {name: _per(cost, counts[of]) for name, of in PER.items()}
    return {
        "source": None,
        "campaign": None,
        "month": month,
        **counts,
        **dollars,
        **each,
        "ripe": all(row["ripe"] for row in rows),
    }


def _sum(amounts: Iterable[float | None]) -> float | None:
    known = [amount for amount in amounts if amount is not None]
    return round(sum(known), 2) if known else None


def _per(cost: float | None, count: int) -> float | None:
    return None if cost is None or not count else round(cost / count, 2)
