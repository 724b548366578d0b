"""Leads that are on offer to an officer: told in the window, listed, and taken by Enter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from app.desktop.changes import Changed, Touched
from app.desktop.desk import Desk
from app.desktop.incoming import OFFERS
from app.desktop.taking import Taken, Wish
from app.protocol.feed import LeadOffered
from app.protocol.wire import Taking
from tests.ui.conftest import NOW
from tests.ui.driver import OfficerAtWindow
from tests.ui.taking_officer import HeldNetwork, bar_of, who_takes_leads
from ui.main_window import MainWindow
from ui.office import Office
from ui.queue import on_offer
from ui.queue.on_offer import OnOfferDialog

FREE = LeadOffered(lead_id="free", received_at=NOW - timedelta(minutes=4), state="KY")
HELD = LeadOffered(lead_id="held", received_at=NOW - timedelta(hours=3), state="", over=True)
OTHER = LeadOffered(lead_id="other", received_at=NOW - timedelta(hours=1), state="TN", over=True)
EARLY = LeadOffered(lead_id="early", received_at=NOW - timedelta(hours=5), state="GA")
LATE = LeadOffered(lead_id="late", received_at=NOW - timedelta(minutes=1), state="KY")


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


@pytest.fixture
def wishes(desk: Desk, leads: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> list[Wish]:
    """What the hub was asked for, each of which it gives."""
    asked: list[Wish] = []

    def take(wish: Wish, _called_off: object) -> tuple[Taken, Changed]:
        asked.append(wish)
        return Taken(leads["Grace"]), Changed(Touched.SYNC)

    monkeypatch.setattr(desk.takings, "take", take)
    return asked


@pytest.mark.parametrize(
    ("offer", "wish"), [(FREE, Wish(Taking.LEAD, "free")), (HELD, Wish(Taking.TAKE_OVER, "held", "Ada is ill"))]
)
def test_enter_asks_the_hub_for_it_and_goes_to_it(
    ada: OfficerAtWindow, desk: Desk, network: HeldNetwork, wishes: list[Wish], offer: LeadOffered, wish: Wish
) -> None:
    are_offered(desk, ada, offer)
    dialog = open_dialog(ada)
    ada.presses("Enter")
    if offer is HELD:
        assert "Say why you take it over" in dialog.told.text()
        ada.presses("Enter")
        assert dialog.isVisible(), "without a reason nobody's lead is taken"
        ada.types(" Ada is ill ")
        ada.presses("Enter")
    assert bar_of(ada).stop.isVisible()
    network.runs()
    assert wishes[0] == wish


def is_asked_why(ada: OfficerAtWindow) -> OnOfferDialog:
    """Stand on the second of three leads, which somebody holds, and be asked why it is taken over."""
    dialog = open_dialog(ada)
    ada.presses("Down", "Enter")
    assert dialog.about.text() == "To be taken over: A lead in TN, 1 h ago"
    assert dialog.why.hasFocus()
    ada.types("Ada is ill")
    return dialog


@pytest.mark.parametrize("first", [HELD, EARLY])
def test_the_lead_that_was_asked_about_is_taken_over_whatever_comes_meanwhile(
    ada: OfficerAtWindow, desk: Desk, network: HeldNetwork, wishes: list[Wish], first: LeadOffered
) -> None:
    are_offered(desk, ada, first, OTHER, FREE)
    dialog = is_asked_why(ada)
    are_offered(desk, ada, first, OTHER, FREE, LATE)
    assert "Say why you take it over" in dialog.told.text()
    assert dialog.list.current_line().key == "other"  # type: ignore[union-attr]
    ada.presses("Enter")
    network.runs()
    assert wishes[0] == Wish(Taking.TAKE_OVER, "other", "Ada is ill")


def test_nothing_is_taken_where_the_lead_that_was_asked_about_is_gone(
    ada: OfficerAtWindow, desk: Desk, network: HeldNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_out: list[str] = []
    monkeypatch.setattr(on_offer, "QAccessibleAnnouncementEvent", lambda _of, words: read_out.append(words))
    monkeypatch.setattr(on_offer, "QAccessible", SimpleNamespace(updateAccessibility=lambda _event: None))
    are_offered(desk, ada, HELD, OTHER, FREE)
    dialog = is_asked_why(ada)
    are_offered(desk, ada, HELD, FREE)
    assert [dialog.told.text()] == read_out == ["It is on offer no longer, and nothing was taken."]
    # what is typed on goes into no list, in which letters choose a row
    ada.types(" again")
    ada.presses("Enter")
    assert (dialog.isVisible(), len(network.asked)) == (True, 0)
    are_offered(desk, ada)
    assert dialog.told.text() == "It is on offer no longer, and nothing was taken."


def test_one_whose_holder_let_it_go_meanwhile_is_taken_as_free(
    ada: OfficerAtWindow, desk: Desk, network: HeldNetwork, wishes: list[Wish]
) -> None:
    are_offered(desk, ada, HELD, OTHER)
    is_asked_why(ada)
    are_offered(desk, ada, HELD, msgspec.structs.replace(OTHER, over=False))
    ada.presses("Enter")
    network.runs()
    assert wishes[0] == Wish(Taking.LEAD, "other")


def test_a_reason_is_not_carried_over_to_another_lead(ada: OfficerAtWindow, desk: Desk, network: HeldNetwork) -> None:
    are_offered(desk, ada, HELD, OTHER)
    dialog = is_asked_why(ada)
    dialog.list.setFocus()
    ada.presses("Up", "Enter")
    assert (dialog.about.text(), dialog.why.text()) == ("To be taken over: A lead, state unknown, 3 h ago", "")
    ada.presses("Enter")
    assert (dialog.isVisible(), len(network.asked)) == (True, 0)


def test_enter_takes_no_other_lead_than_the_one_stood_on(
    ada: OfficerAtWindow, desk: Desk, network: HeldNetwork, wishes: list[Wish]
) -> None:
    are_offered(desk, ada, EARLY, FREE, LATE)
    dialog = open_dialog(ada)
    ada.presses("Down")
    are_offered(desk, ada, EARLY, LATE)
    assert dialog.told.text().startswith("The one you stood on is on offer no longer.")
    # away to another program and back
    dialog.leave.setFocus()
    dialog.list.setFocus()
    ada.presses("Enter")
    assert (dialog.isVisible(), len(network.asked)) == (True, 0)
    ada.presses("Down", "Enter")
    network.runs()
    assert wishes[0] == Wish(Taking.LEAD, "early")


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
