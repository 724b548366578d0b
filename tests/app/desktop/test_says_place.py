"""Where a borrower says to be stands in for the area code, from then on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from app.command_line import read_words
from app.desktop.command import run
from app.errors import BadInput
from tests.desks import TestDesk, a_lead


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    desk = TestDesk(tmp_path)
    # lives and buys in Tennessee, with a telephone from Hawaii
    desk.put(a_lead(phones=("+18085550142",)))
    return desk


def _ask(desk: TestDesk, *words: str) -> dict[str, Any]:
    return run(read_words(words), desk.desk)


def test_it_replaces_what_the_area_code_says_and_nothing_else(desk: TestDesk) -> None:
    [before] = _ask(desk, "leads")["leads"]
    assert before["states"] == ["HI", "TN"]
    desk.pass_time(minutes=5)
    now = _ask(desk, "place", "lead-1", "ky")
    assert now["states"] == ["KY", "TN"]
    assert "Pacific/Honolulu" not in now["zones"]
    assert "They are in" not in str(_ask(desk, "lead", "lead-1")["warnings"])


def test_it_opens_the_hours_that_the_far_telephone_kept_closed(desk: TestDesk) -> None:
    # 11:00 in Tennessee is 06:00 in Hawaii
    assert _ask(desk, "may-contact", "lead-1", "call")["allowed"] is False
    _ask(desk, "place", "lead-1", "TN")
    assert _ask(desk, "may-contact", "lead-1", "call")["allowed"] is True
    assert [row["lead_id"] for row in _ask(desk, "queue")["now"]] == ["lead-1"]


def test_it_is_dated_stands_in_the_timeline_and_can_be_taken_back(desk: TestDesk) -> None:
    said_at = desk.pass_time(minutes=5)
    _ask(desk, "place", "lead-1", "TN")
    desk.pass_time(hours=1)
    # asked as of before it was said, the telephone counts again
    assert _ask(desk, "may-contact", "lead-1", "call", "--at", "2026-11-23T16:01:00+00:00")["allowed"] is False
    [said] = [a for a in _ask(desk, "lead", "lead-1")["timeline"] if a["kind"] == "said_place"]
    assert (said["place"], said["began_at"]) == ("TN", said_at.isoformat().replace("+00:00", "Z"))
    _ask(desk, "undo", said["activity_id"])
    assert _ask(desk, "may-contact", "lead-1", "call", "--at", desk.clock.now().isoformat())["states"] == ["HI", "TN"]


@pytest.mark.parametrize("words", [("Atlantis",), ("TN", "--at", "2027-01-01T00:00:00Z")])
def test_no_state_and_no_time_to_come_are_refused(desk: TestDesk, words: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        _ask(desk, "place", "lead-1", *words)


def test_a_list_of_leads_says_the_same_as_one_lead_and_as_the_rules(desk: TestDesk) -> None:
    for n in range(3):
        desk.put(a_lead(f"other-{n}", f"Person {n}", phones=(f"+1808555010{n}",)))
    desk.pass_time(minutes=5)
    said = _ask(desk, "place", "other-1", "TN")
    assert said["states"] == ["TN"]
    _ask(desk, "place", "other-2", "TN")
    _ask(desk, "undo", next(a["activity_id"] for a in _ask(desk, "lead", "other-2")["timeline"]))
    found = {lead["lead_id"]: (lead["zones"], lead["states"]) for lead in _ask(desk, "leads")["leads"]}
    for lead_id, (zones, states) in found.items():
        one, asked = _ask(desk, "lead", lead_id), _ask(desk, "may-contact", lead_id, "call")
        assert (one["zones"], one["states"]) == (asked["zones"], asked["states"]) == (zones, states)
    assert found["other-1"][1] == ["TN"]
    assert found["other-2"][1] == ["HI", "TN"]


@pytest.mark.parametrize("words", [("leads",), ("may-contact", "all", "call"), ("plan",)])
def test_a_long_list_is_asked_for_in_a_few_statements(desk: TestDesk, words: tuple[str, ...]) -> None:
    counted: list[str] = []
    event.listen(
        desk.store.engine, "before_cursor_execute", lambda _c, _cur, statement, *_more: counted.append(statement)
    )
    _ask(desk, *words)
    few = len(counted)
    for n in range(20):
        desk.put(a_lead(f"other-{n}", f"Person {n}", phones=(f"+142355501{n:02d}",)))
    counted.clear()
    _ask(desk, *words)
    assert len(counted) == few
