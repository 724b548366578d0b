"""What marketing is handed of leads of which all was tried, and what it is not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.activity import Kind
from app.domain.exhausted import Exhausted, Handover, handover
from app.domain.lead import Channel, Consent, Origin
from app.domain.listings import Listing, ListKind
from app.domain.numbers import phone_key
from tests.app.domain.story import EASTERN, OTHER_PHONE, PHONE, Story, wall
from tests.app.domain.test_scorecard import case, story

LATER = "2027-01-15T10:00"
CALL, TEXT, EMAIL = Channel.CALL, Channel.TEXT, Channel.EMAIL


def tried(**more: Any) -> Story:
    return story(source="Ads", vendor_id="v-1", **more).called("20 10:00", "20 10:30", "20 11:30")


def handed(*told: Story, **more: Any) -> Handover:
    return handover([case(one, LATER) for one in told], EASTERN, **more)


def only(told: Story) -> Exhausted:
    (lead,) = handed(told).leads
    return lead


def test_a_lead_of_which_all_was_tried_is_handed_over_with_what_was() -> None:
    lead = only(tried())
    assert (lead.source, lead.vendor_id, lead.reason) == ("Ads", "v-1", "never reached")
    assert lead.attempts == {"call": 3, "text": 0, "email": 0}
    assert lead.last_tried_at == wall("20 11:30")
    assert lead.restart_on == (lead.returned_at + timedelta(days=90)).date()
    assert (lead.name, lead.phone, lead.email, lead.may) == ("Dana Whitlock", PHONE, "dana@example.com", (CALL, EMAIL))


def test_how_long_a_borrower_rests_is_the_companys() -> None:
    (lead,) = handed(tried(), rests=timedelta(days=30)).leads
    assert lead.restart_on == (lead.returned_at + timedelta(days=30)).date()
    assert lead.restart_on == date(2026, 12, 20)


def test_one_that_was_spoken_with_says_so() -> None:
    told = (
        tried().did(Kind.CALL_BACK, "20 11:45", when="20 12:00").called("20 12:00", "20 12:30", "20 13:00", "20 13:30")
    )
    told.called("21 10:00", "21 11:00", "22 10:00", "23 10:00")
    found = handed(told).leads
    assert all(lead.reason == "spoken with, not reached again" for lead in found)


def test_oldest_first() -> None:
    late, soon = tried(lead_id="late"), story("18 10:00", lead_id="soon").called("18 10:00", "18 10:30", "18 11:30")
    assert [lead.lead_id for lead in handed(late, soon).leads] == ["soon", "late"]


def test_who_asked_for_no_contact_is_not_handed_over_at_all() -> None:
    listed = tried()
    listed.listed = True
    found = handed(listed)
    assert (found.leads, found.held_back) == ((), {"asked for no contact": 1})


def test_who_can_be_reached_by_nothing_is_held_back() -> None:
    told = tried(emails=()).did(Kind.DISCONNECTED, "20 11:31", number=PHONE)
    assert handed(told).held_back == {"no channel is open": 1}


def test_a_channel_that_was_taken_back_hands_no_address_over() -> None:
    lead = only(tried().did(Kind.OPTED_OUT, "20 11:40", channel=EMAIL))
    assert (lead.may, lead.email, lead.phone) == ((CALL,), "", PHONE)


def test_a_number_on_a_registry_is_left_out_and_one_that_is_on_none_is_not() -> None:
    told = tried(phones=(PHONE, OTHER_PHONE))
    told.listings = (Listing(number=phone_key(PHONE), kind=ListKind.NATIONAL, as_of=date(2026, 11, 1)),)
    assert only(told).phone == OTHER_PHONE
    alone = tried()
    alone.listings = told.listings
    assert (only(alone).phone, only(alone).may) == ("", (EMAIL,))


def test_a_channel_that_was_closed_on_another_lead_is_closed_on_this_one() -> None:
    (lead,) = handed(tried(), closed={"lead-1": frozenset({EMAIL, TEXT})}).leads
    assert (lead.may, lead.email) == ((CALL,), "")


def test_texts_are_for_who_allowed_them() -> None:
    assert only(tried(consent={TEXT: Consent.GIVEN})).may == (CALL, TEXT, EMAIL)
    lead = only(tried(consent={TEXT: Consent.GIVEN, CALL: Consent.WITHDRAWN}))
    assert (lead.may, lead.phone) == ((TEXT, EMAIL), PHONE)


@pytest.mark.parametrize(
    "told",
    [
        story().called("20 10:00"),
        tried().did(Kind.BAD_LEAD, "20 11:40", reason="fake"),
        tried(origin=Origin.PARTNER),
        tried(is_test=True),
    ],
    ids=["still at work", "bad", "own", "test"],
)
def test_what_is_not_exhausted_or_not_the_companys_is_not_marketings(told: Story) -> None:
    found = handover([case(told, "20 12:00" if len(told.history) == 1 else LATER)], EASTERN)
    assert (found.leads, found.held_back) == ((), {})


def test_a_lead_nobody_tried_was_tried_never() -> None:
    lead = only(story())
    assert (lead.last_tried_at, lead.attempts["call"]) == (None, 0)
