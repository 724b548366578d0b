"""Queries on published playbooks and the audit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from sqlalchemy import select

from app.hub.records import AuditLine, Published
from storage.hub import tables as t
from storage.hub.part import Part


class PlaybookRows(Part):
    def add(self, published: Published) -> None:
        self._insert(t.playbook, **asdict(published))

    def all(self) -> list[Published]:
        query = select(t.playbook).where(self._mine(t.playbook)).order_by(t.playbook.c.version)
        return [
            Published(row.version, row.text, row.published_at, row.by, row.why) for row in self._conn.execute(query)
        ]


class AuditRows(Part):
    def last(self) -> AuditLine | None:
        self._conn.execute(self._locked(select(t.company.c.company_id).where(self._mine(t.company))))
        query = select(t.audit).where(self._mine(t.audit)).order_by(t.audit.c.n.desc()).limit(1)
        row = self._conn.execute(query).first()
        return None if row is None else AuditLine(row.n, row.at, row.by, row.what, row.subject, row.prev, row.hash)

    def add(self, line: AuditLine) -> None:
        self._insert(t.audit, **asdict(line))

    def all(self) -> Iterator[AuditLine]:
        for row in self._conn.execute(select(t.audit).where(self._mine(t.audit)).order_by(t.audit.c.n)):
            yield AuditLine(row.n, row.at, row.by, row.what, row.subject, row.prev, row.hash)
