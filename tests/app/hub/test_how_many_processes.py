"""How many processes a hub runs without being told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.command_line import read_words
from app.hub import processes
from app.hub.processes import processes_of

SERVER = ["hub", "--database", "postgresql+psycopg://hub@127.0.0.1/hub", "serve"]


@pytest.fixture(autouse=True)
def groups(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the root of the control groups, in which nothing is said yet; this process's is /system.slice/hub."""
    for root in (tmp_path, tmp_path / "cpu"):
        (root / "system.slice" / "hub").mkdir(parents=True)
    (tmp_path / "own").write_text("3:cpu,cpuacct:/system.slice/hub\n1:name=a:b:/\n0::/system.slice/hub\n")
    monkeypatch.setattr(processes, "_OWN_GROUPS", tmp_path / "own")
    monkeypatch.setattr(processes, "_GROUPS", tmp_path)
    return tmp_path


def cores(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(number)), raising=False)


@pytest.mark.parametrize(("has", "runs"), [(1, 1), (2, 2), (4, 4), (32, 4)])
def test_on_postgresql_there_is_one_a_core_and_four_at_most(
    has: int, runs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    cores(monkeypatch, has)
    assert processes_of(read_words(SERVER)) == runs


QUOTAS = pytest.mark.parametrize(
    ("quota", "runs"), [("max", 3), ("-1", 3), ("100000", 1), ("150000", 2), ("50000", 1), ("900000", 3), ("", 3)]
)
WHOSE = pytest.mark.parametrize("whose", ["system.slice/hub", "system.slice", "."])


@WHOSE
@QUOTAS
def test_there_are_no_more_than_are_granted_the_time(
    quota: str, runs: int, whose: str, groups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cores(monkeypatch, 3)
    (groups / whose / "cpu.max").write_text(f"{quota} 100000\n")
    assert processes_of(read_words(SERVER)) == runs


@WHOSE
@QUOTAS
def test_the_first_version_of_groups_says_so_in_two_files(
    quota: str, runs: int, whose: str, groups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cores(monkeypatch, 3)
    (groups / "cpu" / whose / "cpu.cfs_quota_us").write_text(f"{quota}\n")
    (groups / "cpu" / whose / "cpu.cfs_period_us").write_text("100000\n")
    assert processes_of(read_words(SERVER)) == runs


@pytest.mark.parametrize("path", ["/../../elsewhere", "/not/here", "/"])
def test_a_container_that_sees_only_its_own_part_of_the_groups_is_granted_what_that_says(
    path: str, groups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cores(monkeypatch, 3)
    (groups / "own").write_text(f"0::{path}\n")
    (groups / "cpu.max").write_text("200000 100000\n")
    assert processes_of(read_words(SERVER)) == 2


@pytest.mark.parametrize("own", [None, "", "words\n", "0::\n"])
def test_a_system_that_says_nothing_of_groups_grants_all(
    own: str | None, groups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cores(monkeypatch, 3)
    (groups / "own").unlink() if own is None else (groups / "own").write_text(own)
    assert processes_of(read_words(SERVER)) == 3


def test_who_says_a_number_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    cores(monkeypatch, 2)
    assert processes_of(read_words([*SERVER, "--workers", "1"])) == 1
    assert processes_of(read_words([*SERVER, "--workers", "8"])) == 8


def test_a_file_has_one_and_so_has_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    cores(monkeypatch, 8)
    assert processes_of(read_words(["hub", "serve"])) == 1
    monkeypatch.setattr("sys.platform", "win32")
    assert processes_of(read_words(SERVER)) == 1
    assert processes_of(read_words([*SERVER, "--workers", "3"])) == 1


def test_where_the_system_does_not_say_who_may_use_which_core_all_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert processes_of(read_words(SERVER)) == 3
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert processes_of(read_words(SERVER)) == 1


def test_another_verb_is_one_process() -> None:
    assert processes_of(read_words([*SERVER[:-1], "verify"])) == 1
