"""Where a hub keeps its rows while it is tried, a file or a PostgreSQL server, put back to a moment before each try."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

import pytest
from sqlalchemy.engine import Engine

from storage.engine import open_postgres, open_sqlcipher, writing
from storage.hub.backup import copy_rows
from storage.hub.store import open_hub_store
from storage.hub.tables import metadata
from tests.desks import KEY
from tests.faults.both_databases import Where
from tests.postgres import cluster_of

_TABLES = [table.name for table in metadata.sorted_tables]


class HubPlace(Protocol):
    """`where` is what the independent reader opens."""

    where: Where

    def open(self) -> Engine: ...
    def put_back(self, hub_db: Path) -> None: ...
    def close(self) -> None: ...


def open_place(where: Where) -> Engine:
    return open_sqlcipher(where, KEY) if isinstance(where, Path) else open_postgres(where, pool_size=4)


class FilePlace:
    """A file of its own; whoever has it open lets go of it before it is put back."""

    def __init__(self, file: Path) -> None:
        self.where = file

    def open(self) -> Engine:
        return open_place(self.where)

    def put_back(self, hub_db: Path) -> None:
        remove(self.where)
        shutil.copyfile(hub_db, self.where)

    def close(self) -> None:
        pass


class ServerPlace:
    """A database of a cluster. What a moment's file holds is carried into a schema once, and copied from there."""

    def __init__(self, url: str) -> None:
        self.where = url
        self._engine = open_place(url)
        open_hub_store(self._engine)
        self._kept: dict[Path, str] = {}

    def open(self) -> Engine:
        return open_place(self.where)

    def put_back(self, hub_db: Path) -> None:
        if hub_db not in self._kept:
            self._keep(hub_db)
        schema = self._kept[hub_db]
        with writing(self._engine) as conn:
            self._empty(conn)
            for name in _TABLES:
                conn.exec_driver_sql(f"INSERT INTO {name} SELECT * FROM {schema}.{name}")

    def _keep(self, hub_db: Path) -> None:
        schema = self._kept[hub_db] = f"moment_{len(self._kept)}"
        source = open_sqlcipher(hub_db, KEY)
        with writing(self._engine) as conn:
            self._empty(conn)
        copy_rows(source, self._engine)
        source.dispose()
        with writing(self._engine) as conn:
            conn.exec_driver_sql(f"CREATE SCHEMA {schema}")
            for name in _TABLES:
                conn.exec_driver_sql(f"CREATE TABLE {schema}.{name} AS TABLE {name}")

    def _empty(self, conn: object) -> None:
        # row by row and children first: with so few of them that is a tenth of what emptying tables costs
        for name in reversed(_TABLES):
            conn.exec_driver_sql(f"DELETE FROM {name}")

    def close(self) -> None:
        self._engine.dispose()


def hub_place(kind: str, folder: Path, config: pytest.Config) -> FilePlace | ServerPlace:
    return FilePlace(folder / "hub.db") if kind == "sqlite" else ServerPlace(cluster_of(config).new_database())


def remove(database: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


class Closing(Protocol):
    def close(self) -> None: ...


B = TypeVar("B", bound=Closing)


@contextmanager
def branches_of(make: Callable[..., B], kind: str, folder: Path, config: pytest.Config) -> Iterator[Callable[[], B]]:
    """Give what founds one branch after the other, each with a hub's database of its own; all are closed at the end."""
    made: list[B] = []

    def found() -> B:
        own = folder / str(len(made))
        own.mkdir()
        where = own / "hub.db" if kind == "sqlite" else cluster_of(config).new_database()
        made.append(make(own, where=where))
        return made[-1]

    yield found
    for branch in made:
        branch.close()
