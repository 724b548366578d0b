"""A file made to make the reader fall over is refused with a sentence, within bounds of memory and time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.errors import UnreadableFile
from app.named_files import read_named, shown_name
from tests.app.leadfiles.bombs import READ, REFUSED
from tests.app.leadfiles.reads import read

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds a process in another way")


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """Read them all in one process that ends when it takes more than its bounds."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.app.leadfiles.bombs"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("bomb", REFUSED)
def test_a_bomb_is_refused_with_a_sentence_and_what_to_do(told: dict[str, Any], bomb: str) -> None:
    happened, remedy = told[bomb]
    assert happened.endswith(".")
    assert remedy
    assert "passwd" not in happened + remedy


@pytest.mark.parametrize("bomb", READ)
def test_what_is_only_odd_is_read_to_its_end(told: dict[str, Any], bomb: str) -> None:
    assert isinstance(told[bomb], int)


#: names of files as an archive, a mail or a share may bring them
NAMES = (
    "../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/shadow",
    "C:\\boot.ini",
    "leads.csv\x00.exe",
    "~/leads.csv",
    "$(touch x).csv",
    "file:///etc/passwd",
    "\\\\server\\share\\leads.csv",
    "a\nb.csv",
    "=cmd|'/c calc'!A1.csv",
    "x" * 5000,
    "CON",
    "..",
    "%2e%2e%2fleads.csv",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_files_name_is_a_word_and_opens_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(read("Phone\n4235550142\n", name=name).drafts) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("..") or len(name) > 255])
def test_a_name_that_cannot_be_opened_is_refused_with_its_last_part(tmp_path: Path, name: str) -> None:
    place = tmp_path / "a" / "b"
    place.mkdir(parents=True)
    with pytest.raises(UnreadableFile) as refused:
        read_named(place / name)
    assert refused.value.happened.endswith(".")
    assert len(shown_name(place / name)) <= 300
