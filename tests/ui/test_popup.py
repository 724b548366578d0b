"""Reminders one can act on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.desktop.activities import Note
from app.desktop.changes import Changed, Touched
from app.desktop.desk import Desk
from app.desktop.ports import System
from app.desktop.settings import NAMES_SHOWN, SNOOZE_MINUTES
from app.desktop.views import Ring
from app.domain.activity import Kind
from app.domain.lead import Channel
from app.domain.presence import State
from tests.ui.conftest import NOW
from tests.ui.driver import OfficerAtWindow
from ui.availability import WORKING
from ui.keys_page import KeysPage
from ui.main_window import MainWindow
from ui.new_lead.dialog import NewLeadDialog
from ui.office import Office
from ui.opening import tell_of_tray
from ui.palette import Palette
from ui.parts import icon_label
from ui.popup import MOST, Popup, Summary
from ui.reminding import BEFORE, Reminding
from ui.theme import Scheme
from ui.tray import Tray, tray_icon


def a_ring(lead_id: str = "lead-1", channel: Channel = Channel.CALL, *, is_new: bool = False) -> Ring:
    return Ring(
        reminder_id=f"r-{lead_id}",
        lead_id=lead_id,
        name="Katherine Johnson",
        channel=channel,
        headline="New lead: call Katherine Johnson",
        why="Katherine asked for it.",
        due_at=NOW,
        on_time_until=NOW + timedelta(minutes=5),
        is_new_lead=is_new,
        late_by_s=0,
    )


class Notices:
    """Stands for the system's notification service."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, str]] = []

    def show(self, title: str, text: str) -> bool:
        self.shown.append((title, text))
        return True


@pytest.fixture
def reminding(window: MainWindow) -> Reminding:
    return Reminding(window.office, window)


def test_a_due_lead_rings_once(reminding: Reminding) -> None:
    reminding.tick()
    names = {popup.ring.name for popup in reminding.popups.shown}
    # Katherine was written down two minutes ago, before calls opened in Kentucky; they open now
    assert names == {"Grace Hopper", "Ada Lovelace", "Katherine Johnson"}
    shown = len(reminding.popups.shown)
    reminding.tick()
    assert len(reminding.popups.shown) == shown
    reminding.popups.close_all()


def test_the_log_button_opens_the_card_where_a_key_logs(reminding: Reminding, dana: OfficerAtWindow) -> None:
    reminding.tick()
    popup = next(p for p in reminding.popups.shown if p.ring.name == "Ada Lovelace")
    popup.log.click()
    assert dana.lead == "Ada Lovelace"
    assert popup not in reminding.popups.shown
    dana.presses("1")
    assert dana.toast == "Saved: No answer"
    reminding.popups.close_all()


def test_the_call_button_dials_through_the_card(reminding: Reminding, dana: OfficerAtWindow, opened: list[str]) -> None:
    reminding.tick()
    next(p for p in reminding.popups.shown if p.ring.name == "Grace Hopper").call.click()
    assert dana.lead == "Grace Hopper"
    assert opened == ["tel:+15025550143"]
    reminding.popups.close_all()


def test_a_call_from_the_card_takes_the_popup_away(
    reminding: Reminding, dana: OfficerAtWindow, leads: dict[str, str], opened: list[str]
) -> None:
    reminding.tick()
    popup = next(p for p in reminding.popups.shown if p.ring.name == "Grace Hopper")
    dana.window.today.go_to(leads["Grace"])
    dana.presses("c")
    assert opened == ["tel:+15025550143"]
    assert popup not in reminding.popups.shown
    reminding.popups.close_all()


def test_snooze_lets_it_ring_again_later(reminding: Reminding, clock: FixedClock) -> None:
    reminding.tick()
    popup = next(p for p in reminding.popups.shown if p.ring.name == "Grace Hopper")
    popup.snooze.click()
    reminding.popups.close_all()
    clock.at += timedelta(minutes=14)
    reminding.tick()
    assert "Grace Hopper" not in {p.ring.name for p in reminding.popups.shown}
    clock.at += timedelta(minutes=2)
    reminding.tick()
    assert "Grace Hopper" in {p.ring.name for p in reminding.popups.shown}
    reminding.popups.close_all()


def test_escape_closes_a_popup_and_tab_reaches_its_buttons(reminding: Reminding, qtbot: QtBot) -> None:
    reminding.popups.show([a_ring()], names_hidden=False, snooze_min=15)
    (popup,) = reminding.popups.shown
    assert popup.focusWidget() is popup.call
    order: list[QWidget] = [popup.call]
    while order[-1] is not popup.snooze_day:
        following = order[-1].nextInFocusChain()
        order.append(following)
    pressed = [each for each in order if isinstance(each, QPushButton) and not each.isHidden()]
    assert pressed == [popup.call, popup.log, popup.snooze, popup.snooze_hour, popup.snooze_day]
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert reminding.popups.shown == []


def test_a_popup_does_not_take_the_focus(reminding: Reminding, dana: OfficerAtWindow) -> None:
    reminding.popups.show([a_ring()], names_hidden=False, snooze_min=15)
    (popup,) = reminding.popups.shown
    assert popup.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert popup.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    reminding.popups.close_all()


def test_many_at_once_are_no_wall(reminding: Reminding) -> None:
    rings = [a_ring(f"lead-{n}") for n in range(10)]
    reminding.popups.show(rings, names_hidden=False, snooze_min=15)
    assert len(reminding.popups.shown) == MOST
    assert reminding.popups.waiting == 10 - MOST
    tops = [popup.y() for popup in reminding.popups.shown]
    assert tops == sorted(set(tops), reverse=True)
    reminding.popups.close_all()


def test_what_finds_no_room_is_counted_in_one_line_that_leads_to_the_queue(
    reminding: Reminding, dana: OfficerAtWindow
) -> None:
    for n in range(MOST + 2):
        reminding.popups.show([a_ring(f"lead-{n}")], names_hidden=False, snooze_min=15)
    summary = reminding.popups.summary
    assert summary is not None
    assert summary.count == 2
    dana.window.show_settings()
    summary.open_queue.click()
    assert dana.window.today.isVisible()
    assert reminding.popups.waiting == 0
    reminding.popups.close_all()


def test_a_lead_that_was_worked_meanwhile_stops_ringing(
    reminding: Reminding, dana: OfficerAtWindow, leads: dict[str, str]
) -> None:
    reminding.tick()
    assert "Grace Hopper" in {popup.ring.name for popup in reminding.popups.shown}
    dana.window.today.go_to(leads["Grace"])
    dana.presses("1")
    assert "Grace Hopper" not in {popup.ring.name for popup in reminding.popups.shown}
    reminding.popups.close_all()


def test_the_reminder_that_rang_last_takes_the_place_of_the_leads_one_before(reminding: Reminding) -> None:
    promise = replace(a_ring("lead-1"), reminder_id="r-later", headline="Promised call: Katherine Johnson, 3:00 pm")
    for ring in (a_ring("lead-1"), promise):
        reminding.popups.show([ring], names_hidden=False, snooze_min=15)
    assert [popup.ring.reminder_id for popup in reminding.popups.shown] == ["r-later"]
    reminding.popups.close_all()


def test_a_lead_worked_by_another_program_of_the_desk_stops_ringing_with_the_next_tick(
    reminding: Reminding, desk: Desk, leads: dict[str, str]
) -> None:
    reminding.tick()
    assert "Grace Hopper" in {popup.ring.name for popup in reminding.popups.shown}
    desk.activities.log(Note(lead_id=leads["Grace"], kind=Kind.NO_ANSWER))
    reminding.tick()
    assert "Grace Hopper" not in {popup.ring.name for popup in reminding.popups.shown}
    reminding.popups.close_all()


def test_a_new_lead_takes_the_place_of_the_reminder_that_can_wait_best(reminding: Reminding) -> None:
    calm = [a_ring("call"), a_ring("mail", Channel.EMAIL), a_ring("call-2")]
    reminding.popups.show(calm, names_hidden=False, snooze_min=15)
    reminding.popups.show([a_ring("late"), a_ring("new", is_new=True)], names_hidden=False, snooze_min=15)
    shown = {popup.ring.lead_id for popup in reminding.popups.shown}
    assert "new" in shown
    assert "mail" not in shown
    assert len(shown) == MOST
    reminding.popups.close_all()


def test_a_lead_that_just_came_takes_the_place_of_one_whose_minutes_are_over(
    reminding: Reminding, clock: FixedClock
) -> None:
    reminding.popups.show([a_ring(f"old-{n}", is_new=True) for n in range(MOST)], names_hidden=False, snooze_min=15)
    clock.at += timedelta(hours=1)
    just_came = replace(a_ring("new", is_new=True), due_at=clock.at, on_time_until=clock.at + timedelta(minutes=5))
    reminding.popups.show([just_came], names_hidden=False, snooze_min=15)
    assert "new" in {popup.ring.lead_id for popup in reminding.popups.shown}
    reminding.popups.close_all()


def test_the_system_is_told_while_the_window_is_behind_and_without_names_by_default(
    window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices = Notices()
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    reminding = Reminding(window.office, window, system=System(toast=notices))
    reminding.tick()
    ((title, words),) = notices.shown
    assert title in ("A new lead is waiting", "A call is due")
    assert words.startswith("and ")
    reminding.popups.close_all()


def test_the_system_is_told_once_of_many_that_ring_one_tick_after_the_other(
    window: MainWindow, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices = Notices()
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    reminding = Reminding(window.office, window, system=System(toast=notices))
    for n in range(3):
        reminding._tell_system([a_ring(f"lead-{n}")], names_hidden=True)
        clock.at += timedelta(seconds=1)
    assert len(notices.shown) == 1
    clock.at += timedelta(seconds=20)
    reminding._tell_system([a_ring("lead-4")], names_hidden=True)
    assert len(notices.shown) == 2


def test_the_system_is_told_even_while_a_round_waits_for_a_dead_hub(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices = Notices()
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    monkeypatch.setattr(window.office.tasks, "network", lambda *_job: None)
    reminding = Reminding(window.office, window, system=System(toast=notices))
    reminding.tick()
    assert notices.shown
    reminding.popups.close_all()


def test_the_system_is_told_names_by_those_who_want_it(
    window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.settings.put(NAMES_SHOWN, "shown")
    notices = Notices()
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    reminding = Reminding(window.office, window, system=System(toast=notices))
    reminding.tick()
    assert any(name in notices.shown[0][0] for name in ("Ada", "Grace", "Katherine"))
    reminding.popups.close_all()


def test_the_ticker_is_told_how_long_to_wait_on_the_desks_own_clock(window: MainWindow) -> None:
    waits: list[timedelta | None] = []
    reminding = Reminding(window.office, window, wake_in=waits.append)
    reminding.tick()
    assert len(set(waits)) == 1, "it is told with what rings, and once more when the list has been read"
    ahead = window.office.desk.reminders.next_at()
    assert ahead is not None
    assert waits[-1] == ahead - BEFORE - NOW
    reminding.popups.close_all()


def rings_next(desk: Desk) -> datetime:
    with desk.store.reading() as tx:
        ahead = tx.next_reminder_at()
    assert ahead is not None
    return ahead


def test_what_rings_in_a_moment_is_made_ready_and_shown_on_the_moment(
    window: MainWindow, clock: FixedClock, qtbot: QtBot
) -> None:
    waits: list[timedelta | None] = []
    reminding = Reminding(window.office, window, wake_in=waits.append)
    reminding.tick()
    reminding.popups.close_all()
    ahead = rings_next(window.office.desk)
    clock.at = ahead - timedelta(milliseconds=40)
    # what changes before by time alone is seen to by the first
    reminding.tick()
    reminding.tick()
    ready = reminding.popups._ready
    assert ready is not None
    assert not ready.isVisible()
    assert reminding.popups.shown == [], "before its time"
    clock.at = ahead
    qtbot.waitUntil(lambda: bool(reminding.popups.shown))
    assert reminding.popups.shown == [ready]
    assert ready.isVisible()
    reminding.tick()
    assert reminding.popups.shown == [ready]
    reminding.popups.close_all()


def test_what_fell_due_while_the_list_was_read_rings_at_once_and_what_cannot_ring_waits(
    window: MainWindow, clock: FixedClock
) -> None:
    waits: list[timedelta | None] = []
    reminding = Reminding(window.office, window, wake_in=waits.append)
    reminding.tick()
    ahead = rings_next(window.office.desk)
    clock.at = ahead + timedelta(milliseconds=40)
    window.office.refresh.announce(Changed(Touched.QUEUE))
    assert waits[-1] == timedelta(milliseconds=1)
    reminding.popups.close_all()


def test_what_was_made_ready_and_rings_otherwise_is_made_anew(
    window: MainWindow, clock: FixedClock, desk: Desk, qtbot: QtBot
) -> None:
    reminding = Reminding(window.office, window)
    reminding.tick()
    reminding.popups.close_all()
    ahead = rings_next(desk)
    clock.at = ahead - timedelta(milliseconds=40)
    reminding.tick()
    reminding.tick()
    ready = reminding.popups._ready
    assert ready is not None
    desk.settings.put(SNOOZE_MINUTES, "30")
    clock.at = ahead
    qtbot.waitUntil(lambda: bool(reminding.popups.shown))
    assert [popup.snooze_min for popup in reminding.popups.shown] == [30]
    assert reminding.popups._ready is None
    reminding.popups.close_all()


def test_a_lead_that_just_came_rings_at_once_and_not_with_the_next_tick(window: MainWindow) -> None:
    reminding = Reminding(window.office, window, wake_in=lambda _wait: None)
    window.office.refresh.announce(Changed(Touched.QUEUE))
    assert reminding.popups.shown == [], "nothing new came"
    window.office.refresh.announce(Changed(Touched.LEAD | Touched.QUEUE | Touched.REMINDERS, frozenset({"lead-1"})))
    assert "Grace Hopper" in {popup.ring.name for popup in reminding.popups.shown}
    reminding.popups.close_all()


def test_who_closes_the_window_is_told_once_that_reminders_still_come(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    tray = Tray(window.office.look, window.office.icons, window.commands, window)
    monkeypatch.setattr(tray.icon, "showMessage", lambda title, words, _icon: told.append(f"{title}: {words}"))
    window.closing.connect(lambda: tell_of_tray(window.office, window, tray))
    for _ in range(2):
        window.show()
        window.close()
        QApplication.processEvents()
    assert told == ["Followthrough goes on: Reminders still come. Open the window, or quit, from this icon."]


def test_the_tray_counts_what_waits_and_names_nobody(window: MainWindow, dana: OfficerAtWindow) -> None:
    tray = Tray(window.office.look, window.office.icons, window.commands, window)
    reminding = Reminding(window.office, window, tray)
    reminding.tick()
    assert tray.count == 3
    assert tray.icon.toolTip() == "Followthrough: 3 leads wait"
    dana.presses("1")
    assert tray.count == 2
    reminding.popups.close_all()
    QApplication.processEvents()


@pytest.mark.parametrize("count", [0, 7, 42, 1000])
def test_the_count_is_painted_into_the_icon(window: MainWindow, count: int) -> None:
    look, icons = window.office.look, window.office.icons
    plain, counted = (tray_icon(look, icons, n, State.AVAILABLE).toImage() for n in (0, count))
    assert (plain == counted) is (count == 0)


# --- where they go


def test_a_reminder_keeps_off_the_dialog_one_types_into_and_off_where_it_is_moved_to(
    reminding: Reminding, dana: OfficerAtWindow, window: MainWindow, qtbot: QtBot
) -> None:
    reminding.popups.show([a_ring("lead-1"), a_ring("lead-2")], names_hidden=False, snooze_min=15)
    dana.presses("Ctrl+N")
    dialog = dana.dialog(NewLeadDialog)

    def is_free() -> bool:
        return not any(popup.geometry().intersects(dialog.frameGeometry()) for popup in reminding.popups.shown)

    qtbot.waitUntil(is_free)
    dialog.move(reminding.popups.shown[0].pos())
    assert not is_free()
    qtbot.waitUntil(is_free)
    dana.types("502")
    assert dialog.reach.text() == "502"
    dialog.close()
    room = window.screen().availableGeometry()
    qtbot.waitUntil(lambda: reminding.popups.shown[0].geometry().right() > room.right() - 40)
    reminding.popups.close_all()


def test_popups_move_out_of_the_way_of_a_window_that_is_moved(reminding: Reminding, window: MainWindow) -> None:
    reminding.popups.show([a_ring()], names_hidden=False, snooze_min=15)
    (popup,) = reminding.popups.shown
    window.resize(700, 500)
    window.move(window.screen().availableGeometry().topLeft())
    QApplication.processEvents()
    assert not popup.geometry().intersects(window.outcomes_place())
    reminding.popups.close_all()


def test_working_now_is_switched_by_the_tray_and_by_a_key_and_the_tray_says_which(
    window: MainWindow, dana: OfficerAtWindow
) -> None:
    shifts = window.office.desk.shifts
    tray = Tray(window.office.look, window.office.icons, window.commands, window)
    reminding = Reminding(window.office, window, tray)
    assert not tray.entries[WORKING].isChecked()
    tray.entries[WORKING].trigger()
    assert shifts.is_working_now()
    assert "until midnight" in dana.toast
    window.work_now()
    assert not shifts.is_working_now()
    assert not tray.entries[WORKING].isChecked()
    reminding.popups.close_all()


def test_of_many_new_leads_at_once_the_newest_have_the_popups(reminding: Reminding) -> None:
    rings = [replace(a_ring(f"lead-{n}", is_new=True), due_at=NOW + timedelta(seconds=n)) for n in range(10)]
    reminding.popups.show(rings, names_hidden=False, snooze_min=15)
    assert [popup.ring.lead_id for popup in reminding.popups.shown] == ["lead-9", "lead-8", "lead-7"]
    reminding.popups.close_all()


def test_the_line_of_those_without_a_popup_counts_down_as_they_are_worked(reminding: Reminding) -> None:
    reminding.popups.show([a_ring(f"lead-{n}") for n in range(10)], names_hidden=False, snooze_min=15)
    assert reminding.popups.waiting == 7
    reminding.popups.tell_waiting(5)
    assert reminding.popups.waiting == 2
    reminding.popups.tell_waiting(3)
    assert reminding.popups.waiting == 0
    reminding.popups.close_all()


def test_a_key_of_the_window_goes_to_the_reminder(reminding: Reminding, dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+R")
    assert dana.toast == "No reminder is open."
    reminding.popups.show([a_ring("lead-1"), a_ring("lead-2")], names_hidden=False, snooze_min=15)
    dana.presses("Ctrl+R")
    assert reminding.popups.shown[0].isActiveWindow()
    assert reminding.popups.shown[0].focusWidget() is reminding.popups.shown[0].call
    reminding.popups.close_all()


def test_keys_of_the_window_work_from_a_reminder_and_letters_stay_its_own(
    reminding: Reminding, window: MainWindow, dana: OfficerAtWindow
) -> None:
    reminding.popups.show([a_ring()], names_hidden=False, snooze_min=15)
    (popup,) = reminding.popups.shown
    logged: list[object] = []
    window.office.refresh.logged.connect(logged.append)
    window.show_mine()
    QTest.keyClick(popup, Qt.Key.Key_1)
    assert logged == []
    QTest.keyClick(popup, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert dana.dialog(Palette).isVisible()
    assert window.windowTitle() == "My numbers"
    # what is asked is answered first, and the reminder stays
    QTest.keyClick(popup, Qt.Key.Key_F1)
    assert window.findChildren(KeysPage) == []
    dana.dialog(Palette).reject()
    QTest.keyClick(popup, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.windowTitle() == "Today"
    assert popup.isVisible()
    reminding.popups.close_all()


def test_reminders_make_room_for_the_outcomes_when_the_window_comes_back(
    reminding: Reminding, window: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.moved):
        window.setWindowState(Qt.WindowState.WindowMinimized)
    with qtbot.waitSignal(window.moved):
        window.setWindowState(Qt.WindowState.WindowNoState)


@pytest.mark.parametrize("choice", [{"scheme": Scheme.DARK}, {"scale": 2.0}])
def test_an_open_reminder_follows_the_look(reminding: Reminding, office: Office, choice: dict[str, Any]) -> None:
    reminding.tick()
    before = list(reminding.popups.shown)
    office.look.choose(**choice)
    after = reminding.popups.shown
    assert [popup.ring for popup in after] == [popup.ring for popup in before]
    assert not any(popup.isVisible() for popup in before)
    for popup in after:
        assert popup.isVisible()
        # its bell and its cross are drawn for the look it has
        sign = "sparkles" if popup.ring.is_new_lead else "bell"
        drawn = next(label.pixmap() for label in popup.findChildren(QLabel) if not label.pixmap().isNull())
        assert drawn.toImage() == icon_label(office.icons, sign, "accent", 20).pixmap().toImage()
        # as wide as its words and buttons are by now
        assert popup.width() == office.look.px(380)
        assert popup.snooze_day.geometry().right() <= popup.width()
    reminding.popups.close_all()


def test_the_line_of_those_without_room_follows_the_look_and_keeps_its_count(
    reminding: Reminding, office: Office
) -> None:
    popups = reminding.popups
    popups.show([a_ring(f"lead-{n}") for n in range(MOST + 2)], names_hidden=False, snooze_min=15)
    office.look.choose(scale=2.0)
    assert len(popups.shown) == MOST
    assert popups.waiting == 2
    assert popups.summary is not None
    assert popups.summary.width() == office.look.px(380)
    popups.close_all()
    assert popups.summary is None


class FirstSeen(QObject):
    """Where a window is at the moment it comes into sight."""

    def __init__(self) -> None:
        super().__init__()
        self.at: dict[QObject, QPoint] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Show and isinstance(watched, Popup | Summary) and watched not in self.at:
            self.at[watched] = watched.pos()
        return False


def test_a_reminder_comes_into_sight_where_it_stays(reminding: Reminding) -> None:
    seen, app = FirstSeen(), QApplication.instance()  # noqa: TID251 - an event filter of the whole program
    assert app is not None
    app.installEventFilter(seen)
    reminding.popups.show([a_ring(f"lead-{n}") for n in range(MOST + 2)], names_hidden=False, snooze_min=15)
    app.removeEventFilter(seen)
    assert reminding.popups.summary is not None
    for card in (*reminding.popups.shown, reminding.popups.summary):
        assert card.isVisible()
        assert seen.at[card] == card.pos()
    reminding.popups.close_all()
