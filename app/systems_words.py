"""The words of `hub` for what other systems of the company tell, and for the sums that are kept ready."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

CALL_FORMATS = ("ringcentral", "zoom", "teams", "generic")


def add_systems(verb: Callable[..., ArgumentParser], group: Callable[[str, str], Any]) -> None:
    """Add the verbs; `verb` makes one in a group that `group` made."""
    sums = group("rollups", "sums that are kept ready for reports")
    verb("check", "work them all out anew and compare; says which leads differ", sums)
    verb("remake", "make them anew, and compare", sums)
    _calls(verb, group("calls", "what the phone system recorded of calls to leads"))
    stages = group("stages", "what the loan system tells of loans: stages, amounts")
    taken = verb("import", "take a loan system's report in: CSV, XLSX, MISMO or Fannie Mae 3.2", stages)
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument(
        "--stage",
        action="append",
        default=[],
        dest="own_words",
        metavar="WORDS=STAGE",
        help="what a stage of your own is, like 'Welcome call=processing'; =none says nothing; once for each",
    )
    taken.add_argument(
        "--rejected", type=Path, metavar="FOLDER", help="write the rejected rows there, to mend and import again"
    )
    taken.add_argument("--dry-run", action="store_true", help="read, match and report, keep nothing")
    verb("unmatched", "loans whose lead is not known, and the match rate", stages)
    confirmed = verb("confirm", "say whose a loan is that waits", stages)
    confirmed.add_argument("loan", metavar="LOAN", help="its number, or what unmatched calls it")
    confirmed.add_argument("--lead", required=True, metavar="ID")


def _calls(verb: Callable[..., ArgumentParser], calls: Any) -> None:
    taken = verb("import", "take the company's call log in, and match it with what was logged", calls)
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument("--format", choices=CALL_FORMATS, help="whose export it is; default as its columns tell")
    taken.add_argument(
        "--column",
        action="append",
        default=[],
        dest="columns",
        metavar="HEADER=WHAT",
        help="what a column is, like 'Dialed=number' or 'Placed=began'; once for each",
    )
    taken.add_argument("--map", type=Path, metavar="FILE", dest="saved_map", help="what --save-map kept of such a file")
    taken.add_argument("--save-map", type=Path, metavar="FILE", help="keep what --column says, for the next one")
    taken.add_argument("--dry-run", action="store_true", help="only say what each column and each row is taken for")
    own = verb("personal", "say who calls from a phone of their own, which nobody can see", calls)
    own.add_argument("name", metavar="NAME")
    own.add_argument("switch", choices=("on", "off"))
    own.add_argument("--since", default="", metavar="T", help="from when on; default now")
    own.add_argument("--why", required=True, metavar="TEXT")
