"""Does the steps of one round against the store and the hub, each in a transaction of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from app.clock import Clock
from app.desktop.availability import presence
from app.desktop.changes import NOTHING, Changed
from app.desktop.incoming import Incoming
from app.desktop.outgoing import ACKED, Outgoing, acked_seq, pending
from app.desktop.ports import Identity, Store, Tx
from app.desktop.round_steps import (
    Acknowledge,
    Apply,
    Arrived,
    Asking,
    AskWho,
    BeginAnew,
    Bookmarks,
    Effect,
    Feeding,
    GoBack,
    GoOnAs,
    Lighten,
    Log,
    NoteFeeds,
    Ours,
    Outcome,
    Pull,
    Push,
    ReadBookmarks,
    ReadLog,
    Stage,
    StartOver,
    Swap,
    Unstage,
    Writing,
    acknowledged,
    agreed,
    gone_back,
    is_whole,
    round_steps,
)
from app.desktop.signing_in import forked
from app.errors import BadInput, HubUnreachable
from app.protocol.chain import GENESIS
from app.protocol.feed import SHUT_OUT
from app.protocol.limits import PUSH_EVENTS
from app.protocol.wire import (
    Cursor,
    Enrolled,
    FeedPage,
    Fork,
    Hello,
    PresenceTold,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Receipt,
    Renew,
    Renewed,
)

#: a round may last 30 seconds; the rest is for what is written after its last answer
ROUND_S = 28.0
#: an answer that took longer does not tell the hub's time to two seconds, which nobody would notice
QUICK = timedelta(seconds=4)
#: how far a feed was read, and which feeds there are
CURSOR, FEEDS = "sync.cursor.", "sync.feeds"
#: there while a feed is read from its beginning again: how far that was, null before its first page
STAGING = "sync.staging."
#: the number acknowledged last and in how many rounds since then none was
STALLED_AT = "sync.stalled"
#: the version of the protocol by which the feeds were read so far
READ_AS = "sync.read_as"


class HubLink(Protocol):
    """The hub as the desktop sees it. Raises HubUnreachable, WrongHub or SignInRefused.

    Each call has a deadline of its own; `within_s` may only shorten it.
    """

    def hello(self, within_s: float | None = None) -> Hello: ...
    def enroll(self, code: str, device_name: str, key: bytes = b"", id_token: str = "") -> Enrolled: ...
    def renew(self, request: Renew, within_s: float | None = None) -> Renewed: ...
    def push(self, request: PushRequest, within_s: float | None = None) -> PushAnswer: ...
    def pull(self, request: PullRequest, within_s: float | None = None) -> PullAnswer: ...
    def wake(self, on_hint: Callable[[list[str]], None], stop: threading.Event, *, live: bool = False) -> None: ...


class Round:
    """One round; holds no transaction across a request. `hello` is what the hub said of itself, once it was asked."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        outgoing: Outgoing,
        incoming: Incoming,
        link_to: Callable[[str, str], HubLink],
    ) -> None:
        self._store, self._clock = store, clock
        self._outgoing, self._incoming, self._link_to = outgoing, incoming, link_to
        self._changed, self._asked_at = NOTHING, clock.now()
        self.hello: Hello | None = None
        self._offset: timedelta | None = None
        self._deadline = clock.monotonic() + ROUND_S

    def run(self, identity: Identity) -> tuple[Outcome, Changed]:
        """Do one step after the other, each in a transaction of its own, and tell the next what came of it."""
        steps = round_steps(identity.hub_id, identity.hub_url)
        told: object = None
        while True:
            try:
                effect = steps.send(told)
            except StopIteration as end:
                outcome: Outcome = end.value
                return outcome, self._changed
            told = self._do(effect)

    def _do(self, effect: Effect) -> object:
        match effect:
            case AskWho() | Push() | Pull():
                return self._ask(effect)
            case ReadLog() | ReadBookmarks():
                with self._store.reading() as tx:
                    return _log(tx, effect.after) if isinstance(effect, ReadLog) else _bookmarks(tx)
            case _:
                with self._store.writing() as tx:
                    return self._write(tx, effect)

    def _ask(self, effect: Asking) -> Hello | PushAnswer | PullAnswer:
        with self._store.reading() as tx:
            identity = read_identity(tx)
        link, left = self._link_to(identity.hub_url, identity.token), self._left()
        match effect:
            case AskWho():
                self.hello = self._greet(link, left)
                return self.hello
            case Push():
                reading = None if self._offset is None else self._outgoing.reading(self._offset)
                beside = {"clock": reading, "presence": self._presence()}
                return link.push(msgspec.structs.replace(effect.request, **beside), left)
            case Pull():
                return link.pull(effect.request, left)

    def _presence(self) -> PresenceTold:
        """Return whether who sits here is there, in the hub's time where this clock is far off it."""
        with self._store.reading() as tx:
            said = presence(tx, self._clock.now())
        off = round((self._offset or timedelta()) / timedelta(minutes=1)) * timedelta(minutes=1)
        since, until, call = (at and at + off for at in (said.since, said.until, said.call_since))
        return PresenceTold(state=said.state, since=since, until=until, call_since=call)

    def _greet(self, link: HubLink, left: float) -> Hello:
        """Ask who answers, and compare clocks by it: no other question is so short."""
        self._asked_at, began = self._clock.now(), self._clock.monotonic()
        hello = link.hello(left)
        took = timedelta(seconds=self._clock.monotonic() - began)
        # the hub looked at its clock somewhere between
        self._offset = hello.server_time - self._asked_at - took / 2 if took <= QUICK else None
        return hello

    def _write(self, tx: Tx, effect: Writing) -> Arrived | bool | None:
        match effect:
            case Acknowledge():
                return _acknowledge(tx, effect, self._clock.now())
            case StartOver():
                have = agreed(effect.receipt, _ours(tx, effect.receipt))
                if have is not None:
                    tx.put_fact(ACKED, str(have).encode())
                    tx.note_receipt(have, self._clock.now())
            case GoBack():
                tx.put_fact(ACKED, str(gone_back(effect.sent, effect.rewind)).encode())
            case Lighten():
                self._outgoing.lighten(tx, read_identity(tx))
            case GoOnAs():
                self._fork(tx, effect.fork)
            case BeginAnew():
                for name in effect.feeds:
                    read_anew(tx, name)
                tx.put_fact(READ_AS, str(effect.read_as).encode())
            case NoteFeeds():
                self._note_feeds(tx, effect.answer)
            case _:
                return self._read_on(tx, effect)
        return None

    def _read_on(self, tx: Tx, effect: Feeding) -> bool | None:
        match effect:
            case Apply(page):
                self._apply(tx, page)
            case Stage(page, after):
                if page.resync:
                    tx.unstage(page.feed)
                if page.resync or _is_staged_up_to(tx, page.feed, after):
                    tx.stage(page.feed, page.rows)
                    tx.put_fact(STAGING + page.feed, msgspec.json.encode(page.cursor))
            case Swap(page, after):
                is_ours = page.resync or _is_staged_up_to(tx, page.feed, after)
                return self._swap(tx, page) if is_ours else True
            case Unstage(feed):
                _stop_staging(tx, feed)
        return None

    def _apply(self, tx: Tx, page: FeedPage) -> None:
        self._changed |= self._incoming.apply(tx, page)
        tx.put_fact(CURSOR + page.feed, msgspec.json.encode(page.cursor))
        _stop_staging(tx, page.feed)

    def _swap(self, tx: Tx, page: FeedPage) -> bool:
        rows = [*([] if page.resync else tx.staged(page.feed)), *page.rows]
        if not is_whole(page.whole, rows):
            return False
        self._apply(tx, msgspec.structs.replace(page, rows=rows, resync=True))
        return True

    def _note_feeds(self, tx: Tx, answer: PullAnswer) -> None:
        for name in set(_feeds(tx)) - set(answer.feeds):
            _stop_staging(tx, name)
        tx.put_fact(FEEDS, ",".join(answer.feeds).encode())
        if self._offset is not None:
            found = {"clock_offset_s": self._offset.total_seconds(), "clock_asked_at": self._asked_at}
            tx.put_identity(msgspec.structs.replace(read_identity(tx), **found))

    def _fork(self, tx: Tx, answer: Fork) -> None:
        """Go on as a new device of the same person: the whole log is sealed anew, event ids kept."""
        anew = forked(read_identity(tx), answer, self._clock.now())
        tx.put_identity(anew)
        self._outgoing.move_chain(tx, anew)

    def _left(self) -> float:
        """Return how many seconds of the round are left; none is refused before anything is asked."""
        left = self._deadline - self._clock.monotonic()
        if left <= 0:
            raise HubUnreachable("The hub took longer than 30 seconds.", "The rest goes with the next round.")
        return left


def read_identity(tx: Tx) -> Identity:
    """Return who sits here; raises BadInput on a desk that was not set up."""
    identity = tx.identity()
    if identity is None:
        raise BadInput("This desk has not been set up yet.")
    return identity


def _log(tx: Tx, after: int | None) -> Log:
    identity, acked = read_identity(tx), acked_seq(tx) if after is None else after
    return Log(
        hub_id=identity.hub_id,
        device_id=identity.device_id,
        acked=acked,
        prev=tx.event_hash(acked) if acked else GENESIS,
        raws=tx.events_after(acked, PUSH_EVENTS),
        stalled=stalled_rounds(tx),
    )


def stalled_rounds(tx: Tx) -> int:
    """Return in how many rounds in a row events waited and none arrived."""
    raw = tx.fact(STALLED_AT)
    at, rounds = (-1, 0) if raw is None else msgspec.json.decode(raw, type=tuple[int, int])
    return rounds if at == acked_seq(tx) and pending(tx) else 0


def note_stalled(tx: Tx) -> None:
    """Note that a round failed."""
    tx.put_fact(STALLED_AT, msgspec.json.encode((acked_seq(tx), stalled_rounds(tx) + 1)))


def _acknowledge(tx: Tx, effect: Acknowledge, now: datetime) -> Arrived | None:
    have, before = acknowledged(effect.sent, effect.receipt, _ours(tx, effect.receipt)), acked_seq(tx)
    if have is None:
        return None
    tx.put_fact(ACKED, str(have).encode())
    if have > before:
        tx.note_receipt(have, now)
    return Arrived(max(0, have - before), pending(tx))


def _ours(tx: Tx, receipt: Receipt) -> Ours:
    last = tx.last_event()
    return Ours(tx.event_hash(receipt.have_seq) if receipt.have_seq else GENESIS, last[0] if last else 0)


def _bookmarks(tx: Tx) -> Bookmarks:
    staged = {name: raw for name in _feeds(tx) if (raw := tx.fact(STAGING + name)) is not None}
    return Bookmarks(
        hub_id=read_identity(tx).hub_id,
        cursors={name: _cursor(staged.get(name) or tx.fact(CURSOR + name)) for name in _feeds(tx)},
        anew=frozenset(staged),
        read_as=int(tx.fact(READ_AS) or b"0"),
    )


def was_told_to_go(tx: Tx) -> bool:
    """Return whether the hub's last word was that this device is shut out; the next round would be refused."""
    cursors = _bookmarks(tx).cursors.values()
    return any(cursor is not None and cursor.epoch.startswith(SHUT_OUT) for cursor in cursors)


def _feeds(tx: Tx) -> list[str]:
    return [name for name in (tx.fact(FEEDS) or b"").decode().split(",") if name]


def read_anew(tx: Tx, feed: str) -> None:
    """Have a feed read from its beginning again; until the whole of it is here the desk works from what it has."""
    tx.unstage(feed)
    tx.put_fact(STAGING + feed, b"null")


def _is_staged_up_to(tx: Tx, feed: str, cursor: Cursor | None) -> bool:
    raw = tx.fact(STAGING + feed)
    return raw is not None and _cursor(raw) == cursor


def _stop_staging(tx: Tx, feed: str) -> None:
    if tx.fact(STAGING + feed) is not None:
        tx.unstage(feed)
        tx.drop_fact(STAGING + feed)


def _cursor(raw: bytes | None) -> Cursor | None:
    return None if raw is None else msgspec.json.decode(raw, type=Cursor | None)
