"""Opens a desk's database with the tables of this version."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from storage.engine import open_sqlcipher
from storage.migrating import migrate

if TYPE_CHECKING:
    from sqlalchemy import Engine

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "desktop_version"


def open_engine(path: Path, key: bytes) -> Engine:
    """Open or make the officer's database; raises StoreUnusable with a sentence and a remedy."""
    engine = open_sqlcipher(path, key)
    try:
        migrate(engine, MIGRATIONS, VERSION_TABLE)
    except BaseException:
        engine.dispose()
        raise
    return engine
