"""Several processes on one socket, and the one that keeps them: it serves nobody itself."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from queue import Empty, SimpleQueue

import msgspec
from prometheus_client.multiprocess import mark_process_dead

from app.clock import Clock
from app.errors import BadInput
from app.hub.metering import SHARED_FOLDER
from app.hub.serving import GRACE_S

log = logging.getLogger(__name__)

#: what a process may take after the grace that it gives its requests
_LEAVING_S = 5.0
#: one that ended sooner than this would end again as soon: the next waits, and longer each time
_SOUND_S = 20.0
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 30.0


def refuse_file(database_url: str) -> None:
    """Raise BadInput where the database is a file.

    It would be safe, and no use: one process may write at a time, so the others would stand in its queue, and each
    asks the file by turns what another wrote, where PostgreSQL says so at once.
    """
    if not database_url.startswith("postgresql"):
        raise BadInput(
            "SQLite lets one process write at a time, so more workers would only wait for each other.",
            "Leave --workers out, or give --database postgresql+psycopg://...",
        )


class _Place(msgspec.Struct):
    """One of the places on the socket; `process` None while it is empty, until `begins_at` on the clock."""

    number: int
    process: subprocess.Popen[bytes] | None = None
    begun_at: float = 0.0
    begins_at: float = 0.0
    pause_s: float = 0.0


class Supervisor:
    """Runs a command a number of times, each with the socket, and again when one of them ends.

    `command` is told its place from 1 on, and gives the words of that process. A process ends when its standard input
    does, so that none is left when this one is killed.
    """

    def __init__(self, command: Callable[[int], Sequence[str]], number: int, on: socket.socket, clock: Clock) -> None:
        self._command, self._socket, self._clock = command, on, clock
        self._places = [_Place(place) for place in range(1, number + 1)]
        # the places whose process ended, and 0 for a signal: a queue that a signal's handler may put into
        self._news: SimpleQueue[int] = SimpleQueue()

    def run(self) -> None:
        """Serve until this process is told to stop (Ctrl+C or SIGTERM); returns when everybody was answered."""
        with self._hearing_signals(), tempfile.TemporaryDirectory(prefix="followthrough-counts-") as counts:
            try:
                while True:
                    self._fill(counts)
                    place = self._hear(self._next_begin())
                    if place == 0:
                        break
                    if place is not None:
                        self._bury(self._places[place - 1], counts)
            finally:
                # or whoever connects now would wait in its queue for nobody
                self._socket.close()
                self._end()

    @contextmanager
    def _hearing_signals(self) -> Iterator[None]:
        def hear(_number: int, _frame: object) -> None:
            self._news.put(0)

        before = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _fill(self, counts: str) -> None:
        now = self._clock.monotonic()
        for place in self._places:
            if place.process is None and place.begins_at <= now:
                place.process, place.begun_at = self._begin(place.number, counts), now

    def _begin(self, number: int, counts: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(  # noqa: S603 - ourselves once more
            self._command(number),
            stdin=subprocess.PIPE,
            pass_fds=[self._socket.fileno()],
            # a Ctrl+C goes to all of a group, and two signals at once would cut requests off
            process_group=0,
            env={**os.environ, SHARED_FOLDER: counts},
        )

        def wait() -> None:
            process.wait()
            self._news.put(number)

        threading.Thread(target=wait, name=f"hub-worker-{number}", daemon=True).start()
        return process

    def _next_begin(self) -> float | None:
        empty = [place.begins_at for place in self._places if place.process is None]
        return max(0.0, min(empty) - self._clock.monotonic()) if empty else None

    def _hear(self, wait_s: float | None) -> int | None:
        try:
            return self._news.get(timeout=wait_s)
        except Empty:
            return None

    def _bury(self, place: _Place, counts: str) -> None:
        process, now = place.process, self._clock.monotonic()
        if process is None:
            return
        mark_process_dead(process.pid, counts)  # type: ignore[no-untyped-call]
        lived = now - place.begun_at
        place.pause_s = 0.0 if lived >= _SOUND_S else min(max(2 * place.pause_s, _FIRST_PAUSE_S), _LONGEST_PAUSE_S)
        place.process, place.begins_at = None, now + place.pause_s
        _close(process)
        log.warning(
            "worker %d ended with %s after %.0f s; another begins in %.1f s",
            place.number,
            process.returncode,
            lived,
            place.pause_s,
        )

    def _end(self) -> None:
        left = {place.number: place.process for place in self._places if place.process is not None}
        for process in left.values():
            process.terminate()
        until = self._clock.monotonic() + GRACE_S + _LEAVING_S
        while left:
            number = self._hear(max(0.0, until - self._clock.monotonic()))
            if not number:
                # a second signal, or the time is over
                log.warning("%d workers did not end and are killed", len(left))
                for process in left.values():
                    process.kill()
                    process.wait()
                    _close(process)
                return
            ended = left.pop(number, None)
            if ended is not None:
                _close(ended)


def end_with_supervisor(end: Callable[[], None]) -> None:
    """In a worker, call `end` once the process that keeps it is gone, however that went."""

    def wait() -> None:
        os.read(sys.stdin.fileno(), 1)
        end()

    threading.Thread(target=wait, name="hub-supervisor-gone", daemon=True).start()


def _close(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()
