"""A hub that is served while somebody works on the same database from another process."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.hub.verbs import verify
from app.outside.hub_link import HttpHubLink
from app.protocol import feed
from storage.hub.store import SqlHubStore
from tests.hubs import DeskOf, company_store, desk_of

IMPORT = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from app.hub.intake import LeadFile, import_leads
from storage.engine import open_postgres, open_sqlcipher
from storage.hub.store import open_hub_store
is_file = sys.argv[1].startswith("/")
store = open_hub_store(open_sqlcipher(Path(sys.argv[1]), bytes(range(32))) if is_file else open_postgres(sys.argv[1]))
rows = "".join(f"Person{chr(65 + n)},615-555-01{n:02d},2026-03-01\\n" for n in range(20))
file = LeadFile(name="a.csv", data=("Name,Phone,Received At\\n" + rows).encode(), source="Vendor")
print(import_leads(store, file, now=datetime(2026, 3, 2, 15, tzinfo=UTC), assign=sys.argv[2]).imported)
store.close()
"""


def address(store: SqlHubStore) -> str:
    engine = store._engine
    if engine.dialect.name == "postgresql":
        return engine.url.render_as_string(hide_password=False)
    with engine.connect() as conn:
        return str(conn.exec_driver_sql("PRAGMA database_list").one()[2])


@pytest.fixture
def watched(store: SqlHubStore) -> Iterator[tuple[list[frozenset[str]], threading.Condition]]:
    told: list[frozenset[str]] = []
    news, stop = threading.Condition(), threading.Event()

    def changed(feeds: frozenset[str]) -> None:
        with news:
            told.append(feeds)
            news.notify_all()

    thread = threading.Thread(target=store.watch, args=(changed, stop))
    thread.start()
    yield told, news
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


def test_leads_imported_by_another_process_are_heard_of_and_come_down(
    store: SqlHubStore, desk: DeskOf, watched: tuple[list[frozenset[str]], threading.Condition]
) -> None:
    ada = desk("Ada")
    ada.pulls()
    told, news = watched
    wanted = f"officer:{ada.person_id}"
    done = subprocess.run(
        [sys.executable, "-c", IMPORT, address(store), "Ada"], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.strip() == "20"
    with news:
        assert news.wait_for(lambda: any(wanted in feeds for feeds in told), timeout=5)
    assert sum(isinstance(feed.read(row.kind, row.body), feed.LeadGiven) for row in ada.pulls()) == 20


def test_two_processes_that_take_the_same_leads_in_take_each_once(store: SqlHubStore, desk: DeskOf) -> None:
    both = [
        subprocess.Popen([sys.executable, "-c", IMPORT, address(store), name], stdout=subprocess.PIPE, text=True)
        for name in ("Ada", "Eve")
    ]
    taken = [int(process.communicate(timeout=60)[0]) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted(taken) == [0, 20]
    assert verify(store)["ok"]


SERVE = """
import sys
from pathlib import Path
from app.clock import SystemClock
from app.hub.http import build_app
from app.hub.serving import HubServer, Listen
from storage.engine import open_sqlcipher
from storage.hub.store import open_hub_store
from tests.hubs import TERMS, NoSums
store = open_hub_store(open_sqlcipher(Path(sys.argv[1]), bytes(range(32))))
server = HubServer(build_app(store, SystemClock(), NoSums(), TERMS), Listen(port=0))
print(server.url, flush=True)
server.run()
store.close()
print("closed", flush=True)
"""


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_hub_that_is_told_to_stop_lets_go_of_its_streams_and_closes_its_database(
    tmp_path: Path, request: pytest.FixtureRequest, sent: signal.Signals
) -> None:
    with company_store("sqlite", tmp_path, request.config) as store:
        token = desk_of(store, "Ada").enrolled.token
    hub = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(tmp_path / "hub.db")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert hub.stdout is not None
    line = HttpHubLink(hub.stdout.readline().strip(), token)
    connected, stop = threading.Event(), threading.Event()
    thread = threading.Thread(target=line.wake, args=(lambda feeds: connected.set(), stop))
    thread.start()
    assert connected.wait(20)
    hub.send_signal(sent)
    said, complaints = hub.communicate(timeout=20)
    stop.set()
    thread.join(10)
    assert (hub.returncode, said) == (0, "closed\n")
    # the server may say that the stream was cut short, which is what stopping does to a stream
    assert "Traceback" not in complaints
