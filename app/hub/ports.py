"""What the hub needs of its database."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Protocol

from app.domain.activity import Activity
from app.domain.clock_grade import Clocked
from app.domain.distributing import Seat
from app.domain.lead import Lead
from app.hub.experiment_records import Experiments
from app.hub.handover_ports import Handovers
from app.hub.hold_ports import Holds
from app.hub.live_ports import Live
from app.hub.money_ports import Money, Touches
from app.hub.records import (
    AuditLine,
    Awake,
    Barred,
    Branch,
    Claimed,
    Company,
    Covering,
    Decision,
    Device,
    Filed,
    HeldLead,
    Holding,
    IntakeKey,
    IntakePost,
    IntakeSource,
    Invite,
    KeptActivity,
    KeptSeat,
    Ledgers,
    Migrations,
    NumberList,
    Offer,
    Person,
    Published,
    Standings,
    Subject,
)
from app.hub.rollup_ports import Rollups
from app.hub.schedule_ports import Schedules
from app.hub.system_ports import Calls, Loans
from app.protocol.chain import Event, Mark
from app.protocol.feed import FeedItem
from app.protocol.listed import ListedNumber
from app.protocol.wire import Cursor, FeedRow, OwnCount


class People(Protocol):
    def add_branch(self, branch: Branch) -> None: ...
    def put_branch(self, branch: Branch) -> None: ...
    def branch_named(self, name: str) -> Branch | None: ...
    def branches(self) -> list[Branch]: ...
    def add(self, person: Person) -> None:
        """Raises BadInput when somebody of that name is here already."""
        ...

    def put(self, person: Person) -> None: ...
    def by_id(self, person_id: str) -> Person | None: ...
    def named(self, name: str) -> Person | None:
        """Return the person of this name who has not left, however the name is capitalised."""
        ...

    def all(self) -> list[Person]: ...
    def bind(self, subject: Subject, person_id: str, at: datetime) -> None:
        """Let this subject of the provider be that person, and no other subject of it."""
        ...

    def unbind(self, person_id: str) -> None: ...
    def bound(self) -> list[str]: ...
    def bound_to(self, subject: Subject) -> Person | None: ...


class Invites(Protocol):
    def add(self, invite: Invite) -> None: ...
    def lock(self, invite_id: str) -> Invite | None:
        """Return the invite, kept from everybody else until this transaction ends."""
        ...

    def put(self, invite: Invite) -> None: ...
    def void_open(self, now: datetime, person_id: str = "") -> int:
        """End every invite that could still be used, or one person's; return how many those were."""
        ...


class Devices(Protocol):
    def add(self, device: Device) -> None: ...
    def by_id(self, device_id: str) -> Device | None: ...
    def lock(self, device_id: str) -> Device | None:
        """Return the device, kept from everybody else until this transaction ends."""
        ...

    def put(self, device: Device) -> None: ...
    def took_in(self, device_id: str, have: Mark, at: datetime) -> None:
        """Note how far its log is here, and that it was seen."""
        ...

    def all(self) -> list[Device]: ...
    def looked_through(self) -> tuple[list[Device], list[str]]:
        """Return all whose rows can be read, and the ids of the others, as far as those are any."""
        ...

    def bar(self, barred: Barred) -> None:
        """Note a device this hub does not know and must not let in, unless it is noted already."""
        ...

    def barred(self, device_id: str) -> Barred | None: ...


class Leads(Protocol):
    def add(self, lead: Lead, keys: Iterable[str]) -> bool:
        """Return whether it was new."""
        ...

    def put(self, lead: Lead) -> None: ...
    def count(self, branch_ids: Set[str] | None = None) -> int:
        """Return how many there are, or how many the people of some branches hold, or held last."""
        ...

    def by_id(self, lead_id: str) -> HeldLead | None: ...
    def by_ids(self, lead_ids: Sequence[str]) -> dict[str, HeldLead]: ...
    def add_keys(self, lead_id: str, keys: Iterable[str]) -> None: ...
    def add_zips(self, lead: Lead) -> None:
        """Have a lead be found by the ZIP codes it names by now, too."""
        ...

    def owners_of(self, keys: Sequence[str]) -> dict[str, list[str]]:
        """Return for each of the keys that is known the ids of the leads that have it, oldest first."""
        ...

    def held_keys(self) -> Iterator[tuple[str, str]]:
        """Yield everything leads that somebody holds are known by: (key, lead id)."""
        ...

    def hold(self, lead_id: str, holder_id: str | None, at: datetime, why: str) -> None:
        """Make this person the holder and note it in the lead's history."""
        ...

    def holdings(self, lead_ids: Sequence[str]) -> dict[str, list[Holding]]: ...
    def standings(self, person_id: str, lead_ids: Sequence[str]) -> Standings:
        """Return how these leads stand towards a person, known to the hub or not."""
        ...

    def all_ever_held(self, person_id: str) -> list[str]: ...
    def held_by(self, person_id: str) -> list[Lead]:
        """Return what the person holds; what cannot be read is left out, and keeps no other from being moved."""
        ...

    def forget(self, bare: Lead) -> None:
        """Keep this of the lead, and nothing by which it might be found again."""
        ...

    def there(self, lead_ids: Sequence[str]) -> set[str]:
        """Return which of these leads there are."""
        ...

    def unreadable(self) -> list[str]:
        """Name the leads whose row is no lead's any more, or another's."""
        ...

    def untouched_since(self, at: datetime) -> list[str]:
        """Return the leads received before, not purged, of which no activity began and no holding changed since."""
        ...

    def note_purged(self, lead_id: str, at: datetime) -> None: ...
    def purged(self, lead_ids: Sequence[str] | None = None) -> set[str]:
        """Return those of the leads whose people were forgotten, of all where none are named."""
        ...

    def waiting(
        self,
        now: datetime,
        limit: int,
        *,
        after: Lead | None = None,
        last_held_in: str | None = None,
        even_resting: bool = False,
        only_nobodys: bool = False,
    ) -> list[Lead]:
        """Return leads that nobody holds, the longest received first, none that was purged, rests or cannot be read.

        `after` is one of them, to go on from; `last_held_in` names the branch of whoever held it last;
        `only_nobodys` are those of `Seats.was_nobodys`.
        """
        ...

    def rest(self, lead_id: str, until: datetime | None) -> None:
        """Have a lead left alone until then, by who takes of the pool or by the hub; None ends that, as a move does."""
        ...

    def rest_again(self, seen: Awake, until: datetime) -> None:
        """Have a lead rest that was looked at, unless it was moved or woken since."""
        ...

    def to_look_at(self, now: datetime, limit: int) -> list[Awake]:
        """Return leads somebody holds that do not rest, the last received first, none that was purged.

        One that cannot be read is left out: it keeps no other from being looked at.
        """
        ...

    def given_since(self, since: datetime) -> dict[str, list[datetime]]:
        """Return by person when they were given leads of the company's since an instant; cover gives nobody any."""
        ...

    def awake(self, by: datetime) -> dict[str, int]:
        """Return by person how many leads they hold that do not rest until after an instant."""
        ...

    def at_zip(self, zip_code: str) -> list[Lead]:
        """Return the leads that name this ZIP code, of the house or of where somebody lives."""
        ...

    def received(
        self, start: datetime, end: datetime, holders: Set[str] | None = None, concerns: str = ""
    ) -> list[HeldLead]:
        """Return the leads received from `start` on and before `end`, in that order.

        With `holders` those that these people hold, or held last while nobody does. With `concerns` those that this
        person ever held, or called without logging it: whatever is told of them is made of these.
        """
        ...

    def following(self, lead_id: str, limit: int, branch_ids: Set[str] | None = None) -> list[HeldLead]:
        """Return the next leads by id after this one, at most so many; "" begins with the first.

        With branches only those that their people hold, or held last.
        """
        ...


class Claims(Protocol):
    """Who asked for which lead, who was offered one, and whose leads somebody covers."""

    def known(self, person_id: str, claim_id: str) -> Claimed | None: ...
    def add(self, claimed: Claimed) -> None: ...
    def of(self, person_id: str) -> list[Claimed]: ...
    def drop(self, person_id: str, claim_ids: Iterable[str]) -> None: ...
    def offer(self, offer: Offer) -> None:
        """Offer a lead to somebody, once more where that is over."""
        ...

    def offers_of(self, lead_id: str) -> list[Offer]: ...
    def end_offers(self, lead_id: str, at: datetime) -> list[str]:
        """Note that the lead is not on offer any more; return to whom it was."""
        ...

    def cover(self, covering: Covering) -> None: ...
    def covered(self, *, lead_id: str = "", holder_id: str = "", over_by: datetime | None = None) -> list[Covering]:
        """Return what is covered: this lead, this holder's leads, and what is to go back by an instant."""
        ...

    def is_over(self, by: datetime) -> bool:
        """Return whether anything covered is to go back by an instant."""
        ...

    def end_cover(self, lead_id: str) -> None: ...


class Intake(Protocol):
    """Whose posts of leads are taken in, the keys they show, and what became of what they posted."""

    def add(self, source: IntakeSource) -> bool:
        """Return whether there was none of this slug."""
        ...

    def put(self, source: IntakeSource) -> None: ...
    def by_slug(self, slug: str) -> IntakeSource | None: ...
    def all(self) -> list[IntakeSource]: ...
    def add_key(self, key: IntakeKey) -> None: ...
    def key(self, key_id: str) -> IntakeKey | None: ...
    def keys(self) -> list[IntakeKey]: ...
    def revoke_key(self, key_id: str, at: datetime) -> None: ...
    def add_posts(self, posts: Sequence[IntakePost]) -> None: ...
    def forget_posts(self, source_id: str, before: datetime, most: int) -> None:
        """Remove what became of the source's oldest posts before an instant, no more than so many."""
        ...

    def posts(self, source_id: str, since: datetime, limit: int) -> list[IntakePost]:
        """Return the source's newest posts since an instant, the newest first."""
        ...

    def recent(self, source_id: str, since: datetime, most: int) -> list[datetime]:
        """Return when the source posted since an instant, the newest first, no more than so many."""
        ...

    def counts(self, since: datetime) -> dict[str, dict[str, int]]:
        """Return by source how often each verdict was told since an instant."""
        ...


class Seats(Protocol):
    """What people are to be given, whose turn each lead was, and what the hub does by its own clock."""

    def all(self) -> dict[str, KeptSeat]:
        """Return by person what was said of them, or what their turns came to; of others neither is so."""
        ...

    def put(self, person_id: str, seat: Seat) -> None: ...
    def drop(self, person_id: str) -> None: ...
    def owe(self, owed: Mapping[str, int]) -> None: ...
    def decide(self, decision: Decision) -> None: ...
    def decisions(self, lead_id: str) -> list[Decision]: ...
    def was_nobodys(self, lead_id: str) -> bool:
        """Return whether the lead was to be given, the last time it was nobody's turn, and nobody held it since."""
        ...

    def begin(self, chore: str, now: datetime, every: timedelta) -> bool:
        """Return whether it is time for a chore, and nobody else began it; whoever asks has begun it then."""
        ...


class Events(Protocol):
    def append(self, events: Sequence[Event], at: datetime, clocks: Mapping[str, Clocked]) -> list[Event]:
        """Keep the events; return those not known from another chain, which a copied profile sends once more.

        `clocks` are those that were graded, by the events' ids.
        """
        ...

    def hash_at(self, device_id: str, seq: int) -> bytes | None: ...
    def of_device(self, device_id: str) -> Iterator[Event]:
        """Yield a device's events in order; one of which a value was changed into another kind is missing."""
        ...

    def devices(self) -> set[str]:
        """Return every device that events are kept of."""
        ...

    def devices_of(self, lead_id: str) -> set[str]:
        """Return the devices that sent an event of the lead."""
        ...

    def forget(self, lead_id: str) -> None:
        """Delete what events of the lead told; their places in the chains stay."""
        ...

    def bad_receipts(self, device_id: str) -> list[int]:
        """Return the events of which the hub's own note of their arrival was changed."""
        ...

    def quarantine(self, device_id: str, seq: int, why: str, at: datetime) -> None: ...
    def unquarantine(self, device_id: str, seq: int) -> None: ...
    def waiting_for(self, lead_id: str, actor_id: str, why: str) -> Sequence[tuple[Event, Clocked | None]]:
        """Return a person's events of the lead that were laid aside for this reason, in the order of their chains."""
        ...

    def laid_aside_from(self, lead_id: str, why: str) -> set[str]:
        """Return the persons of whose events about the lead any was laid aside for this reason."""
        ...

    def clocks(self, device_id: str) -> Mapping[int, Clocked]:
        """Return by number how the clocks of a device's events were graded as they came in."""
        ...

    def laid_aside(self, device_id: str) -> set[int]:
        """Return the events of the device that were not acted on: quarantined, or known from another chain."""
        ...

    def quarantined(self) -> Mapping[str, int]:
        """Return how many events were laid aside for which reason."""
        ...

    def add_own_count(self, event_id: str, person_id: str, count: OwnCount) -> None: ...


class Activities(Protocol):
    def add(self, kept: KeptActivity) -> bool:
        """Return whether it was new."""
        ...

    def add_all(self, many: Sequence[KeptActivity]) -> set[str]:
        """Add many of different ids; return the ids of those that were new."""
        ...

    def by_id(self, activity_id: str) -> Activity | None: ...
    def of_leads(self, lead_ids: Sequence[str]) -> dict[str, list[KeptActivity]]: ...
    def filed_under(self, device_id: str) -> Iterator[Filed]:
        """Return what stands there as come from this device, be it an activity or not."""
        ...

    def filed_under_none(self) -> Iterator[Filed]:
        """Return what stands there as come from no device, or from one there is not."""
        ...

    def forget(self, lead_id: str, bare: Callable[[Activity], Activity]) -> None:
        """Keep of each of the lead's activities no more than `bare` returns."""
        ...


class Numbers(Protocol):
    def block(self, number_hash: bytes, activity_id: str, at: datetime) -> None: ...
    def blocked(self, hashes: Sequence[bytes]) -> set[bytes]:
        """Return those of the numbers that nobody may call."""
        ...

    def unblock(self, activity_id: str) -> list[bytes]:
        """Return the numbers nobody else's word blocks any more."""
        ...


class Lists(Protocol):
    """Lists of numbers; an entry is a number's hash and the day it was cut off, where a list says so."""

    def all(self) -> list[NumberList]: ...
    def put(self, taken: NumberList) -> None: ...
    def entries(self, kind: str, state: str) -> dict[bytes, date | None]: ...
    def add_entries(self, kind: str, state: str, entries: Mapping[bytes, date | None]) -> None: ...
    def drop_entries(self, kind: str, state: str, hashes: Sequence[bytes]) -> None: ...
    def on(self, hashes: Sequence[bytes]) -> dict[bytes, list[ListedNumber]]:
        """Return for each of the numbers that are on a list which ones those are."""
        ...


class Feeds(Protocol):
    def append(self, feed: str, item: FeedItem, *, expires_at: datetime | None = None) -> None:
        """Put a row at the end of the feed when this transaction commits."""
        ...

    def hint(self, name: str) -> None:
        """Have who listens to this name woken when this transaction commits; nothing is put anywhere for it."""
        ...

    def heads(self, feeds: Sequence[str]) -> dict[str, Cursor]:
        """Return where each of the feeds ends; one that never got a row ends before its first."""
        ...

    def mark_at(self, feed: str, seq: int) -> str | None: ...
    def rows(self, feed: str, after: int, limit: int) -> list[tuple[FeedRow, datetime | None]]:
        """Return rows in order, each with the time from which it is no longer to be sent."""
        ...

    def unreadable(self) -> list[str]:
        """Name the rows of which a value was changed into another kind."""
        ...

    def outline(self, feed: str) -> Iterable[tuple[int, str, str]]:
        """Return number, mark and kind of every row of the feed, in order."""
        ...

    def forget(self, feed: str, lead_id: str) -> None:
        """Let each row about the lead say no more than that it is gone."""
        ...

    def forget_expired(self, now: datetime) -> None:
        """Delete what rows said that are no longer to be sent; their numbers and marks stay."""
        ...


class Playbooks(Protocol):
    def add(self, published: Published) -> None: ...
    def all(self) -> list[Published]: ...
    def tried(self, version: int, until: datetime) -> None:
        """Note until when a version is tried beside another."""
        ...


class Audit(Protocol):
    def last(self) -> tuple[int, bytes] | None:
        """Return number and hash of the last line; nobody else can add one until this transaction ends."""
        ...

    def add(self, line: AuditLine) -> None: ...
    def all(self) -> Iterator[AuditLine]:
        """Yield the lines in order; one of which a value was changed into another kind is missing."""
        ...

    def ends(self) -> tuple[AuditLine, AuditLine] | None:
        """Return the last line and the one of the newest instant, None where there is none."""
        ...

    def has(self, what: str) -> bool:
        """Return whether there is a line that says this."""
        ...

    def head(self) -> tuple[int, bytes] | None:
        """Return number and hash of the last line as noted apart from the lines, so that none goes missing there."""
        ...


class Rows(Protocol):
    """One transaction on the hub's database. Everything is gone if it is left by an exception."""

    @property
    def people(self) -> People: ...
    @property
    def invites(self) -> Invites: ...
    @property
    def devices(self) -> Devices: ...
    @property
    def leads(self) -> Leads: ...
    @property
    def claims(self) -> Claims: ...
    @property
    def intake(self) -> Intake: ...
    @property
    def seats(self) -> Seats: ...
    @property
    def events(self) -> Events: ...
    @property
    def activities(self) -> Activities: ...
    @property
    def numbers(self) -> Numbers: ...
    @property
    def lists(self) -> Lists: ...
    @property
    def loans(self) -> Loans: ...
    @property
    def live(self) -> Live: ...
    @property
    def calls(self) -> Calls: ...
    @property
    def experiments(self) -> Experiments: ...
    @property
    def holds(self) -> Holds: ...
    @property
    def schedules(self) -> Schedules: ...
    @property
    def handovers(self) -> Handovers: ...
    @property
    def rollups(self) -> Rollups: ...
    @property
    def money(self) -> Money: ...
    @property
    def touches(self) -> Touches: ...
    @property
    def feeds(self) -> Feeds: ...
    @property
    def playbooks(self) -> Playbooks: ...
    @property
    def audit(self) -> Audit: ...
    def beyond_the_fence(self) -> AbstractContextManager[None]:
        """Read what is everybody's within a transaction that answers a person; nothing of it is told as it is."""
        ...

    def company(self) -> Company: ...
    def lock_company(self) -> None:
        """Let nobody else add people, leads or playbooks until this transaction ends, so that none comes in twice.

        Asked before any device is locked, also by whoever will note something: the audit is written under this lock.
        """
        ...

    def put_company(self, company: Company) -> None: ...


class HubStore(Protocol):
    """The hub's database, shared by threads and by processes. What `writing` wrote is durable once it is left."""

    #: whether the database itself holds reads to the rows of whom they are for
    is_fenced: bool

    def found(self, company: Company) -> bool:
        """Make this the company of an empty database; return False, changing nothing, when there is one."""
        ...

    def reading(self, seen_by: str = "", *, as_it_stands: bool = False) -> AbstractContextManager[Rows]:
        """Read as of one instant. What answers a person names them: a database with a fence of its own shows it no
        lead and no feed that is not theirs to see. Whoever looks for what was changed behind the hub's back reads it
        `as_it_stands`: text that is none any more is read as another one.
        """
        ...

    def writing(self) -> AbstractContextManager[Rows]: ...
    def give_way(self) -> None:
        """Wait as long as somebody else needs to begin writing, where the database has no queue of its own."""

    def is_ready(self) -> bool:
        """Return whether the database answers, has this release's tables, and a company in them."""
        ...

    def migrations(self) -> Migrations:
        """Return which release's tables the database has now: another process may have changed them since."""
        ...

    def ledgers(self) -> Ledgers:
        """Count the hub's books; quick however long they are, so that it can be asked again and again."""
        ...

    def on_statement(self, told: Callable[[], None]) -> None:
        """Have `told` called after each statement that was sent to the database; from any thread."""
        ...

    def watch(self, changed: Callable[[frozenset[str]], None], stop: threading.Event) -> None:
        """Call `changed` with the feeds that have new rows, whichever process wrote them, until `stop` is set."""
        ...

    def close(self) -> None: ...
