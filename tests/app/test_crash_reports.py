"""What breaks is kept in a file of its own beside the log, a few of them, without anybody's name."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest

from app import logs
from app.logs import CRASHES, KEPT_CRASHES, start_logs


def test_a_failure_of_ours_is_kept_without_its_words_and_old_ones_are_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "_CRASH_EVERY_S", 0.0)
    folder = tmp_path / CRASHES
    folder.mkdir()
    for n in range(KEPT_CRASHES + 3):
        (folder / f"crash-2020010{n % 10}T00000{n % 7}-{n}.txt").write_text("old")
    with start_logs(tmp_path, stream=io.StringIO()):
        log = logging.getLogger("app.test")
        try:
            [].index("Pat Example")
        except ValueError:
            log.exception("a failure of ours")
        log.error("only told")
    kept = sorted(folder.glob("crash-*.txt"))
    assert len(kept) == KEPT_CRASHES
    assert "ValueError" in kept[-1].read_text(encoding="utf-8")
    assert "Pat" not in kept[-1].read_text(encoding="utf-8")
    assert kept[-1].stat().st_mode & 0o077 == 0


def test_what_the_window_calls_a_crash_is_kept_too_and_a_storm_of_them_is_one(tmp_path: Path) -> None:
    with start_logs(tmp_path):
        log = logging.getLogger("ui.trouble")
        for _ in range(50):
            log.error("something of ours broke in the window", extra={"is_crash": True})
    assert len(list((tmp_path / CRASHES).glob("*.txt"))) == 1
