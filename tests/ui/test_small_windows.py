"""The window on a small screen and with large text: what is read and what is pressed stay in sight."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.desk import Desk
from app.desktop.leads import NewLead
from tests.ui.driver import OfficerAtWindow
from ui.first_run.choice import FirstRun
from ui.icons import Icons
from ui.intake.import_dialog import ImportDialog
from ui.lead_card.outcome_grid import KEYED
from ui.main_window import LEAST, MainWindow
from ui.new_lead.dialog import NewLeadDialog
from ui.office import Office
from ui.theme import Look, Scheme

SMALL = QSize(800, 600)


@pytest.fixture(params=[1.0, 2.0], ids=["100%", "200%"])
def small(
    office: Office, dressed: QApplication, leads: dict[str, str], qtbot: QtBot, request: pytest.FixtureRequest
) -> Iterator[OfficerAtWindow]:
    look = Look(Scheme.LIGHT, request.param)
    look.dress(dressed)
    window = MainWindow(replace(office, look=look, icons=Icons(look)))
    window.resize(SMALL)
    window.show()
    window.reload()
    qtbot.waitExposed(window)
    yield OfficerAtWindow(window, qtbot)
    window.close()
    window.deleteLater()
    # outside an event loop nobody else carries this out, and every dress would dress the dead windows too
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)
    office.look.dress(dressed)


def place(piece: QWidget, window: MainWindow) -> QRect:
    return QRect(piece.mapTo(window, QPoint(0, 0)), piece.size())


def test_the_window_is_no_larger_than_the_screen(small: OfficerAtWindow) -> None:
    assert small.window.size() == SMALL


def test_the_card_has_more_room_than_its_outcomes(small: OfficerAtWindow) -> None:
    card = small.window.today.card
    assert card.area.height() > card.bar.height()


def test_name_call_and_the_first_outcomes_are_in_sight(small: OfficerAtWindow) -> None:
    card = small.window.today.card
    seen = place(card, small.window)
    for piece in (card.header.name, card.header.call, card.header.snooze, card.bar.grid._buttons[0], card.bar.note):
        assert seen.contains(place(piece, small.window)), piece.accessibleName()


def test_every_outcome_still_has_its_key(small: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    small.presses("1")
    assert desk.leads.card(leads["Katherine"]).timeline[0].words == KEYED["1"].words
    assert small.lead == "Grace Hopper"


def test_a_question_is_answered_without_scrolling(small: OfficerAtWindow) -> None:
    small.presses("6")
    asking = small.window.today.card.bar.asking
    area = place(small.window.today.card.bar._area, small.window)
    assert area.contains(place(asking._field, small.window))


def test_a_question_that_follows_has_the_room_it_needs(small: OfficerAtWindow) -> None:
    small.presses("9", "5")
    QApplication.processEvents()
    bar = small.window.today.card.bar
    wanted = min(bar.asking.height_for(bar._area.viewport().width()), bar._asking_limit)
    assert bar._area.viewport().height() >= wanted or bar._area.height() >= bar._asking_limit


def test_the_hint_of_a_question_is_never_cut_in_a_word(small: OfficerAtWindow) -> None:
    small.presses("6")
    asked = small.window.today.card.bar.asking._field
    for wide in (100, 190, 700):
        asked.setFixedWidth(wide)
        QApplication.processEvents()
        hint = asked.placeholderText()
        assert hint in ("tomorrow 3pm", "tomorrow 3pm · thu 10", "tomorrow 3pm · thu 10 · in 20 min")
        assert asked.fontMetrics().horizontalAdvance(hint) < wide or hint == "tomorrow 3pm"
    assert "thu 10" in hint


def test_the_hints_of_a_new_lead_are_never_cut(small: OfficerAtWindow) -> None:
    small.presses("Ctrl+N")
    dialog = small.window.findChild(NewLeadDialog)
    assert dialog is not None
    QApplication.processEvents()
    for edit in (dialog.reach, dialog.state, dialog.zip, dialog.note):
        assert edit.fontMetrics().horizontalAdvance(edit.placeholderText()) < edit.contentsRect().width()
    dialog.close()


def test_who_clicks_on_the_steps_is_in_their_table(small: OfficerAtWindow) -> None:
    small.window.show_playbook()
    page, bar = small.window.playbook, small.window.playbook.side.tabBar()
    page.show_trial()
    page.tries.run.setFocus()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, bar.tabRect(0).center())
    QApplication.processEvents()
    assert page.steps.table.hasFocus()


@pytest.mark.parametrize(("dialog", "way_out"), [(FirstRun, "Start with an empty desk"), (ImportDialog, "Close")])
def test_a_dialog_fits_a_small_screen_and_its_way_out_is_in_sight(
    small: OfficerAtWindow, dialog: type[FirstRun | ImportDialog], way_out: str
) -> None:
    made = dialog(small.window.office, small.window)
    made.show()
    assert made.screen().availableSize().expandedTo(made.size()) == made.screen().availableSize()
    made.resize(SMALL)
    QApplication.processEvents()
    assert made.size() == SMALL
    (button,) = [each for each in made.findChildren(QPushButton) if each.text() == way_out]
    assert made.rect().contains(QRect(button.mapTo(made, QPoint(0, 0)), button.size()))
    made.close()


def test_every_word_of_the_ways_to_begin_can_be_read(small: OfficerAtWindow) -> None:
    made = FirstRun(small.window.office, small.window)
    made.resize(SMALL * 0.9)
    made.show()
    QApplication.processEvents()
    for choice in made.buttons:
        for label in (each for each in choice.findChildren(QLabel) if each.text()):
            room = QRect(0, 0, label.width(), 1000)
            words = label.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, label.text())
            assert label.rect().size().expandedTo(words.size()) == label.size(), label.text()
            assert choice.rect().contains(label.geometry()), label.text()
    made.close()


def test_a_way_to_begin_is_in_sight_before_anything_is_scrolled(small: OfficerAtWindow) -> None:
    made = FirstRun(small.window.office, small.window)
    made.resize(SMALL * 0.9)
    made.show()
    QApplication.processEvents()
    assert not made.buttons[0].visibleRegion().isEmpty()
    made.close()


def test_a_reason_has_two_lines_beside_large_text_too(small: OfficerAtWindow, leads: dict[str, str]) -> None:
    look, view = small.window.office.look, small.window.today.queue.view
    # wide enough for list and card beside each other, so that the list is narrow
    small.window.resize(1320, 860)
    QApplication.processEvents()
    index = small.window.today.queue.model.index_of(leads["Grace"])
    view.scrollTo(index)
    row = view.visualRect(index)
    name, line = (QFontMetrics(look.font(size)).height() for size in ("body", "small"))
    above = 2 if look.scale > 1 else 1
    last = QRect(row.left() + look.px(72), row.top() + look.px(12) + name + above * line, look.px(80), line)
    image = view.viewport().grab(last).toImage()
    inked = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert look.colour("text_soft").name() in inked


def test_a_long_address_pushes_nothing_off_the_card(small: OfficerAtWindow, desk: Desk) -> None:
    address = "wilhelmina.featherstonehaugh@example.com"
    name = "Wilhelmina Featherstonehaugh"
    added = desk.leads.add(NewLead(name, "(502) 555-0177", address, state="KY"))[0]
    small.window.resize(1320, 860)
    small.window.go_to_lead(added.lead_id)
    card = small.window.today.card
    small.qtbot.waitUntil(lambda: small.lead == name)
    QApplication.processEvents()
    # what it asks for, not what it has: that settles only in some rounds of events
    assert card._sheet.minimumSizeHint().width() <= card.area.viewport().width()
    (copy,) = [made for made in card.reach.findChildren(QPushButton) if made.accessibleName() == f"Copy {address}"]
    assert place(copy, small.window).right() <= place(card.area.viewport(), small.window).right()
    copy.click()
    assert QGuiApplication.clipboard().text() == address


def test_on_the_least_window_the_rail_can_be_read_and_nothing_is_pushed_off_the_card(small: OfficerAtWindow) -> None:
    window = small.window
    window.resize(*LEAST)
    QApplication.processEvents()
    icons = [made.iconSize().height() for made in window.rail._buttons.values()]
    assert min(icons) >= 20
    for made in window.rail._buttons.values():
        assert made.height() >= made.iconSize().height()
        assert window.rect().contains(place(made, window))
    header = window.today.card.header
    for shown in (header.to_list, header.snooze):
        assert not shown.isVisible() or window.rect().contains(place(shown, window).topRight())
    window.resize(1320, 1200)
    QApplication.processEvents()
    assert {made.iconSize().height() for made in window.rail._buttons.values()} == {window.office.look.px(20)}


@pytest.mark.parametrize("role", [{}, {"is_manager": True, "takes_leads": True}, {"is_beside": True}])
def test_where_there_are_no_leads_every_word_of_what_to_do_instead_can_be_read(
    office: Office, dressed: QApplication, qtbot: QtBot, role: dict[str, bool]
) -> None:
    look = Look(Scheme.LIGHT, 2.0)
    look.dress(dressed)
    window = MainWindow(replace(office, look=look, icons=Icons(look), seat=replace(office.seat, **role)))
    qtbot.addWidget(window)
    window.resize(1320, 860)
    window.show()
    window.reload()
    QApplication.processEvents()
    sheet = window.today.queue._empty.widget()
    for piece in (*sheet.findChildren(QLabel), *sheet.findChildren(QPushButton)):
        assert piece.mapTo(sheet, QPoint(piece.width(), 0)).x() <= sheet.width()
        needs = piece.heightForWidth(piece.width()) if piece.hasHeightForWidth() else 0
        assert piece.height() >= needs, piece.text()
    assert sheet.width() <= window.today.queue._empty.viewport().width()
    office.look.dress(dressed)


def test_the_list_is_one_key_away_and_enter_comes_back(small: OfficerAtWindow) -> None:
    today = small.window.today
    small.presses("Ctrl+l")
    assert today.queue.view.isVisible()
    assert today.queue.view.hasFocus()
    small.presses("Down", "Enter")
    assert today.card.isVisible()
    assert small.lead == "Grace Hopper"
    assert today.card.area.hasFocus()


def test_a_click_in_the_list_shows_the_card(small: OfficerAtWindow, leads: dict[str, str]) -> None:
    today = small.window.today
    small.presses("Ctrl+l")
    view = today.queue.view
    where = view.visualRect(today.queue.model.index_of(leads["Grace"])).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    assert today.card.isVisible()
    assert small.lead == "Grace Hopper"


def test_a_line_drawn_by_hand_stays_where_it_was_drawn(window: MainWindow) -> None:
    split = window.today._split
    window.resize(1200, 700)
    split.setSizes([320, split.width() - 320])
    split.splitterMoved.emit(320, 1)
    window.resize(1210, 700)
    assert split.sizes()[0] < 340


def test_the_step_one_walks_to_by_keys_stays_in_sight(small: OfficerAtWindow) -> None:
    small.window.resize(1320, 860)
    small.presses("Ctrl+3")
    page = small.window.playbook
    table, area = page.steps.table, page._steps.viewport()
    table.setFocus()
    last = table.model().rowCount() - 1
    for _ in range(last):
        QTest.keyClick(table, Qt.Key.Key_Down)
        QApplication.processEvents()
    assert page.steps.row == last
    cell = table.visualRect(table.currentIndex())
    assert table.viewport().rect().contains(cell.center())
    assert area.rect().contains(table.viewport().mapTo(area, cell.center()))


def test_a_dead_number_with_its_state_is_no_wider_than_the_card(
    small: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    small.presses("D")
    small.window.go_to_lead(leads["Katherine"])
    QApplication.processEvents()
    card = small.window.today.card
    (state,) = (label for label in card.reach.findChildren(QLabel) if label.text() == "reaches nobody")
    assert state.isVisible()
    assert card.area.horizontalScrollBar().maximum() == 0
    assert state.width() >= state.sizeHint().width()


@pytest.mark.parametrize("size", [SMALL, QSize(1024, 700), QSize(1320, 860)], ids=lambda size: str(size.width()))
def test_a_word_with_an_undo_lies_neither_on_whom_one_is_at_nor_on_the_outcomes(
    small: OfficerAtWindow, size: QSize
) -> None:
    window, today = small.window, small.window.today
    window.resize(size)
    QApplication.processEvents()
    window.toast.offer("Saved: Left voicemail\nNo more voicemails: there are two.", "Undo", lambda: None)
    for key in ("", "J", "J", "J", "Ctrl+l", "K", "6", "Escape"):
        if key:
            small.presses(key)
        QApplication.processEvents()
        toast = QRect(window.toast.mapToGlobal(QPoint(0, 0)), window.toast.size())
        assert QRect(window.mapToGlobal(QPoint(0, 0)), window.size()).contains(toast), key
        assert today.outcomes_place().isEmpty() != today.card.bar.isVisible()
        assert not toast.intersects(today.outcomes_place()), key
        assert not toast.intersects(today.queue.chosen_place()), key


def test_a_word_stands_at_the_end_of_the_list_where_nothing_is_in_its_way(dana: OfficerAtWindow) -> None:
    dana.presses("1")
    window = dana.window
    toast, foot = place(window.toast, window), place(window.state_line, window)
    assert foot.top() - 20 < toast.bottom() < foot.top()
    assert toast.right() <= foot.right()


def test_the_window_asks_for_no_more_room_than_a_small_screen_has(
    office: Office, dressed: QApplication, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    # as where the system draws everything twice as large: the screen has less than the least of the window
    monkeypatch.setattr("ui.main_window.LEAST", (2000, 1500))
    window = MainWindow(office)
    qtbot.addWidget(window)
    window.show()
    assert window.screen().availableGeometry().size().expandedTo(window.size()) == window.screen().availableSize()


@pytest.mark.parametrize("step", ["choices", "connecting", "looked around"])
def test_the_ways_to_begin_stay_within_a_small_screen_whatever_they_say(small: OfficerAtWindow, step: str) -> None:
    made = FirstRun(replace(small.window.office, start_demo=lambda: True), small.window)
    made.show()
    QApplication.processEvents()
    room = made.size()
    if step == "connecting":
        made._connect()
    elif step == "looked around":
        made._look_around()
    QApplication.processEvents()
    assert made.size() == room
    assert room.boundedTo(made.screen().availableSize()) == room
    if step == "connecting":
        connect = made.join._join
        # nobody has to look for the button that ends it
        assert connect.visibleRegion().boundingRect() == connect.rect()
    made.close()
