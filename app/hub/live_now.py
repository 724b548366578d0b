"""What is red at this moment, and who is on: asked of the leads that may be, by the engine every desk runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from app.domain.activity import Activity
from app.domain.case import KEPT_WITHIN
from app.domain.excusing import excusals_in
from app.domain.lead import Channel
from app.domain.outcome import is_attempt
from app.domain.presence import SEEN_WITHIN, There
from app.domain.shift import shift_calendar
from app.domain.spans import instant
from app.domain.standing import Due
from app.hub.covering import back_at
from app.hub.managing import Actor
from app.hub.pool import Look, PoolRules
from app.hub.ports import Rows
from app.hub.presence import all_there
from app.hub.records import HOLDERS, HeldLead, Person
from app.hub.records_live import Doing
from app.protocol.live import LiveNow, OfTheTeam, Red, Why

#: a first call with more time left than this is no worry yet
SOON = timedelta(minutes=10)
#: leads that came longer ago are no new ones to be called now: they stand in the reports
NEW_FOR = timedelta(days=3)
#: a promise missed longer ago is in the reports, too; one ahead by more is nobody's worry yet
MISSED_FOR, AHEAD = timedelta(days=2), timedelta(hours=2)
#: when a promise that is due now can have been made, at the earliest
PROMISED_FOR = timedelta(days=30)
#: what somebody was rung about longer ago is red anew
NUDGED_FOR = timedelta(hours=12)
#: leads without a holder that are told one by one
MOST_UNASSIGNED = 100
_URGENT = (Why.ABOUT_TO_MISS, Why.MISSED, Why.PROMISE_AWAY, Why.PROMISE_MISSED, Why.UNASSIGNED)


def live_now(rows: Rows, rules: PoolRules, actor: Actor, now: datetime) -> LiveNow:
    """Return what a manager is to do something about; nothing of it tells whose inquiry a lead is."""
    people = [one for one in rows.people.all() if one.left_at is None and actor.has(one)]
    there = all_there(rows, now)
    with rows.beyond_the_fence():
        seen = _seen(rows, people)
        unassigned, more = _unassigned(rows, rules, actor, now)
    red = [*_first_calls(rows, rules, people, now), *_promises(rows, rules, people, there, now), *unassigned]
    nudged = _nudged(rows, people, now)
    red = [msgspec.structs.replace(one, nudged_at=nudged.get((one.lead_id, one.officer_id))) for one in red]
    red.sort(key=lambda one: (_URGENT.index(one.why), one.until or one.due_at, one.lead_id))
    branches = {branch.branch_id: branch.name for branch in rows.people.branches()}
    team = [_of_the_team(one, branches, there.get(one.person_id, There()), seen, now) for one in people]
    return LiveNow(red=red, people=team, more=more, server_time=now)


def _first_calls(rows: Rows, rules: PoolRules, people: Sequence[Person], now: datetime) -> Iterable[Red]:
    held = rows.live.untried([one.person_id for one in people], now - NEW_FOR)
    for lead_id, look in rules.looks(rows, held, now).items():
        due = look.next
        if not isinstance(due, Due) or due.is_promise or due.channel is not Channel.CALL or not _is_first(look):
            continue
        is_late = due.on_time_until <= now
        if due.due_at > now or (not is_late and due.on_time_until - now > SOON) or _is_excused(look, due):
            continue
        why = Why.MISSED if is_late else Why.ABOUT_TO_MISS
        yield _red(why, look, _holder(held, lead_id), due.due_at, due.on_time_until, due.step_id or "")


def _is_first(look: Look) -> bool:
    """Return whether nobody called since the borrower last asked: a lead that asked again is new once more."""
    tries = (n for n, one in enumerate(look.history) if is_attempt(one.kind) and _channel(one) is Channel.CALL)
    asked_again = (n for n, one in enumerate(look.history) if one.kind.value == "inquired_again")
    return max(tries, default=-1) <= max(asked_again, default=-1)


def _channel(one: Activity) -> Channel:
    return one.channel or Channel.CALL


def _is_excused(look: Look, due: Due) -> bool:
    return excusals_in(look.history).of_step(due.step_id or "", instant(due.due_at))


def _promises(
    rows: Rows, rules: PoolRules, people: Sequence[Person], there: Mapping[str, There], now: datetime
) -> Iterable[Red]:
    by_id = {one.person_id: one for one in people}
    held = rows.live.promised(list(by_id), now - PROMISED_FOR, (now - MISSED_FOR, now + AHEAD))
    for lead_id, look in rules.looks(rows, held, now).items():
        due, holder_id = look.next, _holder(held, lead_id)
        if not isinstance(due, Due) or not due.is_promise:
            continue
        late = due.planned_at + KEPT_WITHIN
        if excusals_in(look.history).of_promise(due.planned_at) or due.planned_at < now - MISSED_FOR:
            continue
        if late <= now:
            yield _red(Why.PROMISE_MISSED, look, holder_id, due.planned_at, late, "")
        elif due.planned_at <= now + AHEAD and _is_away_at(
            by_id[holder_id], there.get(holder_id, There()), due.planned_at
        ):
            yield _red(Why.PROMISE_AWAY, look, holder_id, due.planned_at, late, "")


def _is_away_at(person: Person, there: There, at: datetime) -> bool:
    """Return whether somebody will not be there to keep a promise: by their own word, or on a day off."""
    by_word = there.away_until is not None and at < there.away_until
    return by_word or at.astimezone(ZoneInfo(person.officer.zone)).date() in person.officer.days_off


def _unassigned(rows: Rows, rules: PoolRules, actor: Actor, now: datetime) -> tuple[list[Red], int]:
    """Return leads somebody could work now and nobody holds, and how many there are beside them.

    One that nobody ever held is any manager's to give; else it is for whose person had it last.
    """
    waiting = rows.leads.waiting(now, MOST_UNASSIGNED + 1)
    held_by = rows.leads.holdings([lead.lead_id for lead in waiting])
    people = {one.person_id: one for one in rows.people.all()}

    def is_theirs(lead_id: str) -> bool:
        last = next((h.holder_id for h in reversed(held_by.get(lead_id, [])) if h.holder_id is not None), None)
        return last is None or actor.has(people.get(last))

    mine = [lead for lead in waiting if is_theirs(lead.lead_id)]
    resting = rules.resting(rows, mine, now) if mine else {}
    found = [lead for lead in mine if lead.lead_id not in resting][:MOST_UNASSIGNED]
    reds = [
        Red(
            why=Why.UNASSIGNED,
            lead_id=lead.lead_id,
            due_at=lead.received_at,
            received_at=lead.received_at,
            source=lead.source,
            state=lead.address.state,
        )
        for lead in found
    ]
    return reds, max(0, len(waiting) - MOST_UNASSIGNED)


def _nudged(rows: Rows, people: Sequence[Person], now: datetime) -> dict[tuple[str, str], datetime]:
    """Return when each holder was last rung about each lead, of late."""
    deeds = rows.live.deeds(now - NUDGED_FOR, [one.person_id for one in people])
    rung = [one for one in deeds if one.doing is Doing.NUDGED]
    return {(one.lead_id, one.officer_id): one.at for one in sorted(rung, key=lambda one: one.at)}


def _holder(held: Sequence[HeldLead], lead_id: str) -> str:
    return next((one.holder_id or "" for one in held if one.lead.lead_id == lead_id), "")


def _red(why: Why, look: Look, holder_id: str, due_at: datetime, until: datetime, step_id: str) -> Red:
    lead = look.lead
    return Red(
        why=why,
        lead_id=lead.lead_id,
        due_at=due_at,
        until=until,
        officer_id=holder_id,
        step_id=step_id,
        received_at=lead.received_at,
        source=lead.source,
        state=lead.subject_property.state or lead.address.state,
    )


def _seen(rows: Rows, people: Sequence[Person]) -> dict[str, datetime]:
    theirs = {one.person_id for one in people}
    seen: dict[str, datetime] = {}
    for device in rows.devices.all():
        if device.person_id in theirs and device.revoked_at is None:
            before = seen.get(device.person_id)
            seen[device.person_id] = device.last_seen_at if before is None else max(before, device.last_seen_at)
    return seen


def _of_the_team(
    person: Person, branches: Mapping[str, str], there: There, seen: Mapping[str, datetime], now: datetime
) -> OfTheTeam:
    officer, seen_at = person.officer, seen.get(person.person_id)
    back = back_at(officer, now)
    is_here = seen_at is not None and now - seen_at < SEEN_WITHIN
    return OfTheTeam(
        officer_id=person.person_id,
        name=person.name,
        branch=branches.get(person.branch_id, ""),
        zone=officer.zone,
        may_hold=person.role in HOLDERS,
        on_shift=back == now and shift_calendar(officer).is_open(instant(now)),
        state=there.state.value,
        until=there.until,
        off_until=None if back == now else back,
        # a desk that ended in the middle of a call tells of none
        call_since=there.call_since if is_here else None,
        seen_at=seen_at,
    )
