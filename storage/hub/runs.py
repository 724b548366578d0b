"""Rows of a feed that are kept as one: those of one kind that came in one transaction, behind each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import msgspec

#: a page of a feed that ends inside a run reads the whole of it, and so does one that begins there
MOST = 100
#: a row that is no longer to be sent in microseconds since 1970, or None
_Member = tuple[msgspec.Raw, int | None]
_decode = msgspec.json.Decoder(list[_Member]).decode


class Waiting(msgspec.Struct, frozen=True, gc=False):
    """A row that gets its number at the end of the transaction; `expires_at` in microseconds since 1970."""

    kind: str
    body: bytes
    expires_at: int | None


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
    for (kind, _), alike in groupby(rows, lambda row: (row.kind, row.expires_at is None)):
        many = list(alike)
        for start in range(0, len(many), MOST):
            run = many[start : start + MOST]
            yield _one(run, seq, mark, kind)
            seq += len(run)


def _one(run: Sequence[Waiting], seq: int, mark: str, kind: str) -> Stored:
    if len(run) == 1:
        return Stored(seq, mark, kind, run[0].body, run[0].expires_at, None)
    body = msgspec.json.encode([(msgspec.Raw(row.body), row.expires_at) for row in run])
    last = max((row.expires_at for row in run if row.expires_at is not None), default=None)
    return Stored(seq + len(run) - 1, mark, kind, body, last, seq)


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
