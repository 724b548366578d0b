"""Which events of a database can still be read after damage, found out without any of the product's code."""

from __future__ import annotations

import json
import shutil
import struct
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg
import sqlcipher3.dbapi2 as sqlcipher

from tests.desks import KEY

PAGE, FRAME_HEAD, WAL_HEAD = 4096, 24, 32


def opened(path: Path | str) -> Any:
    """Open a database to be read: a file of ours, or a hub's at the address of a PostgreSQL server."""
    if isinstance(path, str):
        return closing(_Server(path))
    conn = sqlcipher.connect(str(path), isolation_level=None)
    conn.execute("PRAGMA cipher_log_level = NONE")
    conn.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    return closing(conn)


class _Server:
    """A PostgreSQL server that is asked as a file is."""

    def __init__(self, url: str) -> None:
        self._conn = psycopg.connect(url.replace("postgresql+psycopg:", "postgresql:"), autocommit=True)
        self.close = self._conn.close

    def execute(self, query: str, values: Sequence[object] = ()) -> Any:
        return self._conn.execute(query.replace("?", "%s"), values) if values else self._conn.execute(query)


def events_in(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return (id, what is sent) of a desk's events in their order."""
    with opened(path) as conn:
        rows = conn.execute("SELECT event_id, wire FROM event ORDER BY seq").fetchall()
    return [(event_id, json.loads(wire)) for event_id, wire in rows]


@dataclass(frozen=True)
class Place:
    """Where the last state of a page lies: in which file, from which byte to which.

    What stands in the journal counts from the end of its transaction on, `committed`: one cut off before it never was.
    """

    file: str
    start: int
    end: int
    committed: int = 0


def places_of_events(database: Path, scratch: Path) -> dict[str, Place]:
    """Return for each event the page it lies on, found by spoiling one page after the other and asking SQLCipher.

    What makes many events unreadable is on the way to them; what makes fewest unreadable is where one lies.
    """
    whole = scratch / "whole.db"
    for ending in ("", "-wal"):
        shutil.copyfile(f"{database}{ending}", f"{whole}{ending}")
    with opened(whole) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        conn.execute("PRAGMA journal_mode = DELETE").fetchone()
        seqs = dict(conn.execute("SELECT seq, event_id FROM event").fetchall())
    raw = whole.read_bytes()
    best: dict[str, tuple[int, int]] = {}
    for number in range(2, len(raw) // PAGE + 1):
        gone = seqs.keys() - _readable(scratch / "spoilt.db", raw, number, list(seqs))
        for seq in gone:
            best[seqs[seq]] = min(best.get(seqs[seq], (len(seqs) + 1, 0)), (len(gone), number))
    newest = _newest_places(database)
    return {event_id: newest[number] for event_id, (_, number) in best.items()}


def _readable(path: Path, raw: bytes, number: int, seqs: list[int]) -> set[int]:
    spoilt = bytearray(raw)
    spoilt[number * PAGE - 10] ^= 0xFF
    path.write_bytes(spoilt)
    return _readable_of(path, seqs)


def _readable_of(path: Path, seqs: list[int]) -> set[int]:
    """Ask for all at once and, where one of them fails, for each half: a failure spoils its whole connection."""
    asked = ", ".join(map(str, seqs))
    try:
        with opened(path) as conn:
            return {seq for seq, _ in conn.execute(f"SELECT seq, wire FROM event WHERE seq IN ({asked})").fetchall()}
    except sqlcipher.Error:
        if len(seqs) == 1:
            return set()
    half = len(seqs) // 2
    return _readable_of(path, seqs[:half]) | _readable_of(path, seqs[half:])


def _newest_places(database: Path) -> dict[int, Place]:
    size = database.stat().st_size
    places = {n: Place("desktop.db", (n - 1) * PAGE, n * PAGE) for n in range(1, size // PAGE + 1)}
    wal = Path(f"{database}-wal").read_bytes()
    salts, under_way = wal[16:24], dict[int, Place]()
    for at in range(WAL_HEAD, len(wal) - FRAME_HEAD - PAGE + 1, FRAME_HEAD + PAGE):
        if wal[at + 8 : at + 16] == salts:
            number, pages_after = struct.unpack_from(">II", wal, at)
            under_way[number] = Place("desktop.db-wal", at, at + FRAME_HEAD + PAGE)
            if pages_after:
                # the last frame of a transaction says how many pages the file has after it
                end = at + FRAME_HEAD + PAGE
                places |= {n: replace(place, committed=end) for n, place in under_way.items()}
                under_way = {}
    return places
