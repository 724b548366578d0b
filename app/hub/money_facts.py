"""What reports of money are made of beside the leads: what was paid, whose months bear it, what sources take back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from app.domain.activity import Kind
from app.domain.money import Arrival, Bills, bills_of, month_of, name_key
from app.domain.returns import ReturnTerms
from app.hub.gathering import Facts, MoneyFacts, Period, facts_of
from app.hub.ports import Rows
from app.hub.records import IntakeSettings
from app.hub.said_no import said_no


class Asked(msgspec.Struct, frozen=True):
    """What a report wants to know of money: `of_all` is the whole company's, `of_returns` what may be claimed back,
    `of_steps` marketing's own steps, and `are_named` partners by name.
    """

    of_all: bool = False
    of_returns: bool = False
    of_steps: bool = False
    are_named: bool = False


def with_money(rows: Rows, facts: Facts, at: datetime, asked: Asked) -> Facts:
    """Return the facts with what was paid for their leads, as of `at`.

    A month's fee is borne by all that came in it, so whole months are looked at, and every branch's; of the others
    nothing is told but that they came. What no lead bears is for who asks about the whole company.
    """
    with rows.beyond_the_fence():
        touches = rows.touches.of_leads([held.lead.lead_id for held in facts.leads]) if asked.of_steps else {}
    closed = said_no(rows, [held.lead for held in facts.leads], at) if asked.of_steps else {}
    money = money_of(rows, facts.period, at, asked, lambda months, _: _arrivals(rows, facts, months, at, asked))
    with rows.beyond_the_fence():
        elsewhere = _elsewhere(rows, facts, at, asked, sharing(money.terms))
    money = msgspec.structs.replace(money, touches=touches, closed=closed, elsewhere=elsewhere)
    return msgspec.structs.replace(facts, money=money)


def sharing(terms: Mapping[str, ReturnTerms]) -> frozenset[str]:
    """Return the sources that take back a share of a month's leads, by what they are known by."""
    return frozenset(name for name, one in terms.items() if one.max_share is not None)


def _elsewhere(rows: Rows, facts: Facts, at: datetime, asked: Asked, sources: frozenset[str]) -> Facts | None:
    """Return what is known of these sources' leads of the same months that were called bad and are not asked about."""
    months = whole_months(facts.period, at)
    if not sources or _is_all(facts, months, asked):
        return None
    mine, end = {held.lead.lead_id for held in facts.leads}, min(months.end, at + timedelta(microseconds=1))
    came = [held for held in rows.leads.received(months.start, end) if name_key(held.lead.source) in sources]
    came = [held for held in came if held.lead.lead_id not in mine]
    kept = rows.activities.of_leads([held.lead.lead_id for held in came])
    called = {who for who, many in kept.items() if any(one.activity.kind is Kind.BAD_LEAD for one in many)}
    return facts_of(rows, [held for held in came if held.lead.lead_id in called], months, None, at)


def money_of(
    rows: Rows, period: Period, at: datetime, asked: Asked, came: Callable[[Period, bool], Iterable[Arrival]]
) -> MoneyFacts:
    """Return what was paid for the leads of a period.

    `came` gives all leads of whole months, where that is asked: one by one where something was paid.
    """
    with rows.beyond_the_fence():
        ledger = rows.money.ledger()
        is_spread = asked.of_returns or not ledger.is_empty
        arrivals = tuple(came(whole_months(period, at), not ledger.is_empty)) if is_spread else ()
        terms = {name_key(one.name): _terms(one.settings) for one in rows.intake.all()} if asked.of_returns else {}
    bills = bills_of(ledger, () if ledger.is_empty else arrivals, period.zone)
    unborne = {key: bill for key, bill in bills.unborne.items() if asked.of_all and is_of(key[2], period, at)}
    return MoneyFacts(ledger, arrivals, Bills(bills.by_lead, unborne), terms, are_named=asked.are_named)


def _arrivals(rows: Rows, facts: Facts, months: Period, at: datetime, asked: Asked) -> Iterator[Arrival]:
    """Return all leads of the months of a period, by `at`; those of a whole company's are gathered already."""
    came = facts.leads if _is_all(facts, months, asked) else rows.leads.received(months.start, months.end)
    for lead in (held.lead for held in came):
        if lead.received_at <= at and not lead.is_test:
            yield Arrival(lead.lead_id, lead.received_at, lead.source, lead.campaign, lead.cost)


def _is_all(facts: Facts, months: Period, asked: Asked) -> bool:
    """Return whether all leads of the months are asked about."""
    return asked.of_all and (months.start, months.end) == (facts.period.start, facts.period.end)


def _terms(settings: IntakeSettings) -> ReturnTerms:
    return ReturnTerms(settings.return_within, settings.max_return_share)


def whole_months(period: Period, at: datetime) -> Period:
    """Return the period from the first day of its first month to the end of its last, or of the one that lasts."""
    tz = ZoneInfo(period.zone)
    first = begin_of(month_of(period.start, tz), tz) if period.start.year > 1970 else period.start
    last = month_of(period.end - timedelta(microseconds=1), tz)
    end = max(period.end, begin_of((last + timedelta(days=31)).replace(day=1), tz))
    return Period(first, period.end if period.end > at else end, period.zone)


def begin_of(day: date, tz: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tz).astimezone(UTC)


def is_of(month: date, period: Period, at: datetime) -> bool:
    """Return whether a month without leads belongs to a report: it began in the period, and by the instant asked."""
    begins = begin_of(month, ZoneInfo(period.zone))
    return period.start <= begins < period.end and begins <= at
