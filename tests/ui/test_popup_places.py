"""Where popups stand: in the corner, off the outcomes, and off the dialog one is in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize

from ui.popup_places import places

SCREEN = QRect(0, 0, 1600, 1000)
SMALL = QSize(380, 140)


def laid(count: int, screen: QRect, bar: QRect) -> list[QRect]:
    return [QRect(at, SMALL) for at in places([SMALL] * count, screen, [bar], 12)]


def test_popups_stand_in_the_corner_where_no_outcomes_are() -> None:
    first, second = laid(2, SCREEN, QRect())
    assert (SCREEN.right() - first.right(), SCREEN.bottom() - first.bottom()) == (13, 13)
    assert (second.left(), second.bottom()) == (first.left(), first.top() - 13)


@pytest.mark.parametrize("screen", [SCREEN, QRect(0, 0, 800, 600)])
def test_popups_leave_the_outcomes_free_and_do_not_lie_over_one_another(screen: QRect) -> None:
    bar = QRect(200, screen.height() - 260, screen.width() - 200, 260)
    boxes = laid(4, screen, bar)
    for n, box in enumerate(boxes):
        assert screen.contains(box)
        assert not box.intersects(bar)
        assert not any(box.intersects(other) for other in boxes[:n])


def test_where_nothing_fits_above_the_outcomes_a_popup_is_at_the_top() -> None:
    (box,) = laid(1, QRect(0, 0, 800, 300), QRect(0, 100, 800, 200))
    assert box.top() == 0


@pytest.mark.parametrize("left", [0, 610, 1219])
def test_popups_keep_off_the_dialog_that_is_open_wherever_it_stands(left: int) -> None:
    bar, dialog = QRect(400, 740, 1200, 260), QRect(left, 200, 380, 700)
    boxes = [QRect(at, SMALL) for at in places([SMALL] * 4, SCREEN, [dialog, bar], 12)]
    for n, box in enumerate(boxes):
        assert SCREEN.contains(box)
        assert not any(box.intersects(other) for other in (dialog, bar, *boxes[:n]))


def test_where_there_is_no_room_a_popup_covers_outcomes_rather_than_the_dialog() -> None:
    bar, dialog = QRect(0, 150, 800, 450), QRect(0, 0, 800, 160)
    (at,) = places([SMALL], QRect(0, 0, 800, 600), [dialog, bar], 12)
    assert not QRect(at, SMALL).intersects(dialog)
