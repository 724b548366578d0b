"""Tells connected desktops that a feed of theirs has news, within milliseconds of its commit."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import contextmanager

from app.hub.ports import HubStore
from app.protocol.feed import LIVE

log = logging.getLogger(__name__)

#: how long the watch is let alone after something nobody foresaw, which may come again at once
_AGAIN_AFTER_S = 2.0


class Listener:
    """One connected desktop. Feeds that change while it is busy are gathered, so a slow one costs no memory.

    Of what it hears under a name in `live` it is told alone that something about its people changed.
    """

    def __init__(self, own: Iterable[str], live: Iterable[str] = ()) -> None:
        self._own, self._live = frozenset(own), frozenset(live)
        self._news: set[str] = set()
        self._has_news = asyncio.Event()
        self._is_over = False

    @property
    def names(self) -> frozenset[str]:
        return self._own | self._live

    def hint(self, feed: str) -> None:
        if feed in self._own:
            self._news.add(feed)
        if feed in self._live:
            self._news.add(LIVE)
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

        def all_may_have() -> None:
            loop.call_soon_threadsafe(lambda: self._spread(frozenset(self._listeners)))

        self._is_over = False
        self._thread = threading.Thread(target=self._watch, args=(changed, all_may_have), name="hub-watch", daemon=True)
        self._thread.start()

    def _watch(self, changed: Callable[[frozenset[str]], None], all_may_have: Callable[[], None]) -> None:
        """Watch until told to stop. What nobody foresaw ends no more than this once: without a watch no lead rings."""
        while not self._stop.is_set():
            try:
                self._store.watch(changed, self._stop)
            except Exception as error:  # noqa: BLE001 - the thread's outermost edge; what it says may be anybody's words
                log.error("the watch for news begins again after %s", type(error).__name__)  # noqa: TRY400 - see above
                self._stop.wait(_AGAIN_AFTER_S)
                all_may_have()

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
    def listening(self, feeds: Iterable[str], live: Iterable[str] = ()) -> Iterator[Listener]:
        listener = Listener(feeds, live)
        if self._is_over:
            listener.end()
        for feed in listener.names:
            self._listeners.setdefault(feed, set()).add(listener)
        try:
            yield listener
        finally:
            for feed in listener.names:
                self._listeners[feed].discard(listener)
                if not self._listeners[feed]:
                    del self._listeners[feed]

    def _spread(self, feeds: frozenset[str]) -> None:
        for feed in feeds:
            for listener in self._listeners.get(feed, ()):
                listener.hint(feed)
