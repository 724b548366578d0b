"""A lead moved to another version: what the preview says of it."""

from __future__ import annotations

import msgspec

from app.domain.activity import Kind
from app.domain.moving import DoneStep, Moved, move_note, move_told, moved_answer, moved_row, what_moves
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
        "name": "Dana Whitlock",
        "from": 1,
        "to": 2,
        "next_before": {
            "kind": "wait",
            "step": "last_window",
            "channel": None,
            "due_at": "2026-11-20T17:00:00+00:00",
        },
        "next_after": {"kind": "step", "step": "last", "channel": "call", "due_at": "2026-11-22T15:00:00+00:00"},
        "first_change": {"what": "next", "step": None, "before": "wait: last_window", "after": "last (call)"},
        "done": [
            {"step": "c1", "becomes": "first"},
            {"step": "c2", "becomes": None},
            {"step": "e1", "becomes": None},
        ],
    }


def test_what_is_told_of_a_move_names_nobody_but_the_holder() -> None:
    told = move_told(moved(Story("20 10:00").called("20 10:00", "20 10:30").mailed("20 11:00"), "20 11:01"), "Ada")
    assert (told.lead_id, told.officer, told.from_version) == ("lead-1", "Ada", 1)
    assert (told.before.kind, told.before.step, told.after.step) == ("wait", "last_window", "last")
    assert (told.changes, told.at_step) == ("next", "")
    same = move_told(moved(Story("20 10:00"), "20 10:01", ONE, ONE), "")
    assert (same.changes, same.at_step) == ("", "")
    assert "Whitlock" not in msgspec.json.encode(told).decode()


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


#: what comes first under it, and what is compared with it
BOOK = (
    'id="c1", channel="call", after="0m", within="5m"',
    'id="c2", channel="call", after="30m", within="5m"',
    'id="c3", channel="call", on_day=3, between="10:00-12:00"',
    'id="e1", channel="email", on_day=2, between="10:00-12:00"',
)


def changed(*steps: str, story: Story | None = None, at: str = "20 10:02") -> tuple[object, ...] | None:
    """Return what changes first for a lead that was called once, were it moved from BOOK to these steps."""
    story = story or Story("20 10:00").called("20 10:00")
    row = moved_row(moved(story, at, playbook(*BOOK), playbook(*steps)))
    found = row["first_change"]
    return None if found is None else (found["what"], found["step"], found["before"], found["after"])


def with_step(place: int, step: str) -> tuple[str, ...]:
    return (*BOOK[:place], step, *BOOK[place + 1 :])


def test_a_preview_tells_the_first_thing_that_changes_of_what_is_next() -> None:
    assert changed(*BOOK) is None
    assert changed(*with_step(1, 'id="again", channel="call", after="30m", within="5m"')) == (
        "next", None, "c2 (call)", "again (call)",
    )  # fmt: skip
    assert changed(*with_step(1, 'id="c2", channel="call", after="40m", within="5m"')) == (
        "due", "c2", "2026-11-20T15:30:00+00:00", "2026-11-20T15:40:00+00:00",
    )  # fmt: skip
    assert changed(*with_step(1, 'id="c2", channel="call", after="30m", within="1h"')) == (
        "on time until", "c2", "2026-11-20T15:35:00+00:00", "2026-11-20T16:30:00+00:00",
    )  # fmt: skip


def test_a_preview_tells_the_first_later_step_that_changes_where_what_is_next_stays() -> None:
    assert changed(*with_step(2, 'id="c3", channel="call", on_day=4, between="10:00-12:00"')) == (
        "due", "c3", "2026-11-22T15:00:00+00:00", "2026-11-23T15:00:00+00:00",
    )  # fmt: skip
    assert changed(*with_step(2, 'id="c3", channel="call", on_day=3, between="10:00-13:00"')) == (
        "on time until", "c3", "2026-11-22T17:00:00+00:00", "2026-11-22T18:00:00+00:00",
    )  # fmt: skip
    assert changed(*BOOK[:3]) == ("step", "e1", "2026-11-21T15:00:00+00:00", None)
    assert changed(*BOOK, 'id="c4", channel="call", on_day=5, between="10:00-12:00"') == (
        "step", "c4", None, "2026-11-24T15:00:00+00:00",
    )  # fmt: skip
    marketings = with_step(3, 'id="e1", channel="email", on_day=2, between="10:00-12:00", by="marketing"')
    assert changed(*marketings) == ("due", "e1", "2026-11-21T15:00:00+00:00", "marketing's")


def test_a_wait_that_lasts_longer_is_told_too() -> None:
    last = Story("20 10:00").called("20 10:00", "20 10:30", "22 10:00").mailed("21 10:00")
    longer = with_step(2, 'id="c3", channel="call", on_day=3, between="10:00-14:00"')
    assert changed(*longer, story=last, at="22 10:05") == (
        "until", None, "2026-11-22T17:00:00+00:00", "2026-11-22T19:00:00+00:00",
    )  # fmt: skip


def test_leads_that_notice_nothing_of_a_move_are_counted() -> None:
    story = Story("20 10:00").called("20 10:00")
    same, other = (moved(story, "20 10:02", playbook(*BOOK), book) for book in (playbook(*BOOK), TWO))
    answer = moved_answer([same, other, same], dry_run=True)
    assert (answer["moved"], answer["unchanged"], answer["dry_run"], len(answer["leads"])) == (3, 2, True, 3)


def test_the_timeline_says_from_where_to_where_and_why() -> None:
    assert move_note(1, 2, "fewer calls") == "Moved from version 1 of the playbook to version 2: fewer calls"
