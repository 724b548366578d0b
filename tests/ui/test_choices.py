"""Fields that drop a list down."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.application import dress_application
from ui.parts import choice, column, field
from ui.theme import Look, Scheme


@pytest.fixture(params=(1.0, 2.0))
def a_form(request: pytest.FixtureRequest, look: Look, qapp: QApplication, qtbot: QtBot) -> Iterator[QWidget]:
    large = Look(Scheme.DARK, request.param)
    dress_application(qapp, large)
    box = choice("Theme")
    box.addItems(["As the system", "Light", "Dark"])
    form = QWidget()
    form.setLayout(column(field("Before it"), box))
    form.resize(400, 200)
    form.show()
    form.activateWindow()
    qtbot.waitActive(form)
    yield form
    form.close()
    form.deleteLater()
    look.dress(qapp)


@pytest.mark.parametrize("has_focus", [False, True])
def test_a_list_drops_down_whole(a_form: QWidget, *, has_focus: bool) -> None:
    box, before = a_form.findChildren(QComboBox)[0], a_form.findChildren(QLineEdit)[0]
    before.setFocus()
    # the list takes its distances from its field when it is made, before anybody stands on that
    listed = box.view()
    if has_focus:
        box.setFocus()
    QApplication.processEvents()
    assert box.hasFocus() is has_focus
    box.showPopup()
    last = listed.visualRect(listed.model().index(box.count() - 1, 0))
    assert listed.viewport().rect().contains(last)
    assert listed.verticalScrollBar().maximum() == 0
    box.hidePopup()
