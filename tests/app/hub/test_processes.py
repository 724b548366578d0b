"""A hub that is served while somebody works on the same database from another process."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from app.hub.verbs import verify
from app.protocol import feed
from storage.hub.store import SqlHubStore
from tests.hubs import DeskOf

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
