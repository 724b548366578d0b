"""Leads that do not stay where they are: untried ones, and those that need another language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import cached_property

from app.domain.activity import Activity, Kind
from app.domain.going_on import goes_on_at
from app.domain.ids import new_id
from app.domain.stage import Stage
from app.domain.standing import Finished, Paused, Wait
from app.hub.again import again
from app.hub.assigning import move, wait_for_pushes
from app.hub.auditing import OPERATOR, note
from app.hub.distributing import Distribution
from app.hub.passing import ever_held_by, pass_on
from app.hub.pool import Look, Rules
from app.hub.ports import HubStore, Rows
from app.hub.records import Awake, HeldLead, KeptActivity, KeptSeat
from app.protocol.wire import Untaken

#: leads looked at in one transaction, and parts of one round
PART, PARTS = 100, 20
#: leads moved in one transaction: whoever asks the hub meanwhile waits for its end
AT_ONCE = 8
#: a lead with something to do is looked at again by then, whatever becomes of it
_A_DAY = timedelta(days=1)
#: one that ended, or sleeps for long: something else wakes it, or nothing does
_A_MONTH = timedelta(days=30)
#: the holder's desk hands an untried lead on itself, and says so there; the hub comes after, for one that is closed. It
#: hears of a call with what came of it only, so it waits as long as most talks last: whoever talks keeps the lead
_DESK_FIRST = timedelta(minutes=15)
#: while nobody is there who could have it
_SOON = timedelta(minutes=10)
_WORDS = re.compile(r"[^\W\d_]+")


class _Goes(Enum):
    """Where a lead is to go."""

    NOWHERE = auto()
    TO_THE_NEXT = auto()
    TO_WHO_SPEAKS_IT = auto()


def look_after(store: HubStore, rules: Rules, now: datetime, is_over: Callable[[], bool] = lambda: False) -> None:
    """Look at the leads whose time has come, the newest first, and move those that go on.

    Whoever waits for the end says so by `is_over`; what is left is looked at by the next round.
    """
    for n in range(PARTS):
        if n:
            if is_over():
                return
            store.give_way()
        with store.reading() as rows:
            awake = rows.leads.to_look_at(now, PART)
            looks = rules.looks(rows, [one.held for one in awake], now) if awake else {}
        if not awake:
            return
        going = sorted(lead_id for lead_id, look in looks.items() if _where_to(look, now) is not _Goes.NOWHERE)
        # one that stays where it is costs a row; one that goes, its company's lock for as long as a few requests take
        staying = [one for one in awake if one.held.lead.lead_id not in going]
        _done(store, rules, now, staying, looks, [])
        for at in range(0, len(going), AT_ONCE):
            store.give_way()
            _done(store, rules, now, [], looks, going[at : at + AT_ONCE])


def _done(
    store: HubStore,
    rules: Rules,
    now: datetime,
    staying: Sequence[Awake],
    looks: Mapping[str, Look],
    going: Sequence[str],
) -> None:
    def work() -> None:
        with store.writing() as rows:
            rows.lock_company()
            _Part(rows, rules, now).done(staying, looks, going)

    again(work)


class _Part:
    def __init__(self, rows: Rows, rules: Rules, now: datetime) -> None:
        self._rows, self._rules, self._now = rows, rules, now
        self._resting: dict[str, datetime | None] = {}

    @cached_property
    def _turns(self) -> Distribution:
        # one for all: who has a cap on open leads is counted through once, and owed from lead to lead
        return Distribution(self._rows, self._rules, self._now)

    def done(self, staying: Sequence[Awake], looks: Mapping[str, Look], going: Sequence[str]) -> None:
        # of all of them before anything is written: a push has its device, and comes to these leads after it
        wait_for_pushes(self._rows, going)
        for lead_id in going:
            self._go(lead_id)
        # last, as `Search` is noted, and in the order pushes wake them in: those of these were not waited for
        for seen in sorted(staying, key=lambda one: one.held.lead.lead_id):
            self._rows.leads.rest_again(seen, _again_at(looks[seen.held.lead.lead_id], self._now))
        for lead_id, until in sorted(self._resting.items()):
            self._rows.leads.rest(lead_id, until)

    def _go(self, lead_id: str) -> None:
        """Move the lead if it still is to go by what was pushed meanwhile."""
        held = self._rows.leads.by_id(lead_id)
        if held is None or held.holder_id is None or self._rows.leads.purged([lead_id]):
            return
        look = self._rules.looks(self._rows, [held], self._now)[lead_id]
        match _where_to(look, self._now):
            case _Goes.TO_THE_NEXT:
                rests_until = self._to_the_next(held)
            case _Goes.TO_WHO_SPEAKS_IT:
                rests_until = self._to_who_speaks_it(held, look)
            case _:
                rests_until = _again_at(look, self._now)
        self._resting[lead_id] = rests_until

    def _to_the_next(self, held: HeldLead) -> datetime | None:
        person = self._rows.people.by_id(held.holder_id or "")
        if person is None:
            return self._now + _A_DAY
        became = pass_on(self._rows, self._turns, held, person, self._now, untried=True)
        if became is Untaken.HANDED_ON:
            return None
        return self._now + (_SOON if became is Untaken.NOBODY_NEXT else _A_DAY)

    def _to_who_speaks_it(self, held: HeldLead, look: Look) -> datetime | None:
        lead_id, holder_id = held.lead.lead_id, held.holder_id or ""
        spoken = _asked_for(look, self._rows.seats.all(), holder_id)
        why = "needs another language"
        person = self._turns.choose(held.lead, why, had_it=ever_held_by(self._rows, held), languages=spoken)
        if person is None:
            until = look.next.until if isinstance(look.next, Paused) else self._now
            return min(until, self._now + _SOON)
        # in its history, where it ends the wait for somebody
        assigned = Activity(
            activity_id=new_id(self._now),
            lead_id=lead_id,
            kind=Kind.ASSIGNED,
            actor_id="",
            began_at=self._now,
            logged_at=self._now,
        )
        self._rows.activities.add(KeptActivity(assigned))
        self._rows.claims.end_cover(lead_id)
        move(
            self._rows, held, person, self._now, why=f"{why}, and given to who speaks it", gone="given to somebody else"
        )
        note(self._rows, self._now, OPERATOR, f"lead given to who speaks the language: {person.person_id}", lead_id)
        return None


def _where_to(look: Look, now: datetime) -> _Goes:
    if look.lead.origin.is_own or look.lead.is_test:
        return _Goes.NOWHERE
    at = _goes_on_at(look)
    if at is not None and at <= now:
        return _Goes.TO_THE_NEXT
    is_language = isinstance(look.next, Paused) and look.next.wait is Wait.LANGUAGE
    return _Goes.TO_WHO_SPEAKS_IT if is_language else _Goes.NOWHERE


def _again_at(look: Look, now: datetime) -> datetime:
    if look.lead.origin.is_own or look.lead.is_test:
        return now + _A_MONTH
    match look.next:
        case Finished():
            latest = now + _A_MONTH
        case Paused(until=until):
            latest = min(until, now + _A_MONTH)
        case _:
            latest = now + _A_DAY
    at = _goes_on_at(look)
    return latest if at is None else min(at, latest)


def _goes_on_at(look: Look) -> datetime | None:
    """Return when the hub takes an untried lead back, also one of which nothing but skips is left.

    One of which all was tried stays: who takes it off its officer takes it out of what they see of themselves.
    """
    match look.next:
        case Finished(stage=stage) if stage is not Stage.RETURNED:
            return None
        case Paused(wait=wait) if wait is not Wait.LAST_WINDOW:
            return None
    at = goes_on_at(look.playbook, look.lead, look.history, look.first.stage, look.first.next, look.workable)
    return None if at is None else at + _DESK_FIRST


def _asked_for(look: Look, seats: Mapping[str, KeptSeat], holder_id: str) -> frozenset[str]:
    """Return the languages of which somebody must speak one: those that were named as the call was logged.

    Where nothing was said, whatever the holder does not speak; and where something was said in which no language
    stands that anybody here speaks, none, for to whoever speaks another one the borrower says the same again.
    """
    spoken = frozenset[str]().union(*(kept.seat.languages for kept in seats.values()))
    said = next((a for a in reversed(look.history) if a.kind is Kind.LANGUAGE), None)
    words = set(_WORDS.findall(f"{said.reason} {said.note}".casefold())) if said is not None else set()
    if not words:
        return spoken - seats.get(holder_id, KeptSeat()).seat.languages
    return frozenset(language for language in spoken if words.issuperset(language.split()))
