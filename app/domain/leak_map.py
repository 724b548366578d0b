"""The leak map: each lead lost without the contact it came for, at which step, on whose side, and what it had cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

import msgspec

from app.domain.case import Case, PromiseState
from app.domain.judging import JudgedStep
from app.domain.lead import Channel
from app.domain.money import NO_BILLS, Bills, dollars
from app.domain.outcome import is_contact
from app.domain.playbook import Step
from app.domain.report_rows import bill_of, real
from app.domain.spans import instant, moment
from app.domain.stage import Stage
from app.domain.standing import Finished

Row = dict[str, Any]


class Leak(StrEnum):
    """Where a lead was lost; the first that fits.

    A bad lead and one that asked not to be called are our own two: the domain page's kinds would lay them on the
    officer, who could not have kept either. A broken promise comes of a contact; such a lead is lost without the one
    that was asked for.
    """

    BAD_LEAD = "bad_lead"
    NEVER_ASSIGNED = "never_assigned"
    ASSIGNED_LATE = "assigned_late"
    NEVER_CALLED = "never_called"
    PROMISE_BROKEN = "promise_broken"
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
    Leak.PROMISE_BROKEN: "officer",
    Leak.CALL_UNDONE: "officer",
    Leak.DO_NOT_CONTACT: "none",
    Leak.EXHAUSTED: "none",
}
#: a lead that ends here was lost; a loan's own ends come after an application, and so after contact
_LOST_AT = frozenset({Stage.RETURNED, Stage.LOST, Stage.BAD_LEAD, Stage.DO_NOT_CONTACT})


class LostLead(msgspec.Struct, frozen=True):
    """One lead that was lost. `step_id` is the call that was still to be made then, "" when none was.

    `officer_id` held it last, None where nobody ever did. `cost` is what is known of it:
    its fee, repeat inquiries included, and its part of what its month cost.
    """

    lead_id: str
    leak: Leak
    step_id: str
    officer_id: str | None
    source: str
    campaign: str
    received_at: datetime
    ended_at: datetime
    cost: Decimal | None


def lost_leads(cases: Iterable[Case], bills: Bills = NO_BILLS) -> list[LostLead]:
    """Return each lead that was lost, the first to end first; `bills` are what each had cost."""
    found = [lost for case in real(cases) if (lost := _lost(case, bills)) is not None]
    return sorted(found, key=lambda lost: (lost.ended_at, lost.lead_id))


def leak_rows(cases: Iterable[Case], bills: Bills = NO_BILLS) -> list[Row]:
    """Return how many leads were lost in each way, at which call step, and what they had cost in the end.

    An own lead never ends for want of contact: its officer keeps it.
    """
    grouped: dict[tuple[Leak, str], list[LostLead]] = defaultdict(list)
    for lost in lost_leads(cases, bills):
        grouped[lost.leak, lost.step_id].append(lost)
    return rows_of({key: (len(lost), _sum(one.cost for one in lost)) for key, lost in grouped.items()})


def rows_of(lost: Mapping[tuple[Leak, str], tuple[int, Decimal | None]]) -> list[Row]:
    """Return the rows of how many leads were lost in each way at each step, and what these had cost."""
    order = {leak: n for n, leak in enumerate(Leak)}
    return [
        {
            "kind": leak.value,
            "step": step_id or None,
            "side": leak.side,
            "leads": leads,
            "cost": dollars(cost),
        }
        for (leak, step_id), (leads, cost) in sorted(lost.items(), key=lambda item: (order[item[0][0]], item[0][1]))
    ]


def leak_of(case: Case) -> tuple[Leak, Step | None] | None:
    """Return how a lead was lost and at which call, None for one that was not."""
    ending = case.where.next
    if not isinstance(ending, Finished) or ending.stage not in _LOST_AT:
        return None
    if case.first_contact is None:
        step = _open_call(case)
        return _leak_of(case, ending, step), step
    is_let_down = ending.stage is not Stage.BAD_LEAD and _was_let_down(case)
    return (Leak.PROMISE_BROKEN, None) if is_let_down else None


def _lost(case: Case, bills: Bills) -> LostLead | None:
    found, ending = leak_of(case), case.where.next
    if found is None or not isinstance(ending, Finished):
        return None
    (leak, step), lead = found, case.lead
    return LostLead(
        lead_id=lead.lead_id,
        leak=leak,
        step_id=step.step_id if step else "",
        officer_id=case.holder_id,
        source=lead.source,
        campaign=lead.campaign,
        received_at=lead.received_at,
        ended_at=ending.at,
        cost=bill_of([case], bills).cost,
    )


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


def _was_let_down(case: Case) -> bool:
    """Return whether a promise was broken and nobody was in contact with the borrower any more."""
    broken = [promise.promised_at for promise, state in case.promises if state is PromiseState.BROKEN]
    last = max(activity.began_at for activity in case.history if is_contact(activity.kind))
    return any(at > last for at in broken)


def call_missed_from(case: Case) -> datetime | None:
    """Return from when on a lead is lost at the call it is lost at; None where it is lost at none."""
    found = leak_of(case)
    missed = _missed_call(case) if found is not None and found[1] is not None else None
    return None if missed is None else moment(missed.on_time_until + 1)


def _open_call(case: Case) -> Step | None:
    """Return the first call that could have been made and was not, a skipped one too; None when there is none."""
    missed = _missed_call(case)
    return None if missed is None else missed.step


def _missed_call(case: Case) -> JudgedStep | None:
    now = instant(case.now)
    undone = [s for s in case.steps if s.step.channel is Channel.CALL and s.done_at is None and not s.excused]
    return next((s for s in sorted(undone, key=lambda s: s.due_at) if s.on_time_until < now), None)


def _sum(costs: Iterable[Decimal | None]) -> Decimal | None:
    known = [cost for cost in costs if cost is not None]
    return sum(known, Decimal()) if known else None
