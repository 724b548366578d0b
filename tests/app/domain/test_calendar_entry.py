"""A calendar file says when it is on every clock, and nothing a borrower is called can break it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.calendar_entry import LINE, CalendarEntry, calendar_text

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


def entry(**more: object) -> CalendarEntry:
    facts = {
        "uid": "activity-1@followthrough",
        "at": datetime(2026, 11, 24, 20, 0, tzinfo=UTC),
        "zone": "America/New_York",
        "length": timedelta(minutes=30),
        "title": "Appointment: Dana Whitlock",
        "words": "Call Dana Whitlock at (423) 555-0142.",
        "written_at": NOW,
    }
    return CalendarEntry(**{**facts, **more})  # type: ignore[arg-type]


def lines(**more: object) -> list[str]:
    """Return the lines of a file, put together again."""
    text = calendar_text(entry(**more))
    assert text.endswith("END:VCALENDAR\r\n")
    return text.removesuffix("\r\n").replace("\r\n ", "").split("\r\n")


def test_the_event_stands_on_the_borrowers_clock() -> None:
    found = lines()
    assert "DTSTART;TZID=America/New_York:20261124T150000" in found
    assert "DTEND;TZID=America/New_York:20261124T153000" in found
    assert "DTSTAMP:20261120T150000Z" in found
    assert "UID:activity-1@followthrough" in found


def test_the_zones_clock_comes_along_with_its_changes() -> None:
    found = lines()
    zone = found[found.index("BEGIN:VTIMEZONE") : found.index("END:VTIMEZONE")]
    assert zone[1] == "TZID:America/New_York"
    at = zone.index("DTSTART:20261101T020000")
    assert zone[at - 1 : at + 4] == [
        "BEGIN:STANDARD",
        "DTSTART:20261101T020000",
        "TZOFFSETFROM:-0400",
        "TZOFFSETTO:-0500",
        "TZNAME:EST",
    ]
    spring = zone.index("DTSTART:20270314T020000")
    assert zone[spring - 1 : spring + 4] == [
        "BEGIN:DAYLIGHT",
        "DTSTART:20270314T020000",
        "TZOFFSETFROM:-0500",
        "TZOFFSETTO:-0400",
        "TZNAME:EDT",
    ]


def test_a_zone_whose_clock_never_changes_has_one_time() -> None:
    found = lines(zone="Pacific/Honolulu")
    assert found.count("BEGIN:STANDARD") == 1
    assert "BEGIN:DAYLIGHT" not in found
    assert "DTSTART;TZID=Pacific/Honolulu:20261124T100000" in found


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("a;b,c\\d", "SUMMARY:a\\;b\\,c\\\\d"),
        ("two\nlines\r\nEND:VEVENT", "SUMMARY:two\\nlines\\nEND:VEVENT"),
        ("bell\x07 and tab\t", "SUMMARY:bell and tab"),
        ("", "SUMMARY:"),
    ],
)
def test_words_cannot_end_their_line(title: str, written: str) -> None:
    assert written in lines(title=title)


def test_long_lines_are_folded_between_characters() -> None:
    title = "Ünïcödé " * 40
    raw = calendar_text(entry(title=title)).encode().split(b"\r\n")
    assert max(map(len, raw)) <= LINE
    for line in raw:
        line.decode()
    assert f"SUMMARY:{title}" in lines(title=title)
