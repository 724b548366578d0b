"""The three leads to talk about one to one: one that can still be kept, one that was lost, one that went well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from itertools import zip_longest

import msgspec

from app.domain.case import Case, PromiseState
from app.domain.leak_map import Leak, lost_leads
from app.domain.scorecard import FIVE_MINUTES_S, Share
from app.domain.spans import instant
from app.domain.stage import Stage
from app.domain.standing import Due

LEADS = 3


class Why(StrEnum):
    """Why a lead is worth talking about."""

    # can still be kept
    PROMISE_PAST = "promise_past"
    NEVER_CALLED = "never_called"
    OVERDUE = "overdue"
    # was lost on the officer's side
    LOST_NEVER_CALLED = "lost_never_called"
    LOST_PROMISE = "lost_promise"
    LOST_UNDONE = "lost_undone"
    # went well
    FUNDED = "funded"
    APPLIED = "applied"
    APPOINTED = "appointed"
    REACHED_SOON = "reached_soon"
    PROMISE_KEPT = "promise_kept"


class ToDiscuss(msgspec.Struct, frozen=True):
    """A lead to talk about, and since when what is to be said of it is so."""

    lead_id: str
    why: Why
    at: datetime


def to_discuss(share: Share) -> list[ToDiscuss]:
    """Return up to three leads of an officer's share, always the same of the same facts.

    The first of each kind in turn: what can still be kept (longest past its time), what was lost on the officer's
    side (dearest, then latest), what went well (furthest on, then latest). Where a kind has none, the others give
    their next; no lead comes twice.
    """
    kinds = (_to_keep(share), _lost(share), _went_well(share))
    out: list[ToDiscuss] = []
    for in_turn in zip_longest(*kinds):
        for found in in_turn:
            if found is not None and len(out) < LEADS and found.lead_id not in {one.lead_id for one in out}:
                out.append(found)
    return out


def _to_keep(share: Share) -> list[ToDiscuss]:
    due = ((case, case.where.next) for case in share.overdue)
    late = [ToDiscuss(c.lead.lead_id, _past(c, d), d.on_time_until) for c, d in due if isinstance(d, Due)]
    order = [Why.PROMISE_PAST, Why.NEVER_CALLED, Why.OVERDUE]
    return sorted(late, key=lambda one: (order.index(one.why), one.at, one.lead_id))


def _past(case: Case, following: Due) -> Why:
    if following.is_promise:
        return Why.PROMISE_PAST
    return Why.OVERDUE if case.calls else Why.NEVER_CALLED


_LOST = {
    Leak.NEVER_CALLED: Why.LOST_NEVER_CALLED,
    Leak.PROMISE_BROKEN: Why.LOST_PROMISE,
    Leak.CALL_UNDONE: Why.LOST_UNDONE,
}


def _lost(share: Share) -> list[ToDiscuss]:
    found = [lost for lost in lost_leads(share.held) if lost.leak in _LOST]
    found.sort(key=lambda lost: (-(lost.cost or Decimal()), -instant(lost.ended_at), lost.lead_id))
    return [ToDiscuss(lost.lead_id, _LOST[lost.leak], lost.ended_at) for lost in found]


def _reached(stage: Stage) -> Callable[[Case], datetime | None]:
    return lambda case: case.where.reached.get(stage)


def _reached_soon(case: Case) -> datetime | None:
    first, seconds = case.first_contact, case.contact_s
    is_soon = seconds is not None and seconds <= FIVE_MINUTES_S and not case.is_borrower_first
    return first.began_at if first is not None and is_soon else None


def _kept(case: Case) -> datetime | None:
    kept = [promise.attempted_at for promise, state in case.promises if state is PromiseState.KEPT]
    return max((at for at in kept if at is not None), default=None)


#: what went well, the furthest on first
_WELL: Sequence[tuple[Why, Callable[[Case], datetime | None]]] = (
    (Why.FUNDED, _reached(Stage.FUNDED)),
    (Why.APPLIED, _reached(Stage.APPLICATION_SUBMITTED)),
    (Why.APPOINTED, _reached(Stage.APPOINTMENT)),
    (Why.REACHED_SOON, _reached_soon),
    (Why.PROMISE_KEPT, _kept),
)


def _went_well(share: Share) -> list[ToDiscuss]:
    out: list[ToDiscuss] = []
    for why, when in _WELL:
        known = ((when(case), case.lead.lead_id) for case in share.held)
        found = [ToDiscuss(lead_id, why, at) for at, lead_id in known if at is not None]
        out += sorted(found, key=lambda one: (-instant(one.at), one.lead_id))
    return out
