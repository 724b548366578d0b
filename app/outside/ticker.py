"""Wakes at the next due time and by heartbeat; APScheduler keeps the time, the database keeps what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from app.clock import SystemClock

HEARTBEAT = timedelta(seconds=30)
SHORTEST = timedelta(seconds=1)
_HEARTBEAT = "heartbeat"


class ApTicker:
    """One interval job whose next run is brought forward to the earliest due time; it calls an idempotent tick.

    A second job of its own for that time would be taken off by the scheduler once it ran, which fails, and ends the
    scheduler's thread, when it is replaced or the scheduler stopped at that very moment.

    The tick runs on the scheduler's own thread, so it should only hand the work on. A job that comes late (the
    machine slept) still runs, once: state lives in the database, so a tick too many is harmless.
    """

    def __init__(self) -> None:
        self._scheduler: Any = None
        # the scheduler reads the machine's clock, so what it is told is reckoned on that one
        self._clock = SystemClock()

    def start(self, tick: Callable[[], None]) -> None:
        # loading it takes as long as reading the first list, which is why it is not done before this
        from apscheduler.executors.pool import ThreadPoolExecutor
        from apscheduler.schedulers.background import BackgroundScheduler

        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._scheduler.add_job(tick, "interval", seconds=HEARTBEAT.total_seconds(), id=_HEARTBEAT)
        self._scheduler.start()

    def wake_in(self, wait: timedelta | None) -> None:
        """Tick after `wait`, or at the heartbeat if that comes first, replacing the wait named before; None: only that.

        Each tick is followed by the wait that is left then, so a time beyond the heartbeat is not lost.
        A span and not an instant: the desk's clock need not be the machine's. What is due already waits for
        `SHORTEST`, as a tick that leaves something due would otherwise call itself without a pause; what is still to
        come is waited for to the moment.
        """
        if self._is_running:
            soon = HEARTBEAT if wait is None else min(wait if wait > timedelta(0) else SHORTEST, HEARTBEAT)
            self._scheduler.modify_job(_HEARTBEAT, next_run_time=self._clock.now() + soon)

    def stop(self) -> None:
        if self._is_running:
            self._scheduler.shutdown(wait=False)

    @property
    def _is_running(self) -> bool:
        return self._scheduler is not None and self._scheduler.running
