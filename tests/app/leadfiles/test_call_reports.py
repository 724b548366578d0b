"""Phone systems' exports: who called which number, when and for how long."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UnreadableFile
from app.leadfiles.call_reports import CallFormat, CallReading, CallRow, read_calls
from tests.app.leadfiles.workbooks import sheet, workbook
from tests.effort import examples

DATA = Path(__file__).parents[2] / "data" / "calls"
CALLED = datetime(2026, 3, 2, 15, 2, tzinfo=UTC)


def read(data: bytes, asked: CallFormat | None = None) -> CallReading:
    return read_calls(data, zone="America/Chicago", asked=asked)


def row(header: str, line: str, asked: CallFormat | None = None) -> CallRow:
    (found,) = read(f"{header}\n{line}\n".encode(), asked).rows
    return found


@pytest.mark.parametrize("told", CallFormat)
def test_an_export_of_each_system_is_known_by_its_columns_and_tells_the_same_call(told: CallFormat) -> None:
    reading = read((DATA / f"{told}.csv").read_bytes())
    assert reading.format is told
    first, *others = reading.rows
    assert (first.number, first.began_at, first.seconds) == ("+16155550100", CALLED, 90)
    assert any(said in ("Ada", "ada@example.com", "+16155550190", "(615) 555-0190") for said in first.said_by)
    assert all(other.left_out in ("incoming", "no call", "no number outside") for other in others)


def test_an_extension_is_called_by_its_name() -> None:
    header = "Direction,From,To,Extension,Date,Time"
    assert row(header, "Outgoing,(615) 555-0190,615-555-0100,101 - Ada Abiola,03/02/2026,9:02 AM").said_by == (
        "Ada Abiola",
        "(615) 555-0190",
    )


def test_the_country_that_teams_puts_before_the_number_is_not_called() -> None:
    header = "UPN,Call Type,Destination Dialed,Destination Number,Start Time"
    assert row(header, "ada@example.com,user_out,US,+16155550100,2026-03-02 15:02:00").number == "+16155550100"
    assert row(header, "ada@example.com,user_out,+16155550100,,2026-03-02 15:02:00").number == "+16155550100"
    assert row(header, "ada@example.com,user_out,US,,2026-03-02 15:02:00").left_out == "no number outside"


def test_a_table_of_ones_own_may_say_when_who_and_the_number_dialled() -> None:
    found = row("When,Who,Number dialled,Seconds", "2026-03-02 09:02,Ada,615-555-0100,90")
    assert (found.number, found.began_at, found.seconds, found.said_by) == ("+16155550100", CALLED, 90, ("Ada",))


def test_times_of_teams_are_utc_and_of_the_others_the_companys() -> None:
    header, line = "User,Number,Start Time", "Ada,615-555-0100,2026-03-02 15:02"
    assert row(header, line, CallFormat.TEAMS).began_at == CALLED
    assert row(header, line).began_at == datetime(2026, 3, 2, 21, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("length", "seconds"), [("90", 90), ("90.7", 90), ("1:30", 90), ("0:01:30", 90), ("90 sec", 90), ("-", 0), ("", 0)]
)
def test_a_length_is_read_however_it_is_written(length: str, seconds: int) -> None:
    assert row("Number,Start Time,Duration", f"615-555-0100,2026-03-02 15:02,{length}").seconds == seconds


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("615-555-0100,2026-03-02,90,out", "names no time"),
        ("615-555-0100,someday 9:00,90,out", "names no time"),
        ("615-555-0100,2026-03-02 9:00,long,out", "length"),
        ("615-555-0100,2026-03-02 9:00,99999999,out", "length"),
        ("615-555-0100,2026-03-02 9:00,90,sideways", "no direction"),
    ],
)
def test_a_row_that_cannot_be_read_says_why(line: str, why: str) -> None:
    assert why in row("Number,Start Time,Duration,Direction", line).reason


@pytest.mark.parametrize("number", ["", "102", "anonymous"])
def test_an_extension_or_a_withheld_number_is_nobody_outside(number: str) -> None:
    assert row("Number,Start Time", f"{number},2026-03-02 9:00").left_out == "no number outside"


def test_a_workbook_is_read_like_its_table() -> None:
    rows = sheet(("Officer", "Phone Number", "Started"), ("Ada", "615-555-0100", "2026-03-02 09:02"))
    assert read(workbook({"Calls": rows})).rows[0].began_at == CALLED


@pytest.mark.parametrize("data", [b"", b"Name,Phone\nDana,423-555-0142\n", b"Start Time,Duration\n2026-03-02 9:00,9\n"])
def test_what_is_no_call_log_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read(data)


headers = st.lists(
    st.sampled_from(
        [
            "Start Time",
            "Date",
            "Time",
            "Duration",
            "From",
            "To",
            "Phone Number",
            "Direction",
            "Type",
            "UPN",
            "User",
            "Call ID",
        ]
    ),
    min_size=2,
    max_size=9,
)
said = st.one_of(
    st.sampled_from(
        ["Outbound", "Incoming", "Fax", "615-555-0100", "2026-03-02 9:00", "9:00 AM", "1:30", "99:99:99", "nan"]
    ),
    st.text(max_size=12),
)


@settings(max_examples=examples(300), deadline=None)
@given(headers, st.lists(st.lists(said, min_size=2, max_size=9), min_size=1, max_size=4))
def test_whatever_stands_in_an_export_every_row_is_a_call_none_or_says_why(
    header: list[str], rows: list[list[str]]
) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    try:
        reading = read(out.getvalue().encode("utf-8", "replace"))
    except UnreadableFile:
        return
    for one in reading.rows:
        assert [bool(one.reason), bool(one.left_out), bool(one.number)].count(True) == 1
        assert one.seconds >= 0
