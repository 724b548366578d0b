"""A long import in batches: how far it is, who may end it, and who else may write meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, TypeVar

#: is told how much of how much is done; False ends the work
Progress = Callable[[int, int], bool]
#: gives what long work tells how far it is, for as long as it lasts
Watched = Callable[[], AbstractContextManager[Progress]]
_Row = TypeVar("_Row")

#: rows written in one transaction
BATCH = 500
#: after so many another program that waits for the database is let in, long before its patience ends
BATCHES_BEFORE_OTHERS = 8
#: how progress is counted, and how much of it reading takes
WHOLE = 1000
READING_PART = 300


class OnlyTried(Exception):
    """Leaves a transaction that is not to be kept: of a dry run."""


def told_as_tried(imported: int, updated: int) -> dict[str, Any]:
    """Return what stands above the counts of a dry run, which else read as if leads had come in."""
    return {
        "dry_run": True,
        "note": f"Nothing was written. Leads that would be imported: {imported:,}; updated: {updated:,}.",
    }


def unwatched() -> AbstractContextManager[Progress]:
    """Give what is told to nobody."""
    return nullcontext(told_nobody)


def told_nobody(_done: int, _of: int) -> bool:
    return True


def part_of(progress: Progress, start: int, end: int) -> Progress:
    """Return what tells one part's progress as that of the whole, so that a bar goes from empty to full once."""

    def tell(done: int, total: int) -> bool:
        return progress(start + (end - start) * done // max(total, 1), WHOLE)

    return tell


def reading_of(progress: Progress) -> Progress:
    return part_of(progress, 0, READING_PART)


@contextmanager
def batch_by_batch(rows: Sequence[_Row], size: int) -> Iterator[Iterator[Sequence[_Row]]]:
    """Give the batches of a long list one after the other.

    Each makes so many objects that the garbage collector would walk all there are every few of them, and a window stand
    still meanwhile: while they last it is spared what was there before.
    """

    def batches() -> Iterator[Sequence[_Row]]:
        for start in range(0, len(rows), size):
            gc.freeze()
            yield rows[start : start + size]

    try:
        yield batches()
    finally:
        gc.unfreeze()


def in_batches(
    rows: Sequence[_Row],
    write: Callable[[Sequence[_Row]], None],
    progress: Progress,
    give_way: Callable[[], None],
    size: int | None = None,
) -> bool:
    """Write the rows of a file that was read, batch by batch; returns False when `progress` ended it before the end.

    Who stops it when all is written has stopped nothing. `give_way` is called now and then outside any of them.
    """
    tell = part_of(progress, READING_PART, WHOLE)
    done = 0
    with batch_by_batch(rows, size or BATCH) as batches:
        for n, some in enumerate(batches, 1):
            if n % BATCHES_BEFORE_OTHERS == 0:
                give_way()
            write(some)
            done += len(some)
            if not tell(done, len(rows)) and done < len(rows):
                return False
    return True
