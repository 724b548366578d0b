"""What came of no call is noted with its lead, and changes nothing of what is to be done."""

from __future__ import annotations

import pytest

from app.errors import BadInput
from tests.desks import TestDesk, a_lead, ask


def test_a_note_stands_in_the_timeline_and_moves_no_step(ada: TestDesk) -> None:
    ada.put(a_lead())
    before = ask(ada, "plan")
    assert ask(ada, "note", "lead-1", " Their agent is Ana. ") == {"lead_id": "lead-1", "noted": True}
    ((said,),) = [ask(ada, "lead", "lead-1")["timeline"]]
    assert (said["kind"], said["note"]) == ("note", "Their agent is Ana.")
    assert ask(ada, "plan") == before


@pytest.mark.parametrize("words", ["  ", "x" * 10_001])
def test_a_note_nobody_would_read_is_refused(ada: TestDesk, words: str) -> None:
    ada.put(a_lead())
    with pytest.raises(BadInput):
        ask(ada, "note", "lead-1", words)
    assert ask(ada, "lead", "lead-1")["timeline"] == []
