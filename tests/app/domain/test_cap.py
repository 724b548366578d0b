"""How often a person may be tried within a day."""

from __future__ import annotations

from datetime import date, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.contact_rules import (
    Allowed,
    Cap,
    Code,
    CompanyRules,
    ContactRules,
    Purpose,
    Reason,
    cap_free_at,
)
from app.domain.known import Known
from app.domain.lead import Address, Channel
from app.domain.rule_rows import Row
from app.domain.spans import instant
from app.errors import BadInput
from tests.app.domain.asking import (
    ask,
    blocked,
    local,
    tried,
)
from tests.app.domain.story import Story, playbook
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
    assert rules.cap_of(place) == Cap(3, 24, counts_all=True)
    midnight = instant(datetime(2026, 1, 1, tzinfo=ZoneInfo("America/Los_Angeles")))
    assert rules.cap_of(place, midnight) == Cap(3, 24, counts_all=True)
    assert rules.cap_of(place, midnight - 1) == Cap(3, 24, counts_all=False)


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
        assert rules.cap_of(place, at) == (Cap(2, 48, counts_all=True) if has_row else Cap(3, 24, counts_all=False))
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


@given(st.lists(st.integers(0, 300_000), max_size=12).map(sorted), st.integers(0, 300_000), st.integers(1, 4))
def test_the_cap_is_free_at_the_first_second_with_room(times: list[int], at: int, count: int) -> None:
    free = cap_free_at(times, at, Cap(count, 24, counts_all=True))

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
