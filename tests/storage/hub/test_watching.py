"""What is new in the hub's feeds is noticed, also what came while the database did not answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from storage.hub import watching
from storage.hub.store import SqlHubStore
from tests.hubs import company_store, give_lead, lead

WITHIN_S = 20.0


class _Away:
    """A connection whose driver says what it says when the disk does not answer."""

    @property
    def connection(self) -> _Away:
        return self

    dbapi_connection = cursor = connection

    def execute(self, *_: object) -> None:
        raise sqlcipher.OperationalError("disk I/O error")

    def close(self) -> None:
        pass


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlHubStore]:
    with company_store("sqlite", tmp_path, request.config) as store:
        yield store


def test_what_came_while_a_file_did_not_answer_is_told_once_it_does(
    store: SqlHubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, asked = watching._file_version, threading.Event()
    is_away, noticed, stop = threading.Event(), threading.Event(), threading.Event()

    def look(conn: Any) -> int:
        asked.set()
        if is_away.is_set():
            noticed.set()
            return looked(_Away())
        return looked(conn)

    monkeypatch.setattr(watching, "_file_version", look)
    monkeypatch.setattr(watching, "AGAIN_AFTER_S", 0.05)
    news: SimpleQueue[frozenset[str]] = SimpleQueue()
    watcher = threading.Thread(target=store.watch, args=(news.put, stop))
    watcher.start()
    try:
        assert asked.wait(WITHIN_S)
        is_away.set()
        assert noticed.wait(WITHIN_S)
        give_lead(store, lead(), "Ada")
        is_away.clear()
        told = news.get(timeout=WITHIN_S)
        assert any(feed != "company" for feed in told)
    finally:
        stop.set()
        watcher.join()
    assert news.empty(), "what was told is not told again"
