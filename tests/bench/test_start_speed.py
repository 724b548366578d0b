"""From nothing to a filled queue on a desk of 100,000 leads, beside a bare window started in the same minute."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from app.clock import SystemClock
from app.desktop.desk import build_desk
from app.outside.keychain import FileKey
from app.paths import Paths
from storage.desktop.store import open_store
from tests.bench.served_hub import ROOT
from tests.desks import a_lead, no_hub, shipped

pytestmark = [pytest.mark.long, pytest.mark.system("xvfb")]
LEADS, AT_ONCE = 100_000, 10_000
STARTS = 10
CODE = Path(tempfile.gettempdir()) / "followthrough-bench-code"


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Make a desk whose leads came over two months, a few of them today; return the words that open it."""
    folder, chance = tmp_path_factory.mktemp("profile"), Random(1)
    ahead = until_eleven(SystemClock().now())
    now = SystemClock().now() + ahead
    paths, key_file = Paths(folder / "desk"), folder / "desk.key"
    paths.make()
    store = open_store(paths.database, FileKey(key_file).key(make=True))
    book = build_desk(store, SystemClock(), shipped(), no_hub, machine_zone="America/New_York").book
    for start in range(0, LEADS, AT_ONCE):
        with store.writing() as tx:
            ids = []
            for n in range(start, start + AT_ONCE):
                at = now - timedelta(seconds=chance.randrange(60 * 86400))
                phone = f"+1423555{n % 10000:04d}"
                book.put_lead(
                    tx, a_lead(f"lead-{n:06d}", f"Person {n}", received_at=at, phones=(phone,)), from_hub=True
                )
                ids.append(f"lead-{n:06d}")
            book.replan(tx, ids, now)
    store.close()
    return [str(ahead.total_seconds()), "--data-dir", str(paths.data), "--key-file", str(key_file)]


def until_eleven(now: datetime) -> timedelta:
    """Return how long it is until the next 11:00 in New York: at night all is closed, and no list is like a day's."""
    eleven = now.astimezone(ZoneInfo("America/New_York")).replace(hour=11, minute=0)
    return (eleven if eleven > now else eleven + timedelta(days=1)) - now


def started(*words: str) -> tuple[float, float, float]:
    """Return after how many ms the list was painted, how many the processor was at it, and the MiB then."""
    begun = time.monotonic_ns()
    command = [sys.executable, "-m", "tests.bench.started_desk", *words]
    # as an installed program starts, with its code compiled
    compiled = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(CODE)}
    told = subprocess.run(command, cwd=ROOT, env=compiled, stdout=subprocess.PIPE, text=True, timeout=120, check=True)
    _, at, busy, kib = next(line for line in told.stdout.splitlines() if line.startswith("filled")).split()
    return (int(at) - begun) / 1e6, int(busy) / 1e6, int(kib) / 1024


def test_from_nothing_to_a_filled_queue(profile: list[str]) -> None:
    started("bare")
    started(*profile)
    # by turns, so that whatever else the machine does falls on both
    both = [(started("bare"), started(*profile)) for _ in range(STARTS)]
    bare_ms, bare_busy, bare_mib = (
        statistics.median(values) for values in zip(*(bare for bare, _ in both), strict=True)
    )
    ms, busy, mib = (statistics.median(values) for values in zip(*(desk for _, desk in both), strict=True))
    print(  # noqa: T201 - a bench is read, not asserted
        f"\nstart to a filled queue, {LEADS:,} leads, middle of {STARTS}: {ms:,.0f} ms ({busy:,.0f} of the processor), "
        f"{mib:.0f} MiB; a bare window {bare_ms:,.0f} ms ({bare_busy:,.0f}), {bare_mib:.0f} MiB; {ms / bare_ms:.1f} x "
        f"({busy / bare_busy:.1f} x) and {mib / bare_mib:.1f} x"
    )
