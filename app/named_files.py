"""Files and folders that a person names: read whole or made, or refused by name in one sentence."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from app.errors import BadInput, UnreadableFile

#: more than any file that is read whole may have; a device that never ends must end somewhere
MOST_BYTES = 64 * 1024 * 1024

_WHY = {
    errno.ENOENT: "there is no such file",
    errno.EISDIR: "it is a folder",
    errno.EACCES: "you may not read it",
    errno.ENAMETOOLONG: "no file has a name that long",
}


def shown_name(path: Path) -> str:
    """Return what the file is called in a sentence: `.` as the folder it is."""
    name = path.absolute().name or str(path)
    return name if len(name) <= 255 else f"{name[:40]}…"


def with_name(name: str, error: UnreadableFile) -> UnreadableFile:
    """Return the error with the file's name in its sentence, once."""
    return error if name in error.happened else UnreadableFile(f"{name}: {error.happened}", error.remedy)


def read_named(path: Path) -> bytes:
    """Return what the file holds, at most a byte more than MOST_BYTES. Raises UnreadableFile."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        why = _WHY.get(error.errno or 0) or error.strerror or type(error).__name__
        raise UnreadableFile(f"{shown_name(path)} cannot be read: {why}.", "Check the path.") from error


def read_named_text(path: Path) -> str:
    """Return the file's text. Raises UnreadableFile, for bytes that are no UTF-8 as well."""
    held = read_named(path)
    try:
        return held.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = held.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(f"{shown_name(path)} is not UTF-8 text: see line {line}.", "Save it as UTF-8.") from error


def make_named_folder(path: Path, what: str = "the pictures", option: str = "--out") -> None:
    """Make sure of a folder that can be written to, before long work for it is begun. Raises BadInput."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        why = "" if os.access(path, os.W_OK | os.X_OK) else "you may not write there"
    except OSError as error:
        why = error.strerror or type(error).__name__
    if why:
        raise BadInput(f"{path} cannot take {what}: {why}.", f"Name another folder with {option}.")


def write_new(folder: Path, name: str, text: str) -> Path:
    """Write text, with the mark of a spreadsheet, and return where; a file that is there is never written over."""
    named = Path(name)
    path, n = folder / named, 1
    while True:
        try:
            # Excel reads a table as UTF-8 by the mark at its beginning
            with path.open("x", encoding="utf-8-sig", newline="") as file:
                file.write(text)
        except FileExistsError:
            n += 1
            path = folder / f"{named.stem}-{n}{named.suffix}"
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise BadInput(f"{path.name} cannot be written: {why}.", "Choose another folder.") from error
        else:
            return path
