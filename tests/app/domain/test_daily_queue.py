"""Who is next, and the sentence why."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.domain.activity import Kind
from app.domain.contact_rules import CompanyRules
from app.domain.daily_queue import Entry, Group, rank, skip_words, step_words, why
from app.domain.lead import Channel
from app.domain.playbook import Step
from app.domain.standing import Due
from tests.app.domain.asking import changed
from tests.app.domain.story import EASTERN, NINE_TO_SIX, Story, wall

HOURS = "Kentucky: 10:00-21:00"
PER_CALL = timedelta(minutes=6)


def entry(
    lead_id: str, told: Story, at: str, *, called: bool | None = None, blocked: str = "", source: str = "Rate Table"
) -> Entry:
    due = told.next(at)
    assert isinstance(due, Due)
    again = [n for n, a in enumerate(told.history) if a.kind is Kind.INQUIRED_AGAIN]
    since = told.history[again[-1] + 1 :] if again else told.history
    calls = [a for a in since if a.channel is Channel.CALL and a.kind is not Kind.SKIP]
    return Entry(
        lead_id=lead_id,
        received_at=told.lead.received_at,
        source=source,
        due=due,
        called=bool(calls) if called is None else called,
        contacted=any(a.kind in (Kind.CALL_BACK, Kind.INBOUND, Kind.SENDING_APPLICATION) for a in since),
        blocked=blocked,
        called_at=calls[-1].began_at if calls else None,
        asked_again_at=told.history[again[-1]].began_at if again else None,
    )


def places(entries: list[Entry], at: str) -> list[tuple[str, Group]]:
    return [(p.entry.lead_id, p.group) for p in rank(entries, wall(at), PER_CALL)]


def test_the_queue_stands_in_its_order() -> None:
    now = "20 12:00"
    entries = [
        entry("later", Story("20 11:45", emails=()).called("20 11:46"), now),
        entry("step with an hour", Story("20 10:30", emails=()).called("20 10:31", "20 11:01"), now),
        entry("blocked", Story("20 11:00"), now, blocked=HOURS),
        entry("never called, older", Story("20 10:00"), now),
        entry("new, older", Story("20 11:56"), now),
        entry("step with a minute", Story("20 11:00", emails=()).called("20 11:01"), now),
        entry("promise", Story("20 10:00").did(Kind.CALL_BACK, "20 10:01", when="20 11:50"), now),
        entry("never called, newer", Story("20 11:00"), now),
        entry("new, newer", Story("20 11:58"), now),
        entry("promise later today", Story("20 10:00").did(Kind.CALL_BACK, "20 10:01", when="20 12:10"), now),
    ]
    assert places(entries, now) == [
        ("promise", Group.PROMISES),
        ("new, newer", Group.FIRST_CALLS),
        ("new, older", Group.FIRST_CALLS),
        ("never called, newer", Group.NEVER_CALLED),
        ("never called, older", Group.NEVER_CALLED),
        ("step with a minute", Group.STEPS),
        ("step with an hour", Group.STEPS),
        ("promise later today", Group.LATER),
        ("later", Group.LATER),
        ("blocked", Group.BLOCKED),
    ]


def test_who_asks_again_is_a_first_call_once_more_and_as_new_as_that() -> None:
    asked = Story("18 12:00", emails=()).called("18 12:01").did(Kind.INQUIRED_AGAIN, "20 11:58")
    now = "20 12:00"
    entries = [
        entry("new", Story("20 11:57"), now),
        entry("asked again", asked, now),
        entry("never called", Story("20 11:00"), now),
    ]
    assert places(entries, now) == [
        ("asked again", Group.FIRST_CALLS),
        ("new", Group.FIRST_CALLS),
        ("never called", Group.NEVER_CALLED),
    ]
    (first, *_) = rank(entries, wall(now), PER_CALL)
    assert why(first, wall(now), EASTERN) == "Asked again 2 minutes ago; the first call is on time until 12:03 pm."
    (late,) = rank([entry("asked again", asked, "20 12:30")], wall("20 12:30"), PER_CALL)
    assert late.group is Group.NEVER_CALLED
    assert why(late, wall("20 12:30"), EASTERN) == "Asked again at 11:58 am and was not called since."
    # called since, it is a step like others
    again = Story("18 12:00", emails=()).did(Kind.INQUIRED_AGAIN, "20 11:00").called("20 11:01")
    assert places([entry("called", again, now)], now) == [("called", Group.STEPS)]


def test_who_asks_elsewhere_in_the_middle_of_a_loan_is_no_first_call() -> None:
    told = Story("18 12:00", emails=()).did(Kind.SENDING_APPLICATION, "18 12:01").did(Kind.INQUIRED_AGAIN, "20 11:58")
    assert places([entry("loan", told, "20 12:00")], "20 12:00") == [("loan", Group.STEPS)]


def test_a_lead_that_called_us_is_no_first_call_though_nobody_called_it() -> None:
    told = Story("20 10:00", emails=()).did(Kind.INBOUND, "20 10:01")
    assert places([entry("a", told, "20 10:02")], "20 10:02") == [("a", Group.STEPS)]


def test_leads_due_together_when_a_shift_begins_take_turns_in_queue_order() -> None:
    entries = [
        entry(lead_id, Story(received, officer=NINE_TO_SIX), "23 10:00")
        for lead_id, received in (("b", "21 03:00"), ("c", "20 22:00"), ("a", "22 12:00"))
    ]
    found = {p.entry.lead_id: (p.group, p.on_time_until) for p in rank(entries, wall("23 10:11"), PER_CALL)}
    assert found == {
        "a": (Group.NEVER_CALLED, wall("23 10:06")),
        "b": (Group.FIRST_CALLS, wall("23 10:12")),
        "c": (Group.FIRST_CALLS, wall("23 10:18")),
    }


def test_working_through_them_makes_the_ones_that_wait_no_later() -> None:
    done = Story("22 12:00", officer=NINE_TO_SIX, emails=()).called("23 10:01")
    waiting = [
        entry(lead_id, Story(received, officer=NINE_TO_SIX), "23 10:00")
        for lead_id, received in (("b", "21 03:00"), ("c", "20 22:00"))
    ]
    placed = rank([*waiting, entry("a", done, "23 10:02")], wall("23 10:02"), PER_CALL)
    assert {p.entry.lead_id: p.on_time_until for p in placed if p.entry.lead_id != "a"} == {
        "b": wall("23 10:12"),
        "c": wall("23 10:18"),
    }


def test_a_lead_alone_at_a_shifts_start_keeps_its_own_window() -> None:
    (placed,) = rank([entry("a", Story("21 03:00", officer=NINE_TO_SIX), "23 10:00")], wall("23 10:00"), PER_CALL)
    assert placed.on_time_until == wall("23 10:05")


# -- in words -----------------------------------------------------------------------------------------


def sentence(told: Story, at: str, **more: object) -> str:
    (placed,) = rank([entry("a", told, at, **more)], wall(at), PER_CALL)  # type: ignore[arg-type]
    return why(placed, wall(at), EASTERN)


@pytest.mark.parametrize(
    ("told", "at", "words"),
    [
        (
            Story("20 11:58"),
            "20 12:00",
            "New from Rate Table, 2 minutes old; the first call is on time until 12:03 pm.",
        ),
        (Story("20 10:00"), "20 12:00", "Arrived from Rate Table at 10:00 am and was never called."),
        (
            Story("20 10:00", emails=()).called("20 10:01"),
            "20 10:40",
            "Call 2 is due; on time until 11:01 am.",
        ),
        (Story("20 10:00", emails=()).called("20 10:01"), "20 12:31", "Call 2 was due at 10:31 am."),
        (Story("20 10:00").called("20 10:01"), "20 10:10", "E-mail 1 is due at 10:20 am."),
        (
            Story("20 10:00").did(Kind.CALL_BACK, "20 10:01", when="20 15:00"),
            "20 15:05",
            "You promised to call at 3:00 pm.",
        ),
        (
            Story("20 10:00").did(Kind.CALL_BACK, "20 10:01", when="20 15:00"),
            "20 18:05",
            "You promised to call at 3:00 pm.",
        ),
        (
            Story("20 10:00").did(Kind.CALL_BACK, "20 10:01", when="20 15:00"),
            "21 16:00",
            "You promised to call yesterday 3:00 pm.",
        ),
        (
            Story("20 10:00").did(Kind.CALL_BACK, "20 10:01", when="20 15:00").called("20 15:01"),
            "20 15:20",
            "You promised to call at 3:16 pm. Not reached yet; try again.",
        ),
        (
            Story("20 10:00").did(Kind.CALL_BACK, "20 10:01", when="20 15:00"),
            "20 14:00",
            "The promised call is due at 3:00 pm.",
        ),
        (
            Story("20 20:50", emails=()).called("20 20:51"),
            "20 20:52",
            "Call 2 is due tomorrow 10:00 am (Kentucky: 10:00-21:00).",
        ),
        (
            Story("20 17:45", officer=NINE_TO_SIX, phones=()),
            "20 17:46",
            "E-mail 1 is due Mon, Nov 23 9:00 am, when your shift begins.",
        ),
        (
            Story("20 10:05", emails=()).called("20 10:05", "20 10:08", "20 10:09"),
            "20 10:30",
            "Call 2 is due tomorrow 10:05 am (three calls or texts within 24 hours).",
        ),
        (
            Story("20 10:05", emails=(), rules=changed(CompanyRules(cap=2, cap_hours=48))).called(
                "20 10:05", "20 10:08"
            ),
            "20 10:30",
            "Call 2 is due Sun, Nov 22 10:05 am (two calls or texts within 48 hours).",
        ),
    ],
)
def test_the_sentence_says_why(told: Story, at: str, words: str) -> None:
    assert sentence(told, at) == words


def test_what_is_blocked_says_what_it_waits_for() -> None:
    assert sentence(Story("21 03:00"), "21 03:00", blocked=HOURS) == f"Call 1 has to wait ({HOURS})."
    promised = Story("20 10:00").did(Kind.CALL_BACK, "20 10:01", when="21 09:00")
    assert sentence(promised, "21 09:30", blocked=HOURS) == f"The promised call has to wait ({HOURS})."


def test_what_was_overdue_when_it_was_blocked_says_what_it_waits_for_too() -> None:
    overdue = Story("20 20:00")
    assert sentence(overdue, "20 23:00", blocked=HOURS) == f"Call 1 has to wait ({HOURS})."


def test_what_is_blocked_says_what_closes_it_now_not_what_moved_it_once() -> None:
    assert sentence(Story("21 03:00"), "21 11:00", blocked="no number") == "Call 1 has to wait (no number)."


def test_a_lead_without_a_source_is_just_new() -> None:
    assert sentence(Story("20 11:58"), "20 12:00", source="").startswith("New, 2 minutes old")


def _due(step: Step | None, channel: Channel = Channel.CALL) -> Due:
    at: datetime = wall("20 10:00")
    return Due(channel=channel, planned_at=at, due_at=at, on_time_until=at, step=step, promise_id="" if step else "p")


def test_a_step_is_called_by_its_kind_and_number_or_by_its_name() -> None:
    names = ("call-2", "text-1", "application-3", "call-back-again", "hello")
    steps = [_due(Step(step_id=name, channel=Channel.CALL)) for name in names]
    assert [step_words(due) for due in steps] == ["Call 2", "Text 1", "Application 3", "Call back again", "Hello"]
    assert step_words(_due(None)) == "A promise"


def test_what_leaving_a_step_out_means_is_said() -> None:
    assert "breaks the promise" in skip_words(_due(None))
    assert "waits" in skip_words(_due(Step(step_id="c", channel=Channel.CALL)))
    assert "lapses" in skip_words(_due(Step(step_id="e", channel=Channel.EMAIL), Channel.EMAIL))
