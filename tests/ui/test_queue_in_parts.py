"""The list of a start: its top at once, the rest and the counts behind it."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desktop.desk import Desk
from app.desktop.queue_lines import IN_SIGHT
from tests.desks import a_lead
from tests.ui.conftest import NOW
from tests.ui.late_store import LateStore
from ui.office import Office
from ui.queue.model import Heading
from ui.queue.pane import QueuePane

MANY = IN_SIGHT + 30


def _leads(desk: Desk) -> None:
    with desk.leased.writing() as tx:
        for n in range(MANY):
            at = NOW - timedelta(days=1, minutes=n)
            lead = a_lead(f"some-{n:03d}", f"Person {n}", phones=(f"+1423555{n:04d}",), emails=(), received_at=at)
            desk.book.put_lead(tx, lead, from_hub=True)
        desk.book.replan(tx, tx.lead_ids(), NOW)


def _said(pane: QueuePane) -> list[str]:
    rows = [pane.model.index(n) for n in range(pane.model.rowCount())]
    role = Qt.ItemDataRole.AccessibleTextRole
    return [row.data(role) for row in rows if isinstance(pane.model.item(row.row()), Heading)]


def test_the_top_of_the_list_is_there_at_once_and_the_rest_with_its_counts_follows(
    office: Office, desk: Desk, qtbot: QtBot
) -> None:
    _leads(desk)
    store = LateStore()
    pane = QueuePane(replace(office, tasks=store))
    qtbot.addWidget(pane)
    pane.reload()
    store.answer()
    top = [pane.model.item(n) for n in range(pane.model.rowCount())]
    assert sum(not isinstance(item, Heading) for item in top) == IN_SIGHT
    assert _said(pane) == ["Now", "Never called"], "what is not counted yet has no count"
    pane.go_to("some-040")
    scrolled = pane.view.verticalScrollBar().value()
    store.settle()
    assert _said(pane)[:2] == [f"Now, {MANY}", f"Never called, {MANY}"]
    assert [pane.model.item(n) for n in range(2, 2 + IN_SIGHT)] == top[2:]
    assert (pane.current(), pane.view.verticalScrollBar().value()) == ("some-040", scrolled)
