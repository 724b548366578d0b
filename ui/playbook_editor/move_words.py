"""A lead's move in words: what is next before and after, and what it notices first."""

from __future__ import annotations

from datetime import datetime

from app.domain.moving import MoveTold, NextTold
from app.domain.stage import Stage
from app.domain.standing import Wait
from ui import wording

_WAITS = {
    Wait.NURTURE: "waits (not now) until {}",
    Wait.LANGUAGE: "waits for another language until {}",
    Wait.LAST_WINDOW: "all tried; ends {}",
    Wait.NO_WAY_TO_REACH: "no way to reach; looked at again {}",
    Wait.LOAN_SYSTEM: "waits for the loan system until {}",
}
#: what a version changes first, as the engine names it
_FIRST = {
    "next": "something else is next",
    "due": "another time",
    "on time until": "another time to be done by",
    "until": "waits until another time",
    "since": "ended at another time",
    "step": "asked for under one of the two alone",
}


def who_words(told: MoveTold, name: str, now: datetime, zone: str) -> str:
    """Name a lead: as this desk knows it, else by its holder and when it came."""
    if name:
        return name
    holder = f"{told.officer}'s" if told.officer else "nobody's"
    return f"{holder}, received {wording.moment(told.received_at, now, zone)}"


def next_words(told: NextTold, now: datetime, zone: str) -> str:
    when = wording.moment(told.due_at, now, zone)
    match told.kind:
        case "step":
            return f"{told.step}, {when}"
        case "promise":
            return f"what was promised, {when}"
        case "wait":
            return _WAITS[Wait(told.step)].format(when)
        case _:
            return f"{Stage(told.step).words}, {when}"


def change_words(told: MoveTold) -> str:
    """Say what a lead notices first."""
    if not told.changes:
        return "nothing"
    words = _FIRST.get(told.changes, told.changes)
    return f"{told.at_step}: {words}" if told.at_step else words
