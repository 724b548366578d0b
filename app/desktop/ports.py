"""What the desktop needs of others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from enum import Enum, auto
from pathlib import Path
from typing import Any, Protocol

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.clock_grade import Clocked
from app.domain.contact_rules import CompanyRules
from app.domain.daily_queue import Together
from app.domain.lead import Lead
from app.domain.noted import Noted
from app.domain.officer import Officer
from app.domain.stage import Stage
from app.domain.standing import Next, Paused, Wait
from app.protocol.listed import ListedNumber
from app.protocol.wire import FeedRow


class Bearings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Where a lead stands as stored beside it, so that a queue needs no working out.

    `zone` is the lead's clock. `revisit_at` is when time alone may change it. `attempts`, `calls` and `contacts`
    count standing activities since the borrower last asked, `asked_again_at`; `called_at` is the last call's begin.
    """

    stage: Stage
    next: Next
    zone: str = ""
    revisit_at: datetime | None = None
    attempts: int = 0
    calls: int = 0
    contacts: int = 0
    called_at: datetime | None = None
    asked_again_at: datetime | None = None


class HeldLead(msgspec.Struct, frozen=True):
    """A lead with where it stands; `from_hub` leads are the company's, others were entered at this desk.

    `listed`: which of its numbers the hub found on lists. `number`: that of its row, in the order leads were written.
    """

    lead: Lead
    bearings: Bearings
    from_hub: bool
    listed: tuple[ListedNumber, ...] = ()
    number: int = 0


#: a lead as it is written, and whether the hub gave it
Written = tuple[Lead, bool]
#: key, kind, and the name it stands beside
LeadKey = tuple[str, str, str]


def unplanned(lead: Lead, *, from_hub: bool, listed: tuple[ListedNumber, ...] = (), number: int = 0) -> HeldLead:
    """Return a lead just written: it waits for its first plan, which the same transaction makes."""
    waits = Bearings(stage=Stage.NEW, next=Paused(Wait.LAST_WINDOW, lead.received_at))
    return HeldLead(lead, waits, from_hub, listed, number)


class Part(Enum):
    """What is read of the queue, each in its order: first calls newest first, else by when it is due or late.

    `FIRST` are all first calls that are due; of them some are in time yet, or were within the day before.
    """

    PROMISES = auto()
    FIRST = auto()
    FIRST_IN_TIME = auto()
    FIRST_OF_A_DAY = auto()
    STEPS = auto()
    STEPS_IN_TIME = auto()
    LATER = auto()


#: a lead's number, and behind it what is another once anything is learnt of the lead or it stands elsewhere. The fourth
#: and the fifth are when it is due and until when it is on time, in microseconds
Mark = tuple[Any, ...]


class DueRow(msgspec.Struct, frozen=True):
    """A stored reminder."""

    reminder_id: str
    lead_id: str
    due_at: datetime
    shown_at: datetime | None
    snoozed_until: datetime | None
    is_new_lead: bool


class Stood(msgspec.Struct, frozen=True):
    """Planned leads in the order of their numbers; their gists lie end to end, none of a lead without one.

    `numbers` are big-endian words of eight bytes, seven a lead: its number, the length of its gist, and as they stood
    its manner and when it was planned, due, on time until and looked at again, in microseconds, `NEVER` for none.
    """

    numbers: bytes
    gists: bytes


class Mover(Protocol):
    """Writes manner, times and what is reminded of by lead numbers, in their order; counts stay.

    None of these leads has a promise, of which no gist tells. Where `most` leads move, indexes are made anew at the
    end: sooner than entry by entry.
    """

    def __call__(self, rows: Sequence[tuple[Any, ...]], *, most: bool) -> None: ...


class Numbers(msgspec.Struct, frozen=True):
    """A lead's numbers as this desk compares them, and as the company's hashes of them where it has the key."""

    keys: Sequence[str]
    hashes: Sequence[bytes]


class KeyHit(msgspec.Struct, frozen=True):
    """A lead that holds one of the keys asked for; `key` names which."""

    key: str
    kind: str
    lead_id: str
    name: str


class PlaybookRow(msgspec.Struct, frozen=True):
    """A version of the playbook as its file's text."""

    version: int
    text: str
    name: str
    in_force_at: datetime


#: who sees the sums of others, and whom a hub hands leads to
MANAGING = frozenset({"manager", "regional", "admin"})
TAKING = frozenset({"officer", "manager"})


class Identity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who sits at this desk and which hub it belongs to; tokens and keys stay in the encrypted database.

    `token` is what the hub is shown: access until `access_until`, or, without a `refresh_token`, for as long as the
    hub likes. `next_key` was offered to the hub and is not confirmed yet; `key_is_shared` with another copy.

    `own_leads` is what holds of them: the stricter of what the hub says (`hub_own_leads`) and what this machine's
    policy does (`own_leads_at_least`). So `lease_at_most` is beside the hub's `lease_days`; 0 is none.
    """

    officer: Officer
    device_id: str
    role: str = "officer"
    hub_url: str = ""
    hub_id: str = ""
    token: str = ""
    refresh_token: str = ""
    device_key: bytes = b""
    next_key: bytes = b""
    key_is_shared: bool = False
    access_until: datetime | None = None
    renewed_at: datetime | None = None
    lease_days: int = 0
    lease_at_most: int = 0
    company: str = ""
    company_zone: str = ""
    own_leads: str = "private"
    own_leads_at_least: str = ""
    hub_own_leads: str = ""
    company_rules: CompanyRules = CompanyRules()
    company_key: bytes = b""
    clock_offset_s: float | None = None
    clock_asked_at: datetime | None = None
    last_sync_at: datetime | None = None

    @property
    def manages(self) -> bool:
        return self.role in MANAGING

    @property
    def sees_sums(self) -> bool:
        """Return whether the sums that name nobody are told to who sits here; an officer's are the own ones."""
        return bool(self.hub_id) and self.role != "officer"

    @property
    def takes_leads(self) -> bool:
        """Return whether there is a hub with leads for who sits here."""
        return bool(self.hub_id) and self.role in TAKING

    def compared(self, now: datetime) -> tuple[float, datetime] | None:
        """Return by how much the hub's clock was ahead of this one and when that was found.

        None where it never was, or the clock was put back since: what was found then is not true of it.
        """
        offset, asked = self.clock_offset_s, self.clock_asked_at
        return None if offset is None or asked is None or now < asked else (offset, asked)


class Merge(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one inquiry brought to a lead of the same person: the lead as it was `before`, the other as it came `again`.

    `inquiry_id` is the repeat inquiry that was noted of it. Where the other was a lead of this desk, that is
    `other_id`: its `entries` stand on the lead, too, it was closed by `closing_id`, and the private note was another
    before.
    """

    merge_id: str
    lead_id: str
    at: datetime
    before: Lead
    again: Lead
    inquiry_id: str = ""
    other_id: str = ""
    entries: tuple[str, ...] = ()
    closing_id: str = ""
    private_before: str = ""
    private_after: str = ""


class Tx(Protocol):
    """One transaction on the officer's store. Everything is gone if it is left by an exception."""

    # leads; `put_keys` replaces the keys a lead is found by, `hits` come in the order of key and lead. `note_learnt` is
    # of leads that were planned anew and stand where they stood. `sharing` are the leads with one of these numbers, and
    # of those merged away, which no key finds, whoever has something due
    def lead(self, lead_id: str) -> HeldLead | None: ...
    def leads(self) -> Iterable[HeldLead]: ...
    def received(self, start: datetime | None, end: datetime | None) -> list[HeldLead]: ...
    def lead_ids(self) -> list[str]: ...
    def pinned_to(self, versions: Iterable[int]) -> list[str]: ...
    def lead_count(self) -> int: ...
    def resolve_id(self, prefix: str) -> str | None: ...
    def put_lead(self, lead: Lead, *, from_hub: bool) -> None: ...
    def put_leads(self, leads: Sequence[Written]) -> None: ...
    def set_listed(self, lead_id: str, listed: Sequence[ListedNumber]) -> None: ...
    def remove_lead(self, lead_id: str) -> None: ...
    def forget_lead(self, lead_id: str) -> None: ...
    def held(self, lead_ids: Sequence[str]) -> list[HeldLead]: ...
    def set_bearings(self, bearings: Mapping[str, Bearings]) -> None: ...
    def forget_bearings(self, lead_ids: Iterable[str]) -> None: ...
    def manner_no(self, stage: Stage, stands: Next, zone: str) -> int: ...
    def stood(self, after: int, limit: int) -> Stood | None: ...
    def moving(self) -> AbstractContextManager[Mover]: ...
    def ids_of(self, lead_nos: Sequence[int]) -> list[str]: ...
    def set_gists(self, gists: Mapping[str, bytes]) -> None: ...
    def drop_gists(self, lead_ids: Sequence[str]) -> None: ...
    def promised(self, limit: int) -> list[HeldLead]: ...
    def marks(self, part: Part, now: datetime, limit: int, skip: int = 0) -> list[Mark]: ...
    def marked(self, numbers: Collection[int]) -> list[HeldLead]: ...
    def together(self, due: Collection[datetime]) -> Mapping[datetime, Together]: ...
    def note_learnt(self, lead_ids: Sequence[str]) -> None: ...
    def due_leads(self, now: datetime, limit: int, skip: int = 0) -> list[HeldLead]: ...
    def skipped(self, since: datetime) -> list[HeldLead]: ...
    def waiting_count(self) -> int: ...
    def to_revisit(self, now: datetime, limit: int) -> list[str]: ...
    def next_revisit_at(self) -> datetime | None: ...
    def next_due_at(self, now: datetime) -> datetime | None: ...
    def search(self, words: str, limit: int) -> list[HeldLead]: ...
    def search_notes(self, words: str, limit: int, without: Collection[str]) -> list[tuple[HeldLead, Noted]]: ...
    def hits(self, keys: Sequence[str]) -> list[KeyHit]: ...
    def sharing(self, keys: Collection[str]) -> list[str]: ...
    def put_keys(self, lead_id: str, keys: Iterable[LeadKey]) -> None: ...
    def put_all_keys(self, keys: Mapping[str, Iterable[LeadKey]]) -> None: ...

    # what was merged into a lead, the first first; `merged_away` says which leads were, and into which
    def put_merges(self, merges: Sequence[Merge]) -> None: ...
    def merge(self, merge_id: str) -> Merge | None: ...
    def merges(self, lead_id: str) -> list[Merge]: ...
    def drop_merge(self, merge_id: str) -> None: ...
    def merged_away(self, lead_ids: Collection[str]) -> Mapping[str, str]: ...

    # activities; `add_activity` is False when it was there already. It looks the lead up where it is not handed it
    def activities(self, lead_id: str) -> list[Activity]: ...
    def histories(self, lead_ids: Sequence[str], kinds: Iterable[Kind] = ()) -> Mapping[str, list[Activity]]: ...
    def activity(self, activity_id: str) -> Activity | None: ...
    def activity_ids(self) -> set[str]: ...
    def add_activity(self, activity: Activity, lead: Lead | None = None) -> bool: ...
    def rename_actor(self, old_id: str, new_id: str) -> None: ...
    def worked_since(self, at: datetime, officer_id: str) -> int: ...

    # how far the clocks of activities can be believed, as the hub tells; `put_clock` is False when that was known
    def clocks(self, lead_id: str) -> Mapping[str, Clocked]: ...
    def put_clock(self, activity_id: str, clock: Clocked) -> bool: ...
    def drop_clocks(self) -> None: ...

    # numbers that may not be called, and calls others made
    def known_numbers(self, asked: Mapping[str, Numbers]) -> Mapping[str, tuple[list[datetime], bool]]: ...
    def block_number(self, key: str, activity_id: str) -> None: ...
    def set_company_block(self, number_hash: bytes, *, stands: bool) -> None: ...
    def set_company_try(self, number_hash: bytes, at: datetime, *, stands: bool) -> None: ...
    def company_tries(self, before: datetime) -> set[bytes]: ...
    def forget_company_tries(self, number_hashes: Iterable[bytes], before: datetime) -> None: ...
    def phone_keys(self) -> list[str]: ...

    # reminders: one a lead, of the step or promise it is due for; `claim_reminder` is True for the first asker only.
    # `new_too` False leaves out leads nobody tried yet
    def reminder_of(self, lead_id: str) -> DueRow | None: ...
    def reminder(self, reminder_id: str) -> DueRow | None: ...
    def due_reminders(self, now: datetime, limit: int, *, new_too: bool = True) -> list[DueRow]: ...
    def claim_reminder(self, reminder_id: str, now: datetime) -> bool: ...
    def postpone_reminder(self, reminder_id: str, until: datetime) -> bool: ...
    def next_reminder_at(self, *, new_too: bool = True) -> datetime | None: ...

    # the outgoing log: sealed events as wire bytes
    def last_event(self) -> tuple[int, bytes] | None: ...
    def put_event(self, seq: int, event_id: str, event_hash: bytes, wire: bytes) -> None: ...
    def events_after(self, seq: int, limit: int) -> list[bytes]: ...
    def event_hash(self, seq: int) -> bytes | None: ...
    def event_count(self, after: int) -> int: ...
    def replace_events(self, events: Iterable[tuple[int, str, bytes, bytes]]) -> None: ...
    def events_before(self, seq: int, limit: int) -> list[bytes]: ...
    def event_types(self, up_to: int) -> Mapping[str, int]: ...

    # when the hub said that it has the log up to a number; None where nobody noted it
    def note_receipt(self, seq: int, at: datetime | None) -> None: ...
    def receipts(self, seq: int, limit: int) -> list[tuple[int, datetime | None]]: ...
    def drop_receipts(self) -> None: ...

    # what the officer wrote to themselves about a lead; it is in no event
    def private_note(self, lead_id: str) -> tuple[str, datetime] | None: ...
    def put_private_note(self, lead_id: str, words: str, at: datetime) -> None: ...
    def private_note_count(self) -> int: ...

    # rows of a feed that is read anew, which count once the whole of it is here
    def stage(self, feed: str, rows: Iterable[FeedRow]) -> None: ...
    def staged(self, feed: str) -> list[FeedRow]: ...
    def unstage(self, feed: str) -> None: ...

    # the rest
    def identity(self) -> Identity | None: ...
    def put_identity(self, identity: Identity) -> None: ...
    def fact(self, name: str) -> bytes | None: ...
    def put_fact(self, name: str, value: bytes) -> None: ...
    def drop_fact(self, name: str) -> None: ...
    def playbook(self, version: int) -> PlaybookRow | None: ...
    def playbook_in_force(self) -> PlaybookRow | None: ...
    def playbooks(self) -> Sequence[PlaybookRow]: ...
    def drop_playbooks(self) -> None: ...
    def put_playbook(self, row: PlaybookRow) -> None: ...


class RecoveryFile(Protocol):
    """The file that holds the database's `key`, sealed; `database` is what the database's own file begins with.

    Each raises StoreUnusable where the disk does not let it. `write` leaves what was there, or the new whole.
    """

    @property
    def key(self) -> bytes: ...
    @property
    def database(self) -> bytes: ...
    def read(self) -> bytes | None: ...
    def write(self, content: bytes) -> None: ...
    def remove(self) -> None: ...


class CalendarFiles(Protocol):
    """Where an appointment is laid down for a calendar to read; raises StoreUnusable where the disk does not let it."""

    def put(self, text: str) -> Path: ...


class Store(Protocol):
    """The officer's encrypted store. `reading` and `writing` each give one transaction; writing ones are durable
    once left without an exception (`synchronous=FULL`).
    """

    def reading(self) -> AbstractContextManager[Tx]: ...
    def writing(self) -> AbstractContextManager[Tx]: ...
    def alone(self, at: str) -> AbstractContextManager[None]:
        """Keep every other thread and process of this profile from the same piece of work; waits for them.

        Raises StoreUnusable where that takes too long. What it holds goes with the process.
        """

    def stamp(self) -> tuple[int, int]:
        """Return what is another once anything was saved, by this program or by another one."""

    def give_way(self) -> None:
        """Wait as long as another program needs to notice that nobody writes; called outside any transaction."""

    def check(self) -> None:
        """Read what was not read when the store was opened; raises StoreDamaged once it has been put right.

        Raises Stopped where the store is closed meanwhile, as `back_up` does.
        """

    def back_up(self, on: date, keep: int = 3) -> None:
        """Keep a copy of all there is under that day, and let go of what is over `keep`; raises StoreUnusable."""

    def backups(self) -> list[date]: ...
    def recovery_file(self) -> RecoveryFile: ...
    def calendar_files(self) -> CalendarFiles: ...
    def close(self) -> None: ...


class Toast(Protocol):
    """Shows a native notification; returns whether the system took it. Its "yes" proves nothing."""

    def show(self, title: str, text: str) -> bool: ...


class Around(msgspec.Struct, frozen=True):
    """What the system tells of the screen: "" or why nobody wants a popup now, and whether the screen is locked."""

    quiet: str = ""
    locked: bool = False


#: what `Around.quiet` may say
DO_NOT_DISTURB, PRESENTING, QUIET = "do_not_disturb", "presenting", "quiet_hours"


class Surroundings(Protocol):
    """Looks at what the system tells, each time anew; where it tells nothing, nothing is the matter."""

    def look(self) -> Around: ...


class Chime(Protocol):
    """Makes one short sound; returns whether the system took it."""

    def ring(self) -> bool: ...


class IdleLock(Protocol):
    """How long nobody touched key or mouse, None where the system does not tell, and its own lock of the screen.

    `lock` returns whether the system took it.
    """

    def idle_s(self) -> float | None: ...
    def lock(self) -> bool: ...


class System(msgspec.Struct, frozen=True):
    """What a window uses of the system besides itself; what is None is done without."""

    toast: Toast | None = None
    surroundings: Surroundings | None = None
    chime: Chime | None = None
    idle_lock: IdleLock | None = None


NOTHING_BESIDE = System()


class Keychain(Protocol):
    """Hands out the 32-byte database key; raises NoKey with the remedy."""

    def key(self, *, make: bool) -> bytes: ...


class Ticker(Protocol):
    """Calls back at the next due time and by heartbeat."""

    def start(self, tick: Callable[[], None]) -> None: ...
    def wake_in(self, wait: timedelta | None) -> None: ...
    def stop(self) -> None: ...
