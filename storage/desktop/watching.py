"""Whether anything was saved since, by this program or another: a connection of its own hears of every commit."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from storage.engine import ask_driver

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


class Watch:
    """SQLite tells a connection when others have committed; this one saves nothing, so all who do are others."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = threading.Lock()
        self._conn: Connection | None = None

    def version(self) -> int:
        with self._turn:
            if self._conn is None:
                self._conn = self._engine.connect()
                # none of the pool's, which belong to whoever works
                self._conn.detach()
            [(version,)] = ask_driver(self._conn, "PRAGMA data_version")
        return int(version)

    def close(self) -> None:
        with self._turn:
            if self._conn is not None:
                self._conn.close()
                self._conn = None
