"""How often a person may be tried within a day."""

from __future__ import annotations

from datetime import date, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.activity import Kind
from app.domain.contact_rules import (
    Allowed,
    Cap,
    Code,
    CompanyRules,
    ContactRules,
    Purpose,
    Reason,
    may_contact,
)
from app.domain.known import Known
from app.domain.lead import Address, Channel
from app.domain.rule_book import Law
from app.domain.rule_rows import Row, free_at
from app.domain.spans import ALWAYS, instant
from app.domain.standing import Due
from app.domain.tried import Tried
from app.errors import BadInput
from tests.app.domain.asking import (
    ask,
    blocked,
    local,
    tried,
)
from tests.app.domain.story import ALWAYS as ADA
from tests.app.domain.story import Story, playbook, wall
from tests.shipped import lead_at, shipped_rules


def test_the_fourth_call_is_free_a_day_after_the_first_of_three_to_the_second() -> None:
    known = tried("Louisville", "2026-11-19T12:00", "2026-11-19T13:00", "2026-11-20T11:00")
    early = blocked(ask("Louisville", "2026-11-20T11:59:59", known=known))
    assert early.reason == Reason(Code.CAP, detail="3 in 24 h")
    assert early.until == local("Louisville", "2026-11-20T12:00")
    assert ask("Louisville", "2026-11-20T12:00", known=known) == Allowed()


def test_a_cap_counts_parts_of_a_second() -> None:
    known = tried("Louisville", "2026-11-19T12:00:00.500000", "2026-11-19T13:00", "2026-11-20T11:00")
    assert blocked(ask("Louisville", "2026-11-20T12:00:00.400000", known=known)).until == local(
        "Louisville", "2026-11-20T12:00:00.500000"
    )


def test_an_attempt_still_to_come_is_not_counted_yet() -> None:
    known = tried("Louisville", "2026-11-20T11:00", "2026-11-20T11:30", "2026-11-20T13:00")
    assert ask("Louisville", "2026-11-20T12:00", known=known) == Allowed()


def test_a_capped_call_waits_for_the_window_too() -> None:
    known = tried("Louisville", "2026-11-20T05:00", "2026-11-20T06:00", "2026-11-20T20:00")
    # free at five in the morning, open at ten
    assert blocked(ask("Louisville", "2026-11-20T20:30", known=known)).until == local("Louisville", "2026-11-21T10:00")


def test_a_closed_hour_waits_for_the_cap_too() -> None:
    known = tried("Louisville", "2026-11-20T12:00", "2026-11-20T13:00", "2026-11-20T14:00")
    found = blocked(ask("Louisville", "2026-11-20T22:00", known=known))
    assert found.reason.code is Code.HOURS
    assert found.until == local("Louisville", "2026-11-21T12:00")


def test_texts_and_calls_share_one_cap() -> None:
    known = tried("Louisville", "2026-11-20T11:00", "2026-11-20T12:00", "2026-11-20T13:00")
    assert blocked(ask("Louisville", "2026-11-20T14:00", Channel.TEXT, known)).reason.code is Code.CAP
    assert ask("Louisville", "2026-11-20T14:00", Channel.EMAIL, known) == Allowed()


def test_the_companys_cap_counts_and_binds_unasked_contacts_only() -> None:
    times = ("2026-11-20T11:00", "2026-11-20T12:00", "2026-11-20T13:00")
    assert ask("Louisville", "2026-11-20T14:00", known=tried("Louisville", *times, asked_for=True)) == Allowed()
    known = tried("Louisville", *times)
    assert ask("Louisville", "2026-11-20T14:00", known=known, purpose=Purpose.REQUESTED) == Allowed()


def test_a_states_own_cap_counts_and_binds_every_contact() -> None:
    known = tried("Miami", "2026-11-20T11:00", "2026-11-20T12:00", "2026-11-20T13:00", asked_for=True)
    for purpose in Purpose:
        found = blocked(ask("Miami", "2026-11-20T14:00", known=known, purpose=purpose))
        assert (found.reason.code, found.reason.state) == (Code.CAP, "FL")
        assert "501.616" in found.reason.citation


def test_a_states_cap_holds_from_its_first_day() -> None:
    rules = shipped_rules()
    place = rules.place(lead_at("97201"), Known())
    midnight = instant(datetime(2026, 1, 1, tzinfo=ZoneInfo("America/Los_Angeles")))
    assert rules.cap_for(place, Purpose.SOLICIT, midnight) == Cap(3, 24, counts_all=True)
    assert rules.cap_for(place, Purpose.SOLICIT, midnight - 1) == Cap(3, 24, counts_all=False)


def test_a_states_cap_begins_in_the_first_of_its_zones_and_ends_in_the_last() -> None:
    rows = [
        Row("US", ((480, 1260),) * 7, "federal"),
        Row("OR", ((480, 1260),) * 7, "or", cap=(2, 48), texts_from=date(2026, 1, 1), calls_from=date(2027, 1, 1),
            until=date(2027, 12, 31)),
    ]  # fmt: skip
    rules = ContactRules(rows, shipped_rules().gazetteer, lambda _state, _day: None)
    place = rules.place(lead_at("", "OR"), Known())
    first = instant(datetime(2026, 1, 1, tzinfo=ZoneInfo("America/Denver")))
    end = instant(datetime(2028, 1, 1, tzinfo=ZoneInfo("America/Los_Angeles")))
    for at, has_row in ((first - 1, False), (first, True), (end - 1, True), (end, False)):
        wanted = Cap(2, 48, counts_all=True) if has_row else Cap(3, 24, counts_all=False)
        assert rules.cap_for(place, Purpose.SOLICIT, at) == wanted
        assert (rules.capping_row(place, Purpose.SOLICIT, at) is not None) == has_row


def test_the_law_of_a_place_has_the_cap_of_each_instant() -> None:
    week = ((480, 1260),) * 7
    rows = [
        Row("US", week, "federal"),
        Row("OR", week, "first", cap=(2, 48), until=date(2025, 12, 31)),
        Row("OR", week, "then", cap=(1, 24), calls_from=date(2026, 1, 1), texts_from=date(2026, 1, 1)),
        Row("WA", week, "in between", cap=(3, 72), calls_from=date(2025, 6, 1), until=date(2026, 6, 30)),
    ]
    rules = ContactRules(rows, shipped_rules().gazetteer, lambda _state, _day: None)
    leads = [lead_at("", state, of_property=Address(state="WA")) for state in ("OR", "WA", "KY")]
    for lead, purpose in product([*leads, lead_at("40202")], Purpose):
        place = rules.place(lead, Known())
        law = rules.law(place, Channel.CALL, purpose)
        for at in (0, *(turn + late for turn in law.turns for late in (-1, 0))):
            assert law.cap_at(at) == rules.cap_for(place, purpose, at)


def test_a_step_the_cap_moves_past_the_last_open_hour_has_no_due_and_the_lead_waits() -> None:
    rows = [
        Row("US", ((480, 1260),) * 7, "the last open hours", until=date(2026, 11, 20)),
        Row("US", (None,) * 7, "closed for good", calls_from=date(2026, 11, 21)),
    ]
    rules = ContactRules(rows, shipped_rules().gazetteer, lambda _state, _day: None)
    steps = [f'id="c{n}", channel="call", after="{n}m"' for n in range(4)]
    story = Story("20 10:00", book=playbook(*steps), rules=rules)
    assert story.asks("20 10:00") == "c0 20 10:00 until 21 00:00"
    assert story.called("20 10:00", "20 10:01", "20 10:02").asks("20 10:03").startswith("waits: no_way_to_reach")


def kentucky(*rows: Row) -> ContactRules:
    """Return the federal hours with these rows of Kentucky, open from 08:00 to 21:00."""
    return ContactRules([Row("US", OPEN, "federal"), *rows], shipped_rules().gazetteer, lambda _state, _day: None)


OPEN = ((480, 1260),) * 7
UNTIL_FRIDAY = Row("KY", OPEN, "ends", cap=(1, 72), until=date(2026, 11, 20))
FROM_SATURDAY = Row("KY", OPEN, "begins", cap=(1, 24), calls_from=date(2026, 11, 21), texts_from=date(2026, 11, 21))
STEPS = tuple(f'id="c{n}", channel="call", after="{n}h", within="30m"' for n in range(4))


def test_the_plan_goes_by_a_states_cap_from_its_first_day_on_and_not_before() -> None:
    story = Story("20 10:00", book=playbook(*STEPS), rules=kentucky(FROM_SATURDAY))
    assert story.called("20 10:00").asks("20 10:01") == "c1 20 11:00 until 20 11:30"
    assert story.called("20 11:00").asks("20 11:01") == "c2 20 12:00 until 20 12:30"
    # the company's three are used up till Saturday at ten, and the state's one, which counts then, till noon
    assert story.called("20 12:00").asks("20 12:01") == "c3 21 12:00 until 21 12:30"


def test_the_plan_goes_by_a_states_cap_until_its_last_day_and_no_longer() -> None:
    story = Story("20 18:00", book=playbook(*STEPS), rules=kentucky(UNTIL_FRIDAY)).called("20 18:00")
    due = story.next("20 18:01")
    assert isinstance(due, Due)
    assert story.words(due) == "c1 21 08:00 until 21 08:30"
    assert Reason(Code.CAP, detail="1 in 72 h") in [move.reason for move in due.moves]
    assert story.called("21 08:00").asks("21 08:01") == "c2 21 09:00 until 21 09:30"


def test_a_call_that_a_cap_blocks_is_free_as_soon_as_that_cap_ends() -> None:
    at = wall("20 20:30")
    known = Known(attempts=(wall("20 20:00"),), solicits=(wall("20 20:00"),))
    found = blocked(may_contact(kentucky(UNTIL_FRIDAY), lead_at("40202"), known, ADA, Channel.CALL, at))
    assert (found.reason.detail, found.until) == ("1 in 72 h", wall("21 08:00"))


def test_a_promise_goes_by_the_cap_of_its_own_day() -> None:
    until, since = kentucky(UNTIL_FRIDAY), kentucky(FROM_SATURDAY)
    promises = ((until, "20 20:30", "21 08:00"), (until, "21 10:00", "21 10:00"), (since, "21 10:00", "21 20:00"))
    for rules, when, due in promises:
        story = Story("20 20:00", book=playbook(*STEPS), rules=rules)
        story.did(Kind.CALL_BACK, "20 20:00", when=when)
        found = story.next("20 20:05")
        assert isinstance(found, Due)
        assert found.due_at == wall(due)


@given(
    st.lists(st.tuples(st.integers(0, 200), st.booleans()), max_size=9),
    st.integers(0, 250),
    st.lists(st.integers(0, 250), max_size=3, unique=True).map(sorted),
    st.lists(st.builds(Cap, st.integers(1, 3), st.integers(1, 60), st.booleans()), min_size=4, max_size=4),
)
def test_room_under_caps_that_change_comes_at_the_first_second_there_is(
    times: list[tuple[int, bool]], at: int, turns: list[int], caps: list[Cap]
) -> None:
    hour = 3600
    law = Law((("", ), ("", ), False, Purpose.SOLICIT, False), ALWAYS, tuple(hour * turn for turn in turns),
              tuple(caps[: len(turns) + 1]))  # fmt: skip
    tried = Tried()
    for one, was_asked_for in times:
        tried.add(one * hour, was_asked_for=was_asked_for)

    def has_room(t: int) -> bool:
        cap = law.cap_at(t * hour)
        counted = [one for one, was_asked_for in times if cap and (cap.counts_all or not was_asked_for)]
        return cap is None or sum(t - cap.hours < one <= t for one in counted) < cap.count

    # all of it is in whole hours
    assert law.free_from(at * hour, tried) == hour * next(t for t in range(at, 1000) if has_room(t))


@given(st.lists(st.integers(0, 300_000), max_size=12).map(sorted), st.integers(0, 300_000), st.integers(1, 4))
def test_the_cap_is_free_at_the_first_second_with_room(times: list[int], at: int, count: int) -> None:
    free = free_at(times, at, count, 86400)

    def has_room(t: int) -> bool:
        return sum(t - 86400 < one <= t for one in times) < count

    assert free >= at
    assert has_room(free)
    # room can only come when an attempt leaves the day, so only those seconds and the first need a look
    assert not any(has_room(t) for t in {at, *(one + 86400 for one in times)} if at <= t < free)


@pytest.mark.parametrize(("count", "hours"), [(0, 24), (-1, 24), (3, 0)])
def test_a_company_cap_that_nobody_could_keep_is_refused_before_anybody_is_asked_about(count: int, hours: int) -> None:
    with pytest.raises(BadInput, match=f"{count} contacts in {hours} hours"):
        CompanyRules(cap=count, cap_hours=hours)
