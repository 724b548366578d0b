"""What sales made of each lead it was given: took it up, sent it back, or has not looked at it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from tests.oracle.course import Course
from tests.oracle.figures import median, wilson
from tests.oracle.hours import day_in
from tests.oracle.kept import Company, Inquiry
from tests.oracle.standing import came_back, is_bad, why_bad


def acceptance_rows(company: Company, leads: list[Inquiry], courses: dict[str, Course]) -> list[dict[str, Any]]:
    """Return a row a source, campaign and month received, of the leads that came from somebody."""
    grouped: dict[tuple[str, str, str], list[Inquiry]] = {}
    for lead in leads:
        if not lead.is_own:
            month = day_in(company.zone, lead.received).isoformat()[:7]
            grouped.setdefault((lead.source, lead.campaign, month), []).append(lead)
    return [_row(key, many, courses) for key, many in sorted(grouped.items())]


def _row(key: tuple[str, str, str], leads: list[Inquiry], courses: dict[str, Course]) -> dict[str, Any]:
    stands = {lead.lead_id: _stands(lead, courses[lead.lead_id]) for lead in leads}
    counts = Counter(state for state, _ in stands.values())
    given = len(leads) - counts["not given"]
    accepted = [lead for lead in leads if stands[lead.lead_id][0] == "accepted"]
    after = [seconds for lead in accepted if (seconds := _taken_up_after(lead)) is not None]
    return {
        "source": key[0],
        "campaign": key[1],
        "month": key[2],
        "leads": len(leads),
        "accepted": _rate(len(accepted), given),
        "sent_back": _rate(counts["sent back"], given),
        "reasons": dict(Counter(why or "no reason" for state, why in stands.values() if state == "sent back")),
        "waiting": counts["waiting"],
        "not_given": counts["not given"],
        "accepted_after_s": median(after),
    }


def _rate(n: int, of: int) -> dict[str, Any]:
    low, high = wilson(n, of)
    return {"n": n, "of": of, "low": low, "high": high}


def _stands(lead: Inquiry, course: Course) -> tuple[str, str]:
    worked = any(act.is_attempt or act.is_contact for act in lead.acts)
    if not worked and _given(lead) is None:
        return "not given", ""
    if is_bad(lead):
        return "sent back", why_bad(lead)
    if came_back(lead, course):
        return "sent back", "attempts made, nobody reached" if worked else "time was up, nobody tried"
    return ("accepted" if worked else "waiting"), ""


def _given(lead: Inquiry) -> datetime | None:
    """Return when somebody first had it."""
    return next((since for since, who in lead.held if who is not None), None)


def _taken_up_after(lead: Inquiry) -> float | None:
    """Return how long it took until somebody tried or spoke with them; None where that came before anybody had it."""
    given, first = _given(lead), min(act.at for act in lead.acts if act.is_attempt or act.is_contact)
    return None if given is None or first < given else (first - given).total_seconds()
