"""The officer's store as the use cases need it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import inspect, text

from app.desktop.ports import Bearings, Part
from app.desktop.recovered import Recovered
from app.desktop.recovery import take_back
from app.domain.activity import Activity, Kind
from app.domain.clock_grade import Clocked, ClockGrade
from app.domain.lead import Channel
from app.domain.playbook import Step
from app.domain.stage import Stage
from app.domain.standing import Due, Finished, Move, MovedBy, Next, Paused, Wait
from app.errors import StoreUnusable
from app.protocol.listed import ListedNumber
from storage.desktop import tables
from storage.desktop.migrated import MIGRATIONS, VERSION_TABLE
from storage.desktop.salvage import salvage
from storage.desktop.store import DesktopStore, open_store
from storage.engine import open_sqlcipher
from storage.instants import to_micros
from storage.migrating import migrate
from tests.desks import KEY, MONDAY, a_lead


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DesktopStore]:
    store = open_store(tmp_path / "desktop.db", KEY)
    yield store
    store.close()


def test_the_migrations_make_the_tables_as_they_are_written_down(store: DesktopStore, tmp_path: Path) -> None:
    engine = open_sqlcipher(tmp_path / "desktop.db", KEY)
    found = inspect(engine)
    for table in tables.metadata.sorted_tables:
        assert {c["name"] for c in found.get_columns(table.name)} == {c.name for c in table.columns}, table.name
        assert {i["name"] for i in found.get_indexes(table.name)} >= {i.name for i in table.indexes}, table.name
    engine.dispose()


def test_a_desk_of_the_first_version_keeps_its_leads_and_knows_of_no_list(tmp_path: Path) -> None:
    first, path = tmp_path / "first", tmp_path / "old.db"
    (first / "versions").mkdir(parents=True)
    for name in ("env.py", "versions/0001_first.py"):
        (first / name).write_text((MIGRATIONS / name).read_text())
    engine = open_sqlcipher(path, KEY)
    migrate(engine, first, VERSION_TABLE)
    with engine.begin() as conn:
        body = msgspec.json.encode(a_lead()).decode()
        conn.execute(
            text("INSERT INTO lead (lead_id, body, received_at, from_hub) VALUES ('lead-1', :body, 0, 1)"),
            {"body": body},
        )
    engine.dispose()
    store = open_store(path, KEY)
    with store.writing() as tx:
        [held] = tx.leads()
        assert (held.lead, held.listed) == (a_lead(), ())
        # nobody had planned it yet
        assert tx.to_revisit(MONDAY, 10) == ["lead-1"]
        listed = ListedNumber(number_hash=b"h" * 32, kind="national", as_of=date(2026, 11, 1))
        tx.set_listed("lead-1", [listed])
        # written again, as when something else is learnt of it
        tx.put_lead(a_lead(), from_hub=True)
    with store.reading() as tx:
        [held] = tx.held(["lead-1"])
        assert held.listed == (listed,)
    store.close()


def test_a_desk_in_the_middle_of_reading_its_feed_anew_begins_that_once_more(tmp_path: Path) -> None:
    second, path = tmp_path / "second", tmp_path / "old.db"
    (second / "versions").mkdir(parents=True)
    for name in ("env.py", "versions/0001_first.py", "versions/0002_listed_numbers.py"):
        (second / name).write_text((MIGRATIONS / name).read_text())
    engine = open_sqlcipher(path, KEY)
    migrate(engine, second, VERSION_TABLE)
    with engine.begin() as conn:
        for name in ("sync.left_to_give", "sync.cursor.officer:ada", "sync.cursor.company"):
            conn.execute(text("INSERT INTO fact (name, value) VALUES (:name, x'5b5d')"), {"name": name})
    engine.dispose()
    store = open_store(path, KEY)
    with store.reading() as tx:
        assert tx.fact("sync.left_to_give") is None
        assert tx.fact("sync.staging.officer:ada") == b"null"
        assert tx.fact("sync.staging.company") is None
        assert tx.fact("sync.cursor.officer:ada") == b"[]"
        assert tx.staged("officer:ada") == []
    store.close()


def test_of_what_went_up_before_receipts_were_kept_nobody_says_when(tmp_path: Path) -> None:
    fifth, path = tmp_path / "fifth", tmp_path / "old.db"
    (fifth / "versions").mkdir(parents=True)
    for name in ("env.py", *(f"versions/{file.name}" for file in (MIGRATIONS / "versions").glob("000[12345]_*.py"))):
        (fifth / name).write_text((MIGRATIONS / name).read_text())
    engine = open_sqlcipher(path, KEY)
    migrate(engine, fifth, VERSION_TABLE)
    with engine.begin() as conn:
        conn.execute(text("INSERT INTO fact (name, value) VALUES ('sync.acked_seq', :seven)"), {"seven": b"7"})
    engine.dispose()
    store = open_store(path, KEY)
    with store.writing() as tx:
        tx.note_receipt(9, MONDAY)
        # a hub that was put back says so once more
        tx.note_receipt(9, MONDAY + timedelta(days=1))
        assert tx.receipts(3, 10) == [(7, None), (9, MONDAY)]
    store.close()


def test_a_private_note_is_among_what_is_saved_of_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    store = open_store(path, KEY)
    with store.writing() as tx:
        tx.put_lead(a_lead(), from_hub=True)
        tx.put_private_note("lead-1", "her brother is my dentist", MONDAY)
    store.close()
    found = salvage(path, KEY)
    assert found.private_notes == {"lead-1": ("her brother is my dentist", MONDAY)}
    replaced = open_store(tmp_path / "new.db", KEY)
    with replaced.writing() as tx:
        take_back(tx, found, Recovered(at=MONDAY, kept_as="desk.db.damaged"))
        assert tx.private_note("lead-1") == ("her brother is my dentist", MONDAY)
    replaced.close()


def test_a_desk_of_before_keeps_where_its_leads_stand_and_what_was_shown(tmp_path: Path) -> None:
    third, path = tmp_path / "third", tmp_path / "old.db"
    (third / "versions").mkdir(parents=True)
    for name in ("env.py", *(f"versions/{file.name}" for file in (MIGRATIONS / "versions").glob("000[123]_*.py"))):
        (third / name).write_text((MIGRATIONS / name).read_text())
    engine = open_sqlcipher(path, KEY)
    migrate(engine, third, VERSION_TABLE)
    stood = {
        "call": _due("call-1", MONDAY, stage=Stage.ATTEMPTING, attempts=3),
        "rung": _due("call-1", MONDAY),
        "snoozed": Bearings(
            stage=Stage.CONTACTED,
            next=Due(channel=Channel.CALL, planned_at=MONDAY, due_at=MONDAY, on_time_until=MONDAY, promise_id="p"),
            zone="America/Denver",
            revisit_at=MONDAY + timedelta(days=1, microseconds=1),
            called_at=MONDAY - timedelta(microseconds=1),
            asked_again_at=MONDAY - timedelta(days=1),
        ),
        "paused": Bearings(stage=Stage.NURTURE, next=Paused(Wait.NURTURE, MONDAY), revisit_at=MONDAY),
        "over": Bearings(stage=Stage.LOST, next=Finished(Stage.LOST, MONDAY)),
    }
    later = to_micros(MONDAY + timedelta(minutes=5))
    rung = {"call": (None, None), "rung": (later, None), "snoozed": (None, later)}
    with engine.begin() as conn:
        for lead_id, where in stood.items():
            due = to_micros(where.next.due_at) if isinstance(where.next, Due) else None
            revisit = None if where.revisit_at is None else to_micros(where.revisit_at)
            bodies = [msgspec.json.encode(one).decode() for one in (a_lead(lead_id), where)]
            conn.exec_driver_sql(
                "INSERT INTO lead (lead_id, body, received_at, from_hub, stage, bearings, due_at, revisit_at)"
                " VALUES (?, ?, 0, 1, ?, ?, ?, ?)",
                (lead_id, bodies[0], where.stage.value, bodies[1], due, revisit),
            )
            if isinstance(where.next, Due):
                key = f"{where.next.promise_id or where.next.step_id}:0"
                shown, snoozed = rung[lead_id]
                conn.exec_driver_sql(
                    "INSERT INTO reminder VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
                    (f"r-{lead_id}", lead_id, key, due, snoozed or due, shown, snoozed),
                )
    engine.dispose()
    store = open_store(path, KEY)
    with store.writing() as tx:
        assert {held.lead.lead_id: held.bearings for held in tx.leads()} == stood
        assert [row.lead_id for row in tx.due_reminders(MONDAY, 10)] == ["call"]
        assert [row.lead_id for row in tx.due_reminders(MONDAY + timedelta(hours=1), 10)] == ["call", "snoozed"]
        tx.set_bearings(stood)
        assert [row.lead_id for row in tx.due_reminders(MONDAY + timedelta(hours=1), 10)] == ["call", "snoozed"]
        assert {held.lead.lead_id for held in tx.due_leads(MONDAY, 10)} == {"call", "rung", "snoozed"}
        promised = [mark[0] for mark in tx.marks(Part.PROMISES, MONDAY, 10)]
        assert [held.lead.lead_id for held in tx.marked(promised)] == ["snoozed"]
        assert tx.to_revisit(MONDAY, 10) == ["paused"]
        # what was carried over and what is planned from now on is written down once
        assert tx.conn.ask_one("SELECT count(*) FROM manner") == len(stood)
    store.close()


def test_a_commit_is_on_the_disk_before_it_returns(store: DesktopStore) -> None:
    with store.database.reading() as conn:
        assert conn.ask_one("PRAGMA synchronous") == 2
        assert conn.ask_one("PRAGMA journal_mode") == "wal"


def test_a_transaction_left_by_an_exception_keeps_nothing(store: DesktopStore) -> None:
    def fail_halfway() -> None:
        with store.writing() as tx:
            tx.put_lead(a_lead(), from_hub=False)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    with store.reading() as tx:
        assert tx.lead_count() == 0


@pytest.mark.parametrize(
    "words",
    [
        "+1 423 555 0142",
        "14235550142",
        "1-423-555-0142",
        "zzyzx",
        "DANA",
        "dana zzyz",
        "423 555 0142",
        "(423) 555",
        "0142",
        "example.com",
        "chatta",
        "da",
        "",
    ],
)
def test_a_lead_is_found_by_any_part_of_name_number_address_or_city(store: DesktopStore, words: str) -> None:
    with store.writing() as tx:
        tx.put_lead(a_lead(), from_hub=False)
    with store.reading() as tx:
        assert [held.lead.lead_id for held in tx.search(words, 10)] == ["lead-1"]


@pytest.mark.parametrize("words", ["nobody", "dana nobody", "4235550199", 'x" OR "1', "100%", "zz_zx"])
def test_a_search_that_fits_nobody_finds_nobody(store: DesktopStore, words: str) -> None:
    with store.writing() as tx:
        tx.put_lead(a_lead(), from_hub=False)
    with store.reading() as tx:
        assert tx.search(words, 10) == []


def test_a_changed_lead_is_found_by_its_new_words_only(store: DesktopStore) -> None:
    with store.writing() as tx:
        tx.put_lead(a_lead(name="Dana Before"), from_hub=False)
        tx.put_lead(a_lead(name="Dana After"), from_hub=False)
    with store.reading() as tx:
        assert tx.search("before", 10) == []
        assert len(tx.search("after", 10)) == 1


def test_a_removed_lead_leaves_nothing_behind(store: DesktopStore) -> None:
    with store.writing() as tx:
        tx.put_lead(a_lead(), from_hub=True)
        tx.put_keys("lead-1", [("4235550142", "phone", "Dana")])
        tx.set_bearings({"lead-1": _due("call-1", MONDAY)})
        tx.remove_lead("lead-1")
    with store.reading() as tx:
        assert tx.search("", 10) == []
        assert tx.hits(["4235550142"]) == []
        assert tx.next_reminder_at() is None
        assert tx.waiting_count() == 0


def test_a_clock_is_news_once_goes_by_the_last_word_and_goes_with_its_lead(store: DesktopStore) -> None:
    said = Activity(
        activity_id="a", lead_id="lead-1", kind=Kind.NO_ANSWER, actor_id="ada", began_at=MONDAY, logged_at=MONDAY
    )
    poor, derived = Clocked(ClockGrade.POOR), Clocked(ClockGrade.DERIVED, -600_000)
    with store.writing() as tx:
        tx.put_lead(a_lead(), from_hub=True)
        assert not tx.put_clock("a", poor), "of what is not here nothing is noted"
        tx.add_activity(said)
        assert [tx.put_clock("a", clock) for clock in (poor, poor, derived)] == [True, False, True]
        assert tx.clocks("lead-1") == {"a": derived}
        assert tx.clocks("another") == {}
        tx.remove_lead("lead-1")
        tx.put_lead(a_lead(), from_hub=True)
        tx.add_activity(said)
        assert tx.clocks("lead-1") == {}


def test_the_same_reminder_planned_again_is_not_rung_again(store: DesktopStore) -> None:
    with store.writing() as tx:
        tx.put_lead(a_lead(), from_hub=True)
        tx.set_bearings({"lead-1": _due("call-1", MONDAY)})
        (row,) = tx.due_reminders(MONDAY, 10)
        assert tx.claim_reminder(row.reminder_id, MONDAY)
        tx.set_bearings({"lead-1": _due("call-1", MONDAY, stage=Stage.ATTEMPTING)})
        assert tx.due_reminders(MONDAY + timedelta(days=1), 10) == []
        tx.set_bearings({"lead-1": _due("call-2", MONDAY + timedelta(minutes=30), attempts=1)})
        (later,) = tx.due_reminders(MONDAY + timedelta(days=1), 10)
        assert later.reminder_id != row.reminder_id
        assert not tx.claim_reminder(row.reminder_id, MONDAY)
        assert tx.reminder(row.reminder_id) is None


@pytest.mark.parametrize(
    "stands",
    [
        Due(channel=Channel.CALL, planned_at=MONDAY, due_at=MONDAY, on_time_until=MONDAY + timedelta(microseconds=7)),
        Due(
            channel=Channel.TEXT,
            planned_at=MONDAY,
            due_at=MONDAY + timedelta(hours=1),
            on_time_until=MONDAY + timedelta(hours=2),
            promise_id="activity-7",
            tries=2,
            moves=(Move(MovedBy.SHIFT), Move(MovedBy.CAP)),
        ),
        Paused(Wait.NURTURE, MONDAY),
        Finished(Stage.LOST, MONDAY),
    ],
)
def test_where_a_lead_stands_is_read_as_it_was_written(store: DesktopStore, stands: Next) -> None:
    where = Bearings(
        stage=Stage.CONTACTED,
        next=stands,
        zone="America/Chicago",
        revisit_at=MONDAY + timedelta(days=3),
        attempts=4,
        calls=3,
        contacts=2,
        called_at=MONDAY - timedelta(microseconds=1),
        asked_again_at=MONDAY - timedelta(days=1),
    )
    with store.writing() as tx:
        tx.put_lead(a_lead(), from_hub=True)
        tx.set_bearings({"lead-1": where})
        assert tx.held(["lead-1"])[0].bearings == where
        tx.set_bearings({"lead-1": Bearings(stage=Stage.NEW, next=stands), "lead-gone": where})
    with store.reading() as tx:
        assert tx.held(["lead-1"])[0].bearings == Bearings(stage=Stage.NEW, next=stands)


def _due(step_id: str, at: datetime, *, stage: Stage = Stage.NEW, attempts: int = 0) -> Bearings:
    step = Step(step_id=step_id, channel=Channel.CALL)
    due = Due(channel=Channel.CALL, planned_at=at, due_at=at, on_time_until=at, step=step)
    return Bearings(stage=stage, next=due, attempts=attempts)


def test_what_happened_in_one_instant_keeps_the_order_it_was_logged_in(store: DesktopStore) -> None:
    kinds = [Kind.NO_ANSWER, Kind.WRONG_NUMBER, Kind.BUSY, Kind.LEFT_VOICEMAIL, Kind.DISCONNECTED]
    with store.writing() as tx:
        for lead_id in ("lead-2", "lead-1"):
            tx.put_lead(a_lead(lead_id), from_hub=True)
        for n, kind in enumerate(kinds):
            for lead_id in ("lead-1", "lead-2"):
                # ids that sort the other way round
                tx.add_activity(
                    Activity(
                        activity_id=f"{9 - n}-{lead_id}",
                        lead_id=lead_id,
                        kind=kind,
                        actor_id="o",
                        began_at=MONDAY,
                        logged_at=MONDAY,
                    )
                )
        told = tx.histories(["lead-2", "lead-1"])
    assert [[a.kind for a in told[lead_id]] for lead_id in ("lead-1", "lead-2")] == [kinds, kinds]


def test_an_id_may_be_cut_short_while_it_is_unmistakable(store: DesktopStore) -> None:
    with store.writing() as tx:
        tx.put_lead(a_lead("abc-1"), from_hub=False)
        tx.put_lead(a_lead("abc-2"), from_hub=False)
        assert tx.resolve_id("abc-1") == "abc-1"
        assert tx.resolve_id("abc") is None
        assert tx.resolve_id("") is None
        assert tx.resolve_id("a%") is None


def test_another_key_opens_nothing(tmp_path: Path, store: DesktopStore) -> None:
    with pytest.raises(StoreUnusable):
        open_store(tmp_path / "desktop.db", b"x" * 32)


def test_what_anybody_saves_shows_in_the_stamp_and_what_is_read_does_not(tmp_path: Path, store: DesktopStore) -> None:
    before = store.stamp()
    with store.reading() as tx:
        tx.lead_ids()
    assert store.stamp() == before
    with store.writing() as tx:
        tx.put_lead(a_lead("lead-1"), from_hub=False)
    ours = store.stamp()
    other = open_store(tmp_path / "desktop.db", KEY)
    with other.writing() as tx:
        tx.put_lead(a_lead("lead-2"), from_hub=False)
    other.close()
    assert len({before, ours, store.stamp()}) == 3
