"""A connection that is let go when whoever made it does not ask anything whole in time, or does not read the answer."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

#: how long a request's head may take to come, all of it
ASKS_WITHIN = timedelta(seconds=30)
#: how much of an answer must be read in that time, unless less is left: the slowest line there is takes more
READS_AT_LEAST = 16 * 1024


class Connection(H11Protocol):
    """Uvicorn's own waits for the first byte for ever, and for the last one as long as another comes now and then.

    The time runs from the beginning, and after an answer from the first byte on that is of no whole request: of the
    next head, or of a body that nobody reads, since its sender was refused. To close at once might cut the refusal off
    before it is read. An answer that nobody reads would be kept, and its sender, until the other side hangs up.
    """

    asks_within: ClassVar[timedelta] = ASKS_WITHIN
    _let_go: asyncio.TimerHandle | None = None
    _cut_off: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        super().connection_made(transport)
        # be told of whatever the system does not take at once, also of the rest that a closed connection leaves
        # (TLS calls no bytes at all too many where none may wait)
        transport.set_write_buffer_limits(high=1)
        self._look()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        self._is_read()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._wait_for_reader()

    def resume_writing(self) -> None:
        self._is_read()
        super().resume_writing()

    def _look(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop()
        elif self._let_go is None and not self.transport.is_closing():
            self._let_go = self.loop.call_later(self.asks_within.total_seconds(), self.transport.close)

    def _stop(self) -> None:
        if self._let_go is not None:
            self._let_go.cancel()
            self._let_go = None

    def _wait_for_reader(self) -> None:
        left = self.transport.get_write_buffer_size()
        self._cut_off = self.loop.call_later(self.asks_within.total_seconds(), self._look_at_reader, left)

    def _look_at_reader(self, left_before: int) -> None:
        if left_before - self.transport.get_write_buffer_size() < READS_AT_LEAST:
            # to close would wait for the reader
            self.transport.abort()
        else:
            self._wait_for_reader()

    def _is_read(self) -> None:
        if self._cut_off is not None:
            self._cut_off.cancel()
            self._cut_off = None


def asking_within(time: timedelta) -> type[Connection]:
    """Return connections of which each is let go after so long; uvicorn makes them itself, by their class."""
    return type("Connection", (Connection,), {"asks_within": time})
