"""What a restore replaced stays beside the database for a while, and ends."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from storage.engine import writing
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


def end_replaced_files(database: Path, before: datetime) -> list[str]:
    """Remove the files that restores before this instant replaced; return their names."""
    named = f"{database.name}{_FILE}"
    old = [file for file in sorted(database.parent.glob(f"{named}*")) if _is_before(file.name, named, before)]
    for file in old:
        remove(file)
    return [file.name for file in old]


def end_replaced_schemas(engine: Engine, before: datetime) -> list[str]:
    """Do the same on a server."""
    with writing(engine) as conn:
        old = [name for name in sorted(sa.inspect(conn).get_schema_names()) if _is_before(name, _SCHEMA, before)]
        for name in old:
            conn.exec_driver_sql(f'DROP SCHEMA "{name}" CASCADE')
    return old


def _is_before(name: str, named: str, before: datetime) -> bool:
    """Return whether the name is one of ours and of before; a journal's is not, which goes with its file."""
    try:
        return datetime.strptime(name.removeprefix(named), _STAMP).replace(tzinfo=UTC) < before
    except ValueError:
        return False
