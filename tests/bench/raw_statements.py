"""What the driver of the encrypted file was asked, heard as it was said, and said once more with nothing around it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from storage.sqlcipher_file import use_key

#: the driver's own, whatever a test has put in its place
_CONNECT: Callable[..., Any] = sqlcipher.connect
#: a statement with its values, or with the values of many rows
Said = tuple[str, Any, bool]


class Heard:
    """Hears what connections that are opened from now on are asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        heard = self
        self.said: list[Said] = []

        class Cursor(sqlcipher.Cursor):  # type: ignore[misc]
            def execute(self, words: str, values: Any = ()) -> Any:
                heard.said.append((words, values, False))
                return super().execute(words, values)

            def executemany(self, words: str, values: Any) -> Any:
                heard.said.append((words, list(values), True))
                return super().executemany(words, values)

        class Connection(sqlcipher.Connection):  # type: ignore[misc]
            def cursor(self) -> Any:
                return super().cursor(Cursor)

            def execute(self, words: str, values: Any = ()) -> Any:
                return self.cursor().execute(words, values)

            def commit(self) -> None:
                heard.said.append(("COMMIT", (), False))
                super().commit()

        monkeypatch.setattr(sqlcipher, "connect", lambda *a, **k: _CONNECT(*a, factory=Connection, **k))

    def during(self, work: Callable[[], object]) -> list[Said]:
        """Return what was said meanwhile."""
        self.said = []
        work()
        return self.said


def copy_of(file: Path, key: bytes, to: Path) -> Any:
    """Return a connection of the driver's own to a copy of a database, opened as ours are."""
    there = _CONNECT(str(file))
    use_key(there, key)
    there.execute(f"ATTACH DATABASE '{to}' AS copy KEY \"x'{key.hex()}'\"")
    there.execute("SELECT sqlcipher_export('copy')")
    there.close()
    raw = _CONNECT(str(to), isolation_level=None)
    use_key(raw, key)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "temp_store = MEMORY"):
        raw.execute(f"PRAGMA {pragma}")
    return raw


def say(raw: Any, said: Sequence[Said]) -> float:
    """Say it all again and read every answer; return in how many seconds."""
    begun = time.perf_counter()
    for words, values, are_many in said:
        if are_many:
            raw.executemany(words, values)
        else:
            raw.execute(words, values).fetchall()
    return time.perf_counter() - begun
