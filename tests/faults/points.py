"""The places in a process's work on its database where it may end, counted and named as it comes by."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy.engine import Engine

from storage.desktop.driver import Connection


def kill_oneself() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Points:
    """Calls `end` at the place with the number `at`; only what the armed thread does is counted.

    If it `lasts`, it does so at every place after that too.
    """

    def __init__(self, at: int, end: Callable[[], object] = kill_oneself, *, lasts: bool = False) -> None:
        self.at, self.end, self.lasts = at, end, lasts
        self.names: list[str] = []
        self._armed = 0

    def arm(self) -> None:
        self._armed = threading.get_ident()

    def disarm(self) -> None:
        self._armed = 0

    def reach(self, name: str) -> int:
        """Pass a place; what `end` returns, if it returns, is the error SQLite is told of, 0 is none."""
        if self._armed != threading.get_ident():
            return 0
        self.names.append(name)
        number = len(self.names) - 1
        return int(self.end() or 0) if number == self.at or (self.lasts and number > self.at) else 0


def watch_hub(engine: Engine, points: Points) -> None:
    """Count a place before and after every statement and every commit; the driver is asked by the dialect alone."""
    dialect = engine.dialect
    for asked in ("do_execute", "do_executemany", "do_execute_no_params"):
        setattr(dialect, asked, _watched(points, getattr(dialect, asked)))
    dialect.do_commit = _watched(points, dialect.do_commit, "COMMIT")  # type: ignore[method-assign]


def watch_desk(points: Points) -> None:
    """Do the same in a process with a desk, whose connections say whatever they say in these ways."""
    for said in ("ask", "each", "tell", "tell_many"):
        setattr(Connection, said, _watched(points, getattr(Connection, said)))
    Connection.commit = _watched(points, Connection.commit, "COMMIT")  # type: ignore[method-assign]


def _watched(points: Points, act: Callable[..., Any], name: str = "") -> Callable[..., Any]:
    def acting(*about: Any, **more: Any) -> Any:
        words = name or " ".join(str(about[1]).split()[:3])
        points.reach(f"before {words}")
        answer = act(*about, **more)
        points.reach(f"after {words}")
        return answer

    return acting
