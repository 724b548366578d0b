"""What holds of somebody whose desks tell of them: the word said last, for as long as it was meant."""

from __future__ import annotations

from datetime import timedelta

from app.domain.presence import Heard, Presence, State, There, there
from tests.desks import MONDAY

HOUR = timedelta(hours=1)


def heard(device_id: str = "laptop", **told: object) -> Heard:
    return Heard(device_id=device_id, person_id="ada", told=Presence(**told), told_at=MONDAY)  # type: ignore[arg-type]


def test_a_word_holds_until_it_ends_by_itself() -> None:
    away = heard(state=State.AWAY, since=MONDAY, until=MONDAY + HOUR)
    assert there([away], MONDAY) == There(state=State.AWAY, since=MONDAY, until=MONDAY + HOUR)
    assert there([away], MONDAY).away_until == MONDAY + HOUR
    assert there([away], MONDAY + HOUR) == There()


def test_of_two_desks_the_one_it_was_said_at_last_is_believed() -> None:
    away = heard(state=State.AWAY, since=MONDAY, until=MONDAY + HOUR)
    quiet, back = heard("home"), heard("home", since=MONDAY + timedelta(minutes=5))
    assert there([away, quiet], MONDAY + timedelta(minutes=10)).state is State.AWAY
    assert there([away, back], MONDAY + timedelta(minutes=10)) == There()


def test_a_call_stands_beside_the_word_and_is_over_after_an_hour() -> None:
    calls = heard(state=State.NO_NEW_LEADS, since=MONDAY, until=MONDAY + 3 * HOUR, call_since=MONDAY)
    now = there([calls], MONDAY + timedelta(minutes=20))
    assert (now.call_since, now.no_new_until) == (MONDAY, MONDAY + 3 * HOUR)
    assert there([calls], MONDAY + HOUR).call_since is None


def test_a_word_of_later_on_is_taken_for_none() -> None:
    assert there([heard(state="on the moon", since=MONDAY, until=MONDAY + HOUR)], MONDAY) == There()
    assert there([], MONDAY).working_until is None
