"""An officer's calls with nothing but the keyboard, in the program as it is started."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from tests.desks import MONDAY
from tests.ui.by_keys.officer import Officer
from tests.ui.by_keys.people import oyelaran, people, take_in
from tests.ui.by_keys.telling import tell

pytestmark = pytest.mark.system("keyboard")

#: ten in the morning of that week's Thursday in Chattanooga
THURSDAY_10 = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)


def prepared(officer: Officer, count: int = 8, ago: timedelta = timedelta(minutes=2)) -> None:
    desk = officer.prepares()
    with closing(desk.store):
        take_in(desk, people(count, MONDAY - ago))


def test_no_answer_is_logged_and_the_next_lead_is_there(officer: Officer) -> None:
    prepared(officer)
    officer.sits_down()
    with officer.at_task("log no answer and go on, five leads") as counted:
        officer.logs("1", "1", "1", "1", "1")
    tell(*counted)
    entries = officer.file.entries()
    assert [entry.kind for entry in entries] == ["no_answer"] * 5
    assert len({entry.lead for entry in entries}) == 5
    assert counted[0].strokes == 5
    officer.leaves()


def test_a_call_back_is_promised_in_words_undone_and_promised_again(officer: Officer) -> None:
    prepared(officer)
    officer.sits_down()
    with officer.at_task("call back Thursday 10") as counted:
        officer.presses("6")
        officer.types("thu 10")
        officer.logs("Return")
    tell(*counted)
    (promise,) = officer.file.entries()
    assert (promise.kind, promise.when) == ("call_back", THURSDAY_10)
    officer.presses("ctrl+z")
    officer.waits_for(lambda: len(officer.file.kinds()) == 2, "the promise taken back")
    taken_back = officer.file.entries()[-1]
    assert (taken_back.kind, taken_back.body["corrects"]) == ("retracted", promise.activity_id)
    officer.presses("6")
    officer.types("tomorrow 3pm")
    officer.logs("Return")
    # a conversation is not left in mid-air: the note without an outcome is for the same lead
    officer.opens("shift+n", "What is to be remembered?")
    officer.types("asked about rates")
    officer.logs("Return")
    again, note = officer.file.entries()[-2:]
    assert again.lead == note.lead == promise.lead
    assert note.note == "asked about rates"
    officer.leaves()


def test_a_number_is_found_and_copied(officer: Officer) -> None:
    desk = officer.prepares()
    with closing(desk.store):
        take_in(desk, [oyelaran(MONDAY - timedelta(days=2)), *people(40, MONDAY - timedelta(hours=1))])
    officer.sits_down()
    with officer.at_task("find Oyelaran's number") as counted:
        officer.opens("ctrl+k", "Search")
        officer.types("oye")
        officer.presses("Return", seen=False)
        officer.screen.in_front("Today")
        officer.screen.stand_still()
        officer.presses("ctrl+c")
    tell(*counted)
    # what is on the clipboard is pasted where it will be read
    officer.presses("n")
    officer.presses("ctrl+v", "Return")
    officer.logs("1")
    (entry,) = officer.file.entries()
    assert (entry.lead, entry.note) == ("Temi Oyelaran", "(423) 555-0177")
    officer.leaves()


def test_who_is_ringing_becomes_a_lead_with_what_they_asked_for(officer: Officer) -> None:
    prepared(officer, 2)
    officer.sits_down()
    with officer.at_task("new lead from a ringing number") as counted:
        officer.opens("ctrl+n", "New lead")
        officer.types("423 555 0188")
        officer.presses("Return")
        officer.types("Nell Newcomer")
        officer.presses("Return", seen=False)
        officer.waits_for(lambda: officer.file.leads() == 3, "one more lead")
        officer.screen.in_front("Today")
        officer.screen.stand_still()
        # they rang: what they asked for is the one question, and 1 is a call back
        officer.presses("1")
        officer.types("thu 10")
        officer.logs("Return")
    tell(*counted)
    entry = officer.file.entries()[-1]
    assert (entry.lead, entry.kind, entry.when) == ("Nell Newcomer", "inbound", THURSDAY_10)
    # who is known already is found by the number, and no second lead is made
    officer.opens("ctrl+n", "New lead")
    officer.types("4235550188")
    officer.presses("Down")
    officer.presses("Return", seen=False)
    officer.screen.in_front("Today")
    assert officer.file.leads() == 3
    officer.leaves()


def test_several_calls_are_logged_at_once_and_taken_back_at_once(officer: Officer) -> None:
    prepared(officer, ago=timedelta(hours=1))
    names = [f"{first} abara" for first in ("amara", "ben", "carla")]
    officer.sits_down()
    officer.opens("ctrl+shift+l", "Log several calls")
    for line in (f"{names[0]}, 1, -20", f"{names[1]}, 2, -10, left word", f"{names[2]}, 6 thu 10"):
        officer.types(line)
        officer.presses("Return")
    officer.presses("ctrl+Return", seen=False)
    officer.waits_for(lambda: len(officer.file.kinds()) == 3, "three calls")
    officer.screen.in_front("Today")
    first, second, third = officer.file.entries()
    assert [first.kind, second.kind, third.kind] == ["no_answer", "left_voicemail", "call_back"]
    assert first.body["back_dated"]
    assert (second.note, third.when) == ("left word", THURSDAY_10)
    officer.presses("ctrl+z")
    officer.waits_for(lambda: officer.file.kinds()[3:] == ["retracted"] * 3, "all three taken back")
    officer.leaves()


def test_what_was_logged_is_corrected_from_the_timeline_and_a_fact_put_right(officer: Officer) -> None:
    prepared(officer, 3)
    officer.sits_down()
    officer.logs("0")
    (wrong,) = officer.file.entries()
    # long after: the window's word about it is gone, the timeline is not
    officer.presses("u")
    officer.presses("Delete")
    officer.waits_for(lambda: officer.file.kinds() == ["third_party", "retracted"], "the entry taken back")
    assert officer.file.entries()[-1].body["corrects"] == wrong.activity_id
    officer.presses("Escape")
    officer.opens("f", "Put a fact right")
    officer.presses("Tab")
    officer.types("Amara Putright")
    officer.presses("Return", seen=False)
    officer.waits_for(lambda: len(officer.file.kinds()) == 3, "the name put right")
    corrected = officer.file.entries()[-1]
    assert (corrected.kind, corrected.body["was"], corrected.body["value"]) == (
        "corrected",
        wrong.lead,
        "Amara Putright",
    )
    assert officer.file.lead("Amara Putright")["borrower"]["phones"]
    officer.leaves()
