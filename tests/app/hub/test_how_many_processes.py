"""How many processes a hub runs without being told."""

from __future__ import annotations

import os

import pytest

from app.command_line import read_words
from app.hub.processes import processes_of

SERVER = ["hub", "--database", "postgresql+psycopg://hub@127.0.0.1/hub", "serve"]


def cores(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(number)), raising=False)


@pytest.mark.parametrize(("has", "runs"), [(1, 1), (2, 2), (4, 4), (32, 4)])
def test_on_postgresql_there_is_one_a_core_and_four_at_most(
    has: int, runs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    cores(monkeypatch, has)
    assert processes_of(read_words(SERVER)) == runs


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
