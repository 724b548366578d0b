"""A borrower is forgotten, on either database: read back with code that shares nothing with the hub's."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from typing import Any

import msgspec
import psycopg
import pytest
import sqlcipher3

from app.clock import FixedClock
from app.command_line import read_words
from app.domain.activity import Kind
from app.domain.lead import Address, Partner, Person, Phone
from app.errors import BadInput
from app.hub import checking
from app.hub.assigning import give
from app.hub.command import run
from app.hub.exchange import push
from app.hub.forgetting import Whom, forget, purge
from app.hub.founding import set_company
from app.hub.gathering import ALL_DAYS, gather, period_of
from app.hub.sums import ScoredSums
from app.protocol.feed import LeadGiven, LeadGone, read
from app.protocol.person_hash import number_hash
from app.protocol.wire import LEAD_ADDED, Receipt
from storage.engine import writing
from storage.hub.store import SqlHubStore
from tests.hubs import KEY, NOW, TERMS, Desk, DeskOf, give_lead, later, lead
from tests.marked import MARKED
from tests.shipped import shipped_rules

NUMBER, MAIL, STREET = "+16155550177", "quentin@example.com", "17 Wisteria Row"
#: everything by which the person would be found in a database, however it is written there
TRACES = ("quentin", "6155550177", "wisteria", "three-legged cat")
CLOCK = FixedClock(later(60))
QUENTIN: dict[str, Any] = {
    "borrower": Person(name=f"Quentin {MARKED}", phones=(Phone(number=NUMBER),), emails=(MAIL,)),
    "co_borrowers": (Person(name="Mrs Quentin"),),
    "address": Address(street=STREET, state="TN", zip="37201"),
    "partner": Partner(name="Quentin's cousin"),
    "source_fields": {"Pet": "three-legged cat"},
}


def hub(store: SqlHubStore, *words: str) -> dict[str, Any]:
    return run(read_words(["hub", *words]), store, CLOCK, ScoredSums(shipped_rules()), TERMS)


def whole_database(store: SqlHubStore) -> Iterator[tuple[str, str]]:
    """Yield every value of every table as (table, text), by the driver alone."""
    url = store._engine.url
    if url.drivername.startswith("postgresql"):
        with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)) as conn:
            tables = conn.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()").fetchall()
            for (table,) in tables:
                yield from ((table, _text(v)) for row in conn.execute(f'SELECT * FROM "{table}"') for v in row)
        return
    with store._engine.connect() as ours:
        file = ours.exec_driver_sql("PRAGMA database_list").first()
        assert file is not None
    with closing(sqlcipher3.connect(file[2])) as conn:
        conn.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        tables = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            yield from ((table, _text(v)) for row in conn.execute(f'SELECT * FROM "{table}"') for v in row)


def _text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace").lower()
    return str(value).lower()


def traces(store: SqlHubStore) -> set[str]:
    """Return the tables in which something of the person stands."""
    return {table for table, text in whole_database(store) if any(trace in text for trace in TRACES)}


@pytest.fixture
def ada(store: SqlHubStore, desk: DeskOf) -> Desk:
    return desk("Ada")


@pytest.fixture
def lead_id(store: SqlHubStore, ada: Desk) -> str:
    """A lead whose every corner names the person, called and written about by Ada, beside another's."""
    held = give_lead(store, lead(1, **QUENTIN), "Ada")
    give_lead(store, lead(2), "Ada")
    ada.logs(held.lead_id, Kind.NO_ANSWER, later(1), number=NUMBER, note="Quentin has a three-legged cat")
    ada.logs(held.lead_id, Kind.DO_NOT_CALL, later(2), number=NUMBER, reason="moved to 17 Wisteria Row")
    ada.pushes()
    return held.lead_id


def test_nothing_of_the_person_is_left_and_every_chain_holds(store: SqlHubStore, ada: Desk, lead_id: str) -> None:
    assert traces(store) == {"lead", "lead_key", "event", "activity", "feed_row"}
    assert hub(store, "purge", lead_id, "--why", "ticket 4711") == {"purged": [lead_id]}
    assert traces(store) == set()
    assert checking.verify(store).is_ok
    assert hub(store, "lead", lead_id)["chain"]["ok"]
    with store.reading() as rows:
        (line,) = [line for line in rows.audit.all() if line.subject == lead_id and "purged" in line.what]
        assert (line.by, line.what) == ("operator", "lead purged: ticket 4711")


def test_nobody_may_call_the_number_afterwards_and_nobody_can_read_which_it_is(
    store: SqlHubStore, ada: Desk, lead_id: str
) -> None:
    hub(store, "purge", lead_id, "--why", "asked")
    with store.reading() as rows:
        hashed = number_hash(rows.company().person_key, NUMBER)
        assert hashed is not None
        assert rows.numbers.blocked([hashed]) == {hashed}
    # also where the same person asks once more, as somebody new
    again = give_lead(store, lead(3, **QUENTIN), "Eve")
    with store.reading() as rows:
        facts = gather(rows, period_of("America/Chicago", ALL_DAYS, CLOCK.now()), None, CLOCK.now())
    assert facts.listed == {again.lead_id}


def test_leads_of_which_nothing_was_heard_for_as_long_are_forgotten_and_others_are_not(
    store: SqlHubStore, ada: Desk, lead_id: str
) -> None:
    quiet, promised, called = (give_lead(store, lead(n), "Ada") for n in (11, 12, 13))
    ada.logs(promised.lead_id, Kind.NOT_NOW, later(3), when=NOW + timedelta(days=900))
    ada.logs(called.lead_id, Kind.NO_ANSWER, NOW + timedelta(days=300))
    clock = FixedClock(NOW + timedelta(days=400))
    ada.pushes(now=clock.now())

    def purged(days: int) -> list[str]:
        words = read_words(["hub", "purge", "--untouched-for", str(days), "--why", "kept for a year"])
        return list(run(words, store, clock, ScoredSums(shipped_rules()), TERMS)["purged"])

    assert purged(500) == []
    with store.reading() as rows:
        others = set(rows.leads.all_ever_held(ada.person_id))
    others -= {promised.lead_id, called.lead_id}
    assert {lead_id, quiet.lead_id} < others
    assert set(purged(365)) == others
    assert traces(store) == set()
    assert purged(365) == []
    with store.reading() as rows:
        assert rows.leads.purged() == others
    assert checking.verify(store).is_ok
    for days in (0, 89, 10**9):
        with pytest.raises(BadInput, match="no time to keep leads"):
            purged(days)


@pytest.mark.parametrize("words", [["--number", "(615) 555-0177"], ["--email", "QUENTIN@example.com"]])
def test_all_leads_of_a_number_or_an_address_are_meant(
    store: SqlHubStore, ada: Desk, lead_id: str, words: list[str]
) -> None:
    second = give_lead(store, lead(4, **QUENTIN), "Eve")
    assert hub(store, "purge", *words, "--why", "asked")["purged"] == sorted([lead_id, second.lead_id])
    assert traces(store) == set()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--number", "615-555-0199"], "no such lead"),
        (["nobody"], "no such lead"),
        ([], "Who is to be forgotten"),
        (["--number", NUMBER, "--email", MAIL], "Who is to be forgotten"),
    ],
)
def test_nobody_is_forgotten_by_a_slip(
    store: SqlHubStore, ada: Desk, lead_id: str, words: list[str], says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        hub(store, "purge", *words, "--why", "asked")
    assert traces(store) != set()


@pytest.mark.parametrize("why", ["Quentin asked", f"asked from {MAIL}", "called 615 555 0177", " "])
def test_a_reason_that_would_keep_the_person_in_the_audit_is_refused(
    store: SqlHubStore, ada: Desk, lead_id: str, why: str
) -> None:
    with pytest.raises(BadInput, match="reason"):
        hub(store, "purge", lead_id, "--why", why)


def test_what_comes_in_at_the_moment_its_person_is_forgotten_tells_nothing(store: SqlHubStore, desk: DeskOf) -> None:
    for number in range(8):
        one, ada = give_lead(store, lead(number), "Ada"), desk("Ada")
        ada.logs(one.lead_id, Kind.NO_ANSWER, number=one.phones[0].number)
        caller = ada.known()
        with ThreadPoolExecutor(2) as pool:
            pushed = pool.submit(push, store, caller, ada.request(), NOW)
            purged = pool.submit(purge, store, Whom(lead_id=one.lead_id), "ticket 7", NOW)
            assert (type(pushed.result()), purged.result().purged) == (Receipt, [one.lead_id])
        with store.reading() as rows:
            assert [event.payload for event in rows.events.of_device(ada.enrolled.device_id)] == [None]
            assert [kept.activity.number for kept in rows.activities.of_leads([one.lead_id])[one.lead_id]] in ([""], [])


def test_every_desk_that_ever_held_the_lead_is_told_and_a_new_one_never_hears_of_the_person(
    store: SqlHubStore, ada: Desk, lead_id: str, desk: DeskOf
) -> None:
    with store.reading() as rows:
        held = rows.leads.by_id(lead_id)
    assert held is not None
    eve = desk("Eve")
    with store.writing() as rows:
        person = rows.people.named("Eve")
        assert person is not None
        give(rows, held.lead, person, later(30), why="test")
    ada.pulls()
    eve.pulls()
    hub(store, "purge", lead_id, "--why", "asked")
    for told in (ada.pulls(), eve.pulls()):
        gone = [item for row in told if isinstance(item := read(row.kind, row.body), LeadGone)]
        assert [(item.lead_id, item.why) for item in gone] == [(lead_id, "purged")]
    fresh = desk("Eve").pulls()
    assert not any(trace in _text(row.body) for row in fresh for trace in TRACES)
    assert {row.kind for row in fresh if lead_id.encode() in row.body} == {"lead_gone"}


def test_what_a_desk_logged_meanwhile_is_kept_without_what_it_tells_and_a_wish_in_it_counts(
    store: SqlHubStore, ada: Desk, lead_id: str
) -> None:
    other = "+16155550188"
    ada.logs(lead_id, Kind.LEFT_VOICEMAIL, later(20), number=NUMBER, note="told Quentin's three-legged cat")
    ada.logs(lead_id, Kind.DO_NOT_CALL, later(21), number=other)
    hub(store, "purge", lead_id, "--why", "asked")
    assert isinstance(ada.pushes(2), Receipt)
    assert traces(store) == set()
    assert checking.verify(store).is_ok
    with store.reading() as rows:
        assert [k.activity.kind for k in rows.activities.of_leads([lead_id])[lead_id]] == [
            Kind.NO_ANSWER,
            Kind.DO_NOT_CALL,
            Kind.LEFT_VOICEMAIL,
            Kind.DO_NOT_CALL,
        ]
        hashed = number_hash(rows.company().person_key, other)
        assert hashed is not None
        assert rows.numbers.blocked([hashed]) == {hashed}


def test_what_was_done_is_still_counted(store: SqlHubStore, ada: Desk, lead_id: str) -> None:
    before = hub(store, "report", "team", "--officer", "Ada")["officers"][0]
    hub(store, "purge", lead_id, "--why", "asked")
    after = hub(store, "report", "team", "--officer", "Ada")["officers"][0]
    kept = ("leads", "attempts", "contacted", "first_attempt", "first_contact")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


def test_a_purged_activity_that_says_something_again_is_found(store: SqlHubStore, ada: Desk, lead_id: str) -> None:
    hub(store, "purge", lead_id, "--why", "asked")
    with writing(store._engine) as conn:
        changed = 'UPDATE activity SET body = replace(body, \'"kind"\', \'"note":"x","kind"\') WHERE seq = 1'
        conn.exec_driver_sql(changed)
    assert checking.verify(store).broken == [(ada.enrolled.device_id, 1)]


def test_an_own_lead_sent_once_more_does_not_bring_the_person_back(store: SqlHubStore, ada: Desk, lead_id: str) -> None:
    set_company(store, now=NOW, own_leads="company")
    own = lead(7, origin="walk_in", **QUENTIN)
    with store.writing() as rows:
        # as after the restore of a backup from before there was this lead
        forget(rows, [own.lead_id], NOW)
    hub(store, "purge", lead_id, "--why", "asked")
    ada.writes(LEAD_ADDED, own.lead_id, msgspec.json.encode(own))
    assert isinstance(ada.pushes(2), Receipt)
    assert traces(store) == set()
    assert checking.verify(store).is_ok


def test_who_logged_of_a_lead_that_a_restored_hub_never_gave_is_told_to_forget_it(
    store: SqlHubStore, desk: DeskOf
) -> None:
    ada = desk("Ada")
    with store.writing() as rows:
        forget(rows, ["given after the backup"], NOW)
    ada.pulls()
    ada.logs("given after the backup", Kind.NO_ANSWER)
    ada.logs("given after the backup", Kind.NO_ANSWER)
    assert isinstance(ada.pushes(), Receipt)
    (row,) = ada.pulls()
    assert read(row.kind, row.body) == LeadGone(lead_id="given after the backup", why="purged")
    ada.pushes()
    assert ada.pulls() == []


def test_who_logged_of_a_lead_without_being_known_to_have_held_it_is_told_to_forget_it(
    store: SqlHubStore, desk: DeskOf
) -> None:
    eve = desk("Eve")
    held = give_lead(store, lead(), "Ada")
    # given to Eve after the backup that the hub was put back to
    eve.logs(held.lead_id, Kind.NO_ANSWER)
    assert isinstance(eve.pushes(), Receipt)
    eve.pulls()
    with store.writing() as rows:
        forget(rows, [held.lead_id], NOW)
    (row,) = eve.pulls()
    assert read(row.kind, row.body) == LeadGone(lead_id=held.lead_id, why="purged")


def test_a_lead_with_an_id_that_is_part_of_many_words_takes_no_other_along(store: SqlHubStore, desk: DeskOf) -> None:
    set_company(store, now=NOW, own_leads="company")
    ada, mine = desk("Ada"), give_lead(store, lead(1), "Ada")
    short = lead(2, lead_id="e", origin="walk_in")
    ada.writes(LEAD_ADDED, "e", msgspec.json.encode(short))
    ada.pushes()
    hub(store, "purge", "e", "--why", "ticket 7")
    told = [read(row.kind, row.body) for row in ada.pulls() if row.kind.startswith("lead")]
    assert [one.lead.lead_id for one in told if isinstance(one, LeadGiven)] == [mine.lead_id]
    assert {one.lead_id for one in told if isinstance(one, LeadGone)} == {"e"}
