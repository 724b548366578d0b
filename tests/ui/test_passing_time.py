"""The time left in the list is right to the minute, and a list on which nothing changes is let alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from app.clock import FixedClock
from app.desktop.views import DayQueue, QueueRow
from tests.ui.driver import OfficerAtWindow
from ui.queue.model import standing
from ui.queue.pane import REPAINT, QueuePane


def list_of(dana: OfficerAtWindow, now: datetime, due_in: timedelta, on_time_for: timedelta) -> QueuePane:
    """Have the list show one lead that is due then."""
    queue = dana.window.today.queue
    assert queue.day is not None
    row = only(queue.day)
    due_at = now + due_in
    one = replace(row, due_at=due_at, on_time_until=due_at + on_time_for)
    queue.show_day(
        replace(queue.day, at=now, now=[one] if due_at <= now else [], later=[one] if due_at > now else [], blocked=[])
    )
    return queue


def only(day: DayQueue) -> QueueRow:
    return (day.now or day.later)[0]


def test_what_is_due_much_later_is_not_painted_before_it_is_read_again(
    dana: OfficerAtWindow, clock: FixedClock
) -> None:
    queue = list_of(dana, clock.now(), timedelta(hours=5), timedelta(hours=2))
    assert not queue._repaint.isActive()


def test_a_minute_less_is_painted_once_it_is_a_minute_less(dana: OfficerAtWindow, clock: FixedClock) -> None:
    """Not later than one look after the words have changed, and not long before."""
    for seconds in range(0, 60, 7):
        began = clock.now()
        queue = list_of(dana, began, timedelta(minutes=20, seconds=seconds), timedelta(hours=2))
        assert queue.day is not None
        row, zone = only(queue.day), dana.window.office.zone
        if not queue._repaint.isActive():
            # by then the list is read again
            assert standing(row, began + REPAINT * 5, zone) == standing(row, began, zone)
            continue
        painted_at = began + timedelta(milliseconds=queue._repaint.interval())
        assert standing(row, painted_at, zone) != standing(row, began, zone)
        assert standing(row, painted_at - REPAINT, zone) == standing(row, began, zone)


def test_a_ring_that_runs_out_within_minutes_is_seen_to(dana: OfficerAtWindow, clock: FixedClock) -> None:
    queue = list_of(dana, clock.now(), -timedelta(minutes=1), timedelta(minutes=5))
    assert queue._repaint.isActive()
    assert queue._repaint.interval() <= REPAINT.total_seconds() * 1000


def test_once_it_is_painted_the_next_change_is_waited_for(dana: OfficerAtWindow, clock: FixedClock) -> None:
    queue = list_of(dana, clock.now(), -timedelta(minutes=1), timedelta(minutes=5))
    queue._repaint.stop()
    clock.at += timedelta(seconds=10)
    queue._repaint.timeout.emit()
    assert queue._repaint.isActive()
