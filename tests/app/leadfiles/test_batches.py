"""A long import goes batch by batch, lets others in and ends where it is told to."""

from __future__ import annotations

import pytest

from app.leadfiles.batches import BATCHES_BEFORE_OTHERS, in_batches


@pytest.mark.parametrize(("stop_after", "is_finished", "written"), [(1, False, 2), (2, False, 4), (3, True, 5)])
def test_who_stops_it_when_all_is_written_has_stopped_nothing(stop_after: int, is_finished: bool, written: int) -> None:
    batches: list[list[int]] = []

    def progress(_done: int, _of: int) -> bool:
        return len(batches) < stop_after

    finished = in_batches(range(5), lambda rows: batches.append(list(rows)), progress, lambda: None, size=2)
    assert (finished, sum(map(len, batches))) == (is_finished, written)


def test_others_are_let_in_between_batches_long_before_their_patience_ends() -> None:
    order: list[str] = []
    rows = range(2 * BATCHES_BEFORE_OTHERS)
    in_batches(rows, lambda _: order.append("write"), lambda _done, _of: True, lambda: order.append("way"), size=1)
    assert order.count("way") == 2
    assert order[0] == order[-1] == "write"
