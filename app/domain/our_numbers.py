"""A number of this country as people here write it."""

from __future__ import annotations

_DIGITS = 10


def is_ours(number: str) -> bool:
    return len(number) == _DIGITS + 2 and number.startswith("+1") and number.isascii() and number[2:].isdigit()


def in_our_way(number: str) -> str:
    """Return one of ours as "(423) 555-0142", any other as it is."""
    return f"({number[2:5]}) {number[5:8]}-{number[8:]}" if is_ours(number) else number
