"""A screen that all tests here share, and an officer who sits down at it on a Monday at eleven."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import FAILURES
from tests.desks import MONDAY
from tests.ui.by_keys.officer import Officer
from tests.ui.by_keys.screen import Screen


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    made = Screen(tmp_path_factory.mktemp("screen"))
    yield made
    made.close()


@pytest.fixture
def officer(screen: Screen, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Officer]:
    sitting = Officer(screen, tmp_path / "desk", MONDAY)
    failed = request.session.testsfailed
    yield sitting
    if request.session.testsfailed > failed:
        FAILURES.mkdir(parents=True, exist_ok=True)
        screen.save(FAILURES / f"by-keys-{request.node.name[:80]}.png")
    sitting.is_cut_off()
