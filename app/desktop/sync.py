"""In step with the hub: joining it, rounds with it, what became of the last one, and being wiped on its word."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from app.clock import Clock
from app.desktop import lease
from app.desktop.changes import Changed, Touched
from app.desktop.company_sign_in import SaysWho
from app.desktop.home import check_person, check_policy
from app.desktop.hub_address import read_hub_address
from app.desktop.incoming import TO_WIPE, Incoming
from app.desktop.joining import move_in
from app.desktop.leadbook import LeadBook
from app.desktop.outgoing import ACKED, Outgoing, acked_seq, pending
from app.desktop.own_leads import stricter
from app.desktop.ports import Identity, Store
from app.desktop.refused import forget_told, refused_lately
from app.desktop.rounds import STALLED_AT, HubLink, Round, note_stalled, read_identity
from app.desktop.signing_in import ACCESS_OVER, SigningIn, signed_in
from app.desktop.views import SyncState
from app.desktop.waits import listen_wait
from app.errors import BadInput, FollowthroughError, HubUnreachable, SignInRefused, WrongHub
from app.protocol.device_key import new_key, public_of
from app.protocol.feed import LIVE
from app.protocol.wire import Enrolled

#: a desk that is not let in asks like one whose hub was away for so many tries
NOBODY_WAKES = 3
#: how long a hub that this desk was joined to by another program may go unheard; one joined here is heard at once
JOINED_ELSEWHERE_S = 60.0
#: the hub's word for a device that is to throw its data away without handing in what waits
WIPE_NOW = "wipe_now"
#: what stopped the last round, and what to do about it; both empty after one that went well
TROUBLE, REMEDY = "sync.trouble", "sync.remedy"
#: what that trouble is: a hub that did not answer passes by itself; one that does not let this desk in is mended by
#: joining again and not by waiting
OFFLINE, SHUT_OUT = "sync.offline", "sync.shut_out"


class SyncResult(msgspec.Struct, frozen=True):
    """What one round did. `pending` events are still here only; `was_wiped` says that nothing else is."""

    pushed: int
    pulled: int
    pending: int
    acked_seq: int
    hub_seq: int
    resync: bool
    was_wiped: bool = False


def was_wiped() -> SignInRefused:
    return SignInRefused("This desk was wiped on its company's word.", "What was logged is at the hub.")


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
        seal: Callable[[], None] = lambda: None,
        only_hub: str = "",
        way_fault: Callable[[], str] = lambda: "",
    ) -> None:
        self._store, self._clock, self._book = store, clock, book
        self._outgoing, self._incoming = outgoing, incoming
        self._link_to, self._signing_in = link_to, signing_in
        self._has_joined = threading.Event()
        self._erase, self._seal = erase, seal
        self._only_hub, self._way_fault = only_hub, way_fault

    def state(self) -> SyncState:
        with self._store.reading() as tx:
            identity = tx.identity()
            trouble, remedy = ((tx.fact(name) or b"").decode() for name in (TROUBLE, REMEDY))
            is_offline, is_shut_out = bool(tx.fact(OFFLINE)), bool(tx.fact(SHUT_OUT))
            waiting, refused = pending(tx), refused_lately(tx, self._clock.now())
        if lease.is_over(identity, self._clock.now()) and identity is not None:
            over = lease.over_for(identity)
            trouble, remedy, is_shut_out = over.happened, over.remedy, True
        if identity is None or not identity.hub_id:
            return SyncState(
                enrolled=False, hub_url="", pending=waiting, last_ok_at=None, trouble="", clock_offset_s=None
            )
        compared = identity.compared(self._clock.now())
        return SyncState(
            enrolled=True,
            hub_url=identity.hub_url,
            pending=waiting,
            last_ok_at=identity.last_sync_at,
            trouble=trouble,
            clock_offset_s=None if compared is None else compared[0],
            remedy=remedy,
            is_offline=is_offline,
            is_shut_out=is_shut_out,
            refused=refused,
            way_fault=self._way_fault(),
        )

    def enroll(
        self, url: str, code: str, device_name: str, says_who: SaysWho | None = None
    ) -> tuple[Enrolled, Changed]:
        """Join a hub with a one-time code, or the same one again as a new device of the same person.

        `says_who` asks the company's own sign-in, with which a code is needed once.

        What was logged before stays the officer's own and is sealed anew. Raises BadInput where this desk belongs
        to another hub, or to somebody else than the code: borrowers' data never changes hands that way. So is a hub
        that is not the one a policy names.
        """
        url = read_hub_address(url)
        check_policy(self._only_hub, url)
        with self._store.reading() as tx:
            old = read_identity(tx)
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
        self._has_joined.set()
        return enrolled, Changed(Touched.SETTINGS | Touched.SYNC | Touched.QUEUE)

    def follow(
        self, on_news: Callable[[], None], stop: threading.Event, on_live: Callable[[], None] = lambda: None
    ) -> None:
        """Call `on_news` whenever the hub has something for this desk, until `stop` is set; for a thread of its own.

        `on_live` is called where something about a manager's people may have changed.

        A desk that belongs to no hub yet, or is not let in any more, is asked again now and then. A daemon's thread: of
        a desk without a hub it may look up from its wait long after `stop`.
        """
        failures = NOBODY_WAKES
        while not stop.is_set():
            self._has_joined.clear()
            with self._store.reading() as tx:
                identity = tx.identity()
            if identity is None or not identity.hub_id:
                self._has_joined.wait(JOINED_ELSEWHERE_S)
                continue
            try:
                link = self._link_to(identity.hub_url, identity.token)
                link.wake(lambda feeds: _tell(feeds, on_news, on_live), stop, live=identity.manages)
                failures = NOBODY_WAKES
            except SignInRefused:
                failures = NOBODY_WAKES
            except (HubUnreachable, WrongHub):
                # access cannot be renewed just now
                failures += 1
            stop.wait(listen_wait(failures).total_seconds())

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
            self._note(was_wiped())
            wiped = replace(result, was_wiped=True)
            return wiped, changed | Changed(Touched.SYNC | Touched.LEAD | Touched.QUEUE | Touched.REMINDERS)
        self._note(None)
        # the round may have told of another recovery key
        self._seal()
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
        one = Round(self._store, self._clock, self._outgoing, self._incoming, self._link_to)
        outcome, changed = one.run(identity)
        if one.hello is not None:
            # from the next round on
            self._signing_in.take_keys(one.hello)
        with self._store.writing() as tx:
            now = self._clock.now()
            self._incoming.forget_tries(tx, now - timedelta(hours=24))
            self._outgoing.forget_what_arrived(tx)
            forget_told(tx, now)
            current = tx.identity() or identity
            tx.put_identity(msgspec.structs.replace(current, last_sync_at=now))
            result = SyncResult(
                pushed=outcome.pushed,
                pulled=outcome.pulled,
                pending=pending(tx),
                acked_seq=acked_seq(tx),
                hub_seq=outcome.hub_seq,
                resync=outcome.resync,
            )
        return result, changed

    def _wipe(self, *, at_once: bool = False) -> bool:
        """Throw leads, log and key away where the hub said so; only once it has the log, lest calls be lost.

        `at_once` is the hub's word that this does not matter any more.
        """
        with self._store.writing() as tx:
            identity = read_identity(tx)
            if not at_once and (tx.fact(TO_WIPE) != identity.device_id.encode() or pending(tx)):
                return False
            for lead_id in tx.lead_ids():
                tx.remove_lead(lead_id)
            tx.replace_events(())
            tx.put_fact(ACKED, b"0")
        self._erase()
        return True

    def _note(self, trouble: FollowthroughError | None) -> None:
        with self._store.writing() as tx:
            if trouble is None:
                tx.drop_fact(STALLED_AT)
            else:
                note_stalled(tx)
            tx.put_fact(TROUBLE, trouble.happened.encode() if trouble else b"")
            tx.put_fact(REMEDY, trouble.remedy.encode() if trouble else b"")
            tx.put_fact(OFFLINE, b"1" if isinstance(trouble, HubUnreachable) else b"")
            tx.put_fact(SHUT_OUT, b"1" if isinstance(trouble, SignInRefused) else b"")


def _tell(feeds: list[str], on_news: Callable[[], None], on_live: Callable[[], None]) -> None:
    """Pass a hint on; without a word it is that the line is there again, and anything may have happened."""
    if not feeds or LIVE in feeds:
        on_live()
    if feeds != [LIVE]:
        on_news()


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
        own_leads=stricter(enrolled.company.own_leads, old.own_leads_at_least),
        hub_own_leads=enrolled.company.own_leads,
        clock_offset_s=(enrolled.server_time - asked).total_seconds(),
        clock_asked_at=asked,
    )
