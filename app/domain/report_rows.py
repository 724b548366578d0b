"""Sums that look across officers: by source, lead by lead lost, promise by promise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from app.domain.case import Case
from app.domain.lead import Channel
from app.domain.money import NO_BILLS, Bill, Bills, Key, added, dollars, money_row, month_of
from app.domain.officer import Officer
from app.domain.playbook import Step
from app.domain.spans import instant
from app.domain.stage import Stage
from app.domain.standing import Finished

#: a month is ripe when its youngest lead has had this long to close; until then its counts are open, not low
RIPE_AFTER = timedelta(days=90)

Row = dict[str, Any]


def source_rows(
    cases: Iterable[Case],
    *,
    zone: str,
    now: datetime,
    volumes: Mapping[str, Decimal] = MappingProxyType({}),
    bills: Bills = NO_BILLS,
) -> list[Row]:
    """Return a row a source, campaign and month received, on the clock of the company's `zone`.

    `volumes` are the dollars of each lead's funded loans, as far as the loan system told, `bills` what each lead cost.
    What was paid for a month in which no lead of it came has a row without leads.
    """
    tz = ZoneInfo(zone)
    grouped: dict[Key, list[Case]] = defaultdict(list)
    for case in real(cases):
        grouped[case.lead.source, case.lead.campaign, month_of(case.lead.received_at, tz)].append(case)
    grouped.update((key, []) for key in bills.unborne if key not in grouped)
    return [_source_row(key, grouped[key], tz, now, volumes, bills) for key in sorted(grouped)]


def _source_row(
    key: Key, cases: Sequence[Case], tz: ZoneInfo, now: datetime, volumes: Mapping[str, Decimal], bills: Bills
) -> Row:
    source, campaign, month = key
    counts = {
        "leads": len(cases),
        "contacted": sum(case.first_contact is not None for case in cases),
        "appointments": sum(case.has_reached(Stage.APPOINTMENT) for case in cases),
        "applications": sum(case.has_reached(Stage.APPLICATION_SUBMITTED) for case in cases),
        "funded": sum(case.has_reached(Stage.FUNDED) for case in cases),
    }
    known = [volumes[case.lead.lead_id] for case in cases if case.lead.lead_id in volumes]
    bill = bill_of(cases, bills)
    if key in bills.unborne:
        bill = added([bill, bills.unborne[key]])
    following = (month + timedelta(days=31)).replace(day=1)
    return {
        "source": source,
        "campaign": campaign,
        "month": f"{month:%Y-%m}",
        **counts,
        "funded_volume": dollars(sum(known, Decimal()) if known else None),
        **money_row(bill, counts),
        "ripe": now >= datetime.combine(following, time(), tz) + RIPE_AFTER,
    }


def promise_rows(cases: Iterable[Case], officers: Mapping[str, Officer]) -> list[Row]:
    """Return a row a promise by its time; the officer is the lead's holder, whose rate it is."""
    rows: list[Row] = []
    for case in real(cases):
        officer = officers.get(case.holder_id or "")
        for promise, state in case.promises:
            row = {
                "lead_id": case.lead.lead_id,
                "officer": officer.name if officer else None,
                "promised_at": promise.promised_at.isoformat(),
                "attempted_at": promise.attempted_at.isoformat() if promise.attempted_at else None,
                "state": state.value,
            }
            rows.append(row)
    return sorted(rows, key=lambda row: (row["promised_at"], row["lead_id"]))


class Leak(StrEnum):
    """Where a lead that ended without contact was lost; the first that fits.

    A bad lead and one that asked not to be called are our own two: the domain page's kinds would lay them on the
    officer, who could not have kept either. A broken promise is none: who asked for a time was spoken with.
    """

    BAD_LEAD = "bad_lead"
    NEVER_ASSIGNED = "never_assigned"
    ASSIGNED_LATE = "assigned_late"
    NEVER_CALLED = "never_called"
    CALL_UNDONE = "call_undone"
    DO_NOT_CONTACT = "do_not_contact"
    EXHAUSTED = "exhausted"

    @property
    def side(self) -> str:
        """Return whose leak it is, in the words of the interfaces page."""
        return _SIDES[self]


_SIDES = {
    Leak.BAD_LEAD: "marketing",
    Leak.NEVER_ASSIGNED: "manager",
    Leak.ASSIGNED_LATE: "manager",
    Leak.NEVER_CALLED: "officer",
    Leak.CALL_UNDONE: "officer",
    Leak.DO_NOT_CONTACT: "none",
    Leak.EXHAUSTED: "none",
}
#: a lead that ends here was lost; a loan's own ends come after an application, and so after contact
_LOST_AT = frozenset({Stage.RETURNED, Stage.LOST, Stage.BAD_LEAD, Stage.DO_NOT_CONTACT})


def leak_rows(cases: Iterable[Case], bills: Bills = NO_BILLS) -> list[Row]:
    """Return how many leads were lost in each way, at which call step, and what they had cost in the end.

    `step` is the call that was still to be made when the lead ended, None when none was. An own lead never ends
    for want of contact: its officer keeps it.
    """
    grouped: dict[tuple[Leak, str], list[Case]] = defaultdict(list)
    for case in real(cases):
        ending = case.where.next
        if isinstance(ending, Finished) and ending.stage in _LOST_AT and case.first_contact is None:
            step = _open_call(case)
            grouped[_leak_of(case, ending, step), step.step_id if step else ""].append(case)
    order = {leak: n for n, leak in enumerate(Leak)}
    return [
        {
            "kind": leak.value,
            "step": step_id or None,
            "side": leak.side,
            "leads": len(lost),
            "cost": dollars(bill_of(lost, bills).cost),
        }
        for (leak, step_id), lost in sorted(grouped.items(), key=lambda item: (order[item[0][0]], item[0][1]))
    ]


def _leak_of(case: Case, ending: Finished, step: Step | None) -> Leak:
    given = next((h.from_at for h in case.held if h.officer_id), None)
    if ending.stage is Stage.BAD_LEAD:
        return Leak.BAD_LEAD
    if given is None:
        return Leak.NEVER_ASSIGNED
    if given > case.first_call_by:
        return Leak.ASSIGNED_LATE
    if not case.calls:
        return Leak.NEVER_CALLED
    if step is not None:
        return Leak.CALL_UNDONE
    return Leak.DO_NOT_CONTACT if ending.stage is Stage.DO_NOT_CONTACT else Leak.EXHAUSTED


def _open_call(case: Case) -> Step | None:
    """Return the first call that could have been made and was not, a skipped one too; None when there is none."""
    now = instant(case.now)
    undone = [s for s in case.steps if s.step.channel is Channel.CALL and s.done_at is None and not s.excused]
    return next((s.step for s in sorted(undone, key=lambda s: s.due_at) if s.on_time_until < now), None)


def real(cases: Iterable[Case]) -> Iterable[Case]:
    """Return the cases behind which somebody is."""
    return (case for case in cases if not case.lead.is_test)


def bill_of(cases: Iterable[Case], bills: Bills) -> Bill:
    """Return what leads cost, with each inquiry that came again: the first source keeps them all."""
    return added(_bill(case, bills) for case in cases)


def _bill(case: Case, bills: Bills) -> Bill:
    bill = bills.by_lead.get(case.lead.lead_id) or Bill(fees=case.lead.cost)
    return bill.also(activity.cost for activity in case.history)
