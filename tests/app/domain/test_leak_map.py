"""Each lead lost by itself: who held it, at which step it was lost, whose side that is, what it had cost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from app.domain.activity import Kind
from app.domain.leak_map import Leak, leak_rows, lost_leads
from tests.app.domain.story import Story, wall
from tests.app.domain.test_report_rows import LATER
from tests.app.domain.test_scorecard import case, story


def promised() -> Story:
    """Return a lead whose borrower asked to be called at noon, and nobody did."""
    return story().did(Kind.CALL_BACK, "20 10:02", when="20 12:00")


def test_each_lost_lead_tells_its_own() -> None:
    told = story(source="Ads", campaign="fall", cost=Decimal(40)).did(Kind.INQUIRED_AGAIN, "20 10:30", cost=Decimal(2))
    (lost,) = lost_leads([case(told, LATER, [("ben", "20 10:00"), ("ada", "20 12:00")])])
    assert (lost.lead_id, lost.leak, lost.step_id, lost.officer_id) == ("lead-1", Leak.NEVER_CALLED, "c1", "ada")
    assert (lost.source, lost.campaign, lost.cost) == ("Ads", "fall", Decimal(42))
    assert lost.received_at == wall("20 10:00") < lost.ended_at


def test_the_map_has_as_many_leads_and_as_much_cost_as_the_report() -> None:
    told = [story(lead_id=f"lead-{n}", cost=Decimal(n) if n else None) for n in range(4)]
    told[3].called("20 10:02")
    cases = [case(one, LATER) for one in told]
    rows, map_ = leak_rows(cases), lost_leads(cases)
    assert sum(row["leads"] for row in rows) == len(map_) == 4
    assert sum(row["cost"] for row in rows) == sum(lost.cost or 0 for lost in map_) == 6


@pytest.mark.parametrize(
    ("then", "leak"),
    [
        # they never heard of it again
        ([(Kind.DO_NOT_CALL, "25 10:00", {})], Leak.PROMISE_BROKEN),
        # somebody spoke with them after all
        ([(Kind.NOT_INTERESTED, "25 10:00", {})], None),
        # a number that is nobody's is the vendor's
        ([(Kind.BAD_LEAD, "25 10:00", {"reason": "fake"})], None),
        # attempted in its time, and so kept
        ([(Kind.NO_ANSWER, "20 12:02", {}), (Kind.DO_NOT_CALL, "25 10:00", {})], None),
    ],
)
def test_a_broken_promise_after_which_nobody_spoke_with_them_is_the_officers(
    then: list[tuple[Kind, str, dict[str, Any]]], leak: Leak | None
) -> None:
    told = promised()
    for kind, at, more in then:
        told.did(kind, at, **more)
    found = lost_leads([case(told, LATER)])
    assert [(lost.leak, lost.step_id, lost.leak.side) for lost in found] == ([(leak, "", "officer")] if leak else [])


def test_leads_come_in_the_order_they_ended() -> None:
    late = story("21 10:00", lead_id="a")
    soon = story(lead_id="b")
    assert [lost.lead_id for lost in lost_leads([case(late, LATER), case(soon, LATER)])] == ["b", "a"]
