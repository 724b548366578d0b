"""Brings a database to this version's tables, in one transaction, or says why it cannot."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import StoreUnusable

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy.engine import Connection, Engine

#: any number will do, as long as every process of the product takes the same one
MIGRATION_LOCK = 7_105_642_001
#: held while indexes are built before it; another number, for who waits for that one in a statement is waited for, and
#: not `in_use`'s, which the release before holds for as long as it serves
_AHEAD_LOCK = 7_105_642_003
_ASKS_AGAIN_S = 0.2
#: how long it waits for whoever reads a table, such as a backup: the release before still serves, and waits behind it
WAITS = timedelta(seconds=5)


def migrate(engine: Engine, scripts: Path, version_table: str) -> None:
    """Run the Alembic scripts this database has not seen; raises StoreUnusable for a newer or a stranger's database.

    Scripts are numbered ("0001_...") and form one line, so the newest number is the head: a database that is
    up to date is recognised without loading Alembic. Each side has a version table of its own name, so that the
    desktop's file handed to the hub is noticed.
    """
    newest = newest_of(scripts)
    with engine.connect().execution_options(reads=True) as conn:
        if version_of(conn, version_table) == newest:
            return
    if engine.dialect.name == "postgresql":
        _build_ahead(engine, scripts, version_table)
    with engine.connect() as conn:
        if engine.dialect.name == "sqlite":
            # rebuilding a table drops the old one, and this switch cannot be thrown inside a transaction
            _driver_sql(conn, "PRAGMA foreign_keys = OFF")
        try:
            with conn.begin():
                _upgrade(conn, scripts, version_table, newest)
        finally:
            if engine.dialect.name == "sqlite":
                _driver_sql(conn, "PRAGMA foreign_keys = ON")


def newest_of(scripts: Path) -> str:
    """Return the number of this version's tables."""
    return max(file.name[:4] for file in (scripts / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))


def _upgrade(conn: Connection, scripts: Path, version_table: str, newest: str) -> None:
    import sqlalchemy as sa

    if conn.dialect.name == "postgresql":
        conn.execute(sa.text("SELECT pg_advisory_xact_lock(:n)"), {"n": MIGRATION_LOCK})
        # only now: another process of this release may be at it, and the first index of a large table takes its time
        conn.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAITS // timedelta(milliseconds=1)}ms'")
    version = version_of(conn, version_table)
    if version is not None and version > newest:
        raise StoreUnusable("This database was made by a newer version.", "Update Followthrough on this machine.")
    if version is None and sa.inspect(conn).get_table_names():
        raise StoreUnusable(
            "This database holds something else.", "Choose the right data directory, or give it a database of its own."
        )
    _run_alembic(conn, scripts, version_table)
    if conn.dialect.name == "sqlite" and conn.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise StoreUnusable("Bringing the database up to date would lose rows, so it was left as it was.")


def _build_ahead(engine: Engine, scripts: Path, version_table: str) -> None:
    """Build the indexes that scripts name in `AHEAD` before anything is locked: the release before goes on writing.

    Each is a name and what it is on. In the scripts' own transaction nobody could write for as long as a large table
    is read through. An index on what only comes with the scripts is left to them.
    """
    import sqlalchemy as sa
    from alembic.script import ScriptDirectory

    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        version = version_of(conn, version_table)
        if version is None or version > newest_of(scripts):
            return
        news = list(ScriptDirectory.from_config(_config(scripts)).iterate_revisions("head", version))
        ahead = {name: on for script in news for name, on in getattr(script.module, "AHEAD", {}).items()}
        with _alone(conn) if ahead else nullcontext():
            for name, on in ahead.items():
                with suppress(sa.exc.ProgrammingError):
                    _build(conn, name, on)


@contextmanager
def _alone(conn: Connection) -> Iterator[None]:
    """Hold off other processes of this release; by asking, for an index waits for whoever waits in a statement."""
    import sqlalchemy as sa

    while not conn.execute(sa.text("SELECT pg_try_advisory_lock(:n)"), {"n": _AHEAD_LOCK}).scalar():
        threading.Event().wait(_ASKS_AGAIN_S)
    # for a transaction that reads for long, too: an index is whole once everybody who saw the table without it is gone
    conn.exec_driver_sql(f"SET lock_timeout = '{WAITS // timedelta(milliseconds=1)}ms'")
    try:
        yield
    finally:
        conn.execute(sa.text("SELECT pg_advisory_unlock(:n)"), {"n": _AHEAD_LOCK})
        conn.exec_driver_sql("RESET lock_timeout")


def _build(conn: Connection, name: str, on: str) -> None:
    import sqlalchemy as sa

    asked = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(:name)"
    is_whole = conn.execute(sa.text(asked), {"name": name}).scalar()
    if is_whole is False:
        # one that was cut short is of no use, and in the way
        conn.exec_driver_sql(f"DROP INDEX CONCURRENTLY {name}")
    if not is_whole:
        conn.exec_driver_sql(f"CREATE INDEX CONCURRENTLY {name} ON {on}")


def _config(scripts: Path) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return config


def _run_alembic(conn: Connection, scripts: Path, version_table: str) -> None:
    from alembic import command

    config = _config(scripts)
    config.attributes["connection"] = conn
    config.attributes["version_table"] = version_table
    command.upgrade(config, "head")


def run_env() -> None:
    """Be the whole of an `env.py`: run the scripts on the connection `migrate` handed in."""
    from alembic import context

    attributes = context.config.attributes
    context.configure(
        connection=attributes["connection"],
        version_table=attributes["version_table"],
        render_as_batch=True,
        transactional_ddl=True,
    )
    context.run_migrations()


def version_of(conn: Connection, version_table: str) -> str | None:
    """Return the number of the tables that are there, None where there are none of ours."""
    import sqlalchemy as sa

    if not sa.inspect(conn).has_table(version_table):
        return None
    return conn.execute(sa.select(sa.column("version_num")).select_from(sa.table(version_table))).scalar()


def _driver_sql(conn: Connection, statement: str) -> None:
    cursor = conn.connection.cursor()
    cursor.execute(statement)
    cursor.close()
