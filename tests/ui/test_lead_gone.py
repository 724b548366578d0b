"""A lead that goes to somebody else while its card is in sight: nothing of it stays, and nothing is logged of it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from app.desktop.changes import Changed, Touched
from app.desktop.desk import Desk
from tests.ui.driver import OfficerAtWindow


def goes(desk: Desk, dana: OfficerAtWindow, lead_id: str) -> None:
    """Take a lead off the desk as a round with the hub does, and tell the screens."""
    with desk.store.writing() as tx:
        tx.remove_lead(lead_id)
    dana.window.office.refresh.announce(Changed(Touched.LEAD | Touched.QUEUE, frozenset({lead_id})))
    QApplication.processEvents()


def entries(desk: Desk, leads: dict[str, str]) -> list[int]:
    with desk.store.reading() as tx:
        return [len(tx.activities(lead_id)) for name, lead_id in leads.items() if name != "Katherine"]


def in_sight(dana: OfficerAtWindow) -> str:
    return " ".join(label.text() for label in dana.window.today.card.findChildren(QLabel) if label.isVisible())


def test_the_card_says_so_calmly_and_shows_neither_name_nor_number(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    goes(desk, dana, leads["Katherine"])
    said = in_sight(dana)
    assert "This lead is no longer on your desk" in said
    assert "Katherine" not in said
    assert "555" not in said
    assert not dana.window.notice.isVisible()


def test_an_outcome_pressed_at_that_moment_is_no_other_leads(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    before = entries(desk, leads)
    goes(desk, dana, leads["Katherine"])
    dana.presses("1")
    assert entries(desk, leads) == before
    dana.presses("Down")
    assert dana.lead == "Grace Hopper"
    assert dana.window.today.card.card is not None


@pytest.mark.parametrize("passing", ["a minute", "another round"])
def test_nothing_is_said_again_as_time_goes_by(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str], passing: str
) -> None:
    goes(desk, dana, leads["Katherine"])
    if passing == "a minute":
        dana.window.today.pass_time()
    else:
        dana.window.office.refresh.announce(Changed(Touched.LEAD))
    assert "This lead is no longer on your desk" in in_sight(dana)
    assert not dana.window.notice.isVisible()


def test_a_private_note_begun_goes_with_the_lead_and_into_no_other(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.presses("v")
    dana.types("asks for her sister")
    goes(desk, dana, leads["Katherine"])
    dana.window.go_to_lead(leads["Grace"])
    assert dana.window.today.card.private.paper.toPlainText() == ""
    assert not dana.window.notice.isVisible()


def test_a_call_to_it_keeps_nobody_on_the_phone(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("c")
    assert dana.window.today.card.bar.call is not None
    goes(desk, dana, leads["Katherine"])
    assert dana.window.today.card.bar.call is None
