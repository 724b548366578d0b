"""What keys do while the officer has left one lead and the next one's card has not come yet."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.changes import Changed, Touched
from app.desktop.desk import Desk
from app.desktop.leads import Leads
from app.desktop.views import LeadCard
from app.domain.activity import Activity, Kind
from app.errors import WorldFailed
from tests.ui.conftest import NOW
from tests.ui.driver import OfficerAtWindow
from tests.ui.late_store import LateStore
from ui.lead_card.noting import Noting
from ui.main_window import MainWindow
from ui.office import Office
from ui.tasks import Workers


def story(desk: Desk, lead_id: str) -> list[Activity]:
    with desk.store.reading() as tx:
        return tx.activities(lead_id)


def test_an_outcome_pressed_before_the_next_card_has_come_is_logged_nowhere(
    late: OfficerAtWindow, store: LateStore, desk: Desk, leads: dict[str, str]
) -> None:
    late.presses("j", "1")
    store.settle()
    assert late.lead == "Grace Hopper"
    assert story(desk, leads["Katherine"]) == story(desk, leads["Grace"]) == []


def test_a_key_that_was_not_taken_is_told_and_when_to_press_it_again(late: OfficerAtWindow, store: LateStore) -> None:
    late.presses("j")
    for key, meant in (
        ("1", "No answer"),
        ("6", "Call back"),
        ("y", "Consent"),
        ("p", "Where they are"),
        (".", "More"),
    ):
        late.presses(key)
        assert late.toast.startswith(f"Not taken: {meant}")
        assert late.toast.endswith("; the next card has not come yet. Press the key again.")


def test_a_second_key_while_the_first_is_saved_is_told_too_and_the_undo_comes_back(
    late: OfficerAtWindow, store: LateStore, desk: Desk, leads: dict[str, str]
) -> None:
    late.presses("1", "2")
    assert late.toast == ("Not taken: Left voicemail; the outcome before it is still being saved. Press the key again.")
    store.settle()
    assert late.toast == "Saved: No answer"
    assert [each.kind for each in story(desk, leads["Katherine"])] == [Kind.NO_ANSWER]


def test_with_nobody_waiting_a_key_says_nothing(office: Office, qtbot: QtBot) -> None:
    window = MainWindow(office)
    qtbot.addWidget(window)
    window.show()
    window.reload()
    officer = OfficerAtWindow(window, qtbot)
    officer.presses("1", "y", "p", ".")
    assert officer.toast == ""


def test_the_next_leads_card_takes_its_outcome(
    late: OfficerAtWindow, store: LateStore, desk: Desk, leads: dict[str, str]
) -> None:
    late.presses("j")
    store.settle()
    late.presses("1")
    store.settle()
    assert [each.kind for each in story(desk, leads["Grace"])] == [Kind.NO_ANSWER]


def test_a_fact_is_not_noted_of_the_lead_just_left(late: OfficerAtWindow) -> None:
    late.presses("j", "p", "a")
    assert late.window.findChildren(Noting) == []


def test_a_number_of_the_lead_just_left_is_not_dialled(
    late: OfficerAtWindow, store: LateStore, opened: list[str]
) -> None:
    card = late.window.today.card
    assert card.card is not None
    number = card.card.numbers[0]
    late.presses("j")
    card.dial(number)
    store.settle()
    assert opened == []
    assert card.bar.call is None


def test_a_question_ends_when_another_lead_is_opened(
    late: OfficerAtWindow, store: LateStore, leads: dict[str, str]
) -> None:
    late.presses("6")
    late.window.today.go_to(leads["Grace"])
    assert not late.window.today.card.bar.asking.isVisible()
    store.settle()
    assert not late.window.today.card.bar.asking.isVisible()


def test_a_key_pressed_thrice_while_the_store_is_busy_logs_once(
    office: Office, leads: dict[str, str], desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    workers = Workers()
    workers.begin()
    window = MainWindow(replace(office, tasks=workers))
    qtbot.addWidget(window)
    window.show()
    window.reload()
    officer = OfficerAtWindow(window, qtbot)
    qtbot.waitUntil(lambda: officer.lead == "Katherine Johnson")
    go_on = threading.Event()
    read_card = Leads.card
    monkeypatch.setattr(Leads, "card", lambda leads, lead_id: go_on.wait(10) and read_card(leads, lead_id))
    officer.presses("1")
    qtbot.waitUntil(lambda: bool(story(desk, leads["Katherine"])))
    officer.presses("1", "1")
    go_on.set()
    qtbot.waitUntil(lambda: officer.lead == "Grace Hopper")
    assert workers.finish()
    QApplication.processEvents()
    assert [len(story(desk, leads[name])) for name in ("Katherine", "Grace")] == [1, 0]


def test_an_outcome_is_saved_though_the_next_card_cannot_be_read(
    dana: OfficerAtWindow, leads: dict[str, str], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_card = Leads.card

    def unreadable(all_leads: Leads, lead_id: str) -> LeadCard:
        if lead_id == leads["Grace"]:
            raise WorldFailed("The disk did not answer.")
        return read_card(all_leads, lead_id)

    monkeypatch.setattr(Leads, "card", unreadable)
    dana.presses("1")
    assert [each.kind for each in story(desk, leads["Katherine"])] == [Kind.NO_ANSWER]
    assert dana.toast == "Saved: No answer"
    # told once the card is wanted
    assert dana.window.notice.told[0] == "The disk did not answer."


# --- a call asked for by a popup, before the card is there


def call_from_popup(officer: OfficerAtWindow, lead_id: str) -> None:
    officer.window.go_to_lead(lead_id)
    card = officer.window.today.card
    card.when_shown(lead_id, card.call_first)


def test_a_call_asked_for_from_elsewhere_is_made_once_the_card_has_come(
    late: OfficerAtWindow, store: LateStore, leads: dict[str, str], opened: list[str]
) -> None:
    call_from_popup(late, leads["Grace"])
    assert opened == []
    store.settle()
    assert opened == ["tel:+15025550143"]


def test_a_call_is_forgotten_with_the_lead_that_was_left_before_its_card_came(
    late: OfficerAtWindow, store: LateStore, leads: dict[str, str], opened: list[str]
) -> None:
    call_from_popup(late, leads["Grace"])
    late.window.go_to_lead(leads["Ada"])
    store.settle()
    late.window.go_to_lead(leads["Grace"])
    store.settle()
    assert late.lead == "Grace Hopper"
    assert opened == []


def test_a_call_is_forgotten_when_the_card_cannot_be_read(
    late: OfficerAtWindow, store: LateStore, leads: dict[str, str], opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_leads: Leads, _lead_id: str) -> None:
        raise WorldFailed("The disk does not answer.", "Try again.")

    with monkeypatch.context() as broken:
        broken.setattr(Leads, "card", unreadable)
        call_from_popup(late, leads["Grace"])
        store.settle()
    assert late.window.notice.isVisible()
    late.window.office.refresh.announce(Changed(Touched.LEAD))
    store.settle()
    assert late.lead == "Grace Hopper"
    assert opened == []


# --- what is begun for the next lead before the last outcome is on the disk


def test_a_late_save_leaves_the_note_and_time_of_the_next_lead_alone(
    late: OfficerAtWindow, store: LateStore, desk: Desk, leads: dict[str, str]
) -> None:
    late.presses("n")
    late.types("no voicemail")
    late.presses("Enter", "1", "j", "-", "n")
    late.types("wants 15 years")
    bar = late.window.today.card.bar
    store.settle()
    assert late.lead == "Grace Hopper"
    assert bar.note.text() == "wants 15 years"
    assert bar.note.hasFocus()
    late.presses("Enter", "1")
    store.settle()
    (before,), (after,) = story(desk, leads["Katherine"]), story(desk, leads["Grace"])
    assert (before.note, before.began_at) == ("no voicemail", NOW)
    assert (after.note, after.began_at) == ("wants 15 years", NOW - timedelta(minutes=5))


def test_what_was_typed_for_the_lead_just_left_is_not_the_next_ones(late: OfficerAtWindow, store: LateStore) -> None:
    late.presses("-", "n")
    late.types("no voicemail")
    late.presses("Enter", "j")
    store.settle()
    bar = late.window.today.card.bar
    assert bar.note.text() == ""
    assert [made.isChecked() for made in bar._ago] == [True, False, False, False]
