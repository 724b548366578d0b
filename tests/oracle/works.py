"""What became of leads by how soon they were called, and what each first answered to."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.oracle.course import Course
from tests.oracle.figures import wilson
from tests.oracle.kept import Act, Inquiry
from tests.oracle.sources import APPLIED, RIPE_AFTER, has_stage

CALLED = ("within_5m", "later", "never", "not_timed")
ALWAYS = ("source", "campaign", "state", "loan_purpose", "timeframe")
FIVE_MINUTES = 300
#: who sent a lead, and its state: fields nobody writes freely
NOT_FREE = ("", "source", "state")
ENOUGH = 5


def called_rows(leads: list[Inquiry], courses: dict[str, Course]) -> list[dict[str, Any]]:
    """Return a row a source and how soon its leads were called; those of source "" are of all together."""
    grouped: dict[tuple[str, str], list[Inquiry]] = {}
    for lead in leads:
        if not lead.is_own:
            for source in {"", lead.source}:
                grouped.setdefault((source, _called(lead)), []).append(lead)
    order = sorted(grouped, key=lambda key: (key[0], CALLED.index(key[1])))
    return [_called_row(key, grouped[key], courses) for key in order]


def _called(lead: Inquiry) -> str:
    if lead.borrower_came_first:
        return "not_timed"
    if not lead.calls:
        return "never"
    first = lead.calls[0]
    if first.poor_clock and not first.back_dated:
        return "not_timed"
    return "within_5m" if (first.at - lead.received).total_seconds() <= FIVE_MINUTES else "later"


def _called_row(key: tuple[str, str], leads: list[Inquiry], courses: dict[str, Course]) -> dict[str, Any]:
    ripe = [lead for lead in leads if courses[lead.lead_id].at - lead.received >= RIPE_AFTER]
    return {
        "source": key[0],
        "called": key[1],
        "leads": len(leads),
        "contacted": _rate(sum(lead.contact is not None for lead in leads), len(leads)),
        "applications": _rate(sum(has_stage(lead, *APPLIED) for lead in leads), len(leads)),
        "funded": _rate(sum(has_stage(lead, "funded") for lead in ripe), len(ripe)),
        "unripe": len(leads) - len(ripe),
    }


def _rate(n: int, of: int) -> dict[str, Any]:
    low, high = wilson(n, of)
    return {"n": n, "of": of, "low": low, "high": high}


def fields_of(leads: list[Inquiry]) -> list[str]:
    """Return what first contacts can be split by."""
    return [*ALWAYS, *sorted({name for lead in leads for name in lead.columns} - {*ALWAYS})]


def response_rows(leads: list[Inquiry], courses: dict[str, Course], by: str = "") -> list[dict[str, Any]]:
    """Return a row a value of a field, a channel and a step: how many leads first answered to it, of all of them."""
    written = Counter(lead.fields.get(by, "") for lead in leads)
    found: dict[str, Counter[tuple[str, str]]] = {}
    for lead in leads:
        value = lead.fields.get(by, "") if by else ""
        told = _told(value, written[value], by)
        found.setdefault(told, Counter())[_answers(lead, courses[lead.lead_id])] += 1
    return [
        {"value": value, "channel": channel, "step": step or None, **_rate(n, counts.total())}
        for value, counts in sorted(found.items())
        for (channel, step), n in sorted(counts.items())
    ]


def _told(value: str, leads: int, by: str) -> str:
    """Return what is told of a value: nothing that only few wrote, and nothing that somebody is reached by."""
    if value == "" or by in NOT_FREE:
        return value
    if leads < ENOUGH:
        return "said of fewer than 5 leads"
    run = "".join(sign for sign in value if sign not in " ()-./+")
    is_number = run.isdigit() and len(run) in (10, 11)
    is_a_campaigns = by == "campaign" and value.isdigit()
    return "a phone number or a mail address" if "@" in value or (is_number and not is_a_campaigns) else value


def _answers(lead: Inquiry, course: Course) -> tuple[str, str]:
    """Return by what channel the first contact came about, and by which step: that of the try it answers, if any."""
    contact = lead.contact
    if contact is None:
        return "none", ""
    if contact.kind == "inbound":
        return "inbound", ""
    tried = contact if contact.is_attempt else _last_try(lead, contact)
    if tried is None:
        return contact.channel, ""
    done = (w.step for w in course.windows if w.done == tried.at and w.step.channel == contact.channel)
    return contact.channel, next((step.step_id for step in done), "")


def _last_try(lead: Inquiry, contact: Act) -> Act | None:
    tries = [act for act in lead.acts if act.is_attempt and act.channel == contact.channel and act.at <= contact.at]
    return tries[-1] if tries else None
