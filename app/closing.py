"""Closes what was opened for a piece of work that came to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Closes(Protocol):
    def close(self) -> None: ...


@contextmanager
def closed_on_failure(opened: Closes) -> Iterator[None]:
    """Close it where the work does not come to its end, and leave it open for who goes on with it where it does."""
    try:
        yield
    except BaseException:
        opened.close()
        raise
