"""An officer says who they are in the settings; what a company keeps or sets is shown, locked, with the reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.desk import Desk
from app.desktop.policy import read_policy
from app.desktop.settings import LOCKED
from app.domain.officer import NAMELESS, Officer, read_hours
from tests.ui.driver import OfficerAtWindow
from tests.ui.late_store import LateStore
from ui.main_window import MainWindow
from ui.office import Office, take_seat
from ui.settings.joining import JoinHub
from ui.settings.page import SettingsPage
from ui.settings.you import You


def words_in(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def you(dana: OfficerAtWindow) -> Callable[[], You]:
    """The section as it is in sight: saying where one works has the window made anew."""
    # no key is heard before
    dana.qtbot.waitUntil(dana.window.isActiveWindow)
    dana.presses("Ctrl+Shift+Y")
    return lambda: dana.window.settings.you


def officer_of(desk: Desk) -> Officer:
    with desk.store.reading() as tx:
        return desk.book.identity(tx).officer


def test_who_i_am_is_typed_field_by_field_and_kept_on_leaving_each(
    dana: OfficerAtWindow, desk: Desk, you: Callable[[], You]
) -> None:
    assert you().fields["name"].text() == "Dana Officer"
    typed = {
        "name": "Dana Whitlock",
        "nmls_id": "1234567",
        "company": "Riverside Home Loans",
        "phone": "(423) 555-0142",
        "email": "dana@example.com",
        "hours": "Mon-Fri 9am-6pm",
        "days_off": "2026-12-24..2026-12-26",
        "licences": "Kentucky, OH until 12/31/2027",
    }
    for name, words in typed.items():
        you().fields[name].setFocus()
        you().fields[name].selectAll()
        dana.types(words)
        dana.presses("Tab")
    kept = officer_of(desk)
    assert (kept.name, kept.nmls_id, kept.phone, kept.email) == (
        "Dana Whitlock",
        "1234567",
        "(423) 555-0142",
        "dana@example.com",
    )
    assert kept.hours == read_hours("Mon-Fri 09:00-18:00")
    assert kept.licences == {"KY": None, "OH": date(2027, 12, 31)}
    assert len(kept.days_off) == 3
    # shown the way it is kept
    assert you().fields["hours"].text() == "Mon-Fri 09:00-18:00"
    assert you().fields["licences"].text() == "KY, OH until 2027-12-31"
    assert dana.window.office.seat.name == "Dana Whitlock"


def test_tab_goes_on_to_the_next_field_and_a_new_name_builds_nothing_anew_under_it(
    dana: OfficerAtWindow, you: Callable[[], You]
) -> None:
    before = you()
    before.fields["name"].setFocus()
    dana.types("x")
    dana.presses("Tab")
    assert dana.window.office.seat.name.endswith("x")
    assert dana.window.focusWidget() is before.fields["nmls_id"]
    # the next key would fall on a page that is just being put together
    assert you() is before


def test_a_newcomer_who_says_their_name_is_not_asked_for_it_on_the_empty_list(
    office: Office, dressed: QApplication, desk: Desk, qtbot: QtBot
) -> None:
    desk.shifts.change(name=NAMELESS)
    office.seat = take_seat(desk)
    window = MainWindow(office)
    qtbot.addWidget(window)
    window.show()
    window.reload()
    assert "Ctrl+Shift+Y" in " ".join(words_in(window.today.queue))
    office.act(window, lambda: desk.shifts.change(name="Dana Officer")[1])
    assert "Ctrl+Shift+Y" not in " ".join(words_in(window.today.queue))


def test_what_will_not_do_is_said_below_its_field_and_stays_typed(
    dana: OfficerAtWindow, desk: Desk, you: Callable[[], You]
) -> None:
    you().fields["hours"].setFocus()
    dana.types("nine to five")
    dana.presses("Enter")
    said = you()._told["hours"]
    assert said.text().startswith("Hours “nine to five” could not be read.")
    assert said.property("tone") == "bad"
    assert you().fields["hours"].accessibleDescription() == said.text()
    assert you().fields["hours"].text() == "nine to five"
    assert officer_of(desk).hours is None
    you().fields["hours"].clear()
    dana.presses("Enter")
    assert you()._told["hours"].text() == "Not set: you count as always at work."


def test_an_nmls_id_is_digits_and_what_was_meant_for_another_field_is_refused(
    dana: OfficerAtWindow, desk: Desk, you: Callable[[], You]
) -> None:
    before = officer_of(desk).nmls_id
    you().fields["nmls_id"].setFocus()
    dana.types("Riverside")
    dana.presses("Enter")
    said = you()._told["nmls_id"]
    assert said.text() == "“Riverside” is no NMLS id. Write its digits alone, up to 12, such as 1234567."
    assert officer_of(desk).nmls_id == before
    you().fields["nmls_id"].clear()
    dana.types(" 7654321 ")
    dana.presses("Enter")
    assert officer_of(desk).nmls_id == "7654321"


def test_a_licence_that_has_ended_is_told(dana: OfficerAtWindow, you: Callable[[], You]) -> None:
    you().fields["licences"].setFocus()
    dana.types("KY, OH until 2026-11-19, TN until 2026-11-20")
    dana.presses("Enter")
    assert you()._told["licences"].text() == "Ended: OH. Nobody there is called from this desk."


def test_the_zone_of_my_hours_is_chosen(dana: OfficerAtWindow, desk: Desk, you: Callable[[], You]) -> None:
    box = you().zone
    assert box.currentText() == "Louisville"
    box.setCurrentIndex(box.findText("Pacific (Los Angeles)"))
    box.activated.emit(box.currentIndex())
    assert officer_of(desk).zone == "America/Los_Angeles"
    assert you().zone.currentText() == "Pacific (Los Angeles)"


def test_what_is_being_typed_stays_while_another_field_is_kept(
    office: Office, leads: dict[str, str], store: LateStore, desk: Desk, qtbot: QtBot, late: OfficerAtWindow
) -> None:
    late.presses("Ctrl+Shift+Y")
    store.settle()
    fields = late.window.settings.you.fields
    fields["name"].setFocus()
    fields["name"].selectAll()
    late.types("Dana Whitlock")
    late.presses("Tab")
    late.types("12")
    store.settle()
    fields = late.window.settings.you.fields
    assert late.window.focusWidget() is fields["nmls_id"]
    assert fields["nmls_id"].text() == "12"
    late.types("34")
    late.presses("Enter")
    store.settle()
    assert (officer_of(desk).name, officer_of(desk).nmls_id) == ("Dana Whitlock", "1234")


def test_on_a_desk_of_a_hub_what_it_says_of_me_is_shown_locked(window: MainWindow, desk: Desk) -> None:
    with desk.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        officer = msgspec.structs.replace(identity.officer, nmls_id="1234567", licences={"KY": date(2027, 12, 31)})
        home = {"hub_id": "ours", "hub_url": "https://hub.example.com", "company": "Riverside Home Loans"}
        tx.put_identity(msgspec.structs.replace(identity, officer=officer, **home))
    window.show_me()
    QApplication.processEvents()
    you = window.settings.you
    assert not any(edit.isVisible() for edit in you.fields.values())
    said = words_in(you)
    assert any(words.startswith("Set by your company: its hub keeps this.") for words in said)
    assert {"1234567", "KY until 2027-12-31", "Riverside Home Loans", "not set"} <= set(said)
    (nmls,) = [label for label in you.findChildren(QLabel) if label.text() == "1234567"]
    assert nmls.accessibleName() == "NMLS id: 1234567"
    assert nmls.accessibleDescription().startswith("Set by your company: its hub keeps this. Ask your manager")


def test_a_setting_of_the_companys_policy_is_locked_and_says_so(window: MainWindow, desk: Desk) -> None:
    desk.settings.policy = read_policy('{"NotificationNames": "hidden", "HubUrl": "https://hub.example.com"}')
    page = SettingsPage(window.office)
    page.show()
    page.reload()
    assert page.names.currentData() == "hidden"
    assert not page.names.isEnabled()
    assert page.names.accessibleDescription().startswith("Set by your company. Your IT has set this for every desk")
    assert page.sound.isEnabled()
    QApplication.processEvents()
    (join,) = page.findChildren(JoinHub)
    assert (join.address.text(), join.address.isEnabled()) == ("https://hub.example.com", False)
    assert words_in(page).count(LOCKED) == 2
    locked = [box for box in page.findChildren(QComboBox) if not box.isEnabled()]
    assert locked == [page.names]
    page.close()
    page.deleteLater()


def test_lines_of_a_policy_that_do_nothing_are_told_to_whoever_opens_the_settings(
    window: MainWindow, desk: Desk
) -> None:
    desk.settings.policy = read_policy('{"NotificationName": "hidden"}')
    page = SettingsPage(window.office)
    page.show()
    assert any(
        "has lines that do nothing. Tell your IT: policies.json line 1: NotificationName" in words
        for words in words_in(page)
    )
    page.close()
    page.deleteLater()


def test_a_number_is_shown_as_people_write_it_and_kept_as_it_was(
    dana: OfficerAtWindow, desk: Desk, you: Callable[[], You]
) -> None:
    desk.shifts.change(phone="+14235550142")
    dana.presses("Ctrl+Shift+Y")
    assert you().fields["phone"].text() == "(423) 555-0142"
    you().fields["phone"].setFocus()
    dana.presses("Tab")
    assert officer_of(desk).phone == "+14235550142"
