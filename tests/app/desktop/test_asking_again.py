"""A borrower who inquires again is as urgent as a new one."""

from __future__ import annotations

from app.desktop.activities import Note
from app.domain.activity import Activity, Kind
from app.domain.daily_queue import Group
from tests.desks import TestDesk, a_lead


def test_a_repeat_inquiry_of_a_lead_that_was_called_stands_first_and_rings_as_new(ada: TestDesk) -> None:
    lead_id = ada.put(a_lead(), from_hub=True)
    ada.pass_time(minutes=1)
    ada.desk.activities.log(Note(lead_id=lead_id, kind=Kind.NO_ANSWER))
    now = ada.pass_time(days=1)
    again = Activity(
        activity_id="again", lead_id=lead_id, kind=Kind.INQUIRED_AGAIN, actor_id="", began_at=now, logged_at=now
    )
    with ada.store.writing() as tx:
        tx.add_activity(again)
        ada.desk.book.replan(tx, lead_id, now)
    ada.pass_time(minutes=1)
    for queue in (ada.desk.queue.today(), ada.desk.queue.today(ada.clock.now())):
        (row,) = queue.now
        assert (row.group, row.step) == (Group.FIRST_CALLS, "call-1")
    with ada.store.reading() as tx:
        reminder = tx.reminder_of(lead_id)
    assert reminder is not None
    assert reminder.is_new_lead
