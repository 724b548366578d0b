"""Rejected rows written beside the files they came from, to be mended and imported again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.desktop.views import FileResult
from app.errors import BadInput


def rejected_name(result: FileResult) -> str:
    """Return what the file with the rejected rows would be called."""
    return f"{Path(result.file).stem}-rejected.csv"


def write_rejected(folder: Path, results: Iterable[FileResult]) -> list[Path]:
    """Write a table for each file with rejected rows and return where; nothing that is there is written over."""
    return [_write(folder, result) for result in results if result.to_mend]


def _write(folder: Path, result: FileResult) -> Path:
    name = Path(rejected_name(result))
    path, n = folder / name, 1
    while True:
        try:
            # Excel reads a table as UTF-8 by the mark at its beginning
            with path.open("x", encoding="utf-8-sig", newline="") as file:
                file.write(result.to_mend)
        except FileExistsError:
            n += 1
            path = folder / f"{name.stem}-{n}{name.suffix}"
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise BadInput(f"{path.name} cannot be written: {why}.", "Choose another folder.") from error
        else:
            return path
