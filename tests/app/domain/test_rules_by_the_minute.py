"""The calendars and `until` against a plain oracle that looks at one minute after the other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.contact_rules import (
    Allowed,
    Code,
    may_contact,
)
from app.domain.known import Known
from app.domain.lead import Address, Channel, Lead
from app.domain.places import STATE_NAMES, Place
from app.domain.spans import instant, moment
from tests.app.domain import rules_oracle
from tests.app.domain.asking import (
    ADA,
    DAY,
    GIVEN_TEXT,
    MINUTE,
    blocked,
)
from tests.effort import examples
from tests.shipped import lead_at, shipped_rules

CHANGES = [
    ("the new act of Pennsylvania", "2026-10-16", 5),
    ("the autumn change, All Saints' and Election Day", "2026-10-31", 5),
    ("Christmas to the second working day of the year", "2026-12-24", 12),
    ("the spring change", "2027-03-13", 3),
    ("Good Friday", "2027-03-25", 4),
    ("Independence Day on a Sunday", "2027-07-02", 5),
    ("the leap day, Mardi Gras in Louisiana", "2028-02-27", 4),
]


@pytest.mark.parametrize(("why", "first", "days"), CHANGES)
def test_every_state_is_open_when_its_row_says_so(why: str, first: str, days: int) -> None:
    rules = shipped_rules()
    start = instant(datetime.fromisoformat(first).replace(tzinfo=UTC))
    for state in STATE_NAMES:
        place = rules.place(lead_at("", state), Known())
        hours = rules.open_hours(place, Channel.TEXT if state in ("TX", "VA") else Channel.CALL)
        for at in range(start, start + days * 86400, 1800):
            expected = rules_oracle.is_open(moment(at), place.zones, place.states, texts=state in ("TX", "VA"))
            assert hours.is_open(at) == expected, (why, state, moment(at))


@pytest.mark.parametrize(
    "place",
    [
        Place(("America/New_York",), ("KY",), "America/New_York", is_known=True),
        Place(("America/Chicago", "America/New_York"), ("AL", "TN"), "America/Chicago", is_known=True),
        Place(("America/Denver", "America/Phoenix"), ("AZ",), "America/Phoenix", is_known=True),
        Place(("America/Los_Angeles", "America/Puerto_Rico"), ("PA", "PR"), "America/Los_Angeles", is_known=True),
    ],
)
@pytest.mark.parametrize("night", ["2026-10-31T12:00", "2027-03-13T12:00"])
def test_on_the_nights_the_clocks_change_every_minute_agrees(place: Place, night: str) -> None:
    hours = shipped_rules().open_hours(place, Channel.CALL)
    start = datetime.fromisoformat(night).replace(tzinfo=UTC)
    for minute in range(48 * 60):
        at = start + minute * MINUTE
        assert hours.is_open(instant(at)) == rules_oracle.is_open(at, place.zones, place.states), at


PLACED = st.builds(
    lambda zip_code, state, number, other: lead_at(zip_code, state, number, of_property=Address(state=other)),
    st.sampled_from(["", "40202", "57532", "86045", "89883", "35203", "19103", "02903", "77002", "00901", "96762"]),
    st.sampled_from(["", *sorted(STATE_NAMES)]),
    st.sampled_from(["+18005550142", "+14235550142", "+12135550142", "+14015550142", "+13125550142"]),
    st.sampled_from(["", "FL", "LA", "UT", "MS", "VI"]),
)
INSTANTS = st.builds(
    lambda second, rest: moment(second) + timedelta(microseconds=rest),
    st.one_of(
        st.integers(instant(datetime(2026, 9, 1, tzinfo=UTC)), instant(datetime(2028, 11, 30, tzinfo=UTC))),
        # the days that are like no other come up in half of the examples
        st.builds(
            lambda first, after: instant(datetime.fromisoformat(first).replace(tzinfo=UTC)) + after,
            st.sampled_from([first for _, first, _ in CHANGES]),
            st.integers(0, 5 * 86400),
        ),
    ),
    st.sampled_from([0, 0, 1, 999_999]),
)


def oracle_until(at: datetime, place: Place, times: list[datetime], *, texts: bool) -> datetime:
    """Return the first open minute, looked for one by one, that also has fewer than three attempts in 24 hours."""
    while True:
        if rules_oracle.is_open(at, place.zones, place.states, texts=texts):
            held = [t for t in times if at - DAY < t <= at]
            if len(held) < 3:
                return at
        at = at.replace(second=0, microsecond=0) + MINUTE


@settings(max_examples=examples(150), deadline=None)
@given(PLACED, INSTANTS, st.lists(st.integers(0, 40 * 60), max_size=6), st.booleans())
def test_until_is_the_first_allowed_instant(lead: Lead, at: datetime, ago: list[int], texts: bool) -> None:
    """Attempts lie on whole minutes here, so that going minute by minute finds the first instant itself."""
    rules, channel = shipped_rules(), Channel.TEXT if texts else Channel.CALL
    times = sorted(at.replace(second=0, microsecond=0) - minutes * MINUTE for minutes in ago)
    known = Known(attempts=tuple(times), solicits=tuple(times), consent=GIVEN_TEXT)
    place = rules.place(lead, known)
    answer = may_contact(rules, lead, known, ADA, channel, at)
    first = oracle_until(at, place, times, texts=texts)
    if first == at:
        assert answer == Allowed()
    else:
        assert blocked(answer).until == first
        reason = blocked(answer).reason
        hours = rules_oracle.is_open(at, place.zones, place.states, texts=texts)
        assert (reason.code is Code.CAP) == hours
        assert reason.state in ("US", "", *place.states)
        again = may_contact(rules, lead, known, ADA, channel, first)
        assert again == Allowed()


@settings(max_examples=examples(60), deadline=None)
@given(PLACED, INSTANTS)
def test_the_named_row_is_closed_itself_and_none_keeps_it_closed_longer(lead: Lead, at: datetime) -> None:
    rules = shipped_rules()
    place = rules.place(lead, Known())
    answer = may_contact(rules, lead, Known(), ADA, Channel.CALL, at)
    if isinstance(answer, Allowed):
        return
    named = answer.reason.state
    states = () if named == "US" else (named,)
    alone = [oracle_until(at, Place((zone,), states, zone, is_known=True), [], texts=False) for zone in place.zones]
    others = [
        oracle_until(at, Place((zone,), (state,), zone, is_known=True), [], texts=False)
        for zone in place.zones
        for state in place.states[:4]
    ]
    assert at < max(alone)
    assert max(alone) >= max(others, default=at)
