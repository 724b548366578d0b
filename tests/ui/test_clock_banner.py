"""A clock that is far off is said calmly, for as long as it is so."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.changes import Changed, Touched
from app.desktop.desk import Desk
from tests.ui.conftest import NOW
from ui.clock_banner import clock_words
from ui.main_window import MainWindow
from ui.office import Office


def compared(desk: Desk, offset_s: float) -> None:
    with desk.store.writing() as tx:
        identity = tx.identity()
        assert identity is not None
        found = {"hub_id": "hub", "hub_url": "https://hub.example.com"}
        tx.put_identity(
            msgspec.structs.replace(identity, clock_offset_s=offset_s, clock_asked_at=NOW, last_sync_at=NOW, **found)
        )


@pytest.mark.parametrize(
    ("offset_s", "said"), [(301, "5 min behind"), (-7200, "2 h ahead of"), (400 * 86400.0, "400 days behind")]
)
def test_it_says_how_far_and_which_way(offset_s: float, said: str) -> None:
    assert clock_words(offset_s).startswith(f"This computer's clock is {said} the hub's.")


def test_it_comes_with_a_round_that_finds_it_and_goes_with_one_that_does_not(
    window: MainWindow, office: Office
) -> None:
    assert window.clock.isHidden()
    compared(office.desk, 301)
    office.refresh.announce(Changed(Touched.SYNC))
    assert not window.clock.isHidden()
    spoken = QAccessible.queryAccessibleInterface(window.clock)
    assert spoken.text(QAccessible.Text.Description) == clock_words(301)
    compared(office.desk, -300)
    office.refresh.announce(Changed(Touched.SYNC))
    assert window.clock.isHidden()


def test_it_takes_no_more_room_than_its_sentence(window: MainWindow, office: Office) -> None:
    compared(office.desk, 301)
    office.refresh.announce(Changed(Touched.SYNC))
    QApplication.processEvents()
    assert window.clock.height() < 3 * window.clock.words.fontMetrics().height() + office.look.px(16)


def test_it_stays_in_a_window_that_is_built_anew_and_is_there_from_the_start(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    compared(office.desk, 301)
    office.look.changed.emit()
    assert not window.clock.isHidden()
    again = MainWindow(office)
    with qtbot.waitCallback() as filled:
        again.reload(filled)
    assert not again.clock.isHidden()
    again.close()
    again.deleteLater()
