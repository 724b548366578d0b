"""Who asks for the next lead and gets none is told why, and of whose leads nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.hub import people, seats
from app.hub.claiming import claim
from app.hub.people import Newcomer, add_person
from app.protocol.wire import LeadNotYours
from storage.hub.store import SqlHubStore
from tests.app.hub.claims import RULES, TENNESSEE, is_licensed, takes, waits, wish
from tests.hubs import NOW, Desk, company_store, desk_of, later


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlHubStore]:
    with company_store("sqlite", tmp_path, request.config) as made:
        yield made


def told(desk: Desk, at: datetime = NOW) -> str:
    answer = claim(desk.store, RULES, desk.caller(at), wish(desk), at)
    assert isinstance(answer, LeadNotYours)
    return f"{answer.happened} {answer.remedy}"


def test_an_empty_pool_is_said_to_be_empty(store: SqlHubStore) -> None:
    assert "The pool is empty." in told(desk_of(store, "Ada"))


def test_who_has_no_licence_recorded_or_none_for_what_waits_is_told_that(store: SqlHubStore) -> None:
    ada = desk_of(store, "Ada")
    waits(store, 1, address=TENNESSEE)
    waits(store, 2, address=TENNESSEE)
    assert "None of your licences is recorded" in told(ada)
    people.change_person(store, "Ada", people.Changes(licensed="KY"), "recorded", NOW)
    assert "2 leads wait in states you have no licence for." in told(ada)


def test_who_is_to_have_no_more_is_told_that(store: SqlHubStore) -> None:
    is_licensed(store, "Ada")
    waits(store, 1, address=TENNESSEE)
    seats.change_seat(store, "Ada", {"cap_day": "0"}, "ramping up", NOW)
    assert "as many leads today as you are to have" in told(desk_of(store, "Ada"))
    seats.change_seat(store, "Ada", {"cap_day": "", "no_new_until": "2026-03-09"}, "on a course", NOW)
    assert "given no new leads for now" in told(desk_of(store, "Ada"))


def test_what_nobody_may_call_now_opens_at_a_time_that_is_told(store: SqlHubStore) -> None:
    is_licensed(store, "Ada")
    waits(store, 1, address=TENNESSEE)
    words = told(desk_of(store, "Ada"), NOW + timedelta(hours=14))
    assert "1 lead waits that nobody may call now; the first opens Mar 3, 8:" in words


def test_who_calls_nobody_is_told_that_and_who_has_no_licence_gets_none(store: SqlHubStore) -> None:
    add_person(store, Newcomer(name="Mo", role="regional", branch="Nashville"), NOW)
    waits(store, 1, address=TENNESSEE)
    assert "for those who call them" in told(desk_of(store, "Mo"))
    assert takes(desk_of(store, "Ada"), now=later(1)) == "nothing_waits"
