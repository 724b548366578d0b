"""Whose lead goes by which version: as the share says, the same each time, and one person by one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.domain.experiments.randomising import Arm, arm_of, drawn
from app.domain.ids import new_id

AT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
KEY, OTHER = b"k" * 32, b"o" * 32


@pytest.mark.parametrize("share", [1, 20, 50, 99])
def test_of_many_leads_as_many_are_drawn_as_the_share_says(share: int) -> None:
    ids = [new_id(AT) for _ in range(4000)]
    found = sum(drawn(KEY, lead_id, share) for lead_id in ids)
    # five standard errors
    assert found == pytest.approx(40 * share, abs=5 * (4000 * share / 100 * (1 - share / 100)) ** 0.5)


def test_a_draw_is_the_same_each_time_and_tells_nothing_of_another_experiments() -> None:
    ids = [new_id(AT) for _ in range(2000)]
    mine = [drawn(KEY, lead_id, 50) for lead_id in ids]
    assert mine == [drawn(KEY, lead_id, 50) for lead_id in ids]
    alike = sum(one == drawn(OTHER, lead_id, 50) for one, lead_id in zip(mine, ids, strict=True))
    assert alike == pytest.approx(1000, abs=110)


def test_who_is_drawn_for_little_is_drawn_for_more_too() -> None:
    ids = [new_id(AT) for _ in range(500)]
    assert all(drawn(KEY, lead_id, 60) for lead_id in ids if drawn(KEY, lead_id, 30))


def test_a_persons_next_lead_goes_the_way_of_the_first() -> None:
    first = Arm("lead-1", "lead-1", is_tried=True)
    second = arm_of(KEY, "lead-2", 1, [first])
    assert second == Arm("lead-2", "lead-1", is_tried=True)
    assert arm_of(KEY, "lead-3", 1, [Arm("lead-9", "lead-9", is_tried=False), second]) == Arm("lead-3", "lead-1", True)
    assert arm_of(KEY, "lead-4", 50, []) == Arm("lead-4", "lead-4", drawn(KEY, "lead-4", 50))
