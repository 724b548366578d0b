"""A machine whose clock is set, and which sleeps: its wall clock and its count of seconds go apart."""

from __future__ import annotations

from datetime import datetime, timedelta


class JumpingClock:
    """`now` is what its wall clock shows, `true` what it should show; seconds are not counted while it sleeps."""

    def __init__(self, at: datetime) -> None:
        self.true = at
        self._off = timedelta(0)
        self._awake_s = 1000.0

    @property
    def off(self) -> timedelta:
        return self._off

    def now(self) -> datetime:
        return self.true + self._off

    def monotonic(self) -> float:
        return self._awake_s

    def passes(self, time: timedelta) -> None:
        self.true += time
        self._awake_s += time.total_seconds()

    def sleeps(self, time: timedelta) -> None:
        self.true += time

    def is_set(self, by: timedelta) -> None:
        self._off += by
