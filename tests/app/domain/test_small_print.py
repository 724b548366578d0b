"""What is easily got wrong by a little: defaults, edges, and what is kept of a lead's course for others to read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from app.domain.activity import Kind
from app.domain.cadence import follow
from app.domain.contact_rules import (
    Allowed,
    Cap,
    Code,
    CompanyRules,
    ContactRules,
    Purpose,
    citations,
    may_contact,
)
from app.domain.course import Course
from app.domain.ground import Ground, ground_of
from app.domain.known import Known
from app.domain.lead import Address, Channel, Consent
from app.domain.rule_rows import Part, Row
from app.domain.spans import instant, moment
from app.domain.stage import Stage
from app.domain.standing import Due, Paused
from app.domain.zone_clock import ZoneClock
from tests.app.domain.asking import ADA, ask, at_home, blocked, changed, local, spares
from tests.app.domain.story import CALL, EMAIL, NINE_TO_SIX, Story, playbook, wall
from tests.shipped import lead_at, shipped_rules

FIRST = 'id="c1", channel="call", after="0m", within="5m"'


def course_of(story: Story, at: str) -> Course:
    course = follow(story.playbook, story.lead, story.history, story.rules, story.known, story.officer, wall(at))
    course.pass_time(instant(wall(at)))
    return course


# -- a plan ---------------------------------------------------------------------------------------------


def every_ten_minutes(count: int) -> list[str]:
    return [f'id="c{n}", channel="call", after="{10 * n}m", within="5m"' for n in range(count)]


def test_a_plan_of_what_should_have_happened_lets_nothing_lapse_and_waits_for_nobody() -> None:
    story = Story("20 10:00")
    should = story.plan("25 12:00", when_due=True)
    assert {p.step.step_id: story.clock(p.due.due_at) for p in should if p.due} == story.steps("20 10:00")


def test_a_plan_tells_what_has_lapsed_since_the_last_activity_and_nothing_before_it() -> None:
    story = Story("20 10:00").called("20 10:00")
    assert story.steps("21 12:00")["email-1"] == "window passed"
    assert "email-1" not in story.called("21 12:00").steps("21 12:01")


def test_a_plan_lists_the_steps_of_every_closed_channel() -> None:
    planned = Story("20 10:00", phones=(), emails=()).steps("20 10:00")
    assert planned["call-1"] == planned["call-6"] == "No number that works"
    assert planned["email-1"] == planned["email-5"] == "No e-mail address that works"


def test_the_look_at_a_kept_lead_whose_number_died_stands_behind_marketings_steps() -> None:
    book = playbook(FIRST, 'id="m1", channel="email", on_day=2, by="marketing"')
    story = Story("20 10:00", book=book, emails=()).own().called("20 10:00")
    story.did(Kind.DISCONNECTED, "21 12:00")
    assert list(story.steps("21 12:01")) == ["m1", "look-again"]


def test_in_a_plan_the_tries_of_a_promise_are_not_counted_for_the_companys_cap() -> None:
    story = Story("20 10:00", book=playbook(*every_ten_minutes(6)), emails=()).called("20 10:00")
    story.did(Kind.CALL_BACK, "20 10:05", when="20 10:40")
    # tried at 10:40, 10:55 and on Monday morning, after which three more calls fit into a day
    planned = story.steps("20 10:06")
    assert [planned[step] for step in ("c2", "c3", "c4", "c5")] == ["23 10:10", "23 10:20", "23 10:30", "24 10:10"]


def test_in_a_plan_calls_within_a_day_of_theirs_are_answers_the_company_does_not_count() -> None:
    story = Story("20 10:00", book=playbook(*every_ten_minutes(5)), emails=()).did(Kind.INBOUND, "20 10:00")
    assert set(story.steps("20 10:00").values()) == {"20 10:00", "20 10:10", "20 10:20", "20 10:30", "20 10:40"}
    # Florida counts every call
    there = Address(state="FL", zip="33130")
    story = Story("20 10:00", address=there, phones=("+18005550142",), book=playbook(*every_ten_minutes(5)), emails=())
    assert story.did(Kind.INBOUND, "20 10:00").steps("20 10:00")["c3"] == "21 10:00"


def test_in_a_plan_the_day_after_their_call_ends_with_its_last_second() -> None:
    steps = [f'id="d{n}", channel="call", after="{1440 + 10 * n}m", within="5m"' for n in range(4)]
    story = Story("20 10:00", book=playbook(FIRST, *steps), emails=())
    story.called("20 10:00").did(Kind.INBOUND, "20 10:00")
    # the one at ten is an answer still; three more fit
    assert story.steps("20 10:01")["d3"] == "21 10:30"


def test_emails_ahead_are_not_counted_for_the_cap() -> None:
    mails = [f'id="e{n}", channel="email", after="{n}m", within="1h"' for n in range(3)]
    book = playbook(FIRST, *mails, 'id="c2", channel="call", after="30m", within="5m"')
    assert Story("20 10:00", book=book).steps("20 10:00")["c2"] == "20 10:30"


# -- waits, ends and what is left behind ----------------------------------------------------------------


def test_a_lead_whose_steps_are_all_done_waits_for_the_end_of_the_last_window() -> None:
    story = Story("20 10:00", book=playbook(FIRST), emails=()).called("20 10:00")
    assert story.where("20 10:01").next == Paused("last_window", wall("20 10:05"))  # type: ignore[arg-type]


def test_what_is_handed_over_or_kept_leaves_its_ladders_closed_at_that_instant() -> None:
    told_no = Story("20 10:00").did(Kind.NOT_INTERESTED, "20 11:00", reason="credit or income")
    told_no.history.insert(0, msgspec.structs.replace(told_no.history[0], kind=Kind.SENDING_APPLICATION, reason=""))
    (*_, left) = course_of(told_no, "20 11:01").left
    assert (left.at, left.closed) == (instant(wall("20 11:00")), True)
    kept = Story("20 10:00", book=playbook(FIRST), emails=()).own().called("20 10:00")
    (left,) = course_of(kept, "20 12:00").left
    assert (left.at, left.closed) == (instant(wall("20 10:05")), True)


def test_a_kept_lead_is_looked_at_by_a_step_of_the_channel_that_is_open() -> None:
    kept = Story("20 10:00", book=playbook(FIRST), emails=()).own().called("20 10:00")
    found = kept.next("21 12:00")
    assert isinstance(found, Due)
    assert found.step is not None
    assert (found.step_id, found.channel, found.step.channel) == ("look-again", CALL, CALL)


def test_who_is_assigned_a_sleeping_lead_does_not_wake_it_and_a_note_ends_no_wait_for_a_language() -> None:
    asleep = Story("20 10:00").did(Kind.NOT_NOW, "20 11:00", when="2027-03-01T10:00").did(Kind.ASSIGNED, "20 12:00")
    assert asleep.asks("20 12:01") == "waits: nurture 2027-03-01 10:00"
    foreign = Story("20 10:00").did(Kind.LANGUAGE, "20 11:00").did(Kind.NOTE, "20 11:30")
    assert foreign.asks("20 11:31") == "waits: language 20 15:00"
    assert not foreign.did(Kind.ASSIGNED, "20 12:00").asks("20 12:01").startswith("waits")


def test_who_asks_again_after_being_tried_is_being_attempted_and_who_never_was_is_new() -> None:
    tried = Story("20 10:00").called("20 10:00").did(Kind.BAD_LEAD, "20 11:00", reason="fake")
    assert tried.did(Kind.INQUIRED_AGAIN, "20 12:00").where("20 12:01").stage is Stage.ATTEMPTING
    untried = Story("20 10:00").did(Kind.BAD_LEAD, "20 11:00", reason="fake")
    assert untried.did(Kind.INQUIRED_AGAIN, "20 12:00").where("20 12:01").stage is Stage.NEW


def test_who_wakes_on_their_day_is_being_attempted_again() -> None:
    story = Story("20 10:00").did(Kind.NOT_NOW, "20 11:00", when="25 10:00")
    assert (story.where("24 10:00").stage, story.where("25 10:01").stage) == (Stage.NURTURE, Stage.ATTEMPTING)


def test_a_call_to_a_lead_that_had_ended_does_no_step() -> None:
    story = Story("20 10:00", emails=()).did(Kind.NOT_INTERESTED, "20 10:02").called("20 10:35", "20 11:10")
    assert [record.step.step_id for record in story.where("20 12:00").records] == ["call-1"]
    assert story.asks("20 12:00") == "ended: lost 20 10:02"


# -- steps left out ---------------------------------------------------------------------------------------


def test_a_step_left_out_without_a_reason_is_called_skipped_and_later_calls_do_not_move_its_due() -> None:
    book = playbook(FIRST, 'id="c2", channel="call", after="5h", within="5m"', 'id="c3", channel="call", on_day=9')
    story = Story("20 10:00", book=book, emails=()).called("20 10:00").did(Kind.SKIP, "20 10:05")
    (left_out,) = (r for r in story.called("20 11:00", "20 12:00").where("20 12:01").records if r.skipped)
    assert (left_out.skipped, left_out.due_at) == ("skipped", instant(wall("20 15:00")))
    reasoned = Story("20 10:00", book=book).did(Kind.SKIP, "20 10:05", reason="on holiday")
    assert [r.skipped for r in reasoned.where("20 10:06").records] == ["on holiday"]


def test_leaving_out_what_nobody_asks_for_changes_nothing() -> None:
    story = Story("20 10:00", book=playbook(FIRST), emails=()).called("20 10:00").did(Kind.SKIP, "20 10:01")
    story.history[-1] = msgspec.structs.replace(story.history[-1], channel=None)
    assert story.asks("20 10:02") == "waits: last_window 20 10:05"


def test_spacing_is_kept_from_the_step_that_was_done_and_not_from_one_that_was_left_out() -> None:
    book = playbook(
        FIRST,
        'id="c2", channel="call", after="30m", within="30m"',
        'id="c3", channel="call", after="2h", within="30m"',
    )
    story = Story("20 20:40", book=book, emails=()).called("20 20:40", "21 09:00").did(Kind.SKIP, "21 09:30")
    assert story.asks("21 09:31") == "c3 21 11:00 until 21 11:30"


def test_a_day_step_without_a_window_falls_due_with_its_day() -> None:
    book = playbook(FIRST, 'id="e1", channel="email", after="0m", within="1h"', 'id="e2", channel="email", on_day=3')
    story = Story("20 10:00", book=book).called("20 10:00").mailed("20 10:00")
    assert story.asks("20 10:01") == "e2 22 00:00 until 23 00:00"


# -- what is kept of steps and promises -------------------------------------------------------------------


def test_a_record_tells_when_a_step_was_asked_for_due_on_time_and_done() -> None:
    story = Story("20 09:00", book=playbook(FIRST), emails=()).called("20 10:07")
    (record,) = story.where("20 10:08").records
    assert [story.clock(moment(at)) for at in (record.asked_at, record.due_at, record.on_time_until)] == [
        "20 09:00",
        "20 10:00",
        "20 10:05",
    ]
    assert (record.done_at, record.skipped) == (instant(wall("20 10:07")), None)
    (left_out,) = Story("20 10:00", book=playbook(FIRST)).did(Kind.SKIP, "20 10:01").where("20 10:02").records
    assert (left_out.on_time_until, left_out.done_at) == (instant(wall("20 10:05")), None)


def test_a_promise_that_was_tried_tells_when() -> None:
    story = Story("20 10:00").did(Kind.CALL_BACK, "20 10:00", when="20 15:00").called("20 15:03")
    (record,) = story.where("20 15:04").promises
    assert (record.end, record.attempted_at) == ("tried", wall("20 15:03"))


def test_a_lead_that_was_closed_left_its_ladders_closed() -> None:
    lost = Story("20 10:00").did(Kind.NOT_INTERESTED, "20 11:00", reason="other")
    (left,) = course_of(lost, "20 11:01").left
    assert (left.at, left.closed) == (instant(wall("20 11:00")), True)


def test_an_overdue_call_is_looked_at_again_when_the_playbook_gives_up() -> None:
    book = playbook(FIRST, give_up_after="20d")
    assert Story("20 10:00", book=book).where("20 12:00").revisit_at == wall("2026-12-10T10:00")
    assert Story("20 10:00", book=playbook(FIRST)).where("20 12:00").revisit_at is None


def test_an_application_that_was_promised_is_not_disturbed_by_asking_elsewhere() -> None:
    book = playbook(FIRST, 'id="a1", channel="call", on_day=2, between="10:00-12:00", track="application"')
    story = Story("20 10:00", book=book).did(Kind.SENDING_APPLICATION, "20 10:00").did(Kind.INQUIRED_AGAIN, "20 12:00")
    assert story.asks("20 12:01") == "a1 21 10:00 until 21 12:00"


def test_a_nurture_step_due_as_the_lead_wakes_is_not_asked_for() -> None:
    book = playbook(FIRST, 'id="n1", channel="email", on_day=2, between="10:00-12:00", track="nurture"')
    story = Story("20 10:00", book=book).did(Kind.NOT_NOW, "20 10:00", when="21 10:00")
    assert story.asks("20 12:00") == "waits: nurture 21 10:00"
    later = Story("20 10:00", book=book).did(Kind.NOT_NOW, "20 10:00", when="21 10:00:01")
    assert later.asks("20 12:00").startswith("n1 21 10:00")


def test_two_busy_lines_leave_the_second_step_where_it_is_as_they_do_the_first() -> None:
    book = playbook(FIRST, 'id="c2", channel="call", after="30m", within="30m"')
    story = Story("20 10:00", book=book, emails=()).called("20 10:00").did(Kind.INBOUND, "20 10:00")
    # who called us is called back as often as it takes
    story.did(Kind.BUSY, "20 10:30").did(Kind.BUSY, "20 10:45")
    assert story.asks("20 10:46") == "c2 20 11:00 until 20 11:15"
    assert story.did(Kind.BUSY, "20 11:00").asks("20 11:01").startswith("waits: last_window")


# -- windows and laws -------------------------------------------------------------------------------------


def half_hours(last_open: date | None = None) -> ContactRules:
    """Return rules that leave half an hour open a day, until a day if one is named."""
    rows = [Row("US", ((480, 510),) * 7, "half an hour", until=last_open)]
    if last_open is not None:
        rows.append(Row("US", (None,) * 7, "closed for good", calls_from=last_open + timedelta(days=1)))
    return ContactRules(rows, shipped_rules().gazetteer, lambda _state, _day: None)


@pytest.mark.parametrize(
    ("last_open", "until"),
    [
        # an hour of open time takes two mornings
        (None, "22 08:30"),
        # and where the second never comes, an hour is an hour
        (date(2026, 11, 21), "21 09:00"),
    ],
)
def test_a_window_moved_to_a_short_day_is_counted_over_open_time_as_long_as_there_is_any(
    last_open: date | None, until: str
) -> None:
    book = playbook(FIRST, 'id="d1", channel="call", on_day=1, between="22:00-23:00"')
    story = Story("20 08:00", book=book, rules=half_hours(last_open), emails=()).called("20 08:00")
    assert story.asks("20 08:01") == f"d1 21 08:00 until {until}"


def test_where_no_open_time_is_left_a_step_is_on_time_for_as_long_as_it_says_by_the_clock() -> None:
    book = playbook('id="c1", channel="call", after="0m", within="1h"')
    story = Story("21 08:10", book=book, rules=half_hours(date(2026, 11, 21)), emails=())
    assert story.asks("21 08:11") == "c1 21 08:10 until 21 09:10"
    # and a line that was busy is tried again for a quarter of an hour
    assert story.did(Kind.BUSY, "21 08:10").asks("21 08:11") == "c1 21 08:25 until 21 08:40"


def test_an_email_lapses_beside_texts_that_no_time_opens() -> None:
    book = playbook(
        'id="t1", channel="text", after="0m", within="1h"', 'id="e1", channel="email", after="0m", within="1h"'
    )
    story = Story("22 08:00", book=book, rules=half_hours(date(2026, 11, 21)), consent={Channel.TEXT: Consent.GIVEN})
    assert story.asks("22 08:59") == "e1 22 08:00 until 22 09:00"
    assert [(r.step.step_id, r.skipped) for r in story.where("22 09:01").records] == [("e1", "window passed")]


def test_a_call_the_cap_holds_up_waits_for_the_hours_of_calls_and_not_of_texts() -> None:
    # Texas took texts in on the first of September 2025: on the last Sunday before it only calls began at noon
    steps = [f'id="c{n}", channel="call", after="{10 * n}m"' for n in range(4)]
    houston = Address(state="TX", zip="77002")
    story = Story(
        "2025-08-30T10:00",
        address=houston,
        zone="America/Chicago",
        phones=("+18005550142",),
        book=playbook(*steps),
        emails=(),
    ).called("2025-08-30T10:00", "2025-08-30T10:10", "2025-08-30T10:20")
    assert story.asks("2025-08-30T10:21").startswith("c3 2025-08-31 12:00")


# -- waiting for a shift ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "due", "waits"),
    [
        # asked for at night, due where the shift and Kentucky's window open together
        ("20 20:40", "23 10:00", True),
        ("20 20:40", "23 10:01", False),
        ("20 20:40", "23 10:00:01", False),
        # asked for on shift: the law alone was in the way
        ("23 09:30", "23 10:00", False),
    ],
)
def test_what_was_asked_for_off_shift_waits_for_it_when_it_falls_due_with_the_first_open_second(
    asked: str, due: str, waits: bool
) -> None:
    lead = lead_at("40202", "KY")
    ground = Ground(shipped_rules(), shipped_rules().place(lead, Known()), NINE_TO_SIX)
    assert ground.waits_for_shift(CALL, instant(wall(asked)), instant(wall(due))) is waits


def test_more_grounds_and_wall_times_than_are_remembered_are_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.domain.ground._MOST", 2)
    monkeypatch.setattr("app.domain.ground._remembered", {})
    rules, places = shipped_rules(), [shipped_rules().place(at_home(city), Known()) for city in ("Miami", "Houston")]
    first = [ground_of(rules, place, NINE_TO_SIX) for place in places]
    assert [ground_of(rules, place, NINE_TO_SIX) for place in places] == first
    assert ground_of(rules, rules.place(at_home("Phoenix"), Known()), NINE_TO_SIX) not in first
    assert ground_of(rules, places[0], NINE_TO_SIX) is not first[0]
    monkeypatch.setattr("app.domain.zone_clock._REMEMBERED", 2)
    clock = ZoneClock("America/New_York")
    noons = [clock.wall(day, 720) for day in range(4)]
    assert noons == [clock.wall(day, 720) for day in range(4)] == [86400 * day + 17 * 3600 for day in range(4)]


def test_an_email_waits_for_the_shift_alone() -> None:
    lead = lead_at("40202", "KY")
    ground = Ground(shipped_rules(), shipped_rules().place(lead, Known()), NINE_TO_SIX)
    nine, ten = instant(wall("23 09:00")), instant(wall("23 10:00"))
    assert ground.waits_for_shift(EMAIL, instant(wall("20 20:40")), nine)
    assert not ground.waits_for_shift(EMAIL, instant(wall("20 20:40")), ten)


# -- rows, caps and citations ---------------------------------------------------------------------------

OPEN = (480, 1260)


def week(window: tuple[int, int] | None) -> Row:
    return Row("XX", (OPEN,) * 6 + (window,), "a section")


@pytest.mark.parametrize(
    ("ours", "theirs", "is_stricter"),
    [
        (OPEN, OPEN, False),
        (None, OPEN, True),
        (OPEN, None, False),
        (None, None, False),
        ((481, 1260), OPEN, True),
        ((480, 1259), OPEN, True),
        ((479, 1261), OPEN, False),
        ((479, 1261), None, False),
    ],
)
def test_a_row_is_stricter_where_it_closes_a_minute_the_other_leaves_open(
    ours: tuple[int, int] | None, theirs: tuple[int, int] | None, is_stricter: bool
) -> None:
    assert week(ours).is_stricter_than(week(theirs)) is is_stricter


def test_weeks_of_different_lengths_are_not_compared() -> None:
    with pytest.raises(ValueError, match="argument 2"):
        Row("XX", (OPEN,) * 7, "").is_stricter_than(Row("XX", (OPEN,) * 6, ""))


def capped_from(*, calls: date | None, texts: date | None) -> ContactRules:
    rows = [Row("US", (OPEN,) * 7, "us"), Row("OR", (OPEN,) * 7, "or", cap=(2, 48), calls_from=calls, texts_from=texts)]
    return ContactRules(rows, shipped_rules().gazetteer, lambda _state, _day: None)


@pytest.mark.parametrize(
    ("calls", "texts"), [(date(2026, 12, 1), date(2027, 6, 1)), (date(2027, 6, 1), date(2026, 12, 1))]
)
def test_a_cap_binds_from_the_sooner_of_its_two_first_days_and_is_named_with_its_numbers(
    calls: date, texts: date
) -> None:
    rules, lead = capped_from(calls=calls, texts=texts), lead_at("97201", "OR")
    midday = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)
    tried = (midday - timedelta(hours=2), midday - timedelta(hours=1))
    known = Known(attempts=tried, solicits=tried)
    assert may_contact(rules, lead, known, ADA, CALL, midday) == Allowed()
    answer = blocked(may_contact(rules, lead, known, ADA, CALL, midday + timedelta(days=1)))
    assert (answer.reason.code, answer.reason.detail, answer.reason.state) == (Code.CAP, "2 in 48 h", "OR")
    third = Known(attempts=(*tried, midday - timedelta(minutes=1)), solicits=(*tried, midday - timedelta(minutes=1)))
    assert blocked(may_contact(rules, lead, third, ADA, CALL, midday)).reason.detail == "3 in 24 h"


def test_a_states_cap_counts_in_the_plan_what_the_borrower_had_asked_for() -> None:
    rules = ContactRules(
        [Row("US", (OPEN,) * 7, "us"), Row("KY", (OPEN,) * 7, "ky", cap=(2, 24))],
        shipped_rules().gazetteer,
        lambda _state, _day: None,
    )
    steps = [f'id="c{n + 1}", channel="call", after="{30 * n}m", within="30m"' for n in range(1, 4)]
    asked = Story("20 10:00", book=playbook(FIRST, *steps), emails=(), rules=rules)
    asked.did(Kind.INBOUND, "20 10:00", reason="nothing").called("20 10:01", "20 10:31")
    # both answered their call, and the state's row counts them all the same
    assert asked.asks("20 10:40") == "c3 21 10:01 until 21 10:31"
    (*_, moved) = asked.called("21 10:01").where("21 10:02").records
    assert (moved.step.step_id, moved.asked_at) == ("c3", instant(wall("20 11:01")))


def test_a_text_step_keeps_to_the_hours_of_texts_and_not_of_calls() -> None:
    rows = [
        Row("US", (OPEN,) * 7, "us"),
        Row("KY", ((600, 1260),) * 7, "ky", texts_from=date(2027, 1, 1)),
    ]
    rules = ContactRules(rows, shipped_rules().gazetteer, lambda _state, _day: None)
    book = playbook('id="t1", channel="text", on_day=2, between="08:00-12:00"', FIRST)
    story = Story("20 12:00", book=book, rules=rules, consent={Channel.TEXT: Consent.GIVEN}).called("20 12:00")
    assert story.asks("20 12:01") == "t1 21 08:00 until 21 12:00"


def test_a_cap_without_a_first_day_has_always_held() -> None:
    rules, place = capped_from(calls=None, texts=None), shipped_rules().place(lead_at("97201", "OR"), Known())
    ever = instant(datetime(1999, 1, 1, tzinfo=UTC))
    assert rules.cap_for(place, Purpose.SOLICIT, ever) == Cap(2, 48, counts_all=True)


def test_the_row_named_for_a_cap_is_one_that_does_not_spare_the_purpose() -> None:
    rules = changed(FL=spares(Part.CAP, Purpose.TRANSACTION))
    place = rules.place(lead_at("33130", "FL", of_property=Address(state="OK")), Known())
    at = instant(local("Miami", "2026-11-20T12:00"))
    named = [rules.capping_row(place, purpose, at) for purpose in (Purpose.SOLICIT, Purpose.TRANSACTION)]
    assert [row.state if row else None for row in named] == ["FL", "OK"]


def test_what_blocks_is_named_by_a_row_that_binds_the_purpose_asked_about() -> None:
    rules = changed(FL=spares(Part.CAP, Purpose.TRANSACTION))
    lead = lead_at("33130", "FL", of_property=Address(state="OK"))
    at = local("Miami", "2026-11-20T15:00")
    tried = tuple(at - timedelta(hours=n) for n in (3, 2, 1))
    known = Known(attempts=tried, solicits=tried)
    answer = blocked(may_contact(rules, lead, known, ADA, CALL, at, Purpose.TRANSACTION))
    assert (answer.reason.code, answer.reason.state) == (Code.CAP, "OK")


def test_a_companys_rules_are_worked_out_once_and_lead_back_to_the_shipped_ones() -> None:
    shipped, company = shipped_rules(), CompanyRules(cap=2)
    ours = shipped.of_company(company)
    assert ours is not shipped
    assert shipped.of_company(CompanyRules(cap=2)) is ours is ours.of_company(company)
    assert ours.of_company(shipped.company) is shipped


def test_the_rows_cited_for_a_text_are_those_that_bind_texts() -> None:
    rules = shipped_rules()
    place = rules.place(at_home("Houston"), Known())
    at = instant(local("Houston", "2025-08-31T13:00"))
    assert [state for state, _ in citations(rules, place, at, Channel.CALL)] == ["US", "TX"]
    assert [state for state, _ in citations(rules, place, at, Channel.TEXT)] == ["US"]


def test_nobody_names_a_time_unless_it_is_said() -> None:
    at = local("Hagatna", "2026-11-20T22:00")
    answer = may_contact(shipped_rules(), at_home("Hagatna"), Known(), ADA, CALL, at, Purpose.REQUESTED)
    assert blocked(answer).reason.code is Code.HOURS
    assert ask("Hagatna", "2026-11-20T22:00", purpose=Purpose.REQUESTED, named_time=True) == Allowed()
