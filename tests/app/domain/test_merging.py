"""One person, two inquiries: what the held lead learns, and when a row is an inquiry at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.activity import Activity, Kind
from app.domain.lead import Address, Channel, Consent, Lead, Partner, Person, Phone
from app.domain.merging import known_again, merged, repeat_inquiry, unmerged
from tests.effort import examples

RECEIVED = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
NOW = RECEIVED + timedelta(days=3)
HELD = Lead(
    lead_id="lead-1",
    received_at=RECEIVED,
    borrower=Person(
        name="Dana Whitlock",
        phones=(Phone(number="+15025550142"),),
        emails=("Dana@example.com",),
        consent={Channel.TEXT: Consent.WITHDRAWN},
    ),
    address=Address(state="KY", zip="40202"),
    source="Facebook",
    posts=("first",),
    source_fields={"form": "A"},
)
AGAIN = Lead(
    lead_id="",
    received_at=NOW,
    borrower=Person(
        name="D. Whitlock",
        phones=(Phone(number="(502) 555-0142"), Phone(number="+15025550177")),
        emails=("dana@EXAMPLE.com", "dw@example.com"),
        consent={Channel.TEXT: Consent.GIVEN, Channel.CALL: Consent.GIVEN},
    ),
    address=Address(street="1 Main Street", city="Louisville", zip="40202"),
    subject_property=Address(state="IN"),
    loan_purpose="refinance",
    amount=Decimal(250000),
    timeframe="now",
    partner=Partner(name="Ray Fields"),
    source="Google Ads",
    posts=("first", "second"),
    source_fields={"form": "B", "term": "rates"},
)


def test_a_lead_learns_what_only_the_repeat_says_and_loses_nothing() -> None:
    both = merged(HELD, AGAIN)
    assert both.borrower == Person(
        name="Dana Whitlock",
        phones=(Phone(number="+15025550142"), Phone(number="+15025550177")),
        emails=("Dana@example.com", "dw@example.com"),
        consent={Channel.TEXT: Consent.WITHDRAWN, Channel.CALL: Consent.GIVEN},
    )
    assert both.address == Address(street="1 Main Street", city="Louisville", state="KY", zip="40202")
    assert both.subject_property == Address(state="IN")
    assert (both.loan_purpose, both.amount, both.timeframe) == ("refinance", Decimal(250000), "now")
    assert (both.partner, both.source) == (Partner(name="Ray Fields"), "Facebook")
    assert both.posts == ("first", "second")
    assert both.source_fields == {"form": "A", "term": "rates"}


def test_what_is_known_is_kept_and_two_towns_are_not_mixed() -> None:
    full = merged(HELD, AGAIN)
    other = msgspec.structs.replace(
        AGAIN,
        borrower=Person(name="Somebody"),
        address=Address(street="9 Elm", city="Nashville", zip="37201"),
        amount=Decimal(1),
        loan_purpose="purchase",
        timeframe="later",
        partner=Partner(name="Somebody"),
    )
    assert merged(full, other) == full
    nameless = msgspec.structs.replace(HELD, borrower=Person(), amount=Decimal(0))
    assert merged(nameless, AGAIN).borrower.name == "D. Whitlock"
    assert merged(nameless, AGAIN).amount == Decimal(0)


def row(**more: object) -> Lead:
    return msgspec.structs.replace(AGAIN, posts=(), **more)


def asked_again(began_at: datetime, reason: str, note: str = "", kind: Kind = Kind.INQUIRED_AGAIN) -> Activity:
    return Activity(
        activity_id="again", lead_id="lead-1", kind=kind, actor_id="", began_at=began_at, logged_at=began_at,
        reason=reason, note=note,
    )  # fmt: skip


def test_a_row_of_an_address_book_is_no_inquiry() -> None:
    assert repeat_inquiry(HELD, row(), None, (), NOW) is None
    assert repeat_inquiry(HELD, row(), RECEIVED, (), NOW) is None


def test_a_later_time_a_vendors_id_or_a_new_post_makes_an_inquiry_of_it() -> None:
    later = RECEIVED + timedelta(hours=1)
    found = repeat_inquiry(HELD, row(campaign="Fall", vendor_id="900"), later, (), NOW)
    assert found is not None
    assert (found.kind, found.began_at, found.logged_at) == (Kind.INQUIRED_AGAIN, later, NOW)
    assert (found.lead_id, found.actor_id, found.reason, found.note) == ("lead-1", "", "Google Ads", "Fall 900")
    by_id = repeat_inquiry(HELD, row(vendor_id="900"), RECEIVED - timedelta(days=9), (), NOW)
    assert by_id is not None
    # it cannot have come before the inquiry it repeats
    assert by_id.began_at == RECEIVED
    post = repeat_inquiry(HELD, AGAIN, None, [asked_again(NOW, "Google Ads")], NOW)
    assert post is not None
    assert post.began_at == NOW
    assert repeat_inquiry(HELD, msgspec.structs.replace(AGAIN, posts=("first",)), None, (), NOW) is None


@pytest.mark.parametrize(
    ("earlier", "is_new"),
    [
        (asked_again(RECEIVED + timedelta(hours=1), "elsewhere"), False),
        (asked_again(NOW, "Google Ads", "900"), False),
        (asked_again(NOW, "Google Ads", "901"), True),
        (asked_again(RECEIVED + timedelta(hours=1), "Google Ads", "900", kind=Kind.NOTE), True),
    ],
)
def test_the_same_inquiry_is_taken_once(earlier: Activity, is_new: bool) -> None:
    found = repeat_inquiry(HELD, row(vendor_id="900"), RECEIVED + timedelta(hours=1), [earlier], NOW)
    assert (found is not None) == is_new


def test_a_co_borrower_only_the_repeat_names_is_known_from_then_on_and_once() -> None:
    sam = Person(name="Sam Whitlock", phones=(Phone(number="+15025550188"),))
    more = Person(name="sam whitlock", phones=(Phone(number="+15025550189"),), emails=("sam@example.com",))
    both = merged(HELD, row(co_borrowers=(sam, Person(name="Dana Whitlock"))))
    assert both.co_borrowers == (sam,)
    assert merged(both, row(co_borrowers=(sam,))) == both
    (known,) = merged(both, row(co_borrowers=(more,))).co_borrowers
    assert [phone.number for phone in known.phones] == ["+15025550188", "+15025550189"]
    assert known.emails == ("sam@example.com",)


SAM = Person(name="Sam Whitlock", phones=(Phone(number="+15025550188"),), consent={Channel.TEXT: Consent.GIVEN})
COUPLE = msgspec.structs.replace(HELD, co_borrowers=(Person(name="Sam Whitlock", emails=("sam@example.com",)),))


@pytest.mark.parametrize("beside", [(), (Person(name="Dana Whitlock"),)])
def test_what_a_co_borrower_writes_is_that_persons_number_and_consent(beside: tuple[Person, ...]) -> None:
    both = merged(COUPLE, row(borrower=SAM, co_borrowers=beside))
    assert both.borrower == HELD.borrower
    (sam,) = both.co_borrowers
    assert (sam.emails, sam.phones, sam.consent) == (("sam@example.com",), SAM.phones, SAM.consent)


def test_who_writes_for_a_couple_of_which_one_was_known_is_the_other() -> None:
    both = merged(HELD, row(borrower=SAM, co_borrowers=(HELD.borrower,)))
    assert (both.borrower, both.co_borrowers) == (HELD.borrower, (SAM,))


def test_a_name_that_fits_nobody_is_the_borrowers_in_another_spelling() -> None:
    both = merged(COUPLE, row(borrower=Person(name="Diana Wheatlock", emails=("d@example.com",))))
    assert both.borrower.emails[-1] == "d@example.com"
    assert both.co_borrowers == COUPLE.co_borrowers


def test_a_co_borrowers_number_without_a_name_is_nobody_elses() -> None:
    nameless = Person(phones=SAM.phones)
    both = merged(HELD, row(co_borrowers=(nameless,)))
    assert both.co_borrowers == (nameless,)
    assert merged(both, row(co_borrowers=(nameless,))) == both
    (sam,) = merged(COUPLE, row(co_borrowers=(nameless,))).co_borrowers
    assert (sam.name, sam.phones) == ("Sam Whitlock", SAM.phones)


def test_a_repeat_inquiry_says_what_it_cost() -> None:
    again = repeat_inquiry(HELD, row(cost=Decimal("30.50")), NOW, (), NOW)
    assert again is not None
    assert again.cost == Decimal("30.50")


def test_a_co_borrower_of_whom_nothing_is_told_is_nobody_new() -> None:
    assert merged(HELD, row(co_borrowers=(Person(),))).co_borrowers == ()


def test_a_row_of_an_id_the_lead_came_by_tells_its_facts_and_is_no_inquiry() -> None:
    def unread() -> list[Activity]:
        raise AssertionError("what happened before is not asked about")

    both, inquiry = known_again(HELD, AGAIN, NOW, unread, NOW, is_known_id=True)
    assert (both, inquiry) == (merged(HELD, AGAIN), None)
    both, inquiry = known_again(HELD, AGAIN, NOW, list, NOW, is_known_id=False)
    assert both == merged(HELD, AGAIN)
    assert inquiry is not None


# -- taking a merge apart


NAMES = ("", "Ada Example", "Bo Example", "Cy Other")
NUMBERS = ("+14235550111", "+14235550112", "+14235550113")
MAILS = ("ada@example.com", "bo@example.com")
PEOPLE = st.builds(
    Person,
    name=st.sampled_from(NAMES),
    phones=st.lists(st.sampled_from(NUMBERS), max_size=2, unique=True).map(
        lambda numbers: tuple(Phone(number=number) for number in numbers)
    ),
    emails=st.lists(st.sampled_from(MAILS), max_size=1).map(tuple),
    consent=st.dictionaries(st.sampled_from(Channel), st.sampled_from(Consent), max_size=1),
)
PLACES = st.builds(Address, city=st.sampled_from(("", "Chattanooga")), zip=st.sampled_from(("", "37402", "40202")))
LEADS = st.builds(
    Lead,
    lead_id=st.just("lead-1"),
    received_at=st.just(NOW),
    borrower=PEOPLE,
    co_borrowers=st.lists(PEOPLE.filter(lambda person: person != Person()), max_size=1).map(tuple),
    address=PLACES,
    loan_purpose=st.sampled_from(("", "refinance")),
    amount=st.sampled_from((None, Decimal(250_000))),
    posts=st.lists(st.sampled_from(("a", "b")), max_size=1).map(tuple),
    source_fields=st.dictionaries(st.sampled_from(("Note", "Time")), st.sampled_from(("x", "y")), max_size=2),
)


@given(LEADS, LEADS)
@settings(max_examples=examples(200))
def test_what_a_merge_brought_is_gone_when_it_is_taken_apart_and_nothing_else(held: Lead, again: Lead) -> None:
    after = merged(held, again)
    assert unmerged(after, held, after) == held


def test_what_came_after_a_merge_stays_when_it_is_taken_apart() -> None:
    held = msgspec.structs.replace(row(), borrower=Person(name="Ada", phones=(Phone(number="+14235550111"),)))
    again = msgspec.structs.replace(held, borrower=Person(emails=("ada@example.com",)), loan_purpose="purchase")
    after = merged(held, again)
    corrected = Person(name="Ada B.", phones=after.borrower.phones, emails=(*after.emails, "new@example.com"))
    later = msgspec.structs.replace(after, borrower=corrected, loan_purpose="refinance")
    left = unmerged(later, held, after)
    assert left.borrower == Person(name="Ada B.", phones=held.borrower.phones, emails=("new@example.com",))
    assert left.loan_purpose == "refinance"


def test_who_came_on_a_lead_after_a_merge_is_no_part_of_it() -> None:
    held = row()
    after = merged(held, msgspec.structs.replace(held, amount=Decimal(1)))
    added = Person(name="Cy Other", phones=(Phone(number="+14235550119"),))
    later = msgspec.structs.replace(after, co_borrowers=(*after.co_borrowers, added))
    assert unmerged(later, held, after).co_borrowers == (*held.co_borrowers, added)
