"""A lead that was read once for an outcome stands as one that is read anew."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.desktop.activities import Note
from app.domain.activity import Kind
from tests.desks import MONDAY, TestDesk, a_lead

NUMBERS = ("+14235550101", "+14235550102")
LATER = timedelta(hours=2)
NOTES = (
    Note("lead-1", Kind.NO_ANSWER),
    Note("lead-1", Kind.LEFT_VOICEMAIL, began_at=MONDAY - timedelta(minutes=30)),
    Note("lead-1", Kind.CALL_BACK, when=MONDAY + LATER),
    Note("lead-1", Kind.WRONG_NUMBER, number=NUMBERS[0]),
    Note("lead-1", Kind.NOT_NOW, when=MONDAY + timedelta(days=40)),
    Note("lead-1", Kind.DO_NOT_CALL),
)


@pytest.fixture
def desk(tmp_path: Path) -> TestDesk:
    """Two leads of one person: what is said of one number counts for both."""
    desk = TestDesk(tmp_path)
    with desk.store.writing() as tx:
        for n in (1, 2):
            lead = a_lead(f"lead-{n}", phones=NUMBERS[:n], received_at=MONDAY - timedelta(days=1))
            desk.desk.book.put_lead(tx, lead, from_hub=True)
        desk.desk.book.replan(tx, tx.lead_ids(), MONDAY)
    return desk


@pytest.mark.parametrize("before", [None, "lead-1", "lead-2"])
@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.kind.value)
def test_where_a_lead_stands_after_an_outcome_is_what_reading_it_anew_finds(
    desk: TestDesk, note: Note, before: str | None
) -> None:
    book = desk.desk.book
    if before is not None:
        desk.desk.activities.log(Note(before, Kind.NO_ANSWER))
        desk.pass_time(minutes=20)
    desk.desk.activities.log(note)
    with desk.store.reading() as tx:
        for lead_id in ("lead-1", "lead-2"):
            held = book.held(tx, lead_id)
            assert held.bearings == book.stood(book.picture(tx, held, desk.clock.now())).bearings
