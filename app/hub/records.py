"""What the hub keeps of a company, its people and their devices."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

import msgspec

from app.domain.activity import Activity
from app.domain.clock_grade import Clocked
from app.domain.distributing import Passed, Seat
from app.domain.emergencies import Emergency
from app.domain.lead import Lead
from app.domain.officer import Officer
from app.protocol.chain import Mark
from app.protocol.recovery_key import RecoveryKey
from app.protocol.wire import Taking, Untaken


class Role(StrEnum):
    """What a person may do; `marketing` and `admin` never see a borrower's data, and `auditor` only reads.

    What each may do at each address of the hub stands in docs/access.md, which a test holds the hub to.
    """

    OFFICER = "officer"
    MANAGER = "manager"
    REGIONAL = "regional"
    MARKETING = "marketing"
    ADMIN = "admin"
    AUDITOR = "auditor"


#: who may see sums that name nobody: what sources bring and where leads are lost
SEES_SUMS = frozenset(Role) - {Role.OFFICER}
#: who may see the sums of officers by name
SEES_TEAM = SEES_SUMS - {Role.MARKETING}
#: who may see what happened lead by lead
SEES_LEADS = SEES_TEAM - {Role.ADMIN}
#: who may publish a playbook, put an older one back and move leads to one
PUBLISHES = frozenset({Role.MANAGER, Role.REGIONAL, Role.MARKETING, Role.ADMIN})
#: whose sums are of every branch
SEES_EVERY_BRANCH = frozenset({Role.MARKETING, Role.ADMIN, Role.AUDITOR})
#: who has no leads, not even own ones: nothing about a borrower is taken from their desks
KEEPS_NO_LEADS = frozenset({Role.MARKETING, Role.ADMIN, Role.AUDITOR})


#: who may hold a lead
HOLDERS = frozenset({Role.OFFICER, Role.MANAGER})
#: who may take a lead over from the people whose leads they see
TAKES_OVER = frozenset({Role.MANAGER, Role.REGIONAL})


#: a lead waits in the pool for who takes it, or is given in turn
#: how the words begin for which somebody has a lead that is another's all the same
COVERED = ("covered while ", "worked for ")

Assigns = Literal["pool", "push"]

LEASE_DAYS = 30


class Company(msgspec.Struct, frozen=True):
    """`person_key` hashes numbers; `feed_epoch` names this life of the feeds, a restored hub begins another."""

    company_id: str
    hub_id: str
    name: str
    zone: str
    own_leads: str
    cap: int
    person_key: bytes
    feed_epoch: str
    made_at: datetime
    emergencies: tuple[Emergency, ...] = ()
    #: signs every token; None until the first start of a release that has tokens to sign
    signing_key: bytes | None = None
    #: how long a desk shows its leads without having been here
    lease_days: int = LEASE_DAYS
    #: the company's own sign-in; both "" where there is none
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    #: what desks seal their database keys to; the private halves are never here
    recovery_keys: tuple[RecoveryKey, ...] = ()
    #: what becomes of a new lead of which nothing else is said
    assigns: Assigns = "pool"


class Migrations(msgspec.Struct, frozen=True):
    """The number of the tables a database has, "" for none, and of those this release was made for."""

    version: str
    wanted: str

    @property
    def are_current(self) -> bool:
        return self.version == self.wanted


class Taken(msgspec.Struct, frozen=True):
    """What became of the events of one push; each is in one of the three."""

    accepted: int = 0
    repeated: int = 0
    laid_aside: int = 0


class Ledgers(msgspec.Struct, frozen=True):
    """How many lines the hub's books have, by name, and when the newest event came in, None before the first.

    `reports` is how many that go out by themselves are sent, waiting and failed, of each the last time it was due.
    """

    lines: Mapping[str, int]
    newest_event_at: datetime | None
    reports: Mapping[str, int] = MappingProxyType({})


class Branch(msgspec.Struct, frozen=True):
    branch_id: str
    name: str
    parent_id: str | None = None


class Person(msgspec.Struct, frozen=True):
    """Somebody of the company; `officer` carries the name, hours and licences."""

    person_id: str
    role: Role
    branch_id: str
    officer: Officer
    added_at: datetime
    left_at: datetime | None = None

    @property
    def name(self) -> str:
        return self.officer.name


class Subject(msgspec.Struct, frozen=True):
    """Who somebody is at a provider; never an e-mail address, which changes hands."""

    issuer: str
    subject: str


class Invite(msgspec.Struct, frozen=True):
    """`invite_id` is the part of the code that finds it, `secret_hash` is of the rest."""

    invite_id: str
    person_id: str
    secret_hash: bytes
    expires_at: datetime
    tries_left: int
    used_at: datetime | None = None


class Device(msgspec.Struct, frozen=True):
    """`have` is the last event the hub has of it; up to `safe_seq` they are in a verified backup.

    `key` is the public half of its key, None for one that joined before it had any. `generation` is that of the newest
    refresh token it came with, `next_id` names the one it was given then, at `renewed_at`.
    """

    device_id: str
    person_id: str
    name: str
    token_hash: bytes
    have: Mark
    safe_seq: int
    enrolled_at: datetime
    last_seen_at: datetime
    revoked_at: datetime | None = None
    forked_from: str | None = None
    wipe_at: datetime | None = None
    key: bytes | None = None
    generation: int = 0
    next_id: str = ""
    renewed_at: datetime | None = None
    wipe_now: bool = False


class Barred(msgspec.Struct, frozen=True):
    """A device that a restored hub does not know and must not let in; at `wipe_at` it was told to forget all."""

    device_id: str
    at: datetime
    wipe_at: datetime | None = None


class HeldLead(msgspec.Struct, frozen=True):
    """`holder_id` is None while marketing or a pool holds it."""

    lead: Lead
    holder_id: str | None


class Awake(msgspec.Struct, frozen=True):
    """A lead that is to be looked at, and until when it rested, None for one that was not looked at since it came."""

    held: HeldLead
    rested_until: datetime | None


class Standings(msgspec.Struct, frozen=True):
    """How a push's leads stand: those there are, those its person ever held, and those whose people were forgotten."""

    leads: Mapping[str, HeldLead]
    held: Set[str]
    purged: Set[str]


class Holding(msgspec.Struct, frozen=True):
    """From `from_at` on the lead was this person's, until the next holding of it."""

    lead_id: str
    n: int
    holder_id: str | None
    from_at: datetime
    why: str


class Claimed(msgspec.Struct, frozen=True):
    """What a claim came to: `lead_id` is the lead that was won, "" with the reason for none."""

    person_id: str
    claim_id: str
    taking: Taking
    at: datetime
    lead_id: str = ""
    untaken: Untaken | None = None


class Offer(msgspec.Struct, frozen=True):
    """A lead this person may claim, one of several who may; `over_at` is when it was given to somebody."""

    lead_id: str
    person_id: str
    at: datetime
    over_at: datetime | None = None


class Covering(msgspec.Struct, frozen=True):
    """Who works an absent holder's lead, and when it goes back."""

    lead_id: str
    holder_id: str
    cover_id: str
    until: datetime


class KeptSeat(msgspec.Struct, frozen=True):
    """What somebody is to be given, and what their turns came to so far."""

    seat: Seat = Seat()
    owed: int = 0


class Decision(msgspec.Struct, frozen=True):
    """Whose turn a lead was, None for nobody, what was to be done with it, and why it was not the others'."""

    lead_id: str
    at: datetime
    why: str
    chosen_id: str | None
    passed: dict[str, Passed]


class Filed(msgspec.Struct, frozen=True):
    """An activity as it stands in the database; None where it is none, or where it is filed as something else."""

    activity_id: str
    activity: Activity | None
    seq: int | None
    clock: Clocked | None


class KeptActivity(msgspec.Struct, frozen=True, gc=False):
    """An activity and the event it came in; both None when the hub wrote it itself.

    `clock` is how far the clock it was logged by can be believed; None of those from before that was asked.
    """

    activity: Activity
    device_id: str | None = None
    seq: int | None = None
    clock: Clocked | None = None

    @property
    def clock_to_tell(self) -> Clocked | None:
        """Return what a desk is told of the clock: nothing where it was right."""
        return None if self.clock is None or self.clock.is_plain else self.clock


class IntakeSettings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a vendor's posts are taken: what fills those that say nothing of it, and what is asked of them.

    `holder_id` is the person who gets the new ones; for "" they are given in turn or wait in the pool, as `assigns`
    says, and where that says nothing as the company does. `sells_triggers`: each of its leads is one that a
    credit inquiry of somebody else's triggered. `columns` is a map as `leadfiles` reads it. `return_within` days a bad
    lead may be claimed back, at most `max_return_share` (0 to 1) of a month's; None where nothing was agreed.
    `app_secret` is what Meta signs each post with; where there is one, a post without that signature is nobody's.
    """

    campaign: str = ""
    cost: Decimal | None = None
    holder_id: str = ""
    assigns: Assigns | None = None
    consent_required: bool = False
    sells_triggers: bool = False
    per_minute: int = 120
    columns: dict[str, str] = {}
    return_within: int | None = None
    max_return_share: Decimal | None = None
    app_secret: str = ""


class IntakeSource(msgspec.Struct, frozen=True):
    """A vendor who posts leads; `slug` is its name as it stands in an address."""

    source_id: str
    slug: str
    name: str
    settings: IntakeSettings
    added_at: datetime


class IntakeKey(msgspec.Struct, frozen=True):
    """What a source shows with its posts; the key itself is kept nowhere."""

    key_id: str
    source_id: str
    secret_hash: bytes
    made_at: datetime
    revoked_at: datetime | None = None


class Verdict(StrEnum):
    """What a vendor is told of a lead."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


class IntakePost(msgspec.Struct, frozen=True):
    """What became of one posted lead; `why` is a code of ours. Nothing in it tells whose lead it was."""

    post_id: str
    source_id: str
    at: datetime
    verdict: Verdict
    why: str
    is_test: bool


class NumberList(msgspec.Struct, frozen=True):
    """A list of numbers in force: whose (`kind`, and `state` where it is a state's), and the day it was true."""

    kind: str
    state: str
    as_of: date
    taken_at: datetime
    entries: int


class Published(msgspec.Struct, frozen=True):
    """A version of the playbook, as the file was; `tried_until` of one that is or was tried beside another."""

    version: int
    text: str
    published_at: datetime
    by: str
    why: str
    tried_until: datetime | None = None


class AuditLine(msgspec.Struct, frozen=True):
    """Who did what to whom; each line's hash stands on the one before."""

    n: int
    at: datetime
    by: str
    what: str
    subject: str
    prev: bytes
    hash: bytes
