"""The rows of sources, leaks, months and sales' acceptance, read out of what is kept ready of each lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from app.domain.acceptance import Standing, Tally, no_leads
from app.domain.acceptance import rows_of as acceptance_rows_of
from app.domain.adjusting import Worked
from app.domain.cohorts import Came, with_expected
from app.domain.follow_up import OLD_ENOUGH, minutes_of
from app.domain.lead import Lead
from app.domain.lead_sums import micros
from app.domain.leak_map import Leak, LostLead
from app.domain.leak_map import rows_of as leak_rows_of
from app.domain.money import Arrival, Bill, Bills, Key, name_key
from app.domain.report_rows import is_ripe, source_row, unripe_from
from app.domain.vendor_claims import keys_of
from app.hub.gathering import Facts, MoneyFacts, Period, facts_of
from app.hub.marketing_sums import compared
from app.hub.money_facts import Asked, money_of, sharing, whole_months
from app.hub.ports import Rows
from app.hub.records import HeldLead
from app.hub.reports import Judge, Report
from app.hub.rolled_bills import bills_by_source
from app.hub.rolled_cohorts import cohort_of, dollars_of, first_of
from app.hub.rollup_records import Cohort, KeptFollowed, KeptLead, KeptLoss, SourceSums

Row = dict[str, Any]
_MILLIONTHS = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 86_400 * _MILLIONTHS
#: of few leads, which are worked out anew: the others add nothing to these
_OF_SOME = frozenset({Report.RETURNS, Report.CLAIMS, Report.PARTNERS})
OF_LEADS = frozenset({Report.SOURCES, Report.COSTS, Report.LEAKS, Report.COHORTS, Report.ADJUSTED, Report.ACCEPTANCE})
KEPT_OF_LEADS = OF_LEADS | _OF_SOME


class Asking(msgspec.Struct, frozen=True):
    """A question about leads: of a period, those that some people hold or held last, None for all; as of `at`."""

    report: Report
    period: Period
    holders: frozenset[str] | None
    at: datetime
    money: Asked

    @property
    def cohort(self) -> Cohort:
        return cohort_of(self.period, self.holders, self.at)


def rows_of_leads(rows: Rows, judge: Judge, asking: Asking) -> list[Row]:
    """Return the rows of a report as `Sums.rows` does, out of what is kept ready."""
    cohort, now = asking.cohort, asking.at
    match asking.report:
        case Report.LEAKS:
            return leak_rows_of(_losses(rows, cohort, _money(rows, asking).bills, now))
        case Report.ACCEPTANCE:
            return acceptance_rows_of(_tallies(rows, cohort, now))
        case Report.ADJUSTED:
            return compared(_worked(rows, asking))
        case Report.COHORTS:
            ripe = micros(unripe_from(ZoneInfo(asking.period.zone), now))
            came, others = _came(rows.rollups.followed(cohort, ripe), now), rows.rollups.none_came(cohort, ripe)
            return with_expected(_sources(rows, asking), came, others)
        case Report.SOURCES | Report.COSTS:
            return _sources(rows, asking)
    return _of_some(rows, judge, asking, _money(rows, asking))


# -- money ---------------------------------------------------------------------------------------------


def _money(rows: Rows, asking: Asking) -> MoneyFacts:
    tz = ZoneInfo(asking.period.zone)

    def came(months: Period, one_by_one: bool) -> Iterator[Arrival]:  # noqa: FBT001 - of two ways there are no more
        cohort = cohort_of(months, None, asking.at)
        if one_by_one:
            return map(_arrival, rows.rollups.kept(cohort))
        return (_arrivals(one, tz) for one in rows.rollups.by_source(cohort))

    return money_of(rows, asking.period, asking.at, asking.money, came)


def _arrivals(one: SourceSums, tz: ZoneInfo) -> Arrival:
    began = datetime.combine(first_of(one.month), time(), tz)
    return Arrival(f"{one.source}\x1f{one.campaign}\x1f{one.month}", began, one.source, one.campaign, many=one.leads)


def _arrival(lead: KeptLead) -> Arrival:
    return Arrival(lead.lead_id, _instant(lead.received_at), lead.source, lead.campaign, dollars_of(lead.fee))


def _bill(lead: KeptLead | KeptLoss, bills: Bills) -> Bill:
    """Return what a lead cost, with each inquiry that came again."""
    return (bills.by_lead.get(lead.lead_id) or Bill(fees=dollars_of(lead.fee))).also([dollars_of(lead.again)])


# -- sources and months --------------------------------------------------------------------------------


def _sources(rows: Rows, asking: Asking) -> list[Row]:
    tz, cohort = ZoneInfo(asking.period.zone), asking.cohort
    sums = {(one.source, one.campaign, first_of(one.month)): one for one in rows.rollups.by_source(cohort)}
    billed, unborne = bills_by_source(rows, asking.period, asking.at, cohort, sums)
    bills = Bills(unborne=unborne if asking.money.of_all else {})
    out = []
    for key in sorted({*sums, *bills.unborne}):
        one = sums.get(key, _NOTHING)
        counts = {name: getattr(one, name) for name in _COUNTS}
        bill = billed.get(key, Bill(fees=one.fees)).also([one.again])
        out.append(source_row(key, counts, one.volume, bill, bills, is_ripe=is_ripe(key[2], tz, asking.at)))
    return out


_COUNTS = ("leads", "contacted", "appointments", "applications", "funded")
_NOTHING = SourceSums("", "", 0, 0, 0, 0, 0, 0, None, None, None)


def _came(kept: Sequence[KeptFollowed], now: datetime) -> list[Came]:
    at, months = micros(now), {month: f"{first_of(month):%Y-%m}" for month in {lead.month for lead in kept}}

    def after(lead: KeptFollowed, then: int | None) -> float | None:
        return None if then is None else (then - lead.received_at) / _DAY

    return [
        Came(
            lead.source,
            lead.campaign,
            months[lead.month],
            (at - lead.received_at) / _DAY,
            after(lead, lead.applied_at),
            after(lead, lead.funded_at),
        )
        for lead in kept
    ]


# -- leaks, follow-up, acceptance ----------------------------------------------------------------------


def _losses(
    rows: Rows, cohort: Cohort, bills: Bills, now: datetime
) -> dict[tuple[Leak, str], tuple[int, Decimal | None]]:
    if not bills.by_lead:
        found = rows.rollups.losses(cohort, micros(now))
        return {(Leak(one.kind), one.step): (one.leads, one.cost) for one in found}
    grouped: dict[tuple[Leak, str], list[Decimal | None]] = defaultdict(list)
    for lost in rows.rollups.lost(cohort, micros(now)):
        grouped[Leak(lost.kind), lost.step].append(_bill(lost, bills).cost)
    known = {key: [cost for cost in costs if cost is not None] for key, costs in grouped.items()}
    return {key: (len(costs), sum(known[key], Decimal()) if known[key] else None) for key, costs in grouped.items()}


def lost_of(rows: Rows, asking: Asking) -> list[LostLead]:
    """Return each lead that was lost, the first to end first."""
    bills = _money(rows, asking).bills
    found = [
        LostLead(
            lead_id=one.lead_id,
            leak=Leak(one.kind),
            step_id=one.step,
            officer_id=one.holder_id or None,
            source=one.source,
            campaign=one.campaign,
            received_at=_instant(one.received_at),
            ended_at=_instant(one.ended_at),
            cost=_bill(one, bills).cost,
        )
        for one in rows.rollups.lost(asking.cohort, micros(asking.at))
    ]
    return sorted(found, key=lambda lost: (lost.ended_at, lost.lead_id))


def _worked(rows: Rows, asking: Asking) -> Iterator[Worked]:
    cohort = asking.cohort
    old = msgspec.structs.replace(cohort, end=min(cohort.end, micros(asking.at - OLD_ENOUGH) + 1))
    for one in rows.rollups.followed_up(old):
        was_reached = bool(one.is_contacted)
        yield Worked(
            one.source, minutes_of(one.attempt_s), one.tries, was_reached, was_reached and bool(one.has_application)
        )


def _tallies(rows: Rows, cohort: Cohort, now: datetime) -> dict[Key, Tally]:
    out: dict[Key, Tally] = defaultdict(no_leads)
    for one in rows.rollups.standings(cohort, micros(now)):
        out[one.source, one.campaign, first_of(one.month)].add(Standing(one.standing), one.why, one.leads)
    for taken in rows.rollups.taken_up(cohort, micros(now)):
        out[taken.source, taken.campaign, first_of(taken.month)].after.append(taken.taken_up_s)
    return out


# -- of some leads, worked out anew ---------------------------------------------------------------------


def _of_some(rows: Rows, judge: Judge, asking: Asking, money: MoneyFacts) -> list[Row]:
    """Return the rows of a report that asks of few leads all there is to know of each."""
    cohort = asking.cohort
    is_bad = asking.report is not Report.PARTNERS
    lead_ids = rows.rollups.called_bad(cohort) if is_bad else rows.rollups.referred(cohort)
    some = _in_order(rows, lead_ids)
    if is_bad:
        money = msgspec.structs.replace(money, elsewhere=_elsewhere(rows, asking, money, frozenset(lead_ids)))
    if asking.report is Report.CLAIMS:
        money = msgspec.structs.replace(money, alike=_alike(rows, some, cohort))
    facts = facts_of(rows, some, asking.period, None, asking.at, is_summed=True)
    return judge.rows(asking.report, msgspec.structs.replace(facts, money=money), asking.at)


def _elsewhere(rows: Rows, asking: Asking, money: MoneyFacts, mine: frozenset[str]) -> Facts | None:
    """Return what is known of leads of the same months that were called bad, may go back and are not asked about."""
    months, sources = whole_months(asking.period, asking.at), sharing(money.terms)
    if not sources:
        return None
    with rows.beyond_the_fence():
        called = rows.rollups.called_bad(cohort_of(months, None, asking.at))
        others = _in_order(rows, [lead_id for lead_id in called if lead_id not in mine])
        of_these = [held for held in others if name_key(held.lead.source) in sources]
        return facts_of(rows, of_these, months, None, asking.at)


def _in_order(rows: Rows, lead_ids: Sequence[str]) -> list[HeldLead]:
    held = rows.leads.by_ids(lead_ids).values()
    return sorted(held, key=lambda one: (one.lead.received_at, one.lead.lead_id))


def _alike(rows: Rows, some: Sequence[HeldLead], cohort: Cohort) -> tuple[Lead, ...]:
    """Return the leads of a cohort that have a number or an address of some of them."""
    keys = set[str]().union(*(keys_of(one.lead) for one in some))
    owners = rows.leads.owners_of(sorted(keys))
    found = rows.leads.by_ids(sorted({lead_id for lead_ids in owners.values() for lead_id in lead_ids}))
    holdings = rows.leads.holdings(list(found)) if cohort.holders is not None else {}

    def is_asked_about(one: HeldLead) -> bool:
        past = [held.holder_id for held in holdings.get(one.lead.lead_id, ()) if held.holder_id]
        is_of_these = cohort.holders is None or (one.holder_id or (past[-1] if past else "")) in cohort.holders
        return is_of_these and cohort.start <= micros(one.lead.received_at) < cohort.end

    return tuple(one.lead for one in found.values() if is_asked_about(one))


def _instant(at: int) -> datetime:
    return _EPOCH + timedelta(microseconds=at)
