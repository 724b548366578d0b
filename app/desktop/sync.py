"""In step with the hub: joining it, rounds with it, what became of the last one, and being wiped on its word."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from app.clock import Clock
from app.desktop.changes import Changed, Touched
from app.desktop.home import check_person
from app.desktop.hub_address import read_hub_address
from app.desktop.incoming import TO_WIPE, Incoming
from app.desktop.joining import move_in
from app.desktop.leadbook import LeadBook
from app.desktop.outgoing import ACKED, Outgoing, acked_seq, pending
from app.desktop.ports import Identity, Store
from app.desktop.rounds import STALLED_AT, HubLink, Round, note_stalled, read_identity
from app.desktop.views import SyncState
from app.errors import BadInput, FollowthroughError, HubUnreachable, SignInRefused
from app.protocol.wire import Enrolled

#: how long a desk that nobody wakes waits before it looks whether somebody would
ASK_AGAIN_S = 5.0
#: what stopped the last round, and what to do about it; both empty after one that went well
TROUBLE, REMEDY = "sync.trouble", "sync.remedy"
#: what that trouble is: a hub that did not answer passes by itself; one that does not let this desk in is mended by
#: joining again and not by waiting
OFFLINE, SHUT_OUT = "sync.offline", "sync.shut_out"


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
        erase: Callable[[], None] = lambda: None,
    ) -> None:
        self._store, self._clock, self._book = store, clock, book
        self._outgoing, self._incoming = outgoing, incoming
        self._link_to, self._erase = link_to, erase

    def state(self) -> SyncState:
        with self._store.reading() as tx:
            identity = tx.identity()
            trouble, remedy = ((tx.fact(name) or b"").decode() for name in (TROUBLE, REMEDY))
            is_offline, is_shut_out = bool(tx.fact(OFFLINE)), bool(tx.fact(SHUT_OUT))
            waiting = pending(tx)
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

    def enroll(self, url: str, code: str, device_name: str) -> tuple[Enrolled, Changed]:
        """Join a hub with a one-time code, or the same one again as a new device of the same person.

        What was logged before stays the officer's own and is sealed anew. Raises BadInput where this desk belongs
        to another hub, or to somebody else than the code: borrowers' data never changes hands that way.
        """
        url = read_hub_address(url)
        with self._store.reading() as tx:
            old = read_identity(tx)
        link = self._link_to(url, "")
        if old.hub_id and link.hello().hub_id != old.hub_id:
            raise BadInput(
                f"This desk already belongs to the hub at {old.hub_url}.", "Use another data directory for another hub."
            )
        asked = self._clock.now()
        enrolled = link.enroll(code, device_name)
        check_person(old, enrolled)
        with self._store.writing() as tx:
            identity = _joined(old, url, enrolled, asked)
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
        while not stop.is_set():
            with self._store.reading() as tx:
                identity = tx.identity()
            if identity is not None and identity.hub_id:
                with suppress(SignInRefused):
                    self._link_to(identity.hub_url, identity.token).wake(lambda _feeds: on_news(), stop)
            stop.wait(ASK_AGAIN_S)

    # -- a round ---------------------------------------------------------------------------------------

    def round(self) -> tuple[SyncResult, Changed]:
        """Push everything, then pull everything. What stopped it is noted and raised; nothing is lost then."""
        try:
            result, changed = self._round()
        except FollowthroughError as trouble:
            self._note(trouble)
            raise
        if self._wipe_if_told():
            self._note(SignInRefused("This desk was wiped on its company's word.", "What was logged is at the hub."))
            return result, changed | Changed(Touched.SYNC | Touched.LEAD | Touched.QUEUE | Touched.REMINDERS)
        self._note(None)
        return result, changed | Changed(Touched.SYNC)

    def _round(self) -> tuple[SyncResult, Changed]:
        with self._store.reading() as tx:
            identity = tx.identity()
        if identity is None or not identity.hub_id:
            raise BadInput("This desk belongs to no hub yet.", "Join one with: enroll --hub URL --code CODE")
        outcome, changed = Round(self._store, self._clock, self._outgoing, self._incoming, self._link_to).run(identity)
        with self._store.writing() as tx:
            now = self._clock.now()
            self._incoming.forget_tries(tx, now - timedelta(hours=24))
            self._outgoing.forget_what_arrived(tx)
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

    def _wipe_if_told(self) -> bool:
        """Throw all leads, the log and the key away; only once the hub has the log, so that no call is lost."""
        with self._store.writing() as tx:
            identity = read_identity(tx)
            if tx.fact(TO_WIPE) != identity.device_id.encode() or pending(tx):
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


def _joined(old: Identity, url: str, enrolled: Enrolled, asked: datetime) -> Identity:
    return msgspec.structs.replace(
        old,
        officer=enrolled.officer,
        device_id=enrolled.device_id,
        role=enrolled.role,
        hub_url=url.rstrip("/"),
        hub_id=enrolled.hub_id,
        token=enrolled.token,
        company=enrolled.company.name,
        company_zone=enrolled.company.zone,
        own_leads=enrolled.company.own_leads,
        clock_offset_s=(enrolled.server_time - asked).total_seconds(),
        clock_asked_at=asked,
    )
