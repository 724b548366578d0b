"""A manager hears of first calls that were missed: of each once, and of no borrower."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.desktop.live import Board, Live, NoLivePage
from app.desktop.team import Missed, Team
from app.errors import HubUnreachable
from app.protocol.live import LiveNow, OfTheTeam, Red, Why
from ui.live.made_up import board_of
from ui.main_window import MainWindow
from ui.reminding import Reminding

Tells = Callable[..., None]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[list[Missed] | Exception]:
    """What the hub says to each question, the last of it again and again."""
    answers: list[list[Missed] | Exception] = []

    def missed(live: Live) -> Board:
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return board_with(answer, live._clock.now())

    monkeypatch.setattr(Live, "now", missed)
    return answers


def board_with(missed: list[Missed], now: datetime) -> Board:
    people = [OfTheTeam(officer_id=one.officer, name=one.officer) for one in missed]
    late = {"due_at": now, "until": now, "received_at": now, "step_id": "call-1"}
    red = [
        Red(why=Why.MISSED, lead_id=f"{one.officer} {n}", officer_id=one.officer, **late)
        for one in missed
        for n in range(one.leads)
    ]
    return Board(LiveNow(red=red, people=people, server_time=now), timedelta())


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


def test_a_call_that_runs_out_is_told_though_the_hub_is_not_asked_again(
    reminding: Reminding, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = board_of(clock.at)
    asked: list[datetime] = []

    def now(_live: Live) -> Board:
        asked.append(clock.at)
        return board

    monkeypatch.setattr(Live, "now", now)
    reminding.tick()
    told = reminding.popups.missed
    assert told is not None
    assert told.about.text() == "Carl Dunning: 1 lead."
    clock.at += timedelta(minutes=2)
    reminding.tick()
    told = reminding.popups.missed
    assert told is not None
    assert told.about.text() == "Ada Marsh: 1 lead, Carl Dunning: 1 lead."
    assert len(asked) == 1
    reminding.popups.close_all()


def test_of_a_hub_from_before_the_live_page_the_teams_numbers_are_asked(
    reminding: Reminding, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_yet(_live: Live) -> Board:
        raise NoLivePage("This hub is from before there was a live page.")

    monkeypatch.setattr(Live, "now", none_yet)
    monkeypatch.setattr(Team, "missed", lambda _team: [Missed("Ada Marsh", 2)])
    reminding.tick()
    assert reminding.popups.missed is not None
    reminding.popups.close_all()
