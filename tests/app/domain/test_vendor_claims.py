"""Claims for a vendor's credit: found by the vendor, proved by what was tried, and of nobody by name."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain.activity import Kind
from app.domain.case import Case
from app.domain.lead import Address
from app.domain.money import Arrival, Ledger
from app.domain.returns import Returns, ReturnTerms
from app.domain.vendor_claims import claim_rows
from tests.app.domain.story import EASTERN, PHONE, Story, wall
from tests.app.domain.test_scorecard import case, story

NOW = "25 10:00"


def claims(*told: Story) -> list[dict[str, Any]]:
    cases = [case(one, NOW) for one in told]
    terms = {"rate table": ReturnTerms(within_days=7)}
    found = Returns(cases, _arrivals(cases), terms, Ledger(), zone=EASTERN, today=date(2026, 11, 25))
    return claim_rows(cases, found.bad)


def _arrivals(cases: Iterable[Case]) -> list[Arrival]:
    return [Arrival(c.lead.lead_id, c.lead.received_at, c.lead.source, c.lead.campaign) for c in cases]


def bad(lead_id: str, reason: str, received: str = "20 10:00", **more: Any) -> Story:
    told = {"source": "Rate Table", "vendor_id": f"v-{lead_id}", "cost": Decimal("42.5"), **more}
    return story(received, lead_id=lead_id, **told).did(Kind.BAD_LEAD, "20 12:00", reason=reason)


def test_a_bad_number_is_proved_by_every_attempt_and_when() -> None:
    told = story(lead_id="a", source="Rate Table", vendor_id="v-a", cost=Decimal("42.5"))
    told.did(Kind.DISCONNECTED, "20 10:03").did(Kind.NOTE, "20 10:04", note="Dana hung up")
    told.did(Kind.BAD_LEAD, "20 12:00", reason="bad number")
    (row,) = claims(told)
    assert (row["vendor_id"], row["reason"], row["state"], row["price"]) == ("v-a", "bad number", "open", 42.5)
    assert (row["until"], row["days_left"]) == ("2026-11-27", 2)
    assert [(one["what"], one["channel"], one["at"]) for one in row["proof"]] == [
        ("Disconnected", "call", wall("20 10:03").isoformat()),
        ("Bad lead", "call", wall("20 12:00").isoformat()),
    ]


def test_nothing_in_a_claim_tells_who_it_is() -> None:
    told = json.dumps(claims(bad("a", "bad number")))
    assert all(word not in told for word in ("Dana", "Whitlock", "dana@", PHONE, PHONE[-7:], "40202", "Louisville"))


def test_a_duplicate_is_proved_by_the_day_the_first_one_came() -> None:
    first = story("2026-11-02T09:00", lead_id="first", source="Ads")
    other = story("2026-11-01T09:00", lead_id="other", source="Ads", phones=("+15025550199",), emails=())
    (row,) = claims(first, other, bad("again", "duplicate"))
    assert row["first_received_at"] == wall("2026-11-02T09:00").isoformat()
    (alone,) = claims(bad("alone", "bad number", phones=(), emails=()))
    assert alone["first_received_at"] is None


def test_out_of_state_is_proved_by_what_was_sent_and_what_was_said() -> None:
    told = bad("a", "out of state", address=Address(state="KY", zip="40202")).did(
        Kind.SAID_PLACE, "20 10:05", place="FL"
    )
    (row,) = claims(told)
    assert (row["sent_state"], row["said_state"]) == ("KY", "FL")


def test_one_that_came_too_long_ago_says_so() -> None:
    (row,) = claims(bad("a", "fake", received="2026-11-02T09:00"))
    assert (row["state"], row["until"], row["days_left"]) == ("too_late", "2026-11-09", None)
