"""An officer sits down in the morning: a few calm lines say what the day begins with, and go with the first key."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel

from app.clock import FixedClock
from app.desktop.desk import Desk
from app.desktop.leads import NewLead
from app.desktop.start_of_day import Closing, DayAhead
from tests.ui.conftest import NOW
from tests.ui.driver import OfficerAtWindow
from ui.main_window import MainWindow
from ui.shots import day_to_begin
from ui.start_of_day import closing_words, missed_words, overnight_words, promised_words

BEGUN = day_to_begin(NOW)
LOUISVILLE = "America/Kentucky/Louisville"


def told(dana: OfficerAtWindow) -> list[str]:
    """Return the lines in sight, none while it is closed."""
    day = dana.window.today.day
    return [label.text() for label in day.findChildren(QLabel) if label.text()] if day.isVisible() else []


@pytest.fixture
def morning(dana: OfficerAtWindow, clock: FixedClock, desk: Desk) -> OfficerAtWindow:
    """Dana comes on Monday to a desk she left on Friday, and one more inquired at night."""
    with dana.qtbot.waitCallback() as filled:
        dana.window.reload(filled)
    clock.at = NOW + timedelta(days=2, hours=10)
    desk.leads.add(NewLead("Nell Newcomer", "(502) 555-0177", "", state="KY", zip="40202"))
    clock.at = NOW + timedelta(days=3)
    with dana.qtbot.waitCallback() as filled:
        dana.window.reload(filled)
    # the page's rows are made new once a day's lines have come
    QApplication.processEvents()
    return dana


def test_the_mornings_first_look_says_what_there_is_without_taking_the_keys(morning: OfficerAtWindow) -> None:
    lines = told(morning)
    assert lines[0] == "1 promise missed: Brook Taylor"
    assert "came overnight" in lines[1]
    assert morning.window.today.queue.view.hasFocus()
    spoken = QAccessible.queryAccessibleInterface(morning.window.today.day)
    assert spoken.text(QAccessible.Text.Description) == "\n".join(lines)


def test_it_goes_with_the_first_outcome_that_is_logged(morning: OfficerAtWindow) -> None:
    morning.presses("1")
    assert told(morning) == []


def test_escape_closes_it_and_a_key_brings_it_back(morning: OfficerAtWindow) -> None:
    before = told(morning)
    morning.presses("Escape")
    assert told(morning) == []
    morning.presses("F2")
    assert told(morning) == before
    morning.presses("F2")
    assert told(morning) == []


def test_start_goes_to_the_first_lead(morning: OfficerAtWindow) -> None:
    first = morning.window.today.queue.first()
    morning.presses("J", "J")
    assert morning.window.today.queue.current() != first
    morning.presses("Ctrl+J")
    assert morning.window.today.queue.current() == first
    assert told(morning) == []
    assert morning.window.today.queue.view.hasFocus()


def test_it_is_said_once_a_day_though_the_window_is_closed_meanwhile(morning: OfficerAtWindow) -> None:
    again = MainWindow(morning.window.office)
    again.show()
    with morning.qtbot.waitCallback() as filled:
        again.reload(filled)
    assert not again.today.day.isVisible()
    again.close()
    again.deleteLater()


def test_nothing_to_say_is_not_said_but_to_who_asks(dana: OfficerAtWindow) -> None:
    day = dana.window.today.day
    nothing = DayAhead(0, None, (), (), ())
    day._begun(nothing)
    assert told(dana) == []
    day.show_day(nothing)
    assert told(dana) == ["Nothing came overnight, nothing is promised today."]


def test_what_the_hub_tells_of_the_night_a_moment_later_is_said_too(dana: OfficerAtWindow, clock: FixedClock) -> None:
    day = dana.window.today.day
    day._begun(DayAhead(0, None, (), (), ()))
    clock.at += timedelta(minutes=1)
    day.look_again()
    assert told(dana) != []


def test_a_window_left_open_overnight_says_it_when_somebody_comes_back(
    dana: OfficerAtWindow, clock: FixedClock
) -> None:
    with dana.qtbot.waitCallback() as filled:
        dana.window.reload(filled)
    clock.at += timedelta(days=1)
    QApplication.sendEvent(dana.window, QEvent(QEvent.Type.ActivationChange))
    assert told(dana) != []


def test_it_stays_in_a_window_that_is_built_anew(morning: OfficerAtWindow) -> None:
    before = told(morning)
    morning.window.office.look.changed.emit()
    QApplication.processEvents()
    assert told(morning) == before


def test_it_leaves_most_of_a_small_window_to_the_list(dana: OfficerAtWindow) -> None:
    dana.window.resize(720, 480)
    day = dana.window.today.day
    day.show_day(BEGUN)
    dana.qtbot.waitUntil(lambda: 0 < day.height() <= dana.window.today.height() * 0.5)


def test_a_first_call_is_told_on_ones_own_clock() -> None:
    assert overnight_words(BEGUN, NOW, LOUISVILLE) == "3 came overnight, first call by 10:06 am"


def test_a_promise_is_told_at_the_borrowers_time_and_ones_own_where_it_is_another() -> None:
    assert promised_words(BEGUN.promised, NOW, LOUISVILLE) == (
        "2 promised today: Brook Taylor 8:40 am Mountain time, 10:40 am your time; Ada Lovelace 10:40 am"
    )


def test_of_many_the_first_are_named() -> None:
    assert missed_words(BEGUN.missed * 9) == "9 promises missed: Grace Hopper; Grace Hopper; Grace Hopper; 6 more"


def test_what_closes_early_says_where_and_when() -> None:
    assert closing_words(BEGUN.closings, NOW, LOUISVILLE) == (
        "1 in Alabama may not be called today; 12 in Ohio, Kentucky, Maine and 1 more state close by 10:40 am your time"
    )
    anywhere = (Closing(None, (), 2), Closing(BEGUN.first_call_by, (), 1), *BEGUN.closings)
    assert closing_words(anywhere, NOW, LOUISVILLE) == (
        "2 may not be called today; 1 closes by 10:06 am your time; 1 in Alabama may not be called today; 12 more"
    )
