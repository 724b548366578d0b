"""Wakes at the next due time and by heartbeat; APScheduler keeps the time, the database keeps what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from app.clock import SystemClock

HEARTBEAT = timedelta(seconds=30)
SHORTEST = timedelta(seconds=1)
_NEXT = "next-due"


class ApTicker:
    """One date job at the earliest due time and one interval job; both call the same idempotent tick.

    The tick runs on the scheduler's own thread, so it should only hand the work on. A job that comes late (the
    machine slept) still runs, once: state lives in the database, so a tick too many is harmless.
    """

    def __init__(self) -> None:
        from apscheduler.executors.pool import ThreadPoolExecutor
        from apscheduler.schedulers.background import BackgroundScheduler

        self._scheduler: Any = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._tick: Callable[[], None] | None = None
        # the scheduler reads the machine's clock, so what it is told is reckoned on that one
        self._clock = SystemClock()

    def start(self, tick: Callable[[], None]) -> None:
        self._tick = tick
        self._scheduler.add_job(tick, "interval", seconds=HEARTBEAT.total_seconds(), id="heartbeat")
        self._scheduler.start()

    def wake_in(self, wait: timedelta | None) -> None:
        """Tick once after `wait`, replacing the wait named before; None leaves the heartbeat alone.

        A span and not an instant: the desk's clock need not be the machine's. What is due already waits for
        `SHORTEST`, as a tick that leaves something due would otherwise call itself without a pause.
        """
        if self._tick is None:
            return
        if wait is None:
            if self._scheduler.get_job(_NEXT) is not None:
                self._scheduler.remove_job(_NEXT)
            return
        at = self._clock.now() + max(wait, SHORTEST)
        self._scheduler.add_job(self._tick, "date", run_date=at, id=_NEXT, replace_existing=True)

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
