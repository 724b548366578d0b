"""Queries on vendors who post leads, their keys, and what became of their posts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import asdict
from sqlalchemy import func, select
from sqlalchemy.engine import Row

from app.hub.records import IntakeKey, IntakePost, IntakeSource, Verdict
from storage.hub import tables as t
from storage.hub.part import Part


class IntakeRows(Part):
    def add(self, source: IntakeSource) -> bool:
        return self._insert_new(t.intake_source, **_source_values(source))

    def put(self, source: IntakeSource) -> None:
        where = self._mine(t.intake_source, t.intake_source.c.source_id == source.source_id)
        self._conn.execute(t.intake_source.update().where(where).values(**_source_values(source)))

    def by_slug(self, slug: str) -> IntakeSource | None:
        where = self._mine(t.intake_source, t.intake_source.c.slug == slug)
        row = self._conn.execute(select(t.intake_source).where(where)).first()
        return None if row is None else _source(row)

    def all(self) -> list[IntakeSource]:
        query = select(t.intake_source).where(self._mine(t.intake_source)).order_by(t.intake_source.c.slug)
        return [_source(row) for row in self._conn.execute(query)]

    def add_key(self, key: IntakeKey) -> None:
        self._insert(t.intake_key, **asdict(key))

    def key(self, key_id: str) -> IntakeKey | None:
        where = self._mine(t.intake_key, t.intake_key.c.key_id == key_id)
        row = self._conn.execute(select(t.intake_key).where(where)).first()
        return None if row is None else _key(row)

    def keys(self) -> list[IntakeKey]:
        k = t.intake_key.c
        query = select(t.intake_key).where(self._mine(t.intake_key)).order_by(k.made_at, k.key_id)
        return [_key(row) for row in self._conn.execute(query)]

    def revoke_key(self, key_id: str, at: datetime) -> None:
        k = t.intake_key.c
        where = self._mine(t.intake_key, k.key_id == key_id, k.revoked_at.is_(None))
        self._conn.execute(t.intake_key.update().where(where).values(revoked_at=at))

    def add_posts(self, posts: Sequence[IntakePost]) -> None:
        for post in posts:
            self._insert(t.intake_post, **{**asdict(post), "verdict": post.verdict.value})

    def forget_posts(self, source_id: str, before: datetime, most: int) -> None:
        p = t.intake_post.c
        where = self._mine(t.intake_post, p.source_id == source_id, p.at < before)
        oldest = select(p.post_id).where(where).order_by(p.at).limit(most)
        self._conn.execute(t.intake_post.delete().where(self._mine(t.intake_post, p.post_id.in_(oldest))))

    def posts(self, source_id: str, since: datetime, limit: int) -> list[IntakePost]:
        p = t.intake_post.c
        where = self._mine(t.intake_post, p.source_id == source_id, p.at >= since)
        query = select(t.intake_post).where(where).order_by(p.at.desc(), p.post_id.desc()).limit(limit)
        return [
            IntakePost(row.post_id, row.source_id, row.at, Verdict(row.verdict), row.why, row.is_test)
            for row in self._conn.execute(query)
        ]

    def recent(self, source_id: str, since: datetime, most: int) -> list[datetime]:
        p = t.intake_post.c
        where = self._mine(t.intake_post, p.source_id == source_id, p.at > since)
        return list(self._conn.execute(select(p.at).where(where).order_by(p.at.desc()).limit(most)).scalars())

    def counts(self, since: datetime) -> dict[str, dict[str, int]]:
        p = t.intake_post.c
        query = select(p.source_id, p.verdict, func.count().label("n")).where(self._mine(t.intake_post, p.at >= since))
        out: dict[str, dict[str, int]] = {}
        for row in self._conn.execute(query.group_by(p.source_id, p.verdict)):
            out.setdefault(row.source_id, {})[row.verdict] = row.n
        return out


def _source_values(source: IntakeSource) -> dict[str, Any]:
    # `asdict` would take the settings apart as well
    return {
        "source_id": source.source_id,
        "slug": source.slug,
        "name": source.name,
        "settings": source.settings,
        "added_at": source.added_at,
    }


def _source(row: Row[Any]) -> IntakeSource:
    return IntakeSource(row.source_id, row.slug, row.name, row.settings, row.added_at)


def _key(row: Row[Any]) -> IntakeKey:
    return IntakeKey(row.key_id, row.source_id, row.secret_hash, row.made_at, row.revoked_at)
