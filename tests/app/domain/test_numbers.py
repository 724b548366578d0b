"""Telephone numbers and mail addresses: read, compared, shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.lead import Phone
from app.domain.numbers import area_code, email_key, phone_key, read_phone, read_phones, shown

DANA = "+14235550142"
AREAS = st.sampled_from(["423", "850", "442", "701", "928", "907", "808", "212"])


@pytest.mark.parametrize(
    "written",
    [
        "4235550142",
        "14235550142",
        "+14235550142",
        "p:+14235550142",
        "(423) 555-0142",
        "423.555.0142",
        "423/555-0142",
        "1-423-555-0142",
        "+1 (423) 555\u20110142",
        "tel:+1-423-555-0142",
        "'+14235550142",
        "+4235550142",
        "４２３５５５０１４２",
        "4235550142.0",
        "4.235550142E+09",
        "cell 423-555-0142",
        "\u202a423-555-0142\u202c",
    ],
)
def test_one_number_in_many_spellings_is_one_number(written: str) -> None:
    assert read_phone(written) == Phone(number=DANA)


@given(AREAS, st.integers(0, 99), st.sampled_from(["{}{}{}", "({}) {}-{}", "{}-{}-{}", "+1{}{}{}", "1 {} {} {}"]))
def test_numbers_set_aside_for_stories_are_kept_and_not_doubted(area: str, line: int, spelling: str) -> None:
    phone = read_phone(spelling.format(area, "555", f"{line + 100:04}"))
    assert phone == Phone(number=f"+1{area}555{line + 100:04}")
    assert area_code(phone.number) == area
    assert phone_key(shown(phone.number)) == phone_key(phone.number)


def test_a_number_the_plan_does_not_know_is_kept_and_doubted() -> None:
    assert read_phone("999-555-0142") == Phone(number="+19995550142", doubtful=True)
    assert read_phone("555-555-0142") == Phone(number="+15555550142", doubtful=True)


def test_an_area_code_that_is_only_partly_open_is_not_doubted() -> None:
    assert read_phone("983-345-6789") == Phone(number="+19833456789")


def test_toll_free_and_canadian_numbers_are_known() -> None:
    assert read_phone("800-555-0142") == Phone(number="+18005550142")
    assert read_phone("416-555-0142") == Phone(number="+14165550142")


def test_a_number_without_its_area_code_stays_as_written() -> None:
    assert read_phone("555-0142") == Phone(number="555-0142", doubtful=True)


def test_ten_digits_no_area_code_begins_like_stay_as_written() -> None:
    assert read_phone("123-456-7890") == Phone(number="123-456-7890", doubtful=True)


def test_another_countrys_number_is_read_as_such() -> None:
    assert read_phone("+44 20 7946 0958") == Phone(number="+442079460958")
    assert shown("+442079460958") == "+44 20 7946 0958"
    assert area_code("+442079460958") == ""


@pytest.mark.parametrize("text", ["", "n/a", "none", "12345", "0000000000", "4.24E+09", "call me at 5", "1" * 30])
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_phone(text) is None


@pytest.mark.parametrize(
    "written", ["423-555-0142 x12", "423-555-0142 ext. 12", "(423) 555-0142 Extension: 12", "423-555-0142 #12"]
)
def test_an_extension_stands_beside_the_number(written: str) -> None:
    assert read_phone(written, "work") == Phone(number=DANA, kind="work x12")


@pytest.mark.parametrize(
    "cell",
    [
        "423-555-0142, 850-555-0117",
        "423-555-0142; 850-555-0117",
        "423-555-0142/850-555-0117",
        "423-555-0142 or 850-555-0117",
        "423-555-0142\n850-555-0117",
        "423-555-0142 850-555-0117",
        "(423) 555-0142 (home) & (850) 555-0117 (cell)",
        "423-555-0142, 423.555.0142, 850-555-0117",
    ],
)
def test_several_numbers_in_a_cell_are_told_apart(cell: str) -> None:
    assert [phone.number for phone in read_phones(cell)] == [DANA, "+18505550117"]


def test_a_second_number_keeps_its_extension() -> None:
    assert [phone.kind for phone in read_phones("423-555-0142 x9, 850-555-0117 ext 8")] == ["x9", "x8"]


@given(st.text())
def test_no_text_breaks_the_reading_of_numbers(text: str) -> None:
    for phone in read_phones(text):
        assert phone_key(phone.number)
        assert shown(phone.number)


@given(st.text(st.sampled_from("0123456789+-() .xX,/"), max_size=30))
def test_reading_a_number_twice_changes_nothing(text: str) -> None:
    phone = read_phone(text)
    if phone is not None and phone.number.startswith("+"):
        again = read_phone(phone.number)
        assert again is not None
        assert again.number == phone.number


def test_keys_leave_out_what_spellings_differ_in() -> None:
    assert phone_key(DANA) == phone_key("(423) 555-0142") == phone_key("1 423 555 0142") == "4235550142"
    assert phone_key("12345") == ""
    assert email_key(" Dana.W@Example.COM ") == "dana.w@example.com"
    assert email_key("dana") == ""


def test_a_number_is_shown_as_people_write_it() -> None:
    assert shown(DANA) == "(423) 555-0142"
    assert shown("555-0142") == "555-0142"
    assert shown("+") == "+"


def test_plain_numbers_of_a_long_list_are_read_without_the_numbering_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    read_phone(DANA)
    monkeypatch.setattr("app.domain.numbers._from_abroad", lambda text, kind: pytest.fail(f"{text} went the long way"))
    # the plan is asked once an area code, however many numbers have it
    monkeypatch.setattr("phonenumbers.is_valid_number", lambda number: pytest.fail(f"{number} was looked up anew"))
    assert all(read_phone(f"(423) 555-{line:04}") for line in range(1000))
