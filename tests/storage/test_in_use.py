"""The mark beside a hub's file: who may not come in is told the real reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import StoreUnusable
from storage.in_use import use_file


@pytest.mark.parametrize("alone", [False, True])
def test_a_file_in_a_folder_that_is_not_there_cannot_be_opened(tmp_path: Path, *, alone: bool) -> None:
    with pytest.raises(StoreUnusable, match=r"hub\.db cannot be opened.*no such.* exists"):
        use_file(tmp_path / "no such" / "hub.db", alone=alone)


@pytest.mark.parametrize("alone", [False, True])
def test_a_mark_that_cannot_be_made_is_not_taken_for_a_restore(tmp_path: Path, *, alone: bool) -> None:
    (tmp_path / "hub.db.in-use").mkdir()
    with pytest.raises(StoreUnusable, match="cannot be opened"):
        use_file(tmp_path / "hub.db", alone=alone)


def test_a_mark_that_something_else_was_written_into_is_not_taken_for_a_restore(tmp_path: Path) -> None:
    (tmp_path / "hub.db.in-use").write_bytes(b"a note somebody left here\n" * 100)
    with pytest.raises(StoreUnusable, match="cannot be opened"):
        use_file(tmp_path / "hub.db")


def test_who_comes_while_somebody_is_alone_with_the_file_is_told_of_the_restore(tmp_path: Path) -> None:
    leave = use_file(tmp_path / "hub.db", alone=True)
    with pytest.raises(StoreUnusable, match="being restored"):
        use_file(tmp_path / "hub.db")
    leave()
    use_file(tmp_path / "hub.db")()
