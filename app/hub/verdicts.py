"""What the hub makes of a push and answers to a pull, decided from what it has; nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from app.protocol.chain import Event, Mark, first_bad, follows
from app.protocol.feed_sum import feed_sum
from app.protocol.limits import PAGE_ROWS
from app.protocol.older import as_read_by
from app.protocol.versions import V3_SUMS
from app.protocol.wire import Cursor, FeedPage, FeedRow, PullRequest, PushRequest

#: a page is cut here even when it has few rows, so that an answer stays small enough to arrive
_PAGE_BYTES = 2 * 1024 * 1024


class Continues(msgspec.Struct, frozen=True):
    """The events go on from what the hub has, or repeat it; `fresh` are those it lacks, `have` what it has then."""

    fresh: Sequence[Event]
    have: Mark


class Behind(msgspec.Struct, frozen=True):
    """The hub has less than the desk believes: it was restored from an older state."""


class Copied(msgspec.Struct, frozen=True):
    """The hub has another history of this device: a profile was copied, or put back; `at` is where they part."""

    at: bytes


class Impossible(msgspec.Struct, frozen=True):
    """No log says this, whoever copied it: it was made up, or changed on its way."""


def judge(
    device_id: str, have: Mark, request: PushRequest, hash_at: Callable[[int], bytes | None]
) -> Continues | Behind | Copied | Impossible:
    """Decide from one pair, the last number and hash the hub has of the device; `hash_at` gives the older ones."""
    start = Mark(request.from_seq - 1, request.prev_hash)
    if start.seq > have.seq:
        return Behind()

    def known_hash(seq: int) -> bytes | None:
        if seq == have.seq:
            return have.hash
        return Mark().hash if seq == 0 else hash_at(seq)

    if not _is_chain(device_id, start, request.events) or known_hash(start.seq) != start.hash:
        return (
            Copied(_parting(start, request.events, known_hash)) if _was_sealed(start, request.events) else Impossible()
        )
    # every hash stands on all before it, so the last one both have speaks for the whole overlap
    known = [event for event in request.events if event.seq <= have.seq]
    if known and known_hash(known[-1].seq) != known[-1].hash:
        return Copied(_parting(start, request.events, known_hash))
    fresh = request.events[len(known) :]
    return Continues(fresh, fresh[-1].mark if fresh else have)


def _parting(start: Mark, events: Sequence[Event], known_hash: Callable[[int], bytes | None]) -> bytes:
    """Return the hash of the first event that the hub has not, of the one before where it is sent none.

    More that is logged behind it changes nothing, so a question asked again is known again.
    """
    return next((event.hash for event in events if known_hash(event.seq) != event.hash), start.hash)


def _was_sealed(start: Mark, events: Sequence[Event]) -> bool:
    """Return whether each event is as it was sealed, wherever it stands, and the first of all on nothing."""
    stands = start.seq > 0 or start == Mark()
    return stands and all(follows(event, event.prev) for event in events)


def _is_chain(device_id: str, start: Mark, events: Sequence[Event]) -> bool:
    if any(event.device_id != device_id for event in events):
        return False
    return first_bad(events, start) is None


class FeedBook(Protocol):
    """The feeds as one state of the database has them."""

    def mark_at(self, feed: str, seq: int) -> str | None: ...
    def rows(self, feed: str, after: int, limit: int) -> list[tuple[FeedRow, datetime | None]]: ...
    def outline(self, feed: str) -> Iterable[tuple[int, str, str]]: ...


def page_of(feeds: FeedBook, feed: str, head: Cursor, request: PullRequest, now: datetime) -> FeedPage:
    """Return the next page of a feed that ends at `head`; from its beginning where it never gave out the cursor."""
    cursor = request.cursors[feed]
    if cursor == head and feed not in request.anew:
        # nearly every pull: nothing came since the one before, and nothing more need be looked up
        return FeedPage(feed=feed, rows=[], cursor=head, more=False, resync=False)
    resync = cursor is not None and not _agrees(feeds, feed, cursor, head)
    at = Cursor(epoch=head.epoch, seq=0, mark="") if cursor is None or resync else cursor
    sent: list[FeedRow] = []
    size = 0
    for row, expires_at in feeds.rows(feed, at.seq, PAGE_ROWS):
        if size > _PAGE_BYTES:
            break
        if expires_at is None or expires_at > now:
            told = as_read_by(request.protocol, row)
            sent += [] if told is None else [told]
            size += len(row.body)
        at = Cursor(epoch=head.epoch, seq=row.seq, mark=row.mark)
    more = at.seq < head.seq
    wants_sum = request.protocol >= V3_SUMS and (resync or feed in request.anew)
    whole = feed_sum(feeds.outline(feed)) if wants_sum and not more else None
    return FeedPage(feed=feed, rows=sent, cursor=at, more=more, resync=resync, whole=whole)


def _agrees(feeds: FeedBook, feed: str, cursor: Cursor, head: Cursor) -> bool:
    if cursor.epoch != head.epoch or not 0 <= cursor.seq <= head.seq:
        return False
    return _mark(feeds, feed, cursor.seq) == cursor.mark


def _mark(feeds: FeedBook, feed: str, seq: int) -> str:
    return "" if seq == 0 else feeds.mark_at(feed, seq) or ""
