"""The officer's leads with all that is known of each, and where each stands."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from app.desktop.lead_keys import all_keys
from app.desktop.pictures import Picture, Planned, Standing, bearings_of, numbers_of, picture_of, with_one_more
from app.desktop.ports import Bearings, HeldLead, Identity, PlaybookRow, Tx
from app.desktop.tried_versions import tried_until
from app.desktop.views import Opening
from app.domain.activity import Activity, standing
from app.domain.asked_for import AFTER
from app.domain.cadence import Whereabouts, whereabouts
from app.domain.contact_rules import (
    Allowed,
    Blocked,
    ContactRules,
    Purpose,
    Reason,
    closed_last_by,
    holds_until,
    may_contact,
)
from app.domain.correcting import corrected
from app.domain.lead import Channel, Lead
from app.domain.numbers import phone_key
from app.domain.officer import NOBODY, Officer
from app.domain.places import said_of
from app.domain.publications import published
from app.domain.standing import Due
from app.domain.wording import blocked_words
from app.errors import BadInput, NotHere

if TYPE_CHECKING:
    from app.domain.playbook import Playbook

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


class LeadBook:
    """Reads pictures of leads and keeps where they stand; all inside a transaction the caller has open."""

    def __init__(self, rules: ContactRules, shipped_playbook: str) -> None:
        self._rules = rules
        self._heard = threading.local()
        self._shipped = shipped_playbook
        self._sits_here = NOBODY
        self._published: tuple[Sequence[PlaybookRow], dict[int, datetime], dict[int, Playbook]] = ((), {}, {})

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
        rows, tried = tx.playbooks() or [row], tried_until(tx)
        # each thread compares and asks one of these
        known = self._published
        if known[:2] != (rows, tried):
            books = published((one.version, one.text, one.in_force_at, tried.get(one.version)) for one in rows)
            self._published = known = rows, tried, books
        return known[2][row.version]

    def held(self, tx: Tx, lead_id: str) -> HeldLead:
        """Return a lead by its id or by an unmistakable beginning of it."""
        # a beginning is looked for among all, so the whole id, which a window says, is tried first
        held = tx.lead(lead_id)
        if held is None and (full := tx.resolve_id(lead_id)) is not None:
            held = tx.lead(full)
        if held is None:
            raise NotHere(f"There is no lead {lead_id} on this desk.", "List them with: leads")
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
        secret = identity.company_key
        numbers = tx.known_numbers({held.lead.lead_id: numbers_of(held.lead, secret) for held in many})
        versions = {held.lead.playbook_version for held in many}
        playbooks = {version: self.playbook(tx, version) for version in versions}
        out = []
        for held in many:
            lead_id, playbook = held.lead.lead_id, playbooks[held.lead.playbook_version]
            stands = standing(histories[lead_id])
            out.append(picture_of(held, stands, numbers[lead_id], playbook, officer, at, secret))
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
        """Return where a lead stands by its picture."""
        where = self.where(picture)
        return Planned(picture, where, self.bearings(picture, where))

    def may(self, picture: Picture, channel: Channel, *, due: Due | None = None) -> Allowed | Blocked:
        """Return whether the lead may be contacted at the picture's instant, for what the borrower asked for by then.

        With a promise that is `due` it is asked as that promise will be kept, which may be later.
        """
        p, (purpose, named) = picture, _asked_as(picture, channel, due)
        return may_contact(self.rules, p.lead, p.known, p.officer, channel, p.at, purpose, named_time=named)

    def holds_until(self, picture: Picture, channel: Channel, answer: Allowed | Blocked, due: Due) -> datetime:
        """Return until when `may` answers like this if nothing more is learnt; its own instant for not at all."""
        p, (purpose, named) = picture, _asked_as(picture, channel, due)
        if not p.is_whole:
            return p.at
        turns = [due.on_time_until + AFTER] if due.is_promise else [*p.known.asked.turns()]
        turns.append(
            holds_until(self.rules, p.lead, p.known, p.officer, channel, p.at, answer, purpose, named_time=named)
        )
        return min(turn for turn in turns if turn > p.at)

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
        tx.put_keys(lead.lead_id, all_keys(tx, lead))

    def put_right(self, tx: Tx, lead_id: str) -> Lead:
        """Keep a lead as its corrections leave it and return it. Call `replan` in the same transaction."""
        held = self.held(tx, lead_id)
        lead = corrected(held.lead, tx.activities(held.lead.lead_id))
        if lead != held.lead:
            self.put_lead(tx, lead, from_hub=held.from_hub)
        return lead

    def replan(
        self,
        tx: Tx,
        lead_ids: Sequence[str],
        now: datetime,
        *,
        learnt: bool = True,
        seen: Picture | None = None,
        held: Mapping[str, HeldLead] | None = None,
    ) -> dict[str, Planned]:
        """Work out where leads stand now and keep it with the reminders that follow; leads that are gone are left out.

        What has not changed is not written: of many leads most stand where they stood. Without anything `learnt` of
        the leads or their numbers only time has passed. One that was `seen` as it is now is not read again, nor the
        rows of those `held` as they were just written. Return what those came to that were worked out one by one.
        """
        one_by_one: dict[str, Planned] = {}
        for start in range(0, len(lead_ids), AT_A_TIME):
            pictures = self._as_they_are(tx, lead_ids[start : start + AT_A_TIME], now, seen, held)
            # one whose clock was put back is as of another instant
            together = [picture for picture in pictures if picture.at == now]
            together = together if len(together) >= MANY else []
            stand = self._stand_together(tx, together, now) if together else {}
            alone = [picture for picture in pictures if picture.lead.lead_id not in stand]
            if learnt and alone:
                tx.drop_gists([picture.lead.lead_id for picture in alone])
            by_itself = {picture.lead.lead_id: self.stood(picture) for picture in alone}
            one_by_one |= by_itself
            found = [(p, self.bearings(p, stand[p.lead.lead_id])) for p in together]
            found += [(planned.picture, planned.bearings) for planned in by_itself.values()]
            moved = {p.lead.lead_id: new for p, new in found if new != p.held.bearings}
            tx.set_bearings(moved)
            if learnt and len(moved) < len(found):
                tx.note_learnt([p.lead.lead_id for p, _ in found if p.lead.lead_id not in moved])
        return one_by_one

    def _as_they_are(
        self,
        tx: Tx,
        lead_ids: Sequence[str],
        now: datetime,
        seen: Picture | None,
        held: Mapping[str, HeldLead] | None = None,
    ) -> list[Picture]:
        if seen is None:
            read = self.pictures(tx, tx.held(lead_ids) if held is None else [held[one] for one in lead_ids], now)
            return [p if p.done_at is None else self.present(tx, p.held, now) for p in read]
        others = [lead_id for lead_id in lead_ids if lead_id != seen.lead.lead_id]
        return [seen, *(self._as_they_are(tx, others, now, None) if others else ())]

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

    def replan_person(
        self, tx: Tx, lead: Lead, now: datetime, seen: Picture | None = None
    ) -> dict[str, Planned | None]:
        """Re-plan every lead that shares a number with this one: caps and do-not-call belong to the person.

        Return these leads, with what they came to where that was worked out one by one. The lead itself is not read
        again where it was `seen` as it is now.
        """
        lead_ids = sorted(self.sharing(tx, lead) | {lead.lead_id})
        came_to = self.replan(tx, lead_ids, now, seen=seen)
        return {lead_id: came_to.get(lead_id) for lead_id in lead_ids}

    def sharing(self, tx: Tx, lead: Lead) -> set[str]:
        """Return the leads that have a number of this one's, which need not be here any more."""
        return set(tx.sharing([key for phone in lead.phones if (key := phone_key(phone.number))]))

    def seen_after(self, tx: Tx, before: Picture, activity: Activity, now: datetime) -> Picture | None:
        """Return the picture now of a lead that one activity was added to since; None where it is to be read anew."""
        return with_one_more(before, activity, now, self.identity(tx).company_key)

    def revisit(self, tx: Tx, now: datetime, limit: int = 500) -> list[str]:
        """Re-plan the leads for which time alone has changed something; at most `limit` of them."""
        lead_ids = tx.to_revisit(now, limit)
        self.replan(tx, lead_ids, now, learnt=False)
        return lead_ids

    def bearings(self, picture: Picture, where: Standing) -> Bearings:
        """Return what is stored of where a lead stands."""
        zone = self.rules.place(picture.lead, picture.known).clock_zone
        return bearings_of(where, picture, zone)


def _asked_as(picture: Picture, channel: Channel, due: Due | None) -> tuple[Purpose, bool]:
    """Return the purpose a contact has at the picture's instant, and whether the borrower named the time."""
    if due is not None and due.is_promise:
        return Purpose.REQUESTED, due.tries == 0 and picture.at <= due.on_time_until
    return picture.known.asked.purpose_of(channel, picture.at)


def spans_worked(tx: Tx) -> list[tuple[int, int]]:
    """Return what the officer said to be working whatever the shift, as spans of UTC seconds."""
    raw = tx.fact(WORKING)
    return [] if raw is None else msgspec.json.decode(raw, type=list[tuple[int, int]])
