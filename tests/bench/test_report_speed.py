"""Reports out of sums that are kept ready, beside the same sums asked of the database in its own words.

The size of the company on PostgreSQL is the environment's: FOLLOWTHROUGH_YEAR is officers,leads,activities.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.hub.gathering import Days, period_of
from app.hub.reports import Question, Report, report_of
from app.hub.rolled_cohorts import cohort_of
from app.hub.rolled_sums import totals
from app.hub.sums import ScoredSums
from storage.hub.store import SqlHubStore
from tests.bench.year_of_a_company import NOW, Size, live
from tests.hubs import hub_store
from tests.shipped import shipped_rules

pytestmark = pytest.mark.long
SHOTS = 5
SIZES = {
    "sqlite": Size(20, 10_000, 200_000),
    "postgres": Size(*map(int, os.environ.get("FOLLOWTHROUGH_YEAR", "50,25000,500000").split(","))),
}
YEAR, WEEK = (Days(NOW.date() - timedelta(days=n - 1), NOW.date()) for n in (365, 7))
#: what of the page a database can tell by itself: it knows no shift, no law and no playbook, and so judges no step
RAW = """
    WITH cohort AS (
        SELECT company_id, lead_id, holder_id, received_at FROM lead WHERE received_at >= :start AND received_at < :end
    ),
    done AS (
        SELECT c.holder_id, c.lead_id, c.received_at,
            count(*) FILTER (WHERE a.kind IN ('no_answer', 'left_voicemail', 'call_back', 'appointment')) AS calls,
            count(*) FILTER (WHERE a.kind = 'sent') AS mails,
            min(a.began_at)
                FILTER (WHERE a.kind IN ('no_answer', 'left_voicemail', 'call_back', 'appointment')) AS called,
            min(a.began_at) FILTER (WHERE a.kind IN ('call_back', 'appointment', 'sending_application')) AS reached,
            count(*) FILTER (WHERE a.kind = 'appointment') AS appointments,
            count(*) FILTER (WHERE a.kind = 'stage_reported') AS applications
        FROM cohort c LEFT JOIN activity a ON a.company_id = c.company_id AND a.lead_id = c.lead_id
        GROUP BY c.holder_id, c.lead_id, c.received_at
    )
    SELECT holder_id, count(*), sum(calls), sum(mails), count(called), count(reached),
        count(*) FILTER (WHERE calls = 0), count(*) FILTER (WHERE calls = 1),
        count(*) FILTER (WHERE appointments > 0), count(*) FILTER (WHERE applications > 0)
        {medians}
    FROM done GROUP BY holder_id
"""
_MEDIANS = """,
        percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY called - received_at),
        percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY reached - received_at)
"""


def middle(work: Callable[[], object], shots: int = SHOTS) -> float:
    """Return the middle time of several, once it was done."""
    work()
    times = []
    for _ in range(shots):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.system("postgres"))])
def test_the_team_page(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with hub_store(kind, tmp_path, request.config) as store:
        size, sums = SIZES[kind], ScoredSums(shipped_rules())
        live(store, size, sums)
        told(store, kind, size, sums)


def told(store: SqlHubStore, kind: str, size: Size, sums: ScoredSums) -> None:
    def page(days: Days) -> Callable[[], object]:
        return lambda: report_of(store, sums, Question(Report.TEAM, days), NOW)

    def adherence() -> object:
        with store.reading() as rows:
            period = period_of(rows.company().zone, YEAR, NOW)
            return totals(rows, cohort_of(period, None, NOW), NOW, with_speeds=False)

    def raw() -> object:
        with store.reading() as rows, store._engine.connect() as conn:
            period = period_of(rows.company().zone, YEAR, NOW)
            cohort = cohort_of(period, None, NOW)
            asked = RAW.format(medians=_MEDIANS if kind == "postgres" else "")
            return conn.execute(text(asked), {"start": cohort.start, "end": cohort.end}).all()

    year, week, steps = middle(page(YEAR)), middle(page(WEEK)), middle(adherence)
    floor = middle(raw, 2)
    print(  # noqa: T201 - a bench is read, not asserted
        f"\n[{kind}] {size.officers} officers, {size.leads:,} leads, {size.activities:,} activities of a year: the "
        f"team's page {year * 1000:.0f} ms, of the last seven days {week * 1000:.0f} ms, adherence alone "
        f"{steps * 1000:.0f} ms; raw SQL, without steps and working clock, {floor * 1000:.0f} ms, "
        f"{floor / year:.1f} times as long; load {os.getloadavg()[0]:.1f}"
    )
