"""Consent that is given or taken back later, noted from the card by a few keys."""

from __future__ import annotations

import pytest

from app.desktop.desk import Desk
from app.domain.activity import Kind
from app.domain.lead import Channel
from tests.ui.driver import OfficerAtWindow
from tests.ui.test_finding import words_of
from tests.ui.test_today import newest
from ui.palette import Palette


@pytest.mark.parametrize(
    ("answer", "kind", "channel"),
    [("2", Kind.CONSENTED, Channel.TEXT), ("4", Kind.WITHDREW, Channel.CALL)],
)
def test_a_key_asks_what_they_said_and_a_number_answers_it(
    dana: OfficerAtWindow, desk: Desk, leads: dict[str, str], answer: str, kind: Kind, channel: Channel
) -> None:
    dana.presses("y", answer)
    said = newest(desk, leads["Katherine"])
    assert (said.kind, said.channel, said.number) == (kind, channel, "")
    # a fact, after which the officer goes on with the same lead
    assert dana.lead == "Katherine Johnson"


def test_a_note_goes_with_it_and_undo_takes_it_back(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("n")
    dana.types("on the phone")
    dana.presses("Enter", "y", "2")
    assert newest(desk, leads["Katherine"]).note == "on the phone"
    assert dana.story[0].words == "Consented to texts"
    dana.presses("Ctrl+Z")
    assert newest(desk, leads["Katherine"]).kind is Kind.RETRACTED


def test_escape_notes_nothing(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("y", "Escape", "1")
    assert newest(desk, leads["Katherine"]).kind is Kind.NO_ANSWER


def test_it_is_found_by_its_name(dana: OfficerAtWindow, desk: Desk, leads: dict[str, str]) -> None:
    dana.presses("Ctrl+K")
    palette = dana.dialog(Palette)
    dana.types("consent")
    dana.qtbot.waitUntil(lambda: words_of(palette.list) == ["Consent…"])
    dana.presses("Enter")
    dana.qtbot.waitUntil(dana.window.today.card.bar.asking.isVisible)
    dana.presses("3")
    assert newest(desk, leads["Katherine"]).channel is Channel.EMAIL
