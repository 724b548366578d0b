"""What `make cover` and `make mutants` look at: lists that name files there are, and leave none of the domain out."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]


def test_every_branch_of_every_file_of_the_domain_is_asked_for() -> None:
    settings = TOOLS["coverage"]
    listed = {file for pattern in settings["report"]["include"] for file in ROOT.glob(pattern)}
    assert listed >= set((ROOT / "app" / "domain").rglob("*.py"))
    assert (settings["run"]["branch"], settings["report"]["fail_under"]) == (True, 100)
    # nothing is let off, neither by a pattern nor line by line; the way out of a match that names every case is none
    assert not {"omit", "exclude_lines", "exclude_also"} & (settings["run"].keys() | settings["report"].keys())
    assert not [file for file in listed if "pragma: no cover" in file.read_text(encoding="utf-8")]


def test_what_is_mutated_and_what_has_to_notice_it_is_there() -> None:
    settings = TOOLS["mutmut"]
    named = [*settings["only_mutate"], *settings["pytest_add_cli_args_test_selection"]]
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_each_of_them_is_one_command() -> None:
    commands = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(f"\n{goal}: ## " in commands for goal in ("cover", "prove", "mutants"))
