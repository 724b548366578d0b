"""What was typed into a search, taken apart."""

from __future__ import annotations

import pytest

from app.domain.search_words import parts_of


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("", []),
        ("  Ada   Love ", ["Ada", "Love"]),
        ("(502) 555-0142", ["5025550142"]),
        ("+1 502 555 0142", ["5025550142"]),
        ("1502555", ["1502555"]),
        ("55", ["55"]),
        ("unit 55", ["unit", "55"]),
        ("a\0b", ["a", "b"]),
    ],
)
def test_each_word_is_a_part_and_a_number_is_one(typed: str, parts: list[str]) -> None:
    assert parts_of(typed) == parts
