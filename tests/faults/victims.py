"""Starts processes that are to be killed, each a copy of one in which everything is imported and read already."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from contextlib import closing
from multiprocessing.connection import Connection
from typing import Any

_COPIES = multiprocessing.get_context("forkserver")
_COPIES.set_forkserver_preload(["tests.faults.everything_read"])


class Victim:
    """A process that runs `work(told, *arguments)`; what it puts into `told` outlives it."""

    def __init__(self, work: Callable[..., None], *arguments: object) -> None:
        self._hears, told = _COPIES.Pipe(duplex=False)
        self._process = _COPIES.Process(target=work, args=(told, *arguments), daemon=True)
        self._process.start()
        told.close()

    def hears(self, within_s: float = 30.0) -> Any:
        """Return the next thing it says; EOFError where it ended without."""
        assert self._hears.poll(within_s), "the process neither says something nor ends"
        return self._hears.recv()

    def kill(self) -> None:
        self._process.kill()

    def stop(self) -> None:
        """Ask it to end in good order."""
        self._process.terminate()

    def last_words(self) -> list[Any]:
        """Wait for its end and return everything it said and nobody heard yet."""
        said = []
        with closing(self._hears):
            while True:
                try:
                    said.append(self.hears())
                except EOFError:
                    break
        self._process.join()
        self.was_killed = self._process.exitcode == -9
        assert self.was_killed or self._process.exitcode == 0, f"it ended by itself with {self._process.exitcode}"
        self._process.close()
        return said


__all__ = ["Connection", "Victim"]
