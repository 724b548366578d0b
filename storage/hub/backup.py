"""A hub's whole database as one encrypted file, whatever keeps it, and back from there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from app.errors import StoreDamaged, StoreUnreadable, StoreUnusable, UnreadableFile
from storage.engine import open_lying_still, open_postgres, open_sqlcipher, reading, writing
from storage.files import make_private, put_in_place, remove, with_journals
from storage.hub.replaced import replaced_file, replaced_schema, stamp
from storage.hub.store import SCRIPTS, VERSION_TABLE, SqlHubStore
from storage.hub.tables import metadata
from storage.migrating import migrate, newest_of, version_of
from storage.sqlcipher_file import opens

#: rows carried over at a time
_PORTION = 1000

T = TypeVar("T")
#: what makes a hub that is put back fit to serve, before anybody comes to it; the other is the one that it replaces,
#: where that can be read
Fit = Callable[[SqlHubStore, SqlHubStore | None], T]


class Keys(Protocol):
    """Hands out the 32-byte key; raises NoKey where there is none and it may not `make` one."""

    def key(self, *, make: bool) -> bytes: ...


class Vault:
    """Writes and opens the backups of one hub, under the key its own file has."""

    def __init__(self, engine: Engine, keys: Keys) -> None:
        self._engine, self._keys = engine, keys

    def write(self, file: Path) -> None:
        """Write all rows as of one instant to a new file, which has its name only once it is whole."""
        unfinished = file.with_name(f"{file.name}.unfinished")
        remove(unfinished)
        with _closing(open_sqlcipher(unfinished, self._keys.key(make=True))) as target:
            migrate(target, SCRIPTS, VERSION_TABLE)
            copy_rows(self._engine, target)
            _settle(target)
        # desks may forget what is in it, so it must be there after a power cut as well
        put_in_place(unfinished, file)

    def opens(self, file: Path) -> bool:
        """Return whether the key opens a file; nothing is written or copied."""
        return opens(file, self._keys.key(make=False))

    @contextmanager
    def opened(self, file: Path) -> Iterator[SqlHubStore]:
        """Give a backup as a store to read, of this version's tables; the file itself is never written to."""
        key = self._keys.key(make=False)
        with _in_place(file, key) if _may_be_read_in_place(file, key) else _copied(file, key) as engine:
            yield SqlHubStore(engine)

    def journals_of(self, file: Path) -> list[Path]:
        """Return the names under which SQLite keeps what belongs in a file."""
        return with_journals(file)[1:]


def _may_be_read_in_place(file: Path, key: bytes) -> bool:
    """Return whether a backup has this version's tables already, and nothing beside it that would belong in it."""
    _, *journals = with_journals(file)
    if any(journal.exists() for journal in journals):
        return False
    try:
        with _closing(open_lying_still(file, key)) as engine, reading(engine) as conn:
            return version_of(conn, VERSION_TABLE) == newest_of(SCRIPTS)
    except (StoreUnusable, sa.exc.SQLAlchemyError):
        # a copy of it is told of as any other that is damaged
        return False


@contextmanager
def _in_place(file: Path, key: bytes) -> Iterator[Engine]:
    """Open a backup where it lies: a copy would take as much room again, and of every backup as long as it is read.

    No lock keeps others from it, so what was read is refused where it was another file at the end.
    """
    before = _mark_of(file)
    with _naming(file), _closing(open_lying_still(file, key)) as engine:
        _check(engine, file)
        yield engine
    if _mark_of(file) != before:
        raise StoreUnusable(f"The backup {file.name} was written to while it was read.", "Do it again.")


def _mark_of(file: Path) -> tuple[int, ...]:
    try:
        found = file.stat()
    except OSError as problem:
        raise _unreadable(file, problem) from None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


@contextmanager
def _copied(file: Path, key: bytes, place: Path | None = None) -> Iterator[Engine]:
    """Open a copy of a backup, brought up to this version; it is gone afterwards unless it has a `place`."""
    copy = place or file.with_name(f"{file.name}.looked-at")
    remove(copy)
    is_to_stay = False
    try:
        with _naming(file):
            _refuse_empty(file)
            _copy(file, copy)
            with _closing(open_sqlcipher(copy, key)) as engine:
                _check_pages(engine, file)
                _bring_up(engine, file)
                _check_tables(engine, file)
                yield engine
                _settle(engine)
        is_to_stay = place is not None
    except OSError as problem:
        raise _unreadable(file, problem) from None
    finally:
        if not is_to_stay:
            remove(copy)


@contextmanager
def _naming(file: Path) -> Iterator[None]:
    """Have what goes wrong with a backup name it: of its copy, or of the database, whoever reads it knows nothing."""
    try:
        yield
    except StoreDamaged:
        raise _damaged(file) from None
    except StoreUnreadable:
        raise StoreUnreadable(
            f"{file.name} does not open with this hub's key: it is no backup of this hub, was made under another key, "
            "or is damaged.",
            "Use another one, or the key it was made with.",
        ) from None


def _refuse_empty(file: Path) -> None:
    if not file.stat().st_size:
        raise StoreUnusable(f"The backup {file.name} is empty.", "Use another one; this one cannot be put back.")


def _copy(file: Path, copy: Path) -> None:
    make_private(copy)
    shutil.copyfile(file, copy)


def _unreadable(file: Path, problem: OSError) -> UnreadableFile:
    return UnreadableFile(f"The backup {file.name} cannot be read: {problem.strerror}.")


def _check(engine: Engine, file: Path) -> None:
    _check_pages(engine, file)
    _check_tables(engine, file)


def _check_pages(engine: Engine, file: Path) -> None:
    with reading(engine) as conn:
        damaged = conn.exec_driver_sql("PRAGMA cipher_integrity_check").first()
        damaged = damaged or conn.exec_driver_sql("PRAGMA foreign_key_check").first()
        if damaged or conn.exec_driver_sql("PRAGMA quick_check").scalar() != "ok":
            raise _damaged(file)


def _bring_up(engine: Engine, file: Path) -> None:
    try:
        migrate(engine, SCRIPTS, VERSION_TABLE)
    except sa.exc.SQLAlchemyError:
        # a table that a script builds upon is not there
        raise _damaged(file) from None


def _check_tables(engine: Engine, file: Path) -> None:
    """Raise StoreUnusable where a table or a column is missing, which no page of the file tells."""
    with reading(engine) as conn:
        found = sa.inspect(conn)
        there = {name: {column["name"] for column in found.get_columns(name)} for name in found.get_table_names()}
    if any(set(table.columns.keys()) - there.get(table.name, set()) for table in metadata.sorted_tables):
        raise _damaged(file)


def _damaged(file: Path) -> StoreUnusable:
    return StoreUnusable(f"The backup {file.name} is damaged.", "Use another one; this one cannot be put back.")


def copy_rows(source: Engine, target: Engine) -> None:
    """Copy every row of one hub's database into the empty tables of another, as of one instant."""
    with reading(source) as rows, writing(target) as conn:
        for table in map(_plain, metadata.sorted_tables):
            found = rows.execution_options(yield_per=_PORTION).execute(sa.select(table))
            for portion in found.mappings().partitions(_PORTION):
                conn.execute(table.insert(), [dict(row) for row in portion])


def _plain(table: sa.Table) -> sa.Table:
    """Return a table whose columns are what the database keeps: a body read and written again might be another one."""
    columns = [
        sa.Column(c.name, c.type.impl_instance if isinstance(c.type, sa.types.TypeDecorator) else c.type)
        for c in table.columns
    ]
    return sa.Table(table.name, sa.MetaData(), *columns)


def _settle(engine: Engine) -> None:
    """Leave one file without a journal beside it."""
    # a connection that is kept open would keep the journal as well
    engine.dispose()
    with engine.connect().execution_options(reads=True) as conn:
        conn.rollback()
        driver = conn.connection.driver_connection
        assert driver is not None  # noqa: S101 - it is open
        driver.execute("PRAGMA journal_mode = DELETE").fetchone()


@contextmanager
def _closing(engine: Engine) -> Iterator[Engine]:
    try:
        yield engine
    finally:
        engine.dispose()


# -- back from a backup ---------------------------------------------------------------------------------


def put_back_file(backup: Path, database: Path, key: bytes, now: datetime, fit: Fit[T]) -> tuple[str, T]:
    """Put a backup in the place of a database file, once `fit` made it fit to serve.

    Return the name the replaced one has from now on, "" for none, and what `fit` says.
    """
    fresh = database.with_name(f"{database.name}.restoring")
    with _copied(backup, key, fresh) as engine:
        # what is in the place may be damaged, and opening it would touch the journals that are kept with it
        told = fit(SqlHubStore(engine), None)
    kept = _kept(database, key, now) if database.exists() else ""
    # in one stroke: without a database in this place, whoever comes next would found a new and empty hub
    put_in_place(fresh, database)
    return kept, told


def _kept(database: Path, key: bytes, now: datetime) -> str:
    """Give the database a second name, under which it stays, and leave nothing beside the first."""
    kept = replaced_file(database, now)
    for file, second in zip(with_journals(database), with_journals(kept), strict=True):
        if file.exists():
            _give_second_name(file, second)
    try:
        with _closing(open_sqlcipher(database, key)) as engine:
            _settle(engine)
    except StoreUnusable:
        # its journals may hold what could still be saved, but under the first name the next database would read them
        _, *needless = with_journals(database)
    else:
        _, *needless = with_journals(kept)
        if not kept.samefile(database):
            shutil.copyfile(database, kept)
    for journal in needless:
        journal.unlink(missing_ok=True)
    return kept.name


def _give_second_name(file: Path, second: Path) -> None:
    try:
        second.hardlink_to(file)
    except OSError:
        # shares and memory sticks know one name a file
        _copy(file, second)


def put_back_server(backup: Path, url: str, key: bytes, now: datetime, fit: Fit[T]) -> tuple[str, T]:
    """Do the same on a server: the replaced tables stay in a schema of their own, whose name is returned."""
    fresh, kept = f"restoring_{stamp(now)}", replaced_schema(now)
    with _closing(open_postgres(url)) as engine, _copied(backup, key) as source:
        with writing(engine) as conn:
            is_of_now = version_of(conn, VERSION_TABLE) == newest_of(SCRIPTS)
            conn.exec_driver_sql(f'CREATE SCHEMA "{fresh}"')
        try:
            with _closing(_in_schema(url, fresh)) as target:
                migrate(target, SCRIPTS, VERSION_TABLE)
                copy_rows(source, target)
                told = fit(SqlHubStore(target), SqlHubStore(engine) if is_of_now else None)
            with writing(engine) as conn:
                home = str(conn.exec_driver_sql("SELECT current_schema()").scalar())
                conn.exec_driver_sql(f'CREATE SCHEMA "{kept}"')
                moved = _move_tables(conn, home, kept)
                _move_tables(conn, fresh, home)
                if not moved:
                    conn.exec_driver_sql(f'DROP SCHEMA "{kept}"')
        finally:
            with writing(engine) as conn:
                conn.exec_driver_sql(f'DROP SCHEMA "{fresh}" CASCADE')
    return (kept if moved else ""), told


def _in_schema(url: str, schema: str) -> Engine:
    address = sa.make_url(url)
    return open_postgres(
        address.update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)
    )


def _move_tables(conn: Connection, home: str, to: str) -> list[str]:
    ours = {table.name for table in metadata.sorted_tables} | {VERSION_TABLE}
    found = sorted(ours & set(sa.inspect(conn).get_table_names(schema=home)))
    for name in found:
        conn.exec_driver_sql(f'ALTER TABLE "{home}"."{name}" SET SCHEMA "{to}"')
    return found
