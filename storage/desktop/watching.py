"""Whether anything was saved since, by this program or another: a connection of its own hears of every commit."""

from __future__ import annotations

import threading

from storage.desktop.driver import Connection, Database


class Watch:
    """SQLite tells a connection when others have committed; this one saves nothing, so all who do are others."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = threading.Lock()
        self._conn: Connection | None = None

    def version(self) -> int:
        with self._turn:
            if self._conn is None:
                # none of those that are lent, which belong to whoever works
                self._conn = self._database.apart()
            return int(self._conn.ask_one("PRAGMA data_version"))

    def close(self) -> None:
        with self._turn:
            if self._conn is not None:
                self._conn.close()
                self._conn = None
