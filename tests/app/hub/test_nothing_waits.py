"""Who asks for the next lead and gets none is told why, and of whose leads nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.domain.activity import Activity, Kind
from app.domain.ids import new_id
from app.domain.lead import Address, Channel, Lead
from app.domain.listings import ListKind
from app.hub import nothing_waits, people, seats
from app.hub.claiming import claim
from app.hub.number_lists import ListFile, import_list
from app.hub.people import Newcomer, add_person
from app.hub.records import KeptActivity
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
    assert "1 lead waits that nobody may call now; the first opens tomorrow 8:" in words


def logged(store: SqlHubStore, lead: Lead, kind: Kind, **more: object) -> None:
    """Have something logged of a lead of the pool, by whoever had it."""
    told = {"actor_id": "somebody", "channel": Channel.CALL, "number": lead.borrower.phones[0].number, **more}
    made = Activity(activity_id=new_id(NOW), lead_id=lead.lead_id, kind=kind, began_at=NOW, logged_at=NOW, **told)
    with store.writing() as rows:
        rows.activities.add(KeptActivity(made))


def test_who_waits_for_nobody_is_not_told_to_wait(store: SqlHubStore) -> None:
    """A test lead, one that ended and one that is never to be called again open at no time."""
    is_licensed(store, "Ada")
    waits(store, 1, address=TENNESSEE, is_test=True)
    logged(store, waits(store, 2, address=TENNESSEE), Kind.NOT_INTERESTED, reason="rate")
    logged(store, waits(store, 3, address=TENNESSEE), Kind.DO_NOT_CALL)
    # of a litigator's list: it has not ended, and nobody is to call it
    waits(store, 4, address=TENNESSEE)
    import_list(store, ListFile("list.csv", b"6155550104", ListKind.LITIGATOR, NOW.date()), NOW)
    ada = desk_of(store, "Ada")
    # before anybody looked at them, and after
    for minutes in (1, 2):
        assert "The pool is empty." in told(ada, later(minutes))
    people.change_person(store, "Ada", people.Changes(licensed="KY"), "moved", NOW)
    assert "The pool is empty." in told(ada, later(3))


def test_what_opens_in_another_year_is_told_with_the_year(store: SqlHubStore) -> None:
    is_licensed(store, "Ada")
    called = waits(store, 1, address=TENNESSEE)
    logged(store, called, Kind.CALL_BACK, when=NOW + timedelta(days=400))
    assert "the first opens Tue, Apr 6, 2027 10:00 am." in told(desk_of(store, "Ada"), later(1))


def test_a_lead_without_a_state_is_for_who_has_no_licence_recorded_too(store: SqlHubStore) -> None:
    waits(store, 1)
    words = told(desk_of(store, "Ada"), NOW + timedelta(hours=14))
    assert "1 lead waits that nobody may call now" in words
    assert "None of your licences is recorded" not in words
    waits(store, 2, address=TENNESSEE)
    assert "None of your licences is recorded" in told(desk_of(store, "Ada"), NOW + timedelta(hours=14))


def test_whose_lead_comes_after_many_for_others_is_told_of_it(
    store: SqlHubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nothing_waits, "_LOOKED_AT", 3)
    people.change_person(store, "Ada", people.Changes(licensed="KY"), "recorded", NOW)
    for n in range(7):
        waits(store, n, n, address=TENNESSEE)
    ada = desk_of(store, "Ada")
    assert "3 leads or more wait in states you have no licence for." in told(ada)
    waits(store, 8, 9, address=Address(state="KY", zip="40202"))
    assert "1 lead waits that nobody may call now; the first opens tomorrow" in told(ada, NOW + timedelta(hours=14))


def test_who_calls_nobody_is_told_that_and_who_has_no_licence_gets_none(store: SqlHubStore) -> None:
    add_person(store, Newcomer(name="Mo", role="regional", branch="Nashville"), NOW)
    waits(store, 1, address=TENNESSEE)
    assert "for those who call them" in told(desk_of(store, "Mo"))
    assert takes(desk_of(store, "Ada"), now=later(1)) == "nothing_waits"
