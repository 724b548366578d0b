"""What one stands on: fields that drop a list down, panes that scroll."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.application import dress_application
from ui.parts import choice, column, field, scrolled
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
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
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


def test_a_pane_that_is_scrolled_by_keys_shows_that_one_stands_on_it(dressed: QApplication, qtbot: QtBot) -> None:
    edit = field("Beside it")
    area = scrolled(QWidget(), "Pane")
    form = QWidget()
    form.setLayout(column(edit, area))
    qtbot.addWidget(form)
    form.resize(300, 300)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    edit.setFocus()
    before = area.grab().toImage()
    area.setFocus(Qt.FocusReason.TabFocusReason)
    assert area.hasFocus()
    assert area.grab().toImage() != before
