"""How long a run that breaks things may take, and what comes first in it."""

from __future__ import annotations

import pytest

from tests.faults.ledger import BUDGET, MOST_MINUTES, Runs


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--minutes", type=float, default=MOST_MINUTES, help="how long the long fault tests may take")


def pytest_configure(config: pytest.Config) -> None:
    BUDGET.minutes = min(MOST_MINUTES, config.getoption("--minutes"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what was never run, or longest ago: the time may be over before the last."""
    runs = Runs()
    items.sort(key=lambda item: runs.last(item.nodeid).at if _is_long(item) else 0.0)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if _is_long(item) and BUDGET.left * 60 <= Runs().last(item.nodeid).seconds:
        pytest.skip("The time of this run is over; the next begins with it.")
    BUDGET.bends = False


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and "long" in report.keywords and "tests/faults/" in report.nodeid:
        Runs().note(report.nodeid, 0.0 if BUDGET.bends else report.duration)


def _is_long(item: pytest.Item) -> bool:
    return "tests/faults/" in item.nodeid and item.get_closest_marker("long") is not None
