"""A desk whose database was damaged is in step with its hub again, with nothing twice and nothing left behind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from app.desktop import outgoing
from app.desktop.desk import Desk, build_desk
from app.desktop.leads import NewLead
from app.desktop.outgoing import all_events
from app.domain.activity import Kind
from app.domain.lead import Lead
from app.hub.assigning import take_all_from
from app.hub.founding import set_company
from app.hub.verbs import verify
from app.protocol.chain import first_bad
from app.protocol.person_hash import number_hash
from storage.desktop.files import backups_of
from storage.desktop.pages import PAGE, read_pages
from storage.desktop.records import rows_on
from storage.desktop.store import DesktopStore, open_store
from storage.sqlcipher_file import use_key
from tests.desks import KEY, a_lead, shipped
from tests.hubs import in_place
from tests.together.test_joining import attempts_at_the_hub, code_for, joins, sits_at, stands_alone
from tests.together.test_one_story_one_row import ZONE, Branch, Link


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    made = Branch(tmp_path)
    yield made
    made.close()


def gives(branch: Branch, lead_id: str = "lead-1", phone: str = "+14235550142") -> Lead:
    lead = a_lead(lead_id, received_at=branch.clock.at, phones=(phone,))
    branch.gives(lead, "Ada")
    return lead


def logs(branch: Branch, times: int = 1, lead_id: str = "lead-1") -> None:
    for _ in range(times):
        branch.clock.at += timedelta(minutes=5)
        branch.logs("Ada", lead_id, Kind.NO_ANSWER)


def keeps(branch: Branch) -> None:
    assert branch.desks["Ada"].safekeeping.keep()


def damaged(branch: Branch, places: list[int]) -> DesktopStore:
    """Damage Ada's database in these pages, open it again, and have her sit there."""
    branch.desks["Ada"].store.close()
    path = branch.folder / "Ada.db"
    for number in places:
        with path.open("r+b") as file:
            file.seek((number - 1) * PAGE + 50)
            file.write(os.urandom(8))
    store = open_store(path, KEY, branch.clock)
    branch.desks["Ada"] = sits_down(branch, store)
    return store


def sits_down(branch: Branch, store: DesktopStore) -> Desk:
    return build_desk(
        store, branch.clock, shipped(), lambda _url, token: Link(branch.hub, branch.clock, token), machine_zone=ZONE
    )


def log_of(desk: Desk) -> list[str]:
    with desk.store.reading() as tx:
        events = all_events(tx)
    assert first_bad(events) is None
    return [event.event_id for event in events]


def pages_of(branch: Branch) -> list[int]:
    branch.desks["Ada"].store.close()
    return list(range(1, (branch.folder / "Ada.db").stat().st_size // PAGE + 1))


def entries(branch: Branch, lead_id: str = "lead-1") -> int:
    with branch.desks["Ada"].store.reading() as tx:
        return len(tx.activities(lead_id))


def test_what_was_never_sent_goes_up_under_its_own_number(branch: Branch) -> None:
    gives(branch)
    logs(branch, 2)
    branch.syncs()
    keeps(branch)
    logs(branch, 3)
    before, device = log_of(branch.desks["Ada"]), sits_at(branch.desks["Ada"]).device_id
    store = damaged(branch, [1])
    assert log_of(branch.desks["Ada"]) == before
    assert store.recovered is not None
    assert (store.recovered.unsent, store.recovered.lost) == (3, 0)
    branch.syncs()
    assert attempts_at_the_hub(branch, "Ada") == 5
    assert sits_at(branch.desks["Ada"]).device_id == device
    assert verify(branch.hub)["ok"]


def test_what_the_backup_lacks_and_the_hub_has_comes_down_again(branch: Branch) -> None:
    gives(branch)
    logs(branch, 2)
    keeps(branch)
    gives(branch, "lead-2", "+14235550143")
    logs(branch, 2)
    logs(branch, 3, "lead-2")
    branch.syncs()
    damaged(branch, pages_of(branch))
    assert entries(branch) == 2
    branch.syncs()
    assert (entries(branch), entries(branch, "lead-2")) == (4, 3)
    logs(branch)
    branch.syncs()
    # the hub had other events of these numbers, so the desk goes on as another device of hers
    assert attempts_at_the_hub(branch, "Ada") == 8
    assert verify(branch.hub)["ok"]


def test_a_lead_the_hub_took_away_since_the_backup_does_not_come_back(branch: Branch) -> None:
    gives(branch)
    keeps(branch)
    with branch.hub.writing() as rows:
        person = rows.people.named("Ada")
        assert person is not None
        take_all_from(rows, person, branch.clock.now())
    branch.syncs()
    damaged(branch, pages_of(branch))
    with branch.desks["Ada"].store.reading() as tx:
        assert tx.lead_count() == 1
    branch.syncs()
    with branch.desks["Ada"].store.reading() as tx:
        assert tx.lead_count() == 0


def test_without_backup_and_identity_what_was_saved_goes_up_once_the_desk_joins_again(branch: Branch) -> None:
    gives(branch)
    logs(branch, 2)
    branch.syncs()
    logs(branch, 3)
    with branch.desks["Ada"].store.writing() as tx:
        tx.drop_fact("identity")
    damaged(branch, [1])
    assert len(log_of(branch.desks["Ada"])) == 5
    assert not sits_at(branch.desks["Ada"]).hub_id
    branch.desks["Ada"].sync.enroll("http://127.0.0.1:1", code_for(branch, "Ada"), "a laptop")
    branch.syncs()
    assert attempts_at_the_hub(branch, "Ada") == 5
    assert entries(branch) == 5
    assert verify(branch.hub)["ok"]


def pages_with_events(branch: Branch) -> list[int]:
    """Return which of Ada's hold an event, once the journal has no copy of them."""
    path = branch.folder / "Ada.db"
    branch.desks["Ada"].store.close()
    with closing(sqlcipher.connect(str(path), isolation_level=None)) as conn:
        use_key(conn, KEY)
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    pages = read_pages(path, KEY, ())
    return sorted(
        {
            n
            for n, page in pages.states()
            for _, row in rows_on(n, page, pages.newest.get)
            if len(row) == 4 and isinstance(row[2], bytes)
        }
    )


def test_what_was_saved_without_its_event_is_told_anew(branch: Branch) -> None:
    gives(branch)
    keeps(branch)
    logs(branch, 2)
    branch.syncs()
    logs(branch, 3)
    before = log_of(branch.desks["Ada"])
    damaged(branch, pages_with_events(branch))
    assert {*log_of(branch.desks["Ada"])}.isdisjoint(before)
    # which of the five the hub has nothing here can tell any more
    assert entries(branch) == 5
    branch.syncs()
    assert attempts_at_the_hub(branch, "Ada") == 5
    told = verify(branch.hub)
    assert told["ok"]
    assert told["laid_aside"] == {"said before, in another event": 2}
    logs(branch)
    branch.syncs()
    assert (entries(branch), attempts_at_the_hub(branch, "Ada")) == (6, 6)


def test_what_was_saved_without_its_event_of_a_desk_that_forgot_its_hub_is_told_once_it_joins(branch: Branch) -> None:
    gives(branch)
    own = branch.desks["Ada"].leads.add(NewLead(name="Old Friend", phone="4235550144", state="TN"))[0].lead_id
    logs(branch, 1, own)
    logs(branch, 2)
    branch.syncs()
    logs(branch, 3)
    with branch.desks["Ada"].store.writing() as tx:
        tx.drop_fact("identity")
    damaged(branch, [1, *pages_with_events(branch)])
    assert log_of(branch.desks["Ada"]) == []
    branch.desks["Ada"].sync.enroll("http://127.0.0.1:1", code_for(branch, "Ada"), "a laptop")
    branch.syncs()
    assert (entries(branch), entries(branch, own)) == (5, 1)
    assert attempts_at_the_hub(branch, "Ada") == 5
    assert in_place(branch.hub, "SELECT count(*) FROM own_count") == [(1,)]
    told = verify(branch.hub)
    assert told["ok"]
    assert told["laid_aside"] == {"said before, in another event": 2}


def test_what_waits_to_be_told_outlives_a_second_damage_of_which_nothing_can_be_read(branch: Branch) -> None:
    gives(branch)
    logs(branch, 3)
    with branch.desks["Ada"].store.writing() as tx:
        tx.drop_fact("identity")
    damaged(branch, [1, *pages_with_events(branch)])
    keeps(branch)
    damaged(branch, pages_of(branch))
    assert (entries(branch), log_of(branch.desks["Ada"])) == (3, [])
    branch.desks["Ada"].sync.enroll("http://127.0.0.1:1", code_for(branch, "Ada"), "a laptop")
    branch.syncs()
    assert attempts_at_the_hub(branch, "Ada") == 3


def test_what_arrived_before_is_not_told_anew(branch: Branch) -> None:
    gives(branch)
    logs(branch, 2)
    branch.syncs()
    keeps(branch)
    logs(branch, 3)
    damaged(branch, pages_with_events(branch))
    branch.syncs()
    assert attempts_at_the_hub(branch, "Ada") == 5
    assert verify(branch.hub)["laid_aside"] == {}


def test_an_own_lead_and_who_asked_not_to_be_called_are_told_anew(branch: Branch) -> None:
    set_company(branch.hub, now=branch.clock.now(), own_leads="company")
    branch.syncs()
    keeps(branch)
    ada = branch.desks["Ada"]
    own = ada.leads.add(NewLead(name="Old Friend", phone="4235550142", state="TN"))[0].lead_id
    logs(branch, 1, own)
    branch.clock.at += timedelta(minutes=5)
    branch.logs("Ada", own, Kind.DO_NOT_CALL)
    damaged(branch, pages_with_events(branch))
    branch.syncs()
    with branch.hub.reading() as rows:
        kept = [one.activity.kind for one in rows.activities.of_leads([own])[own]]
    assert kept == [Kind.NO_ANSWER, Kind.DO_NOT_CALL]
    assert verify(branch.hub)["laid_aside"] == {}


def test_who_asked_not_to_be_called_of_a_private_lead_is_told_anew(branch: Branch) -> None:
    branch.syncs()
    keeps(branch)
    ada = branch.desks["Ada"]
    own = ada.leads.add(NewLead(name="Old Friend", phone="4235550142", state="TN"))[0].lead_id
    branch.logs("Ada", own, Kind.DO_NOT_CALL)
    damaged(branch, pages_with_events(branch))
    branch.syncs()
    with branch.hub.reading() as rows:
        key = rows.company().person_key
        assert rows.numbers.blocked([number_hash(key, "+14235550142")])


def test_what_was_done_for_private_leads_is_counted_anew_and_once(branch: Branch) -> None:
    branch.syncs()
    ada = branch.desks["Ada"]
    own = ada.leads.add(NewLead(name="Old Friend", phone="4235550142", state="TN"))[0].lead_id
    keeps(branch)
    logs(branch, 2, own)
    branch.syncs()
    logs(branch, 1, own)
    damaged(branch, pages_with_events(branch))
    for _ in range(2):
        branch.syncs()
        assert in_place(branch.hub, "SELECT count(*), count(DISTINCT event_id) FROM own_count") == [(3, 3)]
    verdict = verify(branch.hub)
    assert (verdict["ok"], verdict["laid_aside"]) == (True, {})


def test_what_an_earlier_version_counted_is_not_counted_anew(branch: Branch, monkeypatch: pytest.MonkeyPatch) -> None:
    branch.syncs()
    ada = branch.desks["Ada"]
    own = ada.leads.add(NewLead(name="Old Friend", phone="4235550142", state="TN"))[0].lead_id
    with monkeypatch.context() as earlier:
        # it gave each count an id of its own
        earlier.setattr(outgoing, "count_id", lambda _activity: "")
        logs(branch, 3, own)
    keeps(branch)
    logs(branch, 2, own)
    lost = logs_without_its_event(branch, own)
    damaged(branch, [1])
    assert entries(branch, own) == 6
    branch.syncs()
    assert in_place(branch.hub, "SELECT count(*) FROM own_count") == [(6,)]
    with branch.desks["Ada"].store.reading() as tx:
        assert log_of(branch.desks["Ada"])[-1] == outgoing.count_id(tx.activity(lost))  # type: ignore[arg-type]


def logs_without_its_event(branch: Branch, lead_id: str) -> str:
    """Log one entry of Ada's more, and take its event out of her log as damage would; returns the entry's id."""
    logs(branch, 1, lead_id)
    with branch.desks["Ada"].store.writing() as tx:
        tx.conn.tell("DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)")
        return tx.activities(lead_id)[-1].activity_id


def test_own_leads_of_a_desk_without_a_hub_are_saved_with_who_asked_not_to_be_called(branch: Branch) -> None:
    desk = stands_alone(branch, "Ben")
    with desk.store.writing() as tx:
        desk.book.put_lead(tx, a_lead(), from_hub=False)
    desk.safekeeping.keep()
    with desk.store.writing() as tx:
        desk.book.put_lead(tx, a_lead("lead-2", phones=("+14235550143",)), from_hub=False)
    branch.logs("Ben", "lead-2", Kind.DO_NOT_CALL)
    desk.store.close()
    path = branch.folder / "Ben.db"
    assert backups_of(path)
    with path.open("r+b") as file:
        file.seek(40)
        file.write(b"damage")
    store = open_store(path, KEY, branch.clock)
    again = branch.desks["Ben"] = sits_down(branch, store)
    with store.reading() as tx:
        assert tx.lead_count() == 2
        assert tx.conn.ask_each("SELECT phone_key FROM blocked_number") == ["4235550143"]
    assert [row.lead_id for row in again.queue.today().now] == ["lead-1"]
    joins(branch, "Ben")
    assert entries_of(again, "lead-2") == 1


def entries_of(desk: Desk, lead_id: str) -> int:
    with desk.store.reading() as tx:
        return len(tx.activities(lead_id))
