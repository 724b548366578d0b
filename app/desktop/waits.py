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
#: between two tries to hear of news again: soon while a hub may just be starting anew, later once it has been away
FIRST_LISTEN, SOON_LISTEN, LONGEST_LISTEN = timedelta(seconds=1), timedelta(seconds=10), timedelta(seconds=60)
#: tries after which it has been away for long: some five minutes
SOON_TRIES = 40

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


def listen_wait(failures: int, lot: Lot = random.random) -> timedelta:
    """Return how long to wait before asking anew to be told of news, by lot, after so many failures in a row.

    To be let in to listen costs a hub less than a round, and what is waited here is what an officer waits for.
    """
    many = failures - SOON_TRIES
    longest = (
        min(FIRST_LISTEN * 2 ** min(failures, 10), SOON_LISTEN)
        if many <= 0
        else min(SOON_LISTEN * 2 ** min(many, 10), LONGEST_LISTEN)
    )
    return _by_lot(longest / 2, longest, lot)


def _by_lot(shortest: timedelta, longest: timedelta, lot: Lot) -> timedelta:
    return shortest + lot() * (longest - shortest)
