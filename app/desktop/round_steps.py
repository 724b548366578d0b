"""A round with the hub, thought through: what is known comes in, what is to be done goes out, nothing is done here."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from app.desktop.home import another_hub
from app.desktop.travelling import is_too_heavy
from app.errors import HubUnreachable
from app.protocol.chain import GENESIS, Event
from app.protocol.limits import BODY_BYTES
from app.protocol.versions import CURRENT
from app.protocol.wire import (
    Cursor,
    FeedPage,
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

#: one round performs at most so many pushes and pulls; a healthy hub needs a few
ROUND_STEPS = 400
_AGAIN = "It is asked again; tell IT if this stays so."

T = TypeVar("T")


# -- what is known ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Log:
    """Whose log it is, and the events after the last one acknowledged, as they are sent; `prev` is that one's hash."""

    hub_id: str
    device_id: str
    acked: int
    prev: bytes | None
    raws: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Ours:
    """What a desk holds a receipt against: its own hash at the number named there, and its last number."""

    hash: bytes | None
    last: int


@dataclass(frozen=True, slots=True)
class Arrived:
    """How many events the hub newly has, and how many are here only."""

    new: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Bookmarks:
    """How far each feed was read, in the order the hub named them, and by which version of the protocol."""

    hub_id: str
    cursors: Mapping[str, Cursor | None]
    read_as: int


# -- what is to be done; each says what comes back -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AskWho:
    """Ask who answers at the hub's address: Hello."""


@dataclass(frozen=True, slots=True)
class ReadLog:
    """Read what is to be sent next: Log."""


@dataclass(frozen=True, slots=True)
class Lighten:
    """Seal those unsent events anew that no push can carry."""


@dataclass(frozen=True, slots=True)
class Push:
    """Send a stretch of the log: PushAnswer."""

    request: PushRequest


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Count as arrived what `acknowledged` says, in the transaction that looked: Arrived."""

    sent: PushRequest
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class GoBack:
    """Count as arrived no more than the hub says it has, where `gone_back` agrees."""

    sent: PushRequest
    rewind: Rewind


@dataclass(frozen=True, slots=True)
class GoOnAs:
    """Go on as another device of the same person, the whole log sealed anew."""

    fork: Fork


@dataclass(frozen=True, slots=True)
class ReadBookmarks:
    """Read how far the feeds were read: Bookmarks."""


@dataclass(frozen=True, slots=True)
class BeginAnew:
    """Forget how far these feeds were read, and note by which version they are read from now on."""

    feeds: Sequence[str]
    read_as: int


@dataclass(frozen=True, slots=True)
class Pull:
    """Ask for a page of each feed: PullAnswer."""

    request: PullRequest


@dataclass(frozen=True, slots=True)
class Apply:
    """Write a page and its cursor, in one transaction, so that a cursor is never ahead of its data."""

    page: FeedPage


@dataclass(frozen=True, slots=True)
class NoteFeeds:
    """Note which feeds there are, and the hub's time."""

    answer: PullAnswer


Effect = (
    AskWho
    | ReadLog
    | Lighten
    | Push
    | Acknowledge
    | GoBack
    | GoOnAs
    | ReadBookmarks
    | BeginAnew
    | Pull
    | Apply
    | NoteFeeds
)
Steps = Generator[Effect, Any, T]


@dataclass(frozen=True, slots=True)
class Outcome:
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
    pushed = 0
    for _ in range(ROUND_STEPS):
        request = yield from _next_push()
        answer: PushAnswer = yield Push(request)
        match answer:
            case Receipt():
                arrived: Arrived = yield Acknowledge(request, answer)
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


def _next_push() -> Steps[PushRequest]:
    log: Log = yield ReadLog()
    if any(is_too_heavy(raw) for raw in log.raws):
        yield Lighten()
        log = yield ReadLog()
    events: list[Event] = []
    size = 0
    for raw in log.raws:
        size += len(raw)
        if events and size > BODY_BYTES:
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
        marks: Bookmarks = yield ReadBookmarks()
        if marks.read_as != CURRENT:
            # the version before passed over what it did not know
            yield BeginAnew(tuple(marks.cursors), CURRENT)
            marks = yield ReadBookmarks()
        request = PullRequest(hub_id=marks.hub_id, cursors=dict(marks.cursors), protocol=CURRENT)
        answer: PullAnswer = yield Pull(request)
        if any(page.feed not in marks.cursors for page in answer.pages):
            raise HubUnreachable("The hub sent what this desk did not ask for; nothing of it was taken.", _AGAIN)
        for page in answer.pages:
            pulled += len(page.rows)
            resync = resync or page.resync
            yield Apply(page)
        yield NoteFeeds(answer)
        if not set(answer.feeds) - marks.cursors.keys() and not any(page.more for page in answer.pages):
            return pulled, resync
    raise HubUnreachable("The hub does not come to an end of what it has for this desk.", "Try again later.")


# -- answers held against what is here -------------------------------------------------------------------


def acknowledged(sent: PushRequest, answer: Receipt, ours: Ours) -> int:
    """Return up to which number events count as arrived; raises HubUnreachable for a receipt of something else.

    It covers everything sent and names the hash of its last event. Of a number beyond this log, which a desk
    restored from a backup may be told, there is no hash here to compare; and no more counts as arrived than is here.
    """
    covers = answer.have_seq >= sent.from_seq - 1 + len(sent.events)
    if not covers or ours.hash not in (None, answer.have_hash):
        raise _not_for_this()
    return min(answer.have_seq, ours.last)


def gone_back(sent: PushRequest, answer: Rewind) -> int:
    """Return from which number to send again; raises HubUnreachable for an answer that does not go back."""
    if answer.have_seq >= sent.from_seq - 1:
        raise _not_for_this()
    return answer.have_seq


def _not_for_this() -> HubUnreachable:
    return HubUnreachable(
        "The hub's receipt is not for what this desk sent.", "It is sent again; tell IT if this stays so."
    )
