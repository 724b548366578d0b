"""What one lead adds to the sums: by now, and as time alone goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import IntEnum, auto

import msgspec
from msgspec.structs import replace

from app.domain.activity import Evidence
from app.domain.cadence import stretches
from app.domain.case import KEPT_WITHIN, Case, PromiseState, channel_of
from app.domain.excusing import BY_MANAGER
from app.domain.handing_over import is_handed_over
from app.domain.judging import CLOSED, CONTACTED, NO_LICENCE, NOT_ASSIGNED, JudgedStep
from app.domain.lead import Channel
from app.domain.lead_tells import NOTHING_TOLD, Tells, tells_of
from app.domain.leak_map import call_missed_from, leak_of
from app.domain.progress import CHANNEL_CLOSED
from app.domain.stage import Stage
from app.domain.standing import Due, Finished, Next, Paused, PromiseEnd, Wait

#: of a version whose sums say something else the stored ones are made anew
FORMULA = 4
#: how far ahead a lead is judged, and one that has ended; it is judged again then
AHEAD, ENDED_AHEAD = timedelta(days=40), timedelta(days=400)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_A_SECOND = 1_000_000
#: what was so before anything happened
_ALWAYS = 0


class Count(IntEnum):
    """What is counted of an officer; the order is that of stored counters, so a new one goes to the end."""

    LEADS = 0
    MOVED_IN = auto()
    MOVED_OUT = auto()
    NEVER_CALLED = auto()
    CALLED_ONCE = auto()
    BORROWER_FIRST = auto()
    CONTACTED = auto()
    ON_TIME = auto()
    MISSED = auto()
    CONTACTED_BEFORE = auto()
    LEAD_CLOSED = auto()
    NOT_ASSIGNED = auto()
    NO_LICENCE = auto()
    CHANNEL_CLOSED = auto()
    KEPT = auto()
    BROKEN = auto()
    APPOINTMENTS = auto()
    APPLICATIONS = auto()
    FUNDED = auto()
    HANDED_OVER = auto()
    OVERDUE = auto()
    FIRST_CALLS_MISSED = auto()
    CALLS = auto()
    EMAILS = auto()
    TEXTS = auto()
    SELF_REPORTED = auto()
    HANDED_OFF = auto()
    CONFIRMED = auto()
    NOT_COVERABLE = auto()
    CONFIRMABLE = auto()
    CONFIRMED_OF_THEM = auto()
    UNLOGGED = auto()
    FIRST_CALLS = auto()
    BACK_DATED = auto()
    TIMED = auto()
    LEFT_OUT = auto()
    EXCUSED_BY_MANAGER = auto()


EXCUSED = {
    CONTACTED: Count.CONTACTED_BEFORE,
    CLOSED: Count.LEAD_CLOSED,
    NOT_ASSIGNED: Count.NOT_ASSIGNED,
    NO_LICENCE: Count.NO_LICENCE,
    CHANNEL_CLOSED: Count.CHANNEL_CLOSED,
    BY_MANAGER: Count.EXCUSED_BY_MANAGER,
}
MADE = {Channel.CALL: Count.CALLS, Channel.EMAIL: Count.EMAILS, Channel.TEXT: Count.TEXTS}
GRADES = dict(zip(Evidence, (Count.SELF_REPORTED, Count.HANDED_OFF, Count.CONFIRMED, Count.NOT_COVERABLE), strict=True))


class Counted(msgspec.Struct, frozen=True, array_like=True):
    """So many more for an officer, once it is later than `after` (microseconds since 1970)."""

    officer_id: str
    count: int
    more: int
    after: int = _ALWAYS


class Speed(msgspec.Struct, frozen=True, array_like=True):
    """A lead whose speed is an officer's; a speed that is left out for its clock is not asked for."""

    officer_id: str
    asks_attempt: bool
    asks_contact: bool
    attempt_s: float | None
    contact_s: float | None
    working_s: float | None


class Turn(msgspec.Struct, frozen=True):
    """A waiting step of a lead, and what it takes to give it its turn; instants are UTC seconds."""

    officer_id: str
    lead_id: str
    n: int
    received_at: int
    due_at: int
    on_time_until: int
    done_at: int | None
    is_first: bool
    per_call_s: int

    def counted(self, end: int) -> Counted:
        """Return what it counts as, on time until `end`."""
        is_on_time = self.done_at is not None and self.done_at <= end
        return Counted(self.officer_id, Count.ON_TIME if is_on_time else Count.MISSED, 1, passed_after(end))


class Promised(msgspec.Struct, frozen=True, array_like=True):
    """A promise and what it counts as; of a pending one, what it comes to when it is later than `pending_until`."""

    promised_at: datetime
    attempted_at: datetime | None
    state: PromiseState
    pending_until: int | None = None
    then: PromiseState | None = None

    def state_at(self, at: int) -> PromiseState:
        """Return what it counts as at an instant (microseconds since 1970), if nothing happens by then."""
        is_over = self.then is not None and self.pending_until is not None and self.pending_until < at
        return self.then if is_over and self.then is not None else self.state


class Lost(msgspec.Struct, frozen=True, array_like=True):
    """How a lead was lost, at which call, and when it ended; `after` is later than when this is so (microseconds)."""

    kind: str
    step: str
    ended_at: datetime
    after: int


class LeadSums(msgspec.Struct, frozen=True):
    """What a lead adds, good until `good_until`: from then on time alone may have changed more than stands here.

    `holder_id` is who holds it, or held it last; "" for nobody. What is nobody's stands in no counter. A test lead, and
    one that is still to come, add nothing. `is_asleep`: it wakes by the playbook that is published then.
    """

    lead_id: str
    holder_id: str
    received_at: datetime
    good_until: datetime
    is_asleep: bool = False
    is_real: bool = True
    counted: tuple[Counted, ...] = ()
    speed: Speed | None = None
    waiting: tuple[Turn, ...] = ()
    promised: tuple[Promised, ...] = ()
    lost: Lost | None = None
    is_contacted: bool = False
    has_appointment: bool = False
    has_application: bool = False
    is_funded: bool = False
    tells: Tells = NOTHING_TOLD


def micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


def sums_of(case: Case, until: datetime | None = None) -> LeadSums:
    """Return what a lead adds, judged ahead as far as time alone goes.

    `until` is when something happens that is known already, though dated later than now; it changes nothing before.
    """
    lead, now = case.lead, case.now
    holder_id = case.holder_id or ""
    if lead.received_at > now:
        return LeadSums(lead.lead_id, holder_id, lead.received_at, lead.received_at, is_real=False)
    if lead.is_test:
        return LeadSums(lead.lead_id, holder_id, lead.received_at, now + ENDED_AHEAD, is_real=False)
    later = [h.from_at for h in case.holdings if h.from_at > now]
    length = ENDED_AHEAD if isinstance(case.where.next, Finished) else AHEAD
    end = min([now + length, *later, *([until] if until is not None else [])])
    course, ahead = _followed(case, end)
    # once a call could be missed that nobody could have made yet when the lead ended, it was lost at that call
    missed_from = call_missed_from(ahead)
    if missed_from is not None and course[-1][0] < missed_from < end:
        course, ahead = _followed(case, missed_from)
    return _Summing(case, ahead, course).sums()


def _followed(case: Case, end: datetime) -> tuple[list[tuple[datetime, datetime, Next]], Case]:
    """Return how a lead goes on by itself until `end`, or for as long as is known, and the lead as it will be then."""
    told = (case.playbook, case.lead, case.history, case.rules, case.known, case.officer)
    course = list(stretches(*told, case.now, end))
    return course, replace(case, now=min(end, course[-1][1]) - _MICROSECOND)


class _Summing:
    """One lead as it is at `case.now`, and as it will be if nothing happens until `ahead.now`."""

    def __init__(self, case: Case, ahead: Case, course: list[tuple[datetime, datetime, Next]]) -> None:
        self._case, self._ahead, self._course = case, ahead, course
        self._holder_id = case.holder_id or ""

    def sums(self) -> LeadSums:
        case = self._case
        steps = self._ahead.steps
        plain = [s for s in steps if s.excused or not s.waits_for_shift]
        return LeadSums(
            lead_id=case.lead.lead_id,
            holder_id=self._holder_id,
            received_at=case.lead.received_at,
            good_until=self._good_until(),
            is_asleep=any(isinstance(n, Paused) and n.wait is Wait.NURTURE for _, _, n in self._course),
            counted=tuple(
                one
                for part in (self._held(), self._made(), self._speeds(), map(_of_step, plain), self._overdue())
                for one in part
                if one.officer_id
            ),
            speed=self._speed(),
            waiting=tuple(
                _turn(n, step)
                for n, step in enumerate(s for s in steps if s.officer_id and s.waits_for_shift and not s.excused)
            ),
            promised=tuple(self._promised()),
            lost=self._lost(),
            is_contacted=case.first_contact is not None,
            has_appointment=case.has_reached(Stage.APPOINTMENT),
            has_application=case.has_reached(Stage.APPLICATION_SUBMITTED),
            is_funded=case.has_reached(Stage.FUNDED),
            tells=tells_of(case, self._ended()),
        )

    def _good_until(self) -> datetime:
        return self._ahead.now + _MICROSECOND

    def _held(self) -> Iterator[Counted]:
        case, mine = self._case, self._holder_id
        came = case.holder_at(case.lead.received_at) or ""
        is_so = {
            Count.LEADS: True,
            Count.MOVED_IN: came != mine,
            Count.NEVER_CALLED: not case.calls,
            Count.CALLED_ONCE: len(case.calls) == 1,
            Count.CONTACTED: case.first_contact is not None,
            Count.APPOINTMENTS: case.has_reached(Stage.APPOINTMENT),
            Count.APPLICATIONS: case.has_reached(Stage.APPLICATION_SUBMITTED),
            Count.FUNDED: case.has_reached(Stage.FUNDED),
            Count.HANDED_OVER: any(map(is_handed_over, case.history)),
        }
        yield from (Counted(mine, count, 1) for count, is_one in is_so.items() if is_one)
        if came != mine:
            yield Counted(came, Count.MOVED_OUT, 1)
        for promise in self._promised():
            if promise.state is PromiseState.KEPT:
                yield Counted(mine, Count.KEPT, 1)
            elif promise.state is PromiseState.BROKEN:
                yield Counted(mine, Count.BROKEN, 1)
            elif promise.then is PromiseState.BROKEN and promise.pending_until is not None:
                yield Counted(mine, Count.BROKEN, 1, promise.pending_until)

    def _made(self) -> Iterator[Counted]:
        case = self._case
        for activity in case.attempts:
            channel = channel_of(activity)
            yield Counted(activity.actor_id, MADE[channel], 1)
            if channel is Channel.CALL:
                yield Counted(activity.actor_id, GRADES[activity.evidence], 1)
        for call in filter(case.phone.covers, case.calls):
            yield Counted(call.actor_id, Count.CONFIRMABLE, 1)
            if call.evidence is Evidence.CONFIRMED:
                yield Counted(call.actor_id, Count.CONFIRMED_OF_THEM, 1)
        for officer_id in case.phone.unlogged.get(case.lead.lead_id, ()):
            yield Counted(officer_id, Count.UNLOGGED, 1)

    def _speeds(self) -> Iterator[Counted]:
        case = self._case
        if case.lead.origin.is_own:
            return
        whose = case.speed_holder_id or ""
        if case.is_borrower_first:
            yield Counted(whose, Count.BORROWER_FIRST, 1)
            return
        if case.first_call is not None:
            yield Counted(whose, Count.FIRST_CALLS, 1)
            if case.first_call.back_dated:
                yield Counted(whose, Count.BACK_DATED, 1)
        if case.first_call is not None or case.first_contact is not None:
            yield Counted(whose, Count.TIMED, 1)
            if case.is_doubtful(case.first_call) or case.is_doubtful(case.first_contact):
                yield Counted(whose, Count.LEFT_OUT, 1)

    def _speed(self) -> Speed | None:
        case = self._case
        whose = case.speed_holder_id
        if case.lead.origin.is_own or case.is_borrower_first or not whose:
            return None
        asks_attempt, asks_contact = not case.is_doubtful(case.first_call), not case.is_doubtful(case.first_contact)
        return Speed(
            whose,
            asks_attempt,
            asks_contact,
            case.attempt_s if asks_attempt else None,
            case.contact_s if asks_contact else None,
            case.working_s if asks_attempt else None,
        )

    def _overdue(self) -> Iterator[Counted]:
        for start, end, following in self._course:
            if not isinstance(following, Due):
                continue
            after, before = max(micros(following.on_time_until), micros(start) - 1), micros(end) - 1
            for count in (Count.OVERDUE, *(() if self._case.calls else (Count.FIRST_CALLS_MISSED,))):
                if after < before:
                    yield Counted(self._holder_id, count, 1, after)
                    yield Counted(self._holder_id, count, -1, before)

    def _promised(self) -> Iterator[Promised]:
        for promise, state in self._case.promises:
            is_open = promise.end is PromiseEnd.PENDING and state is PromiseState.PENDING
            if not is_open:
                yield Promised(promise.promised_at, promise.attempted_at, state)
                continue
            is_excused = self._case.excusals.of_promise(promise.promised_at)
            then = PromiseState.EXCUSED if is_excused else PromiseState.BROKEN
            until = micros(promise.promised_at + KEPT_WITHIN)
            yield Promised(promise.promised_at, promise.attempted_at, state, until, then)

    def _ended(self) -> tuple[Case, int] | None:
        """Return the lead as it will have ended by itself, and later than when; None where it will not, or has."""
        starts = [start for start, _, following in self._course if isinstance(following, Finished)]
        is_over = isinstance(self._course[0][2], Finished)
        return (self._ahead, micros(starts[0]) - 1) if starts and not is_over else None

    def _lost(self) -> Lost | None:
        found, ending = leak_of(self._ahead), self._ahead.where.next
        if found is None or not isinstance(ending, Finished):
            return None
        (leak, step), ended = found, self._ended()
        return Lost(leak.value, step.step_id if step else "", ending.at, _ALWAYS if ended is None else ended[1])


def _of_step(step: JudgedStep) -> Counted:
    count = EXCUSED[step.excused] if step.excused else Count.ON_TIME if step.is_on_time else Count.MISSED
    return Counted(step.officer_id or "", count, 1, passed_after(step.on_time_until))


def passed_after(on_time_until: int) -> int:
    """Return later than which microsecond a window has passed that ends in this second."""
    return (on_time_until + 1) * _A_SECOND - 1


def _turn(n: int, step: JudgedStep) -> Turn:
    return Turn(
        officer_id=step.officer_id or "",
        lead_id=step.lead_id,
        n=n,
        received_at=step.received_at,
        due_at=step.due_at,
        on_time_until=step.on_time_until,
        done_at=step.done_at,
        is_first=step.is_first,
        per_call_s=step.per_call_s,
    )
