"""What the lists of numbers forbid, and what answers for a number on one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.domain.activity import Kind
from app.domain.answers import Code, Purpose, Reason
from app.domain.contact_rules import Allowed, Blocked, citations, closed_for_good, closed_numbers, may_contact
from app.domain.lead import Channel, Consent
from app.domain.listing_words import list_sentence, standings
from app.domain.listings import Listing, ListKind, days_old, is_stale
from app.domain.numbers import phone_key
from app.domain.spans import instant, moment
from app.domain.wording import reason_words
from tests.app.domain.story import CALL, EASTERN, EMAIL, OTHER_PHONE, PHONE, TEXT, Story, wall

AS_OF = date(2026, 11, 1)
#: three months after the story begins, on its own wall clock
ENDS = wall("2027-02-20T20:40")
SECOND = timedelta(seconds=1)


def on(kind: ListKind, number: str = PHONE, **more: object) -> Listing:
    return Listing(number=phone_key(number), kind=kind, as_of=AS_OF, **more)  # type: ignore[arg-type]


def listed(*listings: Listing, **more: object) -> Story:
    story = Story(**more)  # type: ignore[arg-type]
    story.listings = listings
    return story


def asked(
    story: Story, at: datetime, channel: Channel = CALL, purpose: Purpose = Purpose.SOLICIT, **more: bool
) -> Allowed | Blocked:
    return may_contact(story.rules, story.lead, story.known, story.officer, channel, at, purpose, **more)


def why(story: Story, at: datetime, channel: Channel = CALL, **more: object) -> str:
    answer = asked(story, at, channel, **more)  # type: ignore[arg-type]
    return "" if isinstance(answer, Allowed) else f"{answer.reason.code} {answer.reason.detail} until {answer.until}"


NATIONAL = "do_not_call national list of 2026-11-01 until None"


def test_a_list_of_tomorrow_elsewhere_is_as_new_as_can_be() -> None:
    assert [days_old(AS_OF, AS_OF + timedelta(days=n)) for n in (-1, 0, 1, 31)] == [0, 0, 1, 31]


def test_who_sues_callers_is_never_called_or_texted_at_any_number() -> None:
    story = listed(on(ListKind.LITIGATOR, OTHER_PHONE), phones=(PHONE, OTHER_PHONE), consent={TEXT: Consent.GIVEN})
    for channel in (CALL, TEXT):
        for purpose in Purpose:
            named = purpose is Purpose.REQUESTED
            answer = asked(story, wall("20 20:41"), channel, purpose, named_time=named)
            assert answer == Blocked(Reason(Code.DO_NOT_CALL, detail="litigator list of 2026-11-01"), None)
    assert closed_for_good(story.lead, story.known, EMAIL) is None


def test_what_the_person_said_themselves_is_said_before_any_list() -> None:
    story = listed(on(ListKind.LITIGATOR)).did(Kind.DO_NOT_CALL, "20 20:41")
    assert closed_for_good(story.lead, story.known, CALL) == Reason(Code.DO_NOT_CALL)


@pytest.mark.parametrize(
    ("kind", "state", "reason"),
    [
        (ListKind.NATIONAL, "", Reason(Code.DO_NOT_CALL, "US", "national list of 2026-11-01", "47 CFR 64.1200(c)(2)")),
        (ListKind.STATE, "TX", Reason(Code.DO_NOT_CALL, "TX", "TX state list of 2026-11-01", "")),
    ],
)
def test_a_registry_closes_unasked_calls_three_months_after_the_inquiry(
    kind: ListKind, state: str, reason: Reason
) -> None:
    story = listed(on(kind, state=state))
    assert asked(story, ENDS - SECOND) == Allowed()
    assert asked(story, ENDS) == Blocked(reason, None)
    assert reason_words(reason) == f"On the {reason.detail}"
    place = story.rules.place(story.lead, story.known)
    assert citations(story.rules, place, instant(ENDS), CALL, reason) == (
        [("TX", "do-not-call list")] if state else [("US", "47 CFR 64.1200(c)(2)")]
    )


def test_a_list_of_somebody_elses_number_says_nothing() -> None:
    story = listed(on(ListKind.LITIGATOR, OTHER_PHONE), on(ListKind.NATIONAL, OTHER_PHONE))
    assert (story.known.listings, story.known.answered) == ((), ())
    assert why(story, ENDS) == ""


@pytest.mark.parametrize(
    ("received", "ends"),
    [("2026-11-30T12:00", "2027-02-28T12:00"), ("2026-10-15T12:00", "2027-01-15T12:00")],
)
def test_three_months_end_on_the_same_day_or_the_last_of_a_shorter_month(received: str, ends: str) -> None:
    story = listed(on(ListKind.NATIONAL), received=received, zone="UTC")
    assert story.known.answered == ((instant(wall(received, "UTC")), instant(wall(ends, "UTC"))),)


def test_asking_again_answers_for_three_months_more() -> None:
    story = listed(on(ListKind.NATIONAL)).did(Kind.INQUIRED_AGAIN, "2027-03-01T12:00")
    assert why(story, wall("2027-02-25T12:00")) == NATIONAL
    assert why(story, wall("2027-03-01T12:00")) == ""
    # the same instant of the day on a clock that is never changed
    assert why(story, wall("2027-06-01T12:59")) == ""
    assert why(story, wall("2027-06-01T13:00")) == NATIONAL


def test_what_they_said_or_wrote_is_answered_within_a_day() -> None:
    story = listed(on(ListKind.NATIONAL)).did(Kind.REPLIED, "2027-03-01T12:00")
    assert why(story, wall("2027-03-02T11:59")) == ""
    assert why(story, wall("2027-03-02T12:00")) == NATIONAL


def test_nobody_inquired_with_us_whose_data_was_bought() -> None:
    story = listed(on(ListKind.NATIONAL), consent_required=True).did(Kind.INQUIRED_AGAIN, "20 20:45")
    assert story.known.answered == ()
    # without consent such a lead is closed anyway, and with it the registry forbids nothing
    assert why(story, wall("20 20:50")).startswith("consent call")
    assert why(story.did(Kind.CONSENTED, "20 20:51", channel=CALL), wall("20 20:52")) == ""


def test_consent_to_a_channel_is_permission_whatever_a_registry_says() -> None:
    story = listed(on(ListKind.NATIONAL), consent={TEXT: Consent.GIVEN})
    assert (why(story, ENDS), why(story, ENDS, TEXT)) == (NATIONAL, "")
    story.did(Kind.CONSENTED, "20 20:50", channel=CALL)
    assert why(story, ENDS) == ""
    assert why(story.did(Kind.WITHDREW, "20 20:55", channel=CALL), ENDS).startswith("consent withdrawn call")


def test_a_time_they_named_a_loan_under_way_and_mail_stay_allowed() -> None:
    story = listed(on(ListKind.NATIONAL))
    assert why(story, ENDS, purpose=Purpose.REQUESTED, named_time=True) == ""
    assert why(story, ENDS, purpose=Purpose.TRANSACTION) == ""
    assert why(story, ENDS, EMAIL) == ""


def test_one_number_on_no_registry_is_enough_for_a_call() -> None:
    story = listed(on(ListKind.NATIONAL), phones=(PHONE, OTHER_PHONE))
    assert why(story, ENDS) == ""
    assert list(closed_numbers(story.known, CALL, ENDS)) == [PHONE]
    assert closed_numbers(story.known, CALL, ENDS - SECOND) == {}
    story.did(Kind.WRONG_NUMBER, "20 20:50", number=OTHER_PHONE)
    assert why(story, ENDS) == NATIONAL


def test_a_call_that_opens_only_after_the_inquiry_has_run_out_never_opens() -> None:
    # received in the evening: the last open moment of the three months is eight in the evening before
    story = listed(on(ListKind.NATIONAL), received="20 22:00")
    closed = asked(story, wall("2027-02-20T21:30"))
    assert isinstance(closed, Blocked)
    assert (closed.reason.code, closed.until) == (Code.HOURS, None)
    assert asked(story, wall("2027-02-19T21:30")) == Blocked(closed.reason, wall("2027-02-20T10:00"))


def test_a_reassigned_number_is_dead_unless_the_lead_came_later() -> None:
    story = listed(on(ListKind.REASSIGNED), received="2026-10-31T12:00", phones=(PHONE, OTHER_PHONE))
    assert story.known.dead == {PHONE}
    assert why(story, wall("2026-10-31T12:01")) == ""
    alone = listed(on(ListKind.REASSIGNED), received="2026-10-31T12:00")
    assert why(alone, wall("2026-10-31T12:01")) == "no_number call until None"
    assert listed(on(ListKind.REASSIGNED), received="20 20:40").known.dead == frozenset()


def test_the_day_a_number_was_cut_off_ends_on_the_countrys_last_clock() -> None:
    cut = on(ListKind.REASSIGNED, gone_on=date(2026, 10, 15))
    over = datetime(2026, 10, 16, 11, 0, tzinfo=UTC)
    for received, dead in ((over - SECOND, {PHONE}), (over, frozenset())):
        story = listed(cut, received=f"{received.replace(tzinfo=None).isoformat()}", zone="UTC")
        assert story.known.dead == dead


def test_a_list_is_stale_after_31_days() -> None:
    assert [is_stale(AS_OF, AS_OF + timedelta(days=days)) for days in (31, 32)] == [False, True]


@pytest.mark.parametrize(
    ("listing", "at", "words"),
    [
        (
            on(ListKind.NATIONAL),
            "21 12:00",
            (
                "(502) 555-0142 is on the national list of 2026-11-01; that they came to us themselves answers for "
                "calls until February 20, 2027 (47 CFR 64.1200(f)(5), 16 CFR 310.2(q))."
            ),
        ),
        (
            on(ListKind.STATE, state="TX"),
            "2027-02-21T12:00",
            "(502) 555-0142 is on the TX state list of 2026-11-01: not to be called unasked. The list is 112 days old.",
        ),
        (
            on(ListKind.LITIGATOR),
            "21 12:00",
            "(502) 555-0142 is on the litigator list of 2026-11-01: nobody of this lead is to be called or texted.",
        ),
        (
            on(ListKind.REASSIGNED, gone_on=date(2026, 12, 1)),
            "21 12:00",
            "(502) 555-0142 is on the reassigned list of 2026-11-01: it reaches somebody else.",
        ),
    ],
)
def test_a_screen_says_what_a_list_means(listing: Listing, at: str, words: str) -> None:
    story, now = listed(listing), wall(at)
    (found,) = standings(story.lead, story.known, CALL, now)
    assert list_sentence(found, CALL, now.astimezone(ZoneInfo(EASTERN))) == words


def test_a_reassigned_number_of_a_later_lead_is_not_worth_telling() -> None:
    story = listed(on(ListKind.REASSIGNED), on(ListKind.NATIONAL, OTHER_PHONE))
    assert standings(story.lead, story.known, CALL, ENDS) == []


def test_consent_and_what_they_asked_for_are_told_too() -> None:
    story = listed(on(ListKind.NATIONAL), consent={TEXT: Consent.GIVEN})
    for channel, is_asked, words in (
        (TEXT, False, "consent to texts was given"),
        (CALL, True, "they asked for it"),
    ):
        (found,) = standings(story.lead, story.known, channel, ENDS, asked=is_asked)
        assert not found.closes
        assert f"; {words}. The list" in list_sentence(found, channel, ENDS)


def test_the_latest_of_what_answers_says_until_when() -> None:
    story = listed(on(ListKind.NATIONAL)).did(Kind.REPLIED, "21 12:00").did(Kind.INQUIRED_AGAIN, "25 12:00")
    (found,) = standings(story.lead, story.known, CALL, wall("26 12:00"))
    assert found.until == moment(story.known.answered[-1][1]) == wall("2027-02-25T12:00")
