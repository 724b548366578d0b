"""The words of `hub` for what is red now and what managers do about it."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable


def add_live_words(verb: Callable[..., ArgumentParser]) -> None:
    """Add the verbs; `verb` makes one."""
    verb("live", "what is red now: first calls, promises, leads nobody holds; and who is on")
    nudged = verb("nudge", "ask the officer of a lead to see to it now; it rings there")
    nudged.add_argument("lead_id", metavar="LEAD")
    nudged.add_argument("--words", required=True, metavar="TEXT", help="what the officer is to read")
    excused = verb("excuse", "excuse what was missed of a lead, so that it counts against nobody")
    excused.add_argument("lead_id", metavar="LEAD")
    excused.add_argument("--step", default="", metavar="ID", help="one step of the playbook")
    excused.add_argument("--promise", default="", metavar="T", help="the call promised for this time")
    excused.add_argument("--all", action="store_true", help="all that was due by now")
    excused.add_argument("--takes-back", default="", metavar="ID", help="an excusal that is not to count any more")
    excused.add_argument("--why", required=True, metavar="TEXT")
    moves = verb("moves", "every excusal, move, nudge and change of hours or absence, with who and why")
    moves.add_argument("--since", default="", metavar="T", help="from when on; default the last fourteen days")
