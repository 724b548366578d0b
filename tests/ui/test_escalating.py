"""A manager hears of first calls that were missed: of each once, and of no borrower."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.desktop.team import Missed, Team
from app.errors import HubUnreachable
from ui.main_window import MainWindow
from ui.reminding import Reminding

Tells = Callable[..., None]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[Missed] | Exception]:
    """What the hub says to each question, the last of it again and again."""
    answers: list[list[Missed] | Exception] = []

    def missed(_team: Team) -> list[Missed]:
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(Team, "missed", missed)
    return answers


@pytest.fixture
def reminding(window: MainWindow, clock: FixedClock, qtbot: QtBot) -> Reminding:
    window.office.seat = replace(window.office.seat, is_manager=True)
    return Reminding(window.office, window)


def test_a_missed_first_call_is_told_once_and_again_when_there_are_more(
    reminding: Reminding, clock: FixedClock, asked: list[list[Missed] | Exception]
) -> None:
    asked += [[Missed("Ada Marsh", 1)], [Missed("Ada Marsh", 1)], [Missed("Ada Marsh", 2), Missed("Carl Dunning", 1)]]
    reminding.tick()
    card = reminding.popups.missed
    assert card is not None
    assert (card.said.text(), card.about.text()) == ("1 new lead not called in time", "Ada Marsh: 1 lead.")
    card.close()
    for _ in range(2):
        clock.at += timedelta(minutes=5)
        reminding.tick()
        told, clock.at = reminding.popups.missed, clock.at
        if told is not None:
            break
    assert told is not None
    assert told.about.text() == "Ada Marsh: 2 leads, Carl Dunning: 1 lead."
    reminding.popups.close_all()


def test_the_hub_is_not_asked_at_every_tick(
    reminding: Reminding, clock: FixedClock, asked: list[list[Missed] | Exception]
) -> None:
    asked += [[], [Missed("Ada Marsh", 1)]]
    for _ in range(9):
        reminding.tick()
        clock.at += timedelta(seconds=30)
    assert reminding.popups.missed is None
    clock.at += timedelta(seconds=30)
    reminding.tick()
    assert reminding.popups.missed is not None
    reminding.popups.close_all()


def test_a_hub_out_of_reach_is_not_told_of_once_more(
    reminding: Reminding, window: MainWindow, asked: list[list[Missed] | Exception]
) -> None:
    asked.append(HubUnreachable("Nobody answers.", "Work goes on."))
    reminding.tick()
    assert window.notice.isHidden()
    assert reminding.popups.missed is None
    reminding.popups.close_all()


def test_who_manages_nobody_asks_nothing(window: MainWindow, asked: list[list[Missed] | Exception]) -> None:
    asked.append([Missed("Ada Marsh", 1)])
    reminding = Reminding(window.office, window)
    reminding.tick()
    assert reminding.popups.missed is None
    reminding.popups.close_all()
