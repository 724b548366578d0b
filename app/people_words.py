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
    _holds(verb, group("hold", "what may not be forgotten: legal holds"))
    taken.add_argument("--dry-run", action="store_true", help="read and report, keep nothing")


def _holds(verb: Callable[..., ArgumentParser], holds: Any) -> None:
    placed = verb("add", "keep a lead, a borrower's leads, or all an officer ever held from being forgotten", holds)
    placed.add_argument("lead_id", nargs="?", default="", metavar="ID")
    placed.add_argument("--number", default="", metavar="N", help="all leads of this number, later ones too")
    placed.add_argument("--email", default="", metavar="A", help="all leads of this address, later ones too")
    placed.add_argument("--officer", default="", metavar="NAME", help="all this officer ever held, who may have left")
    verb("list", "all of them, those that were lifted too", holds)
    lifted = verb("lift", "end one; nothing is forgotten by that alone", holds)
    lifted.add_argument("hold_id", metavar="HOLD")
    for asked in (placed, lifted):
        asked.add_argument("--why", required=True, metavar="TEXT", help="without naming a borrower: the audit keeps it")
