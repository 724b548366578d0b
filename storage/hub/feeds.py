"""Queries on the feeds: rows numbered by a counter that is locked until they are committed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Select, bindparam, literal_column, not_, select, text, type_coerce
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import NullType

from app.protocol.feed import PURGED, FeedItem, LeadGone, write
from app.protocol.wire import Cursor, FeedRow
from storage.hub import tables as t
from storage.hub.bulk import Row
from storage.hub.kinds import of_its_kind
from storage.hub.part import Part, is_among, mine
from storage.hub.runs import Stored, Waiting, singles, stored
from storage.instants import from_micros

#: the channel on which PostgreSQL tells other processes which feed has news
CHANNEL = "followthrough_feed"


_COLUMNS = ("company_id", "feed", *Stored._fields)
# both databases have these words
_COUNTED_UP = text(
    """
    INSERT INTO feed (company_id, feed, last_seq) VALUES (:in_company, :feed, :more)
    ON CONFLICT (company_id, feed) DO UPDATE SET last_seq = feed.last_seq + excluded.last_seq RETURNING last_seq
    """
)
_NOTIFIED = text("SELECT pg_notify(:channel, feed) FROM unnest(CAST(:feeds AS text[])) AS feed")
_FORGOTTEN = (
    t.feed_row.update()
    .where(mine(t.feed_row, t.MAY_EXPIRE, t.feed_row.c.expires_at <= bindparam("now")))
    .values(body=b"")
)


_ROW = t.feed_row.c
_MARK = (
    select(_ROW.seq, _ROW.first_seq, _ROW.mark)
    .where(mine(t.feed_row, _ROW.feed == bindparam("feed"), _ROW.seq >= bindparam("seq")))
    .order_by(_ROW.seq)
    .limit(1)
)


def _heads(*, is_file: bool) -> Select[Any]:
    company, feed = t.company.c, t.feed.c
    of_feed = (feed.company_id == company.company_id) & is_among(feed.feed, "asked", is_file=is_file)
    # a run is numbered by its last row, so the last of all is found by its number
    last = (_ROW.company_id == company.company_id) & (_ROW.feed == feed.feed) & (_ROW.seq == feed.last_seq)
    joined = t.company.outerjoin(t.feed, of_feed).outerjoin(t.feed_row, last)
    return select(company.feed_epoch, feed.feed, feed.last_seq, _ROW.mark).select_from(joined).where(mine(t.company))


_HEADS = {is_file: _heads(is_file=is_file) for is_file in (True, False)}


class FeedRows(Part):
    """Rows handed in wait here until `flush`: the counters are then locked for a moment only, and always in the
    same order, so that two transactions never wait for each other.
    """

    def __init__(self, conn: Connection, company_id: str) -> None:
        super().__init__(conn, company_id)
        self._waiting: dict[str, list[Waiting]] = {}
        self._hints: set[str] = set()

    def append(self, feed: str, item: FeedItem, *, expires_at: datetime | None = None) -> None:
        self._waiting.setdefault(feed, []).append((item, expires_at))

    def hint(self, name: str) -> None:
        self._hints.add(name)

    def flush(self) -> frozenset[str]:
        """Write what waits, last thing in the transaction; return what has news."""
        kept: list[Row] = []
        for feed, rows in sorted(self._waiting.items()):
            last = self._ask(_COUNTED_UP, feed=feed, more=len(rows)).scalar_one()
            kept += self._kept(feed, stored(rows, last - len(rows) + 1, secrets.token_hex(8)))
        self._insert_rows(t.feed_row, _COLUMNS, kept)
        if self._is_file:
            # what is told there is what was counted; on a server it is said aloud, and nobody waits for a counter
            for name in sorted(self._hints):
                self._ask(_COUNTED_UP, feed=name, more=1)
        touched = frozenset((*self._waiting, *self._hints))
        if touched and not self._is_file:
            self._ask(_NOTIFIED, channel=CHANNEL, feeds=sorted(touched))
        self._waiting.clear()
        self._hints.clear()
        return touched

    def _kept(self, feed: str, rows: Iterable[Stored]) -> list[Row]:
        return [(self._company_id, feed, *row) for row in rows]

    def heads(self, feeds: Sequence[str]) -> dict[str, Cursor]:
        found: Sequence[Any] = self._ask(_HEADS[self._is_file], asked=self._as_one(feeds)).all()
        begun = {feed: Cursor(epoch=epoch, seq=seq, mark=mark or "") for epoch, feed, seq, mark in found if feed}
        none = Cursor(epoch=found[0].feed_epoch, seq=0, mark="")
        return {feed: begun.get(feed, none) for feed in feeds}

    def mark_at(self, feed: str, seq: int) -> str | None:
        found = self._ask(_MARK, feed=feed, seq=seq).first()
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

    def unreadable(self) -> list[str]:
        if not self._is_file:
            return []
        # a number that is none any more is no place: what SQLite calls the row then names it
        at = literal_column("feed_row.rowid", BigInteger).label("at")
        query = select(type_coerce(t.feed_row.c.feed, NullType).label("feed"), at)
        bad = self._conn.execute(query.where(self._mine(t.feed_row, not_(of_its_kind(t.feed_row)))).order_by(at)).all()
        return [f"{row.feed if isinstance(row.feed, str) else repr(row.feed)}, row {row.at}" for row in bad]

    def forget(self, feed: str, lead_id: str) -> None:
        kind, body = write(LeadGone(lead_id=lead_id, why=PURGED))
        # a desk gives its own leads their ids, and a short one is part of many a word
        named = b'"lead_id":' + msgspec.json.encode(lead_id)
        for row in self._conn.execute(self._stored(feed)).all():
            if named not in row.body:
                continue
            # a run has one kind, so that one with a row of another falls apart
            bare = [
                Stored(*(one._replace(kind=kind, body=body) if named in one.body else one), None)
                for one in singles(row)
            ]
            where = self._mine(t.feed_row, t.feed_row.c.feed == feed, t.feed_row.c.seq == row.seq)
            self._conn.execute(t.feed_row.delete().where(where))
            self._insert_rows(t.feed_row, _COLUMNS, self._kept(feed, bare))

    def _stored(self, feed: str, *conditions: ColumnElement[bool]) -> Select[Any]:
        columns = [
            type_coerce(t.feed_row.c[name], BigInteger) if name == "expires_at" else t.feed_row.c[name]
            for name in Stored._fields
        ]
        where = self._mine(t.feed_row, t.feed_row.c.feed == feed, *conditions)
        return select(*columns).where(where).order_by(t.feed_row.c.seq)

    def forget_expired(self, now: datetime) -> None:
        self._ask(_FORGOTTEN, now=now)


def _first(row: Any) -> int:
    return int(row.seq if row.first_seq is None else row.first_seq)


def _instant(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
