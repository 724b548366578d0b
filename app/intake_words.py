"""The words of `hub intake`: vendors who post leads, and the keys they show."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any


def add_intake(verb: Callable[..., ArgumentParser], group: Callable[[str, str], Any]) -> None:
    """Add the verbs; `verb` makes one in a group that `group` made."""
    intake = group("intake", "vendors who post leads to the hub, and their keys")
    verb("list", "every source: how its posts are taken, its keys, and what became of what it posted", intake)
    added = verb("add", "a new source; its key is shown this once", intake)
    changed = verb("set", "how a source's posts are taken from now on", intake)
    added.add_argument("--no-key", action="store_true", help="it never posts: its leads come in files")
    for settings in (added, changed):
        settings.add_argument("source", metavar="SOURCE", help="its name, which its leads carry as their source")
        _settings(settings)
    key = verb("key", "another key for a source, shown this once; those before it end", intake)
    key.add_argument("source", metavar="SOURCE")
    key.add_argument("--keep-old", action="store_true", help="until `revoke`, so that the vendor can change over")
    revoked = verb("revoke", "end a source's keys: what it posts is refused", intake)
    revoked.add_argument("source", metavar="SOURCE")
    revoked.add_argument("--key", default="", metavar="ID", help="this one alone")
    posts = verb("posts", "what became of a source's last posts, and why", intake)
    posts.add_argument("source", metavar="SOURCE")
    posts.add_argument("--limit", type=int, default=100, metavar="N")


def _settings(parser: ArgumentParser) -> None:
    yes_no = ("yes", "no")
    parser.add_argument("--campaign", help="of posts that name none")
    parser.add_argument("--cost", help="of posts that name none, in dollars")
    parser.add_argument("--assign", metavar="NAME", help="who gets its leads; '' for the pool, which is the default")
    given = (
        "whether its leads are given in turn, where --assign names nobody; 'company', the default, as the company says"
    )
    parser.add_argument("--distribute", choices=(*yes_no, "company"), help=given)
    parser.add_argument("--consent-required", choices=yes_no, help="calls too need a consent: bought lists")
    parser.add_argument("--trigger-leads", choices=yes_no, help="it sells trigger leads: each needs its proof")
    signed = "a file with the app secret Meta signs its posts with: others are refused; '' to end that"
    parser.add_argument("--app-secret-from", metavar="FILE", help=signed)
    parser.add_argument("--per-minute", type=int, metavar="N", help="leads it may post in a minute; default 120")
    parser.add_argument(
        "--return-within", metavar="DAYS", help="days within which it takes bad leads back, like 7d; or none"
    )
    parser.add_argument("--max-return-share", metavar="SHARE", help="of a month's leads at most, like 15%%")
    parser.add_argument(
        "--map", action="append", default=[], metavar="FIELD=WORDS", help='such as 12="Mobile Phone"; once for each'
    )
