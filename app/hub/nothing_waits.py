"""Why the pool had no lead for somebody who asked for the next one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from app.domain.distributing import Passed
from app.domain.lead import Lead
from app.domain.time_words import clock_words
from app.hub.distributing import Distribution
from app.hub.pool import ENDED, MOST_PASSED, Rules
from app.hub.ports import Rows
from app.hub.records import HOLDERS, HeldLead, Person

_NO_LICENCES = "None of your licences is recorded; ask IT to do so with hub person set."
_COMES = "What comes in for you rings by itself."
_FULL = {
    Passed.DAY_FULL: "You have had as many leads today as you are to have; your manager says how many.",
    Passed.ALL_FULL: "You have as many open leads as you are to have at once; close some, or ask your manager.",
    Passed.NO_NEW_LEADS: "Your manager has said that you are given no new leads for now.",
}
#: of more it is not looked when they open
_LOOKED_AT = 200


def why_nothing(rows: Rows, rules: Rules, person: Person, now: datetime) -> str:
    """Return in a sentence or two what keeps this person from a lead; whose any is, it does not tell."""
    if person.role not in HOLDERS:
        return "Leads of the pool are for those who call them."
    full = Distribution(rows, rules, now).room(person)
    if full is not None:
        return _FULL[full]
    mine, others = _waiting(rows, rules, person, now)
    said = [*_opening(_opens(rows, rules, mine, now), len(mine), person, now)]
    real = [] if said and person.officer.licences is not None else _opens(rows, rules, others, now)
    if real and person.officer.licences is None:
        said.append(_NO_LICENCES)
    elif real:
        said.append(f"{_many(len(real), len(others))} in states you have no licence for. {_COMES}")
    if said:
        return " ".join(said)
    return _COMES if max(len(mine), len(others)) > _LOOKED_AT else f"The pool is empty. {_COMES}"


def _waiting(rows: Rows, rules: Rules, person: Person, now: datetime) -> tuple[list[Lead], list[Lead]]:
    """Return what waits that may go to somebody, and what may not, until there is enough to tell of."""
    mine: list[Lead] = []
    others: list[Lead] = []
    after = None
    while len(mine) <= _LOOKED_AT and len(others) < MOST_PASSED:
        # what is known to rest for longer than this has ended, or is a test
        part = rows.leads.waiting(now + ENDED / 2, _LOOKED_AT, after=after)
        for lead in part:
            (mine if rules.may_be_given(lead, person.officer, now) else others).append(lead)
        if len(part) < _LOOKED_AT:
            break
        after = part[-1]
    return mine, others


def _opens(rows: Rows, rules: Rules, leads: Sequence[Lead], now: datetime) -> list[datetime]:
    """Return when each that is looked at may be called, without those that are over and those nobody may ever call."""
    if not leads:
        return []
    looks = rules.looks(rows, [HeldLead(lead, None) for lead in leads[:_LOOKED_AT]], now)
    return [at for look in looks.values() if (at := look.opens_at(now)) is not None]


def _opening(opens: Sequence[datetime], of: int, person: Person, now: datetime) -> Iterator[str]:
    later = [at for at in opens if at > now]
    if later:
        first = clock_words(min(later), now, ZoneInfo(person.officer.zone))
        which = "one of them" if of > _LOOKED_AT else "the first"
        yield f"{_many(len(later), of)} that nobody may call now; {which} opens {first}."


def _many(count: int, of: int) -> str:
    """Say how many there are, where no more of them were looked at than so many."""
    if of > _LOOKED_AT:
        return f"{count} leads or more wait"
    return "1 lead waits" if count == 1 else f"{count} leads wait"
