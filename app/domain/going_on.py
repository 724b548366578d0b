"""When a lead nobody tried goes to the next officer by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.answers import Purpose
from app.domain.contact_rules import ContactRules
from app.domain.ground import on_shift_and_allowed
from app.domain.known import Known
from app.domain.lead import Channel, Lead
from app.domain.officer import Officer
from app.domain.outcome import is_attempt, is_contact
from app.domain.playbook import Playbook
from app.domain.shift import shift_calendar
from app.domain.spans import Calendar, instant, moment
from app.domain.stage import Stage
from app.domain.standing import Due, Next

#: a lead that is any further is somebody's, whoever brought it there
_UNTRIED = frozenset({Stage.NEW, Stage.ATTEMPTING})


def goes_on_at(
    playbook: Playbook,
    lead: Lead,
    history: Sequence[Activity],
    stage: Stage,
    following: Next,
    workable: Callable[[], Calendar],
) -> datetime | None:
    """Return when a lead goes on by its playbook; None for one that was tried, is promised something, or stays.

    `stage` and `following` are those before its holder's skips: see `before_skips`; `workable` are the hours of
    `workable_hours`, asked for only where the lead goes on at all.
    The time runs from when the holder could first have called, and over hours in which they can: one of the night
    would be gone by the hour it may be called, and one of Friday evening by Monday, before anybody had seen it.
    """
    after_s, given_at = playbook.take_back_after_s, lead.assigned_at
    if after_s is None or given_at is None or not isinstance(following, Due) or following.is_promise:
        return None
    if stage not in _UNTRIED or any(_keeps(one.kind) for one in history):
        return None
    since = instant(max(given_at, following.due_at))
    until = workable().add_open(since, after_s)
    return moment(since + after_s if until is None else until)


def workable_hours(rules: ContactRules, lead: Lead, known: Known, officer: Officer) -> Calendar:
    """Return when an officer who is there works and may call the lead.

    Days off do not stop the time: the borrower of somebody who is away for a fortnight would wait for as long.
    """
    there = msgspec.structs.replace(officer, days_off=frozenset(), cover=None)
    law = rules.law(rules.place(lead, known), Channel.CALL, Purpose.SOLICIT)
    return on_shift_and_allowed(law.hours, shift_calendar(there))


def before_skips(lead: Lead, history: Sequence[Activity]) -> datetime | None:
    """Return the instant before the holder first skipped any of the lead, None for one of which nothing was.

    A skip moves what is due: whoever skips a step has the lead no longer for that.
    """
    given_at = lead.assigned_at
    skips = (one for one in history if one.kind is Kind.SKIP and given_at is not None and one.logged_at >= given_at)
    skipped_at = next((one.began_at for one in skips), None)
    return None if skipped_at is None else skipped_at - timedelta(microseconds=1)


def _keeps(kind: Kind) -> bool:
    """Return whether the lead stays with its holder for this; a loan was applied for with somebody of ours."""
    return is_attempt(kind) or is_contact(kind) or kind is Kind.STAGE_REPORTED
