"""What a lead adds is told ahead: whatever instant is asked about, by then it is what the cases say it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from random import Random

import msgspec
import pytest
from msgspec.structs import replace

from app.domain.activity import Evidence, Kind
from app.domain.case import Case, Holding, PromiseState
from app.domain.clock_grade import Clocked, ClockGrade
from app.domain.excusing import Excusable
from app.domain.judging import in_turn
from app.domain.lead_sums import ENDED_AHEAD, Count, Counted, LeadSums, Turn, micros, sums_of
from app.domain.phone_system import PhoneSystem, Span
from app.domain.rolled import Cut, Totals, pack
from app.domain.scorecard import team_rows
from app.domain.shares import adds_of
from tests.app.domain.crowd import OFFICERS, Member, crowd
from tests.app.domain.story import ALWAYS, Story, playbook, wall
from tests.app.domain.test_scorecard import case as case_of
from tests.app.domain.test_scorecard import story
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


# -- one lead at a time, counted by hand --------------------------------------------------------------


def counts(case: Case, later: timedelta = timedelta(0), officer_id: str = "ada") -> Counter[Count]:
    """Return what a lead adds to an officer so much later, as it is told at the case's own instant."""
    found: Counter[Count] = Counter()
    for one in sums_of(case).counted:
        if one.officer_id == officer_id and one.after < micros(case.now + later):
            found[Count(one.count)] += one.more
    return found


def test_a_lead_that_is_still_to_come_adds_nothing_and_is_asked_about_again_when_it_comes() -> None:
    told = sums_of(case_of(story("22 10:00"), "21 09:00"))
    assert (told.is_real, told.counted, told.good_until) == (False, (), wall("22 10:00"))


def test_a_vendors_test_lead_adds_nothing_for_as_long_as_anything_is_told_ahead() -> None:
    told = sums_of(case_of(story(is_test=True).called("20 10:02"), "21 09:00"))
    assert (told.is_real, told.counted, told.speed) == (False, (), None)
    assert told.good_until == wall("21 09:00") + ENDED_AHEAD


PROMISED = timedelta(hours=4)


def promised() -> Story:
    """Return a lead whose borrower asked at eleven to be called at three in the afternoon."""
    return story().did(Kind.CALL_BACK, "20 11:00", when="20 15:00")


def test_a_pending_promise_is_broken_ten_minutes_after_its_time_and_not_a_moment_before() -> None:
    told = case_of(promised(), "20 11:00")
    in_time = PROMISED + timedelta(minutes=10)
    assert counts(told, in_time)[Count.BROKEN] == 0
    assert counts(told, in_time + timedelta(microseconds=1))[Count.BROKEN] == 1
    (one,) = sums_of(told).promised
    last = micros(wall("20 15:10"))
    assert [one.state_at(at) for at in (last, last + 1)] == [PromiseState.PENDING, PromiseState.BROKEN]


def test_a_promise_excused_before_its_time_comes_to_excused_and_is_broken_by_nobody() -> None:
    excused = promised().did(Kind.EXCUSED, "20 12:00", when="20 15:00", fact=Excusable.PROMISE.value, by="grace")
    told = case_of(excused, "20 12:00")
    (one,) = sums_of(told).promised
    assert [one.state_at(micros(wall(at))) for at in ("20 15:10", "20 16:00")] == [
        PromiseState.PENDING,
        PromiseState.EXCUSED,
    ]
    assert counts(told, PROMISED)[Count.BROKEN] == 0


@pytest.mark.parametrize(("called", "kept", "broken"), [("20 15:10", 1, 0), ("20 14:50", 1, 0), ("20 15:11", 0, 1)])
def test_a_promise_that_was_attempted_counts_by_when(called: str, kept: int, broken: int) -> None:
    found = counts(case_of(promised().called(called), "20 16:00"))
    assert (found[Count.KEPT], found[Count.BROKEN]) == (kept, broken)


def test_a_lead_that_ended_before_its_call_was_possible_is_lost_at_that_call_only_once_its_window_has_passed() -> None:
    told = story("19 22:00").did(Kind.SKIP, "19 22:10").did(Kind.BAD_LEAD, "19 22:10")
    before = sums_of(case_of(told, "19 22:20"))
    (missed,) = [s for s in case_of(told, "20 20:00").steps if s.step.step_id == "c1"]
    # c1 is on time until then; what is kept is good until the second after
    assert micros(before.good_until) == (missed.on_time_until + 1) * 1_000_000
    assert before.lost is not None
    assert before.lost.step == ""
    after = sums_of(replace(case_of(told, "19 22:20"), now=before.good_until))
    assert after.lost is not None
    assert after.lost.step == "c1"


def test_calls_are_held_against_the_phone_systems_records_of_their_time() -> None:
    told = story().called("20 10:01", "20 11:00", "21 12:00")
    told.history[0] = msgspec.structs.replace(told.history[0], evidence=Evidence.CONFIRMED)
    knows = PhoneSystem(covered=[Span(wall("20 09:00"), wall("20 18:00"))], unlogged={"lead-1": ["ada", "ben", "ada"]})
    found = replace(case_of(told, "22 09:00"), phone=knows)
    mine = counts(found)
    # the third call's records are not here yet: it can be confirmed by nothing
    assert (mine[Count.CALLS], mine[Count.CONFIRMABLE], mine[Count.CONFIRMED_OF_THEM]) == (3, 2, 1)
    assert (mine[Count.UNLOGGED], counts(found, officer_id="ben")[Count.UNLOGGED]) == (2, 1)


def test_a_first_call_entered_late_is_one_of_those_whose_speed_was_made() -> None:
    told = story().called("20 10:02", "20 11:00")
    assert (counts(case_of(told))[Count.FIRST_CALLS], counts(case_of(told))[Count.BACK_DATED]) == (1, 0)
    told.history[0] = msgspec.structs.replace(told.history[0], back_dated=True)
    assert counts(case_of(told))[Count.BACK_DATED] == 1


def test_what_changes_too_often_is_told_no_further_ahead_than_it_was_followed() -> None:
    # an e-mail every half hour for two days, and each lapses when the next is due
    steps = [f'id="e{n}", channel="email", after="{30 * n}m", within="20m"' for n in range(96)]
    busy = story(book=playbook(*steps, give_up_after="30d"))
    now = case_of(busy, "20 10:00")
    end = sums_of(now).good_until
    assert wall("20 18:00") < end < wall("22 10:00")
    last = end - timedelta(microseconds=1)
    assert counts(now, last - now.now)[Count.MISSED] == counts(replace(now, now=last))[Count.MISSED] > 30


def test_what_a_turn_among_fewer_changes_is_put_right_in_an_officers_row_alone() -> None:
    told = sums_of(case_of(story().called("20 10:02"), "20 12:00"))
    settled = micros(wall("20 12:00"))
    totals = Totals(pack([(20, adds_of(told.counted, told.speed, settled))], [], settled), [], settled)
    (before,) = totals.rows({ALWAYS.officer_id: ALWAYS})
    totals.add("ada", Count.ON_TIME, 1)
    totals.add("ada", Count.MISSED, -1)
    (after,) = totals.rows({ALWAYS.officer_id: ALWAYS})
    n, of = before["adherence"]["n"], before["adherence"]["of"]
    assert (after["adherence"]["n"], after["adherence"]["of"]) == (n + 1, of)
    assert {**after, "adherence": None} == {**before, "adherence": None}
