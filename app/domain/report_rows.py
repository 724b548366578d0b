"""Sums that look across officers: by source, lead by lead lost, promise by promise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from app.domain.case import Case
from app.domain.lead import Channel
from app.domain.officer import Officer
from app.domain.playbook import Step
from app.domain.spans import instant
from app.domain.stage import Stage
from app.domain.standing import Finished

#: a month is ripe when its youngest lead has had this long to close; until then its counts are open, not low
RIPE_AFTER = timedelta(days=90)
_CENT = Decimal("0.01")

Row = dict[str, Any]


def source_rows(
    cases: Iterable[Case], *, zone: str, now: datetime, volumes: Mapping[str, Decimal] = MappingProxyType({})
) -> list[Row]:
    """Return a row a source, campaign and month received, on the clock of the company's `zone`.

    `volumes` are the dollars of each lead's funded loans, as far as the loan system told. Costs are the fees
    known on the leads: None where no lead has one, and a cost per something that did not happen is None, never nothing.
    """
    tz = ZoneInfo(zone)
    grouped: dict[tuple[str, str, date], list[Case]] = defaultdict(list)
    for case in _real(cases):
        month = case.lead.received_at.astimezone(tz).date().replace(day=1)
        grouped[case.lead.source, case.lead.campaign, month].append(case)
    months = [_source_month(key, of, volumes) for key, of in grouped.items()]
    return source_month_rows(months, zone=zone, now=now)


class SourceMonth(msgspec.Struct, frozen=True):
    """What a source's campaign brought of the leads received in a month."""

    source: str
    campaign: str
    month: date
    leads: int
    contacted: int
    appointments: int
    applications: int
    funded: int
    cost: Decimal | None
    volume: Decimal | None


def _source_month(key: tuple[str, str, date], cases: Sequence[Case], volumes: Mapping[str, Decimal]) -> SourceMonth:
    known = [volumes[case.lead.lead_id] for case in cases if case.lead.lead_id in volumes]
    return SourceMonth(
        *key,
        leads=len(cases),
        contacted=sum(case.first_contact is not None for case in cases),
        appointments=sum(case.has_reached(Stage.APPOINTMENT) for case in cases),
        applications=sum(case.has_reached(Stage.APPLICATION_SUBMITTED) for case in cases),
        funded=sum(case.has_reached(Stage.FUNDED) for case in cases),
        cost=_cost(cases),
        volume=sum(known, Decimal()) if known else None,
    )


def source_month_rows(months: Iterable[SourceMonth], *, zone: str, now: datetime) -> list[Row]:
    """Return the rows of what sources brought, in order."""
    tz = ZoneInfo(zone)
    return [_source_row(one, tz, now) for one in sorted(months, key=lambda one: (one.source, one.campaign, one.month))]


def _source_row(of: SourceMonth, tz: ZoneInfo, now: datetime) -> Row:
    following = (of.month + timedelta(days=31)).replace(day=1)
    return {
        "source": of.source,
        "campaign": of.campaign,
        "month": f"{of.month:%Y-%m}",
        "leads": of.leads,
        "contacted": of.contacted,
        "appointments": of.appointments,
        "applications": of.applications,
        "funded": of.funded,
        "funded_volume": _dollars(of.volume),
        "cost": _dollars(of.cost),
        "cost_per_application": _dollars(of.cost / of.applications) if of.cost is not None and of.applications else None,
        "cost_per_funded": _dollars(of.cost / of.funded) if of.cost is not None and of.funded else None,
        "ripe": now >= datetime.combine(following, time(), tz) + RIPE_AFTER,
    }


def promise_rows(cases: Iterable[Case], officers: Mapping[str, Officer]) -> list[Row]:
    """Return a row a promise by its time; the officer is the lead's holder, whose rate it is."""
    rows: list[Row] = []
    for case in _real(cases):
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


def leak_rows(cases: Iterable[Case]) -> list[Row]:
    """Return how many leads were lost in each way, at which call step, and what they had cost.

    `step` is the call that was still to be made when the lead ended, None when none was. An own lead never ends
    for want of contact: its officer keeps it.
    """
    grouped: dict[tuple[Leak, str], list[Case]] = defaultdict(list)
    for case in _real(cases):
        if (found := leak_of(case)) is not None:
            leak, step = found
            grouped[leak, step.step_id if step else ""].append(case)
    return lost_rows(LostLeads(leak, step_id, len(lost), _cost(lost)) for (leak, step_id), lost in grouped.items())


class LostLeads(msgspec.Struct, frozen=True):
    """How many leads were lost in one way at one call, "" where none was to be made."""

    kind: str
    step_id: str
    leads: int
    cost: Decimal | None


def lost_rows(lost: Iterable[LostLeads]) -> list[Row]:
    """Return the rows of where leads were lost, in the order of the kinds."""
    order = {leak: n for n, leak in enumerate(Leak)}
    return [
        {
            "kind": str(one.kind),
            "step": one.step_id or None,
            "side": Leak(one.kind).side,
            "leads": one.leads,
            "cost": _dollars(one.cost),
        }
        for one in sorted(lost, key=lambda one: (order[Leak(one.kind)], one.step_id))
    ]


def leak_of(case: Case) -> tuple[Leak, Step | None] | None:
    """Return how a lead was lost and at which call, None for one that was not."""
    ending = case.where.next
    if not isinstance(ending, Finished) or ending.stage not in _LOST_AT or case.first_contact is not None:
        return None
    step = _open_call(case)
    return _leak_of(case, ending, step), step


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


def _real(cases: Iterable[Case]) -> Iterable[Case]:
    return (case for case in cases if not case.lead.is_test)


def _cost(cases: Iterable[Case]) -> Decimal | None:
    known = [cost for case in cases for cost in costs_of(case) if cost is not None]
    return sum(known, Decimal()) if known else None


def costs_of(case: Case) -> Iterator[Decimal | None]:
    """Return what the lead cost, and each inquiry that came again: the first source keeps them all."""
    yield case.lead.cost
    yield from (activity.cost for activity in case.history)


def _dollars(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount.quantize(_CENT, ROUND_HALF_UP))
