"""What leads, stages, outcomes, officers and instants are called, and which activities still stand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from app.domain.activity import Activity, Kind, standing
from app.domain.ids import new_id
from app.domain.lead import Lead, Person, Phone
from app.domain.officer import (
    days_words,
    hours_words,
    licences_words,
    read_days,
    read_hours,
    read_licences,
)
from app.domain.outcome import OUTCOMES
from app.domain.playbook import Track
from app.domain.stage import Stage
from app.domain.time_words import clock_words, span_words, until_words
from app.domain.track_steps import _MOST, _remembered, officers_steps
from app.errors import BadInput
from tests.app.domain.story import playbook

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
EASTERN = ZoneInfo("America/New_York")


def activity(name: str, kind: Kind, minute: int, *, logged: int | None = None, corrects: str = "") -> Activity:
    began = NOON + timedelta(minutes=minute)
    logged_at = began if logged is None else NOON + timedelta(minutes=logged)
    return Activity(
        activity_id=name, lead_id="lead-1", kind=kind, actor_id="ada", began_at=began, logged_at=logged_at,
        corrects=corrects,
    )  # fmt: skip


def test_a_retraction_and_what_it_takes_back_are_gone_and_the_rest_stands_in_its_order() -> None:
    late = activity("late", Kind.NO_ANSWER, 9)
    second = activity("second", Kind.NOTE, 3, logged=5)
    first = activity("first", Kind.NO_ANSWER, 3, logged=4)
    wrong = activity("wrong", Kind.DO_NOT_CALL, 1)
    undo = activity("undo", Kind.RETRACTED, 2, corrects="wrong")
    assert standing([late, second, first, wrong, undo]) == [first, second, late]


def test_an_id_is_a_uuid_of_version_seven_that_begins_with_its_millisecond() -> None:
    made = UUID(new_id(NOON))
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int(NOON.timestamp() * 1000)
    assert new_id(NOON) != new_id(NOON)


@pytest.mark.parametrize(
    ("person", "shown"),
    [
        (Person(name="Dana Whitlock", phones=(Phone(number="+15025550142"),)), "Dana Whitlock"),
        (Person(phones=(Phone(number="+15025550142"),), emails=("dana@example.com",)), "(502) 555-0142"),
        (Person(emails=("dana@example.com",)), "dana@example.com"),
        (Person(), "(no name)"),
    ],
)
def test_a_lead_is_shown_by_its_name_or_else_by_how_to_reach_it(person: Person, shown: str) -> None:
    assert Lead(lead_id="lead-1", received_at=NOON, borrower=person).name == shown


def test_a_stage_is_written_with_a_capital_and_spaces() -> None:
    assert Stage.CLEAR_TO_CLOSE.words == "Clear to close"


@pytest.mark.parametrize(
    ("kind", "typed", "reason"),
    [
        (Kind.NOT_INTERESTED, "Rate_or  fees", "rate or fees"),
        (Kind.NOT_INTERESTED, "  moved abroad ", "moved abroad"),
        (Kind.BAD_LEAD, "NUMBER", "bad number"),
        (Kind.BAD_LEAD, "out", ""),
        (Kind.BAD_LEAD, "state", "out of state"),
        (Kind.BAD_LEAD, "of", ""),
        (Kind.BAD_LEAD, "nothing of the kind", ""),
    ],
)
def test_a_reason_is_read_however_it_was_typed(kind: Kind, typed: str, reason: str) -> None:
    assert OUTCOMES[kind].read_reason(typed) == reason


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("from nine to five", "could not be read"),
        ("Mon 09:75-18:00", "could not be read"),
        ("Mon 09:00-17:60", "could not be read"),
        ("Mon-Foo 09:00-17:00", "a day that is none"),
        ("Moo 09:00-17:00", "a day that is none"),
        ("Mon 17:00-17:00", "do not end after they begin"),
        ("Mon 22:00-25:00", "do not end after they begin"),
        ("Mon 9pm-5am", "do not end after they begin"),
        ("Mon 9am-13pm", "do not end after they begin"),
        ("Mon 0am-5pm", "do not end after they begin"),
        ("Mon 9-17", "could not be read"),
    ],
)
def test_hours_that_are_none_are_refused_by_name(text: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        read_hours(text)


def test_hours_are_read_for_working_days_unless_days_are_named_and_may_run_over_the_weekend() -> None:
    assert [len(day) for day in read_hours("9:00-17:00").week] == [1, 1, 1, 1, 1, 0, 0]
    assert [len(day) for day in read_hours("Friday-Monday 09:00-17:00").week] == [1, 0, 0, 0, 1, 1, 1]
    assert read_hours("Sat 13:00-17:00, Sat 00:00-12:00").week[5] == ((0, 720), (780, 1020))


def test_licences_are_read_with_their_last_day_if_they_have_one() -> None:
    assert read_licences("ca:2027-12-31, NV") == {"CA": date(2027, 12, 31), "NV": None}
    assert read_licences("Kentucky, District of Columbia until 1/5/2027, OH until 2028-02-29") == {
        "KY": None,
        "DC": date(2027, 1, 5),
        "OH": date(2028, 2, 29),
    }


def test_hours_are_read_on_a_clock_of_twelve_hours_too() -> None:
    assert read_hours("Mon-Fri 9am-6:30 PM; Sat 12am-12pm") == read_hours("Mon-Fri 09:00-18:30; Sat 00:00-12:00")


@pytest.mark.parametrize(
    "hours", ["Mon-Fri 09:00-18:00; Sat 10:00-14:00", "Tue 08:00-12:00; Tue 13:00-24:00", "Mon-Sun 00:00-24:00"]
)
def test_hours_are_told_the_way_they_are_read(hours: str) -> None:
    assert hours_words(read_hours(hours)) == hours


def test_days_off_are_told_the_way_they_are_read() -> None:
    days = "2026-12-24..2027-01-02, 2027-05-29, 2027-07-03..2027-07-04"
    assert days_words(read_days(days)) == days
    assert days_words(frozenset()) == ""


def test_licences_are_told_the_way_they_are_read() -> None:
    licences = {"OH": date(2027, 12, 31), "KY": None}
    assert licences_words(licences) == "KY, OH until 2027-12-31"
    assert read_licences(licences_words(licences)) == licences


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("CA,Nirvana", "names no state"),
        ("", "names no state"),
        ("CA:soon", "no day"),
        ("CA:", "no day"),
        ("CA until 13/1/2027", "no day"),
    ],
)
def test_licences_that_are_none_are_refused_by_name(text: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        read_licences(text)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (NOON, "12:00 pm"),
        (NOON - timedelta(hours=12), "12:00 am"),
        (NOON + timedelta(days=1, minutes=5), "tomorrow 12:05 pm"),
        (NOON - timedelta(days=1), "yesterday 12:00 pm"),
        (NOON + timedelta(days=13), "Thu, Dec 3 12:00 pm"),
        (NOON + timedelta(days=45), "Mon, Jan 4, 2027 12:00 pm"),
    ],
)
def test_an_instant_is_told_with_as_much_of_its_date_as_is_needed(at: datetime, words: str) -> None:
    assert clock_words(at, NOON, EASTERN) == words


def test_what_ends_with_today_ends_at_midnight() -> None:
    ends = [NOON + timedelta(hours=12), NOON + timedelta(hours=36), NOON + timedelta(hours=6)]
    assert [until_words(end, NOON, EASTERN) for end in ends] == ["midnight", "Sun, Nov 22 12:00 am", "6:00 pm"]


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=-3, minutes=-59), "3 hours"),
        (timedelta(days=12), "12 days"),
    ],
)
def test_a_length_of_time_is_told_in_its_largest_unit(length: timedelta, words: str) -> None:
    assert span_words(length) == words


def test_more_playbooks_than_are_remembered_are_sorted_out_again() -> None:
    books = [playbook(f'id="c{n}", channel="call", after="0m"') for n in range(_MOST + 1)]
    for book in (*books, books[0]):
        ((_, rungs),) = officers_steps(book, Track.NEW).by_channel
        assert tuple(rung.step for rung in rungs) == book.steps
        assert len(_remembered) <= _MOST
