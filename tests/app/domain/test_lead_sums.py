"""What a lead adds is told ahead: whatever instant is asked about, by then it is what the cases say it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from random import Random

import msgspec
import pytest
from msgspec.structs import replace

from app.domain.case import Case, Holding
from app.domain.clock_grade import Clocked, ClockGrade
from app.domain.judging import in_turn
from app.domain.lead_sums import Counted, LeadSums, Turn, micros, sums_of
from app.domain.rolled import Cut, Totals, pack
from app.domain.scorecard import team_rows
from app.domain.shares import adds_of
from tests.app.domain.crowd import OFFICERS, Member, crowd
from tests.shipped import shipped_rules

BY_ID = {officer.officer_id: officer for officer in OFFICERS}
DAY = timedelta(days=1)


def cases_of(member: Member, chance: Random) -> Case:
    """Return the case as of an instant somewhere in the lead's life, held by one officer after another."""
    lead = member.lead
    now = lead.received_at + timedelta(seconds=chance.randrange(20 * 86400), microseconds=chance.choice((0, 500_000)))
    holdings = [Holding(member.officer.officer_id, lead.received_at)]
    if chance.random() < 0.4:
        holdings = [Holding(None, lead.received_at)] if chance.random() < 0.5 else holdings
        for _ in range(chance.randrange(1, 3)):
            since = holdings[-1].from_at + timedelta(seconds=chance.randrange(86400))
            holdings.append(Holding(chance.choice([*BY_ID, None]), since))
    last = next((h.officer_id for h in reversed(holdings) if h.officer_id), None)
    return Case(
        lead=lead,
        history=[a for a in member.history if a.began_at <= now],
        known=member.known,
        playbook=member.playbook,
        officer=BY_ID.get(last or "", member.officer),
        holdings=holdings,
        rules=shipped_rules(),
        now=now,
        officers=BY_ID,
    )


def by(told: LeadSums, at: datetime) -> dict[str, object]:
    """Return all that a lead adds as of an instant."""
    now = micros(at)
    counts: Counter[tuple[str, int]] = Counter()
    for one in told.counted:
        if one.after < now:
            counts[one.officer_id, one.count] += one.more
    return {
        "counts": {key: n for key, n in counts.items() if n},
        "waiting": {w for w in told.waiting if w.due_at * 1_000_000 <= now},
        "promised": [(p.promised_at, p.state_at(now)) for p in told.promised],
        "lost": (told.lost.kind, told.lost.step) if told.lost and told.lost.after < now else None,
        "speed": told.speed,
        "reached": (told.is_contacted, told.has_appointment, told.has_application, told.is_funded),
    }


@pytest.mark.parametrize("seed", range(6))
def test_what_a_lead_will_add_is_told_before(seed: int) -> None:
    chance = Random(seed)
    members, _ = crowd(seed, 40)
    for member in members:
        case = cases_of(member, chance)
        told = sums_of(case)
        end = told.good_until
        assert end > case.now
        turns = [one.after for one in told.counted if micros(case.now) < one.after < micros(end)]
        thens = [case.now, end - timedelta(microseconds=1)]
        thens += [case.now + (end - case.now) * chance.random() for _ in range(4)]
        thens += [
            case.now + timedelta(microseconds=chance.choice(turns) - micros(case.now) + n) for n in (0, 1) if turns
        ]
        for then in thens:
            if not case.now <= then < end:
                continue
            exact = sums_of(replace(case, now=then))
            expected, found = by(exact, then), by(told, then)
            assert expected == found, (member.lead.lead_id, case.now, then)


def waited(told: list[LeadSums]) -> list[tuple[LeadSums, Counted]]:
    """Return the steps that had their turns, as they are counted."""
    together: dict[tuple[str, int], list[Turn]] = defaultdict(list)
    by_id = {one.lead_id: one for one in told}
    for one in told:
        for step in one.waiting:
            together[step.officer_id, step.due_at].append(step)
    out = []
    for turns in together.values():
        for turn, end in in_turn(turns):
            out.append((by_id[turn.lead_id], turn.counted(end)))
    return out


@pytest.mark.parametrize("seed", range(4))
def test_the_rows_read_out_of_shares_are_the_scorecards(seed: int) -> None:
    """Judged at one instant and asked about another, packed by holder, whole and by the day."""
    chance = Random(seed)
    members, _ = crowd(seed, 60)
    cases = [msgspec.structs.replace(cases_of(m, chance), clocks=clocks(m, chance)) for m in members]
    now = max(case.now for case in cases)
    cases = [
        replace(c, now=now, history=[a for a in m.history if a.began_at <= now])
        for c, m in zip(cases, members, strict=True)
    ]
    told = [sums_of(case) for case in cases]
    then = now + (min(one.good_until for one in told) - now) * chance.random()
    exact = team_rows([replace(case, now=then) for case in cases], BY_ID)
    settled = micros(now)
    holders = sorted({one.holder_id for one in told})
    shares = []
    for holder in holders:
        mine = [one for one in told if one.holder_id == holder]
        turns = [(3, counted) for one, counted in waited(told) if one.holder_id == holder]
        leads = [(3, adds_of(one.counted, one.speed, settled - 5 * 86_400_000_000)) for one in mine]
        shares.append(pack(leads, turns, settled))
    everything = [share for some in shares for share in some]
    assert exact
    assert Totals(everything, [], micros(then)).rows(BY_ID) == exact
    assert Totals(shares[0], [Cut(some, 3, 3) for some in shares[1:]], micros(then)).rows(BY_ID) == exact
    assert Totals([], [Cut(everything, 1, 2), Cut(everything, 4, 31)], micros(then)).rows(BY_ID) == []


def clocks(member: Member, chance: Random) -> dict[str, Clocked]:
    grades = [ClockGrade.GOOD, ClockGrade.DERIVED, ClockGrade.POOR]
    return {a.activity_id: Clocked(chance.choice(grades), 1500) for a in member.history if chance.random() < 0.6}
