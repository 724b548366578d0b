"""What an officer does beside calling: facts, consent, words that are filled, two leads of one person, being away."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import timedelta

import pytest

from tests.desks import MONDAY
from tests.ui.by_keys.officer import Officer
from tests.ui.by_keys.people import leave_a_mistake_of_ours, people, take_in

pytestmark = pytest.mark.system("keyboard")


def prepared(officer: Officer, count: int = 3) -> None:
    desk = officer.prepares()
    with closing(desk.store):
        take_in(desk, people(count, MONDAY - timedelta(minutes=2)))


def sits_down(officer: Officer) -> None:
    officer.sits_down()
    # they come behind the list and the first card, with all that runs beside the window
    officer.waits_for(lambda: "Reminder" in officer.screen.titles(), "reminders")


def says_who_they_are(officer: Officer) -> None:
    officer.opens("ctrl+shift+y", "Settings")
    for words in ("Dana Officer", "123456", "Riverside Home Loans"):
        officer.types(words)
        officer.presses("Tab")
    officer.opens("ctrl+1", "Today")


def test_words_are_filled_and_a_text_goes_only_once_they_consented(officer: Officer) -> None:
    prepared(officer)
    officer.has_programs_for_mail_and_texts()
    sits_down(officer)
    says_who_they_are(officer)
    officer.presses("h", "h")
    officer.presses("e")
    officer.waits_for(lambda: len(officer.handed()) == 1, "a mail")
    (mail,) = officer.handed()
    assert mail.startswith("mailto:person0@example.com?subject=")
    assert "Dana Officer, Riverside Home Loans, NMLS 123456" in mail
    officer.presses("ctrl+t")
    assert officer.handed() == [mail]
    officer.presses("y", "2", seen=False)
    officer.waits_for(lambda: officer.file.kinds() == ["consented"], "the consent")
    officer.presses("ctrl+t")
    officer.waits_for(lambda: len(officer.handed()) == 2, "a text")
    assert officer.handed()[1].startswith("sms:+14235550100?body=Hi Amara, Dana Officer of Riverside Home Loans")
    officer.logs("t", "m")
    # who asks not to be contacted is handed to no phone from then on
    officer.logs("x")
    officer.presses("c")
    officer.presses("ctrl+t")
    assert len(officer.handed()) == 2
    assert officer.file.kinds() == ["consented", "sent", "sent", "do_not_call"]
    officer.leaves()


def test_a_fact_is_put_right_and_back_and_two_leads_are_merged_and_taken_apart(officer: Officer) -> None:
    prepared(officer, 4)
    sits_down(officer)
    officer.opens("f", "Put a fact right")
    # found by its first letters
    officer.types("ci")
    officer.presses("Tab", "ctrl+a")
    officer.types("Nashville")
    officer.opens("Return", "Today")
    officer.waits_for(lambda: officer.file.kinds() == ["corrected"], "the correction")
    assert officer.sees_word()
    officer.presses("ctrl+z", seen=False)
    officer.waits_for(lambda: officer.file.kinds() == ["corrected", "retracted"], "the way back")
    officer.opens("ctrl+m", "Same person as another lead")
    officer.types("carla")
    officer.presses("Return")
    officer.opens("Return", "Today")
    officer.waits_for(lambda: officer.file.merges() == 1, "a merge")
    officer.opens("ctrl+shift+m", "Take merged leads apart")
    officer.presses("Return", seen=False)
    officer.waits_for(lambda: officer.file.merges() == 0, "two leads again")
    officer.opens("Return", "Today")
    # it was taken apart already: nothing offers that any more
    assert not officer.sees_word()
    assert officer.file.leads() == 4
    officer.leaves()


def state_of(officer: Officer) -> str:
    told = officer.file.fact("availability")
    return str(json.loads(told)["state"]) if told else "available"


@pytest.mark.system("tray")
def test_being_away_is_said_in_the_window_and_at_the_icon_while_it_is_closed(officer: Officer) -> None:
    prepared(officer)
    with officer.screen.with_a_tray():
        sits_down(officer)
        officer.presses("ctrl+shift+a", "Down", "Return")
        officer.waits_for(lambda: state_of(officer) == "away", "half an hour away")
        officer.presses("ctrl+shift+a", "Return")
        officer.waits_for(lambda: state_of(officer) == "available", "back again")
        officer.presses("alt+F4")
        officer.screen.open_menu_of_icon()
        officer.presses(*["Down"] * 7)
        officer.opens("Return", "Away until")
        officer.types("3pm")
        officer.presses("Return")
        officer.waits_for(lambda: state_of(officer) == "away", "away until three")
        assert not {"Away until", "Something broke"} & set(officer.screen.titles())
        officer.screen.open_menu_of_icon()
        officer.presses("Down")
        officer.opens("Return", "Today")
        officer.screen.open_menu_of_icon()
        officer.presses("Up")
        officer.leaves_by("Return")


def test_a_crash_report_is_saved_where_one_says(officer: Officer) -> None:
    leave_a_mistake_of_ours(officer)
    folder = officer.folder.parent / "for-it"
    folder.mkdir()
    officer.sits_down()
    officer.opens("ctrl+k", "Search")
    officer.types("ben abara")
    officer.opens("Return", "Something broke")
    officer.presses("shift+Tab", "shift+Tab")
    officer.opens("space", "Save the report in")
    officer.types(str(folder))
    officer.opens("Return", "Something broke")
    officer.opens("Escape", "Today")
    (report,) = folder.iterdir()
    told = report.read_text(encoding="utf-8-sig")
    assert told.startswith("Followthrough ")
    assert not [one for one in ("Zzyzx", "Abara", "555", "lead-001") if one in told]
    officer.leaves(silent=False)
