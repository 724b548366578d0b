"""Merges: what was brought to a lead because both are one person, kept so that it can be taken apart again."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.clock import Clock
from app.desktop.changes import Changed, Touched
from app.desktop.leadbook import LeadBook
from app.desktop.outgoing import Outgoing, is_told
from app.desktop.ports import HeldLead, Merge, Store, Tx
from app.desktop.same_person import tell
from app.domain.activity import Activity, Kind
from app.domain.ids import new_id
from app.domain.lead import Lead
from app.domain.merging import merged, unmerged
from app.domain.numbers import shown
from app.errors import BadInput


class MergeLine(msgspec.Struct, frozen=True):
    """One merge as it is listed: who it brought, from which source, when, and what of it was new."""

    merge_id: str
    name: str
    source: str
    at: datetime
    brought: tuple[str, ...]


class TakenApart(msgspec.Struct, frozen=True):
    """The lead that stands for itself again. `inquiry_stays`: the hub was told that the person asked again."""

    lead_id: str
    name: str
    inquiry_stays: bool


class Merges:
    """Lists what was merged into a lead and takes it apart again."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook, outgoing: Outgoing) -> None:
        self._store, self._clock, self._book, self._outgoing = store, clock, book, outgoing

    def of(self, lead_id: str) -> list[MergeLine]:
        """Return what was merged into a lead, the newest first."""
        with self._store.reading() as tx:
            return [_line(merge) for merge in reversed(tx.merges(self._book.held(tx, lead_id).lead.lead_id))]

    def take_apart(self, merge_id: str) -> tuple[TakenApart, Changed]:
        """Undo a merge: what it brought is a lead of its own again, and the other what it was without it.

        What was done since stays with the lead it was done on. Raises BadInput when it was undone already, or the
        lead is no longer here. The protocol has no word for it, and does not need one: facts never went up, and the
        new lead is told of as any own lead is. A lead of this desk that was merged is open again, and what it brought
        is taken back, as the officer had said so. Only that the person of a row asked again, where the hub knows it,
        stands: it believes nobody who takes back what the borrower did.
        """
        now = self._clock.now()
        with self._store.writing() as tx:
            merge = tx.merge(merge_id)
            held = tx.lead(merge.lead_id) if merge is not None else None
            if merge is None or held is None:
                raise BadInput("These were taken apart already, or the lead is no longer here.")
            tx.drop_merge(merge_id)
            lead = self._without(tx, held, merge)
            if merge.other_id:
                stays, again = False, self._reopen(tx, held, merge, now)
            else:
                stays = self._take_inquiry_back(tx, held, merge, now)
                again = self._enter(tx, merge, without_cost=stays)
            touched = {*self._book.replan_person(tx, held.lead, now), *self._book.replan_person(tx, lead, now)}
            touched |= set(self._book.replan_person(tx, again, now))
        answer = TakenApart(again.lead_id, again.name, stays)
        return answer, Changed(Touched.QUEUE | Touched.LEAD | Touched.REMINDERS, frozenset(touched))

    def _without(self, tx: Tx, held: HeldLead, merge: Merge) -> Lead:
        """Write the lead as it is without the merge, and with what later ones brought that this one brought first."""
        lead = unmerged(held.lead, merge.before, merged(merge.before, merge.again))
        for other in tx.merges(merge.lead_id):
            lead = merged(lead, other.again)
        self._book.put_lead(tx, lead, from_hub=held.from_hub)
        return lead

    def _take_inquiry_back(self, tx: Tx, held: HeldLead, merge: Merge, now: datetime) -> bool:
        """Retract that the person asked again; returns whether it stands, because the hub has it."""
        inquiry = tx.activity(merge.inquiry_id) if merge.inquiry_id else None
        if inquiry is None:
            return False
        if held.from_hub or is_told(tx, merge.lead_id):
            return True
        retraction = self._retraction(tx, merge.lead_id, inquiry.activity_id, now)
        tx.add_activity(retraction)
        self._outgoing.activity(tx, held, retraction)
        return False

    def _reopen(self, tx: Tx, held: HeldLead, merge: Merge, now: datetime) -> Lead:
        """Have the other lead of this desk go on where it stood; what it told the first one is taken back there."""
        other = self._book.held(tx, merge.other_id)
        self._book.put_lead(tx, other.lead, from_hub=other.from_hub)
        made = [(held, entry) for entry in (merge.inquiry_id, *merge.entries) if entry]
        made += [(other, merge.closing_id)] if merge.closing_id else []
        taken_back = {
            activity.corrects
            for story in tx.histories([merge.lead_id, merge.other_id], [Kind.RETRACTED]).values()
            for activity in story
        }
        for on, entry in made:
            if entry not in taken_back:
                retraction = self._retraction(tx, on.lead.lead_id, entry, now)
                tx.add_activity(retraction)
                tell(tx, self._outgoing, on, retraction)
        kept = tx.private_note(merge.lead_id)
        if kept is not None and kept[0] == merge.private_after != merge.private_before:
            tx.put_private_note(merge.lead_id, merge.private_before, now)
        return other.lead

    def _retraction(self, tx: Tx, lead_id: str, activity_id: str, now: datetime) -> Activity:
        return Activity(
            activity_id=new_id(now),
            lead_id=lead_id,
            kind=Kind.RETRACTED,
            actor_id=self._book.identity(tx).officer.officer_id,
            began_at=now,
            logged_at=now,
            corrects=activity_id,
        )

    def _enter(self, tx: Tx, merge: Merge, *, without_cost: bool) -> Lead:
        """Enter what was merged as the lead it would have been; what it cost is counted once."""
        again = msgspec.structs.replace(
            merge.again,
            playbook_version=self._book.playbook_row(tx, 0).version,
            cost=None if without_cost else merge.again.cost,
        )
        self._book.put_lead(tx, again, from_hub=False)
        self._outgoing.lead_added(tx, again)
        return again


def _line(merge: Merge) -> MergeLine:
    return MergeLine(merge.merge_id, merge.again.name, merge.again.source, merge.at, brought_by(merge))


def brought_by(merge: Merge) -> tuple[str, ...]:
    """Return what a merge brought, as words a person checks it by: numbers, addresses, names of facts."""
    before, after = merge.before, merged(merge.before, merge.again)
    phones, emails = {phone.number for phone in before.phones}, set(before.emails)
    new = [shown(phone.number) for phone in after.phones if phone.number not in phones]
    new += [email for email in after.emails if email not in emails]
    facts = ("address", "subject_property", "loan_purpose", "amount", "timeframe", "partner")
    words = [name.replace("_", " ") for name in facts if getattr(after, name) != getattr(before, name)]
    asked = ["asked again"] if merge.inquiry_id else []
    if merge.entries:
        asked.append("1 entry" if len(merge.entries) == 1 else f"{len(merge.entries)} entries")
    return (*asked, *new, *words)
