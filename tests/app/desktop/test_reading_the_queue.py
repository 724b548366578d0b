"""The queue as several parts of a window ask for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.desktop.activities import Note
from app.domain.activity import Kind
from tests.desks import MONDAY, TestDesk, a_lead


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    desk = TestDesk(tmp_path)
    with desk.store.writing() as tx:
        for n in (1, 2):
            desk.desk.book.put_lead(tx, a_lead(f"lead-{n}", phones=(f"+1423555010{n}",), emails=()), from_hub=True)
        desk.desk.book.replan(tx, tx.lead_ids(), MONDAY)
    return desk


def test_who_asks_right_after_another_part_of_the_window_is_told_the_same(desk: TestDesk) -> None:
    assert desk.desk.queue.today() is desk.desk.queue.today()


def test_what_was_just_logged_is_in_the_queue_though_no_time_has_passed(desk: TestDesk) -> None:
    assert len(desk.desk.queue.today().now) == 2
    desk.desk.activities.log(Note("lead-1", Kind.NO_ANSWER))
    assert [row.lead_id for row in desk.desk.queue.today().now] == ["lead-2"]


def test_what_another_program_of_the_desk_logged_is_in_the_queue_at_once(desk: TestDesk, tmp_path: Path) -> None:
    assert len(desk.desk.queue.today().now) == 2
    TestDesk(tmp_path).desk.activities.log(Note("lead-1", Kind.NO_ANSWER))
    assert [row.lead_id for row in desk.desk.queue.today().now] == ["lead-2"]


def test_a_queue_of_a_moment_ago_is_read_again(desk: TestDesk) -> None:
    before = desk.desk.queue.today()
    at = desk.pass_time(seconds=1)
    assert before.at < desk.desk.queue.today().at == at
