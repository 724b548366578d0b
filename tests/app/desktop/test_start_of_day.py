"""What a day begins with: who came overnight, what is promised or was missed, and what closes early; said once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.desktop.activities import Note
from app.desktop.catching_up import Backlog
from app.desktop.start_of_day import Closing, DayAhead, calls_end, closes_by, closings, day_of, night_began
from app.domain.activity import Activity, Kind
from app.domain.officer import Officer, read_hours
from app.domain.spans import WEEK_S, Calendar
from tests.desks import MONDAY, TestDesk, a_lead
from tests.effort import examples

#: 9:00 on the Tuesday after, in New York
TUESDAY = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def works(ada: TestDesk, hours: str, *days_off: date, zone: str = "America/New_York") -> None:
    with ada.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        officer = msgspec.structs.replace(
            identity.officer, hours=read_hours(hours), days_off=frozenset(days_off), zone=zone
        )
        tx.put_identity(msgspec.structs.replace(identity, officer=officer))


def put(ada: TestDesk, name: str, number: str = "+14235550142", **more: str) -> str:
    mail = f"{name.lower()}@example.com"
    return ada.put(a_lead(f"lead-{name}", name, phones=(number,), emails=(mail,), received_at=ada.clock.now(), **more))


def begun(ada: TestDesk) -> DayAhead:
    found = ada.desk.start_of_day.begin()
    assert isinstance(found, DayAhead)
    return found


@pytest.fixture
def tuesday(ada: TestDesk) -> TestDesk:
    """A desk that was worked at on Monday and has been left for the night; hours are nine to six."""
    works(ada, "Mon-Fri 09:00-18:00")
    ada.desk.start_of_day.begin()
    ada.clock.at = MONDAY + timedelta(hours=10)
    return ada


def test_who_came_overnight_waits_with_the_time_of_the_first_call(tuesday: TestDesk) -> None:
    for n, name in enumerate(("Nell", "Otto", "Pia")):
        put(tuesday, name, f"+1423555014{n}")
    tuesday.clock.at = TUESDAY
    day = begun(tuesday)
    # three that fall due as the shift begins have six minutes each
    assert (day.overnight, day.first_call_by) == (3, TUESDAY + timedelta(minutes=6))


def test_who_was_called_or_came_before_the_evening_is_not_of_the_night(tuesday: TestDesk) -> None:
    tuesday.clock.at = MONDAY + HOUR
    put(tuesday, "Early")
    tuesday.clock.at = MONDAY + timedelta(hours=10)
    called = put(tuesday, "Nell", "+14235550143")
    tuesday.desk.activities.log(Note(called, Kind.NO_ANSWER))
    tuesday.clock.at = TUESDAY
    assert begun(tuesday).overnight == 0


def test_who_asks_again_overnight_is_as_new_as_anybody(tuesday: TestDesk) -> None:
    tuesday.clock.at = MONDAY
    lead_id = put(tuesday, "Nell")
    tuesday.desk.activities.log(Note(lead_id, Kind.NO_ANSWER))
    tuesday.clock.at = MONDAY + timedelta(hours=12)
    now = tuesday.clock.now()
    again = Activity(
        activity_id="again", lead_id=lead_id, kind=Kind.INQUIRED_AGAIN, actor_id="", began_at=now, logged_at=now
    )
    with tuesday.store.writing() as tx:
        tx.add_activity(again)
        tuesday.desk.book.replan(tx, [lead_id], now)
    tuesday.clock.at = TUESDAY
    assert begun(tuesday).overnight == 1


def test_a_lead_that_comes_while_somebody_is_here_is_none_of_the_night(tuesday: TestDesk) -> None:
    tuesday.clock.at = TUESDAY
    assert begun(tuesday).overnight == 0
    tuesday.clock.at += HOUR
    put(tuesday, "Nell")
    assert tuesday.desk.start_of_day.look().overnight == 0


def test_a_first_call_whose_time_is_over_names_none(ada: TestDesk) -> None:
    # no hours: always on shift, so the five minutes ran in the evening
    ada.desk.start_of_day.begin()
    ada.clock.at = MONDAY + timedelta(hours=8)
    put(ada, "Nell")
    ada.clock.at = TUESDAY
    day = begun(ada)
    assert (day.overnight, day.first_call_by) == (1, None)


def test_promises_of_today_stand_beside_those_that_were_missed(tuesday: TestDesk) -> None:
    tuesday.clock.at = MONDAY
    times = {"Now": TUESDAY + HOUR, "Late": MONDAY + 2 * HOUR, "Wed": TUESDAY + timedelta(days=1)}
    for n, (name, when) in enumerate(times.items()):
        tuesday.desk.activities.log(Note(put(tuesday, name, f"+1423555014{n}"), Kind.CALL_BACK, when=when))
    tuesday.clock.at = TUESDAY
    day = begun(tuesday)
    assert [line.name for line in day.promised] == ["Now"]
    assert [line.name for line in day.missed] == ["Late"]
    assert day.promised[0].zone == "America/New_York"


def test_leads_further_east_close_before_the_officers_day_ends(ada: TestDesk) -> None:
    works(ada, "Mon-Fri 09:00-19:00", zone="America/Los_Angeles")
    ada.desk.start_of_day.begin()
    ada.clock.at = TUESDAY + 3 * HOUR
    put(ada, "Olive", "+16145550142", state="OH", zip_code="43215")
    put(ada, "Wes", "+12135550143", state="CA", zip_code="90012")
    # Ohio's nine in the evening is six at this desk
    assert begun(ada).closings == (Closing(TUESDAY + timedelta(hours=12), ("Ohio",), 1),)


def test_a_day_on_which_a_state_allows_no_call_is_told(ada: TestDesk) -> None:
    works(ada, "Mon-Sun 09:00-18:00")
    ada.desk.start_of_day.begin()
    # Alabama has no calls on a Sunday
    ada.clock.at = datetime(2026, 11, 29, 15, 0, tzinfo=UTC)
    put(ada, "Al", "+12055550142", state="AL", zip_code="35203")
    assert begun(ada).closings == (Closing(None, ("Alabama",), 1),)


def test_who_may_not_be_called_at_all_closes_nothing_early(ada: TestDesk) -> None:
    works(ada, "Mon-Fri 09:00-19:00", zone="America/Los_Angeles")
    ada.desk.start_of_day.begin()
    ada.licensed("CA")
    ada.clock.at = TUESDAY + 3 * HOUR
    put(ada, "Olive", "+16145550142", state="OH", zip_code="43215")
    assert begun(ada).closings == ()


def test_it_is_said_once_a_day_and_never_on_the_first_of_all(ada: TestDesk) -> None:
    begin = ada.desk.start_of_day.begin
    put(ada, "Nell")
    assert begin() is None
    ada.pass_time(days=1)
    assert isinstance(begin(), DayAhead)
    ada.pass_time(hours=3)
    assert begin() is None


def test_past_midnight_it_is_still_the_day_before(ada: TestDesk) -> None:
    ada.desk.start_of_day.begin()
    ada.clock.at = TUESDAY.replace(hour=6)
    assert ada.desk.start_of_day.begin() is None
    ada.clock.at = TUESDAY.replace(hour=10)
    assert ada.desk.start_of_day.begin() is not None


def test_after_days_away_the_backlog_comes_instead(ada: TestDesk) -> None:
    for n in range(81):
        put(ada, f"Sam{n}", f"+1423555{n:04}")
    ada.desk.start_of_day.begin()
    ada.pass_time(days=7)
    found = ada.desk.start_of_day.begin()
    assert isinstance(found, Backlog)
    assert found.leads == 81
    assert ada.desk.start_of_day.begin() is None


def test_over_a_weekend_nobody_was_away(ada: TestDesk) -> None:
    for n in range(81):
        put(ada, f"Sam{n}", f"+1423555{n:04}")
    ada.desk.start_of_day.begin()
    ada.pass_time(days=3)
    assert isinstance(ada.desk.start_of_day.begin(), DayAhead)


@pytest.mark.parametrize(
    ("hours", "off", "now", "began"),
    [
        ("", (), "2026-11-24 14:00", "2026-11-23 23:00"),
        ("Mon-Fri 09:00-17:00", (), "2026-11-24 14:00", "2026-11-23 22:00"),
        # on a Monday the night is the weekend
        ("Mon-Fri 09:00-17:00", (), "2026-11-23 14:00", "2026-11-20 22:00"),
        ("Mon-Fri 09:00-17:00", (date(2026, 11, 20),), "2026-11-23 14:00", "2026-11-19 22:00"),
        ("Mon-Fri 09:00-12:00; Mon-Fri 13:00-24:00", (), "2026-11-24 14:00", "2026-11-24 05:00"),
    ],
)
def test_the_night_begins_when_work_ended(hours: str, off: tuple[date, ...], now: str, began: str) -> None:
    officer = Officer(officer_id="o", name="Ada", hours=read_hours(hours) if hours else None, days_off=frozenset(off))
    assert night_began(officer, utc(now)) == utc(began)


@pytest.mark.parametrize(
    ("hours", "now", "ends"),
    [
        ("", "2026-11-24 14:00", "2026-11-25 02:00"),
        ("Mon-Fri 09:00-17:00", "2026-11-24 14:00", "2026-11-24 22:00"),
        # who works on a day off does so until the usual evening
        ("Mon-Fri 09:00-17:00", "2026-11-28 14:00", "2026-11-29 02:00"),
    ],
)
def test_calls_end_with_the_shift_or_an_ordinary_evening(hours: str, now: str, ends: str) -> None:
    officer = Officer(officer_id="o", name="Ada", hours=read_hours(hours) if hours else None)
    assert calls_end(officer, utc(now)) == utc(ends)


def test_what_closes_together_is_one_line_with_most_leads_named_first() -> None:
    found = [("OH", TUESDAY), ("KY", TUESDAY), ("KY", TUESDAY), ("", TUESDAY), ("AL", None)]
    assert closings(found) == (Closing(None, ("Alabama",), 1), Closing(TUESDAY, ("Kentucky", "Ohio"), 4))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=6), st.integers(0, 50), st.integers(0, 60))
@settings(max_examples=examples(200))
def test_the_last_second_is_open_and_none_after_it(spans: list[tuple[int, int]], start: int, length: int) -> None:
    calendar = Calendar(lambda week: [(s, s + n) for s, n in spans] if week == 0 else [])
    end = start + length
    last = closes_by(calendar, start, end)
    open_seconds = [second for second in range(start, end) if calendar.is_open(second)]
    assert end < WEEK_S
    assert last == (open_seconds[-1] + 1 if open_seconds else None)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))  # noqa: DTZ001 - made UTC below
@settings(max_examples=examples(200))
def test_a_day_has_its_hours_and_begins_before_anybody_does(at: datetime) -> None:
    zone = "America/Chicago"
    aware = at.replace(tzinfo=UTC)
    assert day_of(aware, zone) <= day_of(aware + HOUR, zone) <= day_of(aware, zone) + timedelta(days=1)


def utc(words: str) -> datetime:
    return datetime.strptime(words, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
