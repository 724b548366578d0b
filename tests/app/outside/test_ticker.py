"""The heartbeat, on a real scheduler."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from queue import Empty, SimpleQueue

import pytest

from app.clock import SystemClock
from app.outside.ticker import SHORTEST, ApTicker

LONG_AGO = -timedelta(days=4)


@pytest.fixture
def ticks() -> SimpleQueue[float]:
    """When the ticker ticked, in seconds that never go back."""
    return SimpleQueue()


@pytest.fixture
def ticker(ticks: SimpleQueue[float]) -> Iterator[ApTicker]:
    made = ApTicker()
    made.start(lambda: ticks.put(SystemClock().monotonic()))
    yield made
    made.stop()


def test_it_ticks_after_the_wait_it_was_told(ticker: ApTicker, ticks: SimpleQueue[float]) -> None:
    began = SystemClock().monotonic()
    ticker.wake_in(SHORTEST)
    assert ticks.get(timeout=10) - began >= SHORTEST.total_seconds()


def test_what_is_still_to_come_is_waited_for_to_the_moment(ticker: ApTicker, ticks: SimpleQueue[float]) -> None:
    began = SystemClock().monotonic()
    ticker.wake_in(SHORTEST / 10)
    assert ticks.get(timeout=10) - began < SHORTEST.total_seconds()


def test_no_wait_takes_back_the_one_before(ticker: ApTicker, ticks: SimpleQueue[float]) -> None:
    ticker.wake_in(SHORTEST)
    ticker.wake_in(None)
    with pytest.raises(Empty):
        ticks.get(timeout=SHORTEST.total_seconds() * 1.5)


def test_what_stays_due_is_looked_at_once_a_second_and_never_over_itself(
    caplog: pytest.LogCaptureFixture,
) -> None:
    at: SimpleQueue[float] = SimpleQueue()
    ticker = ApTicker()

    def tick() -> None:
        at.put(SystemClock().monotonic())
        ticker.wake_in(LONG_AGO)

    with caplog.at_level(logging.WARNING, logger="apscheduler"):
        ticker.start(tick)
        tick()
        first, second, third = (at.get(timeout=10) for _ in range(3))
        ticker.stop()
    assert third - second > 0.9
    assert second - first > 0.9
    assert caplog.records == []
