"""The undo on offer, and the words that are said meanwhile."""

from __future__ import annotations

import pytest

from app.desktop.desk import Desk
from app.domain.activity import Kind
from tests.ui.driver import OfficerAtWindow
from tests.ui.test_today import newest


@pytest.mark.parametrize("keys", ["z", "e", "F5"])
def test_another_word_does_not_take_the_undo_away(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str], keys: str
) -> None:
    dana.presses("1", keys)
    dana.window.toast.say("Something else")
    assert not dana.window.toast.act.isVisible()
    dana.presses("Ctrl+Z")
    assert newest(desk, leads["Katherine"]).kind is Kind.RETRACTED
    assert dana.lead == "Katherine Johnson"


def test_the_undo_is_seen_again_once_the_other_word_is_gone_and_ends_when_it_would_have(dana: OfficerAtWindow) -> None:
    toast = dana.window.toast
    dana.presses("1")
    toast.say("Something else")
    for _ in range(4):
        toast._count()
    assert dana.toast == "Saved: No answer"
    assert toast.act.text() == "Undo (6 s)"
    toast.say("Something else")
    for _ in range(6):
        toast._count()
    assert dana.toast == ""
    dana.presses("Ctrl+Z")
    assert "Nothing to undo" in dana.toast


def test_only_the_newest_outcome_is_offered(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("1", "1", "Ctrl+Z")
    assert newest(desk, leads["Grace"]).kind is Kind.RETRACTED
    assert newest(desk, leads["Katherine"]).kind is Kind.NO_ANSWER
    dana.presses("Ctrl+Z")
    assert "Nothing to undo" in dana.toast
