"""Queries on the feeds: rows numbered by a counter that is locked until they are committed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from app.protocol.feed import PURGED, FeedItem, LeadGone, write
from app.protocol.wire import Cursor, FeedRow
from storage.hub import tables as t
from storage.hub.part import Part

#: the channel on which PostgreSQL tells other processes which feed has news
CHANNEL = "followthrough_feed"


class FeedRows(Part):
    """Rows handed in wait here until `flush`: the counters are then locked for a moment only, and always in the
    same order, so that two transactions never wait for each other.
    """

    def __init__(self, conn: Connection, company_id: str) -> None:
        super().__init__(conn, company_id)
        self._waiting: dict[str, list[dict[str, Any]]] = {}

    def append(self, feed: str, item: FeedItem, *, expires_at: datetime | None = None) -> None:
        kind, body = write(item)
        row = {"feed": feed, "mark": secrets.token_hex(8), "kind": kind, "body": body, "expires_at": expires_at}
        self._waiting.setdefault(feed, []).append({"company_id": self._company_id, **row})

    def flush(self) -> frozenset[str]:
        """Write what waits, last thing in the transaction; return the feeds that got rows."""
        for feed, rows in sorted(self._waiting.items()):
            last = self._count_up(feed, len(rows))
            for seq, row in enumerate(rows, last - len(rows) + 1):
                row["seq"] = seq
            self._insert_many(t.feed_row, rows)
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
        where = self._mine(t.feed_row, t.feed_row.c.feed == feed, t.feed_row.c.seq == seq)
        return self._conn.execute(select(t.feed_row.c.mark).where(where)).scalar()

    def rows(self, feed: str, after: int, limit: int) -> list[tuple[FeedRow, datetime | None]]:
        where = self._mine(t.feed_row, t.feed_row.c.feed == feed, t.feed_row.c.seq > after)
        query = select(t.feed_row).where(where).order_by(t.feed_row.c.seq).limit(limit)
        return [
            (FeedRow(seq=row.seq, mark=row.mark, kind=row.kind, body=row.body), row.expires_at)
            for row in self._conn.execute(query)
        ]

    def outline(self, feed: str) -> Iterator[tuple[int, str, str]]:
        columns = (t.feed_row.c.seq, t.feed_row.c.mark, t.feed_row.c.kind)
        query = select(*columns).where(self._mine(t.feed_row, t.feed_row.c.feed == feed)).order_by(t.feed_row.c.seq)
        for row in self._conn.execute(query):
            yield row.seq, row.mark, row.kind

    def forget(self, feed: str, lead_id: str) -> None:
        kind, body = write(LeadGone(lead_id=lead_id, why=PURGED))
        mine = self._mine(t.feed_row, t.feed_row.c.feed == feed)
        about = self._conn.execute(select(t.feed_row.c.seq, t.feed_row.c.body).where(mine)).all()
        for row in about:
            if lead_id.encode() in row.body:
                one = self._mine(t.feed_row, t.feed_row.c.feed == feed, t.feed_row.c.seq == row.seq)
                self._conn.execute(t.feed_row.update().where(one).values(kind=kind, body=body))

    def forget_expired(self, now: datetime) -> None:
        where = self._mine(t.feed_row, t.feed_row.c.expires_at <= now, t.feed_row.c.body != b"")
        self._conn.execute(t.feed_row.update().where(where).values(body=b""))
