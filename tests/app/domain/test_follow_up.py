"""How leads were followed up, for the comparison of their sources."""

from __future__ import annotations

from app.domain.activity import Kind
from app.domain.adjusting import Worked
from app.domain.follow_up import worked
from app.domain.lead import Origin
from tests.app.domain.story import EMAIL
from tests.app.domain.test_scorecard import case, story

LATER = "2027-01-15T10:00"


def test_minutes_to_the_first_call_and_the_attempts_that_were_needed() -> None:
    told = story(source="Ads").called("20 10:04", "20 10:40").did(Kind.APPOINTMENT, "20 11:30", when="24 11:00")
    told.called("20 12:00").did(Kind.STAGE_REPORTED, "25 10:00", stage="application_submitted", by="hub")
    assert list(worked([case(told, LATER)])) == [Worked("Ads", 4.0, 3, was_reached=True, applied=True)]


def test_one_never_called_and_one_never_reached() -> None:
    quiet, tried = story(source="Ads"), story(source="Ads").called("20 10:02", "20 10:40")
    assert list(worked([case(quiet, LATER), case(tried, LATER)])) == [
        Worked("Ads", None, 0, was_reached=False, applied=False),
        Worked("Ads", 2.0, 2, was_reached=False, applied=False),
    ]


def test_an_application_without_a_talk_is_not_laid_to_any_attempt() -> None:
    told = story(source="Ads").called("20 10:02")
    told.did(Kind.STAGE_REPORTED, "25 10:00", stage="application_submitted", by="hub")
    (found,) = worked([case(told, LATER)])
    assert (found.was_reached, found.applied) == (False, False)


def test_who_came_first_was_an_officers_own_is_too_young_or_a_test_is_left_out() -> None:
    first = story(source="Ads").did(Kind.INBOUND, "20 10:01").called("20 10:02")
    own = story(source="Ads", origin=Origin.PARTNER).called("20 10:02")
    assert list(worked([case(first, LATER), case(own, LATER), case(story(is_test=True), LATER)])) == []
    assert list(worked([case(story(source="Ads").called("20 10:02"), "30 10:00")])) == []


def test_a_mail_is_an_attempt_and_no_call() -> None:
    told = story(source="Ads").mailed("20 10:01").called("20 10:06").did(Kind.REPLIED, "20 10:30", channel=EMAIL)
    assert list(worked([case(told, LATER)])) == [Worked("Ads", 6.0, 2, was_reached=True, applied=False)]
