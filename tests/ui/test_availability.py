"""An officer says to be away, or to want no new leads, and is let alone on the phone and while presenting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.desktop.changes import Changed, Touched
from app.desktop.desk import Desk
from app.desktop.policy import read_policy
from app.desktop.ports import DO_NOT_DISTURB, PRESENTING, Around, System
from app.desktop.settings import NAMES_SHOWN, NO_POLICY, SOUND
from app.desktop.taking import HandedOn
from app.desktop.views import Ring
from app.domain.presence import State
from tests.ui.driver import OfficerAtWindow
from tests.ui.late_store import LateStore
from tests.ui.test_popup import Notices, a_ring
from ui.availability import AwayDialog
from ui.main_window import MainWindow
from ui.office import Office
from ui.palette import Palette
from ui.popup import MOST, Acts, Popup
from ui.reminding import Reminding
from ui.tray import Tray, tray_icon


class Screen:
    """Stands for what the system tells: a test turns it."""

    def __init__(self) -> None:
        self.around = Around()

    def look(self) -> Around:
        return self.around


class Chime:
    """Counts how often it was rung."""

    def __init__(self, *, works: bool = True) -> None:
        self.works, self.rung = works, 0

    def ring(self) -> bool:
        self.rung += 1
        return self.works


@pytest.fixture
def around() -> Screen:
    return Screen()


@pytest.fixture
def reminding(window: MainWindow, around: Screen, qtbot: QtBot) -> Reminding:
    made = Reminding(window.office, window, system=System(surroundings=around))
    yield made  # type: ignore[misc] # a fixture
    made.popups.close_all()


def _says(dana: OfficerAtWindow, words: str) -> None:
    """Choose a command by its words, in the palette."""
    dana.presses("Ctrl+K")
    palette = dana.dialog(Palette)
    palette.edit.setText(words)
    dana.presses("Enter")
    QApplication.processEvents()


def _presses_on(reminding: Reminding, name: str, key: str) -> None:
    """Press a key on somebody's reminder, once it has the keyboard: else the key would be the window's."""
    popup = next(p for p in reminding.popups.shown if p.ring.name == name)
    popup.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(popup.focusWidget() or popup, key)


def _names(reminding: Reminding) -> set[str]:
    return {popup.ring.name for popup in reminding.popups.shown}


def test_away_is_said_in_the_palette_shown_in_the_window_and_nothing_rings(
    reminding: Reminding, dana: OfficerAtWindow, clock: FixedClock
) -> None:
    _says(dana, "Away for 1 hour")
    assert dana.window.state_line.words.text() == "Away until 11:00 am"
    assert dana.toast.startswith("Away until 11:00 am. Nothing rings until then")
    reminding.tick()
    assert not reminding.popups.shown
    clock.at += timedelta(hours=1)
    reminding.tick()
    assert dana.window.state_line.words.text() == "Available"
    assert reminding.popups.shown or reminding.popups.summary


def test_away_until_takes_natural_words_and_says_what_it_cannot_read(
    dana: OfficerAtWindow, desk: Desk, window: MainWindow
) -> None:
    _says(dana, "Away until…")
    dialog = dana.dialog(AwayDialog)
    dialog.words.setText("whenever")
    dialog.take()
    assert "whenever" in dialog._told.text()
    dialog.words.setText("3pm")
    QTest.keyClick(dialog.words, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert desk.availability.now().state is State.AWAY
    assert window.state_line.words.text() == "Away until 3:00 pm"


def test_one_press_of_enter_says_once_that_one_is_away(
    late: OfficerAtWindow, store: LateStore, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[State] = []
    be = desk.availability.be
    monkeypatch.setattr(desk.availability, "be", lambda state, until=None: (said.append(state), be(state, until))[1])
    late.window.dialogs.ask_away()
    dialog = late.dialog(AwayDialog)
    dialog.words.setText("3pm")
    # the field hears it, and so does the button that is meant by it
    QTest.keyClick(dialog.words, Qt.Key.Key_Return)
    dialog.take()
    # nobody waits for the answer any more once the dialog is gone
    dialog.reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    store.settle()
    assert said == [State.AWAY]


def test_a_key_opens_what_can_be_said(dana: OfficerAtWindow, window: MainWindow) -> None:
    window.show_settings()
    window.commands["state.choose"].run()
    assert window.state_line.menu.isVisible()
    assert [a.text() for a in window.state_line.menu.actions() if a.isChecked()] == ["Available"]
    # the arrows go on from there
    assert window.state_line.menu.activeAction().text() == "Available"
    window.state_line.menu.close()


def test_what_an_officer_said_outlives_the_window(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    window.commands["state.none_new_hour"].run()
    again = MainWindow(office)
    qtbot.addWidget(again)
    with qtbot.waitCallback() as filled:
        again.reload(filled)
    assert again.state_line.words.text() == "No new leads until 11:00 am"


def test_the_tray_says_a_state_by_a_shape_and_in_words_and_takes_one(window: MainWindow, desk: Desk) -> None:
    tray = Tray(window.office.look, window.office.icons, window.commands, window)
    reminding = Reminding(window.office, window, tray)
    shapes = {tray_icon(window.office.look, window.office.icons, 0, state).toImage().cacheKey() for state in State}
    assert len(shapes) == len(State)
    tray.entries["state.away_half"].trigger()
    assert desk.availability.now().state is State.AWAY
    assert tray.icon.toolTip().endswith("Away until 10:30 am")
    tray.entries["state.available"].trigger()
    assert tray.icon.toolTip() == "Followthrough: 3 leads wait"
    assert tray.entries["state.available"].isChecked()
    reminding.popups.close_all()


def test_the_shapes_of_the_tray_differ_without_their_colours(window: MainWindow) -> None:
    look, icons = window.office.look, window.office.icons
    painted = [tray_icon(look, icons, 0, state).toImage() for state in State]
    assert all(one != other for n, one in enumerate(painted) for other in painted[:n])


def test_nothing_rings_during_a_call_and_all_of_it_once_the_call_is_logged(
    reminding: Reminding, dana: OfficerAtWindow, leads: dict[str, str]
) -> None:
    dana.window.today.go_to(leads["Katherine"])
    dana.presses("c")
    assert dana.window.state_line.words.text() == "On a call"
    reminding.tick()
    assert not reminding.popups.shown
    dana.presses("1")
    assert dana.window.state_line.words.text() == "Available"
    assert "Grace Hopper" in _names(reminding)
    shown = len(reminding.popups.shown)
    reminding.tick()
    assert len(reminding.popups.shown) == shown


def test_a_call_nobody_logs_does_not_keep_the_day_silent(
    reminding: Reminding, dana: OfficerAtWindow, clock: FixedClock, leads: dict[str, str]
) -> None:
    dana.window.today.go_to(leads["Katherine"])
    dana.presses("c")
    clock.at += timedelta(minutes=59)
    dana.window.today.card.bar.calling.tell()
    reminding.tick()
    assert not reminding.popups.shown
    clock.at += timedelta(minutes=1)
    dana.window.today.card.bar.calling.tell()
    assert dana.window.state_line.words.text() == "Available"
    assert reminding.popups.shown or reminding.popups.summary


@pytest.mark.parametrize(
    ("quiet", "said"), [(DO_NOT_DISTURB, "do not disturb is on"), (PRESENTING, "while the screen is full")]
)
def test_while_the_system_wants_quiet_nothing_rings_and_the_window_says_why(
    reminding: Reminding, around: Screen, dana: OfficerAtWindow, quiet: str, said: str
) -> None:
    around.around = Around(quiet)
    reminding.tick()
    assert not reminding.popups.shown
    assert said in dana.window.state_line.words.text()
    around.around = Around()
    reminding.tick()
    assert len(reminding.popups.shown) == 3
    reminding.tick()
    assert len(reminding.popups.shown) == 3
    assert said not in dana.window.state_line.words.text()


def test_in_the_companys_quiet_hours_nothing_rings_and_the_window_says_why(
    reminding: Reminding, dana: OfficerAtWindow, desk: Desk
) -> None:
    # it is ten in the morning
    desk.settings.policy = read_policy('{"QuietHours": "09:00-11:00"}')
    reminding.tick()
    assert not reminding.popups.shown
    assert "quiet, by your company's hours" in dana.window.state_line.words.text()
    desk.settings.policy = read_policy('{"QuietHours": "11:00-09:00"}')
    reminding.tick()
    assert len(reminding.popups.shown) == 3
    desk.settings.policy = NO_POLICY


def test_what_is_open_is_out_of_sight_while_somebody_presents_and_comes_back(
    reminding: Reminding, around: Screen
) -> None:
    reminding.tick()
    before = list(reminding.popups.shown)
    around.around = Around(PRESENTING)
    reminding.tick()
    reminding.popups.wear()
    assert not any(popup.isVisible() for popup in reminding.popups.shown)
    around.around = Around()
    reminding.tick()
    assert [popup.ring for popup in reminding.popups.shown] == [popup.ring for popup in before]
    assert all(popup.isVisible() for popup in reminding.popups.shown)


def test_what_is_held_back_wakes_nobody(window: MainWindow, around: Screen) -> None:
    waits: list[timedelta | None] = []
    reminding = Reminding(window.office, window, system=System(surroundings=around), wake_in=waits.append)
    around.around = Around(PRESENTING)
    reminding.tick()
    assert all(wait is None or wait > timedelta(0) for wait in waits[-1:])
    reminding.popups.close_all()


def test_a_broken_look_at_the_system_rings_all_the_same(window: MainWindow) -> None:
    class Broken:
        def look(self) -> Around:
            raise OSError("no bus")

    told: list[str] = []
    window.office.trouble.broke.disconnect()
    window.office.trouble.broke.connect(told.append)
    reminding = Reminding(window.office, window, system=System(surroundings=Broken()))
    reminding.tick()
    assert reminding.popups.shown
    reminding.popups.close_all()


def test_names_go_while_the_screen_is_locked_and_come_back(reminding: Reminding, around: Screen) -> None:
    reminding.tick()
    assert any("Grace Hopper" in popup.said.text() for popup in reminding.popups.shown)
    around.around = Around(locked=True)
    reminding.tick()
    assert not any("Grace" in popup.said.text() + popup.about.text() for popup in reminding.popups.shown)
    around.around = Around()
    reminding.tick()
    assert any("Grace Hopper" in popup.said.text() for popup in reminding.popups.shown)


@pytest.mark.parametrize(("setting", "hidden"), [("shown", False), ("hidden_when_locked", True), ("hidden", True)])
def test_under_a_lock_names_are_shown_to_those_alone_who_always_want_them(
    reminding: Reminding, around: Screen, desk: Desk, setting: str, *, hidden: bool
) -> None:
    desk.settings.put(NAMES_SHOWN, setting)
    around.around = Around(locked=True)
    reminding.tick()
    assert {popup.names_hidden for popup in reminding.popups.shown} == {hidden}


def test_a_sound_is_made_by_those_who_want_it_and_once_for_many(
    window: MainWindow, desk: Desk, clock: FixedClock
) -> None:
    chime = Chime()
    reminding = Reminding(window.office, window, system=System(chime=chime))
    reminding._tell_system([a_ring()], names_hidden=True, sounds=False)
    assert chime.rung == 0
    desk.settings.put(SOUND, "on")
    reminding.tick()
    assert chime.rung == 1
    reminding._tell_system([a_ring("lead-2")], names_hidden=True, sounds=True)
    assert chime.rung == 1
    clock.at += timedelta(seconds=20)
    reminding._tell_system([a_ring("lead-2")], names_hidden=True, sounds=True)
    assert chime.rung == 2
    reminding.popups.close_all()


def test_where_no_player_is_the_system_beeps(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    beeps: list[bool] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(True))
    for system in (System(chime=Chime(works=False)), System()):
        Reminding(window.office, window, system=system)._tell_system([a_ring()], names_hidden=True, sounds=True)
    assert len(beeps) == 2


def test_what_was_slept_through_is_one_line_and_no_storm(reminding: Reminding) -> None:
    slept = [replace(a_ring(f"lead-{n}"), waited_s=7200) for n in range(12)]
    reminding.popups.show(slept, names_hidden=False, snooze_min=15)
    assert reminding.popups.shown == []
    assert reminding.popups.summary is not None
    assert reminding.popups.summary.said.text() == "12 leads to work now"
    # a lead that comes meanwhile has a popup of its own, and the rest of them joins the line
    reminding.popups.show([a_ring("new", is_new=True), *slept[:2]], names_hidden=False, snooze_min=15)
    assert [popup.ring.lead_id for popup in reminding.popups.shown] == ["new"]
    assert reminding.popups.waiting == 14


def test_a_new_lead_in_its_first_minutes_is_never_in_the_line(reminding: Reminding) -> None:
    slept = [replace(a_ring(f"lead-{n}"), waited_s=7200) for n in range(6)]
    new = replace(a_ring("new", is_new=True), waited_s=180)
    reminding.popups.show([*slept, new], names_hidden=False, snooze_min=15)
    assert [popup.ring.lead_id for popup in reminding.popups.shown] == ["new"]
    assert reminding.popups.waiting == 6


def test_the_system_is_told_of_it_once(window: MainWindow, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    notices = Notices()
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    reminding = Reminding(window.office, window, system=System(toast=notices))
    clock.at += timedelta(hours=3)
    for _ in range(3):
        reminding.tick()
    assert len(notices.shown) == 1
    reminding.popups.close_all()


@pytest.mark.parametrize(
    ("key", "minutes", "said"),
    [("m", 15, "Rings again 10:15 am"), ("h", 60, "Rings again 11:00 am"), ("t", None, "Rings again Mon, Nov 23")],
)
def test_each_snooze_has_its_key_and_says_when_it_rings_again(
    reminding: Reminding, dana: OfficerAtWindow, desk: Desk, key: str, minutes: int | None, said: str
) -> None:
    reminding.tick()
    popup = next(p for p in reminding.popups.shown if p.ring.name == "Grace Hopper")
    _presses_on(reminding, "Grace Hopper", key)
    assert "Grace Hopper" not in _names(reminding)
    assert dana.toast.startswith(said)
    with desk.store.reading() as tx:
        row = tx.reminder(popup.ring.reminder_id)
    assert row is not None
    assert row.snoozed_until is not None
    if minutes is not None:
        assert row.snoozed_until == desk.clock.now() + timedelta(minutes=minutes)


def test_call_and_log_have_their_keys(reminding: Reminding, dana: OfficerAtWindow, opened: list[str]) -> None:
    reminding.tick()
    _presses_on(reminding, "Ada Lovelace", "l")
    assert dana.lead == "Ada Lovelace"
    _presses_on(reminding, "Grace Hopper", "c")
    assert opened == ["tel:+15025550143"]


def test_a_lead_that_goes_on_by_itself_says_when_and_may_be_passed_on_by_a_key(
    window: MainWindow, clock: FixedClock, qtbot: QtBot
) -> None:
    passed: list[Ring] = []
    acts = Acts(passed.append, passed.append, lambda _ring, _minutes: None, passed.append, lambda: None, lambda: None)
    ring = replace(a_ring(), may_hand_on=True, goes_on_at=clock.at + timedelta(minutes=4, seconds=20))
    popup = Popup(window.office, ring, acts, names_hidden=True, snooze_min=15)
    qtbot.addWidget(popup)
    popup.show()
    popup.activateWindow()
    assert popup.about.text() == "5 min left. Goes to the next officer in 4 min, if one is at work."
    clock.at -= timedelta(hours=1)
    popup.pass_time()
    assert "next officer" not in popup.about.text()
    clock.at += timedelta(hours=1)
    clock.at += timedelta(minutes=5)
    popup.pass_time()
    assert "next officer" not in popup.about.text()
    QApplication.processEvents()
    QTest.keyClick(popup.focusWidget() or popup, "p")
    assert passed == [ring]


def test_a_lead_that_came_from_another_officer_says_so(window: MainWindow, qtbot: QtBot) -> None:
    acts = Acts(lambda _: None, lambda _: None, lambda _, __: None, lambda _: None, lambda: None, lambda: None)
    for names_hidden in (True, False):
        popup = Popup(window.office, replace(a_ring(), came_over=True), acts, names_hidden=names_hidden, snooze_min=15)
        qtbot.addWidget(popup)
        assert popup.about.text().startswith("It came to you from another officer. ")
        assert popup.about.text().endswith("5 min left" if names_hidden else "5 min left.")


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (1, "A lead that was not called in its time went to the next officer."),
        (3, "3 leads that were not called in their time went to the next officer."),
    ],
)
def test_of_leads_that_go_on_by_themselves_one_word_tells_how_many(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, gone: int, said: str
) -> None:
    takings = window.office.desk.takings
    monkeypatch.setattr(takings, "to_hand_on", lambda: [f"lead-{n}" for n in range(gone + 1)])
    # one finds nobody
    monkeypatch.setattr(
        takings, "hand_on", lambda lead_id: (HandedOn(lead_id != "lead-0", "..."), Changed(Touched.SYNC))
    )
    window.handing_on.look("")
    # whoever comes back from lunch reads it yet
    assert window.notice.isVisible()
    assert window.notice.told == (said, "")
    window.notice.hide()
    # and is not asked about at every tick
    window.handing_on.look("")
    assert not window.notice.isVisible()


def test_a_lead_that_stays_offers_no_passing_on(window: MainWindow, qtbot: QtBot) -> None:
    acts = Acts(lambda _: None, lambda _: None, lambda _, __: None, lambda _: None, lambda: None, lambda: None)
    popup = Popup(window.office, a_ring(), acts, names_hidden=False, snooze_min=15)
    qtbot.addWidget(popup)
    popup.show()
    assert not popup.hand_on.isVisible()
    QTest.keyClick(popup, "p")
    assert popup.isVisible()


def test_many_at_once_leave_room_for_the_most_urgent(reminding: Reminding) -> None:
    reminding.popups.show([a_ring(f"lead-{n}") for n in range(10)], names_hidden=False, snooze_min=15)
    assert (len(reminding.popups.shown), reminding.popups.waiting) == (MOST, 10 - MOST)


def test_who_passes_on_the_lead_they_stand_on_goes_on_to_the_next(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert dana.lead == "Katherine Johnson"

    def gone(lead_id: str) -> tuple[HandedOn, Changed]:
        with desk.store.writing() as tx:
            tx.remove_lead(lead_id)
        touched = Changed(Touched.LEAD | Touched.QUEUE, frozenset({lead_id}))
        return HandedOn(done=True, happened="The next officer has it now."), touched

    monkeypatch.setattr(desk.takings, "hand_on", gone)
    dana.window.hand_on(leads["Katherine"])
    assert dana.lead == "Grace Hopper"
    assert dana.toast == "The next officer has it now."


def test_a_lead_that_finds_no_next_officer_stays_before_whoever_stands_on_it(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stays = HandedOn(done=False, happened="Nobody else is at work.")
    monkeypatch.setattr(desk.takings, "hand_on", lambda _lead_id: (stays, Changed(Touched.SYNC)))
    dana.window.hand_on(leads["Katherine"])
    assert dana.lead == "Katherine Johnson"
