"""Logs of several desks pushed at once to a served hub, beside the database taking the same rows with no questions."""

from __future__ import annotations

import gzip
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest
from sqlalchemy import text

from app.clock import SystemClock
from app.domain.activity import Kind
from app.domain.lead import Channel
from app.hub import people
from app.protocol.limits import PUSH_EVENTS
from storage.engine import open_sqlcipher, writing
from storage.hub.store import SqlHubStore
from storage.hub.tables import event, metadata
from tests.bench.served_hub import PATIENCE_S, Hub
from tests.hubs import KEY, Desk, desk_of, give_lead, lead

pytestmark = pytest.mark.long
DESKS, LEADS, BATCHES = 4, 30, 12
#: each desk's first push is not counted: first uses load what later ones find loaded
WARM_UP = 1
#: one shot of a second or two tells as much of the disk as of us: the first writes a journal that has yet to grow
SHOTS = 5
EVENTS = DESKS * (BATCHES - WARM_UP) * PUSH_EVENTS


def a_day(store: SqlHubStore, name: str, chance: Random) -> Desk:
    """Make a desk whose log is full of the last hours' calls and e-mails, none of them pushed yet."""
    now = SystemClock().now()
    people.add_person(store, people.Newcomer(name=name, role="officer", branch="B"), now)
    desk = desk_of(store, name, now)
    leads = [give_lead(store, lead(n, now), name, now) for n in range(LEADS)]
    for n in range(BATCHES * PUSH_EVENTS):
        one, at = chance.choice(leads), now - timedelta(seconds=20 * 3600 - 10 * n)
        if chance.random() < 0.7:
            desk.logs(one.lead_id, Kind.NO_ANSWER, at, number=one.phones[0].number)
        else:
            desk.logs(one.lead_id, Kind.SENT, at, channel=Channel.EMAIL)
    return desk


def bodies_of(desk: Desk) -> list[bytes]:
    """Return the log's pushes as they travel."""
    whole = [desk.request(after) for after in range(0, len(desk.log), PUSH_EVENTS)]
    cut = [msgspec.structs.replace(request, events=request.events[:PUSH_EVENTS]) for request in whole]
    return [gzip.compress(msgspec.json.encode(request), 6) for request in cut]


def push(url: str, token: str, bodies: Sequence[bytes]) -> None:
    """Send them over one connection, with a client that takes little of the machine from the hub and its database."""
    headers = {"Authorization": f"Bearer {token}", "Content-Encoding": "gzip", "Content-Type": "application/json"}
    with closing(HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE_S)) as client:
        for body in bodies:
            client.request("POST", "/v1/push", body, headers)
            answer = client.getresponse()
            told = msgspec.json.decode(answer.read())
            assert (answer.status, told["answer"]) == (200, "receipt"), told


def at_once(url: str, sent: Sequence[tuple[Desk, Sequence[bytes]]]) -> None:
    with ThreadPoolExecutor(len(sent)) as pool:
        for done in [pool.submit(push, url, desk.enrolled.token, bodies) for desk, bodies in sent]:
            done.result()


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def copied(store: SqlHubStore, rows: Sequence[Sequence[Any]]) -> None:
    """Have PostgreSQL take the same rows by COPY over one connection, a transaction for each batch."""
    with store._engine.connect() as conn:
        raw = conn.connection.driver_connection
        assert raw is not None
        for start in range(0, len(rows), PUSH_EVENTS):
            with raw.cursor() as cursor, cursor.copy("COPY floor FROM STDIN") as copy:
                for row in rows[start : start + PUSH_EVENTS]:
                    copy.write_row(row)
            raw.commit()


def many(folder: Path, rows: Sequence[Sequence[Any]]) -> Callable[[], None]:
    """Return what has an encrypted file of the same tables take the same rows by a statement a batch."""
    engine = open_sqlcipher(folder / "floor.db", KEY)
    with writing(engine) as conn:
        metadata.create_all(conn)
        conn.exec_driver_sql("PRAGMA foreign_keys = OFF")

    def take() -> None:
        with engine.connect() as conn:
            raw: Any = conn.connection.driver_connection
            raw.execute("PRAGMA foreign_keys = OFF")
            for start in range(0, len(rows), PUSH_EVENTS):
                raw.execute("BEGIN IMMEDIATE")
                marks = ", ".join("?" * len(rows[0]))
                raw.executemany(f"INSERT INTO event VALUES ({marks})", rows[start : start + PUSH_EVENTS])
                raw.execute("COMMIT")

    return take


def raw_rows(store: SqlHubStore) -> list[Sequence[Any]]:
    with store._engine.connect() as conn:
        names = ", ".join(column.name for column in event.columns)
        return [tuple(row) for row in conn.execute(text(f"SELECT {names} FROM event ORDER BY device_id, seq"))]


# a file has one process
@pytest.mark.parametrize(
    ("kind", "workers"),
    [("sqlite", 1), *(pytest.param("postgres", n, marks=pytest.mark.system("postgres")) for n in (1, 2))],
)
def test_logs_pushed_over_http(kind: str, workers: int, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    shots = []
    for number in range(SHOTS):
        with ExitStack() as leaving:
            (tmp_path / f"{number}").mkdir()
            hub = Hub(kind, tmp_path / f"{number}", request.config, leaving, "--workers", str(workers))
            shots.append(taken(hub, tmp_path / f"{number}"))
    ours, floor = (statistics.median(times) for times in zip(*shots, strict=True))
    ratios = sorted(floor / ours for ours, floor in shots)
    print(  # noqa: T201 - a bench is read, not asserted
        f"\n[{kind}, {workers} process(es)] {EVENTS:,} events of {DESKS} desks over HTTP: {EVENTS / ours:,.0f}/s; "
        f"the same rows with no questions {EVENTS / floor:,.0f}/s, both the middle of {SHOTS}; "
        f"{floor / ours:.2f} x, shot by shot {', '.join(f'{ratio:.2f}' for ratio in ratios)}"
    )


def taken(hub: Hub, folder: Path) -> tuple[float, float]:
    """Return in how many seconds an empty hub took the logs, and its database the same rows with no questions."""
    chance = Random(1)
    sent = [(desk, bodies_of(desk)) for desk in (a_day(hub.store, f"Officer {n}", chance) for n in range(DESKS))]
    at_once(hub.url, [(desk, bodies[:WARM_UP]) for desk, bodies in sent])
    ours = seconds(lambda: at_once(hub.url, [(desk, bodies[WARM_UP:]) for desk, bodies in sent]))
    rows = raw_rows(hub.store)[:EVENTS]
    assert len(rows) == EVENTS
    if hub.store._engine.dialect.name == "sqlite":
        return ours, seconds(many(folder, rows))
    with hub.store._engine.begin() as conn:
        conn.execute(text("CREATE TABLE floor (LIKE event INCLUDING ALL)"))
    return ours, seconds(lambda: copied(hub.store, rows))
