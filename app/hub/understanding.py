"""What the hub makes of an event: an activity, an officer's own lead, a count; or it is laid aside with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, TypeVar

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.clock_grade import Clocked
from app.domain.correcting import corrected as put_right
from app.domain.known import is_call_or_text
from app.domain.lead import Lead
from app.hub.auditing import note, was_restored
from app.hub.forgetting import bare_activity
from app.hub.intake import keys_of
from app.hub.letting_in import Caller
from app.hub.ports import Rows
from app.hub.records import KEEPS_NO_LEADS, KeptActivity, Standings
from app.hub.same_people import listed_numbers
from app.protocol import feed
from app.protocol.chain import Event
from app.protocol.person_hash import HASH_BYTES, person_hashes
from app.protocol.unreadable import UNREADABLE
from app.protocol.wire import ACTIVITY, LEAD_ADDED, LEAD_KEPT, OWN_COUNT, OWN_DO_NOT_CALL, OwnCount, OwnDoNotCall

#: how long the company remembers that a number was tried: as long as the cap looks back
TRIED_LASTS = timedelta(hours=24)
# named here: to look a member up in its class takes longer than to compare with it
_INQUIRED_AGAIN: Final = Kind.INQUIRED_AGAIN
_DO_NOT_CALL: Final = Kind.DO_NOT_CALL
_RETRACTED: Final = Kind.RETRACTED
_LANGUAGE: Final = Kind.LANGUAGE
_CORRECTED: Final = Kind.CORRECTED
#: only the hub says these
_HUB_KINDS = frozenset({Kind.ASSIGNED, Kind.STAGE_REPORTED, Kind.EXCUSED})
#: why an event is laid aside that may be understood yet, should a desk hand its lead back
NEVER_HELD = "about a lead this person never held"
#: why a lead that is handed back is not taken; what becomes of it may turn out later, see `_take_lead`
NEVER_GAVE = "a lead this hub never gave"
_ANOTHERS = "a lead somebody else has"
_LONGEST_ID = 200
_FIRST_YEAR, _LAST_YEAR = 1990, 2200
#: no loan and no fee comes near it, and sums of less keep their cents
_MOST_DOLLARS = Decimal(10**12)

T = TypeVar("T")

_ACTIVITY, _LEAD = msgspec.json.Decoder(Activity), msgspec.json.Decoder(Lead)
_OWN_COUNT, _OWN_DO_NOT_CALL = msgspec.json.Decoder(OwnCount), msgspec.json.Decoder(OwnDoNotCall)


def take_in(
    rows: Rows,
    caller: Caller,
    events: Sequence[Event],
    standings: Standings,
    now: datetime,
    clocks: Mapping[str, Clocked],
) -> int:
    """Act on events that are already kept; return how many of them were laid aside.

    Nothing here refuses one: what cannot be used is quarantined. `standings` are those of all their leads, `clocks` by
    the events' ids.
    """
    inbox = _Inbox(rows, caller, standings, now, clocks)
    for event in events:
        inbox.take(event)
    inbox.close()
    return inbox.aside


class _Inbox:
    """One push, read in order; what holds for the whole of it is looked up once."""

    def __init__(
        self, rows: Rows, caller: Caller, standings: Standings, now: datetime, clocks: Mapping[str, Clocked]
    ) -> None:
        self._rows, self._now, self._clocks = rows, now, dict(clocks)
        self._person_id = caller.person.person_id
        self._keeps_leads = caller.person.role not in KEEPS_NO_LEADS
        self._company = rows.company()
        self._leads, self._mine = dict(standings.leads), set(standings.held)
        self._purged = standings.purged
        self._any_tried = False
        self._woken: set[str] = set()
        self._waiting: dict[str, tuple[Event, Activity]] = {}
        self._known_hashes: dict[tuple[str, str], list[bytes]] = {}
        self.aside = 0

    def take(self, event: Event) -> None:
        why = self._take(event)
        if why:
            self._lay_aside(event, why)

    def _lay_aside(self, event: Event, why: str) -> None:
        self._rows.events.quarantine(event.device_id, event.seq, why, self._now)
        self.aside += 1

    def _take(self, event: Event) -> str:
        """Return "" or why the event is laid aside."""
        if event.type != ACTIVITY:
            self._write_waiting()
        if event.payload is None:
            return "purged"
        if event.actor_id != self._person_id:
            return "in another person's name"
        if not self._keeps_leads:
            return "from somebody who has no leads"
        match event.type, event.type_version:
            case (t, 1) if t == ACTIVITY:
                return self._take_activity(event, event.payload)
            case (t, 1) if t == LEAD_ADDED:
                return self._take_lead(event, event.payload)
            case (t, 1) if t == LEAD_KEPT:
                return self._take_kept(event, event.payload)
            case (t, 1) if t == OWN_COUNT:
                return self._take_count(event, event.payload)
            case (t, 1) if t == OWN_DO_NOT_CALL:
                return self._take_do_not_call(event.payload)
            case _:
                return "of a kind this hub does not know"

    def close(self) -> None:
        self._write_waiting()
        # in one order, whatever the desks' is: two who log of the same leads would wait for each other
        for lead_id in sorted(self._woken):
            # an instant, not none: whoever looked at the lead before sees that it was woken since
            self._rows.leads.rest(lead_id, self._now)
        if self._any_tried:
            self._rows.feeds.forget_expired(self._now)

    def _take_activity(self, event: Event, payload: bytes) -> str:
        activity = _read(payload, _ACTIVITY)
        if activity is None or not _is_sound(activity):
            return "unreadable"
        # who asks again is the borrower, so nobody of the company need have done it
        is_theirs = activity.actor_id == event.actor_id or (activity.kind is _INQUIRED_AGAIN and not activity.actor_id)
        if activity.lead_id != event.lead_id or not is_theirs or activity.kind in _HUB_KINDS:
            return "says something else than its header"
        if event.lead_id not in self._mine:
            return NEVER_HELD
        if activity.activity_id in self._waiting:
            return "said before, in another event"
        if activity.corrects:
            # what it takes back may be among those that wait
            self._write_waiting()
            corrected = self._corrected(activity)
            if corrected is not None and corrected.actor_id != activity.actor_id:
                return "takes back what another person logged"
        self._waiting[activity.activity_id] = event, activity
        return ""

    def _write_waiting(self) -> None:
        """Write the activities read so far, all by one statement, and act on them in their order."""
        waiting, self._waiting = list(self._waiting.values()), {}
        purged = self._purged
        kept = [
            KeptActivity(
                bare_activity(activity) if event.lead_id in purged else activity,
                event.device_id,
                event.seq,
                self._clocks.get(event.event_id),
            )
            for event, activity in waiting
        ]
        fresh = self._rows.activities.add_all(kept)
        for (event, activity), one in zip(waiting, kept, strict=True):
            if activity.activity_id in fresh:
                self._act_on(activity, one.clock_to_tell)
            else:
                self._lay_aside(event, "said before, in another event")

    def _corrected(self, activity: Activity) -> Activity | None:
        return self._rows.activities.by_id(activity.corrects) if activity.corrects else None

    def _act_on(self, activity: Activity, clock: Clocked | None) -> None:
        held = self._leads[activity.lead_id]
        if held.holder_id is not None:
            # also to the desk it came from, which knows all but the clock: the next desk of the same person reads the
            # feed from its beginning, and finds there what was promised and which numbers are dead
            self._rows.feeds.append(feed.officer_feed(held.holder_id), feed.HubActivity(activity=activity, clock=clock))
        if held.holder_id is None or activity.kind is _LANGUAGE:
            # looked at again: it may be anybody's now, or somebody's who speaks the language
            self._woken.add(activity.lead_id)
        if activity.kind is _DO_NOT_CALL:
            for hashed in self._hashes(held.lead, activity):
                self._rows.numbers.block(hashed, activity.activity_id, self._now)
                self._rows.feeds.append(feed.COMPANY, feed.DoNotCall(number_hash=hashed))
        if is_call_or_text(activity):
            self._tell_tried(held.lead, activity, stands=True)
        if activity.kind is _CORRECTED:
            self._put_right(activity.lead_id)
        if activity.kind is _RETRACTED and (corrected := self._corrected(activity)) is not None:
            self._take_back(held.lead, corrected)

    def _put_right(self, lead_id: str) -> None:
        """Keep the lead as its corrections leave it; it is found by what it was known by before, too."""
        if lead_id in self._purged:
            return
        lead = self._leads[lead_id].lead
        told = put_right(lead, (kept.activity for kept in self._rows.activities.of_leads([lead_id])[lead_id]))
        if told != lead:
            self._rows.leads.put(told)
            self._rows.leads.add_keys(lead_id, keys_of(told))
            self._rows.leads.add_zips(told)
            self._known_hashes = {asked: found for asked, found in self._known_hashes.items() if asked[0] != lead_id}
            self._leads.update(self._rows.leads.by_ids([lead_id]))

    def _take_back(self, lead: Lead, corrected: Activity) -> None:
        if corrected.kind is Kind.DO_NOT_CALL:
            for hashed in self._rows.numbers.unblock(corrected.activity_id):
                self._rows.feeds.append(feed.COMPANY, feed.DoNotCall(number_hash=hashed, stands=False))
        if is_call_or_text(corrected):
            self._tell_tried(lead, corrected, stands=False)
        if corrected.kind is _CORRECTED:
            self._put_right(lead.lead_id)

    def _tell_tried(self, lead: Lead, activity: Activity, *, stands: bool) -> None:
        expires_at = activity.began_at + TRIED_LASTS
        if expires_at <= self._now:
            return
        self._any_tried = True
        for hashed in self._hashes(lead, activity):
            row = feed.Tried(number_hash=hashed, at=activity.began_at, stands=stands)
            self._rows.feeds.append(feed.COMPANY, row, expires_at=expires_at)

    def _hashes(self, lead: Lead, activity: Activity) -> list[bytes]:
        asked = lead.lead_id, activity.number
        found = self._known_hashes.get(asked)
        if found is None:
            found = self._known_hashes[asked] = person_hashes(self._company.person_key, lead, activity)
        return found

    def _take_lead(self, event: Event, payload: bytes) -> str:
        lead = _read(payload, _LEAD)
        if lead is None or not _is_countable(lead):
            return "unreadable"
        if lead.lead_id != event.lead_id or not lead.lead_id or not lead.origin.is_own:
            return "says something else than its header"
        if lead.lead_id in self._purged:
            return "purged"
        if self._company.own_leads != "company":
            return "an own lead, which the company does not ask for"
        lead = msgspec.structs.replace(lead, playbook_version=self._version_of(lead))
        if not self._rows.leads.add(lead, keys_of(lead)):
            if lead.lead_id in self._mine:
                return ""
            gone = feed.LeadGone(lead_id=lead.lead_id, why=feed.ANOTHERS)
            self._rows.feeds.append(feed.officer_feed(self._person_id), gone)
            return _ANOTHERS
        self._hold(lead, lead.received_at, "own")
        # a replica without the last commits was handed the lead by whom it had been moved to, before it knew of it
        for person_id in sorted(self._rows.events.laid_aside_from(lead.lead_id, NEVER_GAVE) - {self._person_id}):
            self._rows.feeds.append(feed.officer_feed(person_id), feed.LeadGone(lead_id=lead.lead_id, why="moved"))
        return ""

    def _hold(self, lead: Lead, since: datetime, why: str) -> None:
        """Note a lead that came from this person's desk as theirs, and tell their other desks."""
        self._rows.leads.hold(lead.lead_id, self._person_id, since, why)
        self._mine.add(lead.lead_id)
        self._leads.update(self._rows.leads.by_ids([lead.lead_id]))
        listed = listed_numbers(self._rows, [lead]).get(lead.lead_id, [])
        row = feed.LeadGiven(lead=lead, history=[], rings=False, listed=listed)
        self._rows.feeds.append(feed.officer_feed(self._person_id), row)

    def _take_kept(self, event: Event, payload: bytes) -> str:
        """Take a lead back that this hub lost when it was restored, and what was done with it, sent before.

        One that is somebody's meanwhile, or is to be forgotten, the desk is told to remove.
        """
        lead = _read(payload, _LEAD)
        if lead is None or not _is_countable(lead):
            return "unreadable"
        if lead.lead_id != event.lead_id or not lead.lead_id:
            return "says something else than its header"
        # it may be claimed by somebody at this moment
        self._rows.lock_company()
        known = self._rows.leads.by_id(lead.lead_id)
        if known is not None and known.holder_id == self._person_id:
            return ""
        is_purged = lead.lead_id in self._purged
        if is_purged or (known is not None and known.holder_id is not None):
            gone = feed.LeadGone(lead_id=lead.lead_id, why=feed.PURGED if is_purged else "moved")
            self._rows.feeds.append(feed.officer_feed(self._person_id), gone)
            return "purged" if is_purged else _ANOTHERS
        # who knows an id alone is not told the rest
        is_the_same = known is None or not {*keys_of(known.lead)}.isdisjoint(keys_of(lead))
        if not is_the_same or not was_restored(self._rows):
            if known is not None and is_the_same:
                # it waits for whoever claims it next: a replica without the last commits gave it, and knows no more
                gone = feed.LeadGone(lead_id=lead.lead_id, why="moved")
                self._rows.feeds.append(feed.officer_feed(self._person_id), gone)
            return NEVER_GAVE
        self._take_back_from_desk(lead if known is None else known.lead, lead.assigned_at or lead.received_at)
        return ""

    def _take_back_from_desk(self, lead: Lead, since: datetime) -> None:
        lead = msgspec.structs.replace(lead, playbook_version=self._version_of(lead))
        self._rows.leads.add(lead, keys_of(lead))
        self._hold(lead, since, "handed back")
        note(self._rows, self._now, self._person_id, "lead handed back", lead.lead_id)
        for early, clock in self._rows.events.waiting_for(lead.lead_id, self._person_id, NEVER_HELD):
            if clock is not None:
                self._clocks[early.event_id] = clock
            if not self._take(early):
                # should it have been said before, that is seen once it is written, and it is laid aside for that
                self._rows.events.unquarantine(early.device_id, early.seq)

    def _version_of(self, lead: Lead) -> int:
        """Return the version an own lead is on: one of this hub's, for a desk may have had playbooks of its own."""
        versions = [published.version for published in self._rows.playbooks.all()]
        return lead.playbook_version if lead.playbook_version in versions else max(versions, default=0)

    def _take_count(self, event: Event, payload: bytes) -> str:
        count = _read(payload, _OWN_COUNT)
        if count is None or "\x00" in count.on + count.kind or len(count.on + count.kind) > _LONGEST_ID:
            return "unreadable"
        self._rows.events.add_own_count(event.event_id, self._person_id, count)
        return ""

    def _take_do_not_call(self, payload: bytes) -> str:
        told = _read(payload, _OWN_DO_NOT_CALL)
        if told is None or not told.about or "\x00" in told.about or len(told.about) > _LONGEST_ID:
            return "unreadable"
        if any(len(hashed) != HASH_BYTES for hashed in told.numbers):
            return "unreadable"
        # under the person's own name, so that nobody takes back what another was told
        said_by = f"{self._person_id}/{told.about}"
        if told.stands:
            for hashed in told.numbers:
                self._rows.numbers.block(hashed, said_by, self._now)
                self._rows.feeds.append(feed.COMPANY, feed.DoNotCall(number_hash=hashed))
        else:
            for hashed in self._rows.numbers.unblock(said_by):
                self._rows.feeds.append(feed.COMPANY, feed.DoNotCall(number_hash=hashed, stands=False))
        return ""


def _read(payload: bytes, kind: msgspec.json.Decoder[T]) -> T | None:
    try:
        return kind.decode(payload)
    except UNREADABLE:
        return None


def _is_plausible(at: datetime | None) -> bool:
    """Return whether the instant, if there is one, is aware and in a year with which sums can be done."""
    return at is None or (at.tzinfo is not None and _FIRST_YEAR <= at.year <= _LAST_YEAR)


def _is_countable(lead: Lead) -> bool:
    """Return whether reports can do their sums with the lead's instants and dollars."""
    instants = (lead.received_at, lead.assigned_at, lead.arrived_at)
    return all(map(_is_plausible, instants)) and all(map(_are_dollars, (lead.cost, lead.amount)))


def _are_dollars(amount: Decimal | None) -> bool:
    return amount is None or (amount.is_finite() and abs(amount) < _MOST_DOLLARS)


def _is_short(an_id: str) -> bool:
    return len(an_id) <= _LONGEST_ID and "\x00" not in an_id


def _is_sound(activity: Activity) -> bool:
    return (
        _is_plausible(activity.began_at)
        and _is_plausible(activity.logged_at)
        and _is_plausible(activity.when)
        and _is_plausible(activity.rang_at)
        and _are_dollars(activity.cost)
        and bool(activity.activity_id)
        and _is_short(activity.activity_id)
        and _is_short(activity.corrects)
        and "\x00" not in activity.was + activity.value
    )
