"""Setting a machine up: what is there is left alone, what is missing is brought or named."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.parts import PROGRAMS

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "packaging" / "set_up.py"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there it is `uv run`")


@pytest.fixture
def set_up() -> ModuleType:
    # not imported by name: a library is called packaging, too
    spec = importlib.util.spec_from_file_location("set_up", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which only `libegl1` and a renamed `libglib2.0-0` are installed; returns its folder of programs."""
    programs = tmp_path / "bin"
    programs.mkdir()
    answer = "installed libegl1\\ninstalled libglib2.0-0t64\\nnot-installed libgl1\\n"
    put_program(programs / "dpkg-query", f"printf '{answer}'; exit 1")
    monkeypatch.setenv("PATH", str(programs))
    return programs


def put_program(at: Path, script: str) -> None:
    at.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    at.chmod(0o755)


def test_what_is_installed_under_either_name_is_not_missing(set_up: ModuleType, debian: Path) -> None:
    missing = set_up.missing_parts(("qt",))
    assert "libegl1" not in missing
    assert "libglib2.0-0" not in missing
    assert "libgl1" in missing


def test_where_there_is_no_dpkg_nothing_is_asked(
    set_up: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert set_up.missing_parts(("set-up", "qt", "window", "tests")) == []


def test_a_program_from_elsewhere_stands_in_for_its_package(
    set_up: ModuleType, debian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = tmp_path / "parts.txt"
    parts.write_text(f"[tests]\nabsent {tmp_path}/*/lib/none\npostgresql {tmp_path}/*/dpkg-query\n", encoding="utf-8")
    monkeypatch.setattr(set_up, "PARTS_LIST", parts)
    assert set_up.missing_parts(("tests",)) == ["absent"]


def test_who_may_not_install_is_told_what_and_how(
    set_up: ModuleType, debian: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set_up.bring_parts(["dunst", "xvfb"]) == ["dunst", "xvfb"]
    assert "sudo apt-get update && sudo apt-get install dunst xvfb" in capsys.readouterr().out


def test_who_may_install_gets_it_without_being_asked_anything(
    set_up: ModuleType, debian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_program(debian / "apt-get", f'echo "$@" >> {tmp_path}/asked')
    put_program(debian / "env", 'shift; exec "$@"')
    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert set_up.bring_parts(["dunst"]) == []
    assert (tmp_path / "asked").read_text().split("\n")[:2] == [
        "update",
        "install --yes --no-install-recommends dunst",
    ]


def test_an_installation_that_fails_names_the_packages_all_the_same(
    set_up: ModuleType,
    debian: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    put_program(debian / "apt-get", "echo 'E: no route to the mirror'; exit 100")
    put_program(debian / "env", 'shift; exec "$@"')
    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert set_up.bring_parts(["dunst"]) == ["dunst"]
    told = capsys.readouterr().out
    assert "no route to the mirror" in told
    assert "apt-get install dunst" in told


def test_an_environment_is_made_again_when_the_lock_changes_and_not_before(set_up: ModuleType, tmp_path: Path) -> None:
    lock, program = tmp_path / "lock", tmp_path / "python"
    lock.write_text("msgspec==1", encoding="utf-8")
    program.touch()
    assert not set_up.stamped(tmp_path, lock, program)
    set_up.stamp(tmp_path, lock)
    assert set_up.stamped(tmp_path, lock, program)
    lock.write_text("msgspec==2", encoding="utf-8")
    assert not set_up.stamped(tmp_path, lock, program)


def test_an_environment_whose_interpreter_is_gone_is_made_again(set_up: ModuleType, tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.touch()
    set_up.stamp(tmp_path, lock)
    assert not set_up.stamped(tmp_path, lock, tmp_path / "gone")


def test_an_old_python_is_told_so_before_anything_is_made(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert set_up.main(["run"]) == 1
    assert "Python 3.11 or newer is needed" in capsys.readouterr().out


@pytest.mark.parametrize(("first", "second", "code"), [(0, 0, 0), (1, 0, 1), (0, 1, 1), (5, 0, 5)])
@pytest.mark.parametrize("processors", [1, 8])
def test_the_suite_runs_in_pieces_side_by_side_and_fails_with_any(
    set_up: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    processors: int,
    first: int,
    second: int,
    code: int,
) -> None:
    pieces = f"*--ignore*) echo rest; exit {second};; */together) echo $6; exit {first};; *) echo $6;;"
    put_program(tmp_path / "python", f'case "$*" in {pieces} esac')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(set_up, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(set_up, "prepare", lambda *_groups: None)
    monkeypatch.setattr(set_up, "private_screen", lambda: contextlib.nullcontext(dict(os.environ)))
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    assert set_up.test([]) == code
    told = capfd.readouterr().out.split()
    assert [told.count(piece) for piece in ("rest", *set_up.APART)] == [1] * 5


def test_an_unknown_word_is_bad_usage() -> None:
    ran = subprocess.run([sys.executable, SCRIPT, "dance"], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (2, "")
    assert "run|test|check|tools|lock" in ran.stdout


def test_every_part_a_test_may_need_is_on_the_list_of_packages(set_up: ModuleType) -> None:
    brought = " ".join(stand_in for _, stand_in in set_up.parts_wanted()["tests"])
    for programs in PROGRAMS.values():
        for program in programs:
            # both of a database server's programs come together
            assert f"/{program}" in brought or program == "pg_ctl"


def test_the_commands_of_the_papers_are_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for paper in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "SECURITY.md", "CHANGELOG.md"):
        named = set(re.findall(r"`?\bmake ([a-z]+)\b(?=[`\s])", code_of(ROOT / paper)))
        assert named <= targets, paper


def code_of(paper: Path) -> str:
    """Return what a paper shows as commands, without its prose."""
    text = paper.read_text(encoding="utf-8")
    return "\n".join([*re.findall(r"```sh\n(.*?)```", text, re.DOTALL), *re.findall(r"`[^`\n]+`", text)])
