"""The engine asked about many leads at once tells of each what it tells of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache

import msgspec
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from app.domain.activity import Kind
from app.domain.cadence import whereabouts
from app.domain.contact_rules import CompanyRules, ContactRules
from app.domain.emergencies import Emergency
from app.domain.many import asking, gists
from app.domain.many.asking import Stands, answers, next_steps, stands
from app.domain.many.columns import columns_of, facts_of
from app.domain.many.gists import gists_of, is_good, read_gists, said_in
from app.domain.many.openings import Ints, Openings
from app.domain.many.rungs import NEVER_YET
from app.domain.places import said_of
from app.domain.spans import ALWAYS, WEEK_S, Calendar, instant
from app.domain.standing import Due, Finished, Paused
from app.domain.zone_clock import ZoneClock
from tests.app.domain.asking import changed
from tests.app.domain.crowd import ANCHORS, Member, crowd
from tests.app.domain.story import NINE_TO_SIX, Story, playbook
from tests.effort import examples
from tests.shipped import shipped_rules

SIZE = 150
DAY = timedelta(days=1)


@cache
def in_an_emergency() -> ContactRules:
    """Return the shipped rules where some states, of all days, are shut on those that are asked about."""
    shut = (Emergency(state, day, day + timedelta(hours=30)) for day in ANCHORS for state in ("TX", "KY", "FL"))
    return changed(CompanyRules(cap=2, emergencies=tuple(shut)))


@cache
def with_caps_that_turn() -> ContactRules:
    """Return the shipped rules with caps of Kentucky and Florida that begin or end amid the days asked about."""
    shipped, (first, second, third, *_) = shipped_rules(), (day.date() for day in ANCHORS)
    rows = [row for found in shipped.rows.values() for row in found if row.state not in ("KY", "FL")]
    for state in ("KY", "FL"):
        [row] = shipped.rows[state]
        rows.append(replace(row, cap=(1, 48), until=first))
        rows.append(replace(row, cap=None, calls_from=first + DAY, texts_from=first + DAY, until=second))
        rows.append(replace(row, cap=(2, 24), calls_from=second + DAY, texts_from=second + DAY, until=third))
        rows.append(replace(row, cap=(1, 72), calls_from=third + DAY, texts_from=third + DAY))
    return ContactRules(rows, shipped.gazetteer, shipped._holiday_name)


def one_by_one(members: list[Member], rules: ContactRules, now: datetime) -> list[Stands]:
    found = [whereabouts(m.playbook, m.lead, m.history, rules, m.known, m.officer, now) for m in members]
    return [Stands(where.stage, where.next, where.revisit_at) for where in found]


@settings(max_examples=examples(5), deadline=None)
@given(st.integers(0, 1 << 40), st.sampled_from((shipped_rules, in_an_emergency, with_caps_that_turn)))
@example(seed=1, rules_of=shipped_rules)
@example(seed=4, rules_of=shipped_rules)
@example(seed=2, rules_of=in_an_emergency)
@example(seed=3, rules_of=with_caps_that_turn)
@example(seed=5, rules_of=with_caps_that_turn)
def test_a_crowd_stands_where_each_of_its_leads_does(seed: int, rules_of: Callable[[], ContactRules]) -> None:
    members, now = crowd(seed, SIZE)
    rules = rules_of()
    for member, found, wanted in zip(
        members, stands(members, facts_of(members, now), rules, now), one_by_one(members, rules, now), strict=True
    ):
        assert found == wanted, member


@settings(max_examples=examples(4), deadline=None)
@given(st.integers(0, 1 << 40))
@example(seed=1)
def test_facts_are_read_from_gists_as_they_were(seed: int) -> None:
    members, now = crowd(seed, SIZE)
    facts, said = facts_of(members, now), [said_of(m.lead, m.known.said_state) for m in members]
    kept = gists_of(facts, [n % 5 for n in range(SIZE)], said)
    found = read_gists(*_laid(kept), np.ones(SIZE, np.bool_))
    assert found.version.tolist() == [n % 5 for n in range(SIZE)]
    assert [said_in(found.places[n]) for n in found.where.tolist()] == said
    for name in ("received", "is_kept", "is_closed", "times", "is_solicit", "times_first"):
        assert np.array_equal(getattr(found.facts, name), getattr(facts, name)), name
    for name in ("first", "at", "kind", "means", "channel", "closed"):
        assert np.array_equal(getattr(found.facts.activities, name), getattr(facts.activities, name)), name
    late = instant(now) + 1
    assert is_good(*_laid(kept), late).tolist() == (~facts.apart).tolist()


def _laid(kept: list[bytes]) -> tuple[bytes, Ints]:
    return b"".join(kept), np.array([len(gist) for gist in kept])


def test_a_gist_is_no_good_before_what_it_tells_of_or_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    members, now = crowd(3, SIZE)
    facts, said = facts_of(members, now), [said_of(m.lead) for m in members]
    kept = gists_of(facts, [0] * SIZE, said)
    tried = np.array([bool(m.known.attempts or m.history) for m in members])
    assert not is_good(*_laid(kept), 0)[tried].any()
    assert is_good(*_laid([b"", kept[0], b""]), instant(now) + 1).tolist() == [False, True, False]
    monkeypatch.setattr(gists, "_MOST", 3)
    many = np.maximum(np.diff(facts.activities.first), np.diff(facts.times_first))
    assert [gist == b"" for gist in gists_of(facts, [0] * SIZE, said)] == (many > 3).tolist()


@settings(max_examples=examples(4), deadline=None)
@given(st.integers(0, 1 << 40))
@example(seed=1)
def test_a_lot_tells_in_columns_where_each_of_its_leads_stands(seed: int) -> None:
    members, now = crowd(seed, SIZE)
    found = answers(columns_of(members, facts_of(members, now), shipped_rules()), shipped_rules(), now)
    tags = np.arange(SIZE) % 2
    lot = found.lot(tags)
    for n, stand in enumerate(found.stands()):
        like = lot.stands[lot.alike[n]]
        if stand is None or like is None:
            assert stand is like
            continue
        due, *times = stand.next, lot.planned[n], lot.due[n], lot.until[n]
        assert (lot.revisit[n] == NEVER_YET) == (stand.revisit_at is None)
        assert stand.revisit_at is None or instant(stand.revisit_at) == lot.revisit[n]
        assert stand.stage is like.stage
        match due, like.next:
            case Due(), Due():
                assert times == [instant(at) for at in (due.planned_at, due.due_at, due.on_time_until)]
                assert (due.step, due.channel, due.moves) == (like.next.step, like.next.channel, like.next.moves)
            case Paused(wait, until), Paused():
                assert (wait, times) == (like.next.wait, [NEVER_YET, NEVER_YET, instant(until)])
            case Finished(stage, at), Finished():
                assert (stage, times) == (like.next.stage, [NEVER_YET, NEVER_YET, instant(at)])
            case _:
                raise AssertionError(due, like.next)
    apart = np.array([stand is None for stand in lot.stands])[lot.alike]
    assert all(len(set(tags[~apart & (lot.alike == one)].tolist())) <= 1 for one in range(len(lot.stands)))


def asked(*stories: Story) -> list[Member]:
    return [Member(s.playbook, s.lead, s.history, s.known, s.officer) for s in stories]


def test_nobody_is_asked_about() -> None:
    assert next_steps([], shipped_rules(), ANCHORS[0]) == []


def test_what_lies_behind_the_weeks_that_are_known_is_left_to_the_lead_s_own_course(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asking, "_remembered", {})
    # who works on no day of a year: no opening comes within the weeks around
    off = frozenset(date(2026, 11, 21) + timedelta(days=n) for n in range(330))
    away = msgspec.structs.replace(NINE_TO_SIX, days_off=off)
    story = Story("20 20:40", officer=away, book=playbook('id="c1", channel="call", after="0m", within="5m"'))
    now = story.lead.received_at + timedelta(hours=1)
    columns = columns_of(asked(story), facts_of(asked(story), now), shipped_rules())
    found = answers(columns, shipped_rules(), now)
    assert found.nexts() == [None]
    assert next_steps(asked(story), shipped_rules(), now) == [story.next_at(now)]


def test_the_weeks_known_grow_with_the_questions() -> None:
    early, late = Story("20 20:40"), Story("2027-10-20T20:40")
    for story in (early, late, early):
        now = story.lead.received_at + timedelta(days=3)
        assert next_steps(asked(story), shipped_rules(), now) == [story.next_at(now)]


def test_a_past_of_one_s_own_is_told_apart_from_one_the_arrays_follow() -> None:
    plain = Story().called("20 20:45", "20 21:15").mailed("20 21:05")
    promised = Story().did(Kind.CALL_BACK, "20 20:45", when="23 10:00")
    handed = Story().did(Kind.NOT_INTERESTED, "20 20:45", reason="credit or income")
    said_no = Story().did(Kind.NOT_INTERESTED, "20 20:45", reason="just looking")
    came_back = Story().did(Kind.BAD_LEAD, "20 20:45", reason="fake").did(Kind.REPLIED, "20 21:45")
    now = plain.lead.received_at + timedelta(days=1)
    members = asked(plain, promised, handed, said_no, came_back)
    columns = columns_of(members, facts_of(members, now), shipped_rules())
    place = np.argsort(columns.order)
    assert columns.apart[place].tolist() == [False, True, True, False, False]
    found = answers(columns, shipped_rules(), now)
    assert found.apart[place].tolist() == [False, True, True, False, True]


def test_grounds_and_rules_asked_about_once_are_forgotten_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_MOST_GROUNDS", 0)
    monkeypatch.setattr(asking, "_MOST_RULES", 0)
    story = Story()
    now = story.lead.received_at
    for rules in (shipped_rules(), changed(), shipped_rules()):
        assert next_steps(asked(story), rules, now) == [story.next_at(now)]


def test_a_clock_changed_just_as_a_week_begins_is_known_to_change_then() -> None:
    # weeks of seconds begin on Thursdays; none of our zones changes on one, so one that does is made up
    class Changed(ZoneClock):
        def offset(self, at: int) -> int:
            self._weeks[at // WEEK_S] = ((at // WEEK_S + 1) * WEEK_S, *[3600 * (at // WEEK_S)] * 2)
            return 3600 * (at // WEEK_S)

    assert Changed("UTC").changes(0, 3) == [(0, 0), (WEEK_S, 3600), (2 * WEEK_S, 7200)]


def test_the_arrays_ask_a_calendar_as_it_is_asked_itself() -> None:
    calendar = Calendar(
        lambda week: [(week * WEEK_S + 100, week * WEEK_S + 200), (week * WEEK_S + 300, (week + 1) * WEEK_S)]
    )
    openings = Openings([ALWAYS, calendar], 1, 4)
    at = np.arange(WEEK_S, 2 * WEEK_S + 500, 37)
    which = np.ones(len(at), np.int64)
    assert openings.is_open(which, at).tolist() == [calendar.is_open(t) for t in at.tolist()]
    assert openings.next_open(which, at).tolist() == [calendar.next_open(t) for t in at.tolist()]
    for seconds in (0, 1, 90, 5000):
        wanted = [calendar.add_open(t, seconds) for t in at.tolist()]
        assert openings.add_open(which, at, np.full(len(at), seconds)).tolist() == wanted
