"""Who is the same person: e-mail or phone plus name, the vendor's id first, nobody by a shared number."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.lead import Lead, Person, Phone
from app.domain.matching import (
    Candidate,
    Match,
    Register,
    candidate_of,
    find_duplicate,
    find_lookalikes,
    marks_of,
    marks_of_all,
    names_agree,
    shared_keys,
    vendor_key,
)

PHONE, OTHER_PHONE = "4235550142", "8505550117"
MAIL, OTHER_MAIL = "dana@example.com", "marcus@example.org"


def person(
    lead_id: str = "", name: str = "", *, phone: str = "", mail: str = "", vendor: str = "", second: str = ""
) -> Candidate:
    return Candidate(
        lead_id=lead_id,
        names=tuple(filter(None, (name, second))),
        phone_keys=frozenset({phone} - {""}),
        email_keys=frozenset({mail} - {""}),
        vendor_key=vendor,
    )


def duplicate_of(inquiry: Candidate, *known: Candidate) -> str | None:
    match = find_duplicate(inquiry, known)
    return match.lead_id if match else None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dana Whitlock", "DANA WHITLOCK"),
        ("Dana Whitlock", "Whitlock, Dana"),
        ("Dana Whitlock", "Whitlock Dana"),
        ("Renée O’Dell", "Renee O'Dell"),
        ("Renée O’Dell", "renee odell"),
        ("Ji-woo Park-Ellis", "Ji Woo Park Ellis"),
        ("Ji-woo Park-Ellis", "Jiwoo ParkEllis"),
        ("Dana M. Whitlock", "Dana Whitlock"),
        ("Dana M Whitlock", "Dana Marie Whitlock"),
        ("Mrs. Dana Whitlock", "Dana Whitlock"),
        ("Dana Whitlock Jr.", "Dana Whitlock"),
        ("Whitlock, Jr., Dana", "Dana Whitlock Jr"),
        ("Dana", "Dana Whitlock"),
        ("", "Dana Whitlock"),
        ("  - ", "Dana Whitlock"),
        ("Đặng Ibáñez", "đặng ibanez"),
    ],
)
def test_these_names_may_be_one_persons(one: str, other: str) -> None:
    assert names_agree(one, other)
    assert names_agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dana Whitlock", "Alex Whitlock"),
        ("Dana Whitlock", "Dana Whitmore"),
        ("Dana Whitlock Jr", "Dana Whitlock Sr."),
        ("D. Whitlock", "Alex Whitmore"),
        ("Dana", "Dan"),
    ],
)
def test_these_names_are_two_peoples(one: str, other: str) -> None:
    assert not names_agree(one, other)
    assert not names_agree(other, one)


@given(st.text(max_size=20), st.text(max_size=20))
def test_agreeing_goes_both_ways_and_everybody_agrees_with_themselves(one: str, other: str) -> None:
    assert names_agree(one, one)
    assert names_agree(one, other) == names_agree(other, one)
    assert names_agree(one, one.upper()) or one.upper().casefold() != one.casefold()


def test_the_vendors_id_comes_first() -> None:
    known = (
        person("by mail", "Dana Whitlock", mail=MAIL, phone=PHONE),
        person("by id", "Somebody Else", vendor=vendor_key("Facebook", "900")),
    )
    inquiry = person(name="Dana Whitlock", mail=MAIL, phone=PHONE, vendor=vendor_key(" facebook ", "900 "))
    assert find_duplicate(inquiry, known) == Match("by id", "the vendor's id")
    assert Register(known).find(inquiry) == Match("by id", "the vendor's id")


def test_two_vendors_may_use_the_same_number_and_no_number_is_no_match() -> None:
    assert vendor_key("Facebook", "900") != vendor_key("Google Ads", "900")
    assert vendor_key("Facebook", " ") == ""
    assert duplicate_of(person(name="Dana"), person("1", "Dana")) is None


@pytest.mark.parametrize(
    ("inquiry", "reason"),
    [
        (person(name="dana whitlock", mail=MAIL), "the e-mail address"),
        (person(name="Whitlock, Dana", phone=PHONE), "the phone number"),
        (person(name="Dana Whitlock", mail=MAIL, phone=PHONE), "the e-mail address and the phone number"),
        (person(phone=PHONE), "the phone number"),
    ],
)
def test_a_mail_or_a_phone_with_an_agreeing_name_is_the_same_person(inquiry: Candidate, reason: str) -> None:
    known = person("1", "Dana Whitlock", mail=MAIL, phone=PHONE)
    assert find_duplicate(inquiry, [known]) == Match("1", reason)


def test_a_name_alone_is_nobody() -> None:
    assert duplicate_of(person(name="Dana Whitlock", mail=OTHER_MAIL), person("1", "Dana Whitlock", mail=MAIL)) is None


def test_another_name_under_the_same_number_is_somebody_else() -> None:
    assert duplicate_of(person(name="Alex Whitlock", phone=PHONE), person("1", "Dana Whitlock", phone=PHONE)) is None


def test_a_nameless_lead_is_met_by_any_name() -> None:
    assert duplicate_of(person(name="Dana Whitlock", phone=PHONE), person("1", phone=PHONE)) == "1"


def test_a_name_that_agrees_beats_a_missing_one_and_two_keys_beat_one() -> None:
    dana = person(name="Dana Whitlock", mail=MAIL, phone=PHONE)
    nameless = person("nameless", mail=MAIL, phone=PHONE)
    by_phone = person("by phone", "Dana Whitlock", phone=PHONE)
    by_both = person("by both", "Dana Whitlock", mail=MAIL, phone=PHONE)
    assert duplicate_of(dana, nameless, by_phone) == "by phone"
    assert duplicate_of(dana, by_phone, by_both) == "by both"
    assert duplicate_of(dana, by_phone, person("later", "Dana Whitlock", phone=PHONE)) == "by phone"


def test_a_nameless_call_from_a_couples_number_is_neither_of_them() -> None:
    couple = (person("1", "Dana Whitlock", phone=PHONE), person("2", "Alex Whitlock", phone=PHONE))
    assert duplicate_of(person(phone=PHONE), *couple) is None
    assert duplicate_of(person(name="Alex Whitlock", phone=PHONE), *couple) == "2"


def test_any_borrower_of_a_lead_is_met() -> None:
    household = person("1", "Dana Whitlock", second="Alex Whitlock", phone=PHONE)
    assert duplicate_of(person(name="Alex Whitlock", phone=PHONE), household) == "1"


def test_a_number_under_three_names_identifies_nobody() -> None:
    people = [person(str(n), name, phone=PHONE) for n, name in enumerate(("Ann Ax", "Bo Beech", "Cy Cedar"))]
    assert shared_keys(people) == {PHONE}
    assert shared_keys(people[:2]) == set()
    assert find_duplicate(person(name="Ann Ax", phone=PHONE), people, shared_keys={PHONE}) is None
    assert Register(people).find(person(name="Ann Ax", phone=PHONE)) is None
    assert Register(people[:2]).find(person(name="Ann Ax", phone=PHONE)) == Match("0", "the phone number")


def test_spellings_of_one_name_a_couple_and_the_nameless_are_not_three_names() -> None:
    spellings = [person("1", "Dana Whitlock", phone=PHONE), person("2", "WHITLOCK, DANA", phone=PHONE)]
    couple = [person("3", "Dana Whitlock", second="Alex Whitlock", phone=PHONE), person("4", phone=PHONE)]
    assert shared_keys(spellings + couple) == set()


def test_a_shared_number_does_not_spoil_an_address_of_ones_own() -> None:
    known = person("1", "Ann Ax", phone=PHONE, mail=MAIL)
    inquiry = person(name="Ann Ax", phone=PHONE, mail=MAIL)
    assert find_duplicate(inquiry, [known], shared_keys={PHONE}) == Match("1", "the e-mail address")


def test_a_partners_number_identifies_nobody() -> None:
    known = person("1", "Dana Whitlock", phone=PHONE)
    inquiry = person(name="Dana Whitlock", phone=PHONE)
    assert find_duplicate(inquiry, [known], partner_keys={PHONE}) is None
    assert Register([known], partner_keys={PHONE}).find(inquiry) is None


def test_who_identifies_nobody_is_asked_about() -> None:
    dana = person("1", "Dana Whitlock", phone=PHONE, mail=MAIL)
    asked = find_lookalikes(person(name="Dana Whitlock", phone=PHONE), [dana], shared_keys={PHONE})
    assert asked == [Match("1", "a number or address that several people use")]
    asked = find_lookalikes(person(name="Dana Whitlock", phone=PHONE), [dana], partner_keys={PHONE})
    assert asked == [Match("1", "a partner's number or address")]
    asked = find_lookalikes(person(name="Alex Whitlock", phone=PHONE), [dana])
    assert asked == [Match("1", "a number or address, but another name")]
    assert find_lookalikes(person(name="Dana Whitlock", phone=OTHER_PHONE), [dana]) == []


def test_a_lead_and_a_draft_are_seen_the_same_way() -> None:
    lead = Lead(
        lead_id="1",
        received_at=datetime(2026, 11, 24, tzinfo=UTC),
        borrower=Person(name="Dana Whitlock", phones=(Phone(number="+14235550142"),)),
        co_borrowers=(Person(emails=("Alex@Example.com",)),),
        source="Facebook",
        vendor_id="900",
    )
    assert candidate_of(lead, lead.lead_id) == Candidate(
        lead_id="1",
        names=("Dana Whitlock",),
        phone_keys=frozenset({PHONE}),
        email_keys=frozenset({"alex@example.com"}),
        vendor_key=vendor_key("Facebook", "900"),
        received_at=lead.received_at,
    )


def test_rows_of_one_file_repeat_each_other() -> None:
    register = Register()
    first = person("row 1", "Dana Whitlock", phone=PHONE)
    assert register.find(first) is None
    register.add(first)
    assert register.find(person("row 2", "DANA WHITLOCK", phone=PHONE)) == Match("row 1", "the phone number")


NAMES = st.sampled_from(["Dana Whitlock", "Whitlock, Dana", "Alex Whitlock", "Bo Beech", ""])
PEOPLE = st.builds(
    person,
    lead_id=st.uuids().map(str),
    name=NAMES,
    phone=st.sampled_from([PHONE, OTHER_PHONE, ""]),
    mail=st.sampled_from([MAIL, OTHER_MAIL, ""]),
    vendor=st.sampled_from(["", "", "", vendor_key("Facebook", "900")]),
)


@given(st.lists(PEOPLE, max_size=8), PEOPLE)
def test_a_register_finds_whom_a_search_among_all_would_find(known: list[Candidate], inquiry: Candidate) -> None:
    found = Register(known).find(inquiry)
    searched = find_duplicate(inquiry, known, shared_keys=shared_keys(known))
    assert (found is None) == (searched is None)
    if found and searched:
        assert found.reason == searched.reason


def test_fifty_thousand_people_behind_one_switchboard_are_not_compared_with_each_other() -> None:
    register = Register()
    for n in range(50_000):
        register.add(person(str(n), f"Name{n} Surname{n}", phone=PHONE, mail=f"n{n}@example.com"))
    assert register.find(person(name="Name7 Surname7", phone=PHONE)) is None
    assert register.find(person(name="Name7 Surname7", mail="n7@example.com")) == Match("7", "the e-mail address")


# -- a row that is handed in twice -----------------------------------------------------------------------

CAME = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def came(lead_id: str, name: str, at: datetime | None = CAME, *, phone: str = PHONE) -> Candidate:
    return Candidate(lead_id=lead_id, names=(name,), phone_keys=frozenset({phone}), received_at=at)


def test_the_very_same_row_is_known_again_though_its_number_is_worth_nothing() -> None:
    held, again = came("1", "Dana Whitlock"), came("", "dana whitlock")
    for shared, partners in (({PHONE}, frozenset[str]()), (set[str](), frozenset({PHONE}))):
        assert find_duplicate(again, [held], shared_keys=shared, partner_keys=partners) == Match("1", "the whole row")
    register = Register([held], partner_keys={PHONE})
    assert register.find(again) == Match("1", "the whole row")
    assert register.find(came("", "Dana Whitlock", CAME.replace(hour=18))) is None
    assert register.find(came("", "Dana Whitlock", None)) is None
    # of two rows alike the first is meant
    assert find_duplicate(again, [held, came("2", "Dana Whitlock")], shared_keys={PHONE}) == Match("1", "the whole row")


def test_a_partners_number_points_to_whom_it_is_asked_about_and_makes_nobody_known() -> None:
    referred = Candidate("3", names=("Amy Cole",), phone_keys=frozenset({OTHER_PHONE}), partner_keys=frozenset({PHONE}))
    register = Register([came("1", "Dana Whitlock"), referred])
    inquiry = came("", "Dana Whitlock", None)
    assert register.find(inquiry) is None
    assert register.lookalikes(inquiry) == [Match("3", "a partner's number or address")]
    assert find_lookalikes(inquiry, [referred]) == [Match("3", "a partner's number or address")]


def test_a_number_of_three_names_points_to_the_first_of_them() -> None:
    known = [came(str(n), name) for n, name in enumerate(("Dana Whitlock", "Marcus Hill", "Amy Cole", "Ian Moss"))]
    register = Register(known)
    inquiry = came("", "Dana Whitlock", None)
    assert register.find(inquiry) is None
    assert register.lookalikes(inquiry) == [Match("0", "a number or address that several people use")]
    other = came("", "Zoe Lake", None, phone=OTHER_PHONE)
    assert Register([came("9", "Dana Whitlock", phone=OTHER_PHONE)]).lookalikes(other) == [
        Match("9", "a number or address, but another name")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dana Whitlock", "WHITLOCK, Dana"),
        ("Dana A. Whitlock", "Whitlock"),
        ("Mary Ann Lee", "Maryann Lee"),
        ("Ann", "An N"),
        ("D W", "DW"),
    ],
)
def test_names_that_agree_are_looked_up_by_a_mark_in_common(one: str, other: str) -> None:
    assert names_agree(one, other) is not marks_of(one).isdisjoint(marks_of(other))
    assert marks_of(" - ") == frozenset()


def test_people_are_looked_up_by_what_any_of_them_is_called() -> None:
    assert marks_of_all(["Dana Whitlock", "Sam Whitlock"]) == marks_of("Dana Whitlock") | marks_of("Sam Whitlock")
    assert marks_of_all([]) == marks_of_all(["", " - "]) == frozenset()
