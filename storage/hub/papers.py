"""Queries on published playbooks and the audit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import asdict
from sqlalchemy import BigInteger, Select, select, type_coerce

from app.hub.records import AuditLine, Published
from storage.hub import tables as t
from storage.hub.part import Part
from storage.instants import from_micros


class PlaybookRows(Part):
    def add(self, published: Published) -> None:
        self._touched.is_published = True
        self._insert(t.playbook, **asdict(published))

    def all(self) -> list[Published]:
        query = select(t.playbook).where(self._mine(t.playbook)).order_by(t.playbook.c.version)
        return [
            Published(row.version, row.text, row.published_at, row.by, row.why) for row in self._conn.execute(query)
        ]


class AuditRows(Part):
    def last(self) -> tuple[int, bytes] | None:
        self._conn.execute(self._locked(select(t.company.c.company_id).where(self._mine(t.company))))
        # no more of it: a line that cannot be read must not keep the next from being written
        query = select(t.audit.c.n, t.audit.c.hash).where(self._sound(t.audit)).order_by(t.audit.c.n.desc()).limit(1)
        row = self._conn.execute(query).first()
        return None if row is None else (row.n, row.hash)

    def add(self, line: AuditLine) -> None:
        self._insert(t.audit, **asdict(line))
        if not self._insert_new(t.audit_head, n=line.n, hash=line.hash):
            self._conn.execute(t.audit_head.update().where(self._mine(t.audit_head)).values(n=line.n, hash=line.hash))

    def has(self, what: str) -> bool:
        line = select(t.audit.c.n).where(self._mine(t.audit, t.audit.c.what == what)).limit(1)
        return self._conn.execute(line).first() is not None

    def head(self) -> tuple[int, bytes] | None:
        row = self._conn.execute(select(t.audit_head).where(self._sound(t.audit_head))).first()
        return None if row is None else (row.n, row.hash)

    def all(self) -> Iterator[AuditLine]:
        yield from map(_line, self._conn.execute(self._lines().order_by(t.audit.c.n)))

    def ends(self) -> tuple[AuditLine, AuditLine] | None:
        a = t.audit.c
        last = self._conn.execute(self._lines().order_by(a.n.desc()).limit(1)).first()
        newest = self._conn.execute(self._lines().order_by(a.at.desc(), a.n.desc()).limit(1)).first()
        return None if last is None or newest is None else (_line(last), _line(newest))

    def _lines(self) -> Select[Any]:
        a = t.audit.c
        at = type_coerce(a.at, BigInteger).label("at")
        return select(a.n, at, a.by, a.what, a.subject, a.prev, a.hash).where(self._sound(t.audit))


def _line(row: Any) -> AuditLine:
    return AuditLine(row.n, _instant(row.at), row.by, row.what, row.subject, row.prev, row.hash)


def _instant(micros: int) -> datetime:
    """Return a line's instant; one that was changed into none becomes one no hash was made of."""
    try:
        return from_micros(micros)
    except OverflowError:
        return datetime(2, 1, 1, tzinfo=UTC)
