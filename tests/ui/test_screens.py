"""Settings, trouble, first run, the sync line, and the pictures of them all."""

from __future__ import annotations

import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from app.desktop.desk import Desk
from app.desktop.leads import NewLead
from app.desktop.settings import CONTRAST, SNOOZE_MINUTES, TEXT_SCALE, THEME
from app.desktop.sync import SHUT_OUT
from app.desktop.views import SyncState
from app.errors import HubUnreachable, WorldFailed
from app.release import VERSION
from tests.marked import MARKED
from tests.ui.conftest import NOW
from tests.ui.driver import OfficerAtWindow
from ui.elsewhere import mail_address
from ui.first_run.choice import FirstRun, Way
from ui.main_window import MainWindow
from ui.office import Office, Seat
from ui.palette import Palette
from ui.shots import take_shots
from ui.sync_line import sync_words
from ui.theme import Contrast, Look, Scheme
from ui.toast import UNDO_S
from ui.trouble import CrashReport, Trouble, report_of


def choose(box: object, value: str) -> None:
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


# --- settings


def test_a_theme_is_worn_at_once_and_kept(window: MainWindow, desk: Desk) -> None:
    window.show_settings()
    choose(window.settings.theme, "dark")
    assert desk.settings.get(THEME) == "dark"
    assert window.office.look.is_dark
    assert window.settings.theme.currentData() == "dark"


def test_high_contrast_is_worn_at_once_and_kept(window: MainWindow, desk: Desk) -> None:
    window.show_settings()
    choose(window.settings.contrast, "high")
    assert desk.settings.get(CONTRAST) == "high"
    assert window.office.look.theme == "light-contrast"
    assert window.settings.contrast.currentData() == "high"


def test_a_new_look_leaves_one_on_the_page_and_with_the_notice_one_had(window: MainWindow) -> None:
    window.office.seat = Seat("Dana Officer", window.office.seat.zone, is_manager=True)
    window._refurnish()
    window.show_team()
    window.notice.tell("The disk is full.", "Make room and try again.")
    window.office.look.choose(Scheme.DARK)
    QApplication.processEvents()
    assert window._pages.currentWidget() is window.team
    assert window.notice.isVisible()
    assert window.notice._words.text() == "The disk is full. Make room and try again."
    window.office.seat = Seat("Dana Officer", window.office.seat.zone, is_manager=False)
    window._refurnish()
    assert window._pages.currentWidget() is window.today


def test_the_wheel_moves_the_page_and_changes_no_choice_on_its_way(window: MainWindow) -> None:
    window.show_settings()
    for box in window.settings.findChildren(QComboBox):
        box.setFocus()
        box.setCurrentIndex(0)
        middle = QPointF(box.rect().center())
        rolled = QWheelEvent(
            middle,
            QPointF(box.mapToGlobal(box.rect().center())),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(box, rolled)
        assert box.currentIndex() == 0
        assert not rolled.isAccepted()


def test_larger_text_is_worn_at_once_and_kept(window: MainWindow, desk: Desk) -> None:
    window.show_settings()
    before = window.rail.sizeHint().width()
    choose(window.settings.scale, "200")
    assert desk.settings.number(TEXT_SCALE) == 200
    assert window.rail.sizeHint().width() > 1.5 * before


def test_the_snooze_one_sets_is_the_snooze_one_gets(dana: OfficerAtWindow, desk: Desk) -> None:
    dana.window.show_settings()
    choose(dana.window.settings.snooze, "30")
    assert desk.settings.number(SNOOZE_MINUTES) == 30
    dana.presses("Ctrl+1", "z")
    assert dana.toast == "Rings again in 30 min"


def test_a_value_set_elsewhere_is_shown_though_the_list_lacks_it(window: MainWindow, desk: Desk) -> None:
    desk.settings.put(SNOOZE_MINUTES, "45")
    window.show_settings()
    assert window.settings.snooze.currentData() == "45"


def test_a_hub_that_cannot_be_joined_is_said_at_the_field(window: MainWindow) -> None:
    from ui.settings.joining import JoinHub

    window.show_settings()
    QApplication.processEvents()
    (join,) = [found for found in window.settings.findChildren(JoinHub) if found.isVisible()]
    join.join()
    assert "Both the address and the code" in join._told.text()
    join.address.setText("https://hub.example.com")
    join.code.setText("ABCD")
    join.join()
    assert "There is no hub here." in join._told.text()
    assert join._join.isEnabled()


def test_a_desk_that_was_shut_out_is_offered_to_join_again_at_its_own_hub(window: MainWindow, desk: Desk) -> None:
    from ui.settings.joining import JoinHub

    with desk.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        tx.put_identity(msgspec.structs.replace(identity, hub_id="ours", hub_url="https://hub.example.com"))
    for shut_out, offered in ((b"", []), (b"1", ["https://hub.example.com"])):
        with desk.store.writing() as tx:
            tx.put_fact(SHUT_OUT, shut_out)
        window.show_settings()
        QApplication.processEvents()
        joins = [found for found in window.settings.findChildren(JoinHub) if found.isVisible()]
        assert [join.address.text() for join in joins] == offered


def test_a_new_code_stays_typed_while_one_looks_at_another_page(window: MainWindow, desk: Desk) -> None:
    from ui.settings.joining import JoinHub

    with desk.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        tx.put_identity(msgspec.structs.replace(identity, hub_id="ours", hub_url="https://hub.example.com"))
        tx.put_fact(SHUT_OUT, b"1")
    window.show_settings()
    (join,) = window.settings.findChildren(JoinHub)
    join.code.setText("ABCD-EFGH")
    window.show_today()
    window.show_settings()
    QApplication.processEvents()
    assert join.isVisible()
    assert join.code.text() == "ABCD-EFGH"


# --- trouble


def test_a_report_names_places_and_never_what_was_said() -> None:
    def breaks() -> None:
        try:
            {}[f"Ada {MARKED}"]
        except KeyError as cause:
            raise ValueError(f"Ada {MARKED}, (502) 555-0142") from cause

    with pytest.raises(ValueError, match="Ada") as caught:
        breaks()
    report = report_of(caught.value)
    assert MARKED not in report
    assert "555" not in report
    assert "ValueError" in report
    assert "KeyError" in report
    assert "ui/test_screens.py" in report
    assert report.startswith(f"Followthrough {VERSION}\n")


def test_the_worlds_failure_is_a_sentence_and_what_to_do(window: MainWindow) -> None:
    window.office.trouble.show(WorldFailed("The disk is full.", "Make room and try again."))
    assert window.notice._words.text() == "The disk is full. Make room and try again."
    assert window.notice.isVisible()


def test_our_own_failure_is_a_report_one_reads_first(window: MainWindow, tmp_path: Path) -> None:
    window.office.trouble.broke.disconnect()
    window.office.trouble.broke.connect(window.dialogs.show_report)
    for _ in range(3):
        window.office.trouble.show(ValueError(MARKED))
    (dialog,) = window.findChildren(CrashReport)
    assert "ValueError" in dialog.report.toPlainText()
    dialog._copy()
    assert "ValueError" in QGuiApplication.clipboard().text()
    assert dialog._said.text() == "Copied"
    for name in ("followthrough-report.txt", "followthrough-report-2.txt"):
        dialog.save(tmp_path)
        assert dialog._said.text() == f"Saved as {name}"
        saved = (tmp_path / name).read_text(encoding="utf-8-sig")
        assert "ValueError" in saved
        assert MARKED not in saved
    dialog.save(tmp_path / "nowhere")
    assert dialog._said.text().startswith("followthrough-report.txt cannot be written: ")
    dialog.close()


def test_the_log_tells_where_the_window_broke_and_not_whose_name_it_stumbled_over(
    caplog: pytest.LogCaptureFixture,
) -> None:
    trouble = Trouble()
    with pytest.raises(KeyError) as caught:
        {}[MARKED]
    trouble.show(caught.value)
    trouble.show(WorldFailed("The disk is full."))
    (said,) = [each.getMessage() for each in caplog.records if each.name == "ui.trouble"]
    assert "KeyError" in said
    assert "ui/test_screens.py" in said
    assert MARKED not in caplog.text


def test_an_exception_on_any_thread_reaches_the_window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    trouble, told = Trouble(), []
    trouble.said.connect(lambda happened, _remedy: told.append((happened, threading.current_thread())))
    trouble.catch_all()
    error = HubUnreachable("No answer.")
    sys.excepthook(HubUnreachable, error, None)

    def breaks() -> None:
        raise error

    thread = threading.Thread(target=breaks)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert {where for _, where in told} == {threading.main_thread()}


# --- the sync line, offline


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (SyncState(False, "", 0, None, "", None), "On this computer only"),
        (SyncState(True, "u", 0, NOW, "", 0.0), "In step with the hub, just now"),
        (SyncState(True, "u", 1, NOW, "", 0.0), "1 entry waits"),
        (SyncState(True, "u", 3, NOW, "No answer.", 0.0, "", True), "Offline, work goes on · 3 entries wait"),
        (SyncState(True, "u", 3, NOW, "Shut out.", 0.0, "Ask for an invite."), "Shut out. · 3 entries wait"),
        (SyncState(True, "u", 0, None, "", None), "Not in step yet"),
        (SyncState(True, "u", 0, NOW, "", 0.0, refused=("Ada",)), "1 own lead left this desk"),
        (SyncState(True, "u", 0, NOW, "", 0.0, refused=("Ada", "Bo")), "2 own leads left this desk"),
    ],
)
def test_the_sync_line_says_where_the_work_is(state: SyncState, said: str) -> None:
    assert sync_words(state, "just now" if state.last_ok_at else "")[2] == said


def test_what_only_a_person_can_mend_is_told_in_full_and_not_as_being_offline(window: MainWindow) -> None:
    line = window.today.sync
    line._show(
        SyncState(True, "https://hub.example.com", 0, NOW, "This device was shut out.", 0.0, "Ask for an invite.")
    )
    assert line.words.text() == "This device was shut out."
    assert line.words.property("tone") == "bad"
    told = "This device was shut out. Ask for an invite."
    assert (line.toolTip(), line.accessibleDescription()) == (told, told)
    line._show(SyncState(True, "https://hub.example.com", 0, NOW, "", 0.0))
    assert line.words.property("tone") == "soft"
    assert line.accessibleDescription() == line.words.text()


def test_own_leads_that_are_somebody_elses_are_named_and_what_to_do(window: MainWindow) -> None:
    line = window.today.sync
    line._show(SyncState(True, "https://hub.example.com", 0, NOW, "", 0.0, refused=("Ada Marsh", "Bo Lee")))
    assert line.words.property("tone") == "warn"
    assert "so they left this desk: Ada Marsh and Bo Lee. What you logged is kept." in line.toolTip()
    assert line.accessibleDescription() == line.toolTip()


def test_the_settings_name_own_leads_that_left_the_desk(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    state = SyncState(True, "https://hub.example.com", 0, NOW, "", 0.0, refused=("Ada Marsh",))
    monkeypatch.setattr(window.office.desk.sync, "state", lambda: state)
    window.show_settings()
    said = [label.text() for label in window.findChildren(QLabel)]
    assert sum("so they left this desk: Ada Marsh." in words for words in said) == 1


def test_syncing_a_desk_without_a_hub_says_so(dana: OfficerAtWindow) -> None:
    dana.presses("F5")
    assert "belongs to no hub" in dana.window.notice._words.text()


def test_the_toast_counts_its_seconds_down(dana: OfficerAtWindow) -> None:
    dana.presses("1")
    toast = dana.window.toast
    assert toast.act.text() == f"Undo ({UNDO_S} s)"
    toast._count()
    assert toast.act.text() == f"Undo ({UNDO_S - 1} s)"
    toast.act.click()
    assert dana.lead == "Katherine Johnson"


def test_a_word_at_the_foot_leaves_in_sight_whether_one_is_available(dana: OfficerAtWindow) -> None:
    dana.presses("1")
    toast, line = dana.window.toast, dana.window.state_line
    assert line.isVisible()
    assert toast.geometry().bottom() < line.mapTo(dana.window.centralWidget(), QPoint(0, 0)).y()


# --- first run


def test_a_newcomer_begins_with_one_key(office: Office, qtbot: QtBot) -> None:
    first = FirstRun(office)
    qtbot.addWidget(first)
    first.show()
    qtbot.keyClick(first, "2")
    assert first.way is Way.IMPORT
    assert not first.isVisible()


@pytest.mark.parametrize(("begins", "told"), [(True, "opens in a window of its own"), (False, "could not be started")])
def test_a_look_at_a_made_up_branch_opens_beside_and_the_other_ways_stay(
    office: Office, qtbot: QtBot, begins: bool, told: str
) -> None:
    begun: list[bool] = []

    def start_demo() -> bool:
        begun.append(begins)
        return begins

    first = FirstRun(replace(office, start_demo=start_demo))
    qtbot.addWidget(first)
    first.show()
    qtbot.keyClick(first, "3")
    assert begun == [begins]
    assert told in first.told.text()
    assert first.told.isVisible()
    qtbot.keyClick(first, "2")
    assert first.way is Way.IMPORT


def test_a_desk_of_its_own_is_left_for_a_made_up_branch_and_found_again(
    office: Office, leads: dict[str, str], qtbot: QtBot
) -> None:
    begun: list[str] = []
    window = MainWindow(replace(office, start_demo=lambda: not begun.append("demo")))
    qtbot.addWidget(window)
    window.show()
    window.reload()
    dana = OfficerAtWindow(window, qtbot)
    qtbot.waitUntil(window.isActiveWindow)
    dana.presses("Ctrl+K")
    dana.types("look around")
    palette = dana.dialog(Palette)
    palette._search()
    dana.presses("Enter")
    qtbot.waitUntil(lambda: begun == ["demo"])
    assert dana.toast.startswith("A made-up branch opens in a window of its own")
    assert dana.lead == "Katherine Johnson"


def test_a_made_up_branch_offers_no_other_to_look_around_in(window: MainWindow) -> None:
    assert "help.demo" not in [command.name for command in window.commands.all()]


def test_whoever_finds_a_desk_that_was_wiped_is_told_when_and_what_to_do(office: Office, qtbot: QtBot) -> None:
    # late on the 19th in Louisville
    first = FirstRun(office, wiped_at=datetime(2026, 11, 20, 3, 0, tzinfo=UTC))
    qtbot.addWidget(first)
    first.show()
    said = [label.text() for label in first.findChildren(QLabel)]
    assert "Your company removed this desk's data on November 19, 2026" in said
    assert any("Ask your manager or IT for a one-time code" in words for words in said)
    assert "Welcome to Followthrough" not in said
    qtbot.keyClick(first, "1")
    assert first.join.isVisible()


def test_a_newcomer_who_closes_the_welcome_has_an_empty_desk(office: Office, qtbot: QtBot) -> None:
    first = FirstRun(office)
    qtbot.addWidget(first)
    first.show()
    first.reject()
    assert first.way is Way.LATER


def test_connecting_from_the_welcome_has_a_way_back(office: Office, qtbot: QtBot) -> None:
    first = FirstRun(office)
    qtbot.addWidget(first)
    first.show()
    qtbot.keyClick(first, "1")
    assert first.join.isVisible()
    first.join.code.setText("3")
    qtbot.keyClick(first.join.code, "3")
    assert first.isVisible()
    qtbot.keyClick(first.join.code, Qt.Key.Key_Escape)
    assert first.buttons[0].isVisible()
    assert first.focusWidget() is first.buttons[0]


def test_an_empty_desk_says_what_to_do(office: Office, qtbot: QtBot) -> None:
    window = MainWindow(office)
    qtbot.addWidget(window)
    window.show()
    window.reload()
    said = {label.text() for label in window.findChildren(QLabel) if label.isVisible()}
    assert "No leads yet" in said
    assert "Nobody is waiting" in said


def test_the_keys_are_at_the_list_once_a_first_lead_comes_and_not_at_the_rail(
    office: Office, desk: Desk, qtbot: QtBot
) -> None:
    window = MainWindow(office)
    qtbot.addWidget(window)
    window.show()
    window.reload()
    queue = window.today.queue
    again = queue._instead
    assert window.focusWidget() is again
    queue.reload()
    assert window.focusWidget() is queue._instead is again, "looking again takes nobody's keys"
    desk.leads.add(NewLead("Ada Lovelace", "(502) 555-0142", "ada@example.com"))
    desk.leads.add(NewLead("Grace Hopper", "(502) 555-0143", "grace@example.com"))
    queue.reload()
    assert window.focusWidget() is queue.view
    stood = queue.current()
    QTest.keyClick(queue.view, Qt.Key.Key_Down)
    assert queue.current() != stood


@pytest.mark.parametrize(
    ("role", "heading", "goes_to"),
    [
        ({"is_manager": True, "takes_leads": True}, "You hold no leads", "Team"),
        ({"is_beside": True}, "You hold no leads", "Marketing"),
    ],
)
def test_who_holds_no_leads_is_told_where_their_work_is(
    office: Office, qtbot: QtBot, role: dict[str, bool], heading: str, goes_to: str
) -> None:
    window = MainWindow(replace(office, seat=replace(office.seat, **role)))
    qtbot.addWidget(window)
    window.show()
    window.reload()
    said = {label.text() for label in window.findChildren(QLabel) if label.isVisible()}
    assert heading in said
    assert not any("Import" in words for words in said)
    window.today.queue._instead.click()
    assert window.windowTitle() == goes_to


# --- small things


def test_a_mail_address_survives_odd_words() -> None:
    from app.desktop.views import MailDraft

    draft = MailDraft("a+b@example.com", "50% & more?", "Hello,\nline two #1")
    assert mail_address(draft) == (
        "mailto:a%2Bb%40example.com?subject=50%25%20%26%20more%3F&body=Hello%2C%0D%0Aline%20two%20%231"
    )


def test_of_ten_thousand_rows_only_those_in_sight_are_painted(
    office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.desktop.views import DayQueue, QueueRow
    from app.domain.daily_queue import Group
    from app.domain.lead import Channel
    from app.domain.stage import Stage
    from ui.queue.delegate import QueueDelegate
    from ui.queue.pane import QueuePane

    rows = [
        QueueRow(
            f"lead-{n}",
            f"Borrower Number {n}",
            Group.STEPS,
            "step",
            Channel.CALL,
            "call-2",
            Stage.ATTEMPTING,
            NOW,
            NOW + timedelta(minutes=n % 90),
            f"Call 2 is due, {n} minutes after the first, and nobody was reached yet.",
            "",
            "Homepage",
            "America/New_York",
        )
        for n in range(10_000)
    ]
    painted: list[int] = []
    paint = QueueDelegate.paint

    def count(self: QueueDelegate, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        painted.append(index.row())
        paint(self, painter, option, index)

    monkeypatch.setattr(QueueDelegate, "paint", count)
    pane = QueuePane(office)
    qtbot.addWidget(pane)
    pane.resize(380, 800)
    pane.show()
    pane.show_day(DayQueue(NOW, rows, [], []))
    QApplication.processEvents()
    bar, view = pane.view.verticalScrollBar(), pane.view.viewport()
    lowest = min(pane.view.visualRect(pane.view.model().index(row, 0)).height() for row in range(1, 20))
    for value in range(0, bar.maximum(), bar.maximum() // 40):
        painted.clear()
        bar.setValue(value)
        view.repaint()
        assert 0 < len(painted) <= view.height() / lowest + 2


@pytest.mark.parametrize(
    ("theme", "scale", "contrast"),
    [(Scheme.LIGHT, 1.0, Contrast.HIGH), (Scheme.DARK, 2.0, Contrast.USUAL)],
    ids=["high-contrast", "large"],
)
def test_every_window_has_its_picture(
    dressed: QApplication,
    desk: Desk,
    leads: dict[str, str],
    tmp_path: Path,
    theme: Scheme,
    scale: float,
    contrast: Contrast,
) -> None:
    look = Look(theme, scale, contrast)
    taken = take_shots(dressed, desk, tmp_path, look)
    Look(Scheme.LIGHT).dress(dressed)
    names = {path.name.split(f"-{look.theme}")[0] for path in taken}
    assert {"today", "call-back", "call-back-closed", "blocked", "notice", "search", "new-lead"} <= names
    assert {"import", "keys", "settings", "reminder"} <= names
    assert {"away", "away-until", "states", "tray", "reminders", "missed"} <= names
    for path in taken:
        picture = QImage(str(path))
        assert picture.size().expandedTo(QSize(200, 80)) == picture.size()
        corners = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)}
        assert len(corners) > 5, f"{path.name} is blank"


def test_what_a_card_warns_of_is_in_words(desk: Desk, leads: dict[str, str]) -> None:
    warnings = desk.leads.card(leads["Katherine"]).warnings
    assert "Your licences have not been recorded, so no state is checked." in warnings
    assert not [words for words in warnings if "_" in words]
