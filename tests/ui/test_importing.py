"""The import dialog while a file is being read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.views import FileResult
from tests.ui.test_late_answers import LateStore
from ui.intake.import_dialog import ImportDialog
from ui.office import Office


class PatientStore(LateStore):
    """One that lets others in where long work says so."""

    def let_others(self) -> None:
        self.settle()


@pytest.fixture
def store() -> PatientStore:
    return PatientStore()


@pytest.fixture
def dialog(office: Office, store: PatientStore, qtbot: QtBot) -> Iterator[ImportDialog]:
    made = ImportDialog(replace(office, tasks=store))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def test_one_may_begin_at_once_by_key(dialog: ImportDialog) -> None:
    dialog.activateWindow()
    QApplication.processEvents()
    assert dialog.focusWidget() is dialog.choose


def test_enter_is_done_with_what_came_in(dialog: ImportDialog, qtbot: QtBot) -> None:
    dialog.activateWindow()
    dialog.run([])
    dialog.show_outcome([FileResult("may.csv", "csv", 1, 1, 0, 0, [], [])])
    QApplication.processEvents()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_many_files_are_counted_and_no_name_makes_the_window_wider(dialog: ImportDialog) -> None:
    before = dialog.width()
    long = "a" * 200
    dialog.run([Path("may.csv"), Path(f"{long}.csv"), *(Path(f"leads-of-branch-{n}.csv") for n in range(38))])
    QApplication.processEvents()
    assert dialog.width() == before
    assert dialog._told.text().startswith("Reading may.csv, aaa")
    assert dialog._told.text().endswith(".csv and 38 more")


def test_what_is_asked_while_a_long_file_is_read_does_not_wait_for_its_end(
    dialog: ImportDialog, store: PatientStore, office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "many.csv"
    rows = "".join(f"Person,No{n},502555{n:04},p{n}@example.com,KY,40202\n" for n in range(1200))
    path.write_text("First name,Last name,Phone,Email,State,Zip\n" + rows, encoding="utf-8")
    seen: list[int] = []

    def ask_for_the_next() -> None:
        if dialog._pages.currentWidget() is dialog._running_page:
            store.store(lambda: len(office.desk.leads.search("Person", 2000)), seen.append, office.trouble.show)

    dialog._progressed.connect(lambda _done, _of: ask_for_the_next())
    dialog.run([path])
    store.settle()
    assert {500, 1000} <= set(seen)


def test_escape_while_a_file_is_read_stops_and_tells_what_is_in(
    dialog: ImportDialog, store: PatientStore, tmp_path: Path
) -> None:
    path = tmp_path / "few.csv"
    path.write_text("First name,Last name,Phone\nRadia,Perlman,5025550177\n", encoding="utf-8")
    dialog.run([path])
    dialog.reject()
    assert dialog.isVisible()
    store.settle()
    assert dialog.isVisible()
    assert dialog._pages.currentWidget() is not dialog._running_page
    dialog.reject()
    assert not dialog.isVisible()
