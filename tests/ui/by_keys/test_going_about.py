"""Every page and window is reached by a key and left by one, in the program as it is started."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import timedelta

import pytest

from tests.desks import MONDAY
from tests.faults.readable_events import opened
from tests.ui.by_keys.officer import Officer
from tests.ui.by_keys.people import leave_a_mistake_of_ours, people, take_in

pytestmark = pytest.mark.system("keyboard")

#: what the dark theme paints a window on
DARK = "#111615"
PAGES = {
    "ctrl+3": "Playbook",
    "ctrl+4": "My numbers",
    "ctrl+5": "What the company sees about me",
    "ctrl+6": "Promises",
    "ctrl+comma": "Settings",
    "ctrl+1": "Today",
}
#: each is opened over today's page, and Escape is the way out of it
WINDOWS = {
    "ctrl+k": "Search",
    "ctrl+n": "New lead",
    "ctrl+i": "Import leads",
    "ctrl+shift+l": "Log several calls",
    "f": "Put a fact right",
    "shift+n": "What is to be remembered?",
    "p": "In which state do they say they are?",
    "a": "What is the last day of their letter?",
    "F1": "Keys",
    "question": "Keys",
    "shift+F1": "About Followthrough",
}


def prepared(officer: Officer, count: int = 2) -> None:
    desk = officer.prepares()
    with closing(desk.store):
        take_in(desk, people(count, MONDAY - timedelta(minutes=2)))


def test_every_page_and_window_comes_by_a_key_and_goes_by_escape(officer: Officer) -> None:
    prepared(officer)
    officer.sits_down()
    for key, title in PAGES.items():
        officer.opens(key, title)
    for key, title in WINDOWS.items():
        officer.opens(key, title)
        officer.opens("Escape", "Today")
    # none of all this logged anything
    assert officer.file.kinds() == []
    officer.leaves()


def test_settings_are_chosen_by_keys_and_outlive_the_program(officer: Officer) -> None:
    prepared(officer)
    officer.sits_down()
    officer.opens("ctrl+comma", "Settings")
    # past who one is: eight fields and a zone
    officer.presses(*["Tab"] * 11, "End")
    officer.waits_for(lambda: officer.file.fact("setting.look.theme") == "dark", "the theme kept")
    officer.screen.until(lambda: officer.screen.shows_band(DARK, wide=300), "the dark theme")
    officer.screen.stand_still()
    officer.presses("Tab", "Tab", "Down")
    officer.waits_for(lambda: officer.file.fact("setting.look.text_scale") == "125", "the size kept")
    officer.leaves()
    officer.sits_down()
    assert officer.screen.shows_band(DARK, wide=300)
    officer.leaves()


def test_a_due_reminder_is_answered_by_its_letters(officer: Officer) -> None:
    prepared(officer, 3)
    officer.sits_down()
    # what rings comes behind the list
    officer.waits_for(lambda: officer.screen.titles().count("Reminder") == 3, "three reminders")
    officer.opens("ctrl+r", "Reminder")
    officer.presses("h", seen=False)
    officer.waits_for(lambda: len(officer.file.snoozed_until()) == 1, "a snooze")
    (until,) = officer.file.snoozed_until()
    assert timedelta(minutes=59) < until - MONDAY < timedelta(minutes=62)
    officer.opens("ctrl+r", "Reminder")
    officer.presses("l", seen=False)
    officer.screen.in_front("Today")
    officer.screen.stand_still()
    officer.logs("1")
    officer.opens("ctrl+r", "Reminder")
    officer.presses("c", seen=False)
    officer.screen.in_front("Today")
    officer.screen.stand_still()
    officer.logs("2")
    logged, called = officer.file.entries()
    assert (logged.kind, called.kind) == ("no_answer", "left_voicemail")
    assert called.body["evidence"] == "handed_off"
    assert logged.lead != called.lead
    assert "Reminder" not in officer.screen.titles()
    officer.leaves()


def test_a_newcomer_begins_with_an_empty_desk_and_one_lead(officer: Officer) -> None:
    officer.folder.mkdir()
    officer.sits_down(MONDAY, on="Welcome")
    officer.opens("Escape", "Today")
    officer.opens("ctrl+n", "New lead")
    officer.types("nell@example.com")
    officer.presses("Return")
    officer.types("Nell Newcomer")
    officer.presses("Return", seen=False)
    officer.waits_for(lambda: officer.file.leads() == 1, "the first lead")
    officer.leaves()


def test_a_mistake_of_ours_is_a_report_one_reads_first_and_nobody_is_in_it(officer: Officer) -> None:
    leave_a_mistake_of_ours(officer)
    officer.sits_down()
    officer.opens("ctrl+k", "Search")
    officer.types("ben abara")
    officer.opens("Return", "Something broke")
    # the other button is the one that copies what is read
    officer.presses("shift+Tab", "space")
    officer.opens("Escape", "Today")
    officer.opens("ctrl+k", "Search")
    officer.types("amara abara")
    officer.opens("Return", "Today")
    officer.presses("n", "ctrl+v", "Return")
    officer.logs("1")
    with opened(officer.file.path) as conn:
        ((report,),) = conn.execute("SELECT body FROM activity WHERE lead_id = 'lead-000'").fetchall()
    assert "ValidationError" in report
    told = json.loads(report)["note"] + officer.leaves(silent=False)
    assert "something of ours broke" in told
    assert not [one for one in ("Zzyzx", "Abara", "555", "lead-001") if one in told]
