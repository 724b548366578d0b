"""The database server dies and its standby takes over: the hub goes on there by itself, and nothing is lost."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import httpx
import msgspec
import pytest
from sqlalchemy import make_url

from app.clock import SystemClock
from app.domain.activity import Kind
from app.hub.checking import verify
from app.protocol.wire import PushAnswer, Receipt
from storage.engine import open_postgres
from storage.hub.store import SqlHubStore, open_hub_store
from tests.bench.served_hub import PATIENCE_S, lines_of, running
from tests.hubs import Desk, desk_of, found_company, give_lead, lead
from tests.postgres import Cluster

pytestmark = [pytest.mark.long, pytest.mark.system("postgres")]
PUSHES = 40
#: the server is killed behind so many of them
KILLED_AFTER = 15


@pytest.fixture
def pair() -> Iterator[tuple[Cluster, Cluster]]:
    """Two servers, the second so closely behind the first that no commit is answered before it has it."""
    with ExitStack() as leaving:
        first = Cluster()
        leaving.callback(shutil.rmtree, first.folder, ignore_errors=True)
        second = Cluster(copy_of=first)
        leaving.callback(second.stop)
        first.tell("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")
        yield first, second


def address(database: str, *clusters: Cluster) -> str:
    """Return one address that names both servers, of which the one that can be written to is meant."""
    hosts = [f"127.0.0.1:{cluster.port}" for cluster in clusters]
    asked = (
        make_url(database)
        .set(host=None, port=None)
        .update_query_dict({"host": hosts, "target_session_attrs": "read-write"})
    )
    return asked.render_as_string(hide_password=False)


def until(is_so: Callable[[], bool]) -> float:
    """Ask until it is so; return after how many seconds."""
    begun = time.monotonic()
    while not is_so():
        assert time.monotonic() < begun + PATIENCE_S, "it never came about"
        threading.Event().wait(0.05)
    return time.monotonic() - begun


def push_next(client: httpx.Client, desk: Desk, lead_id: str, have: int) -> int | None:
    """Log once more and push what the hub has not confirmed; return what it has, or None where it did not answer."""
    desk.logs(lead_id, Kind.NO_ANSWER, SystemClock().now())
    try:
        said = client.post("/v1/push", content=msgspec.json.encode(desk.request(have)))
    except httpx.TransportError:
        return None
    if said.status_code != 200:
        assert said.status_code == 503, "the hub did not say that its database is away"
        return None
    answer = msgspec.json.decode(said.content, type=PushAnswer)
    assert isinstance(answer, Receipt)
    return answer.have_seq


def test_a_hub_goes_on_with_the_standby_and_every_receipt_holds(pair: tuple[Cluster, Cluster], tmp_path: Path) -> None:
    first, second = pair
    database = first.new_database()
    store = open_hub_store(open_postgres(database))
    found_company(store)
    now = SystemClock().now()
    desk = desk_of(store, "Ada", now)
    lead_id = give_lead(store, lead(1, now), "Ada", now).lead_id
    store.close()
    both = address(database, first, second)
    words = ["--data-dir", str(tmp_path / "hub"), "--key-file", str(tmp_path / "key"), "hub", "--database", both]
    have = unanswered = 0
    with running("main.py", *words, "serve", "--listen", "127.0.0.1:0") as serve:
        url = lines_of(serve.stdout).get(timeout=PATIENCE_S).split()[-1]
        headers = {"Authorization": f"Bearer {desk.enrolled.token}", "Content-Type": "application/json"}
        with httpx.Client(base_url=url, headers=headers, timeout=PATIENCE_S) as client:
            for n in range(PUSHES):
                if n == KILLED_AFTER:
                    first.kill()
                if n == KILLED_AFTER + 3:
                    second.promote()
                told = push_next(client, desk, lead_id, have)
                unanswered += told is None
                have = have if told is None else told
            after = until(lambda: (push_next(client, desk, lead_id, have) or 0) >= PUSHES)
            heard = _hears_of_a_new_lead(url, desk, both)
    print(f"\n{unanswered} pushes not answered; answered {after:.1f} s after the last")  # noqa: T201 - a long run is read
    assert unanswered > 0
    assert heard
    with _open(both) as there:
        assert verify(there).is_ok
        with there.reading() as rows:
            kept = [event.event_id for event in rows.events.of_device(desk.enrolled.device_id)]
    assert kept == [event.event_id for event in desk.log[: len(kept)]]
    assert len(kept) >= PUSHES


def _hears_of_a_new_lead(url: str, desk: Desk, both: str) -> bool:
    """Return whether a desk on the hub's event stream is told of a lead that another process gave it."""
    headers = {"Authorization": f"Bearer {desk.enrolled.token}"}
    with httpx.stream("GET", f"{url}/v1/wake", headers=headers, timeout=PATIENCE_S) as stream, _open(both) as there:
        for line in stream.iter_lines():
            if line == "event: listening":
                give_lead(there, lead(2, SystemClock().now()), "Ada", SystemClock().now())
            if line == "event: wake":
                return True
    return False


@contextmanager
def _open(both: str) -> Iterator[SqlHubStore]:
    with closing(open_hub_store(open_postgres(both))) as store:
        yield store
