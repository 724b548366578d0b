"""Rows of a feed that are kept as one: those of one kind that came in one transaction, behind each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

import msgspec

from app.protocol.feed import FeedItem, kind_of
from storage.instants import to_micros

#: a page of a feed that ends inside a run reads the whole of it, and so does one that begins there
MOST = 100
#: a row, and from when on it is no longer to be sent in microseconds since 1970, or None
_Member = tuple[msgspec.Raw, int | None]
_decode = msgspec.json.Decoder(list[_Member]).decode
#: what gets its number at the end of the transaction, and from when on it is no longer to be sent
Waiting = tuple[FeedItem, datetime | None]


class Single(NamedTuple):
    """A row of the feed as it is sent; `body` is empty once what it said has passed."""

    seq: int
    mark: str
    kind: str
    body: bytes
    expires_at: int | None


class Stored(NamedTuple):
    """A row of the table: a row of the feed, or where `first_seq` is not None the run from there to `seq`."""

    seq: int
    mark: str
    kind: str
    body: bytes
    expires_at: int | None
    first_seq: int | None


def stored(rows: Sequence[Waiting], first: int, mark: str) -> Iterator[Stored]:
    """Give what is kept of rows numbered from `first` on.

    All of them have one mark: it tells this transaction from one that gave out the same numbers in another life of
    the database. What expires and what does not never share a run, as a run is emptied as a whole.
    """
    seq = first
    for _, alike in groupby(rows, _likeness):
        many = list(alike)
        for start in range(0, len(many), MOST):
            run = many[start : start + MOST]
            yield _one(run, seq, mark)
            seq += len(run)


def _likeness(row: Waiting) -> tuple[type[FeedItem], bool]:
    return type(row[0]), row[1] is None


def _one(run: Sequence[Waiting], seq: int, mark: str) -> Stored:
    kind = kind_of(run[0][0])
    members = [(item, None if expires_at is None else to_micros(expires_at)) for item, expires_at in run]
    last = max((expires_at for _, expires_at in members if expires_at is not None), default=None)
    if len(run) == 1:
        return Stored(seq, mark, kind, msgspec.json.encode(run[0][0]), last, None)
    return Stored(seq + len(run) - 1, mark, kind, msgspec.json.encode(members), last, seq)


def singles(row: Any) -> Iterator[Single]:
    """Give the rows of the feed that a row of the table stands for; of a `Stored`, or what was read into its like."""
    if row.first_seq is None:
        yield Single(row.seq, row.mark, row.kind, row.body, row.expires_at)
        return
    numbers = range(row.first_seq, row.seq + 1)
    # a run that was emptied still has its numbers
    members = _decode(row.body) if row.body else [(msgspec.Raw(), row.expires_at)] * len(numbers)
    for seq, (body, expires_at) in zip(numbers, members, strict=True):
        yield Single(seq, row.mark, row.kind, bytes(body), expires_at)
