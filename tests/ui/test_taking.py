"""The next lead by one key: the window never waits for it, and says calmly whatever comes of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.desktop.changes import Changed, Touched
from app.desktop.desk import Desk
from app.desktop.taking import CALLED_OFF, Taken, Wish
from app.protocol.wire import Taking
from tests.ui.driver import OfficerAtWindow
from tests.ui.taking_officer import HeldNetwork, bar_of, who_takes_leads
from ui.keys_page import KeysPage
from ui.office import Office
from ui.queue.take_bar import TakeBar
from ui.theme import Scheme

LATE = Taken(why="untried", happened="You took a lead that you have not tried yet.", remedy="Call it first.")


@pytest.fixture
def network() -> HeldNetwork:
    return HeldNetwork()


@pytest.fixture
def ada(office: Office, leads: dict[str, str], network: HeldNetwork, qtbot: QtBot) -> Iterator[OfficerAtWindow]:
    with who_takes_leads(office, network, qtbot) as officer:
        yield officer


def test_one_key_asks_and_the_lead_that_comes_is_gone_to(
    ada: OfficerAtWindow, network: HeldNetwork, leads: dict[str, str]
) -> None:
    ada.presses("g")
    assert (bar_of(ada).stop.isVisible(), bar_of(ada).ask.isVisible()) == (True, False)
    # the window goes on meanwhile, and another press asks no second time
    ada.presses("j", "g")
    assert len(network.asked) == 1
    network.answers(Taken(leads["Grace"]))
    assert ada.lead == "Grace Hopper"
    assert (bar_of(ada).stop.isVisible(), bar_of(ada).ask.isVisible()) == (False, True)


def test_the_button_does_what_the_key_does(ada: OfficerAtWindow, network: HeldNetwork) -> None:
    assert bar_of(ada).ask.toolTip() == "Take the next lead (G)"
    bar_of(ada).ask.click()
    network.answers(LATE)
    assert ada.toast == "You took a lead that you have not tried yet. Call it first."
    assert not ada.window.notice.isVisible()


def test_another_key_asks_for_a_lead_of_whom_one_covers_for(
    ada: OfficerAtWindow, network: HeldNetwork, leads: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes: list[Wish] = []

    def take(wish: Wish, _is_called_off: object) -> tuple[Taken, Changed]:
        wishes.append(wish)
        return Taken(leads["Grace"]), Changed(Touched.SYNC)

    monkeypatch.setattr(ada.window.office.desk.takings, "take", take)
    ada.presses("Ctrl+g")
    network.runs()
    assert set(wishes) == {Wish(Taking.COVER)}
    assert ada.lead == "Grace Hopper"


def test_offline_it_says_that_taking_a_lead_needs_the_hub(ada: OfficerAtWindow, network: HeldNetwork) -> None:
    ada.presses("g")
    network.is_dead()
    assert ada.window.notice.told == ("You are offline; taking a lead needs the hub.", "Nobody answers.")
    ada.presses("g")
    assert len(network.asked) == 1


def test_who_began_something_else_meanwhile_is_not_taken_away_from_it(
    ada: OfficerAtWindow, network: HeldNetwork, leads: dict[str, str]
) -> None:
    ada.presses("g", "6")
    ada.types("tomorrow 3pm")
    network.answers(Taken(leads["Grace"]))
    assert ada.lead == "Katherine Johnson"
    assert ada.window.today.card.bar.asking._field.text() == "tomorrow 3pm"
    assert ada.toast == "The next lead is yours."
    ada.presses("Escape")
    ada.window.toast.take()
    assert ada.lead == "Grace Hopper"


@pytest.mark.parametrize("way", ["Escape", "Cancel"])
def test_called_off_nobody_waits_and_a_lead_that_comes_all_the_same_is_offered(
    ada: OfficerAtWindow, network: HeldNetwork, leads: dict[str, str], way: str
) -> None:
    ada.presses("g")
    if way == "Escape":
        ada.presses("Escape")
    else:
        bar_of(ada).stop.click()
    assert ada.toast.startswith("Called off.")
    assert bar_of(ada).ask.isVisible()
    network.answers(Taken(leads["Grace"]))
    assert ada.lead == "Katherine Johnson"
    assert ada.toast == "The next lead is yours."


def test_called_off_before_it_was_asked_the_hub_is_not_asked(ada: OfficerAtWindow, network: HeldNetwork) -> None:
    ada.presses("g", "Escape")
    assert network.runs() == Taken(why=CALLED_OFF)


def test_what_fails_after_it_was_called_off_is_not_told(ada: OfficerAtWindow, network: HeldNetwork) -> None:
    ada.presses("g", "Escape")
    network.is_dead()
    assert not ada.window.notice.isVisible()


def test_a_hub_that_takes_too_long_is_waited_for_no_more(ada: OfficerAtWindow, network: HeldNetwork) -> None:
    ada.presses("g")
    ada.window.next_lead._deadline.timeout.emit()
    assert ada.toast.startswith("The hub did not answer in time.")
    ada.presses("g")
    assert len(network.asked) == 2


def test_a_new_look_goes_on_asking(ada: OfficerAtWindow, network: HeldNetwork, leads: dict[str, str]) -> None:
    ada.presses("g")
    ada.window.office.look.choose(Scheme.DARK)
    QApplication.processEvents()
    assert bar_of(ada).stop.isVisible()
    network.answers(Taken(leads["Grace"]))
    assert ada.lead == "Grace Hopper"


def test_while_an_outcome_asks_for_its_field_the_key_is_a_letter(ada: OfficerAtWindow, network: HeldNetwork) -> None:
    ada.presses("6")
    ada.types("g")
    assert not network.asked
    assert ada.window.today.card.bar.asking._field.text() == "g"


def test_the_page_of_keys_lists_it_where_there_is_a_hub(ada: OfficerAtWindow) -> None:
    ada.presses("F1")
    page = ada.dialog(KeysPage)
    assert "Take the next lead" in {label.text() for label in page.findChildren(QLabel)}
    page.close()


def test_a_desk_without_a_hub_has_neither_key_nor_button(dana: OfficerAtWindow, desk: Desk) -> None:
    assert not desk.takes_leads
    assert not dana.window.today.queue.findChildren(TakeBar)
    assert "queue.take" not in [command.name for command in dana.window.commands.all()]
