"""Opens a desk's database with the tables of this version."""

from __future__ import annotations

from pathlib import Path

from storage.desktop.driver import Connection, Database
from storage.migrating import migrate, newest_of
from storage.sqlcipher_file import opener

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "desktop_version"
_VERSION = f"SELECT version_num FROM {VERSION_TABLE}"  # noqa: S608 - our own word


def open_database(path: Path, key: bytes) -> Database:
    """Open or make the officer's database; raises StoreUnusable with a sentence and a remedy."""
    database = Database(opener(path, key))
    try:
        # the first connection is made here, so that a wrong key is told at once
        with database.reading() as conn:
            is_of_now = version_in(conn) == newest_of(MIGRATIONS)
        if not is_of_now:
            database.close()
            _bring_up_to_date(path, key)
    except BaseException:
        database.close()
        raise
    return database


def version_in(conn: Connection) -> str | None:
    is_ours = conn.ask("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", VERSION_TABLE)
    return conn.ask_one(_VERSION) if is_ours else None


def _bring_up_to_date(path: Path, key: bytes) -> None:
    # SQLAlchemy and Alembic cost a start a quarter of its time, and hardly one of them goes by here
    from storage.engine import open_sqlcipher

    engine = open_sqlcipher(path, key)
    try:
        migrate(engine, MIGRATIONS, VERSION_TABLE)
    finally:
        engine.dispose()
