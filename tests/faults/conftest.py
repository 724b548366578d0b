"""How long a run that breaks things may take."""

from __future__ import annotations

import pytest

from tests.faults.ledger import BUDGET, MOST_MINUTES


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--minutes", type=float, default=MOST_MINUTES, help="how long the long fault tests may take")


def pytest_configure(config: pytest.Config) -> None:
    BUDGET.minutes = min(MOST_MINUTES, config.getoption("--minutes"))
