"""Two leads of one person: what of the other's story is told of the one that goes on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import msgspec
import pytest

from app.domain.activity import Activity, Kind
from app.domain.lead import Channel, Lead, Person
from app.domain.one_person import has_loan, inquiry_of, told_of

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
KEPT = Lead(lead_id="kept", received_at=NOW - 24 * HOUR, borrower=Person(name="Ada Example"))


def did(kind: Kind, hours_ago: int, **more: Any) -> Activity:
    at = NOW - hours_ago * HOUR
    given = {"activity_id": f"{kind}-{hours_ago}", "lead_id": "other", "actor_id": "me", "logged_at": at, **more}
    return Activity(kind=kind, began_at=at, **given)


def told(*other: Activity, known: tuple[Activity, ...] = ()) -> list[tuple[Kind, datetime]]:
    numbers = count()
    out = told_of(KEPT, known, other, "me", (f"new-{n}" for n in numbers), NOW)
    assert all((one.lead_id, one.actor_id) == ("kept", "me") for one in out)
    assert len({one.activity_id for one in out}) == len(out)
    return [(one.kind, one.began_at) for one in out]


def test_what_was_done_with_the_person_is_told_at_its_own_time() -> None:
    call, note = did(Kind.NO_ANSWER, 3, channel=Channel.CALL), did(Kind.NOTE, 2, note="boat")
    assert told(call, note) == [(Kind.NO_ANSWER, NOW - 3 * HOUR), (Kind.NOTE, NOW - 2 * HOUR)]


@pytest.mark.parametrize(
    "kind", [Kind.SKIP, Kind.BAD_LEAD, Kind.CORRECTED, Kind.ASSIGNED, Kind.STAGE_REPORTED, Kind.RETRACTED]
)
def test_what_settles_a_lead_or_comes_from_the_hub_stays_on_it(kind: Kind) -> None:
    assert told(did(kind, 3)) == []


def test_nobody_writes_in_another_officers_name_but_that_somebody_asked_again_is_told() -> None:
    assert told(did(Kind.NO_ANSWER, 3, actor_id="somebody"), did(Kind.INQUIRED_AGAIN, 2, actor_id="")) == [
        (Kind.INQUIRED_AGAIN, NOW - 2 * HOUR)
    ]


def test_what_both_say_of_one_moment_is_said_once() -> None:
    call = did(Kind.NO_ANSWER, 3)
    assert told(call, did(Kind.BUSY, 3), known=(msgspec.structs.replace(call, lead_id="kept"),)) == [
        (Kind.BUSY, NOW - 3 * HOUR)
    ]


def test_a_try_of_before_the_lead_came_is_none_of_it_and_what_lasts_holds_from_then_on() -> None:
    asked = did(Kind.CALL_BACK, 30, when=NOW + HOUR)
    over = did(Kind.CALL_BACK, 29, when=NOW - HOUR)
    stop = did(Kind.DO_NOT_CALL, 28)
    assert told(did(Kind.NO_ANSWER, 31), asked, over, stop) == [
        (Kind.CALL_BACK, KEPT.received_at),
        (Kind.DO_NOT_CALL, KEPT.received_at),
    ]


def test_a_lead_the_loan_system_reports_to_has_a_loan() -> None:
    assert has_loan([did(Kind.STAGE_REPORTED, 1, stage="processing")])
    assert not has_loan([did(Kind.SENDING_APPLICATION, 1)])


def other(**more: Any) -> Lead:
    received = NOW - 5 * HOUR
    fresh = Lead(lead_id="other", received_at=received, borrower=Person(), source="Portal", arrived_at=NOW - 4 * HOUR)
    return msgspec.structs.replace(fresh, **more)


@pytest.mark.parametrize(
    ("lead", "asks"),
    [
        (other(), True),
        (other(arrived_at=None), True),
        # an officer wrote it down, or a list without times was imported: nobody asked at that moment
        (other(arrived_at=NOW - 5 * HOUR), False),
        (other(arrived_at=NOW - 5 * HOUR, vendor_id="V-1000002"), True),
        (other(arrived_at=NOW - 5 * HOUR, posts=("a",)), True),
        (other(received_at=KEPT.received_at - HOUR), False),
    ],
)
def test_a_later_lead_that_came_by_itself_was_a_repeat_inquiry(lead: Lead, asks: bool) -> None:
    found = inquiry_of(KEPT, (), lead, "me", NOW)
    assert (found is not None) == asks
    if found is not None:
        assert (found.kind, found.lead_id, found.actor_id) == (Kind.INQUIRED_AGAIN, "kept", "me")
        assert (found.began_at, found.reason) == (lead.received_at, "Portal")


def test_an_inquiry_that_is_on_the_lead_already_is_not_noted_twice() -> None:
    lead = other()
    known = did(Kind.INQUIRED_AGAIN, 5, lead_id="kept", reason="Portal")
    assert inquiry_of(KEPT, [known], lead, "me", NOW) is None
