"""The sums marketing asks for: months received, sources compared alike, claims for a vendor's credit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.domain.case import Case
from app.domain.cohorts import cohort_rows
from app.domain.vendor_claims import claim_rows
from app.errors import WorldFailed
from app.hub.gathering import Facts
from app.hub.money_sums import returns_of
from app.hub.reports import Report

if TYPE_CHECKING:
    from app.domain.adjusting import Worked

OF_MARKETING = frozenset({Report.COHORTS, Report.ADJUSTED, Report.CLAIMS})


def marketing_rows(
    report: Report, cases: Sequence[Case], facts: Facts, at: datetime, others: Iterable[Case] = ()
) -> list[dict[str, Any]]:
    """Return a report's rows; raises WorldFailed where a hub lacks what works them out."""
    if report is Report.COHORTS:
        return cohort_rows(cases, zone=facts.period.zone, now=at, volumes=facts.volumes, bills=facts.money.bills)
    if report is Report.ADJUSTED:
        from app.domain.follow_up import worked

        return compared(worked(cases))
    return claim_rows(cases, returns_of(cases, facts, at, others).bad, facts.money.alike)


def compared(leads: Iterable[Worked]) -> list[dict[str, Any]]:
    """Return a row a source; what all are compared at stands in each of them."""
    # numpy, which no other report waits for
    from app.domain.adjusting import compare

    try:
        found = compare(leads)
    except ModuleNotFoundError as error:
        raise WorldFailed(
            "This hub was set up without the statistics that compare sources.",
            "IT installs them: followthrough[statistics].",
        ) from error
    minutes = None if found.minutes is None else round(found.minutes, 1)
    return [
        {
            "source": one.source,
            "leads": one.leads,
            "called_in_5m": {"n": one.called_in_5m, "of": one.leads},
            "minutes_to_call": None if one.minutes is None else round(one.minutes, 1),
            "attempts_per_lead": round(one.attempts, 2),
            "applications": {"n": one.applied, "of": one.leads},
            "alike": None if one.adjusted is None else round(one.adjusted, 4),
            "alike_from": None if one.low is None else round(one.low, 4),
            "alike_to": None if one.high is None else round(one.high, 4),
            "average": None if found.average is None else round(found.average, 4),
            "at_minutes": minutes,
            "verdict": one.verdict.value,
        }
        for one in found.sources
    ]
