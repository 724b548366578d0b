"""Saved maps: what a person made of a file's columns, kept for the next file with the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from app.desktop.changes import Changed, Touched
from app.desktop.ports import Store, Tx
from app.errors import BadInput
from app.leadfiles.mending import is_reason
from app.leadfiles.protected import is_protected
from app.leadfiles.rows import Mapping as ColumnMap
from app.leadfiles.wording import squash

_MAPS = "import.maps"
LONGEST_NAME = 80


class SavedMap(msgspec.Struct, frozen=True, kw_only=True):
    """`headers` are the columns of the files it is for, as they are compared; `columns` what a person made of some."""

    name: str
    headers: tuple[str, ...]
    columns: dict[str, str]

    @property
    def mapping(self) -> ColumnMap:
        return ColumnMap(name=self.name, columns=self.columns)


class ImportMaps:
    """Keeps maps by name, and finds the one for a file by its headers."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[SavedMap]:
        """Return the saved maps by name."""
        with self._store.reading() as tx:
            return sorted(_saved(tx), key=lambda one: one.name.casefold())

    def named(self, name: str) -> SavedMap:
        """Return the map of that name; raises BadInput with those there are."""
        maps = self.all()
        for one in maps:
            if one.name.casefold() == name.strip().casefold():
                return one
        known = f"Use one of: {', '.join(one.name for one in maps)}." if maps else "Save one in the import window."
        raise BadInput(f"There is no saved map “{name}”.", known)

    def keep(self, name: str, headers: Iterable[str], columns: Mapping[str, str]) -> Changed:
        """Keep a map under its name, in place of an older one of that name or for the same columns."""
        name = name.strip()
        if not name or len(name) > LONGEST_NAME:
            raise BadInput(f"A saved map needs a name of at most {LONGEST_NAME} letters.")
        new = SavedMap(name=name, headers=compared(headers), columns=dict(columns))
        with self._store.writing() as tx:
            others = [o for o in _saved(tx) if o.name.casefold() != name.casefold() and o.headers != new.headers]
            tx.put_fact(_MAPS, msgspec.json.encode([*others, new]))
        return Changed(Touched.SETTINGS)

    def remove(self, name: str) -> Changed:
        """Let a map go; raises BadInput when there is none of that name."""
        gone = self.named(name)
        with self._store.writing() as tx:
            tx.put_fact(_MAPS, msgspec.json.encode([one for one in _saved(tx) if one != gone]))
        return Changed(Touched.SETTINGS)


def _saved(tx: Tx) -> list[SavedMap]:
    raw = tx.fact(_MAPS)
    return [] if raw is None else msgspec.json.decode(raw, type=list[SavedMap])


def map_for(maps: Iterable[SavedMap], headers: Iterable[str]) -> SavedMap | None:
    """Return the map that was made for these columns, in whatever order and spelling they stand."""
    wanted = compared(headers)
    return next((one for one in maps if one.headers == wanted), None)


def compared(headers: Iterable[str]) -> tuple[str, ...]:
    """Return headers as maps compare them; without the reason beside rejected rows, which are mended under one map."""
    plain = (squash(header) or header.strip() for header in headers if not is_reason(header))
    return tuple(sorted({header for header in plain if not is_protected(header)}))
