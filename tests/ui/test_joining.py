"""The two fields that connect a desk: what was wrong is told beside them, and no longer than it is true."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.office import Office
from ui.settings.joining import JoinHub


@pytest.fixture
def join(office: Office, qtbot: QtBot) -> JoinHub:
    made = JoinHub(office)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_focus_goes_to_the_field_that_is_empty(join: JoinHub) -> None:
    join.address.setText("https://hub.example.com")
    join.join()
    assert join._told.text() == "Both the address and the code are needed."
    assert join.focusWidget() is join.code


def test_what_was_wrong_is_told_until_something_else_is_typed(join: JoinHub) -> None:
    join.join()
    QTest.keyClicks(join.address, "h")
    assert join._told.text().startswith("Your manager or IT gives you both")
    assert join._told.property("tone") == "soft"
