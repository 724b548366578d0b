"""What each number of an officer's sums is made of, lead by lead, from the same lists the numbers are counted over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from app.domain.activity import Activity, Evidence
from app.domain.case import Case, PromiseState, channel_of
from app.domain.lead import Channel
from app.domain.more_sums import accepted
from app.domain.responding import answered_to
from app.domain.scorecard import FIVE_MINUTES_S, Share
from app.domain.spans import moment
from app.domain.stage import Stage


class Counts(StrEnum):
    """Whether a lead, step, call or promise is counted, is what the counted ones are held against, or neither."""

    YES = "counts"
    NO = "held against"
    LEFT_OUT = "left out"


class Part(msgspec.Struct, frozen=True):
    """One thing behind a number. `seconds` is a speed, `at` an instant of its own, `about` a word or two on it."""

    lead_id: str
    counts: Counts
    seconds: float | None = None
    at: datetime | None = None
    about: str = ""


def parts_of(share: Share) -> dict[str, list[Part]]:
    """Return what is behind each number of `scorecard.row_of`, by its name there; `within_5m` is of the first attempt.

    As many count as the number says: nothing is added up here a second time.
    """
    held = share.held
    return {
        "leads": _of(held, held),
        "moved_in": _of(share.moved_in, held),
        "moved_out": _of(share.moved_out, ()),
        "never_called": _of(share.never_called, held),
        "called_once": _of(share.called_once, held),
        "first_attempt": [*_timed(share.called, lambda case: case.attempt_s), *_left_out(share)],
        "within_5m": [*_soon(share.called), *_left_out(share)],
        "first_contact": _timed(share.reached, lambda case: case.contact_s),
        "working_clock": _timed(share.called, lambda case: case.working_s),
        "attempts": [_made(activity) for activity in share.made],
        "per_lead": [_made(activity) for activity in share.made],
        "contacted": _of(share.contacted, held),
        "adherence": list(_steps(share)),
        "promises": list(_promises(share)),
        "appointments": _of(share.at_stage(Stage.APPOINTMENT), held),
        "applications": _of(share.at_stage(Stage.APPLICATION_SUBMITTED), held),
        "accepted": _of(accepted(held), held),
        "funded": _of(share.at_stage(Stage.FUNDED), held),
        "funded_of_applications": _of(share.at_stage(Stage.FUNDED), share.at_stage(Stage.APPLICATION_SUBMITTED)),
        "answered": [_answered(case) for case in share.contacted],
        "handed_over": _of(share.handed_over, held),
        "open_overdue": _of(share.overdue, held),
        "evidence": [_called(activity) for activity in share.made if channel_of(activity) is Channel.CALL],
        "confirmed_calls": [_called(activity) for activity in share.confirmable],
        "back_dated": list(_back_dated(share)),
        "poor_clock": _of(share.left_out, share.timed),
    }


def _of(counted: Sequence[Case], against: Iterable[Case]) -> list[Part]:
    """Return the leads that count, then those they are held against."""
    ids = {case.lead.lead_id for case in counted}
    rest = [case for case in against if case.lead.lead_id not in ids]
    return [_part(case, Counts.YES) for case in counted] + [_part(case, Counts.NO) for case in rest]


def _part(case: Case, counts: Counts, *, seconds: float | None = None, about: str = "") -> Part:
    return Part(case.lead.lead_id, counts, seconds, case.lead.received_at, about)


def _timed(cases: Sequence[Case], speed: Callable[[Case], float | None]) -> list[Part]:
    """Return the leads with a speed, the fastest first; those without one are in no median."""
    found = [(speed(case), case) for case in cases]
    known = sorted(((s, case) for s, case in found if s is not None), key=lambda pair: pair[0])
    without = [_part(case, Counts.NO, about="none yet") for s, case in found if s is None]
    return [_part(case, Counts.YES, seconds=s) for s, case in known] + without


def _soon(called: Sequence[Case]) -> list[Part]:
    """Return who was called within five minutes, and who was not, of all leads whose speed it is."""
    timed = [(case, case.attempt_s) for case in called]
    parts = [
        _part(case, Counts.YES if s is not None and s <= FIVE_MINUTES_S else Counts.NO, seconds=s) for case, s in timed
    ]
    return sorted(parts, key=lambda part: (part.counts is Counts.NO, part.seconds is None, part.seconds or 0.0))


def _left_out(share: Share) -> list[Part]:
    doubtful = [case for case in share.asked if case.is_doubtful(case.first_call)]
    return [
        *(_part(case, Counts.LEFT_OUT, about="they came first") for case in share.borrower_first),
        *(_part(case, Counts.LEFT_OUT, about="by a clock nobody can vouch for") for case in doubtful),
    ]


def _answered(case: Case) -> Part:
    """Return a lead with what its first contact answered: the step, else the channel alone."""
    found = answered_to(case)
    return _part(case, Counts.YES, about=found.step_id or found.channel)


def _made(activity: Activity) -> Part:
    return Part(activity.lead_id, Counts.YES, at=activity.began_at, about=channel_of(activity).value)


#: a call counts as evidence where somebody else than the officer knows of it, and not at all on a personal phone
_BELIEVED = {
    Evidence.HANDED_OFF: Counts.YES,
    Evidence.CONFIRMED: Counts.YES,
    Evidence.SELF: Counts.NO,
    Evidence.NOT_COVERABLE: Counts.LEFT_OUT,
}


def _called(activity: Activity) -> Part:
    words = activity.evidence.value.replace("_", " ")
    return Part(activity.lead_id, _BELIEVED[activity.evidence], at=activity.began_at, about=words)


def _steps(share: Share) -> Iterator[Part]:
    for step in share.steps:
        counts = Counts.LEFT_OUT if step.excused else Counts.YES if step.is_on_time else Counts.NO
        late = "late" if step.done_at is not None else "not done"
        how = step.excused or ("on time" if step.is_on_time else late)
        yield Part(step.lead_id, counts, at=moment(step.due_at), about=f"{step.step.step_id}: {how}")


#: what a promise counts as: one that waits, was moved or excused is in neither number
_PROMISED = {PromiseState.KEPT: Counts.YES, PromiseState.BROKEN: Counts.NO}


def _promises(share: Share) -> Iterator[Part]:
    for case, promise, state in share.promises:
        counts = _PROMISED.get(state, Counts.LEFT_OUT)
        yield Part(case.lead.lead_id, counts, at=promise.promised_at, about=state.value)


def _back_dated(share: Share) -> Iterator[Part]:
    for case in share.asked:
        first = case.first_call
        if first is not None:
            yield _part(case, Counts.YES if first.back_dated else Counts.NO)
