"""The playbook's page: typed, painted, judged as one types, planned, tried out, published; nothing is lost."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.desktop.desk import Desk
from app.desktop.playbook_drafts import PlaybookDrafts
from app.domain.lead import Channel
from app.domain.playbook import Playbook, Step, Track
from app.domain.playbook_file import read_playbook
from app.errors import HubUnreachable
from app.protocol.feed import PlaybookPublished
from app.protocol.wire import PlaybookOvertaken, PublishAnswer, PublishPlaybook
from tests.ui.conftest import NOW
from tests.ui.driver import OfficerAtWindow
from tests.ui.test_late_answers import LateStore
from ui.icons import Icons
from ui.main_window import MainWindow
from ui.office import Office
from ui.playbook_editor.marks import days_of, lanes_of, marks_of, spoken, strip_of
from ui.playbook_editor.page import PlaybookPage
from ui.playbook_editor.publishing import PublishDialog
from ui.playbook_editor.steps_model import COLUMNS, column_of
from ui.theme import Look, Scheme

T = TypeVar("T")
LEADS = Path(__file__).parents[1] / "data" / "leads"
CALL_4 = 5


@pytest.fixture
def page(dana: OfficerAtWindow) -> PlaybookPage:
    dana.window.resize(1320, 860)
    QApplication.processEvents()
    dana.presses("Ctrl+3")
    return dana.window.playbook


def steps_of(page: PlaybookPage) -> list[str]:
    assert page.bench.sheet is not None
    return [cells["id"] for cells in page.bench.sheet.steps]


def cell(page: PlaybookPage, row: int, key: str) -> str:
    assert page.bench.sheet is not None
    return page.bench.sheet.steps[row][key]


def stand_on(page: PlaybookPage, row: int, key: str) -> None:
    page.steps.go_to(row, key)
    page.steps.table.setFocus()


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
    page.steps.tracks.setCurrentIndex(1)
    page.preview.place.setText("KY")
    assert "application-1" in plan_of(page)


# -- nothing is lost


def test_a_draft_waits_for_whoever_comes_back(page: PlaybookPage, dana: OfficerAtWindow, desk: Desk) -> None:
    page.bench.put_cell(2, "after", "nonsense")
    dana.presses("Ctrl+1", "Ctrl+3")
    assert cell(page, 2, "after") == "nonsense"
    again = PlaybookPage(dana.window.office, dana.window.commands)
    again.reload()
    assert cell(again, 2, "after") == "nonsense"
    assert again.state.text() == "Draft"
    again.bench.discard()
    assert desk.drafts.bench().draft is None
    again.deleteLater()


def test_a_change_of_theme_keeps_page_and_draft(page: PlaybookPage, dana: OfficerAtWindow) -> None:
    page.bench.put_cell(2, "after", "40m")
    dana.window.office.look.choose(scheme=Scheme.DARK)
    QApplication.processEvents()
    assert dana.window.playbook is not page
    assert dana.window.playbook.isVisible()
    assert cell(dana.window.playbook, 2, "after") == "40m"


def test_discarding_goes_back_to_what_is_in_force_and_can_be_undone(page: PlaybookPage) -> None:
    page.bench.put_cell(2, "after", "40m")
    page.discard.click()
    assert cell(page, 2, "after") == "30m"
    assert not page.discard.isVisible()
    page.bench.undo.undo()
    assert cell(page, 2, "after") == "40m"


def late_page(office: Office, window: MainWindow, store: LateStore, qtbot: QtBot) -> PlaybookPage:
    made = PlaybookPage(replace(office, tasks=store), window.commands)
    qtbot.addWidget(made)
    made.reload()
    store.settle()
    return made


def test_only_the_last_of_what_was_typed_while_the_judge_was_busy_is_judged_and_kept(
    office: Office, window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    store = LateStore()
    page = late_page(office, window, store, qtbot)
    for words in ("3", "31", "31m"):
        page.bench.put_cell(2, "after", words)
    assert len(store._asked) == 2
    store.settle()
    assert page.bench.judgement is not None
    assert page.bench.judgement.problems == []
    draft = desk.drafts.bench().draft
    assert draft is not None
    assert draft.steps[2]["after"] == "31m"


def test_what_waits_to_be_kept_is_handed_over_when_the_page_goes(
    office: Office, window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    store = LateStore()
    page = late_page(office, window, store, qtbot)
    page.show()
    page.bench.put_cell(2, "after", "3")
    page.bench.put_cell(2, "after", "33m")
    page.hide()
    while store._asked:
        store._asked.popleft()()
    draft = desk.drafts.bench().draft
    assert draft is not None
    assert draft.steps[2]["after"] == "33m"


def test_an_answer_to_a_page_that_is_gone_is_dropped(office: Office, window: MainWindow) -> None:
    import shiboken6

    store = LateStore()
    page = PlaybookPage(replace(office, tasks=store), window.commands)
    page.reload()
    shiboken6.delete(page)
    store.settle()


# -- publishing


def ask_to_publish(dana: OfficerAtWindow, page: PlaybookPage) -> PublishDialog:
    page.bench.put_cell(CALL_4, "on_day", "6")
    page.ask_to_publish()
    return dana.dialog(PublishDialog)


def test_before_publishing_the_differences_are_read_and_a_reason_is_asked(
    page: PlaybookPage, dana: OfficerAtWindow, desk: Desk
) -> None:
    dialog = ask_to_publish(dana, page)
    said = [dialog.changes.item(n).text() for n in range(dialog.changes.count())]
    assert said == ["Step “call-4”: due: on day 5, 09:00-12:00 → on day 6, 09:00-12:00"]
    assert not dialog.go.isEnabled()
    QTest.keyClicks(dialog.why, "day 5 was a Sunday")
    dialog.go.click()
    assert desk.playbooks.current().version == 2
    assert page.version.text() == "Version 2"
    assert "published by Dana Officer: day 5 was a Sunday." in page.told.text()
    assert not page.bench.is_changed
    assert not page.bench.undo.canUndo()
    assert "# Six calls" in desk.playbooks.text()


def test_an_older_version_is_put_in_force_again(page: PlaybookPage, dana: OfficerAtWindow, desk: Desk) -> None:
    dialog = ask_to_publish(dana, page)
    dialog.why.setText("try")
    dialog.go.click()
    QApplication.processEvents()
    page.side.setCurrentIndex(page._tab_of(page.versions))
    buttons = {b.accessibleName(): b for b in page.versions.findChildren(QPushButton) if b.isVisible()}
    buttons["What version 2 changed"].click()
    buttons["Put version 1 in force again"].click()
    (again,) = [one for one in dana.window.findChildren(PublishDialog) if one.isVisible()]
    assert again.why.text() == "Back to version 1"
    again.go.click()
    assert desk.playbooks.current().version == 3
    assert read_playbook(desk.playbooks.text()).steps[CALL_4].on_day == 5
    assert cell(page, CALL_4, "on_day") == "5"


def test_going_back_to_an_older_version_keeps_a_draft(page: PlaybookPage, dana: OfficerAtWindow, desk: Desk) -> None:
    dialog = ask_to_publish(dana, page)
    dialog.why.setText("try")
    dialog.go.click()
    QApplication.processEvents()
    page.bench.put_cell(0, "note", "smile")
    assert page.bench.bench is not None
    page.versions.back_to.emit(page.bench.bench.versions[0])
    (again,) = [one for one in dana.window.findChildren(PublishDialog) if one.isVisible()]
    again.go.click()
    assert desk.playbooks.current().version == 3
    assert cell(page, 0, "note") == "smile"
    assert page.state.text() == "Draft of version 2"
    assert desk.drafts.bench().draft is not None


def test_publishing_over_anothers_head_shows_the_differences_to_theirs(
    page: PlaybookPage, dana: OfficerAtWindow, desk: Desk
) -> None:
    dialog = ask_to_publish(dana, page)
    desk.playbooks.use(desk.playbooks.text().replace('after = "20m"', 'after = "21m"'), "theirs")
    dialog.why.setText("mine is better")
    dialog.go.click()
    assert dialog.isVisible()
    assert dialog.changes.count() == 2
    assert desk.playbooks.current().version == 2
    assert page.state.text() == "Draft of version 1"
    dialog.go.click()
    assert desk.playbooks.current().version == 3


class HubThatIsDown:
    """Nobody there, then a version of somebody else's."""

    def __init__(self, text: str) -> None:
        self.text, self.is_down = text, True

    def __call__(self, _url: str, _token: str) -> HubThatIsDown:
        return self

    def publish_playbook(self, message: PublishPlaybook) -> PublishAnswer:
        if self.is_down:
            raise HubUnreachable("Nobody answers at the hub.", "Check the network.")
        theirs = PlaybookPublished(version=message.onto + 1, text=self.text, published_at=NOW, by="Eve", why="calmer")
        return PlaybookOvertaken(playbook=theirs, server_time=NOW)


def join(desk: Desk, role: str) -> None:
    with desk.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        tx.put_identity(msgspec.structs.replace(identity, hub_id="h", hub_url="https://hub.example.com", role=role))


def test_a_hub_that_does_not_answer_is_said_and_the_draft_stays(
    dana: OfficerAtWindow, desk: Desk, page: PlaybookPage
) -> None:
    join(desk, "manager")
    hub = HubThatIsDown(desk.playbooks.text().replace('"5m"', '"4m"'))
    drafts = PlaybookDrafts(desk.store, desk.clock, desk.book, desk.playbooks, {}, hub)
    dana.window.office.desk = replace(desk, drafts=drafts)
    page.reload()
    dialog = ask_to_publish(dana, page)
    dialog.why.setText("day 6")
    dialog.go.click()
    assert dialog.isVisible()
    assert dialog.go.isEnabled()
    hub.is_down = False
    dialog.go.click()
    assert dialog.isVisible()
    assert page.bench.is_overtaken
    assert drafts.bench().draft is not None


def test_an_officer_of_a_company_reads_and_edits_nothing(dana: OfficerAtWindow, desk: Desk, page: PlaybookPage) -> None:
    join(desk, "officer")
    page.reload()
    assert "Your managers publish it" in page.told.text()
    assert not page.publish.isVisible()
    page.bench.add(0)
    page.bench.put_cell(0, "within", "1m")
    stand_on(page, 0, "within")
    QTest.keyClick(page.steps.table, Qt.Key.Key_Return)
    assert page.steps.table.findChildren(QLineEdit) == []
    assert not page.bench.is_changed
    assert page.top.fields["name"].isReadOnly()
    assert page.preview.table.rowCount() == 11


def test_a_playbook_of_a_newer_program_is_said_to_be_one(dana: OfficerAtWindow, desk: Desk, page: PlaybookPage) -> None:
    row = desk.drafts.bench().in_force
    from app.desktop.ports import PlaybookRow

    newer = row.text.replace('channel = "call"', 'channel = "call"\nmood = "kind"', 1)
    with desk.store.writing() as tx:
        tx.put_playbook(PlaybookRow(2, newer, row.name, NOW))
    page.reload()
    said = [label for label in page._face.findChildren(QPushButton) if label.isVisible()]
    assert said
    assert page._stack.currentWidget() is page._face


# -- trying it out


def test_a_trial_tells_its_numbers_beside_what_they_rest_on(page: PlaybookPage) -> None:
    from PySide6.QtWidgets import QLabel

    page.tries.take_file(LEADS / "facebook_lead_ads.csv")
    page.tries.start()
    words = " ".join(label.text() for label in page.tries.findChildren(QLabel))
    for said in ("First call in time", "4 of 4", "Leads a day it can take", "60%", "no random sample", "Seed 1."):
        assert said in words


def test_a_trial_that_cannot_be_played_says_why(page: PlaybookPage) -> None:
    from PySide6.QtWidgets import QLabel

    page.tries.officers.setText("many")
    page.tries.start()
    assert "A branch of 0 officers" in " ".join(label.text() for label in page.tries.findChildren(QLabel))
    assert page.tries.run.isEnabled()


def test_a_playbook_with_a_problem_is_not_tried(page: PlaybookPage) -> None:
    page.bench.put_cell(0, "within", "x")
    assert not page.tries.run.isEnabled()
    assert not page.tries.waits.isHidden()


class SlowThought(LateStore):
    """Thinks when it is told to."""

    def think(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        self._asked.append(lambda: LateStore.store(self, work, done, failed))


def test_a_trial_is_stopped_by_a_button_and_tells_nothing(office: Office, window: MainWindow, qtbot: QtBot) -> None:
    tasks = SlowThought()
    page = late_page(office, window, tasks, qtbot)
    page.show()
    page.tries.start()
    assert not page.tries.stop.isHidden()
    page.tries.stop.click()
    tasks.settle()
    assert "Stopped" in page.tries.told.text()
    assert page.tries.stop.isHidden()


def test_the_think_thread_leaves_store_and_network_alone(qtbot: QtBot) -> None:
    from ui.tasks import Workers

    workers, names, may_end = Workers(), [], threading.Event()
    workers.begin()

    def slow() -> None:
        may_end.wait(5)

    workers.think(slow, lambda _none: names.append("thought"), lambda _error: None)
    workers.store(lambda: None, lambda _none: names.append("stored"), lambda _error: None)
    qtbot.waitUntil(lambda: names == ["stored"])
    may_end.set()
    qtbot.waitUntil(lambda: names == ["stored", "thought"])
    assert workers.finish()


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
    right = page.publish.mapTo(window, QPoint(page.publish.width(), 0)).x()
    assert right <= window.width()
    window.resize(2400, 900)
    QApplication.processEvents()
    assert page.side.tabText(0) == "Preview"
    assert page.steps.table.isVisible()
    office.look.dress(dressed)
