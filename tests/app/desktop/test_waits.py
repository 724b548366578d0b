"""How soon a desk hears of its hub again: at once after a short outage, and without a crowd after a long one."""

from __future__ import annotations

from datetime import timedelta

from app.desktop.waits import LONGEST_LISTEN, SOON_LISTEN, SOON_TRIES, listen_wait


def test_a_hub_that_is_back_after_a_minute_is_heard_of_within_ten_seconds() -> None:
    waits = [listen_wait(failures, lambda: 1.0) for failures in range(SOON_TRIES + 1)]
    assert max(waits) == SOON_LISTEN == timedelta(seconds=10)
    assert waits == sorted(waits)
    assert sum(waits, timedelta()) >= timedelta(minutes=5)


def test_one_that_stays_away_is_asked_less_and_less_and_never_by_all_at_once() -> None:
    tired = [listen_wait(SOON_TRIES + more, lambda: 1.0) for more in (1, 2, 3, 10_000)]
    assert tired[0] > SOON_LISTEN
    assert tired[2:] == [LONGEST_LISTEN, LONGEST_LISTEN]
    assert listen_wait(3, lambda: 0.0) == listen_wait(3, lambda: 1.0) / 2
