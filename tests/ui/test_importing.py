"""The import dialog while a file is being read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.test_late_answers import LateStore
from ui.intake.import_dialog import ImportDialog
from ui.office import Office


@pytest.fixture
def store() -> LateStore:
    return LateStore()


@pytest.fixture
def dialog(office: Office, store: LateStore, qtbot: QtBot) -> Iterator[ImportDialog]:
    made = ImportDialog(replace(office, tasks=store))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def test_many_files_are_counted_and_no_name_makes_the_window_wider(dialog: ImportDialog) -> None:
    before = dialog.width()
    long = "a" * 200
    dialog.run([Path("may.csv"), Path(f"{long}.csv"), *(Path(f"leads-of-branch-{n}.csv") for n in range(38))])
    QApplication.processEvents()
    assert dialog.width() == before
    assert dialog._told.text().startswith("Reading may.csv, aaa")
    assert dialog._told.text().endswith(".csv and 38 more")
