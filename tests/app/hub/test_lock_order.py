"""On PostgreSQL nobody who shuts out, gives or takes is stopped by a desk that hands in its log at that moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import msgspec
import pytest
from sqlalchemy import text

from app.domain.activity import Kind
from app.domain.lead import Origin
from app.hub import exchange, forgetting, letting_in, looking_after, people
from app.hub.again import again
from app.hub.auditing import OPERATOR, RESTORED, note
from app.hub.exchange import push
from app.hub.forgetting import Whom, purge
from app.hub.founding import set_company
from app.hub.playbooks import publish
from app.hub.ports import Rows
from app.hub.records import Device, Person
from app.hub.renewing import renew
from app.protocol.device_key import new_key
from app.protocol.wire import LEAD_ADDED, LEAD_KEPT, Receipt, Taking, Untaken
from storage.engine import reading
from storage.hub.store import SqlHubStore
from tests.app.hub.claims import RULES, holder_of, takes
from tests.hubs import NOW, PLAYBOOK, TERMS, Desk, company_store, desk_of, give_lead, later, lead, renewal

#: longer than the server takes to notice that two wait for each other
ENDS_WITHIN_S = 20.0
LOST = lead(7)


@pytest.fixture(params=[pytest.param("postgres", marks=pytest.mark.system("postgres"))])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlHubStore]:
    with company_store(request.param, tmp_path, request.config) as store:
        yield store


def somebody_waits(store: SqlHubStore, unless_over: threading.Thread | None = None) -> None:
    """Return once a transaction of this database waits for another's lock, or there is none that will."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    for _ in range(2000):
        with reading(store._engine) as conn:
            if conn.execute(text(asked)).scalar() or (unless_over is not None and not unless_over.is_alive()):
                return
        threading.Event().wait(0.005)
    raise AssertionError("nobody waits")


@pytest.fixture
def while_ada_leaves(server: SqlHubStore, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Let Ada leave, and begin something else at the moment when that has the company's lock and no other."""
    let_go = people.let_go

    def both(other: Callable[[], object]) -> None:
        failed: list[Exception] = []

        def run() -> None:
            try:
                other()
            except Exception as failure:  # noqa: BLE001 - told on the thread of the test
                failed.append(failure)

        beside = threading.Thread(target=run)

        def let_go_meanwhile(rows: Rows, person: Person, now: datetime) -> Person:
            if beside.ident is None:
                beside.start()
                somebody_waits(server)
            return let_go(rows, person, now)

        monkeypatch.setattr(people, "let_go", let_go_meanwhile)
        people.leave(server, "Ada", NOW)
        beside.join(ENDS_WITHIN_S)
        assert not beside.is_alive()
        assert failed == []

    return both


def test_two_who_log_of_the_same_waiting_leads_in_another_order_wait_in_turn(server: SqlHubStore) -> None:
    one, other = sorted(give_lead(server, lead(number), "Ada").lead_id for number in (1, 2))
    ada, answers = desk_of(server, "Ada"), SimpleQueue[object]()
    with server.writing() as rows:
        for lead_id in (one, other):
            rows.leads.hold(lead_id, None, NOW, "test")
    for lead_id in (other, one):
        ada.logs(lead_id, Kind.NO_ANSWER)
    beside = threading.Thread(target=lambda: answers.put(ada.pushes()))
    with server.writing() as rows:
        rows.leads.rest(one, None)
        beside.start()
        somebody_waits(server)
        rows.leads.rest(other, None)
    beside.join(ENDS_WITHIN_S)
    assert isinstance(answers.get(timeout=ENDS_WITHIN_S), Receipt)


def test_desks_that_bring_own_leads_at_once_wait_in_turn_and_none_is_refused(server: SqlHubStore) -> None:
    set_company(server, now=NOW, own_leads="company")
    desks = [desk_of(server, name) for name in ("Ada", "Ben", "Eve") for _ in range(2)]
    answers: SimpleQueue[object] = SimpleQueue()

    def brings(n: int, desk: Desk) -> None:
        # each of its own, and all of them one person the others know as well
        for one in (
            lead(n, origin=Origin.OWN_LIST),
            lead(50, origin=Origin.OWN_LIST),
            lead(10 + n, origin=Origin.OWN_LIST),
        ):
            desk.writes(LEAD_ADDED, one.lead_id, msgspec.json.encode(one))
            try:
                answers.put(again(lambda: desk.pushes(len(desk.log) - 1)))
            except Exception as failure:  # noqa: BLE001 - told on the thread of the test
                answers.put(failure)

    beside = [threading.Thread(target=brings, args=each) for each in enumerate(desks)]
    for thread in beside:
        thread.start()
    for thread in beside:
        thread.join(ENDS_WITHIN_S)
    assert [type(answers.get(timeout=ENDS_WITHIN_S)) for _ in range(3 * len(desks))] == [Receipt] * 3 * len(desks)
    with server.reading() as rows:
        assert rows.leads.count() == 3 * len(desks)
        assert dict(rows.events.quarantined()) == {}


def test_a_round_of_leads_that_go_on_and_a_push_of_one_that_rests_wait_in_turn(
    server: SqlHubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = PLAYBOOK.replace('\n[[step]]\nid = "call-1"', 'take_back_after = "4h"\n\n[[step]]\nid = "call-1"')
    publish(server, goes_on, TERMS, why="untried leads go on", now=NOW - timedelta(days=1))
    at = later(300)
    untried, called = give_lead(server, lead(1), "Ada"), give_lead(server, lead(2), "Ada")
    people.add_person(server, people.Newcomer(name="Carl", role="officer", branch="Nashville"), NOW)
    ada, carl = desk_of(server, "Ada"), desk_of(server, "Carl")
    ada.logs(called.lead_id, Kind.NO_ANSWER)
    ada.pushes()
    ada.logs(called.lead_id, Kind.LANGUAGE, at)
    answers: SimpleQueue[object] = SimpleQueue()
    beside = threading.Thread(target=lambda: answers.put(tried(lambda: looking_after.look_after(server, RULES, at))))
    monkeypatch.setattr(looking_after, "again", lambda work: work())
    take_in = exchange.take_in

    def take_in_meanwhile(*about: Any) -> int:
        beside.start()
        somebody_waits(server, beside)
        return take_in(*about)

    monkeypatch.setattr(exchange, "take_in", take_in_meanwhile)
    assert isinstance(ada.pushes(1, now=at), Receipt)
    assert answers.get(timeout=ENDS_WITHIN_S) is None
    assert holder_of(server, untried.lead_id) == carl.person_id


def test_a_talk_that_is_handed_in_while_its_lead_is_handed_on_keeps_the_lead(
    server: SqlHubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, ada = give_lead(server, lead(), "Ada"), desk_of(server, "Ada")
    elsewhere = desk_of(server, "Ada")
    people.add_person(server, people.Newcomer(name="Carl", role="officer", branch="Nashville"), NOW)
    desk_of(server, "Carl")
    ada.logs(mine.lead_id, Kind.CALL_BACK, when=later(60))
    answers: SimpleQueue[object] = SimpleQueue()
    beside = threading.Thread(target=lambda: answers.put(takes(elsewhere, Taking.HAND_ON, mine.lead_id)))
    take_in = exchange.take_in

    def take_in_meanwhile(*about: Any) -> int:
        beside.start()
        somebody_waits(server, beside)
        return take_in(*about)

    monkeypatch.setattr(exchange, "take_in", take_in_meanwhile)
    ada.pushes()
    assert answers.get(timeout=ENDS_WITHIN_S) == Untaken.STAYS.value


def test_a_lead_is_purged_while_its_holder_hands_another_back(
    server: SqlHubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with server.writing() as rows:
        note(rows, NOW, OPERATOR, RESTORED, "")
    ada, mine, forget = desk_of(server, "Ada"), give_lead(server, lead(), "Ada"), forgetting.forget
    answers: SimpleQueue[object] = SimpleQueue()
    ada.writes(LEAD_KEPT, LOST.lead_id, msgspec.json.encode(LOST))
    beside = threading.Thread(target=lambda: answers.put(again(ada.pushes)))

    def forget_meanwhile(*about: Any) -> list[str]:
        if beside.ident is None:
            beside.start()
            somebody_waits(server)
        return forget(*about)

    monkeypatch.setattr(forgetting, "forget", forget_meanwhile)
    assert purge(server, Whom(mine.lead_id), "ticket 7", NOW).purged == [mine.lead_id]
    assert isinstance(answers.get(timeout=ENDS_WITHIN_S), Receipt)


def test_what_is_handed_in_of_a_lead_while_it_is_purged_is_forgotten_too(
    server: SqlHubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, mine = desk_of(server, "Ada"), give_lead(server, lead(), "Ada")
    ada.logs(mine.lead_id, Kind.NO_ANSWER, note="has a three-legged cat")
    beside = threading.Thread(target=lambda: purge(server, Whom(mine.lead_id), "ticket 7", NOW))
    take_in = exchange.take_in

    def take_in_meanwhile(*about: Any) -> int:
        beside.start()
        somebody_waits(server, beside)
        return take_in(*about)

    monkeypatch.setattr(exchange, "take_in", take_in_meanwhile)
    ada.pushes()
    beside.join(ENDS_WITHIN_S)
    with server.reading() as rows:
        assert [event.payload for event in rows.events.of_device(ada.enrolled.device_id)] == [None]
        (kept,) = rows.activities.of_leads([mine.lead_id])[mine.lead_id]
    assert kept.activity.note == ""
    assert not [row for row in ada.pulls() if b"three-legged" in row.body]


def tried(work: Callable[[], object]) -> object:
    try:
        return work()
    except Exception as failure:  # noqa: BLE001 - told on the thread of the test
        return failure


def devices(store: SqlHubStore) -> list[Device]:
    with store.reading() as rows:
        return rows.devices.all()


def test_a_lead_that_is_handed_back_while_its_holder_leaves_stops_neither(
    server: SqlHubStore, while_ada_leaves: Callable[[Callable[[], object]], None]
) -> None:
    with server.writing() as rows:
        note(rows, NOW, OPERATOR, RESTORED, "")
    ada = desk_of(server, "Ada")
    ada.writes(LEAD_KEPT, LOST.lead_id, msgspec.json.encode(LOST))
    caller, request = ada.known(), ada.request()
    while_ada_leaves(lambda: again(lambda: push(server, caller, request, NOW)))
    [device] = devices(server)
    assert (device.have.seq, device.revoked_at) == (1, NOW)


def test_a_device_is_revoked_while_its_person_leaves(
    server: SqlHubStore, while_ada_leaves: Callable[[Callable[[], object]], None]
) -> None:
    ada = desk_of(server, "Ada")
    while_ada_leaves(lambda: letting_in.revoke(server, ada.enrolled.device_id, NOW, wipe=True))
    [device] = devices(server)
    assert (device.revoked_at, device.wipe_at) == (NOW, NOW)


@pytest.mark.parametrize("is_copy", [False, True])
def test_a_first_key_or_a_copys_own_device_asked_for_while_the_person_leaves_stops_nobody(
    server: SqlHubStore, while_ada_leaves: Callable[[Callable[[], object]], None], is_copy: bool
) -> None:
    ada, next_key = desk_of(server, "Ada", keyed=is_copy), new_key()
    asked = renewal(ada.enrolled.refresh_token, ada.key, next_key=next_key, as_new=is_copy)

    def asks() -> None:
        with suppress(letting_in.NotLetIn):
            renew(server, asked, ada.enrolled.token, NOW)

    while_ada_leaves(asks)
    assert devices(server)[0].revoked_at == NOW
