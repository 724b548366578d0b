"""The words of `hub` for marketing's money: what leads cost, what came back, and the steps marketing does itself."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

STATES = ("granted", "refused", "claimed")


def add_money(verb: Callable[..., ArgumentParser], group: Callable[[str, str], Any]) -> None:
    """Add the verbs; `verb` makes one in a group that `group` made."""
    costs = group("costs", "what sources are paid: by the month, by the lead, or for one lead")
    _file(verb("import", "take bills in, CSV or XLSX; the same again changes nothing", costs))
    added = verb("add", "one fee of a month, one price per lead, or one lead's own", costs)
    _whose(added)
    added.add_argument("--month", default="", metavar="2026-11", help="the month received whose leads bear it")
    added.add_argument("--amount", default="", metavar="DOLLARS", help="of the month, or with --lead of the lead")
    added.add_argument("--per-lead", default="", metavar="DOLLARS", help="of every lead that came without a price")
    added.add_argument("--from", default="", dest="day", metavar="D", help="with --per-lead: from this day on")
    added.add_argument("--lead", default="", metavar="ID", help="what this lead cost, whatever it came with")
    _kept(verb, costs)

    credit = group("credits", "what vendors gave back for bad leads, or refused to")
    taken = verb("import", "take decisions in, CSV or XLSX; the same again changes nothing", credit)
    _file(taken)
    taken.add_argument("--state", choices=STATES, help="of rows that do not say")
    added = verb("add", "one claim, or what became of it: of a lead, or of a source's month", credit)
    _whose(added)
    added.add_argument("--lead", default="", metavar="ID")
    added.add_argument("--month", default="", metavar="2026-11")
    added.add_argument("--state", choices=STATES, required=True)
    added.add_argument("--amount", default="", metavar="DOLLARS", help="default with --lead: what it had cost")
    added.add_argument("--reason", default="", metavar="TEXT", help="bad number, duplicate, out of state, fake")
    added.add_argument("--on", default="", dest="day", metavar="D", help="the day it was decided")
    _kept(verb, credit)
    due = verb("due", "bad leads that may be claimed, the most urgent first", credit)
    due.add_argument("--source", default="")
    due.add_argument("--all", action="store_true", help="those that may not, or were, as well")

    spend = group("spend", "media spend by source, campaign and month or day")
    _file(verb("import", "take spend in, CSV or XLSX; the same again changes nothing", spend))
    added = verb("add", "what one month or day cost", spend)
    _whose(added)
    when = added.add_mutually_exclusive_group(required=True)
    when.add_argument("--month", default="", metavar="2026-11")
    when.add_argument("--day", default="", metavar="D")
    added.add_argument("--amount", required=True, metavar="DOLLARS")
    _kept(verb, spend)
    _marketing(verb, group("marketing", "the playbook's steps that are marketing's"))


def _marketing(verb: Callable[..., ArgumentParser], marketing: Any) -> None:
    due = verb("due", "hand out what is due, without who opted out; with --out each step once", marketing)
    due.add_argument(
        "--out", type=Path, metavar="FILE", help="write them there, with whom they go to; else counts only"
    )
    due.add_argument("--by", default="", metavar="NAME", help="who takes them; default the operator")
    done = verb("done", "take back what became of them: sent, bounced, opted out, replied, failed", marketing)
    done.add_argument("file", type=Path, metavar="FILE")
    done.add_argument("--rejected", type=Path, metavar="FOLDER", help="write the rejected rows there, to mend")
    done.add_argument("--dry-run", action="store_true", help="read and report, keep nothing")


def _file(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--source", default="", help="of rows that name none")
    parser.add_argument(
        "--rejected", type=Path, metavar="FOLDER", help="write the rejected rows there, to mend and import again"
    )
    parser.add_argument("--dry-run", action="store_true", help="read and report, keep nothing")


def _whose(parser: ArgumentParser) -> None:
    parser.add_argument("--source", default="")
    parser.add_argument("--campaign", default="", help="default all of the source's")
    parser.add_argument("--reference", default="", metavar="TEXT", help="an invoice's number, where there are several")


def _kept(verb: Callable[..., ArgumentParser], group: Any) -> None:
    verb("list", "what was said, each with its id", group).add_argument("--source", default="")
    verb("remove", "take one back", group).add_argument("id", metavar="ID")
