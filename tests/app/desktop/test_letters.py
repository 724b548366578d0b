"""The last day of a pre-approval's letter is noted, read the same everywhere, and asked for in time."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import BadInput
from tests.desks import TestDesk, a_lead, ask


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    desk = TestDesk(tmp_path)
    desk.put(a_lead())
    return desk


def test_it_stands_in_the_timeline_by_its_day_and_can_be_taken_back(desk: TestDesk) -> None:
    told = ask(desk, "letter", "lead-1", "2027-02-28")
    assert (told["lead_id"], told["expires_on"], told["next"]["step"]) == ("lead-1", "2027-02-28", "call-1")
    card = desk.desk.leads.card("lead-1")
    assert card.timeline[0].words == "The letter's last day is Sun, Feb 28, 2027"
    [noted] = [a for a in ask(desk, "lead", "lead-1")["timeline"] if a["kind"] == "letter"]
    # noon on the borrower's clock, in Tennessee
    assert noted["when"] == "2027-02-28T17:00:00Z"
    ask(desk, "undo", noted["activity_id"])
    assert [row.retracted for row in desk.desk.leads.card("lead-1").timeline if row.icon == "file-text"] == [True]


@pytest.mark.parametrize("day", ["2090-01-01", "soon", "", "2026-11-22"])
def test_a_day_no_letter_ends_on_is_refused(desk: TestDesk, day: str) -> None:
    with pytest.raises(BadInput):
        ask(desk, "letter", "lead-1", day)
    assert ask(desk, "lead", "lead-1")["timeline"] == []
