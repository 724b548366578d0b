"""A card that showed other leads before looks and reads like one that is made for the lead it shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import permutations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.clock import FixedClock
from app.desktop.activities import Note
from app.desktop.desk import Desk
from app.domain.activity import Kind
from app.domain.lead import Address, Channel, Consent, Origin, Partner, Person, Phone
from tests.ui.conftest import NOW
from tests.ui.driver import OfficerAtWindow
from tests.ui.test_card_helpers import changes_lead
from ui.lead_card.card import CardPane
from ui.lines import LineList
from ui.main_window import MainWindow

SIZES = [(1000, 860), (640, 700), (460, 620)]
KINDS = ("grade", "tone", "weight", "chip", "kind")

Told = tuple[object, ...]


@pytest.fixture
def varied(desk: Desk, clock: FixedClock, leads: dict[str, str]) -> dict[str, str]:
    """Five leads with nothing in common: every piece of a card is there for one of them and not for another."""
    with desk.store.writing() as tx:
        identity = desk.book.identity(tx)
        officer = msgspec.structs.replace(identity.officer, licences={"KY": None})
        tx.put_identity(msgspec.structs.replace(identity, officer=officer))
    numbers = tuple(Phone(number=f"+150255502{n:02}", kind="mobile" if n % 2 else "") for n in range(5))
    mails = ("a.very.long.address.indeed.of.the.borrower@department.of.a.company.example.com", "g@example.com")
    grace = Person(name="Grace Hopper", phones=numbers, emails=mails, consent={Channel.TEXT: Consent.WITHDRAWN})
    james = Person(name="James Hopper", phones=(Phone(number="+15025550230"),), emails=("james@example.com",))
    changes_lead(desk, leads["Grace"], borrower=grace, co_borrowers=(james, Person(name="Robert Hopper")))
    realtor = Partner(name="Rita Realtor", company="Example Homes", phone="(502) 555-0199")
    changes_lead(
        desk, leads["Katherine"], partner=realtor, origin=Origin.PARTNER, amount=Decimal(310_000), timeframe="spring"
    )
    fields = {f"Question {n}": f"An answer of the borrower's own, number {n}, in some words" for n in range(14)}
    changes_lead(desk, leads["Brook"], source="Lending Site", campaign="Autumn", source_fields=fields, is_test=True)
    changes_lead(desk, leads["Mary"], borrower=Person(name="Mary Jackson"), address=Address(state="HI", zip="96813"))
    desk.activities.log(Note(leads["Brook"], Kind.DISCONNECTED))
    desk.activities.log(Note(leads["Ada"], Kind.DO_NOT_CALL))
    for hour in range(14):
        clock.at = NOW - timedelta(hours=15 - hour)
        desk.activities.log(Note(leads["Grace"], Kind.NO_ANSWER, note="rang long" if hour % 3 else ""))
    clock.at = NOW
    return leads


@pytest.fixture
def rooms(window: MainWindow) -> Iterator[list[QWidget]]:
    made: list[QWidget] = []
    yield made
    for room in made:
        room.close()
        room.deleteLater()


def _pane(window: MainWindow, rooms: list[QWidget], size: tuple[int, int]) -> CardPane:
    """Return a card in a room that is as large as one says, whatever the card would rather have."""
    room = QWidget()
    room.setFixedSize(*size)
    rooms.append(room)
    pane = CardPane(window.office, window.commands)
    pane.setParent(room)
    pane.setGeometry(room.rect())
    room.show()
    return pane


def _open(qtbot: QtBot, pane: CardPane, lead_id: str) -> None:
    pane.open(lead_id)
    qtbot.waitExposed(pane.window())
    for _ in range(5):
        QApplication.processEvents()


def _told(pane: CardPane) -> list[Told]:
    """Return what is in sight of a card, piece by piece from top to bottom."""
    shown = [piece for piece in pane.findChildren(QWidget) if piece.isVisibleTo(pane)]
    # a piece of which nothing depends: what keeps others in their place
    return sorted(map(_about, (piece for piece in shown if isinstance(piece, QLabel | QAbstractButton | LineList))))


def _about(piece: QWidget) -> Told:
    at = piece.mapTo(piece.window(), piece.rect().topLeft())
    words = piece.text() if isinstance(piece, QLabel | QAbstractButton) else ""
    lines = [str(line) for line in piece.lines.lines] if isinstance(piece, LineList) else []
    kinds = [str(piece.property(kind) or "") for kind in KINDS]
    colour = piece.palette().color(piece.foregroundRole()).name()
    said = (words, piece.accessibleName(), piece.toolTip(), piece.isEnabled(), *kinds, colour, *lines)
    return (at.y(), at.x(), piece.width(), piece.height(), *said)


def _tab_order(pane: CardPane) -> list[str]:
    """Return what the Tab key goes through from the first piece of a card on."""
    found, piece = [], pane.nextInFocusChain()
    while piece is not pane:
        if piece.isVisibleTo(pane) and piece.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(piece.accessibleName())
        piece = piece.nextInFocusChain()
    return found


def _picture(pane: CardPane) -> QImage:
    focused = QApplication.focusWidget()
    if focused is not None:
        # the window that was opened last has the keyboard, and a ring around somebody
        focused.clearFocus()
    return pane.grab().toImage()


@pytest.mark.parametrize("size", SIZES)
def test_a_card_kept_for_other_leads_is_that_of_the_lead_it_shows(
    window: MainWindow, varied: dict[str, str], rooms: list[QWidget], size: tuple[int, int], qtbot: QtBot
) -> None:
    kept = _pane(window, rooms, size)
    fresh = {}
    for name, lead_id in varied.items():
        fresh[name] = _pane(window, rooms, size)
        _open(qtbot, fresh[name], lead_id)
    for order in list(permutations(varied))[::29]:
        for name in order:
            _open(qtbot, kept, varied[name])
            assert _told(kept) == _told(fresh[name])
            assert _tab_order(kept) == _tab_order(fresh[name])
            assert _picture(kept) == _picture(fresh[name]), f"{name} after {order}"


def test_the_tab_key_goes_through_the_numbers_in_the_order_they_stand_in(
    dana: OfficerAtWindow, desk: Desk, varied: dict[str, str]
) -> None:
    card = dana.window.today.card
    for name in ("Mary", "Katherine", "Grace"):
        dana.window.go_to_lead(varied[name])
    shown = desk.leads.card(varied["Grace"])
    calls = [words for n in shown.numbers for words in (f"Call {n.shown}", f"Copy {n.shown}")]
    copies = [f"Copy {each.shown}" for each in shown.emails]
    inside = [name for name in _tab_order(card) if name.startswith(("Call (", "Copy "))]
    assert inside == [*calls, *copies]


def test_a_click_that_began_on_the_lead_before_calls_nobody(
    dana: OfficerAtWindow, varied: dict[str, str], opened: list[str]
) -> None:
    card = dana.window.today.card
    dana.window.go_to_lead(varied["Katherine"])
    (call, *_) = (b for b in card.reach.findChildren(QAbstractButton) if b.text() == "Call" and b.isVisible())
    QTest.mousePress(call, Qt.MouseButton.LeftButton)
    dana.window.go_to_lead(varied["Grace"])
    QTest.mouseRelease(call, Qt.MouseButton.LeftButton)
    assert opened == []


def test_who_stands_at_a_number_stays_there_when_only_time_has_passed(
    dana: OfficerAtWindow, varied: dict[str, str]
) -> None:
    card = dana.window.today.card
    dana.window.go_to_lead(varied["Katherine"])
    (copy, *_) = (b for b in card.reach.findChildren(QAbstractButton) if b.toolTip() == "Copy" and b.isVisible())
    copy.setFocus()
    card.look_again()
    assert dana.window.focusWidget() is copy
