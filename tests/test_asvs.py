"""docs/asvs.md names files that are there, and every chapter of the standard."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
STATES = {"met", "in part", "not met", "does not apply", "met where looked at"}


def test_every_file_it_names_is_there() -> None:
    named = set(re.findall(r"`((?:app|docs|packaging|storage|tests|ui)/[\w./]+|requirements\.lock)`", PAGE))
    assert len(named) > 40
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


def test_every_chapter_has_its_rows_and_every_row_its_state() -> None:
    rows = [line.split("|") for line in PAGE.splitlines() if line.startswith("| V")]
    assert {int(re.match(r"\d+", row[1].strip()[1:])[0]) for row in rows} == set(range(1, 18))
    assert {row[3].strip() for row in rows} <= STATES


def test_what_is_not_met_is_said_before_the_rest() -> None:
    plainly = PAGE.partition("## Chapter by chapter")[0]
    for row in (line.split("|") for line in PAGE.splitlines() if line.startswith("| V")):
        if row[3].strip() == "not met":
            (section,) = re.findall(r"V([\d.]+)", row[1])
            assert f"{section}" in plainly
