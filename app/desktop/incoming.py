"""Applying what the hub's feeds say; every row may be read twice without harm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeGuard

import msgspec

from app.clock import Clock
from app.desktop.changes import NOTHING, Changed, Touched
from app.desktop.held import HELD_BEFORE
from app.desktop.joining import pin
from app.desktop.leadbook import LeadBook
from app.desktop.lists import forget_lists, note_list
from app.desktop.nudges import note_nudge
from app.desktop.outgoing import Outgoing
from app.desktop.own_leads import stricter
from app.desktop.ports import PlaybookRow, Tx
from app.desktop.publishers import note_publisher
from app.desktop.refused import forget_refused, note_refused
from app.desktop.sealing import note_recovery_key
from app.desktop.tried_versions import forget_tried, note_tried
from app.domain.activity import Kind
from app.domain.contact_rules import CompanyRules
from app.domain.merging import merged, unmerged
from app.domain.playbook_file import read_published
from app.protocol.feed import (
    ANOTHERS,
    COMPANY,
    OFFICER,
    PURGED,
    CompanyFacts,
    DoNotCall,
    FeedItem,
    HubActivity,
    LeadGiven,
    LeadGone,
    LeadListed,
    LeadOffered,
    ListTaken,
    Nudged,
    OfferOver,
    OfficerFacts,
    PersonKey,
    PlaybookPublished,
    PlaybookTried,
    Tried,
    Wipe,
    read,
)
from app.protocol.person_hash import number_hash
from app.protocol.recovery_key import RecoveryKey
from app.protocol.wire import FeedPage

#: the device of this desk that is to throw its data away
TO_WIPE = "sync.to_wipe"
#: the leads that were offered to this officer and to others
OFFERS = "offers"
#: leads that came with the answer to a claim, and that the feed has not told of yet
UNTOLD = "taking.untold"
_LEAD = Touched.LEAD | Touched.QUEUE | Touched.REMINDERS


class Incoming:
    """Writes feed rows into the officer's store."""

    def __init__(self, clock: Clock, book: LeadBook, outgoing: Outgoing) -> None:
        self._clock, self._book, self._outgoing = clock, book, outgoing

    def apply(self, tx: Tx, page: FeedPage) -> Changed:
        """Apply one page inside the caller's transaction; kinds this version does not know are left out.

        With `resync` it is a whole feed, and takes the place of what was read of it before.
        """
        changed = NOTHING
        given: list[str] = []
        numbers: list[DoNotCall | Tried] = []
        items = [read(row.kind, row.body) for row in page.rows]
        if page.resync:
            items = _without_comings_and_goings(items)
            self._hand_back(tx, page.feed, items)
        for item in items:
            match item:
                case LeadGiven():
                    lead_ids = self._lead_given(tx, item)
                    given += lead_ids
                    changed |= Changed(_LEAD, lead_ids)
                case LeadGone() | LeadListed() | HubActivity() | LeadOffered() | OfferOver():
                    changed |= self._about_lead(tx, item)
                case Wipe():
                    tx.put_fact(TO_WIPE, item.device_id.encode())
                case ListTaken() | RecoveryKey() | Nudged():
                    changed |= _note(tx, item, self._clock.now())
                case OfficerFacts():
                    self._officer(tx, item)
                    changed |= Changed(_LEAD | Touched.SETTINGS)
                case PlaybookPublished() | PlaybookTried():
                    changed |= self._playbook(tx, item)
                case CompanyFacts() | PersonKey():
                    self._company(tx, item)
                    changed |= Changed(_LEAD)
                case DoNotCall() | Tried():
                    numbers.append(item)
                case None:
                    pass
        changed |= self._numbers(tx, numbers)
        self._see_what_is_told(tx, page, items)
        self._settle(tx, page, given, changed)
        return changed

    def _numbers(self, tx: Tx, items: list[DoNotCall | Tried]) -> Changed:
        """Keep what the company tells of numbers; it concerns the leads that have them, and most are nobody's here."""
        for item in items:
            if isinstance(item, DoNotCall):
                tx.set_company_block(item.number_hash, stands=item.stands)
            else:
                tx.set_company_try(item.number_hash, item.at, stands=item.stands)
        identity, told = tx.identity(), {item.number_hash for item in items}
        if identity is None or not identity.company_key or not told:
            return NOTHING
        keys = [key for key in tx.phone_keys() if number_hash(identity.company_key, key) in told]
        lead_ids = frozenset(tx.sharing(keys))
        return Changed(_LEAD, lead_ids) if lead_ids else NOTHING

    def _settle(self, tx: Tx, page: FeedPage, given: list[str], changed: Changed) -> None:
        now = self._clock.now()
        if not page.more and page.feed == COMPANY:
            given = [*given, *pin(tx, self._book)]
        kinds = {row.kind for row in page.rows}
        # by another key other numbers of the company's are known to be a lead's
        concerned = {*given, *changed.lead_ids, *self._waiting(tx, page)}
        self._book.replan(tx, tx.lead_ids() if "person_key" in kinds else sorted(concerned), now)
        if kinds & {"officer", "company"}:
            self._book.replan_all(tx, now)

    def _waiting(self, tx: Tx, page: FeedPage) -> list[str]:
        """Return the leads that were planned without the version they go by: it came after them, or after they woke.

        Who said "not now" restarts by what is published on that date, which this desk may be told of a day later.
        """
        items = [read(row.kind, row.body) for row in page.rows if row.kind in ("playbook", "playbook_tried")]
        versions = {item.version for item in items if isinstance(item, PlaybookPublished | PlaybookTried)}
        if not versions:
            return []
        put_off = tx.histories(tx.lead_ids(), [Kind.NOT_NOW])
        return [*tx.pinned_to(versions), *(lead_id for lead_id, said in put_off.items() if said)]

    def forget_tries(self, tx: Tx, before: datetime) -> None:
        """Delete the calls others made before then, but for those to people of this desk's own leads.

        The cap looks back a day and no further, yet such a call moved a step of a lead that is here: its sums
        would come out otherwise than the hub's, and change overnight, if the call were forgotten.
        """
        old, secret = tx.company_tries(before), self._book.identity(tx).company_key
        if old:
            tx.forget_company_tries(old - {number_hash(secret, key) for key in tx.phone_keys()}, before)

    # -- a feed read from its beginning again ----------------------------------------------------------

    def _hand_back(self, tx: Tx, name: str, items: Sequence[FeedItem | None]) -> None:
        """Give the hub again what it told in the feed as it was before and has forgotten.

        Whatever a hub took away its feed still tells of: a lead it says nothing of it gave after the backup it was put
        back to, or it is an empty one. Nothing is removed for that.
        """
        if name == COMPANY:
            forget_lists(tx)
            forget_tried(tx)
        if not name.startswith(OFFICER):
            return
        # what is sent once more comes in at another time and may be graded otherwise
        tx.drop_clocks()
        tx.drop_fact(OFFERS)
        told = {item.lead.lead_id if isinstance(item, LeadGiven) else item.lead_id for item in items if _tells(item)}
        for held in tx.leads():
            if held.from_hub and held.lead.lead_id not in told:
                self._outgoing.lead_kept(tx, held.lead)

    def _see_what_is_told(self, tx: Tx, page: FeedPage, items: Sequence[FeedItem | None]) -> None:
        """Hand a claimed lead back of which the feed, read to its end, does not tell.

        The hub was put back to before it gave the lead, and this desk had read no row since that it could miss.
        """
        untold = _untold(tx) if page.feed.startswith(OFFICER) else set()
        if not untold:
            return
        untold -= {item.lead.lead_id if isinstance(item, LeadGiven) else item.lead_id for item in items if _tells(item)}
        if not page.more:
            for lead_id in sorted(untold):
                held = tx.lead(lead_id)
                if held is not None:
                    self._outgoing.lead_kept(tx, held.lead)
            untold = set()
        tx.put_fact(UNTOLD, msgspec.json.encode(sorted(untold)))

    # -- rows ------------------------------------------------------------------------------------------

    def _lead_given(self, tx: Tx, item: LeadGiven) -> frozenset[str]:
        """Write a lead with its story; returns it and those whose numbers were tried on it."""
        lead = item.lead
        old = tx.lead(lead.lead_id)
        arrived = old.lead.arrived_at if old is not None else self._clock.now()
        version = lead.playbook_version or self._book.playbook_row(tx, 0).version
        if old is not None:
            # what this desk alone was told is nowhere else: a number it imported, columns that were too long to travel
            lead = merged(lead, old.lead)
        lead = msgspec.structs.replace(lead, arrived_at=arrived, playbook_version=version)
        self._book.put_lead(tx, lead, from_hub=True)
        tx.set_listed(lead.lead_id, item.listed)
        forget_refused(tx, lead.lead_id)
        if len(item.held) > 1:
            tx.put_fact(HELD_BEFORE + lead.lead_id, msgspec.json.encode(item.held))
        for activity in item.history:
            tx.add_activity(activity)
        for activity_id, clock in item.clocks.items():
            tx.put_clock(activity_id, clock)
        if any(activity.kind is Kind.CORRECTED for activity in tx.activities(lead.lead_id)):
            # a hub that knows no corrections tells the lead as it came, and one logged here may not be there yet
            self._book.put_right(tx, lead.lead_id)
        return frozenset({lead.lead_id, *(self._book.sharing(tx, lead) if item.history else ())})

    def lead_taken(self, tx: Tx, item: LeadGiven) -> Changed:
        """Keep a lead that the hub's answer brought before its feed, which brings it once more."""
        lead_ids = self._lead_given(tx, item)
        self._book.replan(tx, sorted(lead_ids), self._clock.now())
        tx.put_fact(UNTOLD, msgspec.json.encode(sorted({*_untold(tx), item.lead.lead_id})))
        return Changed(_LEAD, lead_ids)

    def _about_lead(self, tx: Tx, item: LeadGone | LeadListed | HubActivity | LeadOffered | OfferOver) -> Changed:
        match item:
            case LeadGone():
                return self._lead_gone(tx, item)
            case LeadListed():
                if tx.lead(item.lead_id) is None:
                    return NOTHING
                tx.set_listed(item.lead_id, item.listed)
                return Changed(_LEAD, frozenset({item.lead_id}))
            case HubActivity():
                return self._activity(tx, item)
            case LeadOffered() | OfferOver():
                return _note_offer(tx, item)

    def _lead_gone(self, tx: Tx, item: LeadGone) -> Changed:
        """Take a lead away that somebody else holds now; its unsent events are in the log and go up all the same.

        One whose person is to be forgotten leaves that log too, also on a desk that had handed it on before.
        """
        touched, held = {item.lead_id}, tx.lead(item.lead_id)
        if held is not None:
            # what was tried on it goes with it
            touched |= self._book.sharing(tx, held.lead)
        if item.why == ANOTHERS:
            note_refused(tx, item.lead_id, self._clock.now())
        if item.why == PURGED:
            forget_refused(tx, item.lead_id)
            touched |= self._forget(tx, item.lead_id)
            self._outgoing.forget_later(tx, item.lead_id)
            _note_offer(tx, OfferOver(lead_id=item.lead_id))
        self._remove(tx, item.lead_id)
        return Changed(_LEAD, frozenset(touched))

    def _forget(self, tx: Tx, lead_id: str) -> set[str]:
        """Forget a lead, and what it brought to the one it was merged into; returns that one."""
        kept = tx.lead(tx.merged_away([lead_id]).get(lead_id, ""))
        brought = [one for one in tx.merges(kept.lead.lead_id) if one.other_id == lead_id] if kept else []
        tx.forget_lead(lead_id)
        if kept is None:
            return set()
        lead = kept.lead
        for merge in brought:
            lead = unmerged(lead, merge.before, merged(merge.before, merge.again))
        self._book.put_lead(tx, lead, from_hub=kept.from_hub)
        return {lead.lead_id}

    def _remove(self, tx: Tx, lead_id: str) -> None:
        tx.remove_lead(lead_id)
        tx.drop_fact(HELD_BEFORE + lead_id)

    def _activity(self, tx: Tx, item: HubActivity) -> Changed:
        activity = item.activity
        held = tx.lead(activity.lead_id)
        if held is None:
            return NOTHING
        is_new = tx.add_activity(activity, held.lead)
        if is_new and activity.kind in (Kind.CORRECTED, Kind.RETRACTED):
            self._book.put_right(tx, activity.lead_id)
        is_news = item.clock is not None and tx.put_clock(activity.activity_id, item.clock)
        if not is_new:
            return Changed(_LEAD, frozenset({activity.lead_id})) if is_news else NOTHING
        # the cap is the person's, whichever of their leads a call was on
        return Changed(_LEAD, frozenset({activity.lead_id, *self._book.sharing(tx, held.lead)}))

    def _officer(self, tx: Tx, item: OfficerFacts) -> None:
        identity = tx.identity()
        if identity is not None:
            tx.put_identity(msgspec.structs.replace(identity, officer=item.officer, role=item.role))

    def _playbook(self, tx: Tx, item: PlaybookPublished | PlaybookTried) -> Changed:
        if isinstance(item, PlaybookTried):
            note_tried(tx, item)
            return Changed(Touched.PLAYBOOK)
        name = read_published(item.text, item.version).name
        tx.put_playbook(PlaybookRow(item.version, item.text, name, item.published_at))
        note_publisher(tx, item.version, item.by, item.why)
        return Changed(Touched.PLAYBOOK)

    def _company(self, tx: Tx, item: CompanyFacts | PersonKey) -> None:
        identity = tx.identity()
        if identity is None:
            return
        if isinstance(item, PersonKey):
            new = msgspec.structs.replace(identity, company_key=item.key)
        else:
            new = msgspec.structs.replace(
                identity,
                company=item.name,
                company_zone=item.zone,
                own_leads=stricter(item.own_leads, identity.own_leads_at_least),
                hub_own_leads=item.own_leads,
                company_rules=CompanyRules(cap=item.cap, emergencies=item.emergencies),
            )
        tx.put_identity(new)
        if (new.company_key, new.own_leads) != (identity.company_key, identity.own_leads):
            self._outgoing.do_not_calls(tx)


def _note(tx: Tx, item: ListTaken | RecoveryKey | Nudged, now: datetime) -> Changed:
    if isinstance(item, Nudged):
        return note_nudge(tx, item, now)
    if isinstance(item, ListTaken):
        note_list(tx, item)
    else:
        note_recovery_key(tx, item)
    return NOTHING


def _tells(item: FeedItem | None) -> TypeGuard[LeadGiven | LeadGone]:
    return isinstance(item, LeadGiven | LeadGone)


def _without_comings_and_goings(items: Sequence[FeedItem | None]) -> list[FeedItem | None]:
    """Leave out that a lead went which was given again later: what was logged here and waits would go with it."""
    given_at = {item.lead.lead_id: n for n, item in enumerate(items) if isinstance(item, LeadGiven)}
    return [
        item
        for n, item in enumerate(items)
        if not isinstance(item, LeadGone) or item.why == PURGED or given_at.get(item.lead_id, -1) < n
    ]


def offers_on(tx: Tx) -> dict[str, LeadOffered]:
    """Return the leads that are on offer to this officer, by id."""
    raw = tx.fact(OFFERS)
    return {} if raw is None else msgspec.json.decode(raw, type=dict[str, LeadOffered])


def _untold(tx: Tx) -> set[str]:
    raw = tx.fact(UNTOLD)
    return set() if raw is None else msgspec.json.decode(raw, type=set[str])


def _note_offer(tx: Tx, item: LeadOffered | OfferOver) -> Changed:
    offers = offers_on(tx)
    if offers.pop(item.lead_id, None) is None and isinstance(item, OfferOver):
        return NOTHING
    if isinstance(item, LeadOffered):
        offers[item.lead_id] = item
    tx.put_fact(OFFERS, msgspec.json.encode(offers))
    return Changed(Touched.QUEUE)
