"""What the company knows of a lead's people, and whom an activity was with."""

from __future__ import annotations

from datetime import date

import msgspec

from app.domain.activity import Kind
from app.domain.lead import Person, Phone
from app.domain.listings import Listing, ListKind
from app.domain.numbers import phone_key
from app.domain.person_known import known_of_person, people_tried, phone_keys
from tests.app.domain.story import PHONE, Story, wall

RAY = Person(name="Ray Whitlock", phones=(Phone(number="+15025550199"), Phone(number="no number")))


def test_calls_of_the_whole_company_count_once_each() -> None:
    story = Story().called("20 20:41")
    own, others = wall("20 20:41"), wall("20 20:50")
    known = known_of_person(story.lead, story.history, tried=[own, others, others], listed=False)
    assert known.attempts == (own, others)
    assert not known.do_not_call


def test_a_company_list_binds_from_ever_unless_the_leads_own_history_says_since_when() -> None:
    story = Story()
    known = known_of_person(story.lead, story.history, tried=(), listed=True)
    assert (known.do_not_call, known.listed) == (True, True)
    story.did(Kind.DO_NOT_CALL, "20 20:50")
    known = known_of_person(story.lead, story.history, tried=(), listed=True)
    assert (known.do_not_call, known.listed) == (True, False)


def test_what_lists_say_of_their_numbers_is_known_too() -> None:
    story = Story()
    on_list = Listing(number=phone_key(PHONE), kind=ListKind.LITIGATOR, as_of=date(2026, 11, 1))
    known = known_of_person(story.lead, story.history, tried=(), listed=False, listings=[on_list])
    assert known.litigator == on_list


def test_an_activity_was_with_whoever_has_its_number_and_with_all_when_it_does_not_say() -> None:
    story = Story()
    lead = msgspec.structs.replace(story.lead, co_borrowers=(RAY,))
    story.called("20 20:41", number="502 555 0199").called("20 20:42").called("20 20:43", number="+12125550100")
    named, unsaid, strange = story.history
    assert people_tried(lead, named) == [RAY]
    assert people_tried(lead, unsaid) == lead.borrowers
    assert people_tried(lead, strange) == lead.borrowers


def test_the_keys_of_people_are_those_of_all_numbers_that_are_numbers() -> None:
    story = Story()
    assert phone_keys([story.lead.borrower]) == phone_keys([Person(phones=(Phone(number=PHONE),))])
    assert len(phone_keys([story.lead.borrower, RAY])) == 2
