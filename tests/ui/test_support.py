"""The file for support is read before it is saved, and is what was read."""

from __future__ import annotations

import zipfile
from pathlib import Path

from msgspec.structs import replace

from ui.desk_commands import SUPPORT, declare
from ui.main_window import MainWindow
from ui.shots import BUNDLE
from ui.support import SupportDialog


def test_what_is_shown_is_what_is_saved_and_no_file_is_written_over(window: MainWindow, tmp_path: Path) -> None:
    dialog = SupportDialog(replace(window.office, support=lambda: BUNDLE), window)
    assert dialog.files.count() == len(BUNDLE)
    shown = []
    for n in range(dialog.files.count()):
        dialog.files.setCurrentRow(n)
        shown.append(dialog.preview.toPlainText())
    dialog.save(tmp_path / "a.zip")
    assert "a.zip" in dialog.told.text()
    with zipfile.ZipFile(tmp_path / "a.zip") as kept:
        assert [kept.read(part.name).decode() for part in BUNDLE] == shown
    dialog.save(tmp_path / "a.zip")
    assert "already" in dialog.told.text()


def test_nothing_can_be_saved_before_it_was_gathered(window: MainWindow) -> None:
    dialog = SupportDialog(window.office, window)
    assert not dialog.save_button.isEnabled()


def test_it_is_on_a_key_where_there_is_a_desk_to_tell_of(window: MainWindow) -> None:
    assert SUPPORT not in {command.name for command in declare(window).all()}
    window.office.support = lambda: BUNDLE
    (command,) = [command for command in declare(window).all() if command.name == SUPPORT]
    assert command.keys
