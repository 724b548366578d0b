"""The database server starts anew under a hub that serves: it stays marked as in use, and answers at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.errors import StoreUnusable
from app.hub import care
from app.hub.operating import readiness
from app.outside.ledger import FileLedger
from storage.hub.database import ServerDatabase
from tests.hubs import NOW, found_company
from tests.postgres import Cluster
from tests.together.test_backups import OneKey

pytestmark = pytest.mark.system("postgres")
PATIENCE_S = 20.0
#: more than is asked at once in a quiet hub, so that some lie in the pool for long
CONNECTIONS = 6


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    own = Cluster()
    yield own
    own.stop()


@pytest.fixture
def restore(cluster: Cluster, tmp_path: Path) -> tuple[ServerDatabase, Callable[[], object]]:
    """A hub's database with a backup of it, and the wish to put that back."""
    database = ServerDatabase(cluster.new_database(), OneKey())
    with closing(database.open()[0]) as store:
        found_company(store)
    store, vault = database.open()
    care.backup([str(tmp_path / "b")], store, vault, FixedClock(NOW))
    store.close()
    return database, lambda: care.restore(tmp_path / "b", database, FileLedger(tmp_path / "revoked"), FixedClock(NOW))


def test_a_hub_that_answers_again_is_in_use_and_does_not_forget_how_to_answer(
    cluster: Cluster, restore: tuple[ServerDatabase, Callable[[], object]]
) -> None:
    database, put_back = restore
    with closing(database.open()[0]) as store:
        with ExitStack() as many:
            for _ in range(CONNECTIONS):
                many.enter_context(store.reading())
        cluster.restart()
        assert [readiness(store).ok for _ in range(2 * CONNECTIONS)] == [True] * 2 * CONNECTIONS
        with ExitStack() as many:
            for _ in range(CONNECTIONS):
                many.enter_context(store.reading())
        with pytest.raises(StoreUnusable, match="in use"):
            put_back()
    put_back()


def test_a_hub_that_nobody_asks_anything_is_in_use_again_by_itself(
    cluster: Cluster, restore: tuple[ServerDatabase, Callable[[], object]]
) -> None:
    database, put_back = restore
    stop, until = threading.Event(), time.monotonic() + PATIENCE_S
    with closing(database.open()[0]) as store:
        watching = threading.Thread(target=store.watch, args=(lambda _feeds: None, stop))
        watching.start()
        try:
            cluster.restart()
            while not _is_marked(cluster):
                assert time.monotonic() < until, "nobody marked it again"
                threading.Event().wait(0.05)
            with pytest.raises(StoreUnusable, match="in use"):
                put_back()
        finally:
            stop.set()
            watching.join()
    put_back()


def _is_marked(cluster: Cluster) -> bool:
    return cluster.count("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") > 0
