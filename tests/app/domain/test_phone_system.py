"""What the phone system knows of calls, and what an officer's share is of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from app.domain.activity import Activity, Evidence, Kind
from app.domain.phone_system import UNKNOWN, PhoneSystem, Span, joined

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def call(evidence: Evidence = Evidence.SELF) -> Activity:
    return Activity(
        activity_id="a",
        lead_id="l",
        kind=Kind.NO_ANSWER,
        actor_id="ada",
        began_at=NINE,
        logged_at=NINE,
        evidence=evidence,
    )


def test_a_record_proves_a_call_from_whatever_phone() -> None:
    knows = PhoneSystem(confirmed=frozenset({"a"}), personal={"ada": [Span(NINE - HOUR, None)]})
    for said in (Evidence.SELF, Evidence.HANDED_OFF):
        assert knows.graded(call(said)).evidence is Evidence.CONFIRMED


def test_a_personal_phone_is_in_nobodys_sight_while_it_is_used() -> None:
    used = PhoneSystem(personal={"ada": [Span(NINE - HOUR, NINE)]})
    assert used.graded(call()).evidence is Evidence.NOT_COVERABLE
    before = PhoneSystem(personal={"ada": [Span(NINE - 2 * HOUR, NINE - HOUR)], "ben": [Span(NINE, None)]})
    assert before.graded(call(Evidence.HANDED_OFF)).evidence is Evidence.HANDED_OFF


def test_a_call_counts_in_the_share_once_the_records_of_its_time_are_here() -> None:
    assert not UNKNOWN.covers(call())
    knows = PhoneSystem(covered=[Span(NINE, NINE + HOUR)])
    assert knows.covers(call())
    assert not knows.covers(msgspec.structs.replace(call(), began_at=NINE + 2 * HOUR))
    assert not knows.covers(call(Evidence.NOT_COVERABLE))


def test_times_that_touch_are_one() -> None:
    spans = [Span(NINE + HOUR, NINE + 2 * HOUR), Span(NINE, NINE + HOUR), Span(NINE + 3 * HOUR, NINE + 4 * HOUR)]
    within = Span(NINE, NINE + HOUR / 2)
    assert joined([*spans, within]) == [Span(NINE, NINE + 2 * HOUR), Span(NINE + 3 * HOUR, NINE + 4 * HOUR)]
