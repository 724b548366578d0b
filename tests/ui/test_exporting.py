"""Numbers of a page saved to a file from the window, by Ctrl+E."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from app.desktop.policy import read_policy
from app.errors import HubUnreachable
from app.leadfiles.sheets import rows_of
from app.leadfiles.workbook import open_workbook
from tests.ui.driver import OfficerAtWindow
from ui.exporting import save
from ui.team.page import TeamPage


@pytest.fixture
def said(dana: OfficerAtWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    monkeypatch.setattr(dana.window.toast, "say", told.append)
    dana.window._pages.said.connect(told.append)
    return told


def dialog_of(dana: OfficerAtWindow) -> QFileDialog:
    (dialog,) = dana.window.mine.findChildren(QFileDialog)
    return dialog


def test_ctrl_e_asks_for_a_file_and_saves_the_numbers_that_are_shown(
    dana: OfficerAtWindow, said: list[str], tmp_path: Path
) -> None:
    dana.presses("Ctrl+4", "Ctrl+E")
    dialog = dialog_of(dana)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert Path(dialog.selectedFiles()[0]).name == "officer-2026-10-22-2026-11-20.xlsx"
    path = tmp_path / "mine.xlsx"
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    assert "Saved as mine.xlsx." in said
    workbook = open_workbook(path.read_bytes())
    header, row = (found.cells or {} for found in rows_of(workbook, workbook.sheets[0]))
    assert {header[n]: value for n, value in row.items()}["Leads"] == "5"
    facts = [found.cells or {} for found in rows_of(workbook, workbook.sheets[1])]
    assert {line[0]: line.get(1) for line in facts}["Leads"] == "received 2026-10-22 to 2026-11-20"


@pytest.mark.parametrize("ending", ["csv", "pdf", "html"])
def test_the_kind_that_is_chosen_is_written_and_a_bad_place_is_told(
    dana: OfficerAtWindow, said: list[str], tmp_path: Path, ending: str
) -> None:
    dana.presses("Ctrl+4", "Ctrl+E")
    dialog_of(dana).fileSelected.emit(str(tmp_path / f"mine.{ending}"))
    assert (tmp_path / f"mine.{ending}").stat().st_size > 500
    beside = ", mine-definitions.csv" if ending == "csv" else ""
    assert f"Saved as mine.{ending}{beside}." in said
    dialog_of(dana).fileSelected.emit(str(tmp_path / "nowhere" / "mine.xlsx"))
    dialog_of(dana).fileSelected.emit(str(tmp_path / "mine.doc"))
    assert [words for words in said if "cannot be written" in words]
    assert "No report is written as “.doc”. Use .csv, .xlsx, .html or .pdf." in said
    dialog_of(dana).reject()


def test_the_ending_follows_the_kind(dana: OfficerAtWindow) -> None:
    dana.presses("Ctrl+4", "Ctrl+E")
    dialog = dialog_of(dana)
    for kind in dialog.nameFilters():
        dialog.filterSelected.emit(kind)
        assert f"*.{dialog.defaultSuffix()})" in kind
    dialog.reject()


def test_where_the_company_wants_no_files_the_button_is_locked_and_ctrl_e_says_who_decided(
    dana: OfficerAtWindow, said: list[str], tmp_path: Path
) -> None:
    office = dana.window.office
    office.desk.settings.policy = read_policy('{"ExportAllowed": false}')
    dana.presses("Ctrl+4", "Ctrl+E")
    page = dana.window.mine
    refused = (
        "Your company has decided that nothing is saved as a file from this desk. "
        "Your IT has set this for every desk; ask them to have it changed."
    )
    assert said[-1] == refused
    assert page.findChildren(QFileDialog) == []
    assert not page.export_button.isEnabled()
    assert page.export_button.toolTip() == "Your IT has set this for every desk; ask them to have it changed."
    assert "No saving as a file: set by your company" in [label.text() for label in page.findChildren(QLabel)]
    shown = page.shown()
    assert shown is not None
    save(office, page, shown, tmp_path / "mine.xlsx", said.append)
    assert said[-1] == refused, "whoever gets past the button is refused all the same"
    assert list(tmp_path.glob("mine*")) == []


def test_away_from_numbers_it_says_where_they_are_and_without_any_that_there_are_none(
    dana: OfficerAtWindow, said: list[str]
) -> None:
    dana.presses("Ctrl+E")
    assert "Numbers are saved from the pages that have them: Team, My numbers, Leaks, Marketing, What works." in said
    dana.presses("Ctrl+4")
    dana.window.mine._forget()
    dana.presses("Ctrl+E")
    assert "There are no numbers here to save yet." in said


def test_a_teams_numbers_of_another_period_are_not_saved_as_this_ones(
    dana: OfficerAtWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = TeamPage(dana.window.office)
    assert page.shown() is None

    def gone(*_: object) -> None:
        raise HubUnreachable("The hub does not answer.")

    monkeypatch.setattr(type(dana.window.office.desk.team), "report", gone)
    page.reload()
    assert page.shown() is None
    page.deleteLater()


def test_what_fails_for_us_is_trouble_and_no_word(
    dana: OfficerAtWindow, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dana.presses("Ctrl+4")
    shown, told = dana.window.mine.shown(), list[Exception]()
    assert shown is not None
    office = dana.window.office
    monkeypatch.setattr(type(office.desk.exporting), "save", lambda *_: 1 / 0)
    monkeypatch.setattr(office.trouble, "show", told.append)
    save(office, dana.window.mine, shown, tmp_path / "a.csv", said.append)
    assert [type(each) for each in told] == [ZeroDivisionError]
