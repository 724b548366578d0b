"""Rejected rows written beside the files they came from, to be mended and imported again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.desktop.views import FileResult
from app.named_files import write_new


def rejected_name(result: FileResult) -> str:
    """Return what the file with the rejected rows would be called."""
    return f"{Path(result.file).stem}-rejected.csv"


def write_rejected(folder: Path, results: Iterable[FileResult]) -> list[Path]:
    """Write a table for each file with rejected rows and return where; nothing that is there is written over."""
    return [write_new(folder, rejected_name(result), result.to_mend) for result in results if result.to_mend]
