"""From the press of a key to the next lead in sight, in a real window with its threads, beside the saving alone."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.bench.served_hub import ROOT
from tests.ui.by_keys.screen import Screen

pytestmark = [pytest.mark.long, pytest.mark.system("window-manager")]
KEYS, WARM_UP = 100, 10
FRAME_MS = 1000 / 60


def test_a_key_to_the_next_lead_in_sight(tmp_path: Path) -> None:
    screen = Screen(tmp_path)
    try:
        command = [sys.executable, "-m", "tests.bench.keyed_desk", str(KEYS + WARM_UP)]
        shown = {**screen.environment, "QT_QPA_PLATFORM": "xcb"}
        told = subprocess.run(command, cwd=ROOT, env=shown, stdout=subprocess.PIPE, text=True, timeout=300, check=True)
    finally:
        screen.close()
    keys = [line.split()[1:] for line in told.stdout.splitlines() if line.startswith("key ")][WARM_UP:]
    waits, saving, work = ([float(value) for value in values] for values in zip(*keys, strict=True))
    rest = [wait - saved for wait, saved in zip(waits, saving, strict=True)]
    print(  # noqa: T201 - a bench is read, not asserted
        f"\na key to the next lead painted, {len(waits)} times: {_spread(waits)}; saving it {_spread(saving)}; "
        f"the rest {_spread(rest)}, a frame is {FRAME_MS:.1f} ms; of the processor, in all threads, {_spread(work)}"
    )


def _spread(times: Sequence[float]) -> str:
    return f"p50 {statistics.median(times):.1f} ms, p95 {sorted(times)[int(len(times) * 0.95)]:.1f}"
