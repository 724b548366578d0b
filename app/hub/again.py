"""Work done once more where the database ended it because two waited for each other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.errors import StoreBusy

#: whoever comes in the way of the same work so often is no accident
TRIES = 3

T = TypeVar("T")


def again(work: Callable[[], T]) -> T:
    """Do work that is a transaction of its own; one the database ended left nothing behind.

    Everybody locks the company before a device, so two hardly ever wait for each other. But a push finds out only in
    the middle, with its device's lock in hand, that it has something to note under the company's.
    """
    for _ in range(TRIES - 1):
        try:
            return work()
        except StoreBusy:
            continue
    return work()
