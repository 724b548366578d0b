"""One round of sync: what happened here goes up, what is ours comes down, push before pull."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from app.clock import Clock
from app.desktop import lease
from app.desktop.changes import NOTHING, Changed, Touched
from app.desktop.company_sign_in import SaysWho
from app.desktop.homecoming import another_hub, check_home
from app.desktop.hub_address import read_hub_address
from app.desktop.incoming import TO_WIPE, Incoming
from app.desktop.joining import move_in
from app.desktop.leadbook import LeadBook
from app.desktop.outgoing import ACKED, Outgoing, acked_seq, check_answer, is_too_heavy, pending
from app.desktop.ports import Identity, Store
from app.desktop.signing_in import ACCESS_OVER, SigningIn, forked, signed_in
from app.desktop.views import SyncState
from app.errors import BadInput, FollowthroughError, HubUnreachable, SignInRefused, WrongHub
from app.protocol.chain import GENESIS, Event
from app.protocol.device_key import new_key, public_of
from app.protocol.limits import BODY_BYTES, PUSH_EVENTS
from app.protocol.versions import CURRENT
from app.protocol.wire import (
    Cursor,
    Enrolled,
    FeedPage,
    Fork,
    Hello,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Receipt,
    Renew,
    Renewed,
    Rewind,
    Stranger,
)

#: one round performs at most so many pushes and pulls; a healthy hub needs a few
ROUND_STEPS = 400
#: a round may last 30 seconds; the rest is for what is written after its last answer
ROUND_S = 28.0
#: how long a desk that nobody wakes waits before it looks whether somebody would
ASK_AGAIN_S, LONGEST_WAIT_S = 5.0, 60.0
_AGAIN = "It is asked again; tell IT if this stays so."
CURSOR = "sync.cursor."
#: the version of the protocol by which the feeds were read so far
READ_AS = "sync.read_as"
_CURRENT = str(CURRENT).encode()
#: the hub's word for a device that is to throw its data away without handing in what waits
WIPE_NOW = "wipe_now"
#: what stopped the last round, and what to do about it; both empty after one that went well
TROUBLE, REMEDY = "sync.trouble", "sync.remedy"
#: what that trouble is: a hub that did not answer passes by itself; one that does not let this desk in is mended by
#: joining again and not by waiting
OFFLINE, SHUT_OUT = "sync.offline", "sync.shut_out"


class HubLink(Protocol):
    """The hub as the desktop sees it. Raises HubUnreachable, WrongHub or SignInRefused.

    Each call has a deadline of its own; `within_s` may only shorten it.
    """

    def hello(self, within_s: float | None = None) -> Hello: ...
    def enroll(self, code: str, device_name: str, key: bytes = b"", id_token: str = "") -> Enrolled: ...
    def renew(self, request: Renew, within_s: float | None = None) -> Renewed: ...
    def push(self, request: PushRequest, within_s: float | None = None) -> PushAnswer: ...
    def pull(self, request: PullRequest, within_s: float | None = None) -> PullAnswer: ...
    def wake(self, on_hint: Callable[[list[str]], None], stop: threading.Event) -> None: ...


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What one round did. `pending` events are still here only."""

    pushed: int
    pulled: int
    pending: int
    acked_seq: int
    hub_seq: int
    resync: bool


class Sync:
    """Runs rounds; holds no transaction across a request."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        book: LeadBook,
        outgoing: Outgoing,
        incoming: Incoming,
        link_to: Callable[[str, str], HubLink],
        signing_in: SigningIn,
        erase: Callable[[], None] = lambda: None,
    ) -> None:
        self._store, self._clock, self._book = store, clock, book
        self._outgoing, self._incoming = outgoing, incoming
        self._link_to, self._signing_in, self._erase = link_to, signing_in, erase

    def state(self) -> SyncState:
        with self._store.reading() as tx:
            identity = tx.identity()
            trouble, remedy = ((tx.fact(name) or b"").decode() for name in (TROUBLE, REMEDY))
            is_offline, is_shut_out = bool(tx.fact(OFFLINE)), bool(tx.fact(SHUT_OUT))
            waiting = pending(tx)
        if lease.is_over(identity, self._clock.now()) and identity is not None:
            over = lease.over_for(identity)
            trouble, remedy, is_shut_out = over.happened, over.remedy, True
        if identity is None or not identity.hub_id:
            return SyncState(
                enrolled=False, hub_url="", pending=waiting, last_ok_at=None, trouble="", clock_offset_s=None
            )
        return SyncState(
            enrolled=True,
            hub_url=identity.hub_url,
            pending=waiting,
            last_ok_at=identity.last_sync_at,
            trouble=trouble,
            clock_offset_s=identity.clock_offset_s,
            remedy=remedy,
            is_offline=is_offline,
            is_shut_out=is_shut_out,
        )

    def enroll(
        self, url: str, code: str, device_name: str, says_who: SaysWho | None = None
    ) -> tuple[Enrolled, Changed]:
        """Join a hub with a one-time code, or the same one again as a new device of the same person.

        `says_who` asks the company's own sign-in, with which a code is needed once.

        What was logged before stays the officer's own and is sealed anew. Raises BadInput where this desk belongs
        to another hub, or to somebody else than the code: borrowers' data never changes hands that way.
        """
        url = read_hub_address(url)
        with self._store.reading() as tx:
            old = self._identity(tx.identity())
        link = self._link_to(url, "")
        if old.hub_id and link.hello().hub_id != old.hub_id:
            raise BadInput(
                f"This desk already belongs to the hub at {old.hub_url}.", "Use another data directory for another hub."
            )
        asked, key = self._clock.now(), new_key()
        id_token = {} if says_who is None else {"id_token": says_who(link.hello(), public_of(key))}
        enrolled = link.enroll(code, device_name, key, **id_token)
        check_person(old, enrolled)
        with self._store.writing() as tx:
            identity = signed_in(_joined(old, url, enrolled, asked), enrolled, key, asked)
            if old.hub_id:
                tx.put_identity(identity)
            else:
                move_in(tx, self._book, old, identity, asked)
            self._outgoing.move_chain(tx, identity)
        self._note(None)
        return enrolled, Changed(Touched.SETTINGS | Touched.SYNC | Touched.QUEUE)

    def follow(self, on_news: Callable[[], None], stop: threading.Event) -> None:
        """Call `on_news` whenever the hub has something for this desk, until `stop` is set; for a thread of its own.

        A desk that belongs to no hub yet, or is not let in any more, is asked again now and then.
        """
        wait_s = ASK_AGAIN_S
        while not stop.is_set():
            with self._store.reading() as tx:
                identity = tx.identity()
            try:
                if identity is not None and identity.hub_id:
                    self._link_to(identity.hub_url, identity.token).wake(lambda _feeds: on_news(), stop)
                wait_s = ASK_AGAIN_S
            except SignInRefused:
                wait_s = ASK_AGAIN_S
            except (HubUnreachable, WrongHub):
                # access cannot be renewed just now; later and later, so that a hub that comes back is not overrun
                wait_s = min(2 * wait_s, LONGEST_WAIT_S)
            stop.wait(wait_s * random.uniform(0.5, 1.0))  # noqa: S311 - no secret hangs on it

    # -- a round ---------------------------------------------------------------------------------------

    def round(self) -> tuple[SyncResult, Changed]:
        """Push everything, then pull everything. What stopped it is noted and raised; nothing is lost then."""
        try:
            result, changed = self._round_with_access()
        except FollowthroughError as trouble:
            self._note(trouble)
            if isinstance(trouble, SignInRefused) and trouble.why == WIPE_NOW:
                self._wipe(at_once=True)
            raise
        if self._wipe():
            self._note(SignInRefused("This desk was wiped on its company's word.", "What was logged is at the hub."))
            return result, changed | Changed(Touched.SYNC | Touched.LEAD | Touched.QUEUE | Touched.REMINDERS)
        self._note(None)
        return result, changed | Changed(Touched.SYNC)

    def _round_with_access(self) -> tuple[SyncResult, Changed]:
        """Do a round; where the hub has another idea of the time than this machine, or was restored, once more."""
        try:
            return self._round()
        except SignInRefused as refused:
            if refused.why != ACCESS_OVER:
                raise
        self._signing_in.ready(anew=True)
        return self._round()

    def _round(self) -> tuple[SyncResult, Changed]:
        # before anything is read of who sits here: a copied profile goes on as another device from here on
        identity = self._signing_in.ready()
        if not identity.hub_id:
            raise BadInput("This desk belongs to no hub yet.", "Join one with: enroll --hub URL --code CODE")
        deadline = self._clock.monotonic() + ROUND_S
        hello = check_home(identity, self._link_to(identity.hub_url, identity.token), self._left(deadline))
        self._signing_in.take_keys(hello)
        pushed, hub_seq = self._push_all(identity, deadline)
        pulled, resync, changed = self._pull_all(deadline)
        with self._store.writing() as tx:
            now = self._clock.now()
            self._incoming.forget_tries(tx, now - timedelta(hours=24))
            self._outgoing.forget_what_arrived(tx)
            current = tx.identity() or identity
            tx.put_identity(msgspec.structs.replace(current, last_sync_at=now))
            result = SyncResult(pushed, pulled, pending(tx), acked_seq(tx), hub_seq, resync)
        return result, changed

    def _wipe(self, *, at_once: bool = False) -> bool:
        """Throw leads, log and key away where the hub said so; only once it has the log, lest calls be lost.

        `at_once` is the hub's word that this does not matter any more.
        """
        with self._store.writing() as tx:
            identity = self._identity(tx.identity())
            if not at_once and (tx.fact(TO_WIPE) != identity.device_id.encode() or pending(tx)):
                return False
            for lead_id in tx.lead_ids():
                tx.remove_lead(lead_id)
            tx.replace_events(())
            tx.put_fact(ACKED, b"0")
        self._erase()
        return True

    def _push_all(self, identity: Identity, deadline: float) -> tuple[int, int]:
        """Send until the hub has everything; return how many it newly has, and its count for this device."""
        pushed = 0
        for _ in range(ROUND_STEPS):
            request = self._next_push(identity)
            answer = self._link_to(identity.hub_url, identity.token).push(request, self._left(deadline))
            match answer:
                case Receipt():
                    with self._store.writing() as tx:
                        check_answer(tx, request, answer)
                        # a desk restored from a backup may have less than the hub; it never has more acknowledged
                        last = tx.last_event()
                        have = min(answer.have_seq, last[0] if last else 0)
                        pushed += max(0, have - acked_seq(tx))
                        tx.put_fact(ACKED, str(have).encode())
                        waiting = pending(tx)
                    if not waiting:
                        return pushed, answer.have_seq
                case Rewind():
                    with self._store.writing() as tx:
                        check_answer(tx, request, answer)
                        tx.put_fact(ACKED, str(answer.have_seq).encode())
                case Fork():
                    identity = self._fork(identity, answer)
                case Stranger():
                    raise another_hub(identity.hub_url)
        raise HubUnreachable("The hub does not come to an end of taking what this desk has.", "Try again later.")

    def _next_push(self, identity: Identity) -> PushRequest:
        with self._store.reading() as tx:
            acked = acked_seq(tx)
            raws = tx.events_after(acked, PUSH_EVENTS)
            prev = tx.event_hash(acked) if acked else GENESIS
        if any(is_too_heavy(raw) for raw in raws):
            with self._store.writing() as tx:
                self._outgoing.lighten(tx, identity)
            return self._next_push(identity)
        events: list[Event] = []
        size = 0
        for raw in raws:
            size += len(raw)
            if events and size > BODY_BYTES:
                break
            events.append(msgspec.json.decode(raw, type=Event))
        return PushRequest(
            hub_id=identity.hub_id,
            device_id=identity.device_id,
            from_seq=acked + 1,
            prev_hash=prev or GENESIS,
            events=events,
        )

    def _fork(self, identity: Identity, answer: Fork) -> Identity:
        """Go on as a new device of the same person: the whole log is sealed anew, event ids kept."""
        with self._store.writing() as tx:
            anew = forked(identity, answer, self._clock.now())
            tx.put_identity(anew)
            self._outgoing.move_chain(tx, anew)
        return anew

    def _pull_all(self, deadline: float) -> tuple[int, bool, Changed]:
        pulled, resync, changed = 0, False, NOTHING
        self._read_anew()
        for _ in range(ROUND_STEPS):
            with self._store.reading() as tx:
                identity = self._identity(tx.identity())
                known = [name for name in (tx.fact("sync.feeds") or b"").decode().split(",") if name]
                cursors = {name: _cursor(tx.fact(CURSOR + name)) for name in known}
            asked = self._clock.now()
            answer = self._link_to(identity.hub_url, identity.token).pull(
                PullRequest(hub_id=identity.hub_id, cursors=cursors, protocol=CURRENT), self._left(deadline)
            )
            if any(page.feed not in cursors for page in answer.pages):
                raise HubUnreachable("The hub sent what this desk did not ask for; nothing of it was taken.", _AGAIN)
            for page in answer.pages:
                pulled += len(page.rows)
                resync = resync or page.resync
                changed |= self._apply(page)
            new_feeds = set(answer.feeds) - set(known)
            with self._store.writing() as tx:
                tx.put_fact("sync.feeds", ",".join(answer.feeds).encode())
                current = self._identity(tx.identity())
                offset = (answer.server_time - asked).total_seconds()
                tx.put_identity(msgspec.structs.replace(current, clock_offset_s=offset, clock_asked_at=asked))
            if not new_feeds and not any(page.more for page in answer.pages):
                return pulled, resync, changed
        raise HubUnreachable("The hub does not come to an end of what it has for this desk.", "Try again later.")

    def _read_anew(self) -> None:
        """Begin all feeds anew where they were read by an older version: it passed over what it did not know."""
        with self._store.reading() as tx:
            if tx.fact(READ_AS) == _CURRENT:
                return
        with self._store.writing() as tx:
            for name in (tx.fact("sync.feeds") or b"").decode().split(","):
                tx.drop_fact(CURSOR + name)
            tx.put_fact(READ_AS, _CURRENT)

    def _apply(self, page: FeedPage) -> Changed:
        """Apply a page and its cursor in one transaction, so that a cursor is never ahead of its data."""
        with self._store.writing() as tx:
            changed = self._incoming.apply(tx, page)
            tx.put_fact(CURSOR + page.feed, msgspec.json.encode(page.cursor))
        return changed

    def _identity(self, identity: Identity | None) -> Identity:
        if identity is None:
            raise BadInput("This desk has not been set up yet.")
        return identity

    def _left(self, deadline: float) -> float:
        """Return how many seconds of the round are left; none is refused before anything is asked."""
        left = deadline - self._clock.monotonic()
        if left <= 0:
            raise HubUnreachable("The hub took longer than 30 seconds.", "The rest goes with the next round.")
        return left

    def _note(self, trouble: FollowthroughError | None) -> None:
        with self._store.writing() as tx:
            tx.put_fact(TROUBLE, trouble.happened.encode() if trouble else b"")
            tx.put_fact(REMEDY, trouble.remedy.encode() if trouble else b"")
            tx.put_fact(OFFLINE, b"1" if isinstance(trouble, HubUnreachable) else b"")
            tx.put_fact(SHUT_OUT, b"1" if isinstance(trouble, SignInRefused) else b"")


def check_person(old: Identity, enrolled: Enrolled) -> None:
    """Raise BadInput where a desk that belongs to a hub was to go on as another person, who would find its leads."""
    if old.hub_id and enrolled.officer.officer_id != old.officer.officer_id:
        raise BadInput(
            f"That code was for {enrolled.officer.name}, and this desk is {old.officer.name}'s.",
            f"Ask for a code for {old.officer.name}; for somebody else use another --data-dir and another code.",
        )


def _cursor(raw: bytes | None) -> Cursor | None:
    return None if raw is None else msgspec.json.decode(raw, type=Cursor)


def _joined(old: Identity, url: str, enrolled: Enrolled, asked: datetime) -> Identity:
    return msgspec.structs.replace(
        old,
        officer=enrolled.officer,
        device_id=enrolled.device_id,
        role=enrolled.role,
        hub_url=url.rstrip("/"),
        hub_id=enrolled.hub_id,
        company=enrolled.company.name,
        company_zone=enrolled.company.zone,
        own_leads=enrolled.company.own_leads,
        clock_offset_s=(enrolled.server_time - asked).total_seconds(),
        clock_asked_at=asked,
    )
