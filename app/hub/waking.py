"""Tells connected desktops that a feed of theirs has news, within milliseconds of its commit."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager

from app.hub.ports import HubStore


class Listener:
    """One connected desktop. Feeds that change while it is busy are gathered, so a slow one costs no memory."""

    def __init__(self) -> None:
        self._news: set[str] = set()
        self._has_news = asyncio.Event()
        self._is_over = False

    def hint(self, feed: str) -> None:
        self._news.add(feed)
        self._has_news.set()

    def end(self) -> None:
        self._is_over = True
        self._has_news.set()

    async def hints(self) -> AsyncIterator[list[str]]:
        """Yield the feeds that have news, as often as there is some, until the hub stops."""
        while True:
            await self._has_news.wait()
            self._has_news.clear()
            if self._is_over:
                return
            news, self._news = sorted(self._news), set()
            yield news


class Wakeups:
    """Stands between the thread that watches the database and the desktops' event streams on the loop."""

    def __init__(self, store: HubStore) -> None:
        self._store = store
        self._listeners: dict[str, set[Listener]] = {}
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._is_over = False

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        def changed(feeds: frozenset[str]) -> None:
            loop.call_soon_threadsafe(self._spread, feeds)

        self._is_over = False
        self._thread = threading.Thread(
            target=self._store.watch, args=(changed, self._stop), name="hub-watch", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop watching; returns once the watcher is gone, so that nothing calls into a closed loop."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        """End every event stream, and any that begins from now on; called on the loop."""
        self._is_over = True
        for listener in {one for many in self._listeners.values() for one in many}:
            listener.end()

    @contextmanager
    def listening(self, feeds: Iterable[str]) -> Iterator[Listener]:
        listener, names = Listener(), list(feeds)
        if self._is_over:
            listener.end()
        for feed in names:
            self._listeners.setdefault(feed, set()).add(listener)
        try:
            yield listener
        finally:
            for feed in names:
                self._listeners[feed].discard(listener)
                if not self._listeners[feed]:
                    del self._listeners[feed]

    def _spread(self, feeds: frozenset[str]) -> None:
        for feed in feeds:
            for listener in self._listeners.get(feed, ()):
                listener.hint(feed)
