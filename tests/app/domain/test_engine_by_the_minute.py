"""The engine's calls against a plain oracle: start, steps, spacing, shift and law, on time, promises, end and cap."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.activity import Activity, Kind
from app.domain.answers import Purpose
from app.domain.cadence import next_step, whereabouts
from app.domain.known import Known, known_of
from app.domain.lead import Address, Channel, Lead
from app.domain.officer import Officer, read_hours
from app.domain.places import STATE_NAMES
from app.domain.playbook import Playbook, Step
from app.domain.spans import instant, moment
from app.domain.standing import Due, Finished, Next, Paused
from tests.app.domain.engine_oracle import Calls, Wanted, World
from tests.app.domain.story import Story, playbook
from tests.effort import examples
from tests.shipped import lead_at, shipped_rules

RULES = shipped_rules()
MINUTE = timedelta(minutes=1)
GIVE_UP = timedelta(days=20)

#: days around which clocks change, years end and holidays crowd; each with the days after it
ANCHORS = (
    datetime(2026, 10, 16, tzinfo=UTC),
    datetime(2026, 10, 30, tzinfo=UTC),
    datetime(2026, 11, 24, tzinfo=UTC),
    datetime(2026, 12, 29, tzinfo=UTC),
    datetime(2027, 3, 12, tzinfo=UTC),
    datetime(2027, 7, 1, tzinfo=UTC),
    datetime(2028, 2, 26, tzinfo=UTC),
)
RECEIVED = st.builds(lambda anchor, minutes: anchor + minutes * MINUTE, st.sampled_from(ANCHORS), st.integers(0, 5760))
OFFICERS = (
    Officer(officer_id="ada", name="Ada"),
    Officer(officer_id="ben", name="Ben", hours=read_hours("Mon-Fri 09:00-18:00")),
    Officer(
        officer_id="cy",
        name="Cy",
        zone="America/Chicago",
        hours=read_hours("Mon-Fri 07:00-11:30; Mon-Fri 12:30-20:00; Sat 09:00-12:00"),
        days_off=frozenset({date(2026, 11, 26), date(2027, 7, 5)}),
    ),
    # shut for two weeks over every one of the anchors but the first
    Officer(
        officer_id="dee",
        name="Dee",
        zone="America/Los_Angeles",
        hours=read_hours("Sun-Sat 09:00-17:00"),
        days_off=frozenset(day.date() + timedelta(days=n) for day in ANCHORS[1:] for n in range(1, 15)),
    ),
)
STEPS = (
    Step(step_id="c1", channel=Channel.CALL, after_s=0, within_s=300),
    Step(step_id="c2", channel=Channel.CALL, after_s=1800, within_s=1800),
    Step(step_id="c3", channel=Channel.CALL, after_s=7200),
    Step(step_id="c4", channel=Channel.CALL, on_day=2, between=(540, 720)),
    Step(step_id="c5", channel=Channel.CALL, on_day=3, between=(1200, 1260)),
    Step(step_id="c6", channel=Channel.CALL, after_s=3 * 86400 + 600, within_s=3600),
    Step(step_id="c7", channel=Channel.CALL, on_day=6),
)
BOOK = Playbook(name="Calls", version=1, steps=STEPS, give_up_after_s=int(GIVE_UP.total_seconds()))
PLACES = st.one_of(
    st.sampled_from(sorted(STATE_NAMES)).map(lambda state: Address(state=state)),
    st.sampled_from(["40202", "57532", "86045", "89883", "36867", "37402", "19103", "96813", "33130"]).map(
        lambda code: Address(zip=code)
    ),
)
#: minutes between two calls; many of them close together, so that the cap is met
GAPS = st.one_of(st.integers(1, 45), st.integers(1, 1500), st.integers(1, 6000))
#: minutes until a promised call, None for a call that reaches nobody
PROMISES = st.one_of(st.none(), st.none(), st.none(), st.integers(5, 4000))
Events = list[tuple[datetime, datetime | None]]


@st.composite
def leads(draw: st.DrawFn) -> Lead:
    lead = lead_at(draw(PLACES).zip, draw(PLACES).state)
    return msgspec.structs.replace(lead, received_at=draw(RECEIVED))


def events_of(lead: Lead, gaps: list[tuple[int, int | None]]) -> Events:
    at, events = lead.received_at, []
    for gap, ahead in gaps:
        at += gap * MINUTE
        events.append((at, None if ahead is None else at + ahead * MINUTE))
    return events


def history_of(events: Events) -> list[Activity]:
    return [
        Activity(
            activity_id=f"call-{n}",
            lead_id="lead-1",
            kind=Kind.NO_ANSWER if when is None else Kind.CALL_BACK,
            actor_id="ada",
            began_at=at,
            logged_at=at,
            channel=Channel.CALL,
            when=when,
        )
        for n, (at, when) in enumerate(events)
    ]


def followed(lead: Lead, officer: Officer, events: Events) -> Calls:
    place = RULES.place(lead, Known())
    world = World(place.zones, place.states, place.clock_zone, officer)
    cap = RULES.cap_for(place, Purpose.SOLICIT, instant(lead.received_at))
    calls = Calls(world, STEPS, lead.received_at, GIVE_UP, cap is not None and cap.counts_all)
    for at, when in events:
        calls.call(at, when)
    return calls


def answer(lead: Lead, officer: Officer, events: Events, at: datetime) -> Next:
    history = history_of(events)
    return next_step(BOOK, lead, history, RULES, known_of(lead, history), officer, at)


def in_short(found: Next) -> Wanted:
    match found:
        case Due():
            return Wanted(found.step_id or "promise", found.due_at, found.on_time_until)
        case Paused(until=until):
            return Wanted("waits", until)
        case Finished(at=ended):
            return Wanted("ended", ended)


@settings(max_examples=examples(60), deadline=None)
@given(leads(), st.sampled_from(OFFICERS))
def test_rule_2_the_first_call_is_due_in_the_first_minute_on_shift_and_allowed(lead: Lead, officer: Officer) -> None:
    calls = followed(lead, officer, [])
    found = answer(lead, officer, [], lead.received_at)
    assert isinstance(found, Due)
    assert (found.step_id, found.due_at) == ("c1", calls.start)


@settings(max_examples=examples(150), deadline=None)
@given(leads(), st.sampled_from(OFFICERS), st.lists(st.tuples(GAPS, st.none()), min_size=1, max_size=9), GAPS)
def test_rules_4_to_7_9_and_10_calls_that_reach_nobody_lead_where_counting_minutes_does(
    lead: Lead, officer: Officer, gaps: list[tuple[int, None]], later: int
) -> None:
    events = events_of(lead, list(gaps))
    at = events[-1][0] + later * MINUTE
    calls = followed(lead, officer, events)
    assert in_short(answer(lead, officer, events, at)) == calls.wanted(at)
    history = history_of(events)
    where = whereabouts(BOOK, lead, history, RULES, known_of(lead, history), officer, at)
    did = [(r.step.step_id, moment(r.due_at), moment(r.on_time_until)) for r in where.records]
    assert did == calls.records


@settings(max_examples=examples(150), deadline=None)
@given(leads(), st.sampled_from(OFFICERS), st.lists(st.tuples(GAPS, PROMISES), min_size=1, max_size=9), GAPS)
def test_rule_8_promises_come_first_and_are_tried_three_times(
    lead: Lead, officer: Officer, gaps: list[tuple[int, int | None]], later: int
) -> None:
    events = events_of(lead, gaps)
    at = events[-1][0] + later * MINUTE
    assert in_short(answer(lead, officer, events, at)) == followed(lead, officer, events).wanted(at)


def test_a_window_no_minute_of_which_is_open_lasts_as_long_from_where_its_step_was_moved() -> None:
    birmingham = Address(state="AL", zip="35203")
    first = 'id="c1", channel="call", after="0m", within="5m"'
    book = playbook(first, 'id="d2", channel="call", on_day=2, between="20:00-21:00"')
    story = Story("23 09:00", address=birmingham, zone="America/Chicago", phones=("+18005550142",), book=book)
    story.called("23 09:00")
    # Alabama closes at eight in the evening, and the next morning's eight o'clock is no part of the window
    assert story.asks("23 09:01") == "d2 25 08:00 until 25 09:00"
