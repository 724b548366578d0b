"""The words of `hub` for those who answer for it, beside those of its daily work in command_line.py."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any


def add_oversight(verb: Callable[..., ArgumentParser], group: Callable[[str, str], Any]) -> None:
    """Add the verbs; `verb` makes one, at the top or in a group that `group` made."""
    branch = group("branch", "the tree of branches")
    verb("list", "all, each with the one above it and how many work there", branch)
    added = verb("add", "a new one", branch)
    added.add_argument("name", metavar="NAME")
    added.add_argument("--parent", default="", metavar="NAME", help="the branch above it; default none")
    moved = verb("set", "put one below another", branch)
    moved.add_argument("name", metavar="NAME")
    moved.add_argument("--parent", required=True, metavar="NAME", help="the branch above it from now on; '' for none")
    moved.add_argument("--why", required=True, metavar="TEXT")
    sign_in = group("sign-in", "the company's own sign-in for desks")
    verb("show", "the provider, and who is bound there", sign_in)
    provider = verb("set", "which provider", sign_in)
    provider.add_argument("--issuer", required=True, metavar="URL", help="of the company's OpenID Connect provider")
    provider.add_argument("--client-id", required=True, metavar="ID", help="the desks' there: public, with PKCE")
    verb("off", "without it from now on: codes alone let desks in", sign_in)
    bound = verb("bind", "say who somebody is there", sign_in)
    bound.add_argument("name", metavar="NAME")
    bound.add_argument("--subject", required=True, metavar="SUB", help="who they are there; a code does the same")
    verb("unbind", "take that back", sign_in).add_argument("name", metavar="NAME")
    _recovery_keys(verb, group("recovery-key", "what desks seal their database key to"))
    export = verb("export", "all of it or some days, one JSON object a line", group("audit", "who did what"))
    export.add_argument("--from", dest="start", metavar="D")
    export.add_argument("--to", dest="end", metavar="D")
    export.add_argument("--out", type=Path, metavar="FILE", help="a new file; default standard output")
    ended = verb("expire-backups", "remove backups that are older than the company keeps them, for a nightly timer")
    ended.add_argument("folder", type=Path, metavar="FOLDER")
    ended.add_argument("--older-than", type=int, required=True, metavar="DAYS")
    ended.add_argument("--dry-run", action="store_true", help="only say which would go")
    purge = verb("purge", "take a person's facts out, the logs left whole")
    purge.add_argument("lead_id", nargs="?", default="", metavar="ID")
    purge.add_argument("--number", default="", metavar="N", help="all leads of this number")
    purge.add_argument("--email", default="", metavar="A", help="all leads of this address")
    purge.add_argument("--untouched-for", type=int, metavar="DAYS", help="all leads of which nothing was heard as long")
    purge.add_argument("--why", required=True, metavar="TEXT", help="without naming the person: the audit keeps it")


def add_giving(verb: Callable[..., ArgumentParser], leads: Any) -> None:
    """Add the verb that gives leads to somebody else, beside those of daily work."""
    give = verb("give", "give leads that somebody holds to somebody else", leads)
    which = give.add_mutually_exclusive_group(required=True)
    which.add_argument("--lead", action="append", default=[], metavar="ID", help="once for each")
    which.add_argument("--from", dest="holder", default="", metavar="NAME", help="all that this officer holds")
    whom = give.add_mutually_exclusive_group(required=True)
    whom.add_argument("--to", default="", metavar="NAME")
    whom.add_argument("--in-turn", action="store_true", help="spread over everybody by the rules new leads go by")
    give.add_argument("--dry-run", action="store_true", help="only say which would go")
    give.add_argument("--why", default="", metavar="TEXT", help="without naming the borrower: the audit keeps it")


def _recovery_keys(verb: Callable[..., ArgumentParser], keys: Any) -> None:
    verb("list", "made, in force, retired", keys)
    made = verb("make", "a new pair", keys)
    made.add_argument("--out", type=Path, required=True, metavar="FILE", help="a new file for the private half")
    added = verb("add", "the public half of one made elsewhere", keys)
    added.add_argument("public", metavar="PUBLIC", help="the public half of a pair made elsewhere, 64 digits")
    retired = verb("retire", "seal to it no more", keys)
    retired.add_argument("key_id", metavar="ID")
    retired.add_argument("--why", required=True, metavar="TEXT")
    for signed in (made, added, retired):
        signed.add_argument("--by", default="", metavar="NAME", help="the admin who decided it; default the operator")
