"""Taking a lead: asked of the hub, which picks one winner; a desk that cannot ask says so and takes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from app.clock import Clock
from app.desktop.changes import NOTHING, Changed, Touched
from app.desktop.home import Greeter, check_home
from app.desktop.incoming import Incoming, offers_on
from app.desktop.leadbook import LeadBook
from app.desktop.outgoing import pending
from app.desktop.ports import HeldLead, Identity, Store, Tx
from app.desktop.sync import Sync
from app.domain.activity import Kind, standing
from app.domain.going_on import before_skips, workable_hours
from app.domain.going_on import goes_on_at as goes_on_by
from app.domain.ids import new_id
from app.domain.spans import Calendar
from app.domain.standing import Due
from app.errors import BadInput, HubUnreachable
from app.protocol.wire import Claim, LeadNotYours, LeadYours, Taking, Untaken

#: for asking; a round that has to go before it has its own
TAKING_S = 20.0
#: how many due leads are looked at for those that go on by themselves
LOOKED_AT = 500
#: for so long a lead is looked at of which a step was skipped, and nothing is due
SKIPPED_WITHIN = timedelta(days=7)
#: a claim of which this desk does not know yet what it came to
ASKED = "taking.asked"
#: what a claim that was called off before it was asked came to; no hub says so
CALLED_OFF = "called_off"


class ClaimLink(Greeter, Protocol):
    """Where leads are claimed."""

    def claim(self, message: Claim, within_s: float | None = None) -> LeadYours | LeadNotYours: ...


class Wish(msgspec.Struct, frozen=True):
    """What is to be taken; `lead_id` is "" for the next of the pool, and `why` is said of one that is taken over."""

    taking: Taking
    lead_id: str = ""
    why: str = ""


class Taken(msgspec.Struct, frozen=True):
    """The lead that is this officer's now; "" where there is none, with the reason."""

    lead_id: str = ""
    why: str = ""
    happened: str = ""
    remedy: str = ""


class HandedOn(msgspec.Struct, frozen=True):
    """Whether the next officer has the lead now, and what there is to say of it."""

    done: bool
    happened: str
    remedy: str = ""


class OnOffer(msgspec.Struct, frozen=True):
    """A lead that this officer may take, as may others; whose it is, only who gets it is told."""

    lead_id: str
    received_at: datetime
    state: str
    over: bool


def _goes_on() -> bool:
    return False


class Takings:
    """Claims leads; for the network's thread. Holds no transaction across a request."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        book: LeadBook,
        incoming: Incoming,
        sync: Sync,
        link_to: Callable[[str, str], ClaimLink],
    ) -> None:
        self._store, self._clock, self._book = store, clock, book
        self._incoming, self._sync, self._link_to = incoming, sync, link_to

    def on_offer(self) -> list[OnOffer]:
        """Return what is on offer to this officer, the longest received first, as far as this desk was told."""
        with self._store.reading() as tx:
            found = [OnOffer(o.lead_id, o.received_at, o.state, o.over) for o in offers_on(tx).values()]
        return sorted(found, key=lambda offer: (offer.received_at, offer.lead_id))

    def take(self, wish: Wish, is_called_off: Callable[[], bool] = _goes_on) -> tuple[Taken, Changed]:
        """Ask the hub for a lead and keep it. A wish that is called off while the hub is asked may be granted yet.

        A lead the hub gave to an earlier wish, whose answer was lost, is what this one comes to. Raises BadInput on a
        desk without a hub, HubUnreachable where it cannot be asked.
        """
        with self._store.alone("taking"):
            try:
                return self._take(wish, is_called_off)
            except HubUnreachable as trouble:
                raise HubUnreachable(
                    "You are offline; taking a lead needs the hub.",
                    f"{trouble.happened} The queue goes on without it; a lead the hub gave you all the same comes with "
                    "the next sync.",
                    retry_after_s=trouble.retry_after_s,
                ) from trouble

    def hand_on(self, lead_id: str) -> tuple[HandedOn, Changed]:
        """Ask the hub to give a lead of this officer's to the next one; where it does, the lead leaves this desk.

        What was logged of it goes up before, so that the next one is told. Raises as `take` does.
        """
        wish = Wish(Taking.HAND_ON, lead_id)
        taken, changed = self.take(wish)
        if taken.lead_id:
            # that was what an earlier wish, whose answer was lost, came to
            taken, more = self.take(wish)
            changed |= more
        done = taken.why == Untaken.HANDED_ON
        if done:
            # its feed says that it is gone
            changed |= self._sync.round()[1]
        return HandedOn(done, taken.happened, taken.remedy), changed

    def to_hand_on(self) -> list[str]:
        """Return the leads nobody tried for as long as the company's playbook leaves one with its holder."""
        now = self._clock.now()
        with self._store.reading() as tx:
            if not self._book.identity(tx).hub_id or self._book.playbook(tx, 0).take_back_after_s is None:
                return []
            looked_at = [*tx.due_leads(now, LOOKED_AT), *tx.skipped(now - SKIPPED_WITHIN)]
            ends = {held.lead.lead_id: goes_on_at(tx, self._book, held) for held in looked_at}
        return [lead_id for lead_id, at in ends.items() if at is not None and at <= now]

    def _take(self, wish: Wish, is_called_off: Callable[[], bool]) -> tuple[Taken, Changed]:
        changed = NOTHING
        with self._store.reading() as tx:
            waits = pending(tx)
        if self._identity().hub_id and waits:
            # the hub must know what was tried before it is asked for more
            changed |= self._sync.round()[1]
        if is_called_off():
            return Taken(why=CALLED_OFF), changed
        until = self._clock.monotonic() + TAKING_S
        earlier = self._earlier()
        if earlier is not None:
            taken, more = self._ask(earlier, until, is_new=True)
            changed |= more
            if taken.lead_id:
                return taken, changed
            if is_called_off():
                return Taken(why=CALLED_OFF), changed
        taken, more = self._ask(self._begun(wish), until)
        return taken, changed | more

    def _identity(self) -> Identity:
        with self._store.reading() as tx:
            return self._book.identity(tx)

    def _earlier(self) -> Claim | None:
        """Return the question what became of an earlier claim, None where that is known."""
        with self._store.reading() as tx:
            raw = tx.fact(ASKED)
        return None if raw is None else msgspec.structs.replace(msgspec.json.decode(raw, type=Claim), settles=True)

    def _begun(self, wish: Wish) -> Claim:
        identity = self._identity()
        if not identity.hub_id:
            raise BadInput("Leads are taken from a hub, and this desk belongs to none.", "Join one in the settings.")
        claim = Claim(
            hub_id=identity.hub_id,
            claim_id=new_id(self._clock.now()),
            taking=wish.taking,
            lead_id=wish.lead_id,
            why=wish.why,
        )
        with self._store.writing() as tx:
            # on the disk before it is asked: whatever happens to line or machine, the hub can be asked what came of it
            tx.put_fact(ASKED, msgspec.json.encode(claim))
        return claim

    def _ask(self, claim: Claim, until: float, *, is_new: bool = False) -> tuple[Taken, Changed]:
        """Ask, and keep what was won; with `is_new` a lead that is here already counts as none."""
        identity = self._identity()
        link = self._link_to(identity.hub_url, identity.token)
        check_home(identity, link, self._left(until))
        answer = link.claim(claim, self._left(until))
        with self._store.writing() as tx:
            tx.drop_fact(ASKED)
            if isinstance(answer, LeadNotYours):
                return _not_taken(answer), Changed(Touched.SYNC)
            lead_id = answer.given.lead.lead_id
            is_here = tx.lead(lead_id) is not None
            changed = NOTHING if is_here else self._keep(tx, answer)
        return Taken("" if is_new and is_here else lead_id), changed

    def _keep(self, tx: Tx, answer: LeadYours) -> Changed:
        changed = self._incoming.lead_taken(tx, answer.given)
        # whoever asked for it goes to it at once
        self._book.remind_if_forgotten(tx, answer.given.lead.lead_id, self._clock.now())
        return changed

    def _left(self, until: float) -> float:
        left = until - self._clock.monotonic()
        if left <= 0:
            raise HubUnreachable("The hub did not answer in time.")
        return left


def may_hand_on(tx: Tx, book: LeadBook, held: HeldLead) -> bool:
    """Return whether the hub may give this lead to the next officer: the company's, and nobody spoke with it yet."""
    identity, due = book.identity(tx), held.bearings.next
    is_promised = isinstance(due, Due) and due.is_promise
    is_theirs = held.from_hub and not held.lead.origin.is_own and identity.takes_leads
    return is_theirs and not held.bearings.contacts and not is_promised


def goes_on_at(tx: Tx, book: LeadBook, held: HeldLead) -> datetime | None:
    """Return when a lead nobody tried goes to the next officer by itself, by its playbook; None for never.

    This desk hands it on then; while the program is closed the hub does, unless nobody else is at work. Whoever skips
    a step has it no longer for that.
    """
    playbook, lead_id = book.playbook(tx, held.lead.playbook_version), held.lead.lead_id
    if playbook.take_back_after_s is None or held.bearings.attempts or not may_hand_on(tx, book, held):
        return None
    stands = standing(tx.histories([lead_id], (Kind.SKIP, Kind.STAGE_REPORTED, Kind.RETRACTED))[lead_id])
    before = before_skips(held.lead, stands)
    first = held.bearings if before is None else book.where(book.picture(tx, held, before))

    def workable() -> Calendar:
        at = before or held.lead.assigned_at or held.lead.received_at
        return workable_hours(book.rules, held.lead, book.picture(tx, held, at).known, book.officer(tx))

    return goes_on_by(playbook, held.lead, stands, first.stage, first.next, workable)


def _not_taken(answer: LeadNotYours) -> Taken:
    return Taken("", Untaken(answer.why).value, answer.happened, answer.remedy)
