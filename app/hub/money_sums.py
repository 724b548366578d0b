"""The reports of money, of what sales made of leads, of partners and of marketing's steps, out of what was gathered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.acceptance import acceptance_rows
from app.domain.case import Case
from app.domain.leak_map import leak_rows
from app.domain.marketing_steps import marketing_rows
from app.domain.partner_sums import partner_rows
from app.domain.report_rows import source_rows
from app.domain.returns import Returns, return_rows
from app.hub.gathering import Facts
from app.hub.reports import Report


def money_rows(
    report: Report, cases: Sequence[Case], facts: Facts, at: datetime, others: Iterable[Case] = ()
) -> list[dict[str, Any]]:
    """Return the rows of one of these reports as of `at`; `others` are cases that are not asked about."""
    zone, money = facts.period.zone, facts.money
    match report:
        case Report.LEAKS:
            return leak_rows(cases, money.bills)
        case Report.RETURNS:
            return return_rows(returns_of(cases, facts, at, others))
        case Report.ACCEPTANCE:
            return acceptance_rows(cases, zone=zone)
        case Report.PARTNERS:
            return partner_rows(cases, volumes=facts.volumes, bills=money.bills, are_named=money.are_named)
        case Report.MARKETING_DUE:
            return marketing_rows(cases, money.touches, money.closed)
    return source_rows(cases, zone=zone, now=at, volumes=facts.volumes, bills=money.bills)


def returns_of(cases: Sequence[Case], facts: Facts, at: datetime, others: Iterable[Case] = ()) -> Returns:
    """Return the bad leads among the cases, judged as of `at`."""
    money, today = facts.money, at.astimezone(ZoneInfo(facts.period.zone)).date()
    return Returns(
        cases,
        money.arrivals,
        money.terms,
        money.ledger,
        zone=facts.period.zone,
        today=today,
        prices=money.bills.by_lead,
        others=others,
    )
