"""A desk's database from outside: how much of what there is, and nothing of what it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.desktop.ports import Store
from storage.desktop.migrated import version_in
from storage.desktop.store import DesktopStore


def outline(store: Store, file: Path) -> dict[str, Any]:
    """Return its tables with their rows, its files with their sizes, and which release's tables they are."""
    assert isinstance(store, DesktopStore)  # noqa: S101 - no other store has a file
    with store.database.reading() as conn:
        names = [row[0] for row in conn.ask("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        rows = {name: conn.ask_one(f'SELECT count(*) FROM "{name}"') for name in names}  # noqa: S608 - a table's own name
        facts = {word: conn.ask_one(f"PRAGMA {word}") for word in ("page_size", "page_count", "freelist_count")}
        version = version_in(conn)
    return {"schema": version, "rows": rows, **facts, "files": _sizes(file)}


def _sizes(file: Path) -> dict[str, int]:
    return {one.name: one.stat().st_size for one in sorted(file.parent.glob(f"{file.stem}.*")) if one.is_file()}
