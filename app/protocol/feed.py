"""What the rows of the feeds say: the officer's, the branch's and the company's; reading one twice is harmless."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from app.domain.activity import Activity, Kind
from app.domain.clock_grade import Clocked
from app.domain.emergencies import Emergency
from app.domain.lead import Lead
from app.domain.officer import Officer
from app.errors import HubUnreachable
from app.protocol.listed import ListedNumber
from app.protocol.recovery_key import RecoveryKey
from app.protocol.unreadable import UNREADABLE

COMPANY = "company"
OFFICER = "officer:"
#: no feed: what a manager's desk hears when something changed that its live page shows
LIVE = "live"


def officer_feed(person_id: str) -> str:
    return OFFICER + person_id


def branch_feed(branch_id: str) -> str:
    return f"branch:{branch_id}"


def live_of(branch_id: str) -> str:
    """Return the name under which it is told that something about a branch's people changed; nobody reads it."""
    return f"{LIVE}:{branch_id}"


class HeldFrom(msgspec.Struct, frozen=True, kw_only=True):
    """Whose the lead was from an instant on; None while it waited with marketing or the pool."""

    officer_id: str | None
    from_at: datetime


class LeadGiven(msgspec.Struct, frozen=True, kw_only=True):
    """The officer holds this lead from now on. `rings`: it is news; else it only fills a desk that lost it.

    `held` tells who held it when, the present holder last; empty where that has not changed. `listed` are its
    numbers that are on lists now. `clocks` are those of activities in its history, where there is something to say.
    """

    lead: Lead
    history: list[Activity]
    rings: bool
    held: list[HeldFrom] = []
    listed: list[ListedNumber] = []
    clocks: dict[str, Clocked] = {}


class LeadListed(msgspec.Struct, frozen=True, kw_only=True):
    """Which numbers of a held lead are on lists from now on, all of them; empty when none is any more."""

    lead_id: str
    listed: list[ListedNumber]


class ListTaken(msgspec.Struct, frozen=True, kw_only=True):
    """A list the hub compares its leads' numbers with from now on; the list itself stays there."""

    kind: str
    as_of: date
    state: str = ""


#: why a lead is gone whose person is to be forgotten: the desk's own log of it too
PURGED = "purged"
#: why a lead is gone from a device that was shut out; the epoch of the cursor that is told with it begins so as well
SHUT_OUT = "shut out"
#: why an own lead that its desk just told of is gone: the company has it, and as somebody else's
ANOTHERS = "another's"


class LeadGone(msgspec.Struct, frozen=True, kw_only=True):
    """The officer no longer holds the lead. A desk that knows no `why` removes it and keeps its log of it."""

    lead_id: str
    why: str


class LeadOffered(msgspec.Struct, frozen=True, kw_only=True):
    """The officer may claim this lead, and so may others; whose inquiry it is, only the one who gets it is told.

    `over`: somebody holds it, and it is to be taken over. `state` is the property's, "" where nobody knows.
    """

    lead_id: str
    received_at: datetime
    state: str = ""
    over: bool = False


class OfferOver(msgspec.Struct, frozen=True, kw_only=True):
    """The lead is not on offer any more."""

    lead_id: str


class Nudged(msgspec.Struct, frozen=True, kw_only=True):
    """A manager asks the officer to see to a lead now; it rings once, and not at all where that would be too late."""

    nudge_id: str
    lead_id: str
    by: str
    words: str
    at: datetime


class Wipe(msgspec.Struct, frozen=True, kw_only=True):
    """This device is to throw its data away once it has handed in its log; one from before removes its leads alone."""

    device_id: str


class OfficerFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The person's own hours, licences and role as the hub has them."""

    officer: Officer
    role: str


class HubActivity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Something that happened to a held lead: a repeat inquiry, a stage, or what an officer logged.

    `clock` is how far the clock it was logged by can be believed, where there is something to say of that.
    """

    activity: Activity
    clock: Clocked | None = None


class PlaybookPublished(msgspec.Struct, frozen=True, kw_only=True):
    """`text` is the playbook file; the highest version is in force for new leads."""

    version: int
    text: str
    published_at: datetime
    by: str
    why: str


class PlaybookTried(msgspec.Struct, frozen=True, kw_only=True):
    """A version is tried beside the one in force: until when, None while nobody knows.

    What comes into force before that does not follow it. A desk that does not know this kind of row restarts a lead
    which wakes meanwhile on the version in force.
    """

    version: int
    until: datetime | None = None


class CompanyFacts(msgspec.Struct, frozen=True, kw_only=True):
    """`own_leads` is private, company or off; `cap` is how many calls and texts a person gets in 24 hours.

    `emergencies` came with the first version already; a hub that knows none sends none.
    """

    name: str
    zone: str
    own_leads: str
    cap: int
    emergencies: tuple[Emergency, ...] = ()


class PersonKey(msgspec.Struct, frozen=True, kw_only=True):
    """The company's key for hashing numbers (see `person_hash.py`)."""

    key: bytes


class DoNotCall(msgspec.Struct, frozen=True, kw_only=True):
    """A number nobody of the company may call or text; `stands` is False when the word was taken back."""

    number_hash: bytes
    stands: bool = True


class Tried(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Somebody of the company called or texted a person; sent for 24 hours, once for each number of the person.

    `at` is exactly the activity's `began_at`: the same instant under two numbers, or beside an own activity, is
    one attempt. `stands` is False when it was taken back: it never was; a desk from before that counts it for its day.
    """

    number_hash: bytes
    at: datetime
    stands: bool = True


FeedItem = (
    LeadGiven
    | LeadGone
    | LeadListed
    | LeadOffered
    | OfferOver
    | Nudged
    | Wipe
    | OfficerFacts
    | HubActivity
    | PlaybookPublished
    | PlaybookTried
    | CompanyFacts
    | PersonKey
    | ListTaken
    | DoNotCall
    | Tried
    | RecoveryKey
)

#: the word on the wire for each kind of row
KINDS: dict[str, type[FeedItem]] = {
    "lead": LeadGiven,
    "lead_gone": LeadGone,
    "lead_listed": LeadListed,
    "lead_offered": LeadOffered,
    "offer_over": OfferOver,
    "nudged": Nudged,
    "wipe": Wipe,
    "officer": OfficerFacts,
    "activity": HubActivity,
    "playbook": PlaybookPublished,
    "playbook_tried": PlaybookTried,
    "company": CompanyFacts,
    "person_key": PersonKey,
    "list_taken": ListTaken,
    "do_not_call": DoNotCall,
    "tried": Tried,
    "recovery_key": RecoveryKey,
}
_WORDS = {kind: word for word, kind in KINDS.items()}


def kind_of(item: FeedItem) -> str:
    return _WORDS[type(item)]


def write(item: FeedItem) -> tuple[str, bytes]:
    """Return the kind and body of a row."""
    return kind_of(item), msgspec.json.encode(item)


def read(kind: str, body: bytes) -> FeedItem | None:
    """Return what a row says; None when a newer hub says something this version does not know.

    An activity of a kind that came later is passed over, alone or in a lead's history: it must not keep a desk from
    reading on. Raises HubUnreachable for what no version would say.
    """
    known = KINDS.get(kind)
    if known is None:
        return None
    try:
        return _read(known, body)
    except (*UNREADABLE, LookupError, TypeError):
        # what stood there may be a borrower's, so it is not quoted
        raise HubUnreachable(
            f"The hub sent something this desk cannot read ({kind}).",
            "It is asked for again; tell IT if this stays so.",
        ) from None


def _read(known: type[FeedItem], body: bytes) -> FeedItem | None:
    try:
        return msgspec.json.decode(body, type=known)
    except msgspec.ValidationError:
        if known is HubActivity and not _is_known(msgspec.json.decode(body)["activity"]):
            return None
        if known is LeadGiven:
            told = msgspec.json.decode(body)
            told["history"] = [activity for activity in told["history"] if _is_known(activity)]
            return msgspec.json.decode(msgspec.json.encode(told), type=LeadGiven)
        raise


def _is_known(activity: dict[str, object]) -> bool:
    return activity.get("kind") in _KINDS_OF_ACTIVITY


_KINDS_OF_ACTIVITY = frozenset(kind.value for kind in Kind)
