"""What the company has settled, as an officer meets it in the window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from app.desktop.desk import Desk
from app.desktop.policy import USER, put_together, read_json, read_policy
from app.desktop.settings import MAIL_BY, NO_POLICY
from tests.ui.driver import OfficerAtWindow
from ui.idle_lock import LocksWhenIdle
from ui.main_window import MainWindow
from ui.settings.page import SettingsPage
from ui.settings.policies import PoliciesDialog


@pytest.fixture
def set_policy(desk: Desk) -> Iterator[None]:
    text = '{"NotificationNames": "hidden", "QuietHour": "on", "Locale": "de"}'
    desk.settings.policy = put_together([read_json(text, USER, "p.json")])
    yield
    desk.settings.policy = NO_POLICY


def rows_of(dialog: PoliciesDialog) -> list[list[str]]:
    table = dialog.table
    items = [[table.item(n, m) for m in range(3)] for n in range(table.rowCount())]
    return [[item.text() for item in row if item is not None] for row in items]


@pytest.mark.usefixtures("set_policy")
def test_a_key_opens_the_page_of_policies_with_what_does_nothing_first(
    dana: OfficerAtWindow, window: MainWindow
) -> None:
    dana.presses("Ctrl+Shift+,")
    [dialog] = window.findChildren(PoliciesDialog)
    rows = rows_of(dialog)
    assert rows[0] == [
        "Does nothing",
        "Tell your IT: p.json line 1: QuietHour: this version knows no policy by that name.",
    ]
    assert ["NotificationNames", "hidden", "Your account's policy: p.json line 1"] in rows
    assert ["DialMethod", "tel", "Your own setting"] in rows
    assert ["CaFile", "–", "Not set"] in rows
    assert dialog.table.hasFocus()
    assert "QuietHour" in dialog.told.text()
    dialog.table.setCurrentCell(1, 0)
    assert dialog.told.text().startswith("Names in reminders. Whether reminders on officers' screens name")
    dialog.close()


def test_the_page_says_what_was_wrong_with_finding_a_proxy(
    desk: Desk, dana: OfficerAtWindow, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.policies, "_way_fault", lambda: "The PAC script file:///p.pac is broken.")
    dana.presses("Ctrl+Shift+,")
    [dialog] = window.findChildren(PoliciesDialog)
    assert rows_of(dialog)[0] == ["The way out", "Tell your IT: The PAC script file:///p.pac is broken."]
    dialog.close()


@pytest.mark.usefixtures("set_policy")
def test_what_does_nothing_stands_first_as_it_says_with_a_fault_of_the_way_out_behind_it(
    desk: Desk, dana: OfficerAtWindow, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.policies, "_way_fault", lambda: "The PAC script file:///p.pac is broken.")
    dana.presses("Ctrl+Shift+,")
    [dialog] = window.findChildren(PoliciesDialog)
    assert "Lines of the policy that do nothing stand first." in [one.text() for one in dialog.findChildren(QLabel)]
    assert [row[0] for row in rows_of(dialog)][:2] == ["Does nothing", "The way out"]
    dialog.close()


def test_the_settings_have_a_way_to_it(window: MainWindow) -> None:
    page = SettingsPage(window.office)
    page.show()
    page.policies.click()
    [dialog] = page.findChildren(PoliciesDialog)
    assert dialog.isVisible()
    assert "Does nothing" not in {row[0] for row in rows_of(dialog)}
    dialog.close()
    page.close()
    page.deleteLater()


def test_where_a_policy_forbids_it_the_import_does_not_open_and_says_why(
    dana: OfficerAtWindow, window: MainWindow, desk: Desk
) -> None:
    desk.settings.policy = read_policy('{"ImportAllowed": false}')
    window.dialogs.open_import()
    assert "Your company has set that no files of leads are imported here." in dana.toast
    desk.settings.policy = NO_POLICY


def test_an_e_mail_may_be_copied_in_place_of_a_mail_program(
    dana: OfficerAtWindow, window: MainWindow, desk: Desk
) -> None:
    desk.settings.put(MAIL_BY, "copy")
    opened: list[str] = []
    window.office.open_url = lambda address: bool(opened.append(address))
    dana.presses("e")
    assert opened == []
    copied = QGuiApplication.clipboard().text()
    assert "@example.com\n" in copied
    assert copied.count("\n") > 2


class Session:
    """Stands for the system: it tells how long nobody was there, and counts how often it was locked."""

    def __init__(self) -> None:
        self.idle: float | None = 0.0
        self.locked = 0

    def idle_s(self) -> float | None:
        return self.idle

    def lock(self) -> bool:
        self.locked += 1
        return True


def test_the_screen_is_locked_once_nobody_was_there_for_so_long_and_again_the_next_time(
    window: MainWindow, desk: Desk
) -> None:
    desk.settings.policy = read_policy('{"IdleLockMinutes": 10}')
    session = Session()
    locks = LocksWhenIdle(window.office, session, window)
    desk.settings.policy = NO_POLICY

    def after(**idle: float) -> int:
        session.idle = timedelta(**idle).total_seconds()
        locks.look()
        return session.locked

    assert [after(minutes=9.9), after(minutes=10), after(minutes=20), after(seconds=3), after(minutes=11)] == [
        0,
        1,
        1,
        1,
        2,
    ]
    session.idle = None
    locks.look()
    assert session.locked == 2
