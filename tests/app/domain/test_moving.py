"""A lead moved to another version: what the preview says of it."""

from __future__ import annotations

import msgspec

from app.domain.activity import Kind
from app.domain.moving import DoneStep, Moved, move_note, moved_row, what_moves
from app.domain.playbook import Playbook
from tests.app.domain.story import Story, playbook, wall

ONE = msgspec.structs.replace(
    playbook(
        'id="c1", channel="call", after="0m", within="5m"',
        'id="c2", channel="call", after="30m", within="5m"',
        'id="e1", channel="email", after="1h", within="1h"',
    ),
    version=1,
)
TWO = msgspec.structs.replace(
    playbook(
        'id="first", channel="call", after="0m", within="5m"',
        'id="last", channel="call", on_day=3, between="10:00-12:00"',
    ),
    version=2,
)


def moved(story: Story, at: str, old: Playbook = ONE, new: Playbook = TWO) -> Moved:
    return what_moves(story.lead, old, new, story.history, story.rules, story.known, story.officer, wall(at))


def test_a_preview_tells_what_comes_next_and_what_was_done_under_both_versions() -> None:
    story = Story("20 10:00").called("20 10:00", "20 10:30").mailed("20 11:00")
    found = moved(story, "20 11:01")
    assert not found.has_ended
    assert found.done == [DoneStep("c1", "first"), DoneStep("c2", None), DoneStep("e1", None)]
    assert moved_row(found) == {
        "lead_id": "lead-1",
        "from": 1,
        "to": 2,
        "next_before": {
            "kind": "wait",
            "step": "last_window",
            "channel": None,
            "due_at": "2026-11-20T17:00:00+00:00",
        },
        "next_after": {"kind": "step", "step": "last", "channel": "call", "due_at": "2026-11-22T15:00:00+00:00"},
        "done": [
            {"step": "c1", "becomes": "first"},
            {"step": "c2", "becomes": None},
            {"step": "e1", "becomes": None},
        ],
    }


def test_a_promise_stays_a_promise_and_an_end_an_end() -> None:
    promised = Story("20 10:00").did(Kind.CALL_BACK, "20 10:00", when="20 15:00")
    row = moved_row(moved(promised, "20 10:01"))
    assert row["next_before"] == row["next_after"]
    assert (row["next_after"]["kind"], row["next_after"]["step"]) == ("promise", None)
    lost = moved(Story("20 10:00").did(Kind.NOT_INTERESTED, "20 10:00", reason="other"), "20 10:01")
    assert lost.has_ended
    assert moved_row(lost)["next_before"] == {
        "kind": "end",
        "step": "lost",
        "channel": None,
        "due_at": "2026-11-20T15:00:00+00:00",
    }


def test_the_timeline_says_from_where_to_where_and_why() -> None:
    assert move_note(1, 2, "fewer calls") == "Moved from version 1 of the playbook to version 2: fewer calls"
