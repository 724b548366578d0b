"""Queries on the feeds: rows numbered by a counter that is locked until they are committed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Select, select, text, type_coerce
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from app.protocol.feed import PURGED, FeedItem, LeadGone, write
from app.protocol.wire import Cursor, FeedRow
from storage.columns import from_micros, to_micros
from storage.hub import tables as t
from storage.hub.part import Part
from storage.hub.runs import Stored, Waiting, singles, stored

#: the channel on which PostgreSQL tells other processes which feed has news
CHANNEL = "followthrough_feed"


class FeedRows(Part):
    """Rows handed in wait here until `flush`: the counters are then locked for a moment only, and always in the
    same order, so that two transactions never wait for each other.
    """

    def __init__(self, conn: Connection, company_id: str) -> None:
        super().__init__(conn, company_id)
        self._waiting: dict[str, list[Waiting]] = {}

    def append(self, feed: str, item: FeedItem, *, expires_at: datetime | None = None) -> None:
        kind, body = write(item)
        row = Waiting(kind, body, None if expires_at is None else to_micros(expires_at))
        self._waiting.setdefault(feed, []).append(row)

    def flush(self) -> frozenset[str]:
        """Write what waits, last thing in the transaction; return the feeds that got rows."""
        for feed, rows in sorted(self._waiting.items()):
            first = self._count_up(feed, len(rows)) - len(rows) + 1
            kept = [(feed, *row) for row in stored(rows, first, secrets.token_hex(8))]
            self._insert_rows(t.feed_row, ("feed", *Stored._fields), kept)
            if self._conn.dialect.name == "postgresql":
                self._conn.execute(text("SELECT pg_notify(:c, :f)"), {"c": CHANNEL, "f": feed})
        touched = frozenset(self._waiting)
        self._waiting.clear()
        return touched

    def _count_up(self, feed: str, n: int) -> int:
        self._insert_new(t.feed, feed=feed, last_seq=0)
        update = t.feed.update().where(self._mine(t.feed, t.feed.c.feed == feed))
        counted = update.values(last_seq=t.feed.c.last_seq + n).returning(t.feed.c.last_seq)
        return int(self._conn.execute(counted).scalar_one())

    def head(self, feed: str) -> Cursor:
        query = select(t.feed.c.last_seq).where(self._mine(t.feed, t.feed.c.feed == feed))
        seq = self._conn.execute(query).scalar() or 0
        epoch = self._conn.execute(select(t.company.c.feed_epoch).where(self._mine(t.company))).scalar_one()
        return Cursor(epoch=epoch, seq=seq, mark=self.mark_at(feed, seq) or "")

    def mark_at(self, feed: str, seq: int) -> str | None:
        found = self._conn.execute(self._stored(feed, t.feed_row.c.seq >= seq).limit(1)).first()
        return None if found is None or _first(found) > seq else str(found.mark)

    def rows(self, feed: str, after: int, limit: int) -> list[tuple[FeedRow, datetime | None]]:
        kept = self._conn.execute(self._stored(feed, t.feed_row.c.seq > after).limit(limit))
        following = (one for row in kept for one in singles(row) if one.seq > after)
        return [
            (FeedRow(seq=one.seq, mark=one.mark, kind=one.kind, body=one.body), _instant(one.expires_at))
            for one in islice(following, limit)
        ]

    def outline(self, feed: str) -> Iterator[tuple[int, str, str]]:
        columns = (t.feed_row.c.seq, t.feed_row.c.first_seq, t.feed_row.c.mark, t.feed_row.c.kind)
        query = select(*columns).where(self._mine(t.feed_row, t.feed_row.c.feed == feed)).order_by(t.feed_row.c.seq)
        for row in self._conn.execute(query):
            for seq in range(_first(row), row.seq + 1):
                yield seq, row.mark, row.kind

    def forget(self, feed: str, lead_id: str) -> None:
        kind, body = write(LeadGone(lead_id=lead_id, why=PURGED))
        # a desk gives its own leads their ids, and a short one is part of many a word
        named = b'"lead_id":' + msgspec.json.encode(lead_id)
        for row in self._conn.execute(self._stored(feed)).all():
            if named not in row.body:
                continue
            # a run has one kind, so that one with a row of another falls apart
            bare = [
                (feed, *(one._replace(kind=kind, body=body) if named in one.body else one), None)
                for one in singles(row)
            ]
            where = self._mine(t.feed_row, t.feed_row.c.feed == feed, t.feed_row.c.seq == row.seq)
            self._conn.execute(t.feed_row.delete().where(where))
            self._insert_rows(t.feed_row, ("feed", *Stored._fields), bare)

    def _stored(self, feed: str, *conditions: ColumnElement[bool]) -> Select[Any]:
        columns = [
            type_coerce(t.feed_row.c[name], BigInteger) if name == "expires_at" else t.feed_row.c[name]
            for name in Stored._fields
        ]
        where = self._mine(t.feed_row, t.feed_row.c.feed == feed, *conditions)
        return select(*columns).where(where).order_by(t.feed_row.c.seq)

    def forget_expired(self, now: datetime) -> None:
        where = self._mine(t.feed_row, t.feed_row.c.expires_at <= now, t.feed_row.c.body != b"")
        self._conn.execute(t.feed_row.update().where(where).values(body=b""))


def _first(row: Any) -> int:
    return int(row.seq if row.first_seq is None else row.first_seq)


def _instant(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
