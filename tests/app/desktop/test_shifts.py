"""When the person at a desk works, and what that does to the leads in it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import BadInput
from tests.desks import TestDesk, a_lead, ask

#: a Friday, 20:40 in New York; nobody works at that hour by the hours set below
EVENING = datetime(2026, 11, 21, 1, 40, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    desk = TestDesk(tmp_path, EVENING)
    desk.put(a_lead(received_at=EVENING))
    return desk


def _first_due(desk: TestDesk) -> str:
    [steps] = [lead["steps"] for lead in ask(desk, "plan")["leads"]]
    return str(steps[0]["due_at"])


def test_hours_hold_a_new_lead_back_till_the_shift_begins(desk: TestDesk) -> None:
    assert ask(desk, "queue")["now"]
    mine = ask(desk, "me", "--hours", "Mon-Fri 09:00-18:00", "--licensed", "TN:2027-12-31,KY")
    assert mine["licensed"] == {"KY": None, "TN": "2027-12-31"}
    assert ask(desk, "queue")["now"] == []
    assert _first_due(desk) == "2026-11-23T14:00:00+00:00"


def test_working_now_brings_it_forward_and_ends_when_switched_off(desk: TestDesk) -> None:
    ask(desk, "me", "--hours", "Mon-Fri 09:00-18:00")
    assert ask(desk, "working-now", "on") == {"working_now": True}
    assert [row["lead_id"] for row in ask(desk, "queue")["now"]] == ["lead-1"]
    assert _first_due(desk) == EVENING.isoformat()
    desk.pass_time(minutes=5)
    assert ask(desk, "working-now", "off") == {"working_now": False}
    desk.put(a_lead("lead-2", "Lee Marlowe", phones=("+14235550143",), received_at=desk.clock.now()))
    # what fell due while the officer worked stays due; what came after waits for the shift
    assert [row["lead_id"] for row in ask(desk, "queue")["now"]] == ["lead-1"]


def test_working_now_ends_at_the_officers_midnight(desk: TestDesk) -> None:
    ask(desk, "me", "--hours", "Mon-Fri 09:00-18:00")
    ask(desk, "working-now", "on")
    desk.pass_time(hours=3, minutes=19)
    assert ask(desk, "me")["working_now"] is True
    desk.pass_time(minutes=1)
    assert ask(desk, "me")["working_now"] is False


def test_days_off_are_told_back_and_move_what_is_due(desk: TestDesk) -> None:
    mine = ask(desk, "me", "--hours", "Mon-Fri 09:00-18:00", "--off", "2026-11-23..2026-11-24")
    assert mine["off"] == ["2026-11-23", "2026-11-24"]
    assert _first_due(desk) == "2026-11-25T14:00:00+00:00"
    assert ask(desk, "me", "--off", "")["off"] == []
    assert _first_due(desk) == "2026-11-23T14:00:00+00:00"


@pytest.mark.parametrize(
    "words",
    [
        ("--zone", "Mars/Base"),
        ("--hours", "late"),
        ("--off", "soon"),
        ("--licensed", "Atlantis"),
        ("--nmls", "Riverside"),
        ("--nmls", "1234567890123"),
        ("--nmls", "١٢٣"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_changes_nothing(desk: TestDesk, words: tuple[str, str]) -> None:
    before = ask(desk, "me")
    with pytest.raises(BadInput) as caught:
        ask(desk, "me", *words)
    assert words[1] in str(caught.value)
    assert ask(desk, "me") == before


def test_what_e_mails_give_of_the_sender_can_be_said_without_a_hub(desk: TestDesk) -> None:
    mine = ask(desk, "me", "--nmls", "123456", "--phone", "423-555-0100", "--company", "Example Mortgage")
    assert (mine["nmls"], mine["phone"], mine["company"]) == ("123456", "423-555-0100", "Example Mortgage")
    assert ask(desk, "me", "--nmls", "123456789012")["nmls"] == "123456789012"
    ask(desk, "me", "--nmls", "123456")
    body = desk.desk.mail.draft("lead-1").body
    assert "Example Mortgage, NMLS 123456" in body
    assert "423-555-0100" in body
