"""The words of `hub` for those who answer for it, beside those of its daily work in command_line.py."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any


def add_oversight(verb: Callable[..., ArgumentParser], group: Callable[[str], Any]) -> None:
    """Add the verbs; `verb` makes one, at the top or in a group that `group` made."""
    branch = group("branch")
    verb("list", branch)
    added = verb("add", branch)
    added.add_argument("name", metavar="NAME")
    added.add_argument("--parent", default="", metavar="NAME", help="the branch above it; default none")
    moved = verb("set", branch)
    moved.add_argument("name", metavar="NAME")
    moved.add_argument("--parent", required=True, metavar="NAME", help="the branch above it from now on; '' for none")
    moved.add_argument("--why", required=True, metavar="TEXT")
    sign_in = group("sign-in")
    verb("show", sign_in)
    provider = verb("set", sign_in)
    provider.add_argument("--issuer", required=True, metavar="URL", help="of the company's OpenID Connect provider")
    provider.add_argument("--client-id", required=True, metavar="ID", help="the desks' there: public, with PKCE")
    verb("off", sign_in)
    bound = verb("bind", sign_in)
    bound.add_argument("name", metavar="NAME")
    bound.add_argument("--subject", required=True, metavar="SUB", help="who they are there; a code does the same")
    verb("unbind", sign_in).add_argument("name", metavar="NAME")
    _recovery_keys(verb, group("recovery-key"))
    export = verb("export", group("audit"))
    export.add_argument("--from", dest="start", metavar="D")
    export.add_argument("--to", dest="end", metavar="D")
    export.add_argument("--out", type=Path, metavar="FILE", help="a new file; default standard output")
    purge = verb("purge")
    purge.add_argument("lead_id", nargs="?", default="", metavar="ID")
    purge.add_argument("--number", default="", metavar="N", help="all leads of this number")
    purge.add_argument("--email", default="", metavar="A", help="all leads of this address")
    purge.add_argument("--why", required=True, metavar="TEXT", help="without naming the person: the audit keeps it")


def _recovery_keys(verb: Callable[..., ArgumentParser], keys: Any) -> None:
    verb("list", keys)
    made = verb("make", keys)
    made.add_argument("--out", type=Path, required=True, metavar="FILE", help="a new file for the private half")
    added = verb("add", keys)
    added.add_argument("public", metavar="PUBLIC", help="the public half of a pair made elsewhere, 64 digits")
    retired = verb("retire", keys)
    retired.add_argument("key_id", metavar="ID")
    retired.add_argument("--why", required=True, metavar="TEXT")
    for signed in (made, added, retired):
        signed.add_argument("--by", default="", metavar="NAME", help="the admin who decided it; default the operator")
