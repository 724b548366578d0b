"""What tries an installed program finds it well, and finds what an upgrade or a removal lost."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def test_a_program_is_tried_from_its_first_day_to_its_removal(
    rollout: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = [sys.executable, str(ROOT / "main.py")]
    assert rollout.main(["begin", str(tmp_path), *source]) == 0
    assert rollout.main(["upgraded", str(tmp_path), *source]) == 0
    assert rollout.main(["removed", str(tmp_path), str(tmp_path / "gone")]) == 0
    assert capsys.readouterr().out.count("ok   ") == 7
    (tmp_path / "desk" / "desktop.db").unlink()
    with pytest.raises(SystemExit, match="NOT: every file of the officer's is as it was"):
        rollout.main(["removed", str(tmp_path), str(tmp_path / "gone")])


def test_a_program_that_is_still_there_was_not_removed(rollout: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="NOT: the program is gone"):
        rollout.main(["removed", str(tmp_path), sys.executable])
