"""Files that a person names."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import BadInput, UnreadableFile
from app.named_files import make_named_folder, read_named, read_named_text, shown_name


def test_what_a_file_holds_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_bytes("\ufeffcafé".encode())
    assert read_named_text(file) == "café"


@pytest.mark.parametrize(
    ("name", "why"), [("gone.csv", "there is no such file"), (".", "it is a folder"), ("x" * 300, "no file has a name")]
)
def test_what_cannot_be_read_says_why_and_which(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(UnreadableFile, match=why) as caught:
        read_named(tmp_path / name)
    assert shown_name(tmp_path / name) in caught.value.happened
    assert len(caught.value.happened) < 120


def test_bytes_that_are_no_text_are_told_from_a_file_that_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "picture.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableFile, match=r"picture\.toml is not UTF-8 text"):
        read_named_text(file)


def test_the_folder_one_stands_in_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown_name(Path()) == tmp_path.name
    assert shown_name(Path("/")) == "/"


def test_a_folder_is_made_before_the_work_for_it_or_refused_by_name(tmp_path: Path) -> None:
    make_named_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(BadInput, match="file cannot take the pictures"):
        make_named_folder(tmp_path / "file")
