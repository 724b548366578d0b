"""What sales made of the leads it was given: taken up, sent back and why, or not looked at yet.

Nobody ticks a box for it: a lead is accepted by being worked. The domain page names no act of its own for it, and one
more key before every first call would slow the call down that the playbook counts in minutes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.activity import Kind
from app.domain.case import Case
from app.domain.intervals import median, wilson
from app.domain.money import Key, month_of
from app.domain.report_rows import real
from app.domain.stage import Stage

Row = dict[str, Any]

RULES: Mapping[str, str] = {
    "accepted": "Leads that somebody of sales tried or spoke with and that were not sent back / leads sales was given.",
    "sent_back": (
        "Leads that ended as bad, with the officer's reason, or that returned to marketing with nobody reached / leads "
        "sales was given."
    ),
    "waiting": "Leads sales was given of which nothing was done yet.",
    "not_given": "Company leads nobody of sales was given yet; they are in no rate.",
    "accepted_after_s": "Middle time from a lead's first holder to the first attempt or contact, of those accepted.",
}
_EXHAUSTED = "attempts made, nobody reached"
_NOT_TRIED = "time was up, nobody tried"


class Standing(StrEnum):
    """How a lead stands between marketing and sales."""

    ACCEPTED = "accepted"
    SENT_BACK = "sent_back"
    WAITING = "waiting"
    NOT_GIVEN = "not_given"


#: how a lead stands, why it was sent back, and in how many seconds it was taken up
Judged = tuple[Standing, str, float | None]


def standing_of(case: Case) -> tuple[Standing, str]:
    """Return how a lead stands, and for one that was sent back why."""
    stage, is_reached = case.where.stage, case.first_contact is not None
    is_worked = is_reached or bool(case.attempts)
    if not is_worked and not any(held.officer_id for held in case.held):
        # one that nobody had can run out of time or be found bad, and yet sales sent nothing back
        return Standing.NOT_GIVEN, ""
    if stage is Stage.BAD_LEAD:
        return Standing.SENT_BACK, next((a.reason for a in reversed(case.history) if a.kind is Kind.BAD_LEAD), "")
    if stage is Stage.RETURNED and not is_reached:
        return Standing.SENT_BACK, _EXHAUSTED if is_worked else _NOT_TRIED
    return (Standing.ACCEPTED if is_worked else Standing.WAITING), ""


def acceptance_rows(cases: Iterable[Case], *, zone: str) -> list[Row]:
    """Return a row a source, campaign and month received. Officers' own leads came from nobody, and are in none."""
    tz = ZoneInfo(zone)
    judged: dict[Key, list[Judged]] = defaultdict(list)
    for case in real(cases):
        if not case.lead.origin.is_own:
            key = case.lead.source, case.lead.campaign, month_of(case.lead.received_at, tz)
            judged[key].append((*standing_of(case), taken_up_s(case)))
    return rows_of(judged)


def rows_of(judged: Mapping[Key, Sequence[Judged]]) -> list[Row]:
    """Return the rows of leads of which is known how they stand."""
    return [_row(key, judged[key]) for key in sorted(judged)]


def _row(key: Key, judged: Sequence[Judged]) -> Row:
    source, campaign, month = key
    counts = Counter(standing for standing, _, _ in judged)
    given = len(judged) - counts[Standing.NOT_GIVEN]
    reasons = Counter(why or "no reason" for standing, why, _ in judged if standing is Standing.SENT_BACK)
    after = [s for standing, _, s in judged if standing is Standing.ACCEPTED and s is not None]
    return {
        "source": source,
        "campaign": campaign,
        "month": f"{month:%Y-%m}",
        "leads": len(judged),
        "accepted": _rate(counts[Standing.ACCEPTED], given),
        "sent_back": _rate(counts[Standing.SENT_BACK], given),
        "reasons": dict(sorted(reasons.items())),
        "waiting": counts[Standing.WAITING],
        "not_given": counts[Standing.NOT_GIVEN],
        "accepted_after_s": median(after),
    }


def _rate(n: int, of: int) -> Row:
    low, high = wilson(n, of)
    return {"n": n, "of": of, "low": low, "high": high}


def taken_up_s(case: Case) -> float | None:
    """Return the seconds from when a lead was first somebody's to when it was taken up; None where that came before."""
    given = next((held.from_at for held in case.held if held.officer_id), None)
    first = [one.began_at for one in (next(iter(case.attempts), None), case.first_contact) if one is not None]
    if given is None or not first or min(first) < given:
        return None
    return (min(first) - given).total_seconds()
