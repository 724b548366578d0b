"""Every sum of one officer that section 7 of the domain page names; officer and manager run the same file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from app.domain.activity import Activity, Evidence
from app.domain.case import Case, PromiseState, channel_of
from app.domain.handing_over import is_handed_over
from app.domain.intervals import median, percentile, wilson
from app.domain.judging import JudgedStep, past_by
from app.domain.lead import Channel
from app.domain.officer import Officer
from app.domain.spans import instant
from app.domain.stage import Stage
from app.domain.standing import PromiseRecord

FIVE_MINUTES_S = 300
#: closed above: 300 seconds is "0-5"
BANDS = (("0-5", 300), ("5-15", 900), ("15-60", 3600))
LATER, NEVER = "60+", "never"

Row = dict[str, Any]


def team_rows(cases: Iterable[Case], officers: Mapping[str, Officer]) -> list[Row]:
    """Return a row for each officer who holds or held a lead of the cohort or tried one, by name.

    `cases` are the cohort: leads received in the period. See the interfaces page for the row.
    """
    cohort = Cohort(cases)
    shares = {officer_id: Share(cohort, officer_id) for officer_id in officers if officer_id in cohort.people}
    rows = [row_of(share, officers[officer_id]) for officer_id, share in shares.items()]
    return sorted(rows, key=lambda row: (row["officer"], row["branch"]))


def officer_row(cases: Iterable[Case], officer: Officer) -> Row:
    """Return one officer's sums over a cohort: rates over what they hold, attempts over what they did."""
    return row_of(share_of(cases, officer), officer)


class Cohort:
    """A cohort laid out by who is counted: an attempt is its maker's, speed and each step belong to whoever held
    the lead when the window ended, everything else is the holder's. Leads the sources marked as tests are left out.
    """

    def __init__(self, cases: Iterable[Case]) -> None:
        self.held: dict[str | None, list[Case]] = defaultdict(list)
        self.came: dict[str | None, list[Case]] = defaultdict(list)
        self.speed: dict[str | None, list[Case]] = defaultdict(list)
        self.made: dict[str | None, list[Activity]] = defaultdict(list)
        self.steps: dict[str | None, list[JudgedStep]] = defaultdict(list)
        self.confirmable: dict[str | None, list[Activity]] = defaultdict(list)
        self.unlogged: Counter[str | None] = Counter()
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
            for call in filter(case.phone.covers, case.calls):
                self.confirmable[call.actor_id].append(call)
            self.unlogged.update(case.phone.unlogged.get(case.lead.lead_id, ()))
            steps += case.steps
            now = instant(case.now)
        for step in past_by(steps, now):
            self.steps[step.officer_id].append(step)
        self.people = {*self.held, *self.came, *self.speed, *self.steps, *self.made, *self.unlogged}


def row_of(share: Share, officer: Officer) -> Row:
    """Return the sums of what is an officer's of a cohort."""
    held, contacted = share.held, len(share.contacted)
    low, high = wilson(contacted, len(held))
    return {
        "officer": officer.name,
        "branch": officer.branch,
        "leads": len(held),
        "moved_in": len(share.moved_in),
        "moved_out": len(share.moved_out),
        "never_called": len(share.never_called),
        "called_once": len(share.called_once),
        "first_attempt": {
            **_speed([case.attempt_s for case in share.called]),
            "borrower_first": len(share.borrower_first),
        },
        "first_contact": _speed([case.contact_s for case in share.reached]),
        "working_clock": _speed([case.working_s for case in share.called]),
        "attempts": _by_channel(share.made),
        "attempts_per_lead": len(share.made) / len(held) if held else None,
        "contacted": {"n": contacted, "of": len(held), "low": low, "high": high},
        "adherence": _adherence(share.steps),
        "promises": _promises(share.promises),
        "appointments": len(share.at_stage(Stage.APPOINTMENT)),
        "applications": len(share.at_stage(Stage.APPLICATION_SUBMITTED)),
        "funded": len(share.at_stage(Stage.FUNDED)),
        # for compliance: a no for credit or income that the loan system has to end
        "handed_over": len(share.handed_over),
        "open_overdue": len(share.overdue),
        # what a manager is rung for: a new lead whose first call did not come in its time
        "first_calls_missed": sum(not case.calls for case in share.overdue),
        "evidence": _evidence(share.made),
        "confirmed_calls": _confirmed(share.confirmable),
        "unlogged_calls": share.cohort.unlogged[share.officer_id],
        "back_dated": _back_dated(share.asked),
        "poor_clock": {"n": len(share.left_out), "of": len(share.timed)},
    }


class Share(msgspec.Struct, frozen=True, dict=True):
    """What of a cohort is one officer's, figure by figure: a number counts these, and its explanation lists them."""

    cohort: Cohort
    officer_id: str

    @cached_property
    def held(self) -> list[Case]:
        return self.cohort.held[self.officer_id]

    @cached_property
    def made(self) -> list[Activity]:
        return self.cohort.made[self.officer_id]

    @cached_property
    def confirmable(self) -> list[Activity]:
        """Return the calls of which the phone system's records are here, but for those from a personal phone."""
        return self.cohort.confirmable[self.officer_id]

    @cached_property
    def steps(self) -> list[JudgedStep]:
        return self.cohort.steps[self.officer_id]

    @cached_property
    def moved_in(self) -> list[Case]:
        return [case for case in self.held if case.holder_at(case.lead.received_at) != self.officer_id]

    @cached_property
    def moved_out(self) -> list[Case]:
        return [case for case in self.cohort.came[self.officer_id] if case.holder_id != self.officer_id]

    @cached_property
    def never_called(self) -> list[Case]:
        return [case for case in self.held if not case.calls]

    @cached_property
    def called_once(self) -> list[Case]:
        return [case for case in self.held if len(case.calls) == 1]

    @cached_property
    def asked(self) -> list[Case]:
        """Return the leads whose speed is the officer's, but for those whose borrower came first."""
        return [case for case in self.cohort.speed[self.officer_id] if not case.is_borrower_first]

    @cached_property
    def borrower_first(self) -> list[Case]:
        return [case for case in self.cohort.speed[self.officer_id] if case.is_borrower_first]

    @cached_property
    def called(self) -> list[Case]:
        # of a clock nobody can vouch for no speed is made; how many those are stands beside it
        return [case for case in self.asked if not case.is_doubtful(case.first_call)]

    @cached_property
    def reached(self) -> list[Case]:
        return [case for case in self.asked if not case.is_doubtful(case.first_contact)]

    @cached_property
    def timed(self) -> list[Case]:
        """Return the leads with a call or a contact, of which a speed could be made."""
        return [case for case in self.asked if case.first_call is not None or case.first_contact is not None]

    @cached_property
    def left_out(self) -> list[Case]:
        """Return those of them of which a speed is left out, because its clock cannot be believed."""
        return [c for c in self.timed if c.is_doubtful(c.first_call) or c.is_doubtful(c.first_contact)]

    @cached_property
    def contacted(self) -> list[Case]:
        return [case for case in self.held if case.first_contact is not None]

    @cached_property
    def promises(self) -> list[tuple[Case, PromiseRecord, PromiseState]]:
        return [(case, promise, state) for case in self.held for promise, state in case.promises]

    def at_stage(self, stage: Stage) -> list[Case]:
        return [case for case in self.held if case.has_reached(stage)]

    @cached_property
    def handed_over(self) -> list[Case]:
        return [case for case in self.held if any(map(is_handed_over, case.history))]

    @cached_property
    def overdue(self) -> list[Case]:
        return [case for case in self.held if case.is_overdue]


def share_of(cases: Iterable[Case], officer: Officer) -> Share:
    """Return what an officer's sums over a cohort are made of."""
    return Share(Cohort(cases), officer.officer_id)


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


def _promises(promises: Sequence[tuple[Case, PromiseRecord, PromiseState]]) -> Row:
    states = Counter(state for _, _, state in promises)
    kept = states[PromiseState.KEPT]
    return {"n": kept, "of": kept + states[PromiseState.BROKEN]}


def _evidence(made: Sequence[Activity]) -> dict[str, int]:
    counts = Counter(activity.evidence for activity in made if channel_of(activity) is Channel.CALL)
    return {grade.value: counts[grade] for grade in Evidence}


def _confirmed(calls: Sequence[Activity]) -> Row:
    return {"n": sum(call.evidence is Evidence.CONFIRMED for call in calls), "of": len(calls)}


def _back_dated(asked: Sequence[Case]) -> Row:
    """Return the share of first calls that were entered late; it stands beside the speed they make."""
    first = [case.first_call for case in asked if case.first_call is not None]
    return {"n": sum(activity.back_dated for activity in first), "of": len(first)}
