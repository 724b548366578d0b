"""What each month's leads came to and cost, by source and campaign; months still open, with what they are to bring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from app.domain.case import Case
from app.domain.money import NO_BILLS, PER, Bill, Bills, month_of
from app.domain.report_rows import RIPE_AFTER, real, source_rows
from app.domain.ripening import Curve, Followed, curve_of, days_of, expected
from app.domain.stage import Stage

Row = dict[str, Any]
#: what takes its time
_COMES = ("applications", "funded")
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
    rows = source_rows(told, zone=zone, now=now, volumes=volumes, bills=bills)
    return with_expected(rows, [_came(case, tz, now) for case in told])


class Came(NamedTuple):
    """A lead of a month and how many days ago it came; after how many days it was what, None where it is not."""

    source: str
    campaign: str
    month: str
    age: float
    applications: float | None
    funded: float | None


def _came(case: Case, tz: ZoneInfo, now: datetime) -> Came:
    lead = case.lead
    reached = (case.reached_at(stage) for stage in (Stage.APPLICATION_SUBMITTED, Stage.FUNDED))
    after = (None if at is None else days_of(at - lead.received_at) for at in reached)
    month = f"{month_of(lead.received_at, tz):%Y-%m}"
    return Came(lead.source, lead.campaign, month, days_of(now - lead.received_at), *after)


def with_expected(rows: list[Row], came: Sequence[Came], others: Mapping[str, int] = MappingProxyType({})) -> list[Row]:
    """Return the rows of sources with what is expected of them, behind those of all sources a month.

    `others` are how many more of a source came in ripe months that came to nothing so far: they all tell the same.
    """
    of_row: dict[tuple[str, str, str], list[Came]] = defaultdict(list)
    of_month: dict[str, list[Came]] = defaultdict(list)
    of_source: dict[str, list[Came]] = defaultdict(list)
    for lead in came:
        of_row[lead[:3]].append(lead)
        of_month[lead.month].append(lead)
        of_source[lead.source].append(lead)
    sources = {*of_source, *others}
    curves = {source: _curves(of_source.get(source, []), others.get(source, 0)) for source in sources}
    for row in rows:
        many = of_row[row["source"], row["campaign"], row["month"]]
        row["expected"] = _expected(row, many, curves.get(row["source"], {}))
    overall = _curves(came, sum(others.values()))
    months = sorted({row["month"] for row in rows if row["leads"]})
    totals = [_total(month, [row for row in rows if row["month"] == month]) for month in months]
    for row in totals:
        row["expected"] = _expected(row, of_month[row["month"]], overall)
    return [*totals, *rows]


def _curves(came: Sequence[Came], others: int) -> dict[str, Curve | None]:
    old = [Followed(days_of(RIPE_AFTER), happened=False)] * others
    return {name: curve_of(chain(old, (_followed(lead, getattr(lead, name)) for lead in came))) for name in _COMES}


def _followed(lead: Came, after: float | None) -> Followed:
    # a loan system may date a stage before the inquiry it is matched with
    return Followed(max(0.0, lead.age if after is None else after), after is not None)


def _expected(row: Row, came: Sequence[Came], curves: Mapping[str, Curve | None]) -> dict[str, Any] | None:
    if row["ripe"]:
        return None
    out: dict[str, Any] = {}
    for name in _COMES:
        curve = curves.get(name)
        waiting = [lead.age for lead in came if getattr(lead, name) is None]
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
