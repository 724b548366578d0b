"""Why the pool had no lead for somebody who asked for the next one."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from app.domain.distributing import Passed
from app.hub.distributing import Distribution
from app.hub.pool import Rules
from app.hub.ports import Rows
from app.hub.records import HOLDERS, Person

NO_LICENCES = "None of your licences is recorded; ask IT to do so with hub person set."
_COMES = "What comes in for you rings by itself."
_FULL = {
    Passed.DAY_FULL: "You have had as many leads today as you are to have; your manager says how many.",
    Passed.ALL_FULL: "You have as many open leads as you are to have at once; close some, or ask your manager.",
    Passed.NO_NEW_LEADS: "Your manager has said that you are given no new leads for now.",
}
#: of more it is not looked which of them are for whom
_LOOKED_AT = 200


def why_nothing(rows: Rows, rules: Rules, person: Person, now: datetime) -> str:
    """Return in a sentence or two what keeps this person from a lead; whose any is, it does not tell."""
    if person.role not in HOLDERS:
        return "Leads of the pool are for those who call them."
    full = Distribution(rows, rules, now).room(person)
    if full is not None:
        return _FULL[full]
    waiting = rows.leads.waiting(now, _LOOKED_AT, even_resting=True)
    if not waiting:
        return f"The pool is empty. {_COMES}"
    if person.officer.licences is None:
        return NO_LICENCES
    mine = [lead for lead in waiting if rules.may_be_given(lead, person.officer, now)]
    if not mine:
        return f"{_many(len(waiting))} in states you have no licence for. {_COMES}"
    opens = min(rules.resting(rows, mine, now).values(), default=None)
    if opens is None:
        return _COMES
    at = opens.astimezone(ZoneInfo(person.officer.zone))
    clock = f"{at:%b} {at.day}, {at:%I:%M %p}".replace(" 0", " ")
    return f"{_many(len(mine))} that nobody may call now; the first opens {clock}."


def _many(count: int) -> str:
    return "1 lead waits" if count == 1 else f"{count} leads wait"
