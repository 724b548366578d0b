"""A lead file as it is looked at before anything of it is taken: its kind, its columns, its first rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from app.desktop.import_maps import SavedMap, map_for
from app.errors import UnreadableFile
from app.leadfiles.peeking import Peek, peek_lead_file
from app.leadfiles.rows import Mapping
from app.named_files import read_named, shown_name, with_name


class Looked(msgspec.Struct, frozen=True):
    """One file: what was seen of it, under a map of that name or without; or `error`, why nothing of it can be read."""

    path: Path
    name: str
    data: bytes = b""
    peek: Peek | None = None
    mapping: Mapping | None = None
    error: str = ""

    @property
    def is_doubtful(self) -> bool:
        return self.peek is not None and self.peek.is_doubtful


def look_at(path: Path, maps: Sequence[SavedMap], now: datetime, zone: str) -> Looked:
    """Return what the beginning of a file shows, under the map that was saved for its columns; asks no store."""
    name = shown_name(path)
    try:
        data = read_named(path)
        peek = peek_lead_file(data, now=now, zone=zone)
        saved = map_for(maps, peek.headers)
        if saved is None:
            return Looked(path, name, data, peek)
        return look_again(Looked(path, name, data, peek), saved.mapping, now, zone)
    except UnreadableFile as error:
        return Looked(path, name, error=str(with_name(name, error)))


def look_again(looked: Looked, mapping: Mapping, now: datetime, zone: str) -> Looked:
    """Return the same file under a map; raises UnreadableFile when it leaves no way to reach anybody."""
    peek = peek_lead_file(looked.data, now=now, zone=zone, mapping=mapping)
    return Looked(looked.path, looked.name, looked.data, peek, mapping)
