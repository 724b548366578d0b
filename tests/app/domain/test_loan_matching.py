"""Whose loan it is, and when a person is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.lead import Address, Lead, Partner, Person, Phone
from app.domain.loan_matching import Answer, LoanOf, Matched, MatchedBy, ToConfirm, Unmatched, match
from app.domain.matching import candidate_of, names_agree
from tests.effort import examples

ZONE = ZoneInfo("America/Chicago")
CAME = datetime(2026, 3, 2, 15, tzinfo=UTC)
DANA = LoanOf(names=("Dana Whitlock",), emails=("Dana@example.com",), phones=("(615) 555-0101",), zip="37402")


def lead(
    lead_id: str, name: str = "Dana Whitlock", phone: str = "", email: str = "", zip_code: str = "", **more: object
) -> Lead:
    person = Person(name=name, phones=(Phone(number=phone),) if phone else (), emails=(email,) if email else ())
    return Lead(lead_id=lead_id, received_at=CAME, borrower=person, subject_property=Address(zip=zip_code), **more)  # type: ignore[arg-type]


def whose(loan: LoanOf, *leads: Lead, by_id: Lead | None = None) -> Answer:
    def leads_of(keys: Iterable[str]) -> Sequence[Lead]:
        asked = set(keys)
        return [one for one in leads if asked & (candidate_of(one).keys | candidate_of(one).partner_keys)]

    def leads_at(zip_code: str, _names: Sequence[str]) -> Sequence[Lead]:
        return [one for one in leads if zip_code in (one.address.zip, one.subject_property.zip)]

    return match(loan, by_id, leads_of, leads_at, ZONE)


NUMBER, MAIL = "+16155550101", "dana@example.com"


def test_the_leads_id_comes_before_everything() -> None:
    other = lead("other", "Somebody Else")
    assert whose(DANA, lead("a", email=MAIL), by_id=other) == Matched("other", MatchedBy.LEAD_ID)


def test_an_address_comes_before_a_number() -> None:
    assert whose(DANA, lead("a", phone=NUMBER), lead("b", email=MAIL)) == Matched("b", MatchedBy.EMAIL)
    assert whose(DANA, lead("a", phone=NUMBER)) == Matched("a", MatchedBy.PHONE)


def test_a_number_decides_between_leads_of_one_address() -> None:
    both = lead("b", email=MAIL, phone=NUMBER)
    assert whose(DANA, lead("a", email=MAIL), both) == Matched("b", MatchedBy.EMAIL)
    assert whose(DANA, lead("a", email=MAIL), lead("c", email=MAIL)) == ToConfirm(
        ("a", "c"), "several leads have the e-mail"
    )


def test_another_name_under_the_address_is_asked_about() -> None:
    found = whose(DANA, lead("a", "Alex Nobody", email=MAIL))
    assert found == ToConfirm(("a",), "the e-mail agrees and the name does not")
    # who gave no name, or whose loan names nobody, is not told apart
    assert isinstance(whose(DANA, lead("a", "", email=MAIL)), Matched)
    assert isinstance(whose(LoanOf(emails=(MAIL,)), lead("a", "Alex Nobody", email=MAIL)), Matched)


def test_a_co_borrower_is_the_lead_as_well() -> None:
    couple = LoanOf(names=("Alex Nobody", "Dana Whitlock"), emails=("alex@example.com", MAIL))
    assert whose(couple, lead("a", email=MAIL)) == Matched("a", MatchedBy.EMAIL)


def test_a_number_that_three_names_share_or_a_partner_has_is_nobodys() -> None:
    three = [lead(x, name, phone=NUMBER) for x, name in (("a", "Dana Whitlock"), ("b", "Lee Park"), ("c", "Sam Stone"))]
    found = whose(DANA, *three)
    assert isinstance(found, ToConfirm)
    assert found.lead_ids == ("a", "b", "c")
    agents = lead("d", "Lee Park", partner=Partner(phone=NUMBER))
    found = whose(DANA, lead("a", phone=NUMBER), agents)
    assert isinstance(found, ToConfirm)
    assert found.reason == "the phone is a partner's or several people's"


def test_a_loan_from_before_the_lead_came_is_asked_about() -> None:
    old = LoanOf(names=DANA.names, emails=DANA.emails, begun_on=date(2024, 5, 1))
    found = whose(old, lead("a", email=MAIL))
    assert found == ToConfirm(("a",), "the e-mail agrees and the loan was begun before the lead came")
    same_day = LoanOf(names=DANA.names, emails=DANA.emails, begun_on=date(2026, 3, 2))
    assert isinstance(whose(same_day, lead("a", email=MAIL)), Matched)
    # the company says itself whose it is
    assert isinstance(whose(old, by_id=lead("a")), Matched)


def test_a_name_and_a_zip_code_only_ask() -> None:
    found = whose(
        DANA, lead("a", zip_code="37402"), lead("b", "Lee Park", zip_code="37402"), lead("c", "", zip_code="37402")
    )
    assert found == ToConfirm(("a",), "the name and the ZIP code agree, and nothing else tells")
    assert isinstance(whose(DANA, lead("a", zip_code="37403")), Unmatched)


def test_a_row_that_says_nothing_is_told_apart_from_one_nobody_is_known_by() -> None:
    assert whose(LoanOf(zip="37402"), lead("a", zip_code="37402")) == Unmatched("the row says nothing of the borrower")
    assert isinstance(whose(DANA), Unmatched)


names = st.sampled_from(["", "Dana Whitlock", "Whitlock, Dana", "Lee Park", "Sam Stone"])
numbers = st.sampled_from(["", NUMBER, "+16155550102"])
mails = st.sampled_from(["", MAIL, "lee@example.com"])


@settings(max_examples=examples(300), deadline=None)
@given(
    st.lists(st.tuples(names, numbers, mails, st.booleans()), max_size=5),
    names,
    numbers,
    mails,
    st.booleans(),
)
def test_a_loan_is_never_given_to_a_lead_that_shares_nothing_with_it_or_has_another_name(
    people: list[tuple[str, str, str, bool]], name: str, number: str, mail: str, is_old: bool
) -> None:
    leads = [
        lead(f"{n}", who, phone, email, "37402", **({"partner": Partner(phone=NUMBER)} if referred else {}))
        for n, (who, phone, email, referred) in enumerate(people)
    ]
    loan = LoanOf(
        names=(name,), emails=(mail,), phones=(number,), zip="37402", begun_on=date(2020, 1, 1) if is_old else None
    )
    found = whose(loan, *leads)
    assert found == whose(loan, *reversed(leads))
    if isinstance(found, Matched):
        assert not is_old
        won = leads[int(found.lead_id)]
        key = candidate_of(won).keys & (loan.email_keys | loan.phone_keys)
        assert key
        assert names_agree(name, won.borrower.name)
        # nobody else has the very key by which it was given, unless a second key told them apart
        rivals = [
            one for one in leads if one is not won and candidate_of(one).keys >= loan.email_keys | loan.phone_keys
        ]
        assert not [one for one in rivals if one.borrower.name == won.borrower.name]
