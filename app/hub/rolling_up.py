"""Keeps sums ready: judges again the leads under which something changed, and puts together what officers come to."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from app.domain.judging import in_turn
from app.domain.lead_sums import FORMULA, micros
from app.domain.rolled import pack
from app.domain.shares import adds_of
from app.hub.again import again
from app.hub.gathering import ALL_DAYS, facts_of, period_of
from app.hub.ports import HubStore, Rows
from app.hub.records import HeldLead
from app.hub.reports import Judge
from app.hub.rollup_ports import Opening
from app.hub.rollup_records import KeptSum, KeptTurn, Place, Rollup
from app.protocol.person_hash import number_hash

#: leads judged in one transaction, and transactions of one round
PART, PARTS = 100, 80
#: and changes that are looked through in it: a push leaves one
MARKS = 50
#: what passed so long ago that no other process' clock can be before it is so for good
_SETTLED = timedelta(hours=1)


def stamp_of(rows: Rows, judge: Judge) -> str:
    """Return what sums are kept by: those kept by anything else are made anew."""
    return hashlib.sha256(f"{FORMULA}\x1f{judge.rules_stamp}\x1f{rows.company().zone}".encode()).hexdigest()


def roll_up(
    store: HubStore, judge: Judge, now: datetime, parts: int = PARTS, is_over: Callable[[], bool] = lambda: False
) -> bool:
    """Judge again what is out of date, part by part; return whether everything is up to date then.

    Each part is a transaction of its own that locks nothing a push writes: it takes what was committed before, and
    what comes in meanwhile is marked. Whoever waits for the end says so by `is_over`.
    """
    for n in range(parts):
        if n:
            if is_over():
                return False
            store.give_way()
        if again(partial(_part, store, judge, now)):
            return True
    return False


def _part(store: HubStore, judge: Judge, now: datetime) -> bool:
    with store.writing() as rows:
        state = _begun(rows, judge, now)
        marks = rows.rollups.marks(MARKS)
        for mark in marks:
            rows.rollups.outdate(mark.touched)
        rows.rollups.drop_marks(marks)
        if state.remade_to is not None and not rows.rollups.outdated(now, PART):
            state = replace(state, remade_to=rows.rollups.begin(state.remade_to, PART))
        lead_ids = rows.rollups.outdated(now, PART)
        _judge_again(rows, judge, lead_ids, now)
        is_whole = len(marks) < MARKS and len(lead_ids) < PART and state.remade_to is None
        whole_at = now if is_whole else state.whole_at
        rows.rollups.put_state(replace(state, judged_at=max(state.judged_at, now), whole_at=whole_at))
        return is_whole


def settled_by(now: datetime) -> int:
    """Return by when (microseconds since 1970) what has passed is so for good."""
    return micros(now - _SETTLED)


def remake(store: HubStore, now: datetime) -> None:
    """Have every lead be judged again, in the background of whoever serves."""
    with store.writing() as rows:
        state = rows.rollups.lock()
        if state is not None:
            rows.rollups.put_state(replace(state, judged_at=now, remade_to=""))


def _begun(rows: Rows, judge: Judge, now: datetime) -> Rollup:
    """Return how far sums are, from the beginning where they are kept by another formula."""
    stamp = stamp_of(rows, judge)
    state = rows.rollups.lock()
    if state is None:
        # whoever comes first; the other one waits for the row and finds it
        rows.rollups.put_state(Rollup(stamp, now, None, ""))
        state = rows.rollups.lock() or Rollup(stamp, now, None, "")
    return state if state.stamp == stamp else Rollup(stamp, state.judged_at, None, "")


def _judge_again(rows: Rows, judge: Judge, lead_ids: Sequence[str], now: datetime) -> None:
    held = rows.leads.by_ids(lead_ids)
    rows.rollups.drop([lead_id for lead_id in lead_ids if lead_id not in held])
    if not held:
        return
    kept = kept_sums(rows, judge, list(held.values()), now)
    places, openings = rows.rollups.put(kept)
    places |= _give_turns(rows, openings)
    for place in sorted(places):
        turns = [
            (kept_turn.day, kept_turn.turn.counted(kept_turn.turn_until)) for kept_turn in rows.rollups.turns_at(place)
        ]
        rows.rollups.put_shares(place, pack(rows.rollups.leads_at(place), turns, settled_by(now)))


def kept_sums(rows: Rows, judge: Judge, held: list[HeldLead], now: datetime) -> list[KeptSum]:
    """Return what leads add as of an instant, worked out from everything that is known of them."""
    company = rows.company()
    zone = ZoneInfo(company.zone)
    facts = facts_of(rows, held, period_of(company.zone, ALL_DAYS, now), None, now, is_summed=True)
    out = []
    for one, told in zip(facts.leads, judge.judge(facts, now), strict=True):
        lead = one.lead
        on = lead.received_at.astimezone(zone).date()
        hashes = (number_hash(company.person_key, phone.number) for phone in lead.phones)
        out.append(
            KeptSum(
                told=told,
                adds=adds_of(told.counted, told.speed, settled_by(now)),
                month=on.year * 12 + on.month - 1,
                day=on.day,
                source=lead.source,
                campaign=lead.campaign,
                volume=facts.volumes.get(lead.lead_id),
                numbers=frozenset(hashed for hashed in hashes if hashed is not None),
            )
        )
    return out


def _give_turns(rows: Rows, openings: set[Opening]) -> set[Place]:
    """Give everybody who waits at these openings their turn again; return whose shares that may have changed."""
    together: dict[Opening, list[KeptTurn]] = defaultdict(list)
    for kept in rows.rollups.turns(openings):
        together[kept.turn.officer_id, kept.turn.due_at].append(kept)
    given = []
    for waiting in together.values():
        by_turn = {(kept.turn.lead_id, kept.turn.n): kept for kept in waiting}
        first_at = min(kept.received_at for kept in waiting)
        span = max(kept.received_at for kept in waiting) - first_at
        is_mixed = len({kept.place.holder_id for kept in waiting}) > 1
        for turn, end in in_turn([kept.turn for kept in waiting]):
            was = by_turn[turn.lead_id, turn.n]
            now = replace(was, turn_until=end, first_at=first_at, span=span, is_mixed=is_mixed)
            if now != was:
                given.append(now)
    rows.rollups.give_turns(given)
    return {kept.place for kept in given}
