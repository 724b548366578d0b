"""What a push pays for sums that are kept ready, and what working it in takes afterwards."""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path
from random import Random

import pytest

from app.domain.activity import Kind
from app.hub import people
from app.hub.rolling_up import roll_up
from app.hub.sums import ScoredSums
from app.protocol.limits import PUSH_EVENTS
from storage.hub.store import SqlRows
from tests.hubs import BOTH, NOW, company_store, desk_of, give_lead, later, lead
from tests.shipped import shipped_rules

pytestmark = pytest.mark.long
BATCHES, LEADS = 8, 400


@pytest.mark.parametrize("kind", BOTH)
def test_a_push_of_many_leads_events(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mark is timed inside of the push; every event may be of another lead."""
    spent: list[float] = []
    mark = SqlRows.mark_touched

    def timed(rows: SqlRows) -> None:
        begun = time.perf_counter()
        mark(rows)
        spent.append(time.perf_counter() - begun)

    with company_store(kind, tmp_path, request.config) as store:
        sums, chance = ScoredSums(shipped_rules()), Random(1)
        people.add_person(store, people.Newcomer(name="Zoe", role="officer", branch="B"), NOW)
        desk = desk_of(store, "Zoe")
        leads = [give_lead(store, lead(n), "Zoe") for n in range(LEADS)]
        while not roll_up(store, sums, later(1)):
            pass
        pushed, pushes, rolled = 0, [], []
        monkeypatch.setattr(SqlRows, "mark_touched", timed)
        for batch in range(BATCHES):
            for n in range(PUSH_EVENTS):
                desk.logs(chance.choice(leads).lead_id, Kind.NO_ANSWER, later(2 + batch * 60 + n / 10))
            spent.clear()
            begun = time.perf_counter()
            desk.pushes(pushed, later(60 * (batch + 2)))
            pushes.append((time.perf_counter() - begun, sum(spent)))
            pushed = len(desk.log)
            begun = time.process_time()
            while not roll_up(store, sums, later(60 * (batch + 2))):
                pass
            rolled.append(time.process_time() - begun)
    whole, marked = (statistics.median(column) for column in zip(*pushes[1:], strict=True))
    print(  # noqa: T201 - a bench is read, not asserted
        f"\n[{kind}] a push of {PUSH_EVENTS} events of {LEADS} leads: {whole * 1000:.0f} ms, of which marking them "
        f"{marked * 1000:.1f} ms; judged again afterwards in {statistics.median(rolled[1:]) * 1000:.0f} ms of "
        f"processor time; load {os.getloadavg()[0]:.1f}"
    )
