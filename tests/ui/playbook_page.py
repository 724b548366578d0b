"""What the tests of the playbook's page have in common: standing on a cell, reading one."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.ui.driver import OfficerAtWindow
from ui.playbook_editor.page import PlaybookPage

#: the row of call-4 in the shipped playbook
CALL_4 = 5


def opened(dana: OfficerAtWindow) -> PlaybookPage:
    """Go to the page by its key."""
    dana.window.resize(1320, 860)
    QApplication.processEvents()
    dana.presses("Ctrl+3")
    return dana.window.playbook


def steps_of(page: PlaybookPage) -> list[str]:
    assert page.bench.sheet is not None
    return [cells["id"] for cells in page.bench.sheet.steps]


def cell(page: PlaybookPage, row: int, key: str) -> str:
    assert page.bench.sheet is not None
    return page.bench.sheet.steps[row][key]


def stand_on(page: PlaybookPage, row: int, key: str) -> None:
    page.steps.go_to(row, key)
    page.steps.table.setFocus()
