"""What each source, campaign and month brought, and what was lost of it to whom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.oracle.adherence import excuse
from tests.oracle.course import Course, length
from tests.oracle.hours import day_in, wall
from tests.oracle.kept import Company, Inquiry
from tests.oracle.money import Account, cents
from tests.oracle.promises import promised_on, state_of

#: younger months are marked open
RIPE_AFTER = timedelta(days=90)
#: what ends a lead after which nobody is called again
ENDS = {"bad_lead", "do_not_call"}
#: a loan that came to one of these, or further, was accepted
ACCEPTED = (
    "pre_approved", "in_contract", "processing", "underwriting", "clear_to_close", "funded",
)  # fmt: skip
#: one that came to any of these had been applied for, whether or not anybody reported that
APPLIED = (
    "application_submitted", "pre_approved", "in_contract", "processing", "underwriting", "clear_to_close",
    "funded", "cancelled", "withdrawn", "denied",
)  # fmt: skip


def has_stage(lead: Inquiry, *stages: str) -> bool:
    return any(act.stage in stages for act in lead.acts)


def has_appointment(lead: Inquiry) -> bool:
    return any(act.kind == "appointment" for act in lead.acts)


def account_of(company: Company, leads: list[Inquiry]) -> Account:
    return Account(company.books, leads, company.zone, company.at)


def source_rows(company: Company, leads: list[Inquiry]) -> list[dict[str, Any]]:
    account = account_of(company, leads)
    cohorts: dict[tuple[str, str, str], list[Inquiry]] = {key: [] for key in account.nobodys}
    for lead in leads:
        month = day_in(company.zone, lead.received).isoformat()[:7]
        cohorts.setdefault((lead.source, lead.campaign, month), []).append(lead)
    return [_source_row(account, key, many) for key, many in sorted(cohorts.items())]


def _source_row(account: Account, key: tuple[str, str, str], leads: list[Inquiry]) -> dict[str, Any]:
    nobodys = account.nobodys.get(key, {})
    cost = account.cost(leads, nobodys)
    counts = {
        "leads": len(leads),
        "contacted": sum(lead.contact is not None for lead in leads),
        "appointments": sum(has_appointment(lead) for lead in leads),
        "applications": sum(has_stage(lead, *APPLIED) for lead in leads),
        "funded": sum(has_stage(lead, "funded") for lead in leads),
    }
    each = zip(("lead", "contact", "appointment", "application", "funded"), counts.values(), strict=True)
    return {
        "source": key[0],
        "campaign": key[1],
        "month": key[2],
        **counts,
        "funded_volume": cents(account.volume(leads)),
        **{column: cents(amount) for column, amount in account.row(leads, nobodys).items()},
        "cost": cents(cost),
        **{f"cost_per_{one}": cents(cost / n) if cost is not None and n else None for one, n in each},
        "ripe": _is_ripe(key[2], account),
    }


def _is_ripe(month: str, account: Account) -> bool:
    """Return whether the youngest lead of a month has had its time to close."""
    year, number = (int(part) for part in month.split("-"))
    following = date(year + number // 12, number % 12 + 1, 1)
    return account.at >= wall(account.zone, following, 0) + RIPE_AFTER


def leak_rows(company: Company, leads: list[Inquiry], courses: dict[str, Course]) -> list[dict[str, Any]]:
    account = account_of(company, leads)
    kinds: dict[tuple[str, str | None, str], list[Inquiry]] = {}
    for lead in leads:
        leak = _leak(company, lead, courses.get(lead.lead_id))
        if leak is not None:
            kinds.setdefault(leak, []).append(lead)
    rows = [
        {"kind": k, "step": step, "side": side, "leads": len(many), "cost": cents(account.cost(many))}
        for (k, step, side), many in kinds.items()
    ]
    return sorted(rows, key=lambda row: (row["kind"], row["step"] or ""))


def _leak(company: Company, lead: Inquiry, course: Course | None) -> tuple[str, str | None, str] | None:
    if lead.contact is not None:
        return ("promise_broken", None, "officer") if course is not None and _was_let_down(course) else None
    if course is None or course.closed is None:
        return None
    given = next((since for since, who in lead.held if who is not None), None)
    undone = _open_call(course)
    exits = {act.kind for act in lead.acts} & {"bad_lead", "do_not_call"}
    if exits == {"bad_lead"}:
        return "bad_lead", undone, "marketing"
    if given is None:
        return "never_assigned", undone, "manager"
    if given > course.start + length(company.playbook["first_call_within"]):
        return "assigned_late", undone, "manager"
    if not lead.calls:
        return "never_called", undone, "officer"
    if undone is not None:
        return "call_undone", undone, "officer"
    return ("do_not_contact", None, "none") if exits else ("exhausted", None, "none")


def _was_let_down(course: Course) -> bool:
    """Return whether they asked not to be called any more, after a promise to them that was broken, unheard since."""
    acts = course.lead.acts
    last = max(act.at for act in acts if act.is_contact)
    broken = [one.at for one in promised_on(course) if state_of(course, one) == "broken"]
    exits = [act.kind for act in acts if act.kind in ENDS and act.at > last]
    return exits[-1:] == ["do_not_call"] and any(at > last for at in broken)


def _open_call(course: Course) -> str | None:
    """Return the first call that could have been made in its time and never was."""
    calls = (w for w in course.windows if w.step.channel == "call" and w.done is None and w.until < course.at)
    return next((w.step.step_id for w in calls if not excuse(course, w)), None)
