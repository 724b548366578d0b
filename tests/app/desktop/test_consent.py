"""Consent given or taken back later: a fact about one channel, the last word of which counts."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from app.domain.activity import Activity
from app.errors import BadInput
from app.protocol.chain import Event
from app.protocol.wire import ACTIVITY
from tests.desks import TestDesk, a_lead, ask


@pytest.fixture
def desk(ada: TestDesk) -> TestDesk:
    ada.put(a_lead(), from_hub=True)
    ada.pass_time(minutes=5)
    return ada


def says(desk: TestDesk, kind: str, channel: str, *more: str) -> dict[str, Any]:
    desk.pass_time(minutes=1)
    return ask(desk, "log", "lead-1", kind, "--channel", channel, *more)


def may(desk: TestDesk, channel: str) -> bool:
    return bool(ask(desk, "may-contact", "lead-1", channel)["allowed"])


def test_consent_opens_a_channel_and_is_neither_attempt_nor_contact(desk: TestDesk) -> None:
    assert not may(desk, "text")
    logged = says(desk, "consented", "text", "--note", "said so on the phone")
    assert may(desk, "text")
    assert logged["stage"] == "new"
    assert logged["outside_rules"] is None
    row = ask(desk, "report")
    assert row["attempts"] == {"call": 0, "email": 0, "text": 0}
    assert row["contacted"]["n"] == 0
    [said] = ask(desk, "lead", "lead-1")["timeline"]
    assert (said["kind"], said["channel"], said["note"]) == ("consented", "text", "said so on the phone")


def test_the_last_word_counts_and_do_not_call_stands(desk: TestDesk) -> None:
    says(desk, "consented", "text")
    says(desk, "stop", "text")
    assert not may(desk, "text")
    says(desk, "consented", "text")
    assert may(desk, "text")
    says(desk, "withdrew", "text")
    assert not may(desk, "text")
    says(desk, "opted_out", "email")
    assert not may(desk, "email")
    says(desk, "consented", "email")
    assert may(desk, "email")
    says(desk, "do_not_call", "call")
    says(desk, "consented", "call")
    assert not may(desk, "call")


def test_it_can_be_taken_back_and_told_of_later(desk: TestDesk) -> None:
    early = "2026-11-23T16:01:00+00:00"
    logged = says(desk, "withdrew", "call", "--at", early)
    assert not may(desk, "call")
    assert ask(desk, "may-contact", "lead-1", "call", "--at", "2026-11-23T16:00:30+00:00")["allowed"]
    ask(desk, "undo", logged["activity_id"])
    assert may(desk, "call")


def test_it_goes_up_like_everything_else(desk: TestDesk) -> None:
    says(desk, "consented", "text")
    with desk.store.reading() as tx:
        [raw] = tx.events_after(0, 10)
    event = msgspec.json.decode(raw, type=Event)
    assert event.payload is not None
    activity = msgspec.json.decode(event.payload, type=Activity)
    assert (event.type, activity.kind, activity.channel) == (ACTIVITY, "consented", "text")


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--channel", "text", "--when", "2026-12-01T10:00:00-05:00"),
        ("--channel", "text", "--number", "4235550142"),
        ("--channel", "text", "--at", "2027-01-01T00:00:00Z"),
    ],
)
def test_what_makes_no_sense_is_refused(desk: TestDesk, words: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        ask(desk, "log", "lead-1", "consented", *words)


def test_the_story_says_it_in_words(desk: TestDesk) -> None:
    says(desk, "consented", "text")
    says(desk, "withdrew", "call")
    rows = desk.desk.leads.card("lead-1").timeline
    assert [row.words for row in rows[:2]] == ["Took consent to calls back", "Consented to texts"]
