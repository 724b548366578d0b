"""What stays when the window is built anew: in another theme, with larger text, or for another seat."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desktop.changes import Changed
from app.desktop.desk import Desk
from app.domain.activity import Activity, Kind
from tests.ui.conftest import NOW
from tests.ui.driver import OfficerAtWindow
from tests.ui.late_store import LateStore
from ui.main_window import LEAST, SIZE
from ui.palette import Palette
from ui.settings.joining import JoinHub
from ui.theme import Scheme


@pytest.fixture(params=["at once", "late"])
def officer(request: pytest.FixtureRequest, store: LateStore, leads: dict[str, str]) -> OfficerAtWindow:
    """An officer at a window that is answered at once, and one at a window that is not."""
    made: OfficerAtWindow = request.getfixturevalue("dana" if request.param == "at once" else "late")
    return made


def let_go() -> None:
    """Carry out what is to be deleted later, as the event loop would by now."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def wear(officer: OfficerAtWindow, store: LateStore, scale: float = 1.5) -> None:
    officer.window.office.look.choose(scale=scale)
    let_go()
    store.settle()
    QApplication.processEvents()


def newest(desk: Desk, lead_id: str) -> Activity:
    with desk.store.reading() as tx:
        return tx.activities(lead_id)[-1]


@pytest.mark.parametrize("size", [SIZE, LEAST])
def test_a_half_typed_note_is_kept_and_typing_goes_on(
    officer: OfficerAtWindow, store: LateStore, desk: Desk, leads: dict[str, str], size: tuple[int, int]
) -> None:
    officer.window.resize(*size)
    QApplication.processEvents()
    if size == LEAST:
        officer.presses("Enter")
    officer.presses("n")
    officer.types("wants 15")
    wear(officer, store)
    officer.types(" years")
    officer.presses("Enter", "1")
    store.settle()
    assert newest(desk, leads["Katherine"]).note == "wants 15 years"


def test_when_the_call_began_is_kept(
    officer: OfficerAtWindow, store: LateStore, desk: Desk, leads: dict[str, str]
) -> None:
    officer.presses("j")
    store.settle()
    officer.presses("-", "-")
    wear(officer, store)
    officer.presses("1")
    store.settle()
    assert newest(desk, leads["Grace"]).began_at == NOW - timedelta(minutes=10)


def test_a_question_waits_with_what_is_typed(
    officer: OfficerAtWindow, store: LateStore, desk: Desk, leads: dict[str, str]
) -> None:
    officer.presses("6")
    officer.types("tomorrow 3")
    wear(officer, store)
    assert officer.window.today.card.bar.asking.isVisible()
    officer.types("pm")
    officer.presses("Enter")
    store.settle()
    logged = newest(desk, leads["Katherine"])
    assert logged.kind is Kind.CALL_BACK
    assert logged.when is not None


def test_a_question_that_follows_another_knows_the_first_answer(
    officer: OfficerAtWindow, store: LateStore, desk: Desk, leads: dict[str, str]
) -> None:
    officer.presses("9", "5")
    first = officer.window.today.card.bar.asking.question
    wear(officer, store)
    assert officer.window.today.card.bar.asking.question == first
    officer.presses("Enter")
    store.settle()
    assert newest(desk, leads["Katherine"]).kind is Kind.NOT_INTERESTED


def test_a_question_keeps_the_keys_of_outcomes_from_behind_another_page(
    officer: OfficerAtWindow, store: LateStore, desk: Desk, leads: dict[str, str]
) -> None:
    officer.presses("9")
    officer.window.show_settings()
    wear(officer, store)
    officer.window.show_today()
    officer.presses("1")
    store.settle()
    assert newest(desk, leads["Katherine"]).kind is Kind.NOT_INTERESTED


def test_what_was_logged_can_be_taken_back_for_the_rest_of_its_ten_seconds(
    officer: OfficerAtWindow, store: LateStore, desk: Desk, leads: dict[str, str]
) -> None:
    officer.presses("1")
    store.settle()
    officer.window.toast._count()
    wear(officer, store)
    toast = officer.window.toast
    assert (officer.toast, toast.act.text()) == ("Saved: No answer", "Undo (9 s)")
    QTest.mouseClick(toast.act, Qt.MouseButton.LeftButton)
    store.settle()
    assert newest(desk, leads["Katherine"]).kind is Kind.RETRACTED
    assert officer.lead == "Katherine Johnson"


def test_an_offer_that_ran_out_does_not_come_back(officer: OfficerAtWindow, store: LateStore) -> None:
    officer.presses("1")
    store.settle()
    for _ in range(10):
        officer.window.toast._count()
    wear(officer, store)
    assert officer.toast == ""
    assert not officer.window.toast.is_offering


def test_after_a_save_during_which_the_look_changed_the_next_lead_is_there_and_the_note_is_gone(
    late: OfficerAtWindow, store: LateStore, desk: Desk, leads: dict[str, str]
) -> None:
    late.presses("n")
    late.types("no voicemail")
    late.presses("Enter", "1")
    wear(late, store)
    assert newest(desk, leads["Katherine"]).note == "no voicemail"
    assert late.lead == "Grace Hopper"
    assert late.window.today.card.bar.note.text() == ""


def test_the_address_and_code_of_a_hub_stay_typed(officer: OfficerAtWindow, store: LateStore) -> None:
    officer.window.show_settings()
    store.settle()
    (join,) = officer.window.settings.findChildren(JoinHub)
    join.type_again("https://hub.example.com", "ABCD-EFGH")
    officer.window.show_today()
    for scale in (1.25, 1.5):
        wear(officer, store, scale)
    officer.window.show_settings()
    store.settle()
    (join,) = officer.window.settings.findChildren(JoinHub)
    assert join.typed == ("https://hub.example.com", "ABCD-EFGH")


def test_a_search_that_is_open_goes_on(officer: OfficerAtWindow, store: LateStore) -> None:
    officer.presses("Ctrl+K")
    wear(officer, store)
    officer.types("settings")
    palette = officer.dialog(Palette)
    palette._search()
    store.settle()
    officer.presses("Enter")
    store.settle()
    assert officer.window.settings.isVisible()


def test_an_outcome_saved_while_the_look_changes_is_told_and_can_be_taken_back(
    late: OfficerAtWindow, store: LateStore, desk: Desk, leads: dict[str, str]
) -> None:
    told: list[Changed] = []
    late.window.office.refresh.changed.connect(told.append)
    late.presses("1")
    late.window.office.look.choose(scale=1.5)
    let_go()
    store.settle()
    assert any(leads["Katherine"] in changed.lead_ids for changed in told)
    assert late.toast == "Saved: No answer"
    late.presses("Ctrl+Z")
    store.settle()
    with desk.store.reading() as tx:
        assert tx.activities(leads["Katherine"])[-1].kind is Kind.RETRACTED


def test_a_calls_outcome_saved_while_the_look_changes_ends_the_call(late: OfficerAtWindow, store: LateStore) -> None:
    late.presses("c")
    store.settle()
    late.presses("1")
    late.window.office.look.choose(scale=1.5)
    assert late.window.today.card.bar.call is not None
    let_go()
    store.settle()
    assert late.window.today.card.bar.call is None


def test_whatever_the_window_was_asked_a_new_look_takes_its_place(late: OfficerAtWindow, store: LateStore) -> None:
    late.presses("6")
    late.types("tomorrow 3pm")
    late.window.today.card.bar.asking._preview()
    late.presses("Escape", "z", "e", "c", "j")
    late.window.reload()
    late.window.show_settings()
    late.window.show_playbook()
    late.window.office.look.choose(scale=1.5)
    let_go()
    store.settle()
    assert late.window.today.queue.model.rowCount()


def test_two_looks_chosen_one_after_the_other_are_both_worn(late: OfficerAtWindow, store: LateStore) -> None:
    late.window.show_settings()
    store.settle()
    settings = late.window.settings
    for box, value in ((settings.scale, "125"), (settings.theme, "dark")):
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
    while store.is_asked:
        store.answer()
        let_go()
    look = late.window.office.look
    assert (look.scale, look.scheme) == (1.25, Scheme.DARK)


def test_the_size_of_text_is_chosen_on_by_key(officer: OfficerAtWindow, store: LateStore) -> None:
    officer.window.show_settings()
    store.settle()
    officer.window.settings.scale.setFocus()
    wear(officer, store)
    assert officer.window.focusWidget() is officer.window.settings.scale


def test_who_changes_the_size_of_text_in_the_settings_stays_at_it(officer: OfficerAtWindow, store: LateStore) -> None:
    window = officer.window
    window.resize(1100, 620)
    window.show_settings()
    store.settle()
    QApplication.processEvents()

    def below() -> int:
        page = window.settings
        return page.scale.mapTo(page._area.viewport(), QPoint(0, 0)).y()

    settings = window.settings
    settings.scale.setFocus()
    settings._area.ensureWidgetVisible(settings.scale, 0, 100)
    was = below()
    for scale in (1.25, 1.5, 2.0):
        wear(officer, store, scale)
        officer.qtbot.waitUntil(lambda: below() == was)
        assert window.focusWidget() is window.settings.scale


@pytest.mark.parametrize("how", ["wheel", "Tab"])
def test_who_goes_on_while_the_settings_find_their_height_is_not_taken_back(
    dana: OfficerAtWindow, store: LateStore, how: str
) -> None:
    window = dana.window
    window.resize(*LEAST)
    window.show_settings()
    window.settings.theme.setFocus()
    wear(dana, store, 2.0)
    area = window.settings._area
    bar = area.verticalScrollBar()
    if how == "wheel":
        turned = QPoint(0, -1200)
        over = QPointF(area.viewport().rect().center())
        wheel = QWheelEvent(
            over, over, QPoint(), turned, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(area.viewport(), wheel)
    else:
        for _ in range(6):
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    stood, focus = bar.value(), window.focusWidget()
    # words that wrap later than others
    window.settings._sheet.setMinimumHeight(window.settings._sheet.height() + 400)
    for _ in range(3):
        QApplication.processEvents()
    assert (bar.value(), window.focusWidget()) == (stood, focus)


def test_who_scrolled_down_in_the_settings_is_still_there_in_another_theme(
    officer: OfficerAtWindow, store: LateStore
) -> None:
    window = officer.window
    window.resize(1100, 620)
    window.show_settings()
    store.settle()
    QApplication.processEvents()
    bar = window.settings._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    window.office.look.choose(scheme=Scheme.DARK)
    let_go()
    store.settle()
    again = window.settings._area.verticalScrollBar()
    officer.qtbot.waitUntil(lambda: again.maximum() > 0 and again.value() == again.maximum())
