"""Commands as a script gives them: words in, an exit code and one JSON object out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import main

Run = Callable[..., tuple[int, dict[str, Any], str]]


def commands_in(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return how a command is run on the profile in a folder."""

    def run(*words: object, key: str = "desk.key", data: str = "desk") -> tuple[int, dict[str, Any], str]:
        """Run one command with --json; return its exit code, its one JSON object and what it said to the person."""
        where = ["--data-dir", str(folder / data), "--key-file", str(folder / key)]
        code = main.main([*where, *map(str, words), "--json"])
        out, err = capsys.readouterr()
        assert out.count("\n") <= 1
        return code, json.loads(out or "{}"), err

    return run
