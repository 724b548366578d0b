"""What was there when the program ended is there when it begins again, however it ended."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.desktop.activities import Note
from app.domain.activity import Kind
from tests.desks import MONDAY
from tests.faults.desk_picture import picture_of
from tests.ui.by_keys.officer import Officer
from tests.ui.by_keys.people import people, take_in
from tests.ui.by_keys.telling import tell

pytestmark = pytest.mark.system("keyboard")


def prepared(officer: Officer, count: int) -> None:
    desk = officer.prepares()
    with closing(desk.store):
        take_in(desk, people(count, MONDAY - timedelta(minutes=2)))


def told_of(path: Path) -> dict[str, str]:
    """Return all of a desk but for what rang when, which a second morning adds to."""
    return {name: rows for name, rows in picture_of(path).items() if name != "bearing"}


def test_everything_is_there_after_quitting(officer: Officer) -> None:
    prepared(officer, 6)
    officer.sits_down()
    officer.logs("1", "2")
    officer.presses("n")
    officer.types("spoke to her brother")
    officer.presses("Return")
    officer.logs("0")
    officer.presses("v")
    officer.types("likes mornings")
    # the private note is still being written when the program is left
    officer.leaves()
    assert officer.file.private_notes() == ["likes mornings"]
    before = told_of(officer.file.path)
    officer.sits_down(MONDAY + timedelta(minutes=20))
    officer.leaves()
    assert told_of(officer.file.path) == before
    assert officer.file.entries()[-1].note == "spoke to her brother"


def cut_off_once_saved(officer: Officer, times: int) -> None:
    """Log, and have the program killed at the very moment its window says that it is saved."""
    prepared(officer, times + 2)
    for n in range(1, times + 1):
        officer.sits_down(MONDAY + timedelta(minutes=n))
        assert not officer.sees_word()
        officer.presses("1", seen=False)
        officer.screen.until(officer.sees_word, "a word at the foot of the window")
        officer.is_cut_off()
        assert officer.file.kinds() == ["no_answer"] * n
        picture_of(officer.file.path)
    assert len({entry.lead for entry in officer.file.entries()}) == times


def test_what_the_window_called_saved_outlives_a_kill(officer: Officer) -> None:
    cut_off_once_saved(officer, 3)


@pytest.mark.long
def test_what_the_window_called_saved_outlives_forty_kills(officer: Officer) -> None:
    cut_off_once_saved(officer, 40)


WEEK = timedelta(days=7)


def a_week_ago(officer: Officer) -> None:
    """Leave a desk with two promises for the week, two leads tried once, and eight more that came meanwhile."""
    officer.at = MONDAY - WEEK
    desk = officer.prepares()
    officer.at = MONDAY
    with closing(desk.store):
        take_in(desk, people(4, desk.clock.at - timedelta(minutes=5)))
        for n, day in ((0, 2), (1, 3)):
            desk.desk.activities.log(Note(f"lead-{n:03d}", Kind.CALL_BACK, when=desk.clock.at + timedelta(days=day)))
        for n in (2, 3):
            desk.desk.activities.log(Note(f"lead-{n:03d}", Kind.NO_ANSWER))
        for n in range(4, 12):
            desk.pass_time(hours=20)
            take_in(desk, people(1, desk.clock.at, first=n))


def test_after_a_week_away_one_line_rings_and_promises_come_first(officer: Officer) -> None:
    a_week_ago(officer)
    officer.sits_down()
    # what rings comes behind the list
    officer.waits_for(lambda: "Reminder" in officer.screen.titles(), "a reminder")
    officer.screen.stand_still()
    assert officer.screen.titles().count("Reminder") == 1
    with officer.at_task("after a week away: from the reminder to three leads worked") as counted:
        officer.opens("ctrl+r", "Reminder")
        officer.opens("Return", "Today")
        officer.logs("1", "1", "2")
    tell(*counted)
    first, second, third = officer.file.entries()[4:]
    assert {first.lead, second.lead} == {"Amara Abara", "Ben Abara"}
    assert third.lead not in {first.lead, second.lead}
    officer.leaves()


def test_a_backlog_is_caught_up_by_keys_and_taken_back_by_one(officer: Officer) -> None:
    officer.at = MONDAY - WEEK
    desk = officer.prepares()
    officer.at = MONDAY
    with closing(desk.store):
        take_in(desk, people(40, desk.clock.at - timedelta(minutes=5)))
    officer.sits_down()
    with officer.at_task("after a week away: 40 leads caught up") as counted:
        officer.opens("ctrl+b", "Catch up")
        # what is overdue is there once all of it is read, and nothing stands in its place before
        officer.screen.stand_still(times=25)
        # of leads never called: go on with what is still ahead
        officer.presses("End")
        officer.opens("Return", "Today")
        officer.waits_for(lambda: officer.file.kinds().count("skip") >= 40, "every lead's skip")
    tell(*counted)
    assert officer.sees_word()
    skips = officer.file.kinds().count("skip")
    officer.presses("ctrl+z", seen=False)
    officer.waits_for(lambda: officer.file.kinds().count("retracted") == skips, "each skip taken back")
    officer.leaves()
