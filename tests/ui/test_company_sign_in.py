"""The button that signs in with the company: there where the hub offers it, and it says when a code is needed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desktop.changes import Changed, Touched
from app.desktop.company_sign_in import CompanySignIn
from app.errors import HubUnreachable, SignInRefused
from ui.office import Office
from ui.settings.joining import JoinHub

URL = "https://hub.example.com"


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What was handed to a hub that offers the sign-in at one address and wants a code the first time."""
    tries: list[tuple[str, str]] = []

    def is_offered(_self: CompanySignIn, url: str) -> bool:
        if "nobody" in url:
            raise HubUnreachable("Nobody answers.", "Check the address.")
        return url == URL

    def sign_in(_self: CompanySignIn, url: str, code: str, _device: str) -> tuple[None, Changed]:
        tries.append((url, code))
        if not code:
            raise SignInRefused("The hub does not know yet who you are.", "Type the code as well.", "not_bound")
        return None, Changed(Touched.SETTINGS | Touched.SYNC)

    monkeypatch.setattr(CompanySignIn, "is_offered", is_offered)
    monkeypatch.setattr(CompanySignIn, "sign_in", sign_in)
    return tries


def form(office: Office, qtbot: QtBot, address: str = "") -> JoinHub:
    join = JoinHub(office, address)
    qtbot.addWidget(join)
    join.show()
    return join


def test_the_button_is_there_where_the_hub_offers_it_and_nowhere_else(
    office: Office, qtbot: QtBot, tried: list[tuple[str, str]]
) -> None:
    join = form(office, qtbot)
    assert not join.company.isVisible()
    for address, is_there in ((URL, True), ("https://other.example.com", False), (URL, True), ("nobody", False)):
        join.address.setText(address)
        join.address.editingFinished.emit()
        assert join.company.isVisible() == is_there, address
    # a desk whose sign-in has run out knows its hub already
    assert form(office, qtbot, URL).company.isVisible()


def test_signing_in_says_when_a_code_is_needed_and_joins_with_it(
    office: Office, qtbot: QtBot, tried: list[tuple[str, str]]
) -> None:
    join = form(office, qtbot, URL)
    joined: list[bool] = []
    join.joined.connect(lambda: joined.append(True))
    join.company.click()
    assert "Type the code" in join._told.text()
    assert join.company.isEnabled()
    join.code.setText("ABCD-EFGH")
    join.company.click()
    assert tried == [(URL, ""), (URL, "ABCD-EFGH")]
    assert joined == [True]


def test_whoever_is_asked_for_a_code_types_it_and_presses_enter(
    office: Office, qtbot: QtBot, tried: list[tuple[str, str]]
) -> None:
    join = form(office, qtbot, URL)
    assert "the first time only" in join._told.text()
    join.company.setFocus()
    QTest.keyClick(join.company, Qt.Key.Key_Space)
    assert join.focusWidget() is join.code
    QTest.keyClicks(join.code, "ABCD-EFGH")
    # by the sign-in that asked for it: the hub is to know from then on who this is at their company
    QTest.keyClick(join.code, Qt.Key.Key_Return)
    assert tried == [(URL, ""), (URL, "ABCD-EFGH")]


def test_waiting_for_the_browser_can_be_ended_and_ends_with_the_form(
    office: Office, qtbot: QtBot, tried: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    given_up: list[bool] = []
    could_be_ended: list[bool] = []
    monkeypatch.setattr(CompanySignIn, "give_up", lambda _self, *_: given_up.append(True))
    # not the bot's own, as it goes before the test's end
    join = JoinHub(office, URL)
    join.show()
    signs_in = CompanySignIn.sign_in

    def waits(self: CompanySignIn, url: str, code: str, device: str) -> tuple[None, Changed]:
        could_be_ended.append(join.cancel.isVisible())
        join.cancel.click()
        return signs_in(self, url, code, device)

    monkeypatch.setattr(CompanySignIn, "sign_in", waits)
    assert not join.cancel.isVisible()
    join.company.click()
    assert (could_be_ended, given_up) == ([True], [True])
    assert not join.cancel.isVisible()
    join.deleteLater()
    qtbot.waitUntil(lambda: len(given_up) == 2)
