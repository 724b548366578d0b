"""Notices new feed rows, whichever process wrote them."""

from __future__ import annotations

import threading
from collections.abc import Callable

import psycopg
from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from app.errors import StoreUnusable
from storage.engine import ask_driver, reading
from storage.hub import tables as t
from storage.hub.feeds import CHANNEL
from storage.in_use import marked

#: how often a file is asked whether another process wrote to it; it answers from shared memory, in microseconds
LOOK_EVERY_S = 0.01
#: how soon whoever listens notices that it is to stop
_STOPS_WITHIN_S = 0.2
#: how long a lost database is left alone before it is asked again
AGAIN_AFTER_S = 2.0

Changed = Callable[[frozenset[str]], None]


def watch_sqlite(engine: Engine, committed: threading.Event, changed: Changed, stop: threading.Event) -> None:
    """Ask SQLite's own change counter, at once after a commit of this process and else every `LOOK_EVERY_S`.

    What was committed while the file did not answer is told once it does.
    """
    known: dict[str, int] | None = None
    while not stop.is_set():
        try:
            known = _counters(engine) if known is None else known
            with engine.connect() as conn:
                _follow_file(conn, known, committed, changed, stop)
        except (StoreUnusable, SQLAlchemyError):
            stop.wait(AGAIN_AFTER_S)


def _follow_file(
    conn: Connection, known: dict[str, int], committed: threading.Event, changed: Changed, stop: threading.Event
) -> None:
    """Keep `known` as what was told last, whatever ends this."""
    # a connection's own count says nothing of what was before it
    version: int | None = None
    while not stop.is_set():
        seen = _file_version(conn)
        if seen != version:
            now = _counters(conn.engine)
            news = frozenset(feed for feed, last in now.items() if known.get(feed) != last)
            if news:
                changed(news)
            known.update(now)
            version = seen
        committed.wait(LOOK_EVERY_S)
        committed.clear()


def _file_version(conn: Connection) -> int:
    """Return a number that changes when any other connection commits; it is this connection's own count."""
    [(version,)] = ask_driver(conn, "PRAGMA data_version")
    return int(version)


def _counters(engine: Engine) -> dict[str, int]:
    with reading(engine) as conn:
        return {row.feed: row.last_seq for row in conn.execute(select(t.feed.c.feed, t.feed.c.last_seq))}


def watch_postgres(engine: Engine, changed: Changed, stop: threading.Event) -> None:
    """Listen on a connection of its own; once it was lost, any feed may have had news meanwhile."""
    # an address may name a standby too, and the driver's own words for that are not those of an address
    words, named = engine.dialect.create_connect_args(engine.url)
    named = {**named, "autocommit": True, "connect_timeout": 10}
    was_lost = False
    while not stop.is_set():
        try:
            # it comes again by itself, so that a hub in which all is quiet is marked as well
            with psycopg.connect(*words, **named) as conn, marked(conn):
                conn.execute(f"LISTEN {CHANNEL}")
                if was_lost:
                    changed(frozenset(str(feed) for (feed,) in conn.execute("SELECT feed FROM feed")))
                while not stop.is_set():
                    _hear(conn, changed)
        except (StoreUnusable, psycopg.Error):
            was_lost = True
            stop.wait(AGAIN_AFTER_S)


def _hear(conn: psycopg.Connection[tuple[object, ...]], changed: Changed) -> None:
    for notice in conn.notifies(timeout=_STOPS_WITHIN_S, stop_after=1):
        changed(frozenset({notice.payload}))
