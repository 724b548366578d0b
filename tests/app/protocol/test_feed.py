"""Rows of the feeds, and numbers as hashes."""

from __future__ import annotations

import pytest

from app.protocol import versions
from app.protocol.feed import DoNotCall, read, write
from app.protocol.person_hash import number_hash

KEY = bytes(range(32))


def test_a_row_is_read_as_it_was_written_and_one_of_the_future_is_left_alone() -> None:
    item = DoNotCall(number_hash=b"x" * 32)
    assert read(*write(item)) == item
    assert read("a kind of the future", b"{}") is None


@pytest.mark.parametrize("spelling", ["+16155550101", "(615) 555-0101", "615.555.0101", "1 615 555 0101"])
def test_spellings_of_a_number_have_one_hash(spelling: str) -> None:
    assert number_hash(KEY, spelling) == number_hash(KEY, "6155550101")


def test_other_numbers_other_keys_and_no_number_have_other_hashes() -> None:
    one = number_hash(KEY, "6155550101")
    assert number_hash(KEY, "6155550102") != one
    assert number_hash(bytes(32), "6155550101") != one
    assert number_hash(KEY, "ask for Bob") is None


def test_both_ends_take_the_newest_version_they_share() -> None:
    assert versions.common([0, 1, 99]) == 1
    assert versions.common([99]) is None
