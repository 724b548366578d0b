"""Where a borrower says to be stands in for the area code, from then on."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import BadInput
from storage.desktop.driver import Connection
from tests.desks import TestDesk, a_lead, ask


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    desk = TestDesk(tmp_path)
    # lives and buys in Tennessee, with a telephone from Hawaii
    desk.put(a_lead(phones=("+18085550142",)))
    return desk


def test_it_replaces_what_the_area_code_says_and_nothing_else(desk: TestDesk) -> None:
    [before] = ask(desk, "leads")["leads"]
    assert before["states"] == ["HI", "TN"]
    desk.pass_time(minutes=5)
    now = ask(desk, "place", "lead-1", "ky")
    assert now["states"] == ["KY", "TN"]
    assert "Pacific/Honolulu" not in now["zones"]
    assert "They are in" not in str(ask(desk, "lead", "lead-1")["warnings"])


def test_it_opens_the_hours_that_the_far_telephone_kept_closed(desk: TestDesk) -> None:
    # 11:00 in Tennessee is 06:00 in Hawaii
    assert ask(desk, "may-contact", "lead-1", "call")["allowed"] is False
    ask(desk, "place", "lead-1", "TN")
    assert ask(desk, "may-contact", "lead-1", "call")["allowed"] is True
    assert [row["lead_id"] for row in ask(desk, "queue")["now"]] == ["lead-1"]


def test_it_is_dated_stands_in_the_timeline_and_can_be_taken_back(desk: TestDesk) -> None:
    said_at = desk.pass_time(minutes=5)
    ask(desk, "place", "lead-1", "TN")
    desk.pass_time(hours=1)
    # asked as of before it was said, the telephone counts again
    assert ask(desk, "may-contact", "lead-1", "call", "--at", "2026-11-23T16:01:00+00:00")["allowed"] is False
    [said] = [a for a in ask(desk, "lead", "lead-1")["timeline"] if a["kind"] == "said_place"]
    assert (said["place"], said["began_at"]) == ("TN", said_at.isoformat().replace("+00:00", "Z"))
    ask(desk, "undo", said["activity_id"])
    assert ask(desk, "may-contact", "lead-1", "call", "--at", desk.clock.now().isoformat())["states"] == ["HI", "TN"]


@pytest.mark.parametrize("words", [("Atlantis",), ("TN", "--at", "2027-01-01T00:00:00Z")])
def test_no_state_and_no_time_to_come_are_refused(desk: TestDesk, words: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        ask(desk, "place", "lead-1", *words)


def test_a_list_of_leads_says_the_same_as_one_lead_and_as_the_rules(desk: TestDesk) -> None:
    for n in range(3):
        desk.put(a_lead(f"other-{n}", f"Person {n}", phones=(f"+1808555010{n}",)))
    desk.pass_time(minutes=5)
    said = ask(desk, "place", "other-1", "TN")
    assert said["states"] == ["TN"]
    ask(desk, "place", "other-2", "TN")
    ask(desk, "undo", next(a["activity_id"] for a in ask(desk, "lead", "other-2")["timeline"]))
    found = {lead["lead_id"]: (lead["zones"], lead["states"]) for lead in ask(desk, "leads")["leads"]}
    for lead_id, (zones, states) in found.items():
        one, asked = ask(desk, "lead", lead_id), ask(desk, "may-contact", lead_id, "call")
        assert (one["zones"], one["states"]) == (asked["zones"], asked["states"]) == (zones, states)
    assert found["other-1"][1] == ["TN"]
    assert found["other-2"][1] == ["HI", "TN"]


@pytest.mark.parametrize("words", [("leads",), ("may-contact", "all", "call"), ("plan",)])
def test_a_long_list_is_asked_for_in_a_few_statements(
    desk: TestDesk, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []
    for said in ("ask", "each", "tell", "tell_many"):
        say = getattr(Connection, said)
        monkeypatch.setattr(Connection, said, lambda *about, say=say: (counted.append(about[1]), say(*about))[1])
    ask(desk, *words)
    few = len(counted)
    for n in range(20):
        desk.put(a_lead(f"other-{n}", f"Person {n}", phones=(f"+142355501{n:02d}",)))
    counted.clear()
    ask(desk, *words)
    assert len(counted) == few
