"""From the words of `simulate` to a trial: no database is needed unless the odds are to be one's own."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from app.desktop.simulating import read_arrivals, rota_of, simulate, theory
from app.desktop.trials import CONTACTABLE, USUAL_HOURS
from app.domain.activity import Activity
from app.domain.contact_odds import ENOUGH_LEADS, ContactOdds, own_odds, studied_odds
from app.domain.playbook_checks import Terms, check
from app.domain.playbook_file import refusal
from app.domain.playbook_words import duration_s
from app.domain.simulation import Service
from app.errors import BadInput, BadUsage
from app.named_files import read_named_text, shown_name

#: what a call takes where neither the command nor a playbook says
USUAL_CALL_S = 360
#: how many random calls where nobody says
_CALLS = 100_000


class Supplies(msgspec.Struct, frozen=True):
    """What a trial takes from elsewhere; `histories` opens this desk's past and is called only for own odds."""

    terms: Callable[[], Terms]
    benchmarks: Callable[[], dict[str, Any]]
    histories: Callable[[], Iterable[list[Activity]]]
    zone: str
    now: datetime


def run(args: Namespace, supplies: Supplies) -> dict[str, Any]:
    """Return the trial's answer. Raises BadUsage, BadInput, BadPlaybook, UnreadableFile.

    What may not be put in force is not tried out either, lest a figure be told of a playbook nobody could follow.
    """
    service = Service(args.service)
    if args.theory is not None:
        if args.file or args.leads:
            raise BadUsage("A line in theory has no playbook and no leads.", "Leave out FILE and --leads.")
        _refuse(args, "A line in theory", ("hours", "zone", "contactable", "odds"))
        per_call, calls = _per_call(args) or USUAL_CALL_S, _CALLS if args.calls is None else args.calls
        return theory(args.theory, calls, args.officers, per_call, service, args.seed)
    if args.file is None or args.leads is None:
        raise BadUsage("A trial needs a playbook and a file of leads.", "simulate PLAYBOOK --leads FILE")
    _refuse(args, "A trial over a file of leads", ("calls",))
    terms = supplies.terms()
    judged = check(read_named_text(args.file), terms)
    playbook = judged.playbook
    if playbook is None:
        raise refusal(shown_name(args.file), judged.problems)
    zone = _zone(args.zone or supplies.zone)
    rota = rota_of(args.hours or USUAL_HOURS, zone, args.officers, _per_call(args) or playbook.per_call_s, service)
    arrivals = read_arrivals(args.leads, now=supplies.now, zone=zone)
    answer = simulate(playbook, arrivals, terms.rules, rota, _odds(args, supplies), args.seed)
    return {**answer, "warnings": [problem.words for problem in judged.warnings]}


def _refuse(args: Namespace, what: str, options: Iterable[str]) -> None:
    """Refuse what would be read and change nothing: whoever wrote it down believes that it counted."""
    given = [f"--{option}" for option in options if getattr(args, option) is not None]
    if given:
        raise BadUsage(f"{what} takes no {' and no '.join(given)}.", f"Leave out {' and '.join(given)}.")


def _per_call(args: Namespace) -> int | None:
    if args.per_call is None:
        return None
    length = duration_s(args.per_call)
    if not length:
        raise BadInput(f"“{args.per_call}” is no time a call takes.", "Write it like 6m or 90s.")
    return length


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError) as error:
        raise BadInput(f"“{name}” is no time zone.", "Write it like America/Chicago.") from error


def _odds(args: Namespace, supplies: Supplies) -> ContactOdds:
    if args.odds != "own":
        contactable = CONTACTABLE if args.contactable is None else args.contactable / 100
        if not 0 <= contactable <= 1:
            raise BadInput("A share of leads is from 0 to 100 percent.", "Write it like --contactable 60.")
        return studied_odds(supplies.benchmarks(), contactable)
    _refuse(args, "A trial by this desk's past calls", ("contactable",))
    odds = own_odds(supplies.histories())
    if odds is None:
        raise BadInput(
            f"Fewer than {ENOUGH_LEADS} leads were called from this desk, too few to tell odds from.",
            "Leave out --odds own to use the published ones.",
        )
    return odds
