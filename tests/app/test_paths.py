"""Where files live."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from app.errors import WorldFailed
from app.paths import Paths, resources


def test_a_named_data_folder_is_made_with_everything_in_it(tmp_path: Path) -> None:
    paths = Paths.chosen(tmp_path / "not" / "there" / "yet")
    paths.make()
    assert paths.logs.is_dir()
    assert paths.database.parent == paths.hub_database.parent == paths.data


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in access lists, not in modes")
def test_a_folder_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    paths = Paths(tmp_path)
    paths.make()
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (paths.data, paths.logs)} == {0o700}


def test_a_file_in_the_way_is_named_with_what_to_do(tmp_path: Path) -> None:
    in_the_way = tmp_path / "leads.csv"
    in_the_way.write_text("", encoding="utf-8")
    with pytest.raises(WorldFailed) as failed:
        Paths.chosen(in_the_way).make()
    assert "leads.csv" in failed.value.happened
    assert "--data-dir" in failed.value.remedy


def test_without_a_name_the_folder_is_the_systems_and_ours() -> None:
    assert Paths.chosen(None).data.name == "Followthrough"


def test_a_relative_folder_stays_the_same_after_a_change_of_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    paths = Paths.chosen(Path("here"))
    monkeypatch.chdir("/")
    assert paths.data == tmp_path / "here"


def test_the_resources_are_found_in_the_tree_and_in_a_frozen_program(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (resources() / "icons" / "followthrough.svg").is_file()
    monkeypatch.setattr(sys, "_MEIPASS", "/opt/followthrough", raising=False)
    assert resources() == Path("/opt/followthrough/resources")
