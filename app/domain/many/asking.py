"""Many leads asked about at once: the array engine's answers, and those of the leads it does not follow beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import numpy as np

from app.domain.cadence import next_step, whereabouts
from app.domain.contact_rules import ContactRules
from app.domain.ground import Ground
from app.domain.many.answers import Answers, Stands
from app.domain.many.columns import Asked, Columns, Facts, columns_of, facts_of
from app.domain.many.courses import Courses
from app.domain.many.grounds import Grounds
from app.domain.many.openings import Ints
from app.domain.many.rungs import Rungs
from app.domain.spans import WEEK_S, instant
from app.domain.standing import Next

#: weeks looked ahead of all that the playbooks' steps reach, and back: the longest closures, and a cap's period
_AHEAD, _BACK = 8, 3
#: the weeks known are widened by so many at once, so that tomorrow's questions find them there
_AT_ONCE = 13
#: grounds kept for the next question, and of how many sets of rules
_MOST_GROUNDS, _MOST_RULES = 8192, 4
_remembered: dict[int, _Almanac] = {}


def next_steps(asked: Sequence[Asked], rules: ContactRules, now: datetime) -> list[Next]:
    """Return for each lead what `cadence.next_step` does."""
    found = answers(columns_of(asked, facts_of(asked, now), rules), rules, now).nexts() if asked else []
    return [
        next_step(one.playbook, one.lead, one.history, rules, one.known, one.officer, now) if answer is None else answer
        for one, answer in zip(asked, found, strict=True)
    ]


def stands(asked: Sequence[Asked], facts: Facts, rules: ContactRules, now: datetime) -> list[Stands]:
    """Return for each lead, its facts as of `now`, of what `cadence.whereabouts` tells that which is kept beside it."""
    found = answers(columns_of(asked, facts, rules), rules, now).stands() if asked else []
    return [_alone(one, rules, now) if answer is None else answer for one, answer in zip(asked, found, strict=True)]


def _alone(one: Asked, rules: ContactRules, now: datetime) -> Stands:
    where = whereabouts(one.playbook, one.lead, one.history, rules, one.known, one.officer, now)
    return Stands(where.stage, where.next, where.revisit_at)


def answers(columns: Columns, rules: ContactRules, now: datetime) -> Answers:
    """Follow leads from their columns and return what they need next; at least one lead is asked about."""
    second, rungs = instant(now), Rungs(columns.playbooks)
    activities = columns.activities.at
    low = min(int(columns.received.min()), int(activities.min(initial=second)), second)
    high = max(int(columns.received.max()), int(activities.max(initial=second)), second) + rungs.reach_s
    almanac = _remembered.get(id(rules))
    if almanac is None:
        if len(_remembered) >= _MOST_RULES:
            _remembered.clear()
        almanac = _remembered[id(rules)] = _Almanac(rules)
    grounds, ground = almanac.look(columns, low, high)
    courses = Courses(columns, grounds, ground, rungs)
    courses.follow(second)
    return Answers(courses, grounds, ground, rungs, columns.order)


class _Almanac:
    """The grounds met under one set of rules, worked out in arrays for the weeks that were asked about.

    Grounds that are alike are one, whoever's objects they are made of.
    """

    def __init__(self, rules: ContactRules) -> None:
        self._rules: Final = rules
        self._all: list[Ground] = []
        self._rows: dict[tuple[object, ...], int] = {}
        self._met: dict[int, tuple[Ground, int]] = {}
        self._grounds: Grounds | None = None

    def look(self, columns: Columns, low: int, high: int) -> tuple[Grounds, Ints]:
        """Return the grounds of these leads between two instants, and for each lead its row there."""
        first = (low // WEEK_S - _BACK) // _AT_ONCE * _AT_ONCE
        past = -(-(high // WEEK_S + _AHEAD) // _AT_ONCE) * _AT_ONCE
        known = self._grounds
        if len(self._met) > _MOST_GROUNDS:
            self._all, self._rows, self._met, known = [], {}, {}, None
        rows = np.array([self._row(ground) for ground in columns.grounds], np.int64)
        if known is None or known.count < len(self._all) or first < known.first or past > known.past:
            if known is not None:
                first, past = min(first, known.first), max(past, known.past)
            known = self._grounds = Grounds(tuple(self._all), first, past)
        return known, rows[columns.ground]

    def _row(self, ground: Ground) -> int:
        met = self._met.get(id(ground))
        if met is None:
            place, officer = ground.place, ground.officer
            shifts = officer.zone, officer.hours, officer.days_off, officer.cover, officer.working
            row = self._rows.setdefault((place.zones, place.states, place.clock_zone, *shifts), len(self._all))
            if row == len(self._all):
                self._all.append(ground)
            met = self._met[id(ground)] = ground, row
        return met[1]
