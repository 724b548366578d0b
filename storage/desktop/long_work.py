"""Work that reads the whole database, and is broken off when the program ends."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from app.errors import Stopped

#: how long to wait for one that was told to stop, and how soon to tell it again: it may have been about to begin
_ENDING_S, _AGAIN_S = 5.0, 0.02


class LongWork:
    """Knows the connections that are at it: a process that ended under one of them would crash in the driver's code."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._at_work: list[Any] = []
        self._is_over = False

    @contextmanager
    def by(self, driver: Any) -> Iterator[None]:
        """Do it on this connection; raises Stopped where it was broken off."""
        with self._turn:
            self.look_up()
            self._at_work.append(driver)
        try:
            yield
        except sqlcipher.Error:
            self.look_up()
            raise
        finally:
            with self._turn:
                self._at_work.remove(driver)
                self._turn.notify_all()

    def look_up(self, *_progress: int) -> None:
        """Raise Stopped where it is over; to be called now and then where the driver hears of no interruption."""
        if self._is_over:
            raise Stopped("The program ends.")

    def end(self) -> bool:
        """Break off what is under way, and refuse what would begin; return whether nobody is at it any more."""
        with self._turn:
            self._is_over = True
            for _ in range(round(_ENDING_S / _AGAIN_S)):
                for driver in self._at_work:
                    driver.interrupt()
                if self._turn.wait_for(lambda: not self._at_work, _AGAIN_S):
                    return True
        return False
