"""Whose turn a lead is: who may have it at all, and among those by weight, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from app.domain.lead import Lead
from app.domain.officer import Officer
from app.domain.presence import There
from app.domain.shift import shift_calendar
from app.domain.spans import instant

#: a lead in the whole parts that turns are kept in, so that shares add up to the same on every machine
WHOLE_LEAD = 1_000_000


class Passed(StrEnum):
    """Why somebody did not get a lead."""

    LEFT = "left"
    HAD_IT = "had_it"
    ASSISTS = "assists"
    NO_SHARE = "no_share"
    NO_DESK = "no_desk"
    UNLICENSED = "unlicensed"
    LANGUAGE = "language"
    NO_NEW_LEADS = "no_new_leads"
    AWAY = "away"
    OFF_SHIFT = "off_shift"
    DAY_FULL = "day_full"
    ALL_FULL = "all_full"
    ANOTHERS_TURN = "anothers_turn"


class Seat(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody is to be given: `weight` beside the others', and no more than the caps; None is no cap.

    `languages` are those spoken beside English, in small letters. `works_for` are the people an assistant works
    leads of, and who does that is given none of their own.
    """

    weight: int = 1
    cap_a_day: int | None = None
    cap_open: int | None = None
    languages: frozenset[str] = frozenset()
    no_new_until: datetime | None = None
    works_for: tuple[str, ...] = ()


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may be given a lead, and what they had: `given_today` on their own calendar's day.

    `owed` is what their turns came to so far, in parts of a lead: their share of those they could have had, less those
    they got. `there` is what they said of themselves.
    """

    officer: Officer
    seat: Seat = Seat()
    owed: int = 0
    given_today: int = 0
    open_leads: int = 0
    has_left: bool = False
    has_desk: bool = True
    had_it: bool = False
    there: There = There()

    @property
    def officer_id(self) -> str:
        return self.officer.officer_id


class Turn(msgspec.Struct, frozen=True):
    """Who gets a lead, "" for nobody; why each of the others does not; and what those who could are owed by now."""

    chosen: str
    passed: dict[str, Passed]
    owed: dict[str, int]


MayHave = Callable[[Lead, Officer, datetime], bool]


def whose_turn(
    candidates: Sequence[Candidate],
    lead: Lead,
    at: datetime,
    may_have: MayHave,
    *,
    languages: frozenset[str] | None = None,
) -> Turn:
    """Return who gets the lead at this instant; of those owed the same, who comes first among the candidates.

    `may_have` asks the licence. With `languages` only who speaks one of them may have it. Smooth weighted round robin:
    each who could have the lead is owed a share of it by weight, who is owed most gets it, and what they get is taken
    off, so that nobody gets theirs in a row, and who could not have it is neither owed it nor behind for it.
    """
    passed = {one.officer_id: why for one in candidates if (why := passed_over(one, lead, at, may_have, languages))}
    could = [one for one in candidates if one.officer_id not in passed]
    if not could:
        return Turn("", passed, {})
    weights = sum(one.seat.weight for one in could)
    shares = {one.officer_id: one.seat.weight * WHOLE_LEAD // weights for one in could}
    owed = {one.officer_id: one.owed + shares[one.officer_id] for one in could}
    chosen = max(owed, key=lambda officer_id: owed[officer_id])
    # what was shared and no more: the rest of a division would add up over the years
    owed[chosen] -= sum(shares.values())
    behind = {officer_id: Passed.ANOTHERS_TURN for officer_id in owed if officer_id != chosen}
    return Turn(chosen, {**passed, **behind}, owed)


def passed_over(
    one: Candidate, lead: Lead, at: datetime, may_have: MayHave, languages: frozenset[str] | None = None
) -> Passed | None:
    """Return why somebody cannot have the lead now, the most lasting reason first; None where they can."""
    return _never(one, lead, at, may_have, languages) or _not_now(one, at)


def _never(
    one: Candidate, lead: Lead, at: datetime, may_have: MayHave, languages: frozenset[str] | None
) -> Passed | None:
    if one.has_left:
        return Passed.LEFT
    if one.had_it:
        return Passed.HAD_IT
    if one.seat.works_for:
        return Passed.ASSISTS
    if one.seat.weight < 1:
        return Passed.NO_SHARE
    if not one.has_desk:
        return Passed.NO_DESK
    if not may_have(lead, one.officer, at):
        return Passed.UNLICENSED
    if languages is not None and languages.isdisjoint(one.seat.languages):
        return Passed.LANGUAGE
    return None


def _not_now(one: Candidate, at: datetime) -> Passed | None:
    seat, officer, there = one.seat, one.officer, one.there
    if _holds(seat.no_new_until, at) or _holds(there.no_new_until, at):
        return Passed.NO_NEW_LEADS
    if _holds(there.away_until, at):
        return Passed.AWAY
    # a day that somebody covers is open in the calendar, and its holder away all the same
    if at.astimezone(ZoneInfo(officer.zone)).date() in officer.days_off:
        return Passed.AWAY
    if not (_holds(there.working_until, at) or shift_calendar(officer).is_open(instant(at))):
        return Passed.OFF_SHIFT
    return full(one)


def _holds(until: datetime | None, at: datetime) -> bool:
    return until is not None and at < until


def full(one: Candidate) -> Passed | None:
    """Return which of the caps leaves no room for another lead."""
    seat = one.seat
    if seat.cap_a_day is not None and one.given_today >= seat.cap_a_day:
        return Passed.DAY_FULL
    if seat.cap_open is not None and one.open_leads >= seat.cap_open:
        return Passed.ALL_FULL
    return None
