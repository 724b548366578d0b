"""What the leads of a source, campaign and month cost, read out of what is kept ready of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from app.domain.lead_sums import micros
from app.domain.money import Bill, Key
from app.domain.spreading import Asked, DayCount, Named, spread
from app.hub.gathering import Period
from app.hub.money_facts import begin_of, is_of, whole_months
from app.hub.ports import Rows
from app.hub.rolled_cohorts import cohort_of, dollars_of, first_of
from app.hub.rollup_records import Cohort, DaySums, KeptArrival, SourceSums

_A_DAY = timedelta(days=1)


def bills_by_source(
    rows: Rows, period: Period, at: datetime, cohort: Cohort, sums: Mapping[Key, SourceSums]
) -> tuple[dict[Key, Bill], dict[Key, Bill]]:
    """Return what the leads of a cohort of a period cost, and what no lead bears of its months; nothing where nothing
    was paid beside what each lead came with.

    A month's fee is borne by all that came in it, whichever branch asks: of the others it is told that they came, and
    which of them came first where a cent is left over.
    """
    months, tz = cohort_of(whole_months(period, at), None, at), ZoneInfo(period.zone)
    with rows.beyond_the_fence():
        ledger = rows.money.ledger()
        if ledger.is_empty:
            return {}, {}
        came = _counts(rows.rollups.by_day(months))
    counts = came if cohort == months else _counts(rows.rollups.by_day(cohort))

    def of_day(day: date, sources: Set[str]) -> list[Named]:
        start, end = micros(begin_of(day, tz)), micros(begin_of(day + _A_DAY, tz))
        with rows.beyond_the_fence():
            found = rows.rollups.arrived(replace(months, start=start, end=min(months.end, end)), sources)
        return [_named(one, is_asked=_is_of(cohort, one)) for one in found]

    def of_ids(lead_ids: Sequence[str]) -> list[Named]:
        return [_named(one, is_asked=True) for one in rows.rollups.arrived_as(cohort, lead_ids)]

    fees = {key: one.fees for key, one in sums.items() if one.fees is not None}
    billed, unborne = spread(ledger, came, counts, Asked(fees, of_day, of_ids))
    return billed, {key: bill for key, bill in unborne.items() if is_of(key[2], period, at)}


def _counts(days: Iterable[DaySums]) -> list[DayCount]:
    return [DayCount(one.source, one.campaign, _day(one), one.leads, one.unpriced) for one in days]


def _named(one: KeptArrival, *, is_asked: bool) -> Named:
    price = dollars_of(one.fee)
    return Named(one.lead_id, one.source, one.campaign, _day(one), one.received_at, price, is_asked)


def _day(one: DaySums | KeptArrival) -> date:
    return first_of(one.month).replace(day=one.day)


def _is_of(cohort: Cohort, one: KeptArrival) -> bool:
    is_theirs = cohort.holders is None or one.holder_id in cohort.holders
    return is_theirs and cohort.start <= one.received_at < cohort.end
