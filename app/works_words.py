"""The words of `hub works` and `hub experiment`: what works, and versions of the playbook tried side by side."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

#: as app/domain/experiments/measuring.py has them; the words of a command line are read before anything else is
MEASURES = ("contact", "appointment", "application", "funded")


def add_works(verb: Callable[..., ArgumentParser], group: Callable[[str, str], Any]) -> None:
    """Add the verbs; `verb` makes one in a group that `group` made."""
    works = verb("works", "what works: funded by how soon called, first contact by step and channel, speed, attempts")
    works.add_argument("--from", dest="start", metavar="D", help="received from")
    works.add_argument("--to", dest="end", metavar="D", help="received until")
    works.add_argument("--branch", default="", metavar="NAME")
    works.add_argument("--by", default="", metavar="FIELD", help="split first contacts by it: any field a source sent")
    tried = group("experiment", "two published versions of the playbook tried side by side")
    verb("show", "every experiment as it stands; it may be looked at as often as one likes", tried)
    planned = verb("plan", "whether the question can be answered, and by when; nothing is begun", tried)
    begun = verb("start", "draw a version for each lead that arrives from now on", tried)
    for parser in (planned, begun):
        _question(parser)
    begun.add_argument("--name", default="", metavar="TEXT")
    begun.add_argument("--why", default="", metavar="TEXT", help="what is hoped for")
    begun.add_argument("--by", default="", metavar="NAME", help="who decided it")
    begun.add_argument("--anyway", action="store_true", help="though the question cannot be answered in that time")
    over = verb("stop", "end the one that runs; leads that were drawn keep their version", tried)
    over.add_argument("--goes-on", default="", choices=("", "former", "tried"), help="default: what it told")
    over.add_argument("--why", default="", metavar="TEXT")
    over.add_argument("--by", default="", metavar="NAME", help="who decided it")


def _question(parser: ArgumentParser) -> None:
    parser.add_argument("--former", type=int, metavar="N", help="a version; default: the one in force")
    parser.add_argument("--tried", type=int, metavar="N", required=True, help="the version that is tried")
    parser.add_argument("--measure", choices=MEASURES, default="contact", help="what it is to bring more of")
    parser.add_argument("--effect", default="5", metavar="POINTS", help="the least difference that matters; default 5")
    parser.add_argument("--within", type=int, metavar="DAYS", help="until when it is to have happened")
    parser.add_argument("--days", type=int, default=91, metavar="N", help="how long it may last; default 91")
    parser.add_argument("--share", type=int, default=50, metavar="PERCENT", help="of the leads for the tried version")
