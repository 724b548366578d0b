"""The words of `hub people` and `hub hold`: everybody at once from a directory, and what may not be forgotten."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any


def add_people(verb: Callable[..., ArgumentParser], group: Callable[[str, str], Any]) -> None:
    """Add the verbs; `verb` makes one in a group that `group` made."""
    taken = verb(
        "import",
        "take a directory's export in: CSV or XLSX, a row a person or a licence",
        group("people", "everybody who works here, from the company's directory"),
    )
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument("--groups", type=Path, metavar="FILE", help='which role a group has: TOML, "LO-All" = "officer"')
    taken.add_argument("--dry-run", action="store_true", help="read and report, keep nothing")
