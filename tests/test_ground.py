"""The ground the tests stand on does what it promises: a missing part is named, a leak is caught."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.marked import MARKED
from tests.parts import ALL_PARTS

ROOT = Path(__file__).parents[1]

STORIES = f"""
import logging
import keyring
import pytest
from PySide6.QtWidgets import QLabel
from app.paths import Paths

@pytest.mark.system("xvfb")
def test_needs_a_screen(): pass

@pytest.mark.system("xvbf")
def test_needs_what_nobody_knows(): pass

def test_logs_a_borrower_as_a_detail(): logging.getLogger("app.desktop.x").debug("for %s", "Ada {MARKED}")

def test_logs_a_borrower_as_a_warning(): logging.getLogger("a.library").warning("for ADA {MARKED.upper()}")

def test_logs_an_error_that_quotes_a_borrower():
    try:
        int("{MARKED}")
    except ValueError:
        logging.getLogger("storage").exception("not read")

def test_logs_a_lead_by_its_id(): logging.getLogger("app").info("lead 019a8c1e")

def test_asks_the_keyring():
    with pytest.raises(keyring.errors.NoKeyringError):
        keyring.get_password("a", "b")

def test_forgets_the_data_folder(): assert "followthrough-tests-" in str(Paths.chosen(None).data)

def test_fails_with_a_window_open(qtbot):
    label = QLabel("so it looked")
    qtbot.addWidget(label)
    label.show()
    assert False
"""


def tell(folder: Path, **variables: str) -> str:
    """Run the stories in a process of their own, on a machine where no program is found."""
    (folder / "test_stories.py").write_text(STORIES, encoding="utf-8")
    plugins = ["-p", "tests.conftest", "-p", "no:cacheprovider", "-p", "no:xdist"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-v", "-rs", "--color=no", *plugins, "test_stories.py"],
        cwd=folder,
        env={**os.environ, ALL_PARTS: "", "PYTHONPATH": str(ROOT), "PATH": "", **variables},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    ).stdout


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    return tell(tmp_path_factory.mktemp("stories"))


def verdicts(told: str, story: str) -> list[str]:
    return re.findall(rf"::{story} (PASSED|FAILED|SKIPPED|ERROR)", told)


def test_without_its_part_a_test_is_skipped_by_name(told: str) -> None:
    assert verdicts(told, "test_needs_a_screen") == ["SKIPPED"]
    assert "needs part: xvfb (" in told


def test_a_part_nobody_knows_is_a_mistake_and_no_skip(told: str) -> None:
    assert verdicts(told, "test_needs_what_nobody_knows") == ["ERROR"]


@pytest.mark.parametrize(
    "story",
    [
        "test_logs_a_borrower_as_a_detail",
        "test_logs_a_borrower_as_a_warning",
        "test_logs_an_error_that_quotes_a_borrower",
    ],
)
def test_a_borrower_in_a_log_fails_the_test(told: str, story: str) -> None:
    assert verdicts(told, story) == ["PASSED", "ERROR"]
    assert "a borrower's name was logged" in told


@pytest.mark.parametrize("story", ["test_logs_a_lead_by_its_id", "test_asks_the_keyring"])
def test_what_is_as_it_should_be_passes(told: str, story: str) -> None:
    assert verdicts(told, story) == ["PASSED"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the folder is not for a test to move")
def test_a_forgotten_data_folder_is_not_the_developers_own(told: str) -> None:
    assert verdicts(told, "test_forgets_the_data_folder") == ["PASSED"]


def test_a_window_of_a_failed_test_is_kept_as_a_picture(told: str) -> None:
    assert verdicts(told, "test_fails_with_a_window_open") == ["FAILED"]
    shots = [Path(line) for line in told.splitlines() if line.endswith(".png")]
    assert [shot.is_file() for shot in shots] == [True]
    shots[0].unlink()


def test_where_all_parts_are_wanted_a_missing_one_is_a_failure(tmp_path: Path) -> None:
    told = tell(tmp_path, **{ALL_PARTS: "1"})
    assert "SKIPPED" not in told
    assert "needs part: xvfb (" in told
