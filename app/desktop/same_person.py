"""Two leads of this desk that turn out to be one person's: one goes on with both stories, the other is closed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from app.clock import Clock
from app.desktop.changes import Changed, Touched
from app.desktop.leadbook import LeadBook
from app.desktop.outgoing import Outgoing, is_told
from app.desktop.ports import HeldLead, Merge, Store, Tx
from app.desktop.timeline import standing_words
from app.domain.activity import Activity, Kind, standing
from app.domain.ids import ascending_ids, new_id
from app.domain.lead import Lead
from app.domain.merging import merged
from app.domain.numbers import phone_key
from app.domain.one_person import has_loan, inquiry_of, told_of
from app.domain.stage import EXITS, Stage
from app.errors import BadInput
from app.leadfiles.batches import OnlyTried

if TYPE_CHECKING:
    from app.desktop.duplicates import Pair

#: an exit that wakes by itself
_ENDED = EXITS - {Stage.NURTURE}
#: the reason a vendor knows, and the hub has a word for: the protocol says nothing of merges
DUPLICATE = "duplicate"


class Both(msgspec.Struct, frozen=True):
    """Two leads beside each other, and what would come of them; nothing of it is done yet.

    `told` entries of the other would be told to the company, which knew nothing of them before.
    """

    kept_id: str
    kept_name: str
    other_name: str
    pairs: list[Pair]
    told: int


class Joined(msgspec.Struct, frozen=True):
    """The lead that goes on, and the merge by which it is taken apart again."""

    lead_id: str
    merge_id: str
    name: str


class _Two(msgspec.Struct, frozen=True):
    """The lead that goes on and the one that is closed, each with what stands of its story."""

    kept: HeldLead
    other: HeldLead
    kept_story: Sequence[Activity]
    other_story: Sequence[Activity]


class SamePerson:
    """Says what would come of merging two leads, and merges them."""

    def __init__(self, store: Store, clock: Clock, book: LeadBook, outgoing: Outgoing) -> None:
        self._store, self._clock, self._book, self._outgoing = store, clock, book, outgoing

    def compare(self, lead_id: str, other_id: str, *, zone: str) -> Both:
        """Return both as they are and as one would be, days on the officer's clock. Raises BadInput as `join` does."""
        # it reads lead files, too, and a card has no need of that
        from app.desktop.duplicates import Pair, pairs

        now, tz = self._clock.now(), ZoneInfo(zone)
        with suppress(OnlyTried), self._store.writing() as tx:
            two = self._two(tx, lead_id, other_id)
            were = [self._stands(tx, held.lead.lead_id, now, zone) for held in (two.kept, two.other)]
            merge, _ = self._join(tx, two, now)
            will = self._stands(tx, merge.lead_id, now, zone)
            lines = [
                *pairs(two.kept.lead, two.other.lead, tz),
                *(Pair(name, *told) for name, *told in zip(("Stands", "Next", "Logged"), *were, will, strict=True)),
            ]
            is_new = _is_known(tx, two.kept) and not _is_known(tx, two.other)
            both = Both(
                two.kept.lead.lead_id, two.kept.lead.name, two.other.lead.name, lines, len(merge.entries) * is_new
            )
            # what comes of it is asked of the engine itself, and then nothing of it is kept
            raise OnlyTried
        return both

    def join(self, lead_id: str, other_id: str) -> tuple[Joined, Changed]:
        """Merge two leads. The company's goes on before an own one, else the one that came first, as its source stays.

        The protocol has no word for it. The hub is told what it has words for: that the other is a duplicate, that the
        person asked again, and what was done with them as entries of the lead that goes on. Raises BadInput for a lead
        and itself, one merged already, and two to which the loan system reports.
        """
        now = self._clock.now()
        with self._store.writing() as tx:
            merge, touched = self._join(tx, self._two(tx, lead_id, other_id), now)
        joined = Joined(merge.lead_id, merge.merge_id, merge.before.name)
        return joined, Changed(Touched.QUEUE | Touched.LEAD | Touched.REMINDERS, touched)

    def _two(self, tx: Tx, lead_id: str, other_id: str) -> _Two:
        held = [self._book.held(tx, one) for one in (lead_id, other_id)]
        ids = [one.lead.lead_id for one in held]
        if ids[0] == ids[1]:
            raise BadInput("That is the same lead.", "Choose the other one.")
        if tx.merged_away(ids):
            raise BadInput("One of these was merged into another lead already.", "Take those apart first.")
        stories = [standing(tx.activities(one)) for one in ids]
        loans = [has_loan(story) for story in stories]
        if all(loans):
            raise BadInput("The loan system reports to both of them.", "Two loans of one person are two leads.")
        received = [one.lead.received_at for one in held]
        ranks = [
            (loan, _is_known(tx, one), at <= min(received)) for loan, one, at in zip(loans, held, received, strict=True)
        ]
        kept = 0 if ranks[0] >= ranks[1] else 1
        return _Two(held[kept], held[1 - kept], stories[kept], stories[1 - kept])

    def _stands(self, tx: Tx, lead_id: str, now: datetime, zone: str) -> tuple[str, str, str]:
        held = self._book.held(tx, lead_id)
        entries = len(standing(tx.activities(lead_id)))
        logged = f"{entries} {'entry' if entries == 1 else 'entries'}"
        return held.bearings.stage.words, standing_words(held.bearings.next, now, zone), logged

    # -- merging ---------------------------------------------------------------------------------------

    def _join(self, tx: Tx, two: _Two, now: datetime) -> tuple[Merge, frozenset[str]]:
        kept, other = two.kept.lead, two.other.lead
        officer_id, ids = self._book.identity(tx).officer.officer_id, ascending_ids(now)
        inquiry = inquiry_of(kept, two.kept_story, other, officer_id, now)
        entries = told_of(kept, two.kept_story, two.other_story, officer_id, ids, now)
        if _is_known(tx, two.other):
            # what it cost the company has counted
            inquiry, entries = inquiry and _free(inquiry), [_free(entry) for entry in entries]
        closing = None if two.other.bearings.stage in _ENDED else _closing(other, officer_id, next(ids), now)
        private = [(tx.private_note(one.lead_id) or ("",))[0] for one in (kept, other)]
        merge = Merge(
            merge_id=new_id(now),
            lead_id=kept.lead_id,
            at=now,
            before=kept,
            again=other,
            inquiry_id=inquiry.activity_id if inquiry else "",
            other_id=other.lead_id,
            entries=tuple(entry.activity_id for entry in entries),
            closing_id=closing.activity_id if closing else "",
            private_before=private[0],
            private_after="\n".join(filter(None, private)),
        )
        lead = merged(kept, other)
        self._write(tx, two, merge, lead, [*([inquiry] if inquiry else ()), *entries])
        if closing is not None:
            tx.add_activity(closing)
            tell(tx, self._outgoing, two.other, closing)
        touched = {*self._book.replan_person(tx, lead, now), *self._book.replan_person(tx, other, now)}
        return merge, frozenset(touched)

    def _write(self, tx: Tx, two: _Two, merge: Merge, lead: Lead, entries: Sequence[Activity]) -> None:
        tx.put_merges([merge])
        self._book.put_lead(tx, lead, from_hub=two.kept.from_hub)
        # whoever looks for these numbers is to find the lead that goes on
        tx.put_keys(merge.other_id, ())
        for entry in entries:
            tx.add_activity(entry)
            tell(tx, self._outgoing, two.kept, entry)
            if entry.kind is Kind.DO_NOT_CALL:
                for phone in lead.phones:
                    tx.block_number(phone_key(phone.number), entry.activity_id)
        if merge.private_after != merge.private_before:
            tx.put_private_note(lead.lead_id, merge.private_after, merge.at)


def _is_known(tx: Tx, held: HeldLead) -> bool:
    """Return whether the hub knows the lead."""
    return held.from_hub or is_told(tx, held.lead.lead_id)


def _free(activity: Activity) -> Activity:
    return msgspec.structs.replace(activity, cost=None)


def tell(tx: Tx, outgoing: Outgoing, held: HeldLead, entry: Activity) -> None:
    """Tell the hub of an entry that a merge made or took back; a private own lead's is counted already."""
    identity = tx.identity()
    if _is_known(tx, held) or (identity is not None and identity.own_leads == "company"):
        outgoing.activity(tx, held, entry)


def _closing(other: Lead, officer_id: str, activity_id: str, now: datetime) -> Activity:
    return Activity(
        activity_id=activity_id,
        lead_id=other.lead_id,
        kind=Kind.BAD_LEAD,
        actor_id=officer_id,
        began_at=max(now, other.received_at),
        logged_at=now,
        reason=DUPLICATE,
    )


def merged_stories(tx: Tx, lead_id: str) -> tuple[frozenset[str], list[Activity]]:
    """Return which entries of a lead came from leads merged into it, and what of those stands beside its own story."""
    merges = [merge for merge in tx.merges(lead_id) if merge.other_id]
    if not merges:
        return frozenset(), []
    own = {(activity.kind, activity.began_at) for activity in tx.activities(lead_id)}
    closings = {merge.closing_id for merge in merges}
    others = tx.histories([merge.other_id for merge in merges])
    beside = [
        activity
        for story in others.values()
        for activity in standing(list(story))
        if activity.activity_id not in closings and (activity.kind, activity.began_at) not in own
    ]
    return frozenset(entry for merge in merges for entry in merge.entries), beside
