"""Leads that are on offer to an officer: told in the window, listed, and taken by Enter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from app.desktop.changes import Changed, Touched
from app.desktop.desk import Desk
from app.desktop.incoming import OFFERS
from app.desktop.taking import Taken
from app.protocol.feed import LeadOffered
from tests.ui.conftest import NOW
from tests.ui.driver import OfficerAtWindow
from tests.ui.taking_officer import HeldNetwork, bar_of, who_takes_leads
from ui.main_window import MainWindow
from ui.office import Office
from ui.queue.on_offer import OnOfferDialog

FREE = LeadOffered(lead_id="free", received_at=NOW - timedelta(minutes=4), state="KY")
HELD = LeadOffered(lead_id="held", received_at=NOW - timedelta(hours=3), state="", over=True)


@pytest.fixture
def network() -> HeldNetwork:
    return HeldNetwork()


@pytest.fixture
def ada(office: Office, leads: dict[str, str], network: HeldNetwork, qtbot: QtBot) -> Iterator[OfficerAtWindow]:
    with who_takes_leads(office, network, qtbot) as officer:
        yield officer


def are_offered(desk: Desk, ada: OfficerAtWindow, *offers: LeadOffered) -> None:
    """Note offers as a round with the hub does, and tell the screens."""
    with desk.store.writing() as tx:
        tx.put_fact(OFFERS, msgspec.json.encode({one.lead_id: one for one in offers}))
    ada.window.office.refresh.announce(Changed(Touched.SYNC | Touched.QUEUE))


def open_dialog(ada: OfficerAtWindow) -> OnOfferDialog:
    ada.presses("Shift+G")
    return ada.dialog(OnOfferDialog)


def test_an_offer_is_told_of_once_and_stays_in_sight_over_the_list(ada: OfficerAtWindow, desk: Desk) -> None:
    assert not bar_of(ada).offers.isVisible()
    are_offered(desk, ada, FREE)
    assert ada.toast == "A lead is on offer to you."
    assert (bar_of(ada).offers.isVisible(), bar_of(ada).offers.text()) == (True, "1 on offer")
    ada.window.toast.close_now()
    are_offered(desk, ada, FREE)
    assert ada.toast == ""
    are_offered(desk, ada)
    assert not bar_of(ada).offers.isVisible()


def test_an_undo_still_offered_is_not_taken_away_by_an_offer(ada: OfficerAtWindow, desk: Desk) -> None:
    ada.presses("1")
    are_offered(desk, ada, FREE)
    assert ada.toast == "Saved: No answer"
    assert bar_of(ada).offers.isVisible()


def test_each_says_when_it_came_where_it_is_and_whether_somebody_holds_it(ada: OfficerAtWindow, desk: Desk) -> None:
    are_offered(desk, ada, FREE, HELD)
    lines = [line.spoken for line in open_dialog(ada).list.lines.lines]
    assert lines == [
        "A lead, state unknown. 3 h ago. Somebody holds it; taken over, it is yours and no longer theirs.",
        "A lead in KY. 4 min ago. Nobody holds it.",
    ]


@pytest.mark.parametrize(("offer", "taking"), [(FREE, "lead"), (HELD, "take_over")])
def test_enter_asks_the_hub_for_it_and_goes_to_it(
    ada: OfficerAtWindow,
    desk: Desk,
    network: HeldNetwork,
    leads: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    offer: LeadOffered,
    taking: str,
) -> None:
    asked: list[tuple[str, str]] = []

    def take(wish: object, _called_off: object) -> tuple[Taken, Changed]:
        asked.append((wish.taking, wish.lead_id))  # type: ignore[attr-defined]
        return Taken(leads["Grace"]), Changed(Touched.SYNC)

    monkeypatch.setattr(desk.takings, "take", take)
    are_offered(desk, ada, offer)
    dialog = open_dialog(ada)
    ada.presses("Enter")
    if offer is HELD:
        assert "Say why you take it over" in dialog.told.text()
        assert dialog.why.isVisible()
        dialog.why.setText("Ada is ill")
        ada.presses("Enter")
    assert bar_of(ada).stop.isVisible()
    network.runs()
    assert asked[0] == (taking, offer.lead_id)


def test_who_came_second_is_told_calmly(ada: OfficerAtWindow, desk: Desk, network: HeldNetwork) -> None:
    are_offered(desk, ada, FREE)
    open_dialog(ada)
    ada.presses("Enter")
    network.answers(Taken(why="taken", happened="Somebody else has taken it.", remedy="The next one may be yours."))
    assert ada.toast == "Somebody else has taken it. The next one may be yours."
    assert not ada.window.notice.isVisible()


def test_one_that_somebody_else_took_leaves_the_list_that_is_open(ada: OfficerAtWindow, desk: Desk) -> None:
    are_offered(desk, ada, FREE, HELD)
    dialog = open_dialog(ada)
    are_offered(desk, ada, HELD)
    assert len(dialog.list.lines.lines) == 1
    are_offered(desk, ada)
    assert dialog.told.text().startswith("Nothing is on offer to you now")


def test_a_desk_without_a_hub_has_no_such_command(window: MainWindow) -> None:
    assert "queue.offers" not in [command.name for command in window.commands.all()]
