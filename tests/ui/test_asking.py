"""What the question of an outcome says when its answer will not do."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from app.desktop.desk import Desk
from app.domain.activity import Kind
from tests.ui.driver import OfficerAtWindow
from ui.lead_card.asking import Asking


def asking(dana: OfficerAtWindow) -> Asking:
    return dana.window.today.card.bar.asking


def logged(desk: Desk, lead_id: str) -> list[Kind]:
    with desk.store.reading() as tx:
        return [each.kind for each in tx.activities(lead_id)]


@pytest.mark.parametrize("before", [(), ("6", "Escape"), ("s", "Escape")])
def test_a_choice_that_cannot_be_kept_is_refused_in_sight_whatever_was_asked_before(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str], before: tuple[str, ...]
) -> None:
    # Katherine came two minutes ago
    dana.presses(*before, "-", "-", "-", "b", "1")
    told = asking(dana)._told
    assert told.isVisible()
    assert "before the lead was received" in told.text()
    assert told.property("tone") == "bad"
    assert logged(desk, leads["Katherine"]) == []


def test_a_refused_choice_keeps_its_keys_and_escape_leads_out(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]
) -> None:
    dana.presses("-", "-", "-", "b", "1")
    assert asking(dana).hasFocus()
    dana.presses("Escape", "-", "b", "1")
    assert logged(desk, leads["Katherine"]) == [Kind.BAD_LEAD]


def test_a_question_begins_without_the_words_of_the_one_before(dana: OfficerAtWindow) -> None:
    dana.presses("-", "-", "-", "b", "1", "Escape", "b")
    assert not asking(dana)._told.isVisible()
    assert asking(dana)._told.text() == ""


def test_a_time_typed_for_one_question_is_not_read_for_the_next(dana: OfficerAtWindow) -> None:
    dana.presses("6")
    dana.types("tomorrow 3pm")
    dana.presses("Escape", "b")
    asking(dana)._preview()
    assert asking(dana)._told.text() == ""


def test_a_time_at_which_no_call_is_allowed_says_so_at_once_and_offers_the_nearest(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str], qtbot: QtBot
) -> None:
    dana.window.today.go_to(leads["Grace"])
    dana.presses("6")
    dana.types("tomorrow 5am")
    asking = dana.window.today.card.bar.asking
    qtbot.waitUntil(lambda: asking.nearest is not None and asking.nearest.isVisible())
    assert asking.nearest is not None
    assert "no call then (" in asking._told.text()
    asking.nearest.click()
    qtbot.waitUntil(lambda: "no call" not in asking._told.text())
    assert not asking.nearest.isVisible()
    dana.presses("Enter")
    with desk.store.reading() as tx:
        promised = tx.activities(leads["Grace"])[-1].when
    assert promised is not None
    assert promised.astimezone(ZoneInfo("America/New_York")).hour == 10
