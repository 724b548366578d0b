"""Every sum of one officer that section 7 of the domain page names; officer and manager run the same file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.domain.activity import Activity, Evidence
from app.domain.case import Case, PromiseState, channel_of
from app.domain.handing_over import is_handed_over
from app.domain.intervals import median, percentile, wilson
from app.domain.judging import JudgedStep, past_by
from app.domain.lead import Channel
from app.domain.officer import Officer
from app.domain.spans import instant
from app.domain.stage import Stage

FIVE_MINUTES_S = 300
#: closed above: 300 seconds is "0-5"
BANDS = (("0-5", 300), ("5-15", 900), ("15-60", 3600))
LATER, NEVER = "60+", "never"

Row = dict[str, Any]


def team_rows(cases: Iterable[Case], officers: Mapping[str, Officer]) -> list[Row]:
    """Return a row for each officer who holds or held a lead of the cohort or tried one, by name.

    `cases` are the cohort: leads received in the period. See the interfaces page for the row.
    """
    cohort = _Cohort(cases)
    rows = [_row(cohort, officer) for officer_id, officer in officers.items() if officer_id in cohort.people]
    return sorted(rows, key=lambda row: (row["officer"], row["branch"]))


def officer_row(cases: Iterable[Case], officer: Officer) -> Row:
    """Return one officer's sums over a cohort: rates over what they hold, attempts over what they did."""
    return _row(_Cohort(cases), officer)


class _Cohort:
    """A cohort laid out by who is counted: an attempt is its maker's, speed and each step belong to whoever held
    the lead when the window ended, everything else is the holder's. Leads the sources marked as tests are left out.
    """

    def __init__(self, cases: Iterable[Case]) -> None:
        self.held: dict[str | None, list[Case]] = defaultdict(list)
        self.came: dict[str | None, list[Case]] = defaultdict(list)
        self.speed: dict[str | None, list[Case]] = defaultdict(list)
        self.made: dict[str | None, list[Activity]] = defaultdict(list)
        self.steps: dict[str | None, list[JudgedStep]] = defaultdict(list)
        steps: list[JudgedStep] = []
        now = 0
        for case in cases:
            if case.lead.is_test:
                continue
            self.held[case.holder_id].append(case)
            self.came[case.holder_at(case.lead.received_at)].append(case)
            if not case.lead.origin.is_own:
                self.speed[case.speed_holder_id].append(case)
            for activity in case.attempts:
                self.made[activity.actor_id].append(activity)
            steps += case.steps
            now = instant(case.now)
        for step in past_by(steps, now):
            self.steps[step.officer_id].append(step)
        self.people = {*self.held, *self.came, *self.speed, *self.steps, *self.made}


def _row(cohort: _Cohort, officer: Officer) -> Row:
    mine = officer.officer_id
    held, made = cohort.held[mine], cohort.made[mine]
    asked = [case for case in cohort.speed[mine] if not case.is_borrower_first]
    # of a clock nobody can vouch for no speed is made; how many those are stands beside it
    called = [case for case in asked if not case.is_doubtful(case.first_call)]
    reached = [case for case in asked if not case.is_doubtful(case.first_contact)]
    contacted = sum(case.first_contact is not None for case in held)
    low, high = wilson(contacted, len(held))
    return {
        "officer": officer.name,
        "branch": officer.branch,
        "leads": len(held),
        "moved_in": sum(case.holder_at(case.lead.received_at) != mine for case in held),
        "moved_out": sum(case.holder_id != mine for case in cohort.came[mine]),
        "never_called": sum(not case.calls for case in held),
        "called_once": sum(len(case.calls) == 1 for case in held),
        "first_attempt": {
            **_speed([case.attempt_s for case in called]),
            "borrower_first": len(cohort.speed[mine]) - len(asked),
        },
        "first_contact": _speed([case.contact_s for case in reached]),
        "working_clock": _speed([case.working_s for case in called]),
        "attempts": _by_channel(made),
        "attempts_per_lead": len(made) / len(held) if held else None,
        "contacted": {"n": contacted, "of": len(held), "low": low, "high": high},
        "adherence": _adherence(cohort.steps[mine]),
        "promises": _promises(held),
        "appointments": sum(case.has_reached(Stage.APPOINTMENT) for case in held),
        "applications": sum(case.has_reached(Stage.APPLICATION_SUBMITTED) for case in held),
        "funded": sum(case.has_reached(Stage.FUNDED) for case in held),
        # for compliance: a no for credit or income that the loan system has to end
        "handed_over": sum(any(map(is_handed_over, case.history)) for case in held),
        "open_overdue": sum(case.is_overdue for case in held),
        # what a manager is rung for: a new lead whose first call did not come in its time
        "first_calls_missed": sum(case.is_overdue and not case.calls for case in held),
        "evidence": _evidence(made),
        "back_dated": _back_dated(asked),
        "poor_clock": _poor_clock(asked),
    }


def _speed(values: Sequence[float | None]) -> Row:
    """Return the sums of one speed: over leads that have one, but within five minutes of all leads received.

    Those of which no speed is to be made are not among the values.
    """
    known = [value for value in values if value is not None]
    counts = Counter(_band(value) for value in values)
    return {
        "median_s": median(known),
        "p90_s": percentile(known, 0.9),
        "n": len(known),
        "within_5m": {"n": sum(value <= FIVE_MINUTES_S for value in known), "of": len(values)},
        "bands": {name: counts[name] for name in (*(band for band, _ in BANDS), LATER, NEVER)},
    }


def _band(value: float | None) -> str:
    if value is None:
        return NEVER
    return next((name for name, limit in BANDS if value <= limit), LATER)


def _by_channel(made: Sequence[Activity]) -> dict[str, int]:
    counts = Counter(channel_of(activity) for activity in made)
    return {channel.value: counts[channel] for channel in (Channel.CALL, Channel.EMAIL, Channel.TEXT)}


def _adherence(steps: Sequence[JudgedStep]) -> Row:
    counted = [step for step in steps if not step.excused]
    excused = Counter(step.excused for step in steps if step.excused)
    return {"n": sum(s.is_on_time for s in counted), "of": len(counted), "excused": dict(sorted(excused.items()))}


def _promises(held: Sequence[Case]) -> Row:
    states = Counter(state for case in held for _, state in case.promises)
    kept = states[PromiseState.KEPT]
    return {"n": kept, "of": kept + states[PromiseState.BROKEN]}


def _evidence(made: Sequence[Activity]) -> dict[str, int]:
    counts = Counter(activity.evidence for activity in made if channel_of(activity) is Channel.CALL)
    return {grade.value: counts[grade] for grade in Evidence}


def _back_dated(asked: Sequence[Case]) -> Row:
    """Return the share of first calls that were entered late; it stands beside the speed they make."""
    first = [case.first_call for case in asked if case.first_call is not None]
    return {"n": sum(activity.back_dated for activity in first), "of": len(first)}


def _poor_clock(asked: Sequence[Case]) -> Row:
    """Return of how many leads with a speed one is left out, because its clock cannot be believed."""
    firsts = [(case, [a for a in (case.first_call, case.first_contact) if a is not None]) for case in asked]
    left_out = sum(any(map(case.is_doubtful, first)) for case, first in firsts)
    return {"n": left_out, "of": sum(bool(first) for _, first in firsts)}
