"""Whole companies at once: thousands of desks that were offline hand in their logs, hundreds live through a day.

Of full size by `FOLLOWTHROUGH_LOAD=1 make bench ARGS="-k many_desks"`; without it a fiftieth.
"""

from __future__ import annotations

import gzip
import heapq
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import httpx
import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import text

from app.clock import SystemClock
from app.domain.activity import Kind
from app.domain.lead import Lead, Phone
from app.hub import people
from app.hub.assigning import give
from app.hub.intake import keys_of
from app.protocol.wire import Cursor, PullAnswer, PullRequest
from storage.hub.store import SqlHubStore
from tests.bench.served_hub import PATIENCE_S, Hub
from tests.hubs import Desk, desk_of, lead

pytestmark = [pytest.mark.long, pytest.mark.system("postgres")]
SIZE = float(os.environ.get("FOLLOWTHROUGH_LOAD", "0.02"))
#: desks back from a week without the hub, and what each has waiting: one push
BACK, WAITING = round(5000 * SIZE), 300
#: a working day of eight hours squeezed into half an hour, for fewer desks into as much less
LIVING, DAY_S, SQUEEZED_S = round(500 * SIZE), 8 * 3600, 1800 * min(1.0, SIZE * 2)
PUSHES_A_DAY, POLL_EVERY_S = 60, 90
LINES = 16
LEADS = 3


def _of_nobody_else(one: Lead, number: int) -> Lead:
    """Return the lead with a number of its own: what is tried of one is asked of all leads that share it."""
    area, line = divmod(number, 100)
    return replace(one, borrower=replace(one.borrower, phones=(Phone(number=f"+1{201 + area}55501{line:02d}"),)))


def enrolled(store: SqlHubStore, number: int) -> tuple[Desk, list[str]]:
    """Return a desk that has just joined, and the leads it holds."""
    now, name = SystemClock().now(), f"Officer {number}"
    people.add_person(store, people.Newcomer(name=name, role="officer", branch="B"), now)
    desk = desk_of(store, name, now)
    with store.writing() as rows:
        person = rows.people.named(name)
        assert person is not None
        given = [_of_nobody_else(lead(n, now - timedelta(hours=20)), number * LEADS + n) for n in range(LEADS)]
        for one in given:
            rows.leads.add(one, keys_of(one))
            give(rows, one, person, now, why="test")
    return desk, [one.lead_id for one in given]


def body_of(desk: Desk, after: int) -> bytes:
    return gzip.compress(msgspec.json.encode(desk.request(after)), 1)


@contextmanager
def line_to(url: str) -> Iterator[Callable[[Desk, str, bytes], Any]]:
    """Open a way to the hub that several desks use by turns; it returns what was answered."""
    with httpx.Client(base_url=url, timeout=PATIENCE_S) as client:

        def ask(desk: Desk, address: str, body: bytes) -> Any:
            headers = {"Authorization": f"Bearer {desk.enrolled.token}", "Content-Encoding": "gzip"}
            headers["Content-Type"] = "application/json"
            return client.post(address, content=body, headers=headers).raise_for_status()

        yield ask


@dataclass
class Felt:
    """How long answers took, in seconds, from all lines."""

    seconds: list[float] = field(default_factory=list)

    def timed(self, work: Callable[[], Any]) -> Any:
        begun = time.perf_counter()
        answer = work()
        self.seconds.append(time.perf_counter() - begun)
        return answer

    def __str__(self) -> str:
        cut = statistics.quantiles(self.seconds, n=1000)
        return (
            f"p50 {cut[499] * 1000:,.0f} ms, p99 {cut[989] * 1000:,.0f} ms, longest {max(self.seconds) * 1000:,.0f} ms"
        )


class Memory:
    """The resident memory of a process and its children, in MB, looked at every second on a thread of its own."""

    def __init__(self, of: int) -> None:
        self._of, self._over, self.seen = of, threading.Event(), [memory_mb(of)]
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(1.0):
            self.seen.append(memory_mb(self._of))

    def __str__(self) -> str:
        middle = self.seen[len(self.seen) // 2 :]
        return f"hub's memory {self.seen[0]:,.0f} MB before, {middle[0]:,.0f} half way, {self.seen[-1]:,.0f} at the end"


def memory_mb(of: int) -> float:
    status = {line.split(":")[0]: line.split(":")[1] for line in Path(f"/proc/{of}/status").read_text().splitlines()}
    children = Path(f"/proc/{of}/task/{of}/children").read_text().split()
    return int(status["VmRSS"].split()[0]) / 1024 + sum(memory_mb(int(child)) for child in children)


def test_desks_that_were_away_for_a_week_hand_in_their_logs(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with ExitStack() as leaving:
        hub = Hub("postgres", tmp_path, request.config, leaving, "--workers", "2")
        desks = [_with_a_week(hub.store, n, tmp_path) for n in range(BACK)]
        pushes = Felt()

        def hand_in(mine: Sequence[Desk]) -> None:
            with line_to(hub.url) as ask:
                for desk in mine:
                    body = (tmp_path / desk.enrolled.device_id).read_bytes()
                    answer = pushes.timed(lambda d=desk, b=body: ask(d, "/v1/push", b))
                    assert answer.json()["have_seq"] == WAITING

        with Memory(hub.process_id) as memory:
            begun = time.perf_counter()
            _at_once(hand_in, desks)
            took = time.perf_counter() - begun
        _check_all_there(hub.store, BACK * WAITING)
    print(  # noqa: T201 - a bench is read, not asserted
        f"\n{BACK:,} desks with {WAITING} waiting events each: {BACK * WAITING:,} in {took / 60:.1f} minutes, "
        f"{BACK * WAITING / took:,.0f}/s; push {pushes}; {memory}"
    )


def _with_a_week(store: SqlHubStore, number: int, folder: Path) -> Desk:
    """Return a desk whose push lies in the folder; its log is not kept in memory, which is needed for the hub."""
    desk, lead_ids = enrolled(store, number)
    chance, now = Random(number), SystemClock().now()
    for n in range(WAITING):
        desk.logs(chance.choice(lead_ids), Kind.NO_ANSWER, now - timedelta(minutes=20 * (WAITING - n)))
    (folder / desk.enrolled.device_id).write_bytes(body_of(desk, 0))
    desk.log.clear()
    return desk


def test_a_working_day_squeezed_into_half_an_hour(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with ExitStack() as leaving:
        hub = Hub("postgres", tmp_path, request.config, leaving, "--workers", "2")
        desks = [enrolled(hub.store, n) for n in range(LIVING)]
        pushes, pulls, late = Felt(), Felt(), Felt()
        begun = time.perf_counter()

        def live(mine: Sequence[tuple[Desk, list[str]]]) -> None:
            with line_to(hub.url) as ask:
                for due, n, what in heapq.merge(*(_day_of(n, Random(n)) for n in range(len(mine)))):
                    pause = begun + due - time.perf_counter()
                    if pause > 0:
                        threading.Event().wait(pause)
                    late.seconds.append(max(0.0, -pause))
                    desk, lead_ids = mine[n]
                    if what == "push":
                        _log_and_push(desk, lead_ids, ask, pushes)
                    else:
                        _pull(desk, ask, pulls)

        with Memory(hub.process_id) as memory:
            _at_once(live, desks)
            took = time.perf_counter() - begun
        _check_all_there(hub.store, sum(len(desk.log) for desk, _ in desks))
    print(  # noqa: T201 - a bench is read, not asserted
        f"\n{LIVING:,} desks, a day of {DAY_S // 3600} h in {took / 60:.1f} minutes: {len(pushes.seconds):,} pushes, "
        f"{pushes}; {len(pulls.seconds):,} pulls, {pulls}; begun late {late}; {memory}"
    )


def _day_of(number: int, chance: Random) -> Iterator[tuple[float, int, str]]:
    """Give what one desk does, in its order: when it logs, and its polls at their jittered times."""
    logged = [(chance.uniform(0, DAY_S), number, "push") for _ in range(PUSHES_A_DAY)]
    first = chance.uniform(0, POLL_EVERY_S)
    polled = [(first + n * POLL_EVERY_S, number, "pull") for n in range(DAY_S // POLL_EVERY_S)]
    yield from ((at * SQUEEZED_S / DAY_S, n, what) for at, n, what in sorted(logged + polled))


def _log_and_push(desk: Desk, lead_ids: Sequence[str], ask: Callable[[Desk, str, bytes], Any], felt: Felt) -> None:
    after, now = len(desk.log), SystemClock().now()
    desk.logs(lead_ids[after % LEADS], (Kind.NO_ANSWER, Kind.LEFT_VOICEMAIL)[after % 2], now)
    body = body_of(desk, after)
    assert felt.timed(lambda: ask(desk, "/v1/push", body)).json()["have_seq"] == after + 1


def _pull(desk: Desk, ask: Callable[[Desk, str, bytes], Any], felt: Felt) -> None:
    cursors: dict[str, Cursor | None] = {feed: desk.cursors.get(feed) for feed in desk.enrolled.feeds}
    body = gzip.compress(msgspec.json.encode(PullRequest(hub_id=desk.enrolled.hub_id, cursors=cursors)), 1)
    answer = msgspec.json.decode(felt.timed(lambda: ask(desk, "/v1/pull", body)).content, type=PullAnswer)
    desk.cursors.update({page.feed: page.cursor for page in answer.pages})


def _at_once(work: Callable[[Sequence[Any]], None], desks: Sequence[Any]) -> None:
    with ThreadPoolExecutor(LINES) as pool:
        for done in [pool.submit(work, desks[n::LINES]) for n in range(min(LINES, len(desks)))]:
            done.result()


def _check_all_there(store: SqlHubStore, events: int) -> None:
    """Fail where an event is not there, or there twice, or an activity was not made of it."""
    with store._engine.connect() as conn:
        for table in ("event", "activity WHERE device_id IS NOT NULL"):
            assert conn.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == events
        gaps = "SELECT count(*) FROM (SELECT 1 FROM event GROUP BY device_id HAVING max(seq) <> count(*)) AS bad"
        assert conn.execute(text(gaps)).scalar_one() == 0
