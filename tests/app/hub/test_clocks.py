"""The clock of an activity is graded as it comes in, kept beside it, and told to whoever holds the lead."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import pytest

from app.domain.activity import Activity, Kind
from app.domain.clock_grade import Clocked, ClockGrade
from app.hub.assigning import give, take_all_from
from app.hub.auditing import OPERATOR, RESTORED, note
from app.hub.checking import verify
from app.hub.exchange import push
from app.hub.ports import HubStore
from app.hub.reports import Question, Report, report_of
from app.hub.sums import ScoredSums
from app.protocol.feed import HubActivity, LeadGiven, read
from app.protocol.wire import ACTIVITY, LEAD_KEPT, ClockReading, Receipt
from storage.hub.store import SqlHubStore
from tests.hubs import NOW, Desk, DeskOf, give_lead, later, lead
from tests.shipped import shipped_rules

GOOD, DERIVED, POOR = ClockGrade.GOOD, ClockGrade.DERIVED, ClockGrade.POOR
TEN = timedelta(minutes=10)


def says(desk: Desk, lead_id: str, kind: Kind, at: datetime, **header: object) -> Activity:
    """Log by a clock that shows this, and count milliseconds along with it."""
    said = desk.logs(lead_id, kind, at)
    desk.log.pop()
    counted = (at - NOW) // timedelta(milliseconds=1) + 10**9
    desk.writes(ACTIVITY, lead_id, msgspec.json.encode(said), at, **{"monotonic_ms": counted, **header})
    return said


def pushes(desk: Desk, shows: datetime, now: datetime, after: int = 0) -> None:
    """Send by a clock that ran on undisturbed since what was logged by it."""
    counted = (shows - NOW) // timedelta(milliseconds=1) + 10**9
    offset = (now - shows) // timedelta(milliseconds=1)
    reading = ClockReading(wall_utc=shows, monotonic_ms=counted, boot_id="boot", hub_offset_ms=offset)
    request = msgspec.structs.replace(desk.request(after), clock=reading)
    assert isinstance(push(desk.store, desk.caller(now), request, now), Receipt)


def kept(store: HubStore) -> dict[str, Clocked | None]:
    with store.reading() as rows:
        every = rows.activities.of_leads([held.lead.lead_id for held in rows.leads.received(later(-9999), later(9999))])
    return {one.activity.activity_id: one.clock for many in every.values() for one in many}


def told(desk: Desk, now: datetime = NOW) -> list[tuple[str, Clocked | None]]:
    items = [read(row.kind, row.body) for row in desk.pulls(now)]
    return [(item.activity.activity_id, item.clock) for item in items if isinstance(item, HubActivity)]


def test_each_grade_is_kept_beside_the_activity_and_what_is_worth_saying_is_told(
    store: SqlHubStore, desk: DeskOf
) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada").lead_id
    right = says(ada, mine, Kind.BUSY, later(1), hub_offset_ms=-300, hub_offset_age_s=60)
    known = says(ada, mine, Kind.BUSY, later(2), hub_offset_ms=-4000, hub_offset_age_s=60)
    later_found = says(ada, mine, Kind.BUSY, later(3))
    never = says(ada, mine, Kind.BUSY, later(4), boot_id="another")
    pushes(ada, later(60), later(60) - TEN)
    derived = Clocked(DERIVED, -600_000)
    # the second was compared with another clock than the one that sends, and that one wrote it
    assert kept(store) == {
        right.activity_id: derived,
        known.activity_id: derived,
        later_found.activity_id: derived,
        never.activity_id: Clocked(POOR),
    }
    assert told(ada, later(60)) == list(kept(store).items())
    assert verify(store).is_ok


def test_of_a_clock_that_was_right_nothing_is_told(store: SqlHubStore, desk: DeskOf) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada").lead_id
    said = says(ada, mine, Kind.BUSY, later(1), hub_offset_ms=-300, hub_offset_age_s=60)
    pushes(ada, later(2), later(2))
    assert kept(store) == {said.activity_id: Clocked(GOOD, -300)}
    assert told(ada, later(2)) == [(said.activity_id, None)]
    assert b"clock" not in b"".join(row.body for _, row in ada.told if row.kind == "activity")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ({"hub_offset_ms": 70_000, "hub_offset_age_s": 800}, Clocked(GOOD, 70_000)),
        ({"hub_offset_ms": 70_000, "hub_offset_age_s": 8000}, Clocked(DERIVED, 70_000)),
        ({"hub_offset_ms": 70_000, "hub_offset_age_s": 800_000}, Clocked(POOR)),
        ({}, Clocked(POOR)),
    ],
)
def test_an_older_desk_shows_no_clock_and_is_believed_by_its_comparisons_alone(
    store: SqlHubStore, desk: DeskOf, header: dict[str, int], expected: Clocked
) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada").lead_id
    said = says(ada, mine, Kind.BUSY, later(1), **header)
    ada.pushes(now=later(2))
    assert kept(store) == {said.activity_id: expected}


def test_who_is_given_a_lead_is_told_of_the_clocks_in_its_history(store: SqlHubStore, desk: DeskOf) -> None:
    ada, eve, mine = desk("Ada"), desk("Eve"), give_lead(store, lead(), "Ada")
    unsure = says(ada, mine.lead_id, Kind.BUSY, later(1))
    sure = says(ada, mine.lead_id, Kind.BUSY, later(2), hub_offset_ms=0, hub_offset_age_s=0)
    ada.pushes(now=later(2))
    with store.writing() as rows:
        adas, eves = rows.people.named("Ada"), rows.people.named("Eve")
        assert adas is not None
        assert eves is not None
        take_all_from(rows, adas, later(3))
        give(rows, mine, eves, later(3), why="test")
    (given,) = [item for row in eve.pulls() if isinstance(item := read(row.kind, row.body), LeadGiven)]
    assert [one.activity_id for one in given.history] == [unsure.activity_id, sure.activity_id]
    assert given.clocks == {unsure.activity_id: Clocked(POOR)}


def test_the_event_of_a_lead_that_is_handed_back_later_keeps_the_clock_it_came_in_with(
    store: SqlHubStore, desk: DeskOf
) -> None:
    lost = lead(7)
    with store.writing() as rows:
        note(rows, NOW, OPERATOR, RESTORED, "")
    ada = desk("Ada")
    said = says(ada, lost.lead_id, Kind.BUSY, later(1))
    pushes(ada, later(2), later(2) - TEN)
    ada.writes(LEAD_KEPT, lost.lead_id, msgspec.json.encode(lost), later(300))
    ada.pushes(1, later(300))
    assert kept(store) == {said.activity_id: Clocked(DERIVED, -600_000)}
    assert told(ada, later(300)) == [(said.activity_id, Clocked(DERIVED, -600_000))]
    assert verify(store).is_ok


def test_a_copy_that_sends_the_same_again_by_another_clock_changes_no_grade(store: SqlHubStore, desk: DeskOf) -> None:
    ada, mine = desk("Ada"), give_lead(store, lead(), "Ada").lead_id
    said = says(ada, mine, Kind.BUSY, later(1))
    pushes(ada, later(2), later(2) - TEN)
    pushes(ada, later(2), later(90))
    assert kept(store) == {said.activity_id: Clocked(DERIVED, -600_000)}


def test_the_speed_of_a_fast_clock_is_put_right_and_of_a_poor_one_none_is_made(
    store: SqlHubStore, desk: DeskOf
) -> None:
    ada = desk("Ada")
    first, second = give_lead(store, lead(1), "Ada").lead_id, give_lead(store, lead(2), "Ada").lead_id
    says(ada, first, Kind.CALL_BACK, later(14))
    pushes(ada, later(15), later(5))
    says(ada, second, Kind.CALL_BACK, later(20))
    ada.pushes(1, later(5))
    (row,) = report_of(store, ScoredSums(shipped_rules()), Question(Report.OFFICER, officer="Ada"), later(60))[
        "officers"
    ]
    speeds = [row[name] for name in ("first_attempt", "first_contact", "working_clock")]
    assert [(speed["median_s"], speed["n"], speed["within_5m"]) for speed in speeds] == [
        (240.0, 1, {"n": 1, "of": 1})
    ] * 3
    assert (row["poor_clock"], row["back_dated"]) == ({"n": 1, "of": 2}, {"n": 0, "of": 2})
