"""What cells say: times, money, places, consent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.lead import Address, Channel, Consent, Origin, Partner
from app.leadfiles.instants import read_instant
from app.leadfiles.states import may_hold, read_state
from app.leadfiles.values import read_emails, read_money, read_zip
from tests.app.leadfiles.reads import NOW, ZONE, only, read, row_of
from tests.desks import RESOURCES

EASTERN = ZoneInfo(ZONE)


def walls(until: int) -> st.SearchStrategy[datetime]:
    """Return times as a clock on a wall shows them, a day inside the years that are read."""
    first, last = datetime.fromisoformat("2000-01-02"), datetime.fromisoformat(f"{until}-12-30")
    return st.datetimes(first, last)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-10T08:05:13-05:00", datetime(2026, 11, 10, 13, 5, 13, tzinfo=UTC)),
        ("2026-11-10T08:05:13-0500", datetime(2026, 11, 10, 13, 5, 13, tzinfo=UTC)),
        ("2026-11-10 08:05:13 -0500", datetime(2026, 11, 10, 13, 5, 13, tzinfo=UTC)),
        ("2026-11-10T13:05:13Z", datetime(2026, 11, 10, 13, 5, 13, tzinfo=UTC)),
        ("2024-03-12 09:14", datetime(2024, 3, 12, 13, 14, tzinfo=UTC)),
        ("2024/3/12 09:14", datetime(2024, 3, 12, 13, 14, tzinfo=UTC)),
        ("2024-3-12 9:14 AM", datetime(2024, 3, 12, 13, 14, tzinfo=UTC)),
        ("3/15/2024 2:30 PM", datetime(2024, 3, 15, 18, 30, tzinfo=UTC)),
        ("3/15/24, 2:30pm", datetime(2024, 3, 15, 18, 30, tzinfo=UTC)),
        ("3/15/2024 12:05 AM", datetime(2024, 3, 15, 4, 5, tzinfo=UTC)),
        ("3/15/2024 14:30:05", datetime(2024, 3, 15, 18, 30, 5, tzinfo=UTC)),
        ("3/15/2024", datetime(2024, 3, 15, 4, 0, tzinfo=UTC)),
        ("Nov 10, 2026 8:05 AM", datetime(2026, 11, 10, 13, 5, tzinfo=UTC)),
        ("10-Nov-2026 08:05", datetime(2026, 11, 10, 13, 5, tzinfo=UTC)),
        ("Mon, 23 Nov 2026 08:31:00 -0500", datetime(2026, 11, 23, 13, 31, tzinfo=UTC)),
        ("11/10/2026 8:05 AM PST", datetime(2026, 11, 10, 16, 5, tzinfo=UTC)),
        ("11/10/2026 8:05 AM CT", datetime(2026, 11, 10, 14, 5, tzinfo=UTC)),
        ("1762779913", datetime(2025, 11, 10, 13, 5, 13, tzinfo=UTC)),
        ("1762779913000", datetime(2025, 11, 10, 13, 5, 13, tzinfo=UTC)),
    ],
)
def test_times_are_read_as_programs_write_them(text: str, expected: datetime) -> None:
    assert read_instant(text, EASTERN) == expected


@pytest.mark.parametrize(
    "text", ["tomorrow", "13/13/2024", "2/30/2024", "0/0/00", "1900-01-01", "3/15/85", "12:30", "-", ""]
)
def test_what_is_no_date_of_this_century_is_none(text: str) -> None:
    assert read_instant(text, EASTERN) is None


@given(walls(until=2199), st.integers(-12 * 60, 14 * 60))
def test_every_iso_time_with_an_offset_is_its_instant(wall: datetime, minutes: int) -> None:
    offset = timedelta(minutes=minutes)
    sign = "-" if minutes < 0 else "+"
    written = f"{wall.isoformat()}{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    assert read_instant(written, EASTERN) == (wall - offset).replace(tzinfo=UTC)


@given(walls(until=2069))
def test_american_dates_say_the_same_as_iso_ones(wall: datetime) -> None:
    wall = wall.replace(second=0, microsecond=0)
    american = (
        f"{wall.month}/{wall.day}/{wall.year} {wall.hour % 12 or 12}:{wall:%M} {'PM' if wall.hour >= 12 else 'AM'}"
    )
    assert read_instant(american, EASTERN) == read_instant(wall.isoformat(), EASTERN)


@given(st.text())
def test_no_text_breaks_the_reading_of_times(text: str) -> None:
    found = read_instant(text, EASTERN)
    assert found is None or found.tzinfo is UTC


def test_a_time_no_offset_stands_by_is_read_in_the_zone_given() -> None:
    assert row_of("Received At", "2026-11-10 08:05").received_at == datetime(2026, 11, 10, 13, 5, tzinfo=UTC)


def test_a_date_and_a_time_in_two_columns_are_one_instant() -> None:
    assert row_of("Date,Time", "11/10/2026,8:05 AM").received_at == datetime(2026, 11, 10, 13, 5, tzinfo=UTC)


def test_an_unreadable_time_costs_the_lead_nothing_but_a_warning() -> None:
    (row,) = read("Phone,Received At\n423-555-0142,last Tuesday\n").rows
    assert row.draft is not None
    assert row.draft.received_at is None
    assert row.draft.source_fields == {"Received At": "last Tuesday"}
    assert "“Received At” is no date" in row.warning


def test_a_time_in_the_future_becomes_now_with_a_warning() -> None:
    (row,) = read("Phone,Received At\n423-555-0142,2026-12-24T08:00:00Z\n").rows
    assert row.draft is not None
    assert row.draft.received_at == NOW
    assert "future" in row.warning


def test_a_vendors_clock_may_be_a_few_minutes_ahead() -> None:
    ahead = NOW + timedelta(minutes=3)
    assert row_of("Received At", ahead.isoformat()).received_at == ahead


def test_an_empty_date_is_no_date_and_no_warning() -> None:
    (row,) = read("Phone,Received At\n423-555-0142,0/0/00\n").rows
    assert row.warning == ""


@pytest.mark.parametrize(
    ("text", "amount", "is_all"),
    [
        ("312500", Decimal(312500), True),
        ("$312,500", Decimal(312500), True),
        ("$1,234.56", Decimal("1234.56"), True),
        ("3000000 or more", Decimal(3000000), False),
        ("Over 1200000", Decimal(1200000), False),
        ("$250k", Decimal(250000), False),
        ("1.2 million", Decimal(1200000), False),
        ("$200k - $250k", Decimal(200000), False),
        ("200-250k", Decimal(200000), False),
        ("20% down", None, False),
        ("-5", None, False),
        ("not sure", None, False),
        ("0", None, False),
    ],
)
def test_money_is_its_first_number(text: str, amount: Decimal | None, is_all: bool) -> None:
    assert read_money(text) == (amount, is_all)


@given(st.text())
def test_no_text_breaks_the_reading_of_money(text: str) -> None:
    amount, _ = read_money(text)
    assert amount is None or amount > 0


def test_an_amount_that_says_more_than_its_number_is_kept_as_written() -> None:
    draft = row_of("Loan Amount,Lead Cost", "$250k,42.50")
    assert (draft.amount, draft.cost) == (Decimal(250000), Decimal("42.50"))
    assert draft.source_fields == {"Loan Amount": "$250k"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("37402", "37402"),
        ("37402-1234", "37402"),
        ("37402 1234", "37402"),
        ("TN 37402", "37402"),
        ("37402.0", "37402"),
        ("2139", "02139"),
        ("2139-4307", "02139"),
        ("021394307", "02139"),
        ("21394307", "02139"),
        ("501", "00501"),
        ("K1A 0B1", ""),
        ("3740O", ""),
        ("00000", ""),
        ("12", ""),
        ("", ""),
    ],
)
def test_zip_codes_get_their_zeros_back(text: str, code: str) -> None:
    assert read_zip(text) == code


@given(st.integers(501, 99950), st.integers(0, 9999))
def test_a_zip_code_survives_a_spreadsheet(code: int, more: int) -> None:
    expected = f"{code:05}"
    for written in (str(code), expected, f"{expected}-{more:04}", f"{expected}{more:04}", f"{code}.0", f" {expected} "):
        assert read_zip(written) == expected


@given(st.text())
def test_a_zip_code_is_five_digits_or_nothing(text: str) -> None:
    found = read_zip(text)
    assert found == "" or (len(found) == 5 and found.isdecimal() and found.isascii())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("TN", "TN"),
        ("tn", "TN"),
        ("Tennessee", "TN"),
        ("north  carolina", "NC"),
        ("US-TN", "TN"),
        ("N.Y.", "NY"),
        ("CA - California", "CA"),
        ("Washington, D.C.", "DC"),
        ("Puerto Rico", "PR"),
        ("Ontario", ""),
        ("ZZ", ""),
    ],
)
def test_states_are_codes_or_names(text: str, code: str) -> None:
    assert read_state(text) == code


def test_a_place_outside_the_states_stays_as_written_with_a_warning() -> None:
    (row,) = read("Phone,State,Zip\n423-555-0142,Ontario,K1A 0B1\n").rows
    assert row.draft is not None
    assert row.draft.address == Address()
    assert row.draft.source_fields == {"State": "Ontario", "Zip": "K1A 0B1"}
    assert "“State” is no state" in row.warning


def test_an_address_in_one_cell_gives_its_state_and_zip() -> None:
    draft = row_of("Address", '"118 Sample Ridge Rd, Chattanooga, TN 37402-1234"')
    assert draft.address == Address(street="118 Sample Ridge Rd, Chattanooga", state="TN", zip="37402")


def test_the_property_and_the_home_are_two_places() -> None:
    draft = row_of("City,State,Zip,Property State,Property Zip", "Chattanooga,TN,37402,FL,32501")
    assert draft.address == Address(city="Chattanooga", state="TN", zip="37402")
    assert draft.subject_property == Address(state="FL", zip="32501")


@pytest.mark.parametrize(
    ("header", "cells", "home", "house"),
    [
        ("State,Property Zip", "HI,45105", Address(state="HI"), Address(zip="45105")),
        ("Zip,Property State", "37402,FL", Address(zip="37402"), Address(state="FL")),
        ("State,Property Zip", "FL,32501", Address(state="FL", zip="32501"), Address(state="FL", zip="32501")),
    ],
)
def test_home_and_house_lend_each_other_only_what_may_be_one_place(
    header: str, cells: str, home: Address, house: Address
) -> None:
    draft = row_of(header, cells)
    assert (draft.address, draft.subject_property) == (home, house)


def test_every_zip_we_know_may_lie_in_its_state() -> None:
    lines = [line for line in (RESOURCES / "places" / "zips.txt").read_text("utf-8").splitlines() if line[0] != "#"]
    for line in lines:
        where, _, codes = line.partition(":")
        assert [code for code in codes.split() if not may_hold(where[:2], code)] == []


def test_a_zip_of_elsewhere_lies_in_no_other_state() -> None:
    assert not may_hold("HI", "45105")
    assert not may_hold("TN", "32501")
    assert may_hold("AE", "09012")
    assert may_hold("", "45105")
    assert may_hold("HI", "")


def test_a_street_beside_a_whole_address_keeps_both() -> None:
    draft = row_of("Street,Address", '118 Sample Ridge Rd,"PO Box 5, Chattanooga, TN 37402"')
    assert draft.address == Address(street="118 Sample Ridge Rd", state="TN", zip="37402")
    assert draft.source_fields == {"Address": "PO Box 5, Chattanooga, TN 37402"}


def test_an_office_stands_in_for_a_home_nobody_named() -> None:
    draft = row_of("Home State,Business State,Business Postal Code,Other State", ",TN,37402,FL")
    assert draft.address == Address(state="TN", zip="37402")
    assert draft.source_fields == {"Other State": "FL"}


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Dana.W@Example.com ", ["Dana.W@Example.com"]),
        ("Dana <d@example.com>", ["d@example.com"]),
        ("a@example.com; b@example.org", ["a@example.com", "b@example.org"]),
        ("mailto:a@example.com", ["a@example.com"]),
        ("a@example.com A@EXAMPLE.COM", ["a@example.com"]),
        ("dana at example.com", []),
        ("@example.com", []),
    ],
)
def test_mail_addresses_are_kept_as_written(text: str, addresses: list[str]) -> None:
    assert read_emails(text) == addresses


def test_what_has_no_at_sign_is_no_address_and_is_warned_of() -> None:
    (row,) = read("Phone,Email\n423-555-0142,dana.example.com\n").rows
    assert row.draft is not None
    assert row.draft.borrower.emails == ()
    assert row.warning == "“Email” holds no e-mail address"


def test_silence_is_no_consent() -> None:
    assert row_of("Name", "Dana").borrower.consent == {}


@pytest.mark.parametrize(
    ("header", "cell", "consent"),
    [
        ("sms_consent", "yes", {Channel.TEXT: Consent.GIVEN}),
        ("sms_consent", "no", {}),
        ("consent_to_call", "TRUE", {Channel.CALL: Consent.GIVEN}),
        ("Email Opt-In", "1", {Channel.EMAIL: Consent.GIVEN}),
        ("tcpa_consent", "Yes", {Channel.CALL: Consent.GIVEN, Channel.TEXT: Consent.GIVEN}),
        ("tcpa_consent", "By clicking you agree", {}),
        ("Opt-In", "y", {Channel.CALL: Consent.GIVEN, Channel.EMAIL: Consent.GIVEN}),
        ("Consent Date", "3/15/2024", {}),
        ("Do Not Call", "1", {Channel.CALL: Consent.WITHDRAWN}),
        ("Do Not Call", "0", {}),
        ("Email Opt Out", "TRUE", {Channel.EMAIL: Consent.WITHDRAWN}),
        ("Text Opt Out", "x", {Channel.TEXT: Consent.WITHDRAWN}),
        ("sms_consent", "opted out", {Channel.TEXT: Consent.WITHDRAWN}),
        ("Do Not Contact", "yes", dict.fromkeys(Channel, Consent.WITHDRAWN)),
    ],
)
def test_consent_comes_only_from_a_field_that_says_so(header: str, cell: str, consent: dict[Channel, Consent]) -> None:
    draft = row_of(header, cell)
    assert draft.borrower.consent == consent
    assert draft.source_fields == {header: cell}


@pytest.mark.parametrize(
    "cells", ["Do Not Call,Consent to call\n423-555-0142,yes,yes", "Consent to call,DNC\n423-555-0142,yes,yes"]
)
def test_a_withdrawal_outweighs_a_consent_in_any_order(cells: str) -> None:
    assert only(f"Phone,{cells}\n").borrower.consent == {Channel.CALL: Consent.WITHDRAWN}


def test_origin_and_partner_come_from_their_columns() -> None:
    draft = row_of("Origin,Referred By,Partner Phone", "walk-in,Sam Broker,850-555-0117")
    assert draft.origin is Origin.WALK_IN
    assert draft.partner == Partner(name="Sam Broker", phone="+18505550117")
    assert row_of("Origin", "the moon").origin is None
    assert row_of("Origin", "the moon").source_fields == {"Origin": "the moon"}


def test_a_lead_marked_as_a_test_is_one() -> None:
    assert row_of("is_test", "true").is_test
    assert not row_of("is_test", "false").is_test
    assert row_of("Test", "A/B 7").source_fields == {"Test": "A/B 7"}


def test_two_ids_of_one_row_are_both_kept() -> None:
    draft = row_of("ID,Lead ID", "a1b2c3d4,L-77")
    assert draft.vendor_id == "L-77"
    assert draft.source_fields == {"ID": "a1b2c3d4"}


def test_a_time_beside_a_full_time_stamp_stays_where_it_was() -> None:
    draft = row_of("Received At,Time", "2026-11-10T08:00:00Z,evenings")
    assert draft.received_at == datetime(2026, 11, 10, 8, tzinfo=UTC)
    assert draft.source_fields == {"Time": "evenings"}
