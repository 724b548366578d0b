"""Where a hub keeps its data, by what IT wrote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from app.errors import BadInput
from storage.hub.backup import Keys
from storage.hub.database import FileDatabase, ServerDatabase


class Place(NamedTuple):
    """What leads to a hub's data: the address IT wrote, "" for none; the data folder and the file in it.

    `keys` are those of the file named; of a server only its backups have one. `shared_by` is how many processes of
    this machine ask a server at once.
    """

    url: str
    folder: Path
    file: Path
    keys: Callable[[Path], Keys]
    shared_by: int


def database_at(place: Place) -> FileDatabase | ServerDatabase:
    """Return where the hub keeps its data: an encrypted file in the data folder, or a company's PostgreSQL."""
    if place.url.startswith("postgresql"):
        # what the server keeps is its disk's to encrypt; backups are files of ours, under a key of this machine's
        return ServerDatabase(place.url, place.keys(place.folder / "hub-backups"), shared_by=place.shared_by)
    if place.url and not place.url.startswith("sqlite:///"):
        raise BadInput("The database address cannot be read.", "Write postgresql+psycopg://user@host/name.")
    file = Path(place.url.removeprefix("sqlite:///")) if place.url else place.file
    return FileDatabase(file, place.keys(file))
