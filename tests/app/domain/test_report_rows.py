"""Sums by source, leads lost and promises, over officers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.domain.activity import Kind
from app.domain.leak_map import Leak, leak_rows
from app.domain.money import Bill, Bills
from app.domain.report_rows import promise_rows, source_rows
from tests.app.domain.story import EASTERN, PHONE, Story, wall
from tests.app.domain.test_scorecard import OFFICERS, case, story

LATER = "2027-01-15T10:00"


def sources(*told: Story, now: str = LATER) -> list[dict[str, Any]]:
    return source_rows([case(one, now) for one in told], zone=EASTERN, now=wall(now))


# -- sources ------------------------------------------------------------------------------------------


def test_a_row_a_source_campaign_and_month_received_on_the_companys_clock() -> None:
    told = [
        story("30 23:59", lead_id="a", source="Rate Table", campaign="fall", cost=Decimal("42.50")),
        story("2026-12-01T00:00", lead_id="b", source="Rate Table", campaign="fall"),
        story(lead_id="c", source="Rate Table"),
        story(lead_id="d", source="Ads", cost=Decimal(10)),
    ]
    found = sources(*told)
    assert [(r["source"], r["campaign"], r["month"], r["leads"], r["cost"]) for r in found] == [
        ("Ads", "", "2026-11", 1, 10.0),
        ("Rate Table", "", "2026-11", 1, None),
        ("Rate Table", "fall", "2026-11", 1, 42.5),
        ("Rate Table", "fall", "2026-12", 1, None),
    ]


def test_what_became_of_a_sources_leads_and_what_each_cost() -> None:
    won = story(lead_id="a", cost=Decimal(40)).did(Kind.APPOINTMENT, "20 10:02", when="20 11:00")
    won.did(Kind.STAGE_REPORTED, "25 10:00", stage="application_submitted", by="hub")
    won.did(Kind.STAGE_REPORTED, "30 10:00", stage="funded", by="hub")
    tried = story(lead_id="b", cost=Decimal("40.01")).called("20 10:02")
    submitted = story(lead_id="c").did(Kind.STAGE_REPORTED, "25 10:00", stage="application_submitted", by="hub")
    (row,) = sources(won, tried, submitted)
    assert row == {
        "source": "",
        "campaign": "",
        "month": "2026-11",
        "leads": 3,
        "contacted": 1,
        "appointments": 1,
        "applications": 2,
        "funded": 1,
        "funded_volume": None,
        "fees": 80.01,
        "month_fees": None,
        "spend": None,
        "credits": None,
        "refused": None,
        "cost": 80.01,
        "cost_per_lead": 26.67,
        "cost_per_contact": 80.01,
        "cost_per_appointment": 80.01,
        "cost_per_application": 40.01,
        "cost_per_funded": 80.01,
        "ripe": False,
    }


def test_an_inquiry_that_came_again_is_paid_for_too_and_by_the_first_source() -> None:
    told = story(lead_id="a", source="Ads", cost=Decimal(40)).did(Kind.INQUIRED_AGAIN, "24 10:00", cost=Decimal(30))
    (row,) = sources(told)
    assert (row["source"], row["leads"], row["cost"]) == ("Ads", 1, 70.0)


def test_what_was_paid_for_a_month_in_which_nobody_came_has_a_row_or_stands_with_those_who_did() -> None:
    spent = Bill(spend=Decimal("90.00"))
    bills = Bills(
        {"a": Bill(fees=Decimal(40))},
        {("Ads", "", date(2026, 11, 1)): spent, ("Ads", "fall", date(2026, 11, 1)): Bill(month_fees=Decimal(10))},
    )
    mine = case(story(lead_id="a", source="Ads"), LATER)
    whole, fall = source_rows([mine], zone=EASTERN, now=wall(LATER), bills=bills)
    # spent on the source where only a campaign's lead bore it: the row has both
    assert (whole["leads"], whole["fees"], whole["spend"], whole["cost"]) == (1, 40.0, 90.0, 130.0)
    assert whole["cost_per_lead"] == 130.0
    assert (fall["campaign"], fall["leads"], fall["cost"], fall["cost_per_lead"]) == ("fall", 0, 10.0, None)


def test_a_cost_per_something_that_did_not_happen_is_not_known() -> None:
    (row,) = sources(story(cost=Decimal(40)))
    assert (row["cost"], row["cost_per_application"], row["cost_per_funded"]) == (40.0, None, None)


def test_a_month_is_ripe_ninety_days_after_it_ended() -> None:
    assert sources(story(), now="2027-02-28T23:59")[0]["ripe"] is False
    assert sources(story(), now="2027-03-01T00:00")[0]["ripe"] is True


def test_a_vendors_test_lead_is_in_no_row() -> None:
    told = story(is_test=True)
    assert sources(told) == []
    assert leak_rows([case(told, LATER)]) == []
    assert promise_rows([case(told, LATER)], OFFICERS) == []


# -- promises -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("then", "now", "state"),
    [
        ([], "20 14:00", "pending"),
        ([], "20 15:10", "pending"),
        ([], "20 15:11", "broken"),
        ([(Kind.NO_ANSWER, "20 15:05", None)], "20 16:00", "kept"),
        ([(Kind.NO_ANSWER, "20 15:30", None)], "20 16:00", "broken"),
        ([(Kind.SKIP, "20 12:00", None)], "20 16:00", "broken"),
        ([(Kind.INBOUND, "20 12:00", "25 10:00")], "20 16:00", "moved"),
        ([(Kind.BAD_LEAD, "20 12:00", None)], "20 16:00", "excused"),
    ],
)
def test_what_came_of_a_promise(then: list[tuple[Kind, str, str | None]], now: str, state: str) -> None:
    told = story().did(Kind.CALL_BACK, "20 10:01", when="20 15:00")
    for kind, at, when in then:
        told.did(kind, at, when=when)
    first = promise_rows([case(told, now)], OFFICERS)[0]
    assert first["state"] == state
    assert first["promised_at"] == "2026-11-20T20:00:00+00:00"


def test_a_promise_is_the_holders_and_says_when_it_was_tried() -> None:
    told = story().did(Kind.CALL_BACK, "20 10:01", when="20 15:00").called("20 15:02")
    moved = case(told, "20 16:00", [("ada", "20 10:00"), ("ben", "20 14:00")])
    assert promise_rows([moved], OFFICERS) == [
        {
            "lead_id": "lead-1",
            "officer": "Ben",
            "promised_at": "2026-11-20T20:00:00+00:00",
            "attempted_at": "2026-11-20T20:02:00+00:00",
            "state": "kept",
        }
    ]


def test_promises_stand_in_the_order_of_their_times() -> None:
    late = story(lead_id="a").did(Kind.CALL_BACK, "20 10:01", when="25 15:00")
    soon = story(lead_id="b").did(Kind.CALL_BACK, "20 10:01", when="20 15:00")
    unheld = case(late, "20 16:00", [(None, "20 10:00")])
    assert [(r["lead_id"], r["officer"]) for r in promise_rows([unheld, case(soon, "20 16:00")], OFFICERS)] == [
        ("b", "Ada"),
        ("a", None),
    ]


# -- leaks --------------------------------------------------------------------------------------------


def leaks(told: Story, holdings: Any = None) -> list[tuple[str, str | None, str, int]]:
    rows = leak_rows([case(told, LATER, holdings)])
    return [(r["kind"], r["step"], r["side"], r["leads"]) for r in rows]


@pytest.mark.parametrize(
    ("told", "holdings", "leak"),
    [
        (story(), [(None, "20 10:00")], ("never_assigned", None, "manager")),
        (story().called("20 10:30"), [("ada", "20 10:06")], ("assigned_late", "c2", "manager")),
        (story(), [("ada", "20 10:05")], ("never_called", "c1", "officer")),
        (story().called("20 10:01"), None, ("call_undone", "c2", "officer")),
        (
            story().called("20 10:01", "20 10:31").did(Kind.SKIP, "20 11:05", reason="enough"),
            None,
            ("call_undone", "c3", "officer"),
        ),
        (story().called("20 10:01", "20 10:31", "20 11:05"), None, ("exhausted", None, "none")),
        (story().did(Kind.BAD_LEAD, "20 10:02", reason="fake"), None, ("bad_lead", None, "marketing")),
        (story().did(Kind.DO_NOT_CALL, "20 10:02"), None, ("do_not_contact", None, "none")),
        (story().did(Kind.DISCONNECTED, "20 10:02", number=PHONE), None, ("exhausted", None, "none")),
    ],
)
def test_where_a_lead_that_ended_without_contact_was_lost(
    told: Story, holdings: Any, leak: tuple[str, str | None, str]
) -> None:
    assert leaks(told, holdings) == [(*leak, 1)]


def test_a_lead_that_came_at_night_and_was_given_in_the_morning_was_not_given_late() -> None:
    # nobody could have called before ten
    told = story("21 03:00")
    assert leaks(told, [("ada", "21 09:30")]) == [("never_called", "c1", "officer", 1)]


def test_leads_lost_the_same_way_are_one_row_with_what_they_had_cost() -> None:
    told = [
        story(lead_id="a", cost=Decimal(40)),
        story(lead_id="b", cost=Decimal("2.50")),
        story(lead_id="c", cost=Decimal(7)).called("20 10:01"),
    ]
    assert leak_rows([case(one, LATER) for one in told]) == [
        {"kind": "never_called", "step": "c1", "side": "officer", "leads": 2, "cost": 42.5},
        {"kind": "call_undone", "step": "c2", "side": "officer", "leads": 1, "cost": 7.0},
    ]


@pytest.mark.parametrize(
    "told",
    [
        story().called("20 10:01").did(Kind.NOT_INTERESTED, "20 10:31"),
        story().own(),
        story().did(Kind.STAGE_REPORTED, "25 10:00", stage="denied", by="hub"),
    ],
)
def test_a_lead_somebody_spoke_with_or_that_is_kept_is_no_leak(told: Story) -> None:
    assert leaks(told) == []


def test_a_lead_still_worked_is_no_leak() -> None:
    assert leak_rows([case(story(), "21 10:00")]) == []


def test_every_leak_is_somebodys_or_nobodys() -> None:
    assert {leak.side for leak in Leak} == {"marketing", "manager", "officer", "none"}
