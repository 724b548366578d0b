"""What a company's own call log calls its columns: said at the import, and kept in a file for the next ones."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.domain.toml_text import string
from app.errors import BadInput, UnreadableFile
from app.named_files import read_named_text, shown_name

_MOST = 200


def columns_said(pairs: Sequence[str], saved: Path | None) -> dict[str, str]:
    """Return what each column is, as the saved file says and, in place of that, the pairs `HEADER=WHAT`.

    Raises BadInput for what is no pair and for a file that is no map.
    """
    said = {} if saved is None else _read(saved)
    for pair in pairs:
        header, between, word = pair.rpartition("=")
        if not between or not header.strip():
            raise BadInput(f"“{pair}” says of no column what it is.", "Write it as HEADER=WHAT, like 'Dialed=number'.")
        said[header.strip()] = word.strip().casefold()
    return said


def _read(path: Path) -> dict[str, str]:
    name, how = shown_name(path), "It is made by --save-map."
    try:
        found = tomllib.loads(read_named_text(path)).get("columns")
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{name} is no map of columns: {error}.", how) from error
    if not isinstance(found, dict) or not 0 < len(found) <= _MOST:
        raise BadInput(f"{name} is no map of columns: it has no [columns].", how)
    if not all(isinstance(word, str) for word in found.values()):
        raise BadInput(f"{name} is no map of columns: each is one word in quotes.", how)
    return {header: word.strip().casefold() for header, word in found.items()}


def check_map(path: Path, said: Mapping[str, str]) -> None:
    """Raise BadInput where what was said could not be kept, before long work; a file that says the same is no harm."""
    name, how = shown_name(path), "Name another file."
    if not said:
        raise BadInput("Nothing was said of any column, so there is no map to keep.", "Say it by --column HEADER=WHAT.")
    if len(said) > _MOST:
        raise BadInput(f"A map has no more than {_MOST} columns.", "Say only what the import cannot tell.")
    if path.exists() and not _says(path, said):
        raise BadInput(f"The map cannot be saved as {name}: a file is there that says something else.", how)
    if not path.parent.is_dir():
        raise BadInput(f"The map cannot be saved as {name}: there is no such folder.", how)


def save_map(path: Path, said: Mapping[str, str]) -> None:
    """Keep what was said for the next file; a file that is there stays. Raises BadInput where it cannot be kept."""
    if path.exists() and _says(path, said):
        return
    lines = [f"{string(header)} = {string(word)}" for header, word in said.items()]
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write("\n".join(["# what the columns of a call log are", "[columns]", *lines, ""]))
    except OSError as error:
        why = error.strerror or type(error).__name__
        happened = f"The calls are taken in, and the map cannot be saved as {shown_name(path)}: {why}."
        raise BadInput(happened, "Import the file once more, with another name for the map.") from error


def _says(path: Path, said: Mapping[str, str]) -> bool:
    try:
        return _read(path) == said
    except (BadInput, UnreadableFile):
        return False
