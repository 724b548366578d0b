"""What sales made of the leads it was given: taken up, sent back and why, or not looked at yet.

Nobody ticks a box for it: a lead is accepted by being worked. The domain page names no act of its own for it, and one
more key before every first call would slow the call down that the playbook counts in minutes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple
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


class Tally(NamedTuple):
    """How many leads stand how, and of those that were sent back why.

    `after` are the seconds in which the accepted ones were taken up; the middle ones tell as much as all.
    """

    standings: Counter[Standing]
    reasons: Counter[str]
    after: list[float]

    def add(self, standing: Standing, why: str, leads: int = 1) -> None:
        self.standings[standing] += leads
        if standing is Standing.SENT_BACK:
            self.reasons[why or "no reason"] += leads


def no_leads() -> Tally:
    return Tally(Counter(), Counter(), [])


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
    tallies: dict[Key, Tally] = defaultdict(no_leads)
    for case in real(cases):
        if not case.lead.origin.is_own:
            tally = tallies[case.lead.source, case.lead.campaign, month_of(case.lead.received_at, tz)]
            standing, why = standing_of(case)
            tally.add(standing, why)
            if standing is Standing.ACCEPTED and (after := taken_up_s(case)) is not None:
                tally.after.append(after)
    return rows_of(tallies)


def rows_of(tallies: Mapping[Key, Tally]) -> list[Row]:
    """Return the rows of leads of which is known how they stand."""
    return [_row(key, tallies[key]) for key in sorted(tallies)]


def _row(key: Key, tally: Tally) -> Row:
    source, campaign, month = key
    counts, leads = tally.standings, tally.standings.total()
    given = leads - counts[Standing.NOT_GIVEN]
    return {
        "source": source,
        "campaign": campaign,
        "month": f"{month:%Y-%m}",
        "leads": leads,
        "accepted": _rate(counts[Standing.ACCEPTED], given),
        "sent_back": _rate(counts[Standing.SENT_BACK], given),
        "reasons": dict(sorted(tally.reasons.items())),
        "waiting": counts[Standing.WAITING],
        "not_given": counts[Standing.NOT_GIVEN],
        "accepted_after_s": median(tally.after),
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
