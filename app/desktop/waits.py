"""How long a desk leaves its hub alone: between rounds that went well, and after those that did not."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

from app.errors import HubUnreachable

#: a wait between these when nothing happens, by lot: a branch that came back together must not ask together
SHORTEST_POLL = timedelta(seconds=60)
LONGEST_POLL = timedelta(seconds=120)
FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(minutes=30)
#: failures after which the wait begins to double
PATIENT = 3

_NONE = timedelta(0)
#: a number from 0 up to 1
Lot = Callable[[], float]


def poll_wait(lot: Lot = random.random) -> timedelta:
    return _by_lot(SHORTEST_POLL, LONGEST_POLL, lot)


def retry_wait(failures: int, trouble: Exception, lot: Lot = random.random) -> timedelta:
    """Return how long to leave a hub alone that failed so often in a row: at least what it asked for."""
    longest = min(FIRST_RETRY * 2 ** min(max(0, failures - PATIENT), 10), LONGEST_RETRY)
    asked_s = trouble.retry_after_s if isinstance(trouble, HubUnreachable) else None
    if asked_s is None:
        return _by_lot(longest / 2, longest, lot)
    # a hub that asks for days has its clock wrong, or is none
    asked = timedelta(seconds=min(asked_s, LONGEST_RETRY.total_seconds()))
    return asked + _by_lot(_NONE, max(asked, longest), lot)


def _by_lot(shortest: timedelta, longest: timedelta, lot: Lot) -> timedelta:
    return shortest + lot() * (longest - shortest)
