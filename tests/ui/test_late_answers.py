"""What the officer sees when answers come a moment later, as they do on a real worker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.clock import FixedClock
from app.desktop.activities import Note
from app.desktop.changes import Changed, Touched
from app.desktop.desk import Desk
from app.desktop.leads import NewLead
from app.desktop.sync import Sync
from app.domain.activity import Kind
from tests.ui.conftest import NOW
from tests.ui.driver import OfficerAtWindow
from tests.ui.late_store import LateStore
from ui.first_run.choice import FirstRun
from ui.intake.import_dialog import ImportDialog
from ui.main_window import MainWindow
from ui.new_lead.dialog import NewLeadDialog
from ui.office import Office
from ui.palette import Palette
from ui.popup import MOST
from ui.reminding import Reminding
from ui.settings.joining import JoinHub


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


# --- answers to a screen that was closed meanwhile


def let_go() -> None:
    """Carry out what is to be deleted later, as the event loop would by now."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def heard(officer: OfficerAtWindow) -> list[Changed]:
    """Return what is announced from now on."""
    told: list[Changed] = []
    officer.window.office.refresh.changed.connect(told.append)
    return told


def new_lead(officer: OfficerAtWindow) -> NewLeadDialog:
    officer.presses("Ctrl+N")
    dialog = officer.dialog(NewLeadDialog)
    dialog.reach.setText("(502) 555-0199")
    dialog.name.setText("Nell Newcomer")
    dialog.note.setFocus()
    return dialog


def test_a_search_that_was_closed_hears_no_answer(late: OfficerAtWindow, store: LateStore) -> None:
    late.presses("Ctrl+K")
    late.types("grace")
    late.dialog(Palette)._search()
    late.presses("Escape")
    let_go()
    store.settle()
    assert late.lead == "Katherine Johnson"


def test_a_new_lead_is_entered_and_told_though_its_dialog_was_closed(
    late: OfficerAtWindow, store: LateStore, desk: Desk
) -> None:
    told = heard(late)
    new_lead(late)
    late.presses("Enter", "Escape")
    let_go()
    store.settle()
    assert [line.name for line in desk.leads.search("Newcomer", 5)] == ["Nell Newcomer"]
    assert any(changed.what & Touched.QUEUE for changed in told)
    assert late.lead == "Katherine Johnson"


def test_enter_pressed_twice_enters_a_new_lead_once(late: OfficerAtWindow, store: LateStore, desk: Desk) -> None:
    new_lead(late)
    late.presses("Enter", "Enter")
    while store.is_asked:
        store.answer()
        let_go()
    assert len(desk.leads.search("Newcomer", 5)) == 1
    assert late.lead == "Nell Newcomer"


def test_a_new_lead_that_will_not_do_is_said_in_the_window_once_its_dialog_is_gone(
    late: OfficerAtWindow, store: LateStore
) -> None:
    new_lead(late).reach.setText("12")
    late.presses("Enter", "Escape")
    let_go()
    store.settle()
    assert late.window.notice.isVisible()


def test_a_fact_is_kept_and_told_though_its_dialog_was_closed(
    late: OfficerAtWindow, store: LateStore, desk: Desk, leads: dict[str, str]
) -> None:
    told = heard(late)
    late.presses("p")
    late.types("tn")
    late.presses("Enter", "Escape")
    let_go()
    store.settle()
    assert "TN" in desk.leads.line(leads["Katherine"]).states
    assert any(leads["Katherine"] in changed.lead_ids for changed in told)


def test_an_import_is_told_though_its_dialog_was_closed(
    late: OfficerAtWindow, store: LateStore, tmp_path: Path
) -> None:
    told = heard(late)
    file = tmp_path / "leads.csv"
    file.write_text("name,phone,state\nNell Newcomer,(502) 555-0199,KY\n", encoding="utf-8")
    late.presses("Ctrl+I")
    dialog = late.dialog(ImportDialog)

    def close_it(done: int, total: int) -> None:
        if done == total:
            # the first stops it, the second does not wait for what is told then
            late.presses("Escape", "Escape")
            let_go()

    dialog.run([file])
    store.settle()
    dialog._progressed.connect(close_it)
    dialog.go_on()
    store.settle()
    assert not isValid(dialog)
    assert any(changed.what & Touched.QUEUE for changed in told)


# --- joining a hub


@pytest.fixture
def asked_hub(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The codes that a hub was handed, which lets everybody in."""
    codes: list[str] = []

    def enroll(_sync: Sync, _url: str, code: str, _device: str) -> tuple[None, Changed]:
        codes.append(code)
        return None, Changed(Touched.SETTINGS | Touched.SYNC)

    monkeypatch.setattr(Sync, "enroll", enroll)
    return codes


def fill_in(join: JoinHub) -> None:
    join.address.setText("https://hub.example.com")
    join.code.setText("ABCD-EFGH")


def test_a_desk_that_joined_says_so_though_the_welcome_was_closed(
    late: OfficerAtWindow, store: LateStore, asked_hub: list[str]
) -> None:
    told = heard(late)
    first = FirstRun(late.window.office, late.window)
    fill_in(first.join)
    first.join.join()
    first.deleteLater()
    let_go()
    store.settle()
    assert asked_hub == ["ABCD-EFGH"]
    assert any(changed.what & Touched.SYNC for changed in told)


def test_a_code_is_handed_to_the_hub_once_however_often_enter_is_pressed(
    late: OfficerAtWindow, store: LateStore, asked_hub: list[str]
) -> None:
    join = JoinHub(late.window.office)
    late.qtbot.addWidget(join)
    fill_in(join)
    for _ in range(2):
        join.code.returnPressed.emit()
    store.settle()
    assert asked_hub == ["ABCD-EFGH"]


@pytest.mark.usefixtures("asked_hub")
def test_settings_seen_again_while_joining_keep_the_form_that_hears_the_answer(
    late: OfficerAtWindow, store: LateStore
) -> None:
    late.window.show_settings()
    store.settle()
    (join,) = late.window.settings.findChildren(JoinHub)
    fill_in(join)
    late.window.settings.reload()
    join.join()
    late.window.show_settings()
    let_go()
    store.settle()
    assert join._told.text() == "Connected"
