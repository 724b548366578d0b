"""A round with the hub, thought through: what is known comes in, what is to be done goes out, nothing is done here."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from app.desktop.home import another_hub
from app.desktop.travelling import is_too_heavy
from app.errors import HubUnreachable
from app.protocol.chain import GENESIS, Event
from app.protocol.feed_sum import feed_sum
from app.protocol.limits import BODY_BYTES, PUSH_EVENTS
from app.protocol.versions import CURRENT, READ_ANEW_SINCE
from app.protocol.wire import (
    Cursor,
    FeedPage,
    FeedRow,
    FeedSum,
    Fork,
    Hello,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Receipt,
    Rewind,
    Stranger,
)

#: after so many rounds with events waiting and none arriving, the hub is asked what it has before anything is sent
STALLED = 3
#: one round performs at most so many pushes and pulls; a healthy hub needs a few
ROUND_STEPS = 400
_AGAIN = "It is asked again; tell IT if this stays so."

T = TypeVar("T")


# -- what is known ---------------------------------------------------------------------------------------


class Log(msgspec.Struct, frozen=True):
    """Whose log it is, and the events after the last one acknowledged, as they are sent; `prev` is that one's hash.

    In the last `stalled` rounds events waited and none arrived.
    """

    hub_id: str
    device_id: str
    acked: int
    prev: bytes | None
    raws: Sequence[bytes]
    stalled: int = 0


class Ours(msgspec.Struct, frozen=True):
    """What a desk holds a receipt against: its own hash at the number named there, and its last number."""

    hash: bytes | None
    last: int


class Arrived(msgspec.Struct, frozen=True):
    """How many events the hub newly has, and how many are here only."""

    new: int
    waiting: int


class Bookmarks(msgspec.Struct, frozen=True):
    """How far each feed was read, in the order the hub named them, and by which version of the protocol.

    Of those in `anew` the cursor is how far they were read this time, beside what the desk goes on working from.
    """

    hub_id: str
    cursors: Mapping[str, Cursor | None]
    anew: frozenset[str]
    read_as: int


# -- what is to be done; each says what comes back -------------------------------------------------------


class AskWho(msgspec.Struct, frozen=True):
    """Ask who answers at the hub's address: Hello."""


class ReadLog(msgspec.Struct, frozen=True):
    """Read what is to be sent next, or what stands behind this number: Log, counted as if it were acked."""

    after: int | None = None


class Lighten(msgspec.Struct, frozen=True):
    """Seal those unsent events anew that no push can carry."""


class Push(msgspec.Struct, frozen=True):
    """Send a stretch of the log: PushAnswer."""

    request: PushRequest


class Acknowledge(msgspec.Struct, frozen=True):
    """Count as arrived what `acknowledged` says, in the transaction that looked: Arrived, None where it says None."""

    sent: PushRequest
    receipt: Receipt


class StartOver(msgspec.Struct, frozen=True):
    """Go by what the hub says it has, where `agreed` finds it in this log; nothing was sent for it."""

    receipt: Receipt


class GoBack(msgspec.Struct, frozen=True):
    """Count as arrived no more than the hub says it has, where `gone_back` agrees."""

    sent: PushRequest
    rewind: Rewind


class GoOnAs(msgspec.Struct, frozen=True):
    """Go on as another device of the same person, the whole log sealed anew."""

    fork: Fork


class ReadBookmarks(msgspec.Struct, frozen=True):
    """Read how far the feeds were read: Bookmarks."""


class BeginAnew(msgspec.Struct, frozen=True):
    """Read these feeds from their beginning again, and note by which version of the protocol."""

    feeds: Sequence[str]
    read_as: int


class Pull(msgspec.Struct, frozen=True):
    """Ask for a page of each feed: PullAnswer."""

    request: PullRequest


class Apply(msgspec.Struct, frozen=True):
    """Write a page and its cursor, in one transaction, so that a cursor is never ahead of its data."""

    page: FeedPage


class Stage(msgspec.Struct, frozen=True):
    """Keep a page of a feed that is read anew apart from what the desk works from, and how far that was.

    Nothing is done where somebody else has read on from `after` meanwhile: a second program on the same profile.
    """

    page: FeedPage
    after: Cursor | None


class Swap(msgspec.Struct, frozen=True):
    """Put what was kept apart, ending with this page, in the place of the old where `is_whole` agrees: whether it did.

    All of it, and the cursor, in one transaction. Where somebody else has read on meanwhile it is theirs to do.
    """

    page: FeedPage
    after: Cursor | None


class Unstage(msgspec.Struct, frozen=True):
    """Throw away what was read of a feed anew; the desk has the old still."""

    feed: str


class NoteFeeds(msgspec.Struct, frozen=True):
    """Note which feeds there are, and how far this clock is off."""

    answer: PullAnswer


Asking = AskWho | Push | Pull
Reading = ReadLog | ReadBookmarks
Feeding = Apply | Stage | Swap | Unstage
Writing = Acknowledge | StartOver | GoBack | GoOnAs | Lighten | BeginAnew | NoteFeeds | Feeding
Effect = Asking | Reading | Writing
Steps = Generator[Effect, Any, T]


class Outcome(msgspec.Struct, frozen=True):
    """What a whole round came to; `hub_seq` is the hub's count of this device's events."""

    pushed: int
    pulled: int
    hub_seq: int
    resync: bool


# -- the round -------------------------------------------------------------------------------------------


def round_steps(hub_id: str, hub_url: str) -> Steps[Outcome]:
    """Push everything, then pull everything. Raises WrongHub, or HubUnreachable for what no hub would say.

    Whoever runs these steps may stop after any of them: all that counts is in the store by then, and the next round
    begins with what it finds there.
    """
    hello: Hello = yield AskWho()
    if hello.hub_id != hub_id:
        raise another_hub(hub_url)
    pushed, hub_seq = yield from _push_all(hub_url)
    pulled, resync = yield from _pull_all()
    return Outcome(pushed, pulled, hub_seq, resync)


def _push_all(hub_url: str) -> Steps[tuple[int, int]]:
    pushed, asks_after, was_asked = 0, None, False
    yield from _start_over()
    for _ in range(ROUND_STEPS):
        request = yield from _next_push(asks_after)
        answer: PushAnswer = yield Push(request)
        asks_after = None
        match answer:
            case Receipt():
                arrived: Arrived | None = yield Acknowledge(request, answer)
                if arrived is None and was_asked:
                    raise _not_for_this()
                if arrived is None:
                    # a stretch both have may lie before the place where a copied log parts from the hub's: asked there,
                    # the hub sees it; and an answer that is none of the hub's is not believed twice
                    asks_after, was_asked = answer.have_seq, True
                    continue
                pushed += arrived.new
                if not arrived.waiting:
                    return pushed, answer.have_seq
            case Rewind():
                yield GoBack(request, answer)
            case Fork():
                yield GoOnAs(answer)
            case Stranger():
                raise another_hub(hub_url)
    raise HubUnreachable("The hub does not come to an end of taking what this desk has.", "Try again later.")


def _start_over() -> Steps[None]:
    """Ask the hub what it has where events wait and none arrives: what this desk believes may be what is wrong."""
    log: Log = yield ReadLog()
    if log.stalled >= STALLED:
        asks = PushRequest(hub_id=log.hub_id, device_id=log.device_id, from_seq=1, prev_hash=GENESIS, events=[])
        answer: PushAnswer = yield Push(asks)
        if isinstance(answer, Receipt):
            yield StartOver(answer)


def _next_push(asks_after: int | None) -> Steps[PushRequest]:
    """Return the next stretch of the log, or none and only the question whether the hub has it up to a number."""
    log: Log = yield ReadLog(asks_after)
    if asks_after is None and any(is_too_heavy(raw) for raw in log.raws):
        yield Lighten()
        log = yield ReadLog()
    # a line too slow for a full push before the deadline is given half as much each time
    most, room = max(1, PUSH_EVENTS >> log.stalled), BODY_BYTES >> log.stalled
    events: list[Event] = []
    size = 0
    for raw in log.raws[:most] if asks_after is None else ():
        size += len(raw)
        if events and size > room:
            break
        events.append(msgspec.json.decode(raw, type=Event))
    return PushRequest(
        hub_id=log.hub_id,
        device_id=log.device_id,
        from_seq=log.acked + 1,
        prev_hash=log.prev or GENESIS,
        events=events,
    )


def _pull_all() -> Steps[tuple[int, bool]]:
    pulled, resync = 0, False
    for _ in range(ROUND_STEPS):
        marks = yield from _read_bookmarks()
        request = PullRequest(
            hub_id=marks.hub_id, cursors=dict(marks.cursors), protocol=CURRENT, anew=sorted(marks.anew)
        )
        answer: PullAnswer = yield Pull(request)
        if any(page.feed not in marks.cursors for page in answer.pages):
            raise HubUnreachable("The hub sent what this desk did not ask for; nothing of it was taken.", _AGAIN)
        spoilt = False
        for page in answer.pages:
            pulled += len(page.rows)
            resync = resync or page.resync
            spoilt = (yield from _take(page, marks)) or spoilt
        yield NoteFeeds(answer)
        if spoilt:
            raise HubUnreachable(
                "What the hub sent anew is not all it says it has; this desk keeps what it had.", _AGAIN
            )
        if not set(answer.feeds) - marks.cursors.keys() and not any(page.more for page in answer.pages):
            return pulled, resync
    raise HubUnreachable("The hub does not come to an end of what it has for this desk.", "Try again later.")


def _read_bookmarks() -> Steps[Bookmarks]:
    marks: Bookmarks = yield ReadBookmarks()
    if marks.read_as < READ_ANEW_SINCE:
        read = [name for name, cursor in marks.cursors.items() if cursor is not None or name in marks.anew]
        yield BeginAnew(read, READ_ANEW_SINCE)
        marks = yield ReadBookmarks()
    return marks


def _take(page: FeedPage, marks: Bookmarks) -> Steps[bool]:
    """Write a page; of a feed that is read anew it counts only with the whole. Return whether that came out spoilt."""
    # what is told a device beside its feeds, such as that it was shut out, has no place in them
    is_beside = bool(page.rows) and page.cursor.seq == 0
    if is_beside or not (page.feed in marks.anew or page.resync):
        yield Apply(page)
    elif page.more:
        yield Stage(page, marks.cursors[page.feed])
    else:
        is_swapped: bool = yield Swap(page, marks.cursors[page.feed])
        if not is_swapped:
            yield Unstage(page.feed)
        return not is_swapped
    return False


# -- answers held against what is here -------------------------------------------------------------------


def acknowledged(sent: PushRequest, answer: Receipt, ours: Ours) -> int | None:
    """Return up to which number events count as arrived; raises HubUnreachable for a receipt of something else.

    It covers everything sent and names the hash of its last event: None where this log has another there. Of a
    number beyond this log, which a desk restored from a backup may be told, there is no hash here to compare; and
    no more counts as arrived than is here.
    """
    if answer.have_seq < sent.from_seq - 1 + len(sent.events):
        raise _not_for_this()
    return min(answer.have_seq, ours.last) if ours.hash in (None, answer.have_hash) else None


def agreed(answer: Receipt, ours: Ours) -> int | None:
    """Return up to which number this log and the hub's are one; None where they are not, which the next push shows."""
    return answer.have_seq if ours.hash == answer.have_hash else None


def gone_back(sent: PushRequest, answer: Rewind) -> int:
    """Return from which number to send again; raises HubUnreachable for an answer that does not go back."""
    if answer.have_seq >= sent.from_seq - 1:
        raise _not_for_this()
    return answer.have_seq


def is_whole(whole: FeedSum | None, rows: Iterable[FeedRow]) -> bool:
    """Return whether these rows are all of a feed; a hub from before it could say is believed by the feed's end."""
    return whole is None or whole == feed_sum((row.seq, row.mark, row.kind) for row in rows)


def _not_for_this() -> HubUnreachable:
    return HubUnreachable(
        "The hub's receipt is not for what this desk sent.", "It is sent again; tell IT if this stays so."
    )
