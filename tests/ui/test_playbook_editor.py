"""The playbook's page: painted, typed, judged as one types, planned with, on any screen."""

from __future__ import annotations

import gc

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from app.domain.lead import Channel
from app.domain.playbook import Playbook, Step, Track
from app.domain.playbook_file import STEP_KEYS
from tests.ui.driver import OfficerAtWindow
from tests.ui.playbook_page import CALL_4, cell, opened, stand_on, steps_of
from ui.icons import Icons
from ui.main_window import MainWindow
from ui.office import Office
from ui.playbook_editor.marks import days_of, lanes_of, marks_of, spoken, strip_of
from ui.playbook_editor.page import PlaybookPage
from ui.playbook_editor.steps_model import COLUMNS, column_of
from ui.theme import Look, Scheme


@pytest.fixture
def page(dana: OfficerAtWindow) -> PlaybookPage:
    return opened(dana)


def test_the_keys_of_a_step_are_heard_in_the_table_alone(page: PlaybookPage, dana: OfficerAtWindow) -> None:
    stand_on(page, CALL_4, "id")
    before = steps_of(page)
    for piece in (page.preview.day, page.preview.clock):
        piece.setFocus()
        assert dana.window.focusWidget() is piece
        QTest.keyClick(piece, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(piece, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(piece, Qt.Key.Key_Insert)
        QTest.keyClick(piece, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert steps_of(page) == before
    stand_on(page, CALL_4, "id")
    QTest.keyClick(page.steps.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert len(steps_of(page)) == len(before) + 1


# -- what is shown


def test_the_page_says_what_is_in_force_and_what_it_rests_on(page: PlaybookPage) -> None:
    assert page.name.text() == "Ultimate contact"
    assert "Version 1. In force since" in page.told.text()
    assert "Leads360" in page.rests_on.text()
    assert "your own numbers overrule it" in page.rests_on.text()


def test_a_table_row_is_a_step_and_is_read_aloud_with_its_column(page: PlaybookPage) -> None:
    model = page.steps.model
    row = [model.data(model.index(CALL_4, n)) for n in range(len(COLUMNS))]
    assert row[:4] == ["call-4", "Call", "", "5"]
    said = model.data(model.index(CALL_4, column_of("between")), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Between: 09:00-12:00"


def test_every_key_of_a_step_has_a_column() -> None:
    assert {column.key for column in COLUMNS} == STEP_KEYS


def test_a_steps_channel_is_called_so_and_tells_where_marketing_does_it(page: PlaybookPage) -> None:
    model, channel = page.steps.model, column_of("channel")
    assert model.headerData(channel, Qt.Orientation.Horizontal) == "Channel"
    assert model.data(model.index(1, channel)) == "E-mail"
    page.bench.put_cell(1, "by", "marketing")
    assert model.data(model.index(1, channel)) == "E-mail · marketing"
    assert model.data(model.index(1, channel), Qt.ItemDataRole.EditRole) == "email"
    said = model.data(model.index(1, channel), Qt.ItemDataRole.AccessibleTextRole)
    assert str(said).startswith("Channel: email · marketing")


def test_the_timeline_and_the_table_stand_on_the_same_step(page: PlaybookPage) -> None:
    timeline = page.steps.timeline
    drawn = next(each for each in timeline.drawn() if each.mark.row == CALL_4)
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, drawn.box.center().toPoint())
    assert page.steps.row == CALL_4
    assert "call-4: call on day 5, 09:00-12:00" in timeline.accessibleName()
    stand_on(page, 0, "id")
    assert timeline.row == 0


def test_arrows_go_from_mark_to_mark(page: PlaybookPage, dana: OfficerAtWindow) -> None:
    page.steps.go_to(0)
    page.steps.timeline.setFocus()
    QTest.keyClick(page.steps.timeline, Qt.Key.Key_Right)
    assert page.steps.row == 1
    QTest.keyClick(page.steps.timeline, Qt.Key.Key_Left)
    assert page.steps.row == 0


def test_a_step_of_another_track_turns_to_that_track(page: PlaybookPage) -> None:
    page.steps.go_to(steps_of(page).index("preapproved-call"))
    assert page.steps.tracks.tabText(page.steps.tracks.currentIndex()) == "Pre-approved (1)"
    assert {mark.step.track for mark in page.steps.timeline.marks} == {Track.PREAPPROVED}


def test_the_timeline_is_told_in_words(page: PlaybookPage) -> None:
    told = page.steps.timeline.accessibleDescription()
    assert "Day 1, call-1: call at once, on time for 5m" in told
    assert "Day 22, email-5: email on day 22, 09:00-17:00" in told


def a_playbook(*steps: Step) -> Playbook:
    return Playbook(name="A", steps=steps)


def test_a_longer_playbook_has_more_days() -> None:
    long = a_playbook(
        Step(step_id="a", channel=Channel.CALL, after_s=0), Step(step_id="b", channel=Channel.CALL, on_day=40)
    )
    marks = marks_of(long, [0, 1], Track.NEW)
    assert days_of(marks) == 40
    assert days_of([]) == 22
    assert spoken([]) == "No steps"


def test_a_step_that_comes_again_is_drawn_each_time() -> None:
    playbook = a_playbook(Step(step_id="a", channel=Channel.TEXT, every_s=5 * 86400))
    marks = marks_of(playbook, [3], Track.NEW)
    assert [mark.day for mark in marks] == [6, 11, 16, 21]
    assert [mark.again for mark in marks] == [False, True, True, True]
    assert lanes_of(marks) == [Channel.CALL, Channel.TEXT]
    assert strip_of(marks) == (0, 0)


@pytest.mark.parametrize("width", [200, 700, 1600])
def test_the_timeline_paints_at_any_width(page: PlaybookPage, width: int) -> None:
    timeline = page.steps.timeline
    timeline.resize(width, timeline.sizeHint().height())
    assert not timeline.grab().isNull()
    assert timeline.mark_at(QPoint(0, 0)) is None


# -- editing


def test_typing_counts_letter_by_letter_and_the_problem_stands_by_its_step(
    page: PlaybookPage, dana: OfficerAtWindow
) -> None:
    stand_on(page, 2, "after")
    dana.types("3")
    assert cell(page, 2, "after") == "3"
    assert "after must be a time" in page.steps.said.text()
    assert page.steps.model.problems_of(2)
    dana.types("5m")
    assert cell(page, 2, "after") == "35m"
    assert page.steps.said.text() == ""
    assert page.side.tabText(page._tab_of(page.problems)) == "Problems"


def test_what_was_typed_in_one_cell_is_undone_at_once(page: PlaybookPage, dana: OfficerAtWindow) -> None:
    stand_on(page, 2, "after")
    dana.presses("Enter")
    dana.types("45m")
    dana.presses("Enter")
    gc.collect()
    page.steps.table.setFocus()
    dana.presses("Ctrl+z")
    assert cell(page, 2, "after") == "30m"
    assert not page.bench.is_changed
    page.bench.undo.redo()
    assert cell(page, 2, "after") == "45m"


def test_escape_takes_back_what_was_typed_since_the_cell_opened(page: PlaybookPage, dana: OfficerAtWindow) -> None:
    stand_on(page, 2, "after")
    dana.presses("Enter")
    dana.types("99")
    assert cell(page, 2, "after") == "99"
    dana.presses("Escape")
    assert cell(page, 2, "after") == "30m"
    assert not page.bench.is_changed


def test_a_channel_is_chosen_from_a_list(page: PlaybookPage, dana: OfficerAtWindow) -> None:
    stand_on(page, CALL_4, "channel")
    dana.presses("Enter")
    (box,) = page.steps.table.findChildren(QComboBox)
    box.setCurrentIndex(box.findText("Text"))
    assert cell(page, CALL_4, "channel") == "text"


@pytest.mark.parametrize("key", ["channel", "template"])
def test_the_list_of_a_cell_opens_by_its_key_and_no_step_is_moved(
    page: PlaybookPage, dana: OfficerAtWindow, key: str
) -> None:
    before = steps_of(page)
    stand_on(page, CALL_4, key)
    dana.presses("Enter")
    (box,) = page.steps.table.findChildren(QComboBox)
    QTest.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert box.view().isVisible()
    box.hidePopup()
    assert steps_of(page) == before


def test_a_template_may_be_chosen_or_typed(page: PlaybookPage, dana: OfficerAtWindow) -> None:
    stand_on(page, 4, "template")
    dana.presses("Enter")
    (box,) = page.steps.table.findChildren(QComboBox)
    assert box.findText("door-is-open") >= 0
    box.setCurrentIndex(box.findText("door-is-open"))
    assert cell(page, 4, "template") == "door-is-open"
    box.setEditText("nothing-like-it")
    assert "there is no template" in page.steps.said.text()


def test_delete_empties_a_cell_but_no_choice(page: PlaybookPage) -> None:
    stand_on(page, 0, "within")
    QTest.keyClick(page.steps.table, Qt.Key.Key_Delete)
    assert cell(page, 0, "within") == ""
    stand_on(page, 0, "channel")
    QTest.keyClick(page.steps.table, Qt.Key.Key_Delete)
    assert cell(page, 0, "channel") == "call"


def test_steps_are_added_doubled_moved_and_removed_by_keys(page: PlaybookPage, dana: OfficerAtWindow) -> None:
    before = steps_of(page)
    window = dana.window

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(window.focusWidget() or window, key, modifier)

    stand_on(page, CALL_4, "id")
    press(Qt.Key.Key_Insert)
    assert steps_of(page)[CALL_4 + 1] == "call-7"
    assert page.steps.row == CALL_4 + 1
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert steps_of(page)[CALL_4 + 2] == "call-7"
    press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert steps_of(page) == before
    press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert len(steps_of(page)) == len(before) + 1
    for _ in range(5):
        dana.presses("Ctrl+z")
    assert steps_of(page) == before
    assert not page.bench.is_changed


def test_the_keys_of_the_page_are_dead_elsewhere(page: PlaybookPage, dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+1")
    before = steps_of(page)
    QTest.keyClick(dana.window.focusWidget() or dana.window, Qt.Key.Key_Insert)
    assert steps_of(page) == before
    dana.presses("Ctrl+z")
    assert "Nothing to undo" in dana.toast


def test_a_problem_is_one_click_from_its_cell(page: PlaybookPage) -> None:
    page.bench.put_cell(CALL_4, "between", "soon")
    assert page.side.tabText(page._tab_of(page.problems)) == "Problems (1)"
    page.problems.list.itemActivated.emit(page.problems.list.item(0))
    index = page.steps.table.currentIndex()
    assert (index.row(), index.column()) == (CALL_4, column_of("between"))
    assert not page.publish.isEnabled()


def test_what_is_wrong_above_the_steps_stands_below_its_field(page: PlaybookPage) -> None:
    page.top.fields["give_up_after"].setText("")
    QTest.keyClicks(page.top.fields["give_up_after"], "never ever")
    assert "give_up_after must be a time" in page.top.wrong["give_up_after"].text()
    page.problems.list.itemActivated.emit(page.problems.list.item(0))
    assert page.side.currentIndex() == page._tab_of(page.top)
    page.bench.undo.undo()
    assert page.top.fields["give_up_after"].text() == "30d"
    assert page.top.wrong["give_up_after"].text() == ""


def test_what_happens_in_the_end_is_chosen(page: PlaybookPage) -> None:
    box = page.top.exhausted
    box.setCurrentIndex(box.findData("keep"))
    box.activated.emit(box.currentIndex())
    assert page.bench.sheet is not None
    assert page.bench.sheet.top["on_exhausted"] == "keep"


# -- the preview


def plan_of(page: PlaybookPage) -> dict[str, tuple[str, str]]:
    table = page.preview.table
    rows = range(table.rowCount())
    return {table.item(n, 0).text(): (table.item(n, 1).text(), table.item(n, 2).text()) for n in rows}


def test_the_plan_of_a_friday_evening_in_louisville_says_what_moved_each_step(page: PlaybookPage) -> None:
    plan = plan_of(page)
    assert plan["call-1"][0].startswith("Fri, Nov 20, 8:40 pm\non time to 8:45 pm")
    assert plan["call-2"] == ("Sat, Nov 21, 10:00 am\non time to 10:30 am", "Kentucky: 10:00-21:00")


def test_the_plan_follows_the_edits_and_the_inquiry(page: PlaybookPage) -> None:
    page.bench.put_cell(1, "after", "25m")
    assert plan_of(page)["email-1"][0].startswith("Fri, Nov 20, 9:05 pm")
    page.preview.hours.setText("Mon-Fri 09:00-18:00")
    assert plan_of(page)["call-1"] == (
        "Mon, Nov 23, 10:00 am\non time to 10:05 am",
        "off shift\nKentucky: 10:00-21:00",
    )
    page.preview.place.setText("Atlantis")
    assert "no place" in page.preview.told.text()
    assert "no plan to show" in page.preview.told.text()
    assert page.preview.table.rowCount() == 0
    page.steps.tracks.setCurrentIndex(1)
    page.preview.place.setText("KY")
    assert "application-1" in plan_of(page)


def test_the_words_of_the_chosen_step_stand_filled_beside_the_plan(page: PlaybookPage) -> None:
    stand_on(page, 1, "after")
    assert page.preview.words.isReadOnly()
    assert page.preview.words.toPlainText().startswith("Subject: Your refinance request\n\nHi Dana,")
    assert "NMLS 1234567" in page.preview.words.toPlainText()
    page.bench.put_cell(1, "template", "still-there")
    assert "still-there" in page.preview.words_of.text()
    page.bench.put_cell(1, "template", "nowhere")
    assert page.preview.words_of.text() == "email-1: the words of “nowhere” are not here."
    assert not page.preview.words.isVisible()
    stand_on(page, 0, "after")
    assert not page.preview.words_of.isVisible()


def test_the_template_of_a_step_is_in_sight_beside_the_preview(page: PlaybookPage) -> None:
    table, at = page.steps.table, column_of("template")
    assert table.columnViewportPosition(at) + table.columnWidth(at) <= table.viewport().width()


def test_of_windows_that_overlap_each_name_ends_where_the_next_begins(page: PlaybookPage) -> None:
    page.bench.put_cell(2, "within", "2h")
    timeline = page.steps.timeline
    drawn = timeline.drawn()
    strip = {each.mark.step.step_id: each for each in drawn if each.is_strip}
    assert strip["call-2"].box.right() > strip["call-3"].box.left()
    assert timeline._room_of(strip["call-2"], drawn) == strip["call-3"].box.left()
    assert timeline._room_of(strip["call-3"], drawn) == timeline.width()


# -- small screens


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_at_800_by_600_the_steps_are_one_tab_among_others(
    office: Office, dressed: QApplication, leads: dict[str, str], qtbot: QtBot, scale: float
) -> None:
    look = Look(Scheme.LIGHT, scale)
    look.dress(dressed)
    window = MainWindow(replace(office, look=look, icons=Icons(look)))
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    window.show_playbook()
    page = window.playbook
    assert window.size() == QSize(800, 600)
    assert page.side.tabText(0) == "Steps"
    page.bench.put_cell(2, "after", "x")
    page.show_problems()
    page.go_to(2, "after")
    assert page.side.currentIndex() == 0
    assert page.steps.table.isVisible()
    bare, full = Qt.ToolButtonStyle.ToolButtonIconOnly, Qt.ToolButtonStyle.ToolButtonTextUnderIcon
    # nine buttons with their words are higher than that
    assert {made.toolButtonStyle() for made in window.rail._buttons.values()} == {bare}
    right = page.publish.mapTo(window, QPoint(page.publish.width(), 0)).x()
    assert right <= window.width()
    window.resize(2400, 900)
    QApplication.processEvents()
    assert page.side.tabText(0) == "Preview"
    assert page.steps.table.isVisible()
    assert {made.toolButtonStyle() for made in window.rail._buttons.values()} == {full if scale == 1.0 else bare}
    office.look.dress(dressed)
