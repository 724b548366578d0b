"""Every sum of the domain page's section 7; officer and manager run the same file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.domain.activity import Activity, Evidence
from app.domain.case import Case, attempts_of
from app.domain.intervals import median, percentile, wilson
from app.domain.lead import Channel
from app.domain.officer import Officer
from app.domain.stage import Stage

FIVE_MINUTES_S = 300
#: closed above: 300 seconds is "0-5"
BANDS = (("0-5", 300), ("5-15", 900), ("15-60", 3600))
LATER, NEVER = "60+", "never"

Row = dict[str, Any]


def team_rows(cases: Iterable[Case], officers: Mapping[str, Officer]) -> list[Row]:
    """Return a row for each officer who holds a lead of the cohort or tried one, by name.

    `cases` are the cohort: leads received in the period. See the interfaces page for the row.
    """
    all_cases = list(cases)
    rows = [
        officer_row(all_cases, officer)
        for officer in officers.values()
        if any(case.holder_id == officer.officer_id or attempts_of(case, officer.officer_id) for case in all_cases)
    ]
    return sorted(rows, key=lambda row: str(row["officer"]))


def officer_row(cases: Sequence[Case], officer: Officer) -> Row:
    """Return one officer's sums over a cohort: rates over what they hold, attempts over what they did."""
    mine = officer.officer_id
    held = [case for case in cases if case.holder_id == mine]
    tried = [a for case in cases for a in attempts_of(case, mine)]
    quick = [c for c in cases if not c.lead.origin.is_own and c.holder_at(c.speed_window_ends_at) == mine]
    asked = [case for case in quick if not case.is_borrower_first]
    contacted = sum(case.first_contact is not None for case in held)
    low, high = wilson(contacted, len(held))
    return {
        "officer": officer.name,
        "branch": officer.branch,
        "leads": len(held),
        "moved_in": sum(c.holder_id == mine and c.holder_at(c.lead.received_at) != mine for c in cases),
        "moved_out": sum(c.holder_id != mine and c.holder_at(c.lead.received_at) == mine for c in cases),
        "never_called": sum(not case.calls for case in held),
        "called_once": sum(len(case.calls) == 1 for case in held),
        "first_attempt": {
            **_speed([c.attempt_s for c in asked]),
            "bands": _bands([c.attempt_s for c in asked]),
            "borrower_first": len(quick) - len(asked),
        },
        "first_contact": _speed([c.contact_s for c in asked]),
        "working_clock": _speed([c.working_s for c in asked]),
        "attempts": _by_channel(tried),
        "attempts_per_lead": round(len(tried) / len(held), 4) if held else None,
        "contacted": {"n": contacted, "of": len(held), "low": round(low, 4), "high": round(high, 4)},
        "adherence": _adherence(cases, mine),
        "promises": _promises(held),
        "appointments": sum(case.has_reached(Stage.APPOINTMENT) for case in held),
        "applications": sum(case.has_reached(Stage.APPLICATION_SUBMITTED) for case in held),
        "funded": sum(case.has_reached(Stage.FUNDED) for case in held),
        "open_overdue": sum(case.is_overdue for case in held),
        "evidence": _evidence(tried),
        "back_dated": _back_dated(asked),
    }


def _speed(values: Sequence[float | None]) -> Row:
    """Return the sums of one speed: over leads that have one, but within five minutes of all leads received."""
    known = [value for value in values if value is not None]
    return {
        "median_s": median(known),
        "p90_s": percentile(known, 0.9),
        "n": len(known),
        "within_5m": {"n": sum(value <= FIVE_MINUTES_S for value in known), "of": len(values)},
    }


def _bands(values: Sequence[float | None]) -> dict[str, int]:
    counts = Counter(_band(value) for value in values)
    return {name: counts[name] for name in (*(band for band, _ in BANDS), LATER, NEVER)}


def _band(value: float | None) -> str:
    if value is None:
        return NEVER
    return next((name for name, limit in BANDS if value <= limit), LATER)


def _by_channel(tried: Sequence[Activity]) -> dict[str, int]:
    counts = Counter((a.channel or Channel.CALL).value for a in tried)
    return {channel.value: counts[channel.value] for channel in (Channel.CALL, Channel.EMAIL, Channel.TEXT)}


def _adherence(cases: Sequence[Case], officer_id: str) -> Row:
    judged = [step for case in cases for step in case.judged_steps if case.holder_at(step.on_time_until) == officer_id]
    counted = [step for step in judged if not step.excused]
    excused = Counter(step.excused for step in judged if step.excused)
    return {"n": sum(s.is_on_time for s in counted), "of": len(counted), "excused": dict(sorted(excused.items()))}


def _promises(held: Sequence[Case]) -> Row:
    due = [kept for case in held for _, kept in case.promises_due]
    return {"n": sum(due), "of": len(due)}


def _evidence(tried: Sequence[Activity]) -> dict[str, int]:
    counts = Counter(a.evidence.value for a in tried if a.channel is Channel.CALL)
    return {grade.value: counts[grade.value] for grade in Evidence}


def _back_dated(asked: Sequence[Case]) -> Row:
    """Return the share of first calls that were entered late; it stands beside the speed they make."""
    first = [case.calls[0] for case in asked if case.calls]
    return {"n": sum(a.back_dated for a in first), "of": len(first)}
