"""What was promised, day by day, and into the calendar."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.desktop.activities import Note
from app.desktop.desk import Desk
from app.domain.activity import Kind
from tests.ui.conftest import NOW
from tests.ui.driver import OfficerAtWindow

DAY = timedelta(days=1)


@pytest.fixture
def promised(desk: Desk, leads: dict[str, str]) -> dict[str, str]:
    """Two more promises than Brook's, one of this week and one of later."""
    desk.activities.log(Note(leads["Ada"], Kind.APPOINTMENT, when=NOW + 3 * DAY, note="bring the W-2"))
    desk.activities.log(Note(leads["Mary"], Kind.CALL_BACK, when=NOW + 20 * DAY))
    return leads


def listed(dana: OfficerAtWindow) -> dict[str, list[str]]:
    return {
        lines.accessibleName(): [f"{line.words} {line.aside}" for line in lines.lines.lines]
        for lines in dana.window.promises.lists
    }


def test_ctrl_6_lists_this_weeks_promises_by_day(promised: dict[str, str], dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+6")
    assert listed(dana) == {"Today: 1": ["Brook Taylor 12:00 pm"], "Monday: 1": ["Ada Lovelace 10:00 am"]}
    (brook, ada) = (lines.lines.lines[0] for lines in dana.window.promises.lists)
    assert brook.detail == "Call back · 11:00 am Central time"
    assert ada.detail == "Appointment\nbring the W-2"


def test_today_and_all_are_one_click_away(promised: dict[str, str], dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+6")
    today, _, everything = dana.window.promises._spans
    today.click()
    assert list(listed(dana)) == ["Today: 1"]
    everything.click()
    assert list(listed(dana)) == ["Today: 1", "Monday: 1", "Thu, Dec 10: 1"]


def test_a_promise_past_its_time_stands_first_and_says_so(
    promised: dict[str, str], dana: OfficerAtWindow, clock: FixedClock
) -> None:
    clock.at = NOW + timedelta(hours=3)
    dana.presses("Ctrl+6")
    assert next(iter(listed(dana))) == "Past their time: 1"
    assert dana.window.promises._told.text() == "2 promises, 1 past their time"


def test_enter_goes_to_the_lead(promised: dict[str, str], dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+6", "Down", "Up", "Enter")
    assert dana.lead == "Brook Taylor"


def test_a_kept_promise_is_gone(dana: OfficerAtWindow, desk: Desk, clock: FixedClock, leads: dict[str, str]) -> None:
    clock.at = NOW + timedelta(hours=2)
    desk.activities.log(Note(leads["Brook"], Kind.SENDING_APPLICATION))
    dana.presses("Ctrl+6")
    assert listed(dana) == {}
    assert dana.window.promises._stack.currentIndex() == 1


def test_a_promise_opens_in_the_calendar_under_a_name_that_tells_of_nobody(
    promised: dict[str, str], dana: OfficerAtWindow, opened: list[str], desk: Desk
) -> None:
    dana.window.go_to_lead(promised["Brook"])
    dana.presses("I")
    (address,) = opened
    assert address.startswith("file:///")
    assert address.endswith(".ics")
    assert not [word for word in ("brook", "taylor", "0144", "270") if word in address.rpartition("/")[2].lower()]
    text = Path(address.removeprefix("file://")).read_bytes().decode()
    assert "DTSTART;TZID=America/Chicago:20261120T110000\r\n" in text
    assert "SUMMARY:Call back: Brook Taylor\r\n" in text
    assert "Handed to your calendar" in dana.toast


def test_a_file_for_the_calendar_is_the_owners_and_does_not_stay(
    promised: dict[str, str], desk: Desk, tmp_path: Path
) -> None:
    first = desk.promises.calendar_file(promised["Brook"])
    assert first.stat().st_mode & 0o777 == 0o600
    second = desk.promises.calendar_file(promised["Ada"])
    assert not first.exists()
    desk.store.close()
    assert not second.exists()


def test_from_the_list_a_promise_goes_to_the_calendar(
    promised: dict[str, str], dana: OfficerAtWindow, opened: list[str]
) -> None:
    dana.presses("Ctrl+6")
    page = dana.window.promises
    dana.presses("Down", "Up")
    page.to_calendar.click()
    assert len(opened) == 1


def test_without_a_promise_there_is_nothing_for_the_calendar(dana: OfficerAtWindow, opened: list[str]) -> None:
    assert dana.window.today.card.ahead.to_calendar.isHidden()
    dana.presses("I")
    assert opened == []
    assert "Nothing is promised to this lead." in dana.window.notice.told[0]
