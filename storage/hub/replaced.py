"""What a restore replaced stays beside the database for a while, and ends."""

from __future__ import annotations

from datetime import UTC, datetime
from glob import escape
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from storage.engine import reading, writing
from storage.files import remove

_STAMP = "%Y%m%dt%H%M%Sz"
_FILE, _SCHEMA = ".replaced-", "replaced_"


def stamp(now: datetime) -> str:
    """Return the instant of a restore as it stands in names; it sorts, and says no more than the second."""
    return f"{now.astimezone(UTC):{_STAMP}}"


def replaced_file(database: Path, now: datetime) -> Path:
    return database.with_name(f"{database.name}{_FILE}{stamp(now)}")


def replaced_schema(now: datetime) -> str:
    return f"{_SCHEMA}{stamp(now)}"


def replaced_files(database: Path) -> dict[Path, datetime]:
    """Return the files that restores replaced, each with when; journals go with their file."""
    named = f"{database.name}{_FILE}"
    found = {file: _instant(file.name, named) for file in sorted(database.parent.glob(f"{escape(named)}*"))}
    return {file: at for file, at in found.items() if at is not None}


def end_replaced_files(database: Path, before: datetime, *, dry_run: bool) -> tuple[list[str], list[str]]:
    """Remove the files that restores before this instant replaced; return their names, and of those that stay."""
    found = replaced_files(database)
    old = [file for file, at in found.items() if at < before]
    for file in [] if dry_run else old:
        remove(file)
    return [file.name for file in old], [file.name for file in found if file not in old]


def end_replaced_schemas(
    engine: Engine, before: datetime, hub_id: str, ours: list[str], *, dry_run: bool
) -> tuple[list[str], list[str]]:
    """Do the same on a server, with schemas of this hub alone; `ours` are the names of our tables.

    Whatever else somebody put there keeps its schema.
    """
    with reading(engine) as conn:
        names = sorted(sa.inspect(conn).get_schema_names())
    found = {name: at for name in names if (at := _instant(name, _SCHEMA)) is not None}
    ended: list[str] = []
    kept: list[str] = []
    for name, at in found.items():
        is_gone = False
        if at < before:
            with writing(engine) as conn:
                is_gone = _hub_of(conn, name) == hub_id and _drop(conn, name, ours, dry_run=dry_run)
        (ended if is_gone else kept).append(name)
    return ended, kept


def _hub_of(conn: Connection, schema: str) -> str:
    """Return whose tables are in a schema that this role owns, "" for nobody's."""
    owns = "SELECT pg_has_role(current_user, nspowner, 'MEMBER') FROM pg_namespace WHERE nspname = :schema"
    if not conn.execute(sa.text(owns), {"schema": schema}).scalar():
        return ""
    if "company" not in sa.inspect(conn).get_table_names(schema=schema):
        return ""
    return str(conn.exec_driver_sql(f'SELECT hub_id FROM "{schema}".company').scalar() or "")  # noqa: S608 - its name is a date


def _drop(conn: Connection, schema: str, ours: list[str], *, dry_run: bool) -> bool:
    """Drop our tables there, and the schema unless something of somebody else's is in it; return whether it goes."""
    tables = sa.inspect(conn).get_table_names(schema=schema)
    there = [name for name in tables if name in ours]
    is_all = len(there) == len(tables) and not sa.inspect(conn).get_view_names(schema=schema)
    if there and not dry_run:
        conn.exec_driver_sql("DROP TABLE " + ", ".join(f'"{schema}"."{name}"' for name in there))
    if is_all and not dry_run:
        conn.exec_driver_sql(f'DROP SCHEMA "{schema}" RESTRICT')
    return is_all


def _instant(name: str, named: str) -> datetime | None:
    """Return when a restore gave something its name, None for a name that no restore gave."""
    rest = name.removeprefix(named)
    try:
        at = datetime.strptime(rest, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return at if name.startswith(named) and stamp(at) == rest else None
