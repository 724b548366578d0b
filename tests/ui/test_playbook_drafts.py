"""A playbook's draft in the window: kept whatever happens, published over nobody's head, tried out first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
import shiboken6
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.desktop.desk import Desk
from app.desktop.playbook_drafts import PlaybookDrafts
from app.desktop.ports import PlaybookRow
from app.domain.playbook_file import read_playbook
from app.errors import HubUnreachable
from app.protocol.feed import PlaybookPublished
from app.protocol.wire import PlaybookOvertaken, PublishAnswer, PublishPlaybook
from tests.desks import desk_with
from tests.ui.conftest import NOW
from tests.ui.driver import OfficerAtWindow
from tests.ui.late_store import LateStore
from tests.ui.playbook_page import CALL_4, cell, opened, stand_on
from ui.main_window import MainWindow
from ui.office import Office
from ui.playbook_editor.page import PlaybookPage
from ui.playbook_editor.publishing import PublishDialog
from ui.tasks import Workers
from ui.theme import Scheme

T = TypeVar("T")
LEADS = Path(__file__).parents[1] / "data" / "leads"


@pytest.fixture
def page(dana: OfficerAtWindow) -> PlaybookPage:
    return opened(dana)


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


def test_one_stands_in_the_table_after_discarding(page: PlaybookPage, dana: OfficerAtWindow) -> None:
    page.bench.put_cell(2, "after", "40m")
    page.discard.setFocus()
    page.discard.click()
    assert dana.window.focusWidget() is page.steps.table


def test_one_stands_on_the_tabs_after_discarding_where_the_table_is_behind_one(
    page: PlaybookPage, dana: OfficerAtWindow
) -> None:
    page.bench.put_cell(2, "after", "40m")
    dana.window.resize(700, 700)
    QApplication.processEvents()
    page.side.setCurrentIndex(page._tab_of(page.versions))
    page.discard.setFocus()
    page.discard.click()
    assert dana.window.focusWidget() is page.side.tabBar()


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


def test_before_publishing_what_its_author_should_know_is_counted_and_read(
    page: PlaybookPage, dana: OfficerAtWindow
) -> None:
    dialog = ask_to_publish(dana, page)
    said = [dialog.warnings.item(n).text() for n in range(dialog.warnings.count())]
    assert dialog.warnings.isVisible()
    assert [words.partition(":")[0] for words in said] == ["Step “call-3”"]
    assert any(label.text().startswith("1 warning;") for label in dialog.findChildren(QLabel))


def test_a_playbook_nothing_is_to_be_said_of_is_published_without_a_word_on_warnings(
    page: PlaybookPage, dana: OfficerAtWindow
) -> None:
    page.bench.put_cell(3, "after", "2d")
    page.bench.put_cell(3, "within", "1h")
    dialog = ask_to_publish(dana, page)
    assert not dialog.warnings.isVisible()


def test_one_stands_in_the_table_after_publishing(page: PlaybookPage, dana: OfficerAtWindow) -> None:
    page.publish.setFocus()
    dialog = ask_to_publish(dana, page)
    dialog.why.setText("try")
    dialog.go.click()
    QApplication.processEvents()
    assert not page.publish.isEnabled()
    assert dana.window.focusWidget() is page.steps.table


def test_an_older_version_is_put_in_force_again(page: PlaybookPage, dana: OfficerAtWindow, desk: Desk) -> None:
    dialog = ask_to_publish(dana, page)
    dialog.why.setText("try")
    dialog.go.click()
    QApplication.processEvents()
    page.side.setCurrentIndex(page._tab_of(page.versions))
    buttons = {b.accessibleName(): b for b in page.versions.findChildren(QPushButton) if b.isVisible()}
    buttons["What version 2 changed"].click()
    buttons["Put version 1 in force again"].setFocus()
    buttons["Put version 1 in force again"].click()
    (again,) = [one for one in dana.window.findChildren(PublishDialog) if one.isVisible()]
    assert again.why.text() == "Back to version 1"
    again.go.click()
    assert desk.playbooks.current().version == 3
    assert read_playbook(desk.playbooks.text()).steps[CALL_4].on_day == 5
    assert cell(page, CALL_4, "on_day") == "5"
    # one stands where one stood, though the cards were made anew
    QApplication.processEvents()
    stood_on = dana.window.focusWidget()
    assert stood_on is not None
    assert stood_on.isVisible()
    assert stood_on.accessibleName() == "Put version 1 in force again"


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
    dana.window.office.desk = desk_with(desk, drafts=drafts)
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
    newer = row.text.replace('channel = "call"', 'channel = "call"\nmood = "kind"', 1)
    with desk.store.writing() as tx:
        tx.put_playbook(PlaybookRow(2, newer, row.name, NOW))
    page.reload()
    said = [label for label in page._face.findChildren(QPushButton) if label.isVisible()]
    assert said
    assert page._stack.currentWidget() is page._face


# -- trying it out


def test_what_came_of_a_trial_is_in_sight_with_large_text_too(dana: OfficerAtWindow, page: PlaybookPage) -> None:
    dana.window.office.look.choose(scale=2.0)
    QApplication.processEvents()
    page = dana.window.playbook
    page.side.setCurrentIndex(page._tab_of(page.tries))
    page.tries.officers.setText("many")
    page.tries.start()
    QApplication.processEvents()
    (said,) = [label for label in page.tries.findChildren(QLabel) if "cannot be played" in label.text()]
    assert said.visibleRegion().boundingRect().height() == said.height()


def test_the_numbers_of_a_trial_begin_in_sight_with_large_text(dana: OfficerAtWindow, page: PlaybookPage) -> None:
    dana.window.office.look.choose(scale=2.0)
    QApplication.processEvents()
    page = dana.window.playbook
    page.side.setCurrentIndex(page._tab_of(page.tries))
    page.tries.start()
    QApplication.processEvents()
    (first,) = [label for label in page.tries.findChildren(QLabel) if label.text() == "First call in time"]
    assert first.visibleRegion().boundingRect().height() == first.height()


def test_a_trial_tells_its_numbers_beside_what_they_rest_on(page: PlaybookPage) -> None:
    page.tries.take_file(LEADS / "facebook_lead_ads.csv")
    page.tries.start()
    words = " ".join(label.text() for label in page.tries.findChildren(QLabel))
    for said in ("First call in time", "4 of 4", "Leads a day it can take", "60%", "no random sample", "Seed 1."):
        assert said in words


def test_a_trial_that_cannot_be_played_says_why(page: PlaybookPage) -> None:
    page.tries.officers.setText("many")
    page.tries.start()
    assert "A branch of 0 officers" in " ".join(label.text() for label in page.tries.findChildren(QLabel))
    assert page.tries.run.isEnabled()


def test_a_desk_without_leads_leads_to_a_file_of_them(page: PlaybookPage, clock: FixedClock) -> None:
    # who manages has no leads, nor has anybody whose last one came long ago
    clock.at += timedelta(days=90)
    page.tries.start()
    (way_out,) = [made for made in page.tries.findChildren(QPushButton) if made.text() == "Choose a file of leads…"]
    way_out.click()
    (asked,) = page.tries.findChildren(QFileDialog)
    asked.fileSelected.emit(str(LEADS / "facebook_lead_ads.csv"))
    assert page.tries.leads.currentText() == "facebook_lead_ads.csv"
    page.tries.start()
    assert "4 of 4" in " ".join(label.text() for label in page.tries.findChildren(QLabel))
    asked.close()


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


def test_publishing_asked_for_twice_is_asked_about_once(late: OfficerAtWindow, store: LateStore) -> None:
    window = late.window
    window.show_playbook()
    store.settle()
    window.playbook.bench.put_cell(2, "after", "45m")
    store.settle()
    late.presses("Ctrl+Enter", "Ctrl+Enter")
    store.settle()
    assert len([each for each in window.findChildren(PublishDialog) if each.isVisible()]) == 1
