"""Planning a hundred thousand leads anew and storing where they stand, against the bare writing of such rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import msgspec
import pytest
import sqlcipher3.dbapi2 as sqlcipher

from app.desktop.lead_keys import lead_keys
from app.domain.numbers import phone_key
from app.domain.officer import read_hours
from app.protocol.feed import COMPANY, CompanyFacts
from app.protocol.wire import Cursor, FeedPage, FeedRow
from storage.instants import to_micros
from storage.sqlcipher_file import use_key
from tests.bench.asked_leads import MANY, NOW, a_history, seconds_of, some_leads, tell
from tests.desks import KEY, TestDesk

pytestmark = pytest.mark.long
#: when everything that happened to the leads lies behind
LATER = NOW + timedelta(days=5)
#: the middle one is told: the first writes a journal that has yet to grow
_ROUNDS = 5
#: as `Connection.make_room` has it, so that the floors have the same
_ROOM = "PRAGMA cache_size = -65536"
_TABLE = (
    "CREATE TABLE bearing (lead_no INTEGER PRIMARY KEY, manner_no INT, planned_at INT, due_at INT, until_at INT,"
    " revisit_at INT, key TEXT, ring_at INT)"
)
_INDEXES = ("due_at", "revisit_at", "ring_at")
_UPDATE = (
    "UPDATE bearing SET manner_no = ?, planned_at = ?, due_at = ?, until_at = ?, revisit_at = ?, key = ?, ring_at = ?"
    " WHERE lead_no = ?"
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestDesk]:
    """A desk with a hundred thousand leads and their activities, written as the store writes them, without search."""
    desk, chance = TestDesk(tmp_path_factory.mktemp("desk")), Random(2)
    many = [(lead, a_history(lead, chance)) for lead in some_leads(MANY)]
    activities = [activity for _, past in many for activity in past]
    with desk.store.writing() as tx:
        tx.conn.make_room()

        def write(statement: str, rows: list[tuple[Any, ...]]) -> None:
            tx.conn.tell_many(statement, rows)

        write(
            "INSERT INTO lead (lead_id, body, received_at, from_hub) VALUES (?, ?, ?, 1)",
            [(lead.lead_id, _body(lead), to_micros(lead.received_at)) for lead, _ in many],
        )
        write(
            "INSERT INTO lead_key VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [(key, lead.lead_id, kind, name) for lead, _ in many for key, kind, name in lead_keys(lead)],
        )
        write(
            "INSERT INTO activity VALUES (?, ?, ?, ?, ?, ?)",
            [
                (
                    a.activity_id,
                    a.lead_id,
                    at := to_micros(a.began_at),
                    at,
                    a.kind.value,
                    msgspec.json.encode(a).decode(),
                )
                for a in activities
            ],
        )
        write(
            "INSERT INTO tried VALUES (?, ?, ?, ?)",
            [(phone_key(a.number), to_micros(a.began_at), a.activity_id, a.lead_id) for a in activities if a.number],
        )
    yield desk
    desk.store.close()


def _body(one: msgspec.Struct) -> str:
    return msgspec.json.encode(one).decode()


def _raw(conn: Any) -> float:
    """Return how long it takes to move as many rows as narrow, with as many indexes, in order and in one go."""
    chance = Random(3)

    def rows() -> list[tuple[Any, ...]]:
        times = [to_micros(NOW) + chance.randrange(14 * 86400) * 1_000_000 for _ in range(MANY)]
        return [(n % 500, at, at, at, at + 7, "call-4:0", at, n) for n, at in enumerate(times)]

    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA synchronous = FULL")
    conn.execute(_ROOM)
    conn.execute(_TABLE)
    conn.execute("BEGIN")
    conn.executemany("INSERT INTO bearing (lead_no) VALUES (?)", [(n,) for n in range(MANY)])
    for column in _INDEXES:
        conn.execute(f"CREATE INDEX by_{column} ON bearing ({column})")
    conn.executemany(_UPDATE, rows())
    conn.execute("COMMIT")

    def write() -> float:
        again = rows()

        def work() -> None:
            conn.execute("BEGIN IMMEDIATE")
            conn.executemany(_UPDATE, again)
            conn.execute("COMMIT")

        return seconds_of(work)

    return median(write() for _ in range(_ROUNDS))


def test_planning_and_storing_them_all(desk: TestDesk, tmp_path: Path) -> None:
    book = desk.desk.book

    def plan(now: datetime) -> Callable[[], None]:
        def work() -> None:
            with desk.store.writing() as tx:
                book.replan_all(tx, now)

        return work

    def disturb() -> None:
        """Move everything, so that all of it has to be put back."""
        with desk.store.writing() as tx:
            tx.conn.tell(
                "UPDATE bearing SET due_at = due_at - 7777777 * (lead_no % 1000), until_at = until_at - 1,"
                " revisit_at = revisit_at - 7777777 * (lead_no % 999), ring_at = ring_at - 7777777 * (lead_no % 998)"
            )

    with desk.store.reading() as tx:
        lead_ids = tx.lead_ids()

    def read_and_plan() -> None:
        with desk.store.writing() as tx:
            book.replan(tx, lead_ids, LATER)

    first = seconds_of(read_and_plan)
    cold = seconds_of(plan(LATER))

    def after_disturbing() -> float:
        disturb()
        return seconds_of(plan(LATER))

    moved = median(after_disturbing() for _ in range(_ROUNDS))
    unmoved = median(seconds_of(plan(LATER)) for _ in range(_ROUNDS))
    encrypted = sqlcipher.connect(str(tmp_path / "encrypted.db"), isolation_level=None)
    use_key(encrypted, KEY)
    plain = sqlite3.connect(tmp_path / "plain.db", isolation_level=None)
    tell(
        "plan and store, every lead moved",
        moved,
        MANY,
        where_nothing_moved=unmoved,
        reading_leads_and_activities_the_first_time=first,
        rules_and_places_not_yet_worked_out=cold,
        raw_narrow_update_plain=_raw(plain),
        raw_narrow_update_encrypted=_raw(encrypted),
    )
    encrypted.close()
    plain.close()


def test_from_a_new_rule_to_the_window(desk: TestDesk) -> None:
    desk.clock.at = LATER
    desk.joined()
    with desk.store.writing() as tx:
        desk.desk.book.replan_all(tx, LATER)
    desk.desk.queue.today()
    facts = msgspec.json.encode(CompanyFacts(name="Example", zone="America/New_York", own_leads="off", cap=2))
    row = FeedRow(seq=1, mark="", kind="company", body=facts)
    page = FeedPage(feed=COMPANY, rows=[row], cursor=Cursor(epoch="e", seq=1, mark=""), more=False, resync=False)

    def rule() -> None:
        with desk.store.writing() as tx:
            desk.desk.sync._incoming.apply(tx, page)
        desk.desk.queue.today()

    def hours() -> None:
        with desk.store.writing() as tx:
            identity = tx.identity()
            assert identity is not None
            officer = msgspec.structs.replace(identity.officer, hours=read_hours("Mon-Fri 10:00-18:00"))
            tx.put_identity(msgspec.structs.replace(identity, officer=officer))
            desk.desk.book.replan_all(tx, LATER + timedelta(minutes=1))
        desk.desk.queue.today()

    for what, work in (("another cap of the company's", rule), ("other hours", hours), ("the same hours", hours)):
        print(f"\n{what}, {MANY:,} leads, until the queue is read: {seconds_of(work):.1f} s")  # noqa: T201 - read, not asserted
