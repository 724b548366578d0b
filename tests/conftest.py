"""What every test stands on: no real keyring, no real folders, no real screen, and no borrower in a log."""

from __future__ import annotations

import logging
import os
import re
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from PySide6.QtWidgets import QApplication

from tests.marked import MARKED
from tests.parts import all_parts_wanted, missing_of

OURS = ("app", "storage", "ui", "main")
FAILURES = Path(__file__).parents[1] / "out" / "failures"


def pytest_configure(config: pytest.Config) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # a forgotten --data-dir lands in a folder of its own, not among the developer's own leads
    folder = tempfile.TemporaryDirectory(prefix="followthrough-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(folder.cleanup)
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        os.environ[variable] = str(Path(folder.name, variable.lower()))
    # in this process only: a test with a Secret Service of its own reaches it from a process of its own
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("system"):
        for part in marker.args:
            missing = missing_of(part)
            if not missing:
                continue
            sentence = f"needs part: {part} ({', '.join(missing)})"
            if all_parts_wanted():
                pytest.fail(sentence, pytrace=False)
            pytest.skip(sentence)


class _LeakListener(logging.Handler):
    """Keeps the log lines that name a test borrower."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.leaks: list[str] = []
        self._formatter = logging.Formatter("%(name)s: %(message)s")

    def emit(self, record: logging.LogRecord) -> None:
        line = self._formatter.format(record)
        if MARKED.lower() in line.lower():
            self.leaks.append(line)


@pytest.fixture(autouse=True)
def no_borrower_in_the_logs() -> Iterator[None]:
    """Fail the test when any of our loggers, at any level, or a library's warning names a marked borrower."""
    listener = _LeakListener()
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in OURS}
    root.addHandler(listener)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield
    root.removeHandler(listener)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    assert not listener.leaks, f"a borrower's name was logged: {listener.leaks[0]}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    screen = item.funcargs.get("qapp") if isinstance(item, pytest.Function) else None
    if report.when == "call" and report.failed and isinstance(screen, QApplication):
        shots = _shoot_windows(screen, item.nodeid)
        if shots:
            report.sections.append(("windows when it failed", "\n".join(map(str, shots))))
    return report


def _shoot_windows(screen: QApplication, test: str) -> list[Path]:
    FAILURES.mkdir(parents=True, exist_ok=True)
    stem = re.sub(r"[^\w.-]+", "_", test)[-120:]
    shots = []
    for number, window in enumerate(screen.topLevelWidgets(), start=1):
        if window.isVisible():
            shot = FAILURES / f"{stem}-{number}.png"
            window.grab().save(str(shot))
            shots.append(shot)
    return shots
