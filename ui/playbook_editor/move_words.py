"""A lead's move in words: what is next before and after, and what it notices first."""

from __future__ import annotations

from datetime import datetime

from app.domain.moving import MoveTold, NextTold
from app.domain.stage import Stage
from app.domain.standing import Wait
from ui import wording
from ui.language import from_app, marked, translate

_WAITS = {
    Wait.NURTURE: marked("moving", "waits (not now) until {}"),
    Wait.LANGUAGE: marked("moving", "waits for another language until {}"),
    Wait.LAST_WINDOW: marked("moving", "all tried; ends {}"),
    Wait.NO_WAY_TO_REACH: marked("moving", "no way to reach; looked at again {}"),
    Wait.LOAN_SYSTEM: marked("moving", "waits for the loan system until {}"),
}
#: what a version changes first, as the engine names it
_FIRST = {
    "next": marked("moving", "something else is next"),
    "due": marked("moving", "another time"),
    "on time until": marked("moving", "another time to be done by"),
    "until": marked("moving", "waits until another time"),
    "since": marked("moving", "ended at another time"),
    "step": marked("moving", "asked for under one of the two alone"),
}


def who_words(told: MoveTold, name: str, now: datetime, zone: str) -> str:
    """Name a lead: as this desk knows it, else by its holder and when it came."""
    if name:
        return name
    when = wording.moment(told.received_at, now, zone)
    if told.officer:
        return translate("moving", "{}'s, received {}").format(told.officer, when)
    return translate("moving", "nobody's, received {}").format(when)


def next_words(told: NextTold, now: datetime, zone: str) -> str:
    when = wording.moment(told.due_at, now, zone)
    match told.kind:
        case "step":
            return f"{told.step}, {when}"
        case "promise":
            return translate("moving", "what was promised, {}").format(when)
        case "wait":
            return translate("moving", _WAITS[Wait(told.step)]).format(when)
        case _:
            return f"{from_app(Stage(told.step).words)}, {when}"


def change_words(told: MoveTold) -> str:
    """Say what a lead notices first."""
    if not told.changes:
        return translate("moving", "nothing")
    words = translate("moving", _FIRST.get(told.changes, told.changes))
    return f"{told.at_step}: {words}" if told.at_step else words
