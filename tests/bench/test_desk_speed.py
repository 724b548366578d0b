"""The desk's own work against the raw statements under it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.desktop.activities import Note
from app.domain.activity import Kind
from tests.bench.raw_statements import Heard, copy_of, say
from tests.desks import KEY, MONDAY, TestDesk, a_lead

pytestmark = pytest.mark.long
LEADS = 2_000
TIMES = 200


def _seconds_each(work: Callable[[int], object], times: int) -> float:
    """Return the median of three rounds, in seconds for one call."""
    rounds = []
    for _ in range(3):
        begun = time.perf_counter()
        for n in range(times):
            work(n)
        rounds.append((time.perf_counter() - begun) / times)
    return sorted(rounds)[1]


def _tell(what: str, each: float, floor: float | None = None) -> None:
    ratio = f", {each / floor:.1f} x its floor of {floor * 1e6:,.0f} µs" if floor else ""
    print(f"\n{what}: {each * 1e6:,.0f} µs{ratio}")  # noqa: T201 - a bench is read, not asserted


@pytest.fixture
def full_desk(tmp_path: Path) -> TestDesk:
    return a_full_desk(tmp_path)


def a_full_desk(tmp_path: Path) -> TestDesk:
    desk = TestDesk(tmp_path)
    with desk.store.writing() as tx:
        for n in range(LEADS):
            lead = a_lead(f"lead-{n:05d}", f"Person {n}", phones=(f"+1423555{n:04d}",), emails=())
            desk.desk.book.put_lead(tx, lead, from_hub=True)
        desk.desk.book.replan(tx, tx.lead_ids(), MONDAY)
    return desk


def test_logging_an_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Heard(monkeypatch)
    desk = a_full_desk(tmp_path)

    def log(n: int) -> None:
        desk.clock.at += timedelta(seconds=1)
        desk.desk.activities.log(Note(f"lead-{n:05d}", Kind.NO_ANSWER))

    # what first uses load later ones find loaded
    for n in range(TIMES):
        log(n)
    raw = copy_of(desk.path, KEY, tmp_path / "copy.db")
    ours, floor, said = [], [], 0
    for n in range(TIMES, 2 * TIMES):
        begun = time.perf_counter()
        heard.during(lambda n=n: log(n))  # type: ignore[misc]
        ours.append(time.perf_counter() - begun)
        floor.append(say(raw, heard.said))
        said = len(heard.said)
    each, least = statistics.median(ours), statistics.median(floor)
    _tell(f"log an outcome, {said} statements with the commit to the disk", each, least)


def test_reading_the_queue(full_desk: TestDesk) -> None:
    desk = full_desk
    due = "SELECT lead_no FROM bearing WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 500"
    query = f"SELECT body FROM lead WHERE rowid IN ({due})"

    def raw(_n: int) -> None:
        with desk.store.engine.connect() as conn:
            conn.exec_driver_sql(query).all()

    _tell("queue of 500 due leads", _seconds_each(lambda _n: desk.desk.queue.today(), 5), _seconds_each(raw, 5))


def test_searching(full_desk: TestDesk) -> None:
    desk = full_desk

    def raw(_n: int) -> None:
        with desk.store.engine.connect() as conn:
            conn.exec_driver_sql("SELECT rowid FROM lead_search WHERE lead_search MATCH '\"555012\"' LIMIT 50").all()

    search = _seconds_each(lambda _n: desk.desk.leads.search("555012", 50), 20)
    _tell("search as you type", search, _seconds_each(raw, 20))
