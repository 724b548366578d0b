"""Facts put right: in any order, more than once, and taken back again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import permutations

import msgspec
import pytest

from app.domain.activity import Activity, Kind
from app.domain.correcting import Fact, corrected, fact_words, value_of
from app.domain.lead import Address, Lead, Person, Phone

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
LEAD = Lead(
    lead_id="lead-1",
    received_at=NOW,
    borrower=Person(
        name="Ada Lovelace", phones=(Phone(number="+15025550142", kind="cell"),), emails=("a@example.com",)
    ),
    co_borrowers=(Person(name="Bill King", phones=(Phone(number="+15025550143"),)),),
    address=Address(city="Louisville", state="KY", zip="40202"),
    amount=Decimal(250000),
)


def said(n: int, fact: str, was: str, value: str) -> Activity:
    at = NOW + timedelta(minutes=n)
    return Activity(
        activity_id=f"c{n}", lead_id="lead-1", kind=Kind.CORRECTED, actor_id="ada", began_at=at, logged_at=at,
        fact=fact, was=was, value=value,
    )  # fmt: skip


def back(n: int) -> Activity:
    at = NOW + timedelta(minutes=60 + n)
    return Activity(
        activity_id=f"b{n}", lead_id="lead-1", kind=Kind.RETRACTED, actor_id="ada", began_at=at, logged_at=at,
        corrects=f"c{n}",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        (Fact.NAME, "Ada King"),
        (Fact.PHONE, "+15025550199"),
        (Fact.EMAIL, "b@example.com"),
        (Fact.STREET, "1 Example Street"),
        (Fact.CITY, "Lexington"),
        (Fact.STATE, "TN"),
        (Fact.ZIP, "37402"),
        (Fact.PROPERTY_STREET, "2 Example Street"),
        (Fact.PROPERTY_CITY, "Nashville"),
        (Fact.PROPERTY_STATE, "TN"),
        (Fact.PROPERTY_ZIP, "37201"),
        (Fact.PURPOSE, "Refinance"),
        (Fact.AMOUNT, "300000"),
        (Fact.TIMEFRAME, "this year"),
        (Fact.PARTNER, "Rita Realtor"),
        (Fact.PARTNER_COMPANY, "Example Homes"),
        (Fact.PARTNER_PHONE, "+15025550160"),
    ],
)
def test_a_fact_is_put_right_once_and_is_back_when_that_is_taken_back(fact: Fact, value: str) -> None:
    one = said(1, fact, value_of(LEAD, fact), value)
    right = corrected(LEAD, [one])
    assert value_of(right, fact) == value
    assert corrected(right, [one]) == right
    assert corrected(right, [one, back(1)]) == LEAD


def test_corrections_count_in_the_order_they_were_made_whatever_order_they_come_in() -> None:
    many = [said(1, "phone", "+15025550142", "+15025550150"), said(2, "phone", "+15025550150", "+15025550151"),
            said(3, "phone", "", "+15025550160"), back(3)]  # fmt: skip
    for order in permutations(many):
        assert [p.number for p in corrected(LEAD, order).phones] == ["+15025550151", "+15025550143"]


def test_the_last_of_two_is_taken_back_to_the_first() -> None:
    first, second = said(1, "zip", "40202", "40203"), said(2, "zip", "40203", "40204")
    right = corrected(LEAD, [first, second])
    assert right.address.zip == "40204"
    assert corrected(right, [first, second, back(2)]).address.zip == "40203"
    assert corrected(right, [first, second, back(1)]).address.zip == "40204"


def test_it_is_put_right_again_where_the_lead_comes_as_it_was() -> None:
    many = [said(1, "phone", "+15025550142", "+15025550150"), said(2, "zip", "40202", "40203")]
    right = corrected(LEAD, many)
    both = msgspec.structs.replace(right, borrower=LEAD.borrower, address=LEAD.address)
    assert corrected(both, many) == right


def test_a_co_borrowers_number_stays_theirs_and_one_more_is_the_borrowers() -> None:
    right = corrected(LEAD, [said(1, "phone", "+15025550143", "+15025550144"), said(2, "phone", "", "+15025550145")])
    assert [p.number for p in right.co_borrowers[0].phones] == ["+15025550144"]
    assert [p.number for p in right.borrower.phones] == ["+15025550142", "+15025550145"]
    assert right.borrower.phones[0].kind == "cell"


def test_a_co_borrowers_name_and_a_number_that_is_there_already() -> None:
    right = corrected(LEAD, [said(1, "name", "Bill King", "William King"), said(2, "phone", "", "+15025550143")])
    assert right.co_borrowers[0].name == "William King"
    assert right.phones == LEAD.phones


def test_a_co_borrower_is_added_with_ways_to_reach_them_and_gone_when_that_is_taken_back() -> None:
    many = [said(1, "co_borrower", "", "Cara King"), said(2, "co_borrower_phone", "", "+15025550170"),
            said(3, "co_borrower_email", "", "cara@example.com")]  # fmt: skip
    for order in permutations(many):
        bill, cara = corrected(LEAD, order).co_borrowers
        assert bill == LEAD.co_borrowers[0]
        assert cara == Person(name="Cara King", phones=(Phone(number="+15025550170"),), emails=("cara@example.com",))
    right = corrected(LEAD, many)
    assert corrected(right, many) == right
    assert corrected(right, [*many, back(2)]).co_borrowers[1].phones == ()
    assert corrected(right, [*many, back(1), back(2), back(3)]) == LEAD


def test_a_number_of_a_co_borrower_nobody_named_is_theirs_once_they_are() -> None:
    alone = msgspec.structs.replace(LEAD, co_borrowers=())
    many = [said(1, "co_borrower_phone", "", "+15025550170"), said(2, "co_borrower", "", "Cara King")]
    assert corrected(alone, many).co_borrowers == (Person(name="Cara King", phones=(Phone(number="+15025550170"),)),)
    assert corrected(corrected(alone, many), [*many, back(1), back(2)]) == alone


def test_who_is_there_already_is_no_co_borrower_once_more() -> None:
    assert corrected(LEAD, [said(1, "co_borrower", "", "Bill King")]) == LEAD
    assert corrected(LEAD, [said(1, "co_borrower_phone", "", "+15025550142")]) == LEAD


def test_a_number_is_taken_out() -> None:
    assert [p.number for p in corrected(LEAD, [said(1, "phone", "+15025550142", "")]).phones] == ["+15025550143"]


def test_a_nameless_borrower_is_named_and_nameless_again() -> None:
    nameless = msgspec.structs.replace(LEAD, borrower=msgspec.structs.replace(LEAD.borrower, name=""))
    one = said(1, "name", "", "Ada King")
    assert corrected(nameless, [one]).borrower.name == "Ada King"
    assert corrected(corrected(nameless, [one]), [one, back(1)]) == nameless


@pytest.mark.parametrize(("fact", "value"), [("shoe size", "9"), ("amount", "much"), ("amount", "Infinity")])
def test_what_this_version_does_not_know_or_cannot_read_breaks_nothing(fact: str, value: str) -> None:
    right = corrected(LEAD, [said(1, fact, "", value)])
    assert right == (LEAD if fact != "amount" else msgspec.structs.replace(LEAD, amount=None))


def test_a_lead_without_an_amount_or_anybody_to_reach_has_nothing_to_show() -> None:
    bare = Lead(lead_id="lead-2", received_at=NOW, borrower=Person())
    assert [value_of(bare, fact) for fact in Fact] == [""] * len(Fact)


def test_a_fact_is_read_by_its_name_also_one_this_version_does_not_know() -> None:
    assert [fact_words(fact) for fact in ("co_borrower_phone", "shoe_size")] == ["co-borrower phone", "shoe size"]
