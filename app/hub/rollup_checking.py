"""Compares sums that are kept ready with what working them out anew comes to, and says whose differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from app.domain.acceptance import Standing
from app.domain.lead_sums import Turn, micros
from app.domain.rolled import Totals, pack
from app.domain.shares import Adds, Share
from app.hub.ports import HubStore, Rows
from app.hub.records import HeldLead
from app.hub.reports import Judge
from app.hub.rolling_up import PART, kept_sums, roll_up, settled_by
from app.hub.rollup_records import Place, Ready

#: rounds of judging again that a check waits for
_ROUNDS = 1_000


class Checked(msgspec.Struct, frozen=True):
    """How many leads and shares were compared, and which are not what they should be."""

    leads: int
    shares: int
    leads_differ: list[str]
    shares_differ: list[str]

    @property
    def is_ok(self) -> bool:
        return not (self.leads_differ or self.shares_differ)


def check(store: HubStore, judge: Judge, now: datetime) -> Checked:
    """Bring the sums up to date and work all of them out anew, some leads at a time."""
    roll_up(store, judge, now, _ROUNDS)
    leads, differ, last = 0, [], ""
    while True:
        with store.reading() as rows:
            held = rows.leads.following(last, PART)
            differ += _differing(rows, judge, held, now)
        if not held:
            break
        leads, last = leads + len(held), held[-1].lead.lead_id
    with store.reading() as rows:
        places = rows.rollups.places()
        wrong = [place for place in places if _as_read(rows.rollups.shares_at(place), now) != _anew(rows, place, now)]
    return Checked(
        leads, len(places), differ, [f"{one.holder_id} {one.month // 12}-{one.month % 12 + 1:02}" for one in wrong]
    )


def _differing(rows: Rows, judge: Judge, held: Sequence[HeldLead], now: datetime) -> list[str]:
    if not held:
        return []
    lead_ids = [one.lead.lead_id for one in held]
    kept, waiting = rows.rollups.ready(lead_ids), rows.rollups.turns_of(lead_ids)
    out = []
    for anew in kept_sums(rows, judge, list(held), now):
        lead_id = anew.told.lead_id
        ready, turns = kept.get(lead_id), [one.turn for one in waiting if one.turn.lead_id == lead_id]
        is_same = ready is not None and _told(ready, now) == _told(anew.ready, now)
        if not is_same or _due(turns, now) != _due(anew.told.waiting, now):
            out.append(lead_id)
    return out


def _due(turns: Sequence[Turn], now: datetime) -> list[Turn]:
    return [turn for turn in turns if turn.due_at * 1_000_000 <= micros(now)]


def _told(ready: Ready, now: datetime) -> Any:
    """Return what a lead adds as of an instant, however far ahead it was judged."""
    at = micros(now)
    counts: Counter[tuple[str, int]] = Counter()
    for one in ready.adds.added:
        counts.update({(one.officer_id, count): n for count, n in one.now.items()})
        for count, more, after in one.later:
            counts[one.officer_id, count] += more * (after < at)
    promised = [(p.promised_at, p.attempted_at, p.state_at(at)) for p in ready.promised]
    lost = ready.lost if ready.lost is not None and ready.lost.after < at else None
    stands = ready.tells.standing_at(at)
    tells = msgspec.structs.replace(ready.tells, standing=Standing.WAITING, why="", turned=None)
    facts = msgspec.structs.replace(ready, adds=Adds((), ready.adds.speed), promised=(), lost=None, tells=tells)
    ended = lost and (lost.kind, lost.step, lost.ended_at)
    return {key: n for key, n in counts.items() if n}, promised, ended, stands, facts


def _anew(rows: Rows, place: Place, now: datetime) -> Any:
    turns = [(kept.day, kept.turn.counted(kept.turn_until)) for kept in rows.rollups.turns_at(place)]
    return _as_read(pack(rows.rollups.leads_at(place), turns, settled_by(now)), now)


def _as_read(shares: Sequence[Share], now: datetime) -> dict[str, list[int]]:
    totals = Totals(shares, [], micros(now))
    return {officer_id: totals.counts[n].tolist() for officer_id, n in totals.place.items()}
