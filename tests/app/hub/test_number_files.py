"""Files of numbers as registries and vendors write them."""

from __future__ import annotations

from datetime import date

import pytest

from app.errors import UnreadableFile
from app.hub.number_files import read_numbers


def numbers(text: str, *, dated: bool = False) -> dict[str, date | None]:
    return read_numbers(text.encode(), dated=dated).numbers


@pytest.mark.parametrize(
    "text",
    [
        "4235550142\n4235550143\n",
        "4235550142\r\n\r\n4235550143",
        "423,5550142\n423,5550143\n",
        "Area code,Number\n423,5550142\n423,5550143\n",
        "423\t5550142\n423\t555-0143\n",
        "phone\n(423) 555-0142\n+1 423 555 0143\n",
        "﻿Number;Name\n1-423-555-0142;Dana\n423.555.0143;\n",
        '"423","5550142"\n"423","5550143"\n',
        "id,phone,note\n7,423 555 0142,x\n8,14235550143,y\n",
        "4235550142 ext. 7,x\n4235550143,4235550199\n",
    ],
)
def test_a_number_is_found_wherever_it_stands(text: str) -> None:
    found = read_numbers(text.encode(), dated=False)
    assert (found.rows, found.rejected) == (2, [])
    assert list(found.numbers) == ["4235550142", "4235550143"]


def test_what_is_no_number_is_named_by_its_line() -> None:
    found = read_numbers(b"phone\n4235550142\n555-0142\nnobody\n0235550142\n+44 20 7946 0958\n", dated=False)
    assert found.rows == 5
    assert [line for line, _ in found.rejected] == [3, 4, 5, 6]
    assert {reason for _, reason in found.rejected} == {"no telephone number of North America"}


@pytest.mark.parametrize("between", ['","', ""])
def test_a_line_that_goes_on_for_ever_is_no_row(between: str) -> None:
    endless = '{"numbers":["' + between.join(f"423555{n:04d}" for n in range(20_000)) + '"]}'
    found = read_numbers(f"{endless}\n4235550142\n".encode(), dated=False)
    assert (found.rows, list(found.numbers)) == (2, ["4235550142"])
    assert found.rejected == [(1, "longer than a row of any list")]


def test_only_the_first_line_is_a_header() -> None:
    found = read_numbers(b"phone\nphone\n4235550142\n", dated=False)
    assert (found.rows, [line for line, _ in found.rejected]) == (2, [2])
    assert read_numbers(b"12345\n4235550142\n", dated=False).rejected == [(1, "no telephone number of North America")]


def test_a_number_twice_is_one_entry_and_two_rows() -> None:
    found = read_numbers(b"4235550142\n(423) 555-0142\n", dated=False)
    assert (found.rows, len(found.numbers)) == (2, 1)


def test_the_day_a_number_was_cut_off_stands_behind_it() -> None:
    text = "number,disconnected\n4235550142,2026-10-15\n4235550143,10/16/2026\n4235550144,20261017\n4235550145,\n"
    text += "4235550146\n4235550147,2026-10-18T04:00:00Z\n423,5550148,,2026-10-19\n"
    assert numbers(text, dated=True) == {
        "4235550142": date(2026, 10, 15),
        "4235550143": date(2026, 10, 16),
        "4235550144": date(2026, 10, 17),
        "4235550145": None,
        "4235550146": None,
        "4235550147": date(2026, 10, 18),
        "4235550148": date(2026, 10, 19),
    }


def test_the_last_of_several_days_counts() -> None:
    text = "4235550142,2026-10-15\n4235550142,2026-10-13\n4235550142,\n4235550142,2026-10-16\n"
    assert numbers(text, dated=True) == {"4235550142": date(2026, 10, 16)}


def test_a_day_that_is_none_is_named_and_other_lists_have_none() -> None:
    found = read_numbers(b"4235550142,soon\n4235550143,0001-01-01\n", dated=True)
    assert found.rejected == [(1, "“soon” is no day"), (2, "“0001-01-01” is no day")]
    assert numbers("4235550142,soon\n") == {"4235550142": None}


def test_a_file_that_is_no_text_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        read_numbers(b"%PDF-1.7", dated=False)
