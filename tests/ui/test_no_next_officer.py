"""On a desk that belongs to no hub nothing speaks of a next officer: there is none."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from tests.ui.driver import OfficerAtWindow
from ui.keys_page import KeysPage
from ui.popup import HAND_ON_KEY
from ui.reminding import Reminding


def test_no_reminder_names_a_next_officer_or_offers_to_pass(dana: OfficerAtWindow) -> None:
    reminding = Reminding(dana.window.office, dana.window)
    reminding.tick()
    assert reminding.popups.shown
    for popup in reminding.popups.shown:
        assert "next officer" not in popup.about.text()
        assert not popup.hand_on.isVisible()
    reminding.popups.close_all()


def test_the_page_of_keys_offers_no_passing_to_a_next_officer(dana: OfficerAtWindow) -> None:
    dana.presses("F1")
    page = dana.dialog(KeysPage)
    said = [label.text() for label in page.findChildren(QLabel)]
    assert not [words for words in said if "next officer" in words]
    # that letter is on the page all the same: it notes where they are
    assert HAND_ON_KEY in said
    page.close()
