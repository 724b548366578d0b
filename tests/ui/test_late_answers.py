"""What the officer sees when answers come a moment later, as they do on a real worker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.desktop.activities import Note
from app.desktop.changes import Changed, Touched
from app.desktop.desk import Desk
from app.desktop.leads import NewLead
from app.domain.activity import Kind
from tests.ui.conftest import NOW
from tests.ui.driver import OfficerAtWindow
from tests.ui.late_store import LateStore
from ui.main_window import MainWindow
from ui.office import Office
from ui.popup import MOST
from ui.reminding import Reminding


@pytest.fixture
def many(desk: Desk, clock: FixedClock) -> list[str]:
    """Thirty leads that nobody called yet, oldest first."""
    ids = []
    for n in range(30):
        clock.at = NOW - timedelta(hours=3, minutes=-n)
        new = NewLead(f"Lead {n:02}", f"(502) 555-01{n:02}", f"lead{n}@example.com", state="KY", zip="40202")
        ids.append(desk.leads.add(new)[0].lead_id)
    clock.at = NOW
    return ids


@pytest.fixture
def at_work(office: Office, many: list[str], store: LateStore, qtbot: QtBot) -> Iterator[OfficerAtWindow]:
    window = MainWindow(replace(office, tasks=store))
    window.show()
    window.reload()
    qtbot.waitExposed(window)
    store.settle()
    yield OfficerAtWindow(window, qtbot)
    store.settle()
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def chosen_in_sight(window: MainWindow) -> str:
    """Return the name of the row that is chosen, "" when there is none or it is scrolled away."""
    view = window.today.queue.view
    index = view.currentIndex()
    if not (index.isValid() and view.selectionModel().isSelected(index)):
        return ""
    seen = view.viewport().rect().contains(view.visualRect(index).center())
    return str(index.data()) if seen else ""


def press(officer: OfficerAtWindow, store: LateStore, key: str) -> None:
    officer.presses(key)
    store.settle()


def test_an_outcome_chooses_the_next_lead_and_undo_the_one_before(at_work: OfficerAtWindow, store: LateStore) -> None:
    assert at_work.lead == chosen_in_sight(at_work.window) == "Lead 29"
    press(at_work, store, "1")
    assert at_work.lead == chosen_in_sight(at_work.window) == "Lead 28"
    press(at_work, store, "Ctrl+Z")
    assert at_work.lead == chosen_in_sight(at_work.window) == "Lead 29"
    press(at_work, store, "1")
    assert at_work.lead == chosen_in_sight(at_work.window) == "Lead 28"


def test_undo_far_down_the_list_brings_the_lead_into_sight(
    at_work: OfficerAtWindow, store: LateStore, many: list[str]
) -> None:
    at_work.window.go_to_lead(many[5])
    store.settle()
    press(at_work, store, "1")
    assert at_work.lead == chosen_in_sight(at_work.window) == "Lead 04"
    at_work.window.go_to_lead(many[-1])
    store.settle()
    press(at_work, store, "Ctrl+Z")
    assert at_work.lead == chosen_in_sight(at_work.window) == "Lead 05"


def test_a_mail_that_is_due_already_does_not_hold_the_list_up(
    at_work: OfficerAtWindow, store: LateStore, many: list[str], desk: Desk, clock: FixedClock
) -> None:
    clock.at += timedelta(minutes=40)
    at_work.window.go_to_lead(many[0])
    store.settle()
    press(at_work, store, "1")
    assert at_work.lead != "Lead 00"
    following = desk.leads.card(many[0]).next
    assert following is not None
    assert following.channel == "email"
    assert following.due_at <= clock.at


def test_a_reload_leaves_the_list_where_the_officer_scrolled_it(at_work: OfficerAtWindow, store: LateStore) -> None:
    bar = at_work.window.today.queue.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    scrolled = bar.value()
    at_work.window.today.queue.reload()
    store.settle()
    assert bar.value() == scrolled > 0


def test_nothing_is_claimed_before_the_queue_has_answered(
    office: Office, many: list[str], store: LateStore, qtbot: QtBot
) -> None:
    window = MainWindow(replace(office, tasks=store))
    qtbot.addWidget(window)
    window.show()
    window.reload()
    card = window.today.card
    assert not card._empty.isVisible()
    store.settle()
    assert card.header.name.text() == "Lead 29"
    assert not card._empty.isVisible()


def test_an_empty_queue_is_said_once_it_is_known(office: Office, store: LateStore, qtbot: QtBot) -> None:
    window = MainWindow(replace(office, tasks=store))
    qtbot.addWidget(window)
    window.show()
    window.reload()
    assert not window.today.card._empty.isVisible()
    store.settle()
    assert window.today.card._empty.isVisible()


# --- reminders


@pytest.fixture
def reminding(at_work: OfficerAtWindow, store: LateStore, clock: FixedClock) -> Iterator[Reminding]:
    """Reminders on the screen for the three newest leads, as a desk that was just opened shows them."""
    made = Reminding(at_work.window.office, at_work.window)
    made.tick()
    store.settle()
    # a screen without a window manager gives the keys to whatever was shown last
    at_work.window.activateWindow()
    QApplication.processEvents()
    yield made
    made.popups.close_all()


def ringing(reminding: Reminding) -> set[str]:
    return {popup.ring.name for popup in reminding.popups.shown}


def test_what_is_logged_by_key_takes_the_leads_popup_away(
    at_work: OfficerAtWindow, store: LateStore, reminding: Reminding
) -> None:
    lead = reminding.popups.shown[0].ring
    at_work.window.go_to_lead(lead.lead_id)
    store.settle()
    press(at_work, store, "1")
    assert lead.name not in ringing(reminding)


def test_a_reminder_put_off_by_key_leaves_the_screen(
    at_work: OfficerAtWindow, store: LateStore, reminding: Reminding
) -> None:
    lead = reminding.popups.shown[0].ring
    at_work.window.go_to_lead(lead.lead_id)
    store.settle()
    press(at_work, store, "z")
    assert lead.name not in ringing(reminding)


def test_what_another_desk_settled_leaves_the_screen(
    at_work: OfficerAtWindow, store: LateStore, reminding: Reminding, desk: Desk
) -> None:
    lead = reminding.popups.shown[0].ring
    desk.activities.log(Note(lead.lead_id, Kind.NO_ANSWER))
    at_work.window.office.refresh.announce(Changed(Touched.QUEUE | Touched.LEAD | Touched.REMINDERS))
    store.settle()
    assert lead.name not in ringing(reminding)
    assert len(reminding.popups.shown) == MOST - 1
