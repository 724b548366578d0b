"""How the hub stands, by one key: in step or not and why, what waits, and what connects a desk that belongs to none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel

from app.desktop.changes import Changed, Touched
from app.desktop.desk import Desk
from app.desktop.views import SyncState
from tests.ui.conftest import NOW
from tests.ui.driver import OfficerAtWindow
from ui.palette import Palette
from ui.settings.joining import JoinHub

IN_STEP = SyncState(
    enrolled=True,
    hub_url="https://hub.example.com",
    pending=0,
    last_ok_at=NOW - timedelta(minutes=2),
    trouble="",
    clock_offset_s=0.4,
)
OFFLINE = SyncState(
    enrolled=True,
    hub_url="https://hub.example.com",
    pending=3,
    last_ok_at=NOW - timedelta(minutes=9),
    trouble="Nobody answers at https://hub.example.com.",
    clock_offset_s=None,
    remedy="Check the network and the hub's address.",
    is_offline=True,
)


def said(dana: OfficerAtWindow) -> str:
    QApplication.processEvents()
    return " ".join(label.text() for label in dana.window.settings.findChildren(QLabel) if label.isVisible())


def stands(desk: Desk, monkeypatch: pytest.MonkeyPatch, state: SyncState) -> None:
    monkeypatch.setattr(desk.sync, "state", lambda: state)


def test_one_key_leads_to_where_a_desk_without_a_hub_connects(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+Shift+H")
    (join,) = dana.window.settings.findChildren(JoinHub)
    assert dana.window.focusWidget() is join.address


@pytest.mark.parametrize("words", ["connect", "enroll", "offline"])
def test_it_is_found_by_the_words_people_have_for_it(dana: OfficerAtWindow, words: str) -> None:
    dana.presses("Ctrl+K")
    dana.types(words)
    dana.presses("Enter")
    assert not any(palette.isVisible() for palette in dana.window.findChildren(Palette))
    assert dana.window.settings.isVisible()


def test_the_mark_beside_the_line_under_the_list_leads_there_too(dana: OfficerAtWindow) -> None:
    mark = dana.window.today.sync.more
    assert mark.toolTip() == "The hub: connect, and how it stands (Ctrl+Shift+H)"
    mark.click()
    assert dana.window.settings.isVisible()


def test_in_step_it_says_since_when_and_that_the_clocks_agree(
    dana: OfficerAtWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stands(desk, monkeypatch, IN_STEP)
    dana.presses("Ctrl+Shift+H")
    words = said(dana)
    assert "In step with the hub, 2 min ago" in words
    assert "This computer's clock agrees with the hub's." in words


def test_a_script_for_the_proxy_that_is_broken_is_told_though_all_is_in_step(
    dana: OfficerAtWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = "The PAC script http://proxy.example.com/proxy.pac is broken: it runs for too long; no proxy is used."
    stands(desk, monkeypatch, replace(IN_STEP, way_fault=fault))
    dana.presses("Ctrl+Shift+H")
    assert f"Tell your IT: {fault}" in said(dana)
    dana.window.today.sync.reload()
    assert dana.window.today.sync.toolTip() == f"Tell your IT: {fault}"


def test_offline_it_says_why_what_to_do_what_waits_and_since_when(
    dana: OfficerAtWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stands(desk, monkeypatch, OFFLINE)
    dana.presses("Ctrl+Shift+H")
    words = said(dana)
    assert "Offline, work goes on · 3 entries wait" in words
    assert "Nobody answers at https://hub.example.com. Check the network and the hub's address." in words
    assert "In step last: 9 min ago" in words


def test_all_of_it_is_in_sight_however_far_down_the_page(
    dana: OfficerAtWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stands(desk, monkeypatch, OFFLINE)
    dana.window.resize(900, 560)
    dana.presses("Ctrl+Shift+H")
    (last,) = [label for label in dana.window.settings.findChildren(QLabel) if label.text().startswith("F5 asks")]

    def is_in_sight() -> bool:
        return bool(last.visibleRegion().boundingRect().height() == last.height())

    dana.qtbot.waitUntil(is_in_sight)


def test_it_follows_the_next_round_while_one_looks(
    dana: OfficerAtWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stands(desk, monkeypatch, OFFLINE)
    dana.presses("Ctrl+Shift+H")
    stands(desk, monkeypatch, IN_STEP)
    dana.window.office.refresh.announce(Changed(Touched.SYNC))
    words = said(dana)
    assert "In step with the hub" in words
    assert "Offline" not in words


def test_what_is_typed_about_a_hub_stays_through_a_round(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+Shift+H")
    dana.types("https://hub")
    dana.window.office.refresh.announce(Changed(Touched.SYNC))
    (join,) = dana.window.settings.findChildren(JoinHub)
    assert join.address.text() == "https://hub"
