"""What stands on the card beside the outcomes: a private note, what to say, texts, Teams, partners."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from app.desktop.activities import Note
from app.desktop.desk import Desk
from app.desktop.settings import CALLS_BY
from app.domain.activity import Kind
from app.domain.lead import Channel, Partner, Person
from tests.ui.driver import OfficerAtWindow
from ui.lead_card.address import Address
from ui.lead_card.correcting import Correcting
from ui.main_window import LEAST


def changes_lead(desk: Desk, lead_id: str, **facts: object) -> None:
    with desk.store.writing() as tx:
        held = desk.book.held(tx, lead_id)
        desk.book.put_lead(tx, msgspec.structs.replace(held.lead, **facts), from_hub=held.from_hub)


def test_a_private_note_is_typed_and_kept_on_leaving(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("V")
    dana.types("her brother is my dentist")
    dana.presses("Escape")
    assert desk.leads.card(leads["Katherine"]).private_note == "her brother is my dentist"
    dana.presses("J")
    assert dana.window.today.card.private.paper.toPlainText() == ""
    dana.presses("K")
    assert dana.window.today.card.private.paper.toPlainText() == "her brother is my dentist"
    # what is added goes behind it
    dana.presses("V")
    dana.types("!")
    assert dana.window.today.card.private.paper.toPlainText() == "her brother is my dentist!"


@pytest.mark.parametrize("key", ["V", "H"])
def test_what_a_key_opens_on_the_card_is_scrolled_into_sight(dana: OfficerAtWindow, key: str) -> None:
    card = dana.window.today.card
    opened = {"V": card.private.paper, "H": card.script.words}[key]
    dana.window.resize(*LEAST)
    dana.qtbot.waitUntil(lambda: card.area.verticalScrollBar().maximum() > 0)
    assert opened.visibleRegion().isEmpty()
    dana.presses(key)
    dana.qtbot.waitUntil(lambda: not opened.visibleRegion().isEmpty())
    half = card.area.viewport().height() // 2
    assert opened.visibleRegion().boundingRect().height() >= min(opened.height(), half)


def test_no_letter_of_a_private_note_logs_anything(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("V")
    dana.types("1x no")
    assert len(desk.leads.card(leads["Katherine"]).timeline) == 1


def test_a_private_note_begun_outlives_a_new_look(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("V")
    dana.types("call after school")
    dana.window.office.look.choose(scale=1.25)
    assert desk.leads.card(leads["Katherine"]).private_note == "call after school"
    assert dana.window.today.card.private.paper.toPlainText() == "call after school"


def test_what_to_say_is_filled_and_folds_away(dana: OfficerAtWindow, desk: Desk) -> None:
    script = dana.window.today.card.script
    assert not script.is_open
    dana.presses("H")
    assert script.words.text().startswith("Hi, is this Katherine? This is Dana Officer with [your company], NMLS [your")
    assert "{" not in script.words.text()
    assert "opt out" not in script.words.text()
    dana.presses("J")
    assert "is this Mary" in script.words.text() or "is this Grace" in script.words.text()
    dana.presses("H")
    assert not script.is_open
    assert script.hint.isHidden()


def test_what_is_not_set_of_the_officer_is_filled_in_from_what_to_say(dana: OfficerAtWindow, desk: Desk) -> None:
    script, settings = dana.window.today.card.script, dana.window.settings
    dana.presses("H")
    assert script.hint.text().startswith("Not set: your company and your NMLS id.")
    script.fill_in.click()
    assert settings.isVisible()
    # the first field that is empty
    assert dana.window.focusWidget() is settings.you.fields["nmls_id"]
    dana.types("1234567")
    settings.you.fields["company"].setFocus()
    dana.types("Riverside Home Loans")
    dana.presses("Enter", "Ctrl+1", "J")
    assert "This is Dana Officer with Riverside Home Loans, NMLS 1234567." in script.words.text()
    assert script.hint.isHidden()
    assert script.fill_in.isHidden()


def test_on_a_desk_of_a_hub_what_is_not_set_is_asked_for_there(dana: OfficerAtWindow, desk: Desk) -> None:
    with desk.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        tx.put_identity(msgspec.structs.replace(identity, hub_id="ours", company="Riverside Home Loans"))
    script = dana.window.today.card.script
    dana.presses("H")
    assert script.hint.text().startswith("Your company's hub has not told this desk your NMLS id.")
    assert script.fill_in.isHidden()


def test_a_note_of_the_playbooks_step_stands_above_what_to_say(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.presses("1")
    dana.window.go_to_lead(leads["Katherine"])
    dana.presses("H")
    words = dana.window.today.card.script.words.text()
    card = desk.leads.card(leads["Katherine"])
    assert card.next is not None
    if card.next.step == "call-2":
        assert words.startswith("Leave the first of two voicemails here.")


def test_a_text_goes_where_consent_was_given(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str], opened: list[str]
) -> None:
    dana.presses("Ctrl+T")
    assert opened == []
    assert dana.toast == (
        "No text may go to this lead now: no consent to texts. Note a consent first, if they gave one."
    )
    assert dana.window.notice.isHidden()
    desk.activities.log(Note(leads["Katherine"], Kind.CONSENTED, channel=Channel.TEXT))
    dana.presses("Ctrl+T")
    (address,) = opened
    assert address.startswith("sms:+15025550145?body=Hi%20Katherine%2C%20Dana%20Officer")
    assert address.endswith("Reply%20STOP%20to%20opt%20out.")


@pytest.mark.parametrize(
    ("by", "address"),
    [
        ("phone", "tel:+15025550145"),
        ("teams", "msteams://teams.microsoft.com/l/call/0/0?users=4:%2B15025550145"),
    ],
)
def test_a_call_is_handed_to_what_the_settings_name(
    dana: OfficerAtWindow, desk: Desk, opened: list[str], by: str, address: str
) -> None:
    desk.settings.put(CALLS_BY, by)
    dana.presses("C")
    assert opened == [address]
    assert dana.window.today.card.bar.call is not None


def test_where_nothing_dials_the_number_is_copied_and_the_time_runs(
    dana: OfficerAtWindow, desk: Desk, opened: list[str]
) -> None:
    desk.settings.put(CALLS_BY, "copy")
    dana.presses("C")
    assert opened == []
    assert QGuiApplication.clipboard().text() == "+15025550145"
    assert dana.toast == "Copied (502) 555-0145: dial it, the time runs."
    assert dana.window.today.card.bar.call is not None


def test_half_an_address_is_never_copied(dana: OfficerAtWindow) -> None:
    address = next(each for each in dana.window.today.card.reach.findChildren(Address) if each.isVisible())
    whole = "katherine@example.com"
    clipboard = QGuiApplication.clipboard()
    address.setFocus()
    address.resize(address.fontMetrics().averageCharWidth() * 14, address.height())
    assert "…" in address.text()
    address.setSelection(0, len(address.text()))
    QTest.keyClick(address, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == whole
    # what is seen whole is copied as it is
    address.setSelection(0, 4)
    QTest.keyClick(address, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "kath"


def test_partner_and_co_borrower_stand_on_the_card(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str], opened: list[str]
) -> None:
    partner = Partner(name="Rita Realtor", company="Example Homes", phone="(502) 555-0199")
    changes_lead(desk, leads["Katherine"], partner=partner, co_borrowers=(Person(name="James Johnson"),))
    dana.window.go_to_lead(leads["Grace"])
    dana.window.go_to_lead(leads["Katherine"])
    reach = dana.window.today.card.reach
    words = [label.text() for label in reach.findChildren(QLabel)]
    assert "James Johnson, co-borrower: no number, no address" in words
    assert "Rita Realtor · Example Homes · partner" in words
    (call,) = (b for b in reach.findChildren(QPushButton) if b.accessibleName() == "Call Rita Realtor · Example Homes")
    call.click()
    assert opened == ["tel:+15025550199"]
    assert dana.window.today.card.bar.call is None, "a partner's call waits for no outcome"


def test_a_wrong_number_is_put_right_and_taken_back_in_the_timeline(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.presses("F")
    dialog = dana.dialog(Correcting)
    dialog.which.setCurrentIndex(dialog.which.findText("Phone (502) 555-0145"))
    assert dialog.value.text() == "(502) 555-0145"
    dialog.value.setText("12")
    dialog.save()
    assert dialog._told.text().startswith("“12” is no phone.")
    dialog.value.setText("502 555 0191")
    dialog.save()
    assert not dialog.isVisible()
    card = desk.leads.card(leads["Katherine"])
    assert [line.shown for line in card.numbers] == ["(502) 555-0191"]
    assert dana.story[0].words == "Corrected the phone: (502) 555-0145 → (502) 555-0191"
    desk.activities.undo(dana.story[0].activity_id)
    assert [line.shown for line in desk.leads.card(leads["Katherine"]).numbers] == ["(502) 555-0145"]


def puts(dana: OfficerAtWindow, which: str, value: str) -> None:
    # no window manager gives the keys back after a dialog
    dana.window.activateWindow()
    dana.qtbot.waitUntil(dana.window.isActiveWindow)
    dana.presses("F")
    dialog = dana.dialog(Correcting)
    dialog.which.setCurrentIndex(dialog.which.findText(which))
    dialog.value.setText(value)
    dialog.save()
    assert not dialog.isVisible()


def test_a_co_borrower_and_who_referred_them_are_put_on_the_card_and_found(dana: OfficerAtWindow, desk: Desk) -> None:
    puts(dana, "Co-borrower, one more", "Stephen Goble")
    puts(dana, "Co-borrower Stephen Goble: phone, one more", "502 555 0177")
    puts(dana, "Referred by: name", "Rita Realtor")
    puts(dana, "Referred by: phone", "502 555 0178")
    assert {line.words for line in dana.story} >= {
        "Noted the partner phone: (502) 555-0178",
        "Noted the partner: Rita Realtor",
        "Noted the co-borrower phone: (502) 555-0177",
        "Noted the co-borrower: Stephen Goble",
    }
    said = [label.text() for label in dana.window.today.card.findChildren(QLabel) if label.isVisible()]
    assert {"(502) 555-0177", "(502) 555-0178", "Rita Realtor, (502) 555-0178"} <= set(said)
    [found] = desk.leads.search("555-0177", 5)
    assert found.name == "Katherine Johnson"


def test_what_may_be_put_right_begins_with_the_people(dana: OfficerAtWindow) -> None:
    dana.presses("F")
    which = dana.dialog(Correcting).which
    assert [which.itemText(n) for n in range(6)] == [
        "Name",
        "Phone (502) 555-0145",
        "Phone, one more",
        "E-mail katherine@example.com",
        "E-mail, one more",
        "Co-borrower, one more",
    ]


def test_each_fact_is_found_by_its_first_letters(dana: OfficerAtWindow) -> None:
    dana.presses("F")
    which = dana.dialog(Correcting).which
    QTest.keyClicks(which, "co")
    assert which.currentText() == "Co-borrower, one more"
