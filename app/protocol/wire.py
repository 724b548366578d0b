"""Every message between a desktop and a hub; fields one end does not know it leaves unread."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from app.domain.moving import MoveTold
from app.domain.officer import Officer
from app.protocol.chain import GENESIS, WITHOUT_NUL, Count, Event, Signed, Word
from app.protocol.company_sign_in import SignInOffer
from app.protocol.feed import CompanyFacts, LeadGiven, PlaybookPublished
from app.protocol.versions import V1_LOOP

#: an instant without a zone is none: it could not be compared with the desk's own
Instant = Annotated[datetime, msgspec.Meta(tz=True)]
_Text = Annotated[str, msgspec.Meta(pattern=WITHOUT_NUL)]

#: the values of `type` this version writes
ACTIVITY = "activity"
LEAD_ADDED = "lead_added"
#: a lead the hub gave and, put back to an older state, knows nothing of any more
LEAD_KEPT = "lead_kept"
OWN_COUNT = "own_count"
OWN_DO_NOT_CALL = "own_do_not_call"


class OwnCount(msgspec.Struct, frozen=True, kw_only=True):
    """An officer's own lead under the policy that nothing but its number goes up; `kind` as in activities."""

    on: str
    kind: str


class OwnDoNotCall(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of a private own lead asked not to be called; with `stands` False that is taken back.

    `numbers` are hashes under the company's key; `about` is the same in both and names no lead.
    """

    about: str
    numbers: list[bytes]
    stands: bool = True


class Hello(msgspec.Struct, frozen=True, kw_only=True):
    """What a hub says to anybody: which one it is, what it speaks, how much it takes, and its time."""

    product: str
    hub_id: str
    protocol: list[Count]
    push_events: Count
    body_bytes: Count
    inflated_bytes: Count
    server_time: Instant
    sign_in: SignInOffer | None = None


class Enroll(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A one-time code, or what the company's own sign-in says (`id_token`), handed in for a place in the hub.

    Both together bind whom the provider knows to whom the code is for.

    `device_key` is the public half of the desk's key, and `proof` shows that it has the other one. A desk before
    `V4_KEYS` has neither.
    """

    code: str
    device_name: str
    protocol: list[int]
    device_key: bytes = b""
    proof: bytes = b""
    id_token: str = ""


class Enrolled(msgspec.Struct, frozen=True, kw_only=True):
    """A place in the hub. `token` is for access and lasts `access_s` seconds; `refresh_token` is for the next one.

    A desk without a key, or a hub before `V4_KEYS`, has no `refresh_token`: its token lasts until it is revoked.
    """

    hub_id: str
    device_id: str
    token: str
    refresh_token: str = ""
    access_s: Count = 0
    lease_days: Count = 0
    officer: Officer
    role: str
    company: CompanyFacts
    feeds: list[str]
    server_time: Instant


class Renew(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Access asked for anew. `proof` is by the device's key, over `words_to_renew`.

    `new_key` takes that key's place, and `new_proof` is by it over the same words. A desk that joined before it had a
    key hands in its first one so, with its long-lived token and no `refresh_token`. `as_new`: this desk was told that
    its generation has passed; it goes on as another device of the same person.
    """

    refresh_token: str = ""
    proof: bytes = b""
    new_key: bytes = b""
    new_proof: bytes = b""
    as_new: bool = False


class Renewed(msgspec.Struct, frozen=True, kw_only=True):
    """Access for `access_s` seconds, and what the next is asked for with.

    `lease_days` is how long a desk shows its leads without having been here; another `device_id` is a new device.
    """

    device_id: str
    token: str
    refresh_token: str
    access_s: Count
    lease_days: Count
    server_time: Instant


class ClockReading(msgspec.Struct, frozen=True, kw_only=True):
    """What the desk's clock shows as it sends, in the terms of an event's header.

    `hub_offset_ms` was found as this round began, by a question that is sooner answered than a push is read.
    """

    wall_utc: Instant
    monotonic_ms: Count
    boot_id: Word
    hub_offset_ms: Signed


class PresenceTold(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whether who sits at the desk is there, as `app/domain/presence.py` has it; in a word of later on, too."""

    state: Word
    since: Instant | None = None
    until: Instant | None = None
    call_since: Instant | None = None


class PushRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the device's log. `prev_hash` is the hash of the event before `from_seq`.

    Without events it asks what the hub has. A desk before `V6_CLOCKS` has no `clock`, one before `V8_LIVE` no
    `presence`.
    """

    hub_id: str
    device_id: str
    from_seq: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    events: list[Event]
    prev_hash: Annotated[bytes, msgspec.Meta(min_length=len(GENESIS), max_length=len(GENESIS))] = GENESIS
    clock: ClockReading | None = None
    presence: PresenceTold | None = None


class Receipt(msgspec.Struct, frozen=True, kw_only=True, tag="receipt", tag_field="answer"):
    """The hub has everything up to `have_seq`; up to `safe_seq` it is also in a verified backup."""

    have_seq: Count
    have_hash: bytes
    safe_seq: Count
    server_time: Instant


class Rewind(msgspec.Struct, frozen=True, kw_only=True, tag="rewind", tag_field="answer"):
    """The hub has less than the desktop believed; send again from there."""

    have_seq: Count
    have_hash: bytes
    server_time: Instant


class Fork(msgspec.Struct, frozen=True, kw_only=True, tag="fork", tag_field="answer"):
    """The hub has another history of this device: go on as a new one, for the same person.

    A device with a key has a `refresh_token` too. The new one begins with the same key, and is to take another.
    """

    device_id: str
    token: str
    refresh_token: str = ""
    access_s: Count = 0
    server_time: Instant


class Stranger(msgspec.Struct, frozen=True, kw_only=True, tag="wrong_hub", tag_field="answer"):
    """This is another hub than the desktop's; nothing was read."""

    hub_id: str
    server_time: Instant


PushAnswer = Receipt | Rewind | Fork | Stranger


class Cursor(msgspec.Struct, frozen=True, kw_only=True):
    """How far a desktop has read a feed. `mark` is the random mark of row `seq`, so that a restored hub is noticed."""

    epoch: str
    seq: int
    mark: str


class PullRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Which feeds, each from where; None reads from the beginning. `protocol` is the version the desk reads.

    `anew` names those that are read again beside what the desk has of them, of which it wants to know the whole.
    """

    hub_id: str
    cursors: dict[str, Cursor | None]
    protocol: int = V1_LOOP
    anew: list[str] = []


class FeedRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row; `body` is JSON as its `kind` says in `feed.py`."""

    seq: Count
    mark: str
    kind: str
    body: bytes


class FeedSum(msgspec.Struct, frozen=True, kw_only=True):
    """What a whole feed comes to: how many rows that stay, and a digest of their numbers and marks."""

    rows: Count
    digest: bytes


class FeedPage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Rows in order, and the cursor to store in the same transaction as they.

    `resync`: the hub's feed is not the one the cursor came from; what was read of it before is void.
    `more`: ask again at once. `whole` stands on the last page of a feed that is read anew.
    """

    feed: str
    rows: list[FeedRow]
    cursor: Cursor
    more: bool
    resync: bool
    whole: FeedSum | None = None


class PullAnswer(msgspec.Struct, frozen=True, kw_only=True, tag="pages", tag_field="answer"):
    """`feeds` names every feed this device may read now, so that a change of branch is noticed."""

    pages: list[FeedPage]
    feeds: list[str]
    server_time: Instant


class PublishPlaybook(msgspec.Struct, frozen=True, kw_only=True):
    """A playbook's file, to be in force after version `onto`, and why."""

    text: _Text
    why: _Text
    onto: int


class PlaybookTaken(msgspec.Struct, frozen=True, kw_only=True, tag="published", tag_field="answer"):
    """The playbook as it is in force now, under its number; the company's feed carries it to every desk."""

    playbook: PlaybookPublished
    server_time: Instant


class PlaybookOvertaken(msgspec.Struct, frozen=True, kw_only=True, tag="overtaken", tag_field="answer"):
    """Nothing was published: another version than `onto` is in force, this one."""

    playbook: PlaybookPublished
    server_time: Instant


PublishAnswer = PlaybookTaken | PlaybookOvertaken


class Taking(StrEnum):
    """How a lead is asked for: the pool's next, one that was offered, another's, or an absent holder's.

    With `HAND_ON` its holder asks that the next officer has it; what comes of that is said in the words of `Untaken`.
    """

    NEXT = "next"
    LEAD = "lead"
    TAKE_OVER = "take_over"
    COVER = "cover"
    HAND_ON = "hand_on"


class Claim(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A lead asked for, under an id of the desk's own making: asked again under it, the answer is the same.

    `lead_id` is "" for the next of the pool, or of whom one covers for, which the hub chooses. `settles` asks only
    what became of an earlier request whose answer was lost: it gives nothing, and one that arrives after it gives
    nothing either. `why` is said of a lead that is taken over, and is listed with it.
    """

    hub_id: str
    claim_id: Annotated[str, msgspec.Meta(pattern="^[0-9a-f-]{36}$")]
    taking: Taking
    lead_id: Annotated[str, msgspec.Meta(max_length=200)] = ""
    settles: bool = False
    why: Annotated[str, msgspec.Meta(max_length=1000, pattern=WITHOUT_NUL)] = ""


class LeadYours(msgspec.Struct, frozen=True, kw_only=True, tag="yours", tag_field="answer"):
    """The lead is this person's, as the officer's feed says too."""

    given: LeadGiven
    server_time: Instant


class Untaken(StrEnum):
    """Why a claim came to nothing, for programs."""

    TAKEN = "taken"
    NOTHING_WAITS = "nothing_waits"
    UNTRIED = "untried"
    NOT_THERE = "not_there"
    LICENCE = "licence"
    GONE = "gone"
    NEVER_HEARD = "never_heard"
    HANDED_ON = "handed_on"
    NOBODY_NEXT = "nobody_next"
    STAYS = "stays"


class LeadNotYours(msgspec.Struct, frozen=True, kw_only=True, tag="not_yours", tag_field="answer"):
    """No lead came of it; the sentences never tell who else has one."""

    why: Untaken
    happened: str
    remedy: str
    server_time: Instant


ClaimAnswer = LeadYours | LeadNotYours | Stranger


class MovePlaybook(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Leads to go to version `to` of the playbook: those named, those on `of_version`, or all that go on.

    With `only_asks` nothing is done and the answer tells what would be; else it needs a `why`. One answer tells of a
    part of them: the next part begins `after` where that one ended.
    """

    to: int
    only_asks: bool = False
    why: _Text = ""
    of_version: int | None = None
    lead_ids: list[str] = []
    after: str = ""


class MovedPart(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a part of the leads: `looked_at` of `of` there are; `ended_at` is "" when it was the last part.

    `leads` stays empty for those who see no leads; `unchanged` are those moved that notice nothing so far.
    """

    looked_at: int
    of: int
    ended_at: str
    moved: int
    unchanged: int
    leads: list[MoveTold]
    server_time: Instant


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Why a request was not done; `code` is for programs, the sentences are for people."""

    code: str
    happened: str
    remedy: str
    server_time: Instant


class Alive(msgspec.Struct, frozen=True, kw_only=True):
    """The process answers (`/healthz`)."""

    ok: bool


class Ready(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The database answers and is of this release (`/readyz`), or what is wrong and what to do.

    `migrations` is "current", "older" or "newer" than this release, "unknown" where the database does not answer.
    """

    ok: bool
    migrations: str
    happened: str = ""
    remedy: str = ""
