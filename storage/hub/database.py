"""Where a hub keeps its data: a file of its own, or a database on a server; opened, backed up and put back alike."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TypeVar

from storage.engine import open_postgres, open_sqlcipher
from storage.files import with_journals
from storage.hub.backup import Fit, Keys, Vault, put_back_file, put_back_server
from storage.hub.replaced import end_replaced_files, end_replaced_schemas, replaced_files
from storage.hub.store import VERSION_TABLE, SqlHubStore, open_hub_store
from storage.hub.tables import metadata
from storage.in_use import use_file, use_server, use_server_alone

#: connections that are kept open once there was need for them
_CONNECTIONS, _FEWEST = 36, 9

T = TypeVar("T")


class FileDatabase:
    """An encrypted file; a key is made only for a file that is not there yet."""

    def __init__(self, file: Path, keys: Keys) -> None:
        self._file, self._keys = file, keys

    def is_there(self) -> bool:
        return self._file.exists()

    def open(self) -> tuple[SqlHubStore, Vault]:
        leave = use_file(self._file)
        try:
            engine = open_sqlcipher(self._file, self._keys.key(make=not self._file.exists()))
            return open_hub_store(engine, leave), Vault(engine, self._keys)
        except BaseException:
            leave()
            raise

    def put_back(self, backup: Path, now: datetime, fit: Fit[T]) -> tuple[str, T]:
        """Put a backup in its place; return the replaced file's name, "" for none, and what made it `fit` says."""
        leave = use_file(self._file, alone=True)
        try:
            return put_back_file(backup, self._file, self._keys.key(make=False), now, fit)
        finally:
            leave()

    def end_replaced(self, before: datetime, _hub_id: str, *, dry_run: bool) -> tuple[list[str], list[str]]:
        return end_replaced_files(self._file.resolve(), before, dry_run=dry_run)

    def is_of(self, file: Path) -> bool:
        """Return whether a file is the database, by whichever name, or one that lies beside it for its sake."""
        home = self._file.resolve()
        marks = [home.with_name(f"{home.name}{ending}") for ending in (".in-use", ".restoring")]
        ours = [each for one in (home, *marks, *replaced_files(home)) for each in with_journals(one)]
        return any(one.exists() and one.samefile(file) for one in ours)


class ServerDatabase:
    """A PostgreSQL database at `url`; a key is asked for only where a backup is written or read.

    The processes that share it share the connections too: a server lets in a hundred, unless it was told otherwise.
    """

    def __init__(self, url: str, keys: Keys, *, shared_by: int = 1) -> None:
        self._url, self._keys = url, keys
        self._connections = max(_CONNECTIONS // shared_by, _FEWEST)

    def is_there(self) -> bool:
        """Return True: whether it has tables is seen once it answers."""
        return True

    def open(self) -> tuple[SqlHubStore, Vault]:
        engine = open_postgres(self._url, pool_size=self._connections)
        try:
            use_server(engine)
            return open_hub_store(engine), Vault(engine, self._keys)
        except BaseException:
            engine.dispose()
            raise

    def put_back(self, backup: Path, now: datetime, fit: Fit[T]) -> tuple[str, T]:
        """Do the same; the replaced tables are in a schema of the name that is returned."""
        engine = open_postgres(self._url)
        try:
            leave = use_server_alone(engine)
            try:
                return put_back_server(backup, self._url, self._keys.key(make=False), now, fit)
            finally:
                leave()
        finally:
            engine.dispose()

    def end_replaced(self, before: datetime, hub_id: str, *, dry_run: bool) -> tuple[list[str], list[str]]:
        engine = open_postgres(self._url)
        try:
            ours = [*metadata.tables, VERSION_TABLE]
            return end_replaced_schemas(engine, before, hub_id, ours, dry_run=dry_run)
        finally:
            engine.dispose()

    def is_of(self, _file: Path) -> bool:
        """Return False: it has no file of its own here."""
        return False
