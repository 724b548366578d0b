"""The simulator against theory over millions of calls, and how long a busy month takes."""

from __future__ import annotations

import time
from datetime import timedelta
from random import Random

import pytest

from app.domain.capacity import Pattern, leads_a_day
from app.domain.contact_odds import studied_odds
from app.domain.lead import Lead
from app.domain.officer import Officer, read_hours
from app.domain.playbook_file import read_playbook
from app.domain.simulation import Rota, Service, Simulation
from app.domain.steadying import steadied
from app.domain.waiting_line import random_line
from app.paths import resources
from app.reference.benchmarks_file import load_benchmarks
from tests.desks import MONDAY, a_lead
from tests.shipped import shipped_rules

pytestmark = pytest.mark.long
CALLS = 2_500_000


def _tell(words: str) -> None:
    print(f"\n{words}")  # noqa: T201 - a bench is read, not asserted


@pytest.mark.parametrize(
    ("officers", "calls_per_hour", "seed"),
    [(1, 5.0, 1), (1, 8.0, 1), (2, 16.0, 1), (5, 40.0, 2), (10, 80.0, 1), (25, 200.0, 2)],
)
def test_waits_over_millions_of_calls_are_within_two_percent_of_erlang_c(
    officers: int, calls_per_hour: float, seed: int
) -> None:
    begun = time.perf_counter()
    line = random_line(calls_per_hour, CALLS, officers, 360, Service.EXPONENTIAL, seed)
    found = steadied(line, officers, calls_per_hour / 3600, 360)
    seconds = time.perf_counter() - begun
    assert line.erlang_c_wait_s is not None
    assert found is not None
    raw = sum(line.waits) / len(line.waits) / line.erlang_c_wait_s - 1
    off = found.mean_s / line.erlang_c_wait_s - 1
    what = f"M/M/{officers} at {calls_per_hour / 10 / officers:.0%}"
    _tell(f"{what}: {off:+.2%} of Erlang C ({raw:+.2%} as played), {seconds:.1f} s")
    assert abs(off) <= 0.02


def _month(per_day: int) -> list[Lead]:
    chance = Random(5)
    gazetteer = shipped_rules().gazetteer
    states = sorted(set(gazetteer.states) - {"AS", "GU", "MP", "VI"})
    return [
        a_lead(
            f"lead-{n}",
            received_at=MONDAY + timedelta(days=chance.random() * 30),
            phones=("+18005550142",),
            state=chance.choice(states),
            zip_code="",
        )
        for n in range(per_day * 30)
    ]


def test_a_month_of_five_hundred_leads_a_day_with_twenty_five_officers() -> None:
    playbook = read_playbook((resources() / "playbooks" / "ultimate-contact.toml").read_text(encoding="utf-8"))
    model = Officer(officer_id="o", name="", hours=read_hours("Mon-Sun 08:00-20:00"))
    odds = studied_odds(load_benchmarks(resources()), 0.6)
    simulation = Simulation(playbook, shipped_rules(), Rota(model, 25, 360, Service.EXPONENTIAL), odds)
    leads = _month(500)
    begun = time.perf_counter()
    arrivals = simulation.arrivals(leads)
    counted = simulation.run(arrivals, 1)
    played = time.perf_counter()
    most = leads_a_day(simulation, Pattern(arrivals, model.zone, 1), 800, 3_000)
    ended = time.perf_counter()
    _tell(
        f"{counted.leads:,} leads, {counted.attempts:,} calls: {played - begun:.1f} s; "
        f"how many a day ({most}): {ended - played:.1f} s more"
    )
