"""The words of `hub person seat` and `hub leads distribute`: what somebody is to be given, and whose turn leads are."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any


def add_seat(verb: Callable[..., ArgumentParser], person: Any) -> None:
    """Add the verb to the group of those about people; `verb` makes one in a group."""
    seat = verb(
        "seat", "what somebody is to be given of the leads: their share, caps, languages; alone it shows it", person
    )
    seat.add_argument("name", metavar="NAME")
    seat.add_argument("--weight", metavar="N", help="leads for each one of whoever has 1; 0 for none at all")
    seat.add_argument("--cap-day", metavar="N", help="leads given a day at most, not those covered; '' for no cap")
    seat.add_argument("--cap-open", metavar="N", help="leads with something to do at once at most, '' for no cap")
    seat.add_argument("--languages", metavar="WORDS", help="spoken beside English, such as Spanish,Korean; '' for none")
    seat.add_argument("--no-new-until", metavar="D", help="a day or an instant, '' to end it")
    seat.add_argument("--works-for", metavar="NAMES", help="whose leads an assistant works; gets none in turn")
    seat.add_argument("--why", default="", metavar="TEXT", help="asked for with every change")


def add_distribution(verb: Callable[..., ArgumentParser], leads: Any) -> None:
    given = verb("distribute", "give what waits in the pool in turn, or try that on leads of the past", leads)
    given.add_argument("--dry-run", action="store_true", help="who would have got how many; keeps nothing")
    given.add_argument("--from", dest="start", metavar="D", help="with --dry-run: received from; default 30 days ago")
    given.add_argument("--to", dest="end", metavar="D", help="with --dry-run: received until; default today")
