"""Fifty thousand reminders that wait: how late those ring that are due, beside a bare timer, and what waiting costs."""

from __future__ import annotations

import statistics
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from queue import SimpleQueue
from random import Random

import pytest

from app.clock import FixedClock, SystemClock
from app.desktop.desk import build_desk
from app.domain.activity import Activity, Kind
from app.domain.lead import Channel
from app.outside.keychain import FileKey
from app.paths import Paths
from storage.desktop.store import open_store
from tests.bench.served_hub import PATIENCE_S, lines_of, running
from tests.desks import KEY, MONDAY, a_lead, no_hub, shipped

pytestmark = pytest.mark.long
PENDING, AT_ONCE = 50_000, 10_000
RINGS, WARM_UP = 120, 10
#: the first rings, and idleness begins, once the window has long been open
BEGINS_S = 20.0
APART_S = (0.3, 1.4)
STARTS = 7
LISTENED_S, LOOKS_S = 120, 0.02
#: Tennessee has five area codes with ten thousand numbers of nobody each
AREAS = (423, 615, 731, 901, 931)


def _promised(path: Path, key: bytes, promised: Sequence[datetime], now: datetime) -> None:
    """Make a desk on which each of so many borrowers was promised a call at an instant of its own."""
    store = open_store(path, key)
    book = build_desk(store, SystemClock(), shipped(), no_hub, machine_zone="America/New_York").book
    came = now - timedelta(days=1)
    for start in range(0, len(promised), AT_ONCE):
        with store.writing() as tx:
            for n, when in enumerate(promised[start : start + AT_ONCE], start):
                phone = f"+1{AREAS[n // 10_000 % 5]}555{n % 10_000:04d}"
                lead = a_lead(f"lead-{n:06d}", f"Person {n}", received_at=came, phones=(phone,), emails=())
                book.put_lead(tx, lead, from_hub=True)
                tx.add_activity(_promise(lead.lead_id, when, came + timedelta(minutes=1)))
            book.replan(tx, [f"lead-{n:06d}" for n in range(start, min(start + AT_ONCE, len(promised)))], now)
    store.close()


def _promise(lead_id: str, when: datetime, at: datetime) -> Activity:
    return Activity(
        activity_id=f"promise-{lead_id}",
        lead_id=lead_id,
        kind=Kind.CALL_BACK,
        actor_id="",
        began_at=at,
        logged_at=at,
        channel=Channel.CALL,
        when=when,
    )


def _much_later(count: int) -> list[datetime]:
    chance = Random(3)
    return [MONDAY + timedelta(hours=5, seconds=chance.randrange(60 * 86_400)) for _ in range(count)]


def at(share: float, values: Sequence[float]) -> float:
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


def _bare_timers(waits_s: Sequence[float]) -> SimpleQueue[float]:
    """Have a plain timer for each wait; it tells how late it was, in ms."""
    late: SimpleQueue[float] = SimpleQueue()

    def tell(due: float) -> None:
        late.put((time.monotonic() - due) * 1e3)

    for wait in waits_s:
        timer = threading.Timer(wait, tell, [time.monotonic() + wait])
        timer.daemon = True
        timer.start()
    return late


def _profile(folder: Path, promised: Sequence[datetime]) -> list[str]:
    """Make a desk with these promises and return the words that open it."""
    paths, key_file = Paths(folder / "desk"), folder / "desk.key"
    paths.make()
    _promised(paths.database, FileKey(key_file).key(make=True), promised, MONDAY)
    return ["--data-dir", str(paths.data), "--key-file", str(key_file)]


def _opened(profile: Sequence[str], leaving: ExitStack) -> subprocess.Popen[str]:
    """Open the desk in its window, with a clock that says Monday."""
    behind = (SystemClock().now() - MONDAY).total_seconds()
    return leaving.enter_context(running("-m", "tests.bench.ringing_desk", str(behind), *profile))


def test_how_late_a_reminder_is_beside_a_bare_timer(tmp_path: Path) -> None:
    chance = Random(5)
    waits = list(accumulate((chance.uniform(*APART_S) for _ in range(RINGS + WARM_UP)), initial=BEGINS_S))[1:]
    due = [MONDAY + timedelta(seconds=wait) for wait in waits]
    profile = _profile(tmp_path, [*due, *_much_later(PENDING)])
    with ExitStack() as leaving:
        said, bare = lines_of(_opened(profile, leaving).stdout), _bare_timers([wait + 0.15 for wait in waits])
        late = _late(said, len(waits))[WARM_UP:]
        floor = [bare.get(timeout=PATIENCE_S) for _ in waits][WARM_UP:]
    print(  # noqa: T201 - a bench is read, not asserted
        f"\n{len(late)} reminders, {PENDING:,} more wait: p50 {at(0.5, late):.1f} ms late, p99 {at(0.99, late):.1f}; "
        f"bare timers p50 {at(0.5, floor):.1f} ms, p99 {at(0.99, floor):.1f}; "
        f"p99 {at(0.99, late) / at(0.99, floor):.1f} x"
    )


def _late(said: SimpleQueue[str], count: int) -> list[float]:
    late: list[float] = []
    while len(late) < count:
        what, number = said.get(timeout=BEGINS_S + PATIENCE_S).split()
        if what == "late_us":
            late.append(int(number) / 1e3)
    return late


def test_how_often_an_idle_desk_wakes_up(tmp_path: Path) -> None:
    """A wake-up is a moment in which any thread of the process began to run again after all had slept."""
    profile = _profile(tmp_path, _much_later(PENDING))
    with ExitStack() as leaving:
        desk = _opened(profile, leaving)
        lines_of(desk.stdout)
        threading.Event().wait(BEGINS_S)
        ends, was, moments, is_awake = time.monotonic() + LISTENED_S, _switches(desk.pid), 0, False
        while time.monotonic() < ends:
            threading.Event().wait(LOOKS_S)
            now = _switches(desk.pid)
            moments += now != was and not is_awake
            is_awake, was = now != was, now
    print(f"\nidle with {PENDING:,} reminders ahead: {moments * 60 / LISTENED_S:.1f} wake-ups a minute")  # noqa: T201 - it is read


def _switches(pid: int) -> int:
    """Return how often the threads of a process waited for something."""
    told = [status.read_text() for status in Path(f"/proc/{pid}/task").glob("*/status")]
    return sum(int(line.split()[1]) for one in told for line in one.splitlines() if line.startswith("voluntary"))


def test_what_reminders_that_wait_cost_at_the_start(tmp_path: Path) -> None:
    few, many = tmp_path / "few.db", tmp_path / "many.db"
    _promised(few, KEY, _much_later(10), MONDAY)
    _promised(many, KEY, _much_later(PENDING), MONDAY)
    first = [(_first_tick(few), _first_tick(many)) for _ in range(STARTS)]
    without, with_all = (statistics.median(values) for values in zip(*first, strict=True))
    print(  # noqa: T201 - a bench is read, not asserted
        f"\nfirst tick of a desk just opened: {with_all:.1f} ms of CPU with {PENDING:,} reminders ahead, "
        f"{without:.1f} ms with ten"
    )


def _first_tick(path: Path) -> float:
    """Return how many ms of CPU it takes to ask what rings and when the next does, on a desk just opened."""
    store = open_store(path, KEY)
    begun = time.process_time()
    desk = build_desk(store, FixedClock(MONDAY), shipped(), no_hub, machine_zone="America/New_York")
    assert desk.reminders.fire_due() == []
    assert desk.reminders.next_at() is not None
    spent = time.process_time() - begun
    store.close()
    return spent * 1e3
