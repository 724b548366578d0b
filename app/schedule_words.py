"""The words of `hub schedule` and `hub mail`, and those that make a file of a report."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.domain.rhythm import EVERY, PERIODS
from app.reportfiles.columns import COLUMNS

#: what a hub makes by itself; a PDF is Qt's to make, which a hub is without
FORMATS = ("csv", "xlsx", "html")


def _add_files(report: ArgumentParser) -> None:
    report.add_argument("--out", type=Path, metavar="FILE", help="a new file: .csv, .xlsx, .html or .pdf")
    report.add_argument("--for-excel", action="store_true", help="mark a CSV as UTF-8, which Excel asks for")
    tells = "split first contacts by it, in works-responses: source, state, any field a source sent"
    report.add_argument("--by", default="", metavar="FIELD", help=tells)


def add_schedules(
    verb: Callable[..., ArgumentParser], group: Callable[[str, str], Any], report: ArgumentParser
) -> None:
    """Add the verbs, and to that of reports what makes a file of one; `verb` makes one in a group `group` made."""
    _add_files(report)
    schedule = group("schedule", "reports that go out by themselves while the hub serves")
    added = verb("add", "a report, how often, and where to", schedule)
    added.add_argument("report", choices=list(COLUMNS))
    added.add_argument("--every", choices=EVERY, default="mon", help="on which days; month is its first; default mon")
    added.add_argument("--at", default="07:00", metavar="HH:MM", help="on the company's clock; default 07:00")
    added.add_argument("--period", choices=PERIODS, default="last-7-days", help="default last-7-days")
    added.add_argument("--branch", default="", metavar="NAME")
    added.add_argument("--officer", default="", metavar="NAME")
    added.add_argument("--format", dest="formats", action="append", choices=FORMATS, help="once for each; default xlsx")
    added.add_argument("--for-excel", action="store_true", help="mark a CSV as UTF-8, which Excel asks for")
    added.add_argument("--to", action="append", default=[], metavar="NAME", help="mailed to them, once for each")
    added.add_argument("--folder", type=Path, metavar="DIR", help="saved there, on the hub's machine")
    verb("list", "all, when each is due, and what became of the last", schedule)
    for name, tells in (("remove", "send it no more"), ("run", "send it now, whenever it is due")):
        verb(name, tells, schedule).add_argument("schedule_id", metavar="ID")
    _mail(verb, group("mail", "the company's mail server"))


def _mail(verb: Callable[..., ArgumentParser], mail: Any) -> None:
    verb("show", "which it is", mail)
    named = verb("set", "which it is from now on", mail)
    named.add_argument("--host", required=True)
    named.add_argument("--port", type=int, default=0, help="default 587, with --tls tls 465")
    told = "starttls, the default; tls from the first byte; none for one on this machine"
    named.add_argument("--tls", choices=("starttls", "tls", "none"), default="starttls", help=told)
    named.add_argument("--from", dest="sender", required=True, metavar="ADDRESS")
    named.add_argument("--user", default="")
    where = named.add_mutually_exclusive_group()
    where.add_argument("--password-file", type=Path, metavar="FILE", help="of its owner alone (mode 0600)")
    where.add_argument("--password-keyring", default="", metavar="ACCOUNT", help="of Followthrough in the keyring")
    named.add_argument("--ca", type=Path, metavar="FILE", help="whose certificates are trusted; default the system's")
    verb("off", "send no mail", mail)
