"""What is measured of a lead in an experiment: whether it happened in time, and what it may not have cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.case import Case
from app.domain.experiments.guarding import Guard, Harm, guard
from app.domain.experiments.randomising import Arm
from app.domain.experiments.sequential import Outcome
from app.domain.stage import Stage


class Measure(StrEnum):
    """What a version is to bring more of."""

    CONTACT = "contact"
    APPOINTMENT = "appointment"
    APPLICATION = "application"
    FUNDED = "funded"


#: how long each is usually waited for
USUAL_DAYS = {Measure.CONTACT: 14, Measure.APPOINTMENT: 21, Measure.APPLICATION: 30, Measure.FUNDED: 90}
_OPTED_OUT = frozenset({Kind.DO_NOT_CALL, Kind.OPTED_OUT, Kind.STOP, Kind.WITHDREW})
#: there is no outcome of that name; an officer who was complained of writes it down as the reason of one
_COMPLAINT = "complain"
_STAGES = {
    Measure.APPOINTMENT: Stage.APPOINTMENT,
    Measure.APPLICATION: Stage.APPLICATION_SUBMITTED,
    Measure.FUNDED: Stage.FUNDED,
}


class Subject(msgspec.Struct, frozen=True):
    """A person in an experiment, all their leads in it together; `came_at` is when the first of them came."""

    is_tried: bool
    came_at: datetime
    cases: tuple[Case, ...]


def subjects(cases: Iterable[Case], arms: Mapping[str, Arm]) -> list[Subject]:
    """Return the people in the order they came, each once."""

    def unit(case: Case) -> str:
        return arms[case.lead.lead_id].unit_id

    mine = sorted(
        (case for case in cases if case.lead.lead_id in arms), key=lambda case: (unit(case), case.lead.lead_id)
    )
    found = []
    for unit_id, group in groupby(mine, key=unit):
        theirs = tuple(group)
        is_tried = arms[theirs[0].lead.lead_id].is_tried
        found.append((min(case.lead.received_at for case in theirs), unit_id, is_tried, theirs))
    return [
        Subject(is_tried, came_at, theirs) for came_at, _, is_tried, theirs in sorted(found, key=lambda one: one[:2])
    ]


def outcomes(people: Iterable[Subject], measure: Measure, within: timedelta, now: datetime) -> list[Outcome]:
    """Return what became of each whose time has passed.

    Who came lately is left out though it happened already: else the quick ones of the last days would count, and the
    slow ones not.
    """
    return [
        Outcome(one.is_tried, any(happened_in_time(case, measure, one.came_at + within) for case in one.cases))
        for one in people
        if now >= one.came_at + within
    ]


def happened_in_time(case: Case, measure: Measure, until: datetime) -> bool:
    """Return whether it happened by an instant."""
    if measure is Measure.CONTACT:
        contact = case.first_contact
        return contact is not None and contact.began_at <= until
    if measure is Measure.APPOINTMENT and any(a.kind is Kind.APPOINTMENT for a in _until(case, until)):
        return True
    reached_at = case.reached_at(_STAGES[measure])
    return reached_at is not None and reached_at <= until


def guards(arms: Iterable[Arm], histories: Mapping[str, Sequence[Activity]], share: float) -> list[Guard]:
    """Return each harm as it stands, of everybody who came so far: nobody waits to stop what harms.

    `histories` are of each lead what stands.
    """
    people: dict[str, tuple[bool, list[Activity]]] = {}
    for arm in arms:
        people.setdefault(arm.unit_id, (arm.is_tried, []))[1].extend(histories.get(arm.lead_id, ()))
    return [_guard(harm, list(people.values()), share) for harm in Harm]


def _guard(harm: Harm, people: Sequence[tuple[bool, list[Activity]]], share: float) -> Guard:
    def of_arm(*, is_tried: bool) -> tuple[int, int]:
        arm = [history for tried, history in people if tried is is_tried]
        return sum(any(_is_harm(one, harm) for one in history) for history in arm), len(arm)

    return guard(harm, of_arm(is_tried=True), of_arm(is_tried=False), share)


def _is_harm(activity: Activity, harm: Harm) -> bool:
    if harm is Harm.OPT_OUTS:
        return activity.kind in _OPTED_OUT
    return _COMPLAINT in activity.reason.casefold()


def _until(case: Case, until: datetime) -> list[Activity]:
    return [activity for activity in case.history if activity.began_at <= until]
