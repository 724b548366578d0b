"""Fannie Mae's 3.2 loan files: records of fixed width, read by their places; what is protected is never looked at."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.domain.lead import Address, Phone
from tests.app.leadfiles.reads import only, read, read_sample

#: numbers that were never given to anybody
NUMBERS = ("000123456", "000654321")


def record(kind: str, *fields: tuple[int, str]) -> str:
    """Return a record with each field at its place, counted from 0."""
    line = kind
    for start, text in fields:
        line = f"{line:<{start}}{text}"
    return line + "\r\n"


def applicant(first: str, phone: str = "", email: str = "", *, who: str = "BW", number: str = NUMBERS[0]) -> str:
    return record("03A" + who + number, (14, first), (84, "WHITLOCK"), (123, phone), (159, email))


START = record("000", (3, "1  3.20 W"))


def test_the_sample_is_read_with_both_borrowers_house_and_loan() -> None:
    reading = read_sample("fannie_mae_32.fnm")
    assert reading.format == "fannie_mae_32"
    assert not reading.rejected
    dana, marcus = reading.drafts
    assert dana.borrower.name == "DANA RAE WHITLOCK"
    assert dana.borrower.phones == (Phone(number="+14235550142", kind="home"),)
    assert dana.borrower.emails == ("dana.whitlock@example.com",)
    assert [(p.name, p.phones, p.emails) for p in dana.co_borrowers] == [
        ("ALEX WHITLOCK JR", (Phone(number="+14235550142", kind="home"),), ("alex@example.com",))
    ]
    assert dana.address == Address(street="118 SAMPLE RIDGE RD", city="CHATTANOOGA", state="TN", zip="37402")
    assert dana.subject_property == Address(street="9 TEST CT", city="PENSACOLA", state="FL", zip="32501")
    assert (dana.amount, dana.loan_purpose, dana.vendor_id) == (Decimal(312500), "Purchase", "EX-2026-0042")
    assert dana.received_at == datetime(2026, 11, 10, 5, tzinfo=UTC)
    assert dana.officer == "Pat Officer"
    assert dana.source_fields == {
        "Mortgage Type": "Conventional",
        "Note Rate": "6.500",
        "Months": "360",
        "Property Usage": "Primary residence",
        "Employer Phone": "4235550143",
    }
    assert (marcus.borrower.name, marcus.loan_purpose) == ("MARCUS OYELARAN", "Refinance")


def test_what_no_lender_may_choose_by_is_left_out_told_and_nowhere() -> None:
    reading = read_sample("fannie_mae_32.fnm")
    assert reading.dropped_fields == [
        "Social Security Number",
        "Borrower Age",
        "Marital Status",
        "Dependents",
        "Date of Birth",
        "Government Monitoring (race, ethnicity, sex)",
    ]
    told = str(reading)
    for secret in ("000123456", "000654321", "19800304", "19790506", "046"):
        assert secret not in told


def test_a_home_is_the_first_borrowers_present_one() -> None:
    former = record("03C" + NUMBERS[0], (12, "F4"), (14, "1 FORMER WAY"), (99, "ND58601"))
    others = record("03C" + NUMBERS[1], (12, "ZG"), (14, "2 OTHER WAY"), (99, "FL32501"))
    present = record("03C" + NUMBERS[0], (12, "ZG"), (14, "3 PRESENT WAY"), (99, "TN37402"))
    two = applicant("DANA", "4235550142") + applicant("ALEX", who="QZ", number=NUMBERS[1])
    draft = only(START + two + former + others + present)
    assert (draft.address.street, draft.address.state) == ("3 PRESENT WAY", "TN")


def test_a_record_of_somebody_nobody_named_is_nobodys() -> None:
    work = record("04A" + "000999999", (160, "8505550117"))
    blank = record("04A", (160, "8505550117"))
    two = applicant("DANA", "4235550142") + applicant("ALEX", who="QZ", number=NUMBERS[1])
    assert "5550117" not in str(only(START + two + work + blank))


def test_loans_in_one_file_are_a_lead_each_and_other_sections_begin_none() -> None:
    more = record("000", (3, "70 3.20")) + record("LNC", (3, "1"))
    envelope = record("EH ") + record("TH ") + record("TPI")
    loans = [START + record("01A", (130, "100000")) + applicant(f"DANA{n}", f"423555010{n}") + more for n in range(3)]
    reading = read(envelope + loans[0] + loans[1] + record("TT ") + record("ET ") + envelope + loans[2])
    assert [draft.borrower.name for draft in reading.drafts] == ["DANA0 WHITLOCK", "DANA1 WHITLOCK", "DANA2 WHITLOCK"]
    assert [row.line for row in reading.rows] == [1, 9, 16]


def test_a_loan_without_applicants_or_without_a_way_to_reach_them_is_named() -> None:
    loans = START + applicant("DANA", "4235550142") + START + record("01A", (130, "1")) + START + applicant("ALEX")
    reading = read(loans)
    assert [(row.line, row.reason) for row in reading.rejected] == [
        (3, "no applicant (record 03A) stands in this loan"),
        (5, "no phone and no e-mail"),
    ]


def test_any_line_end_ends_a_record_and_any_record_may_come_first() -> None:
    loan = record("01A", (130, "100000")) + applicant("DANA", "4235550142")
    for end in ("\n", "\r", "\r\n"):
        assert only(loan.replace("\r\n", end)).amount == Decimal(100000)
    assert only(applicant("DANA", "4235550142")).borrower.name == "DANA WHITLOCK"


def test_more_than_four_borrowers_are_named_in_the_lead() -> None:
    people = [applicant(f"P{n}", "4235550142", number=f"00000000{n}") for n in range(6)]
    draft = only(START + "".join(people))
    assert len(draft.borrowers) == 4
    assert draft.source_fields == {"Borrower 5": "P4 WHITLOCK", "Borrower 6": "P5 WHITLOCK"}


@given(
    st.lists(st.sampled_from(["01A", "02A", "02B", "03A", "03C", "04A", "10B", "0001", "EH "]), max_size=6), st.data()
)
def test_no_record_however_short_breaks_the_reading(kinds: list[str], data: st.DataObject) -> None:
    lines = [kind + data.draw(st.text(st.sampled_from(" 0Z1é@"), max_size=170)) for kind in kinds]
    reading = read("\n".join([START, applicant("DANA", "4235550142").rstrip(), *lines]))
    assert all(bool(row.reason) != bool(row.draft) for row in reading.rows)
