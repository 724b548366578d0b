"""The words of `hub` for what goes out to vendors and to marketing."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any


def add_marketing(verb: Callable[..., ArgumentParser], group: Callable[[str, str], Any]) -> None:
    """Add the verbs; `verb` makes one in a group that `group` made."""
    claims = group("claims", "credit asked back of vendors for bad leads")
    out = verb("export", "a file for one vendor: each bad lead by their id, with what was tried when", claims)
    out.add_argument("--source", required=True, metavar="S")
    out.add_argument("--all", action="store_true", help="also what is claimed, decided, too late or over what may be")
    _out(out)
    exhausted = group("exhausted", "leads of which all was tried, back to marketing")
    file = verb("export", "a file of those that wait, each handed over once", exhausted)
    _out(file)
    _which(file)
    sent = verb("send", "post those that wait to an address that was allowed, signed", exhausted)
    sent.add_argument("--url", required=True)
    _days(sent)
    _which(sent)
    verb("allow", "let leads be sent to an https address; shows the secret that signs them", exhausted).add_argument(
        "address", metavar="URL"
    )
    verb("deny", "let none be sent there any more", exhausted).add_argument("address", metavar="URL")
    verb("list", "the addresses leads may be sent to", exhausted)


def _out(verb: ArgumentParser) -> None:
    verb.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    _days(verb)


def _days(verb: ArgumentParser) -> None:
    verb.add_argument("--from", dest="start", metavar="D", help="received on this day or later")
    verb.add_argument("--to", dest="end", metavar="D", help="or earlier")


def _which(verb: ArgumentParser) -> None:
    verb.add_argument("--rest-days", type=int, default=90, metavar="N", help="left alone for; default 90")
    verb.add_argument("--again", action="store_true", help="also those that were handed over before")
