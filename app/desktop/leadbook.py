"""The officer's leads with all that is known of each, and where each stands."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

import msgspec

from app.desktop.ports import Bearings, HeldLead, Identity, LeadKey, Numbers, PlaybookRow, Tx
from app.desktop.views import Opening
from app.domain.activity import Activity, Kind, standing
from app.domain.cadence import Whereabouts, whereabouts
from app.domain.contact_rules import Allowed, Blocked, ContactRules, Purpose, Reason, closed_last_by, may_contact
from app.domain.correcting import corrected
from app.domain.lead import Channel, Lead
from app.domain.matching import vendor_key
from app.domain.numbers import email_key, phone_key
from app.domain.officer import NOBODY, Officer
from app.domain.outcome import is_attempt, is_contact
from app.domain.person_known import known_of_person
from app.domain.places import said_of
from app.domain.publications import published
from app.domain.standing import Due, Next
from app.domain.wording import blocked_words
from app.errors import BadInput
from app.protocol.listed import listings_of
from app.protocol.person_hash import number_hash

if TYPE_CHECKING:
    from app.domain.known import Known
    from app.domain.playbook import Playbook
    from app.domain.stage import Stage

FIRST_VERSION = 1
#: leads planned together: enough that statements do not count, few enough to hold
AT_A_TIME = 4000
_EVER = datetime.min.replace(tzinfo=UTC)
#: from so many on leads are worked out in arrays, which cost the same few milliseconds for one
MANY = 100
#: how long who has just come by a lead talks with its borrower before the reminder of a first call makes sense
AT_IT = timedelta(minutes=15)
#: how long before a first call is late its reminder comes at the latest
BEFORE_LATE = timedelta(minutes=1)
#: what the officer said to be working off shift (see `shifts.py`)
WORKING = "working_now"


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything the engine asks about one lead, as of one instant. `history` stands, in order, begun by then.

    `more_at` is when the first thing begins that is known and lies ahead: a clock before this one wrote it down.
    `done_at` is when this officer last did something that lies ahead: the clock was put back since. `is_whole`:
    nothing that is known of the lead or its numbers lies ahead.
    """

    held: HeldLead
    history: list[Activity]
    known: Known
    playbook: Playbook
    officer: Officer
    at: datetime
    more_at: datetime | None = None
    done_at: datetime | None = None
    is_whole: bool = True

    @property
    def lead(self) -> Lead:
        return self.held.lead


@dataclass(frozen=True, slots=True)
class Planned:
    """A lead that was worked out by itself, and where it stands."""

    picture: Picture
    where: Whereabouts


class Standing(Protocol):
    """What is kept of `Whereabouts`, as the engine tells it of one lead or of many."""

    @property
    def stage(self) -> Stage: ...
    @property
    def next(self) -> Next: ...
    @property
    def revisit_at(self) -> datetime | None: ...


class LeadBook:
    """Reads pictures of leads and keeps where they stand; all inside a transaction the caller has open."""

    def __init__(self, rules: ContactRules, shipped_playbook: str) -> None:
        self._rules = rules
        self._heard = threading.local()
        self._shipped = shipped_playbook
        self._sits_here = NOBODY

    @property
    def rules(self) -> ContactRules:
        """Return the rules of the company as the transaction this thread was in last knows it, see `identity`.

        A thread's own: while one plans by what it has just been told, another may still read what held before.
        """
        found: ContactRules = getattr(self._heard, "rules", self._rules)
        return found

    # -- reading ---------------------------------------------------------------------------------------

    def identity(self, tx: Tx) -> Identity:
        identity = tx.identity()
        if identity is None:
            raise BadInput("This desk has not been set up yet.")
        # another process may have heard from the hub since
        self._heard.rules = self._rules.of_company(identity.company_rules)
        return identity

    def playbook_row(self, tx: Tx, version: int) -> PlaybookRow:
        """Return a lead's pinned version, else the one in force; the shipped sample when there is none yet."""
        row = (tx.playbook(version) if version else None) or tx.playbook_in_force()
        return row or PlaybookRow(FIRST_VERSION, self._shipped, "", datetime.min.replace(tzinfo=UTC))

    def playbook(self, tx: Tx, version: int) -> Playbook:
        row = self.playbook_row(tx, version)
        rows = tx.playbooks() or [row]
        return published((one.version, one.text, one.in_force_at) for one in rows)[row.version]

    def held(self, tx: Tx, lead_id: str) -> HeldLead:
        """Return a lead by its id or by an unmistakable beginning of it."""
        # a beginning is looked for among all, so the whole id, which a window says, is tried first
        held = tx.lead(lead_id)
        if held is None and (full := tx.resolve_id(lead_id)) is not None:
            held = tx.lead(full)
        if held is None:
            raise BadInput(f"There is no lead {lead_id} on this desk.", "List them with: leads")
        return held

    def picture(self, tx: Tx, held: HeldLead, at: datetime, officer: Officer | None = None) -> Picture:
        """Return all that is known of a lead from activities that had begun by `at`."""
        return self.pictures(tx, [held], at, officer)[0]

    def all_pictures(self, tx: Tx, at: datetime) -> Iterator[Picture]:
        """Return the pictures of every lead, in the order they were received."""
        held = list(tx.leads())
        for start in range(0, len(held), AT_A_TIME):
            yield from self.pictures(tx, held[start : start + AT_A_TIME], at)

    def pictures(self, tx: Tx, many: Sequence[HeldLead], at: datetime, officer: Officer | None = None) -> list[Picture]:
        """Return the pictures of many leads, read a few statements for all of them."""
        identity = self.identity(tx)
        officer = officer or self.officer(tx)
        histories = tx.histories([held.lead.lead_id for held in many])
        numbers = tx.known_numbers({held.lead.lead_id: _numbers(held.lead, identity) for held in many})
        versions = {held.lead.playbook_version for held in many}
        playbooks = {version: self.playbook(tx, version) for version in versions}
        out = []
        for held in many:
            lead = held.lead
            stands = standing(histories[lead.lead_id])
            history = [a for a in stands if a.began_at <= at]
            ahead = stands[len(history) :]
            more_at = ahead[0].began_at if ahead else None
            done_at = max((a.began_at for a in ahead if a.actor_id == officer.officer_id), default=None)
            tried, listed = numbers[lead.lead_id]
            listings = listings_of(identity.company_key, lead, held.listed)
            known = known_of_person(
                lead, history, tried=(t for t in tried if t <= at), listed=listed, listings=listings
            )
            is_whole = more_at is None and all(t <= at for t in tried)
            playbook = playbooks[lead.playbook_version]
            out.append(Picture(held, history, known, playbook, officer, at, more_at, done_at, is_whole))
        return out

    def present(self, tx: Tx, held: HeldLead, now: datetime) -> Picture:
        """Return the picture now, or as of what was done last where the clock was put back behind that.

        Who has just called is not to be told to call because a clock says that it is yet to come.
        """
        picture = self.picture(tx, held, now)
        return picture if picture.done_at is None else self.picture(tx, held, picture.done_at)

    def officer(self, tx: Tx) -> Officer:
        """Return who sits here with what they said to be working off shift."""
        found, worked = self.identity(tx).officer, spans_worked(tx)
        if worked:
            found = msgspec.structs.replace(found, working=tuple(worked))
        # grounds are remembered by the officer's very object; another thread may put its own there meanwhile
        sits_here = self._sits_here
        if found != sits_here:
            self._sits_here = sits_here = found
        return sits_here

    def where(self, picture: Picture) -> Whereabouts:
        p = picture
        return whereabouts(p.playbook, p.lead, p.history, self.rules, p.known, p.officer, p.at)

    def stood(self, picture: Picture) -> Planned:
        return Planned(picture, self.where(picture))

    def may(self, picture: Picture, channel: Channel, *, due: Due | None = None) -> Allowed | Blocked:
        """Return whether the lead may be contacted at the picture's instant, for what the borrower asked for by then.

        With a promise that is `due` it is asked as that promise will be kept, which may be later.
        """
        p, (purpose, named) = picture, _asked_as(picture, channel, due)
        return may_contact(self.rules, p.lead, p.known, p.officer, channel, p.at, purpose, named_time=named)

    def closed_last_by(
        self, picture: Picture, channel: Channel, blocked: Blocked, *, due: Due | None = None
    ) -> Reason | None:
        """Return what still keeps such a contact closed when what closes it now is over, None for nothing else."""
        p, (purpose, named) = picture, _asked_as(picture, channel, due)
        return closed_last_by(self.rules, p.lead, p.known, channel, p.at, blocked, purpose, named_time=named)

    def opening(
        self, picture: Picture, channel: Channel, answer: Allowed | Blocked, *, due: Due | None = None
    ) -> Opening | None:
        """Return what a screen says of such a contact by what `may` answered; None for one that may be made."""
        if not isinstance(answer, Blocked):
            return None
        last = self.closed_last_by(picture, channel, answer, due=due)
        return Opening(answer.reason.code.value, blocked_words(answer.reason, last), answer.until)

    def is_asked_for(self, picture: Picture, channel: Channel) -> bool:
        """Return whether registries are silent: a loan is under way, or a call was asked for whose time has come."""
        asked = picture.known.asked
        return asked.is_under_way or asked.keeps_promise(channel, picture.at)

    # -- keeping ---------------------------------------------------------------------------------------

    def put_lead(self, tx: Tx, lead: Lead, *, from_hub: bool) -> None:
        """Write a lead's facts and the keys it is found by. Call `replan` in the same transaction."""
        tx.put_lead(lead, from_hub=from_hub)
        tx.put_keys(lead.lead_id, _all_keys(tx, lead))

    def put_right(self, tx: Tx, lead_id: str) -> Lead:
        """Keep a lead as its corrections leave it and return it. Call `replan` in the same transaction."""
        held = self.held(tx, lead_id)
        lead = corrected(held.lead, tx.activities(held.lead.lead_id))
        if lead != held.lead:
            self.put_lead(tx, lead, from_hub=held.from_hub)
        return lead

    def replan(self, tx: Tx, lead_ids: Sequence[str], now: datetime, *, learnt: bool = True) -> dict[str, Planned]:
        """Work out where leads stand now and keep it with the reminders that follow; leads that are gone are left out.

        What has not changed is not written: of many leads most stand where they stood. Without anything `learnt` of
        the leads or their numbers only time has passed. Return what those came to that were worked out one by one.
        """
        one_by_one: dict[str, Planned] = {}
        for start in range(0, len(lead_ids), AT_A_TIME):
            pictures = [
                p if p.done_at is None else self.present(tx, p.held, now)
                for p in self.pictures(tx, tx.held(lead_ids[start : start + AT_A_TIME]), now)
            ]
            # one whose clock was put back is as of another instant
            together = [picture for picture in pictures if picture.at == now]
            together = together if len(together) >= MANY else []
            stand = self._stand_together(tx, together, now) if together else {}
            alone = [picture for picture in pictures if picture.lead.lead_id not in stand]
            if learnt and alone:
                tx.drop_gists([picture.lead.lead_id for picture in alone])
            by_itself = {picture.lead.lead_id: self.stood(picture) for picture in alone}
            one_by_one |= by_itself
            stand |= {lead_id: planned.where for lead_id, planned in by_itself.items()}
            found = [(p, self.bearings(p, stand[p.lead.lead_id])) for p in pictures]
            tx.set_bearings({p.lead.lead_id: new for p, new in found if new != p.held.bearings})
        return one_by_one

    def remind_if_forgotten(self, tx: Tx, lead_id: str, now: datetime) -> None:
        """Let a lead the officer has in hand ring only should its call be forgotten, and while there is time."""
        reminder = tx.reminder_of(lead_id)
        if reminder is not None and reminder.due_at <= now:
            due = self.held(tx, lead_id).bearings.next
            last = due.on_time_until - BEFORE_LATE if isinstance(due, Due) else now + AT_IT
            # one that is late already is no later for it
            tx.postpone_reminder(reminder.reminder_id, min(last, now + AT_IT) if last > now else now + AT_IT)

    def _stand_together(self, tx: Tx, pictures: Sequence[Picture], now: datetime) -> dict[str, Standing]:
        """Return where leads stand, worked out in arrays, and keep what of them was asked for that."""
        from app.domain.many.asking import stands
        from app.domain.many.columns import facts_of
        from app.domain.many.gists import gists_of

        lead_ids, facts = [picture.lead.lead_id for picture in pictures], facts_of(pictures, now)
        versions = [picture.lead.playbook_version for picture in pictures]
        gists = gists_of(facts, versions, [said_of(p.lead, p.known.said_state) for p in pictures])
        kept = [gist if p.is_whole else b"" for p, gist in zip(pictures, gists, strict=True)]
        tx.set_gists(dict(zip(lead_ids, kept, strict=True)))
        return dict(zip(lead_ids, stands(pictures, facts, self.rules, now), strict=True))

    def replan_all(self, tx: Tx, now: datetime) -> None:
        """Plan every lead where rules, hours or a playbook changed and nothing was learnt of any of them."""
        from app.desktop.replanning import replan_all

        replan_all(self, tx, now)

    def replan_person(self, tx: Tx, lead: Lead, now: datetime) -> dict[str, Planned | None]:
        """Re-plan every lead that shares a number with this one: caps and do-not-call belong to the person.

        Return these leads, with what they came to where that was worked out one by one.
        """
        keys = [key for phone in lead.phones if (key := phone_key(phone.number))]
        lead_ids = sorted({hit.lead_id for hit in tx.hits(keys)} | {lead.lead_id})
        came_to = self.replan(tx, lead_ids, now)
        return {lead_id: came_to.get(lead_id) for lead_id in lead_ids}

    def revisit(self, tx: Tx, now: datetime, limit: int = 500) -> list[str]:
        """Re-plan the leads for which time alone has changed something; at most `limit` of them."""
        lead_ids = tx.to_revisit(now, limit)
        self.replan(tx, lead_ids, now, learnt=False)
        return lead_ids

    def bearings(self, picture: Picture, where: Standing) -> Bearings:
        """Return what is stored of where a lead stands."""
        zone = self.rules.place(picture.lead, picture.known).clock_zone
        return _bearings(where, picture, zone)


def _asked_as(picture: Picture, channel: Channel, due: Due | None) -> tuple[Purpose, bool]:
    """Return the purpose a contact has at the picture's instant, and whether the borrower named the time."""
    if due is not None and due.is_promise:
        return Purpose.REQUESTED, due.tries == 0 and picture.at <= due.on_time_until
    return picture.known.asked.purpose_of(channel, picture.at)


def spans_worked(tx: Tx) -> list[tuple[int, int]]:
    """Return what the officer said to be working whatever the shift, as spans of UTC seconds."""
    raw = tx.fact(WORKING)
    return [] if raw is None else msgspec.json.decode(raw, type=list[tuple[int, int]])


def _numbers(lead: Lead, identity: Identity) -> Numbers:
    secret = identity.company_key
    return Numbers(
        keys=[key for phone in lead.phones if (key := phone_key(phone.number))],
        hashes=[h for phone in lead.phones if (h := number_hash(secret, phone.number))] if secret else [],
    )


def _bearings(where: Standing, picture: Picture, zone: str) -> Bearings:
    history = picture.history
    tried = [a for a in history if is_attempt(a.kind)]
    called = [a for a in tried if a.channel is Channel.CALL]
    again = [a.began_at for a in history if a.kind is Kind.INQUIRED_AGAIN]
    since = again[-1] if again else _EVER
    return Bearings(
        stage=where.stage,
        next=where.next,
        zone=zone,
        revisit_at=min(filter(None, (where.revisit_at, picture.more_at)), default=None),
        attempts=_count(tried, since),
        calls=_count(called, since),
        contacts=_count([a for a in history if is_contact(a.kind)], since),
        called_at=called[-1].began_at if called else None,
        asked_again_at=again[-1] if again else None,
    )


def _count(activities: Sequence[Activity], since: datetime) -> int:
    if not activities or activities[0].began_at >= since:
        return len(activities)
    return sum(a.began_at >= since for a in activities)


def _all_keys(tx: Tx, lead: Lead) -> list[LeadKey]:
    """Return what a lead is found by with the vendors' ids of what was merged into it; nothing for one merged away."""
    if tx.merged_away([lead.lead_id]):
        return []
    came = (merge.again for merge in tx.merges(lead.lead_id))
    ids = ((vendor_key(again.source, again.vendor_id), "vendor", again.borrower.name) for again in came)
    return [*lead_keys(lead), *(key for key in ids if key[0])]


def lead_keys(lead: Lead) -> list[LeadKey]:
    """Return what a lead is found by."""
    out: list[LeadKey] = []
    for person in lead.borrowers:
        out += [(key, "phone", person.name) for p in person.phones if (key := phone_key(p.number))]
        out += [(key, "email", person.name) for email in person.emails if (key := email_key(email))]
    if key := vendor_key(lead.source, lead.vendor_id):
        out.append((key, "vendor", lead.borrower.name))
    if lead.partner is not None and (key := phone_key(lead.partner.phone)):
        out.append((key, "partner", lead.partner.name))
    return out
