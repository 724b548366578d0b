"""Reading the files that ship with the program."""

from __future__ import annotations

from pathlib import Path

from app.errors import WorldFailed


def read_bytes(path: Path) -> bytes:
    """Return a shipped file's content; raise WorldFailed where the installation lacks it."""
    try:
        return path.read_bytes()
    except OSError as failure:
        raise WorldFailed(
            f"{path.name}, which ships with the program, cannot be read: {failure.strerror or failure}.",
            "Install the program again.",
        ) from failure
