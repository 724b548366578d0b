"""A small company on a hub's store: Ada and Ben of one branch, Eve of another."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy.engine import Engine

from app.domain.activity import Activity, Kind
from app.domain.ids import new_id
from app.domain.lead import Channel, Lead, Person, Phone
from app.domain.playbook_checks import Terms
from app.domain.templates import read_templates
from app.hub import founding, letting_in, people
from app.hub.assigning import give
from app.hub.exchange import pull, push
from app.hub.gathering import Facts
from app.hub.intake import keys_of
from app.hub.ports import HubStore
from app.hub.reports import Report
from app.paths import resources
from app.protocol import wire
from app.protocol.chain import GENESIS, Event, Header, seal
from app.protocol.device_key import new_key, public_of, sign, words_to_join, words_to_renew
from app.protocol.wire import Cursor, Enroll, Enrolled, PullAnswer, PullRequest, PushAnswer, PushRequest, Renew
from storage.engine import open_postgres, open_sqlcipher, writing
from storage.hub.store import SqlHubStore, open_hub_store
from storage.hub.tables import metadata
from tests.marked import MARKED
from tests.postgres import cluster_of
from tests.shipped import shipped_rules

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
KEY = bytes(range(32))
#: the smallest file the reader takes
PLAYBOOK = """
name = "Two calls"
summary = "Two calls in a day"

[[step]]
id = "call-1"
channel = "call"
after = "0m"
within = "5m"

[[step]]
id = "call-2"
channel = "call"
after = "4h"
within = "1h"
"""
#: what a playbook is judged by before it is published
TERMS = Terms(shipped_rules(), read_templates((resources() / "templates" / "emails.toml").read_text(encoding="utf-8")))
_FOUNDED = pytest.StashKey[dict[str, str]]()
BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.system("postgres"))]


@contextmanager
def hub_store(kind: str, folder: Path, config: pytest.Config) -> Iterator[SqlHubStore]:
    """Open an empty hub's store of one kind, with its tables and no company."""
    where = str(folder / "hub.db") if kind == "sqlite" else cluster_of(config).new_database()
    store = open_hub_store(_engine(where))
    yield store
    store.close()


@contextmanager
def company_store(kind: str, folder: Path, config: pytest.Config) -> Iterator[SqlHubStore]:
    """Open the store of a founded company. It is founded once a run and put back for each test, which is quicker."""
    made = config.stash.setdefault(_FOUNDED, {})
    if kind not in made:
        made[kind] = _found(kind, config)
    where = made[kind]
    if kind == "sqlite":
        where = str(shutil.copy(where, folder / "hub.db"))
    engine = _engine(where)
    if kind == "postgres":
        _put_back(engine)
    store = open_hub_store(engine)
    yield store
    store.close()


def _found(kind: str, config: pytest.Config) -> str:
    folder = tempfile.TemporaryDirectory(prefix="followthrough-hub-")
    config.add_cleanup(folder.cleanup)
    where = str(Path(folder.name) / "hub.db") if kind == "sqlite" else cluster_of(config).new_database()
    engine = _engine(where)
    store = open_hub_store(engine)
    found_company(store)
    if kind == "postgres":
        with writing(engine) as conn:
            conn.exec_driver_sql("CREATE SCHEMA founded")
            for table in metadata.sorted_tables:
                conn.exec_driver_sql(f"CREATE TABLE founded.{table.name} AS TABLE {table.name}")
    store.close()
    return where


def _put_back(engine: Engine) -> None:
    tables = [table.name for table in metadata.sorted_tables]
    with writing(engine) as conn:
        conn.exec_driver_sql(f"TRUNCATE {', '.join(tables)}")
        for name in tables:
            conn.exec_driver_sql(f"INSERT INTO {name} SELECT * FROM founded.{name}")


def _engine(where: str) -> Engine:
    return open_postgres(where, pool_size=4) if where.startswith("postgresql") else open_sqlcipher(Path(where), KEY)


def in_place(store: SqlHubStore, statement: str, *values: Any) -> list[Any]:
    """Run a statement behind the program's back, with the database's own guards off."""
    is_postgres = store._engine.dialect.name == "postgresql"
    raw = store._engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("SET session_replication_role = replica" if is_postgres else "PRAGMA foreign_keys = OFF")
        cursor.execute(statement.replace("?", "%s") if is_postgres else statement, values)
        found = list(cursor.fetchall()) if cursor.description else [cursor.rowcount]
        raw.commit()
        cursor.execute("SET session_replication_role = DEFAULT" if is_postgres else "PRAGMA foreign_keys = ON")
        raw.commit()
        return found
    finally:
        raw.close()


def found_company(store: HubStore) -> None:
    founding.found(store, machine_zone="America/Chicago", sample_playbook=PLAYBOOK, now=NOW)
    for name, role, branch in (
        ("Ada", "officer", "Nashville"),
        ("Ben", "manager", "Nashville"),
        ("Eve", "officer", "Memphis"),
    ):
        people.add_person(store, people.Newcomer(name=name, role=role, branch=branch), NOW)


def lead(number: int = 0, at: datetime = NOW, **more: object) -> Lead:
    """Return an invented borrower's inquiry; different numbers are different people."""
    borrower = Person(
        name=f"Borrower{number} {MARKED}",
        phones=(Phone(number=f"+1615555{100 + number % 100:04d}"),),
        emails=(f"borrower{number}@example.com",),
    )
    values = {"lead_id": new_id(at), "received_at": at, "borrower": borrower, "source": "Test vendor", **more}
    return Lead(**values)


def give_lead(store: HubStore, lead: Lead, name: str, now: datetime = NOW) -> Lead:
    with store.writing() as rows:
        person = rows.people.named(name)
        assert person is not None
        rows.leads.add(lead, keys_of(lead))
        return give(rows, lead, person, now, why="test")


@dataclass
class Desk:
    """A desktop as the hub sees it: a device with its log, its cursors, and what it was told."""

    store: HubStore
    enrolled: Enrolled
    log: list[Event] = field(default_factory=list)
    cursors: dict[str, Cursor | None] = field(default_factory=dict)
    told: list[tuple[str, wire.FeedRow]] = field(default_factory=list)
    key: bytes = b""

    @property
    def person_id(self) -> str:
        return self.enrolled.officer.officer_id

    def logs(self, lead_id: str, kind: Kind, at: datetime = NOW, **more: object) -> Activity:
        values = {"channel": Channel.CALL, "actor_id": self.person_id, **more}
        activity = Activity(activity_id=new_id(at), lead_id=lead_id, kind=kind, began_at=at, logged_at=at, **values)
        self.writes(wire.ACTIVITY, lead_id, msgspec.json.encode(activity), at)
        return activity

    def writes(self, kind: str, lead_id: str, payload: bytes, at: datetime = NOW, **more: object) -> Event:
        header = {
            "device_id": self.enrolled.device_id,
            "seq": len(self.log) + 1,
            "event_id": new_id(at),
            "type": kind,
            "type_version": 1,
            "lead_id": lead_id,
            "actor_id": self.person_id,
            "wall_utc": at,
            "tz": "America/Chicago",
            "monotonic_ms": len(self.log),
            "boot_id": "boot",
            **more,
        }
        prev = self.log[-1].hash if self.log else GENESIS
        self.log.append(seal(Header(**header), payload, os.urandom(16), prev))
        return self.log[-1]

    def request(self, after: int = 0) -> PushRequest:
        return PushRequest(
            hub_id=self.enrolled.hub_id,
            device_id=self.enrolled.device_id,
            from_seq=after + 1,
            prev_hash=self.log[after - 1].hash if after else GENESIS,
            events=self.log[after:],
        )

    def caller(self, now: datetime = NOW) -> letting_in.Caller:
        with self.store.reading() as rows:
            return letting_in.caller_of(rows, self.enrolled.token, now)

    def known(self, now: datetime = NOW) -> letting_in.Caller:
        with self.store.reading() as rows:
            return letting_in.known_by(rows, self.enrolled.token, now)

    def pushes(self, after: int = 0, now: datetime = NOW) -> PushAnswer:
        return push(self.store, self.known(now), self.request(after), now)

    def pulls(self, now: datetime = NOW) -> list[wire.FeedRow]:
        """Read every feed to its end; return what was new."""
        fresh: list[tuple[str, wire.FeedRow]] = []
        for feed in self.enrolled.feeds:
            self.cursors.setdefault(feed, None)
        while True:
            answer = self.asks(now)
            for page in answer.pages:
                if page.resync:
                    self.told = [(feed, row) for feed, row in self.told if feed != page.feed]
                fresh += [(page.feed, row) for row in page.rows]
                self.cursors[page.feed] = page.cursor
            if not any(page.more for page in answer.pages):
                self.told += fresh
                return [row for _, row in fresh]

    def asks(self, now: datetime = NOW) -> PullAnswer:
        request = PullRequest(hub_id=self.enrolled.hub_id, cursors=dict(self.cursors))
        answer = pull(self.store, self.known(now), request, now)
        assert isinstance(answer, PullAnswer)
        return answer


def desk_of(store: HubStore, name: str, now: datetime = NOW, *, keyed: bool = False) -> Desk:
    """Let a desk join: one of before there were keys unless it is `keyed`."""
    code, _ = letting_in.invite(store, name, now)
    message = Enroll(code=code, device_name="a laptop", protocol=[1])
    key = new_key() if keyed else b""
    if keyed:
        proof = sign(key, words_to_join(code, ""))
        message = msgspec.structs.replace(message, protocol=[3], device_key=public_of(key), proof=proof)
    return Desk(store, letting_in.enroll(store, message, now), key=key)


def renewal(refresh_token: str, key: bytes, *, next_key: bytes = b"", as_new: bool = False) -> Renew:
    """Return a desk's wish for new access, signed with its key, and with the next where it is to have another."""
    public = public_of(next_key) if next_key else b""
    words = words_to_renew(refresh_token, public, as_new=as_new)
    return Renew(
        refresh_token=refresh_token,
        proof=sign(key, words) if key else b"",
        new_key=public,
        new_proof=sign(next_key, words) if next_key else b"",
        as_new=as_new,
    )


class NoSums:
    """For hubs nobody asks for a report."""

    def rows(self, report: Report, facts: Facts, at: object, officer_id: str = "") -> list[dict[str, Any]]:
        return []

    def cases(self, facts: Facts, at: object) -> list[Any]:
        return []


def later(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


DeskOf = Callable[[str], Desk]
