"""The hub's tables; every key begins with the company, so that a database spread over machines can be cut along it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    and_,
    false,
    func,
    literal_column,
)

from app.domain.activity import Activity
from app.domain.distributing import Passed, Seat
from app.domain.emergencies import Emergency
from app.domain.lead import Lead
from app.domain.officer import Officer
from app.hub.records import IntakeSettings
from app.protocol.recovery_key import RecoveryKey
from storage.columns import Body, Instant

metadata = MetaData()


def _company() -> Column[str]:
    return Column("company_id", Text, nullable=False)


company = Table(
    "company",
    metadata,
    Column("company_id", Text, primary_key=True),
    Column("hub_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("own_leads", Text, nullable=False),
    Column("cap", Integer, nullable=False),
    Column("person_key", LargeBinary, nullable=False),
    Column("feed_epoch", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("emergencies", Body(tuple[Emergency, ...]), nullable=False, server_default="[]"),
    Column("signing_key", LargeBinary),
    Column("lease_days", Integer, nullable=False, server_default="30"),
    Column("oidc_issuer", Text, nullable=False, server_default=""),
    Column("oidc_client_id", Text, nullable=False, server_default=""),
    Column("recovery_keys", Body(tuple[RecoveryKey, ...]), nullable=False, server_default="[]"),
    Column("assigns", Text, nullable=False, server_default="pool"),
)

branch = Table(
    "branch",
    metadata,
    _company(),
    Column("branch_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("parent_id", Text),
    PrimaryKeyConstraint("company_id", "branch_id"),
    UniqueConstraint("company_id", "name_key"),
)

person = Table(
    "person",
    metadata,
    _company(),
    Column("person_id", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("branch_id", Text, nullable=False),
    Column("profile", Body(Officer), nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("left_at", Instant),
    PrimaryKeyConstraint("company_id", "person_id"),
    ForeignKeyConstraint(["company_id", "branch_id"], ["branch.company_id", "branch.branch_id"]),
)
Index("person_branch", person.c.company_id, person.c.branch_id)
# verbs name people; two of one name at the same time could not be told apart
Index(
    "person_name",
    person.c.company_id,
    person.c.name_key,
    unique=True,
    sqlite_where=person.c.left_at.is_(None),
    postgresql_where=person.c.left_at.is_(None),
)

invite = Table(
    "invite",
    metadata,
    _company(),
    Column("invite_id", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("secret_hash", LargeBinary, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("tries_left", Integer, nullable=False),
    Column("used_at", Instant),
    PrimaryKeyConstraint("company_id", "invite_id"),
    ForeignKeyConstraint(["company_id", "person_id"], ["person.company_id", "person.person_id"]),
)

# who somebody is at the company's own sign-in
bound_subject = Table(
    "bound_subject",
    metadata,
    _company(),
    Column("issuer", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("company_id", "issuer", "subject"),
    ForeignKeyConstraint(["company_id", "person_id"], ["person.company_id", "person.person_id"]),
)

# have_seq and have_hash are the one pair that answers every push
device = Table(
    "device",
    metadata,
    _company(),
    Column("device_id", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("token_hash", LargeBinary, nullable=False),
    Column("have_seq", BigInteger, nullable=False),
    Column("have_hash", LargeBinary, nullable=False),
    Column("safe_seq", BigInteger, nullable=False),
    Column("enrolled_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Column("forked_from", Text),
    Column("wipe_at", Instant),
    Column("key", LargeBinary),
    Column("generation", BigInteger, nullable=False, server_default="0"),
    Column("next_id", Text, nullable=False, server_default=""),
    Column("renewed_at", Instant),
    Column("wipe_now", Boolean, nullable=False, server_default=false()),
    PrimaryKeyConstraint("company_id", "device_id"),
    ForeignKeyConstraint(["company_id", "person_id"], ["person.company_id", "person.person_id"]),
)
Index("device_person", device.c.company_id, device.c.person_id)

# devices a restored backup has never heard of, and which were shut out since it was made
barred_device = Table(
    "barred_device",
    metadata,
    _company(),
    Column("device_id", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("wipe_at", Instant),
    PrimaryKeyConstraint("company_id", "device_id"),
)

lead = Table(
    "lead",
    metadata,
    _company(),
    Column("lead_id", Text, nullable=False),
    Column("body", Body(Lead), nullable=False),
    Column("holder_id", Text),
    Column("received_at", Instant, nullable=False),
    Column("source", Text, nullable=False),
    Column("campaign", Text, nullable=False),
    # until when nobody need look whether a lead of the pool may be taken, or one that is held must go on
    Column("rests_until", Instant),
    PrimaryKeyConstraint("company_id", "lead_id"),
)
Index("lead_received", lead.c.company_id, lead.c.received_at)
Index(
    "lead_pool",
    lead.c.company_id,
    lead.c.received_at,
    lead.c.lead_id,
    sqlite_where=lead.c.holder_id.is_(None),
    postgresql_where=lead.c.holder_id.is_(None),
)
Index("lead_holder", lead.c.company_id, lead.c.holder_id)
Index(
    "lead_look",
    lead.c.company_id,
    lead.c.rests_until,
    sqlite_where=lead.c.holder_id.is_not(None),
    postgresql_where=lead.c.holder_id.is_not(None),
)

# what a person may be known by: phone, e-mail and vendor keys
lead_key = Table(
    "lead_key",
    metadata,
    _company(),
    Column("key", Text, nullable=False),
    Column("lead_id", Text, nullable=False),
    PrimaryKeyConstraint("company_id", "key", "lead_id"),
    ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
)

# whose posts of leads are taken in; the slug stands in the address they post to
intake_source = Table(
    "intake_source",
    metadata,
    _company(),
    Column("source_id", Text, nullable=False),
    Column("slug", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("settings", Body(IntakeSettings), nullable=False),
    Column("added_at", Instant, nullable=False),
    PrimaryKeyConstraint("company_id", "source_id"),
    UniqueConstraint("company_id", "slug"),
)

intake_key = Table(
    "intake_key",
    metadata,
    _company(),
    Column("key_id", Text, nullable=False),
    Column("source_id", Text, nullable=False),
    Column("secret_hash", LargeBinary, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    PrimaryKeyConstraint("company_id", "key_id"),
    ForeignKeyConstraint(["company_id", "source_id"], ["intake_source.company_id", "intake_source.source_id"]),
)

# what became of each lead that was posted, in words of this program's own
intake_post = Table(
    "intake_post",
    metadata,
    _company(),
    Column("post_id", Text, nullable=False),
    Column("source_id", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("is_test", Boolean, nullable=False),
    PrimaryKeyConstraint("company_id", "post_id"),
    ForeignKeyConstraint(["company_id", "source_id"], ["intake_source.company_id", "intake_source.source_id"]),
)
Index("intake_post_at", intake_post.c.company_id, intake_post.c.source_id, intake_post.c.at)

# who held a lead from when on; holder_id is null while nobody did
holding = Table(
    "holding",
    metadata,
    _company(),
    Column("lead_id", Text, nullable=False),
    Column("n", Integer, nullable=False),
    Column("holder_id", Text),
    Column("from_at", Instant, nullable=False),
    Column("why", Text, nullable=False),
    PrimaryKeyConstraint("company_id", "lead_id", "n"),
    ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
)
Index("holding_holder", holding.c.company_id, holding.c.holder_id)
Index("holding_from", holding.c.company_id, holding.c.from_at)

# what somebody is to be given, and what their turns came to so far
seat = Table(
    "seat",
    metadata,
    _company(),
    Column("person_id", Text, nullable=False),
    Column("settings", Body(Seat), nullable=False),
    Column("owed", BigInteger, nullable=False),
    PrimaryKeyConstraint("company_id", "person_id"),
    ForeignKeyConstraint(["company_id", "person_id"], ["person.company_id", "person.person_id"]),
)

# who could not have a lead, and why; the same for many leads, so each stands here once
lineup = Table(
    "lineup",
    metadata,
    _company(),
    Column("lineup_id", Text, nullable=False),
    Column("passed", Body(dict[str, Passed]), nullable=False),
    PrimaryKeyConstraint("company_id", "lineup_id"),
)

# whose turn a lead was; nobody's, where `chosen_id` is null
decision = Table(
    "decision",
    metadata,
    _company(),
    Column("lead_id", Text, nullable=False),
    Column("n", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("why", Text, nullable=False),
    Column("chosen_id", Text),
    Column("lineup_id", Text, nullable=False),
    PrimaryKeyConstraint("company_id", "lead_id", "n"),
    ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
    ForeignKeyConstraint(["company_id", "lineup_id"], ["lineup.company_id", "lineup.lineup_id"]),
)

# what the hub does by its own clock, and when any of its processes did it last
chore = Table(
    "chore",
    metadata,
    _company(),
    Column("name", Text, nullable=False),
    Column("done_at", Instant, nullable=False),
    PrimaryKeyConstraint("company_id", "name"),
)

# what a claim came to, so that the same one is answered the same; one that won has a lead
claim = Table(
    "claim",
    metadata,
    _company(),
    Column("person_id", Text, nullable=False),
    Column("claim_id", Text, nullable=False),
    Column("taking", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("lead_id", Text, nullable=False),
    Column("untaken", Text),
    PrimaryKeyConstraint("company_id", "person_id", "claim_id"),
    ForeignKeyConstraint(["company_id", "person_id"], ["person.company_id", "person.person_id"]),
)

# who may claim which lead; over_at is when somebody got it
offer = Table(
    "offer",
    metadata,
    _company(),
    Column("lead_id", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("over_at", Instant),
    PrimaryKeyConstraint("company_id", "lead_id", "person_id"),
    ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
    ForeignKeyConstraint(["company_id", "person_id"], ["person.company_id", "person.person_id"]),
)

# whose leads go back to whom, and when
covering = Table(
    "covering",
    metadata,
    _company(),
    Column("lead_id", Text, nullable=False),
    Column("holder_id", Text, nullable=False),
    Column("cover_id", Text, nullable=False),
    Column("until", Instant, nullable=False),
    PrimaryKeyConstraint("company_id", "lead_id"),
    ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
    ForeignKeyConstraint(["company_id", "holder_id"], ["person.company_id", "person.person_id"]),
)

# what a restored backup or a desk that was long away must not bring back
purged_lead = Table(
    "purged_lead",
    metadata,
    _company(),
    Column("lead_id", Text, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("company_id", "lead_id"),
)

# the wire's own columns, verbatim: a chain is verified from these bytes alone
event = Table(
    "event",
    metadata,
    _company(),
    Column("device_id", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("type_version", BigInteger, nullable=False),
    Column("lead_id", Text, nullable=False),
    Column("actor_id", Text, nullable=False),
    Column("wall_utc", Instant, nullable=False),
    Column("tz", Text, nullable=False),
    Column("monotonic_ms", BigInteger, nullable=False),
    Column("boot_id", Text, nullable=False),
    Column("hub_offset_ms", BigInteger),
    Column("hub_offset_age_s", BigInteger),
    Column("payload", LargeBinary),
    Column("salt", LargeBinary),
    Column("digest", LargeBinary, nullable=False),
    Column("prev", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("received_at", Instant, nullable=False),
    # a copied profile sends what the original sent: it stays a link of its chain and counts once
    Column("is_repeat", Boolean, nullable=False),
    # seals received_at, is_repeat and the clock, which are the hub's own and under no device's hash; null before there
    # was one
    Column("receipt", LargeBinary),
    # how far the clock was believed it was written by, and how far the hub's was ahead; null where nobody asked
    Column("clock", Text),
    Column("clock_offset_ms", BigInteger),
    PrimaryKeyConstraint("company_id", "device_id", "seq"),
    # a push locks the device before it writes, none is ever deleted, and `hub verify` looks for events of no device: on
    # PostgreSQL, which would look each up by a question of its own, this is a fifth of what a push costs it
    ForeignKeyConstraint(["company_id", "device_id"], ["device.company_id", "device.device_id"]).ddl_if(
        dialect="sqlite"
    ),
)
Index(
    "event_once",
    event.c.company_id,
    event.c.event_id,
    unique=True,
    sqlite_where=event.c.is_repeat.is_(False),
    postgresql_where=event.c.is_repeat.is_(False),
)
Index("event_lead", event.c.company_id, event.c.lead_id)

quarantine = Table(
    "quarantine",
    metadata,
    _company(),
    Column("device_id", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("company_id", "device_id", "seq"),
)

# device_id and seq name the event an activity came in; null for what the hub itself wrote. The clock is the event's,
# once more here because sums are made without the events
activity = Table(
    "activity",
    metadata,
    _company(),
    Column("activity_id", Text, nullable=False),
    Column("lead_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("actor_id", Text, nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("body", Body(Activity), nullable=False),
    Column("device_id", Text),
    Column("seq", BigInteger),
    Column("clock", Text),
    Column("clock_offset_ms", BigInteger),
    PrimaryKeyConstraint("company_id", "activity_id"),
)
Index("activity_lead", activity.c.company_id, activity.c.lead_id)
Index("activity_event", activity.c.company_id, activity.c.device_id, activity.c.seq)

# own leads under the policy that only counts go up
own_count = Table(
    "own_count",
    metadata,
    _company(),
    Column("event_id", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("on_day", Text, nullable=False),
    Column("kind", Text, nullable=False),
    PrimaryKeyConstraint("company_id", "event_id"),
)

do_not_call = Table(
    "do_not_call",
    metadata,
    _company(),
    Column("number_hash", LargeBinary, nullable=False),
    Column("activity_id", Text, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("company_id", "number_hash", "activity_id"),
)
Index("do_not_call_activity", do_not_call.c.company_id, do_not_call.c.activity_id)

# one list of a kind and state is in force; the day it was true is ISO text
number_list = Table(
    "number_list",
    metadata,
    _company(),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("as_of", Text, nullable=False),
    Column("taken_at", Instant, nullable=False),
    Column("entries", Integer, nullable=False),
    PrimaryKeyConstraint("company_id", "kind", "state"),
)

# numbers stand here as the company's keyed hashes only
listed_number = Table(
    "listed_number",
    metadata,
    _company(),
    Column("number_hash", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("gone_on", Text),
    PrimaryKeyConstraint("company_id", "number_hash", "kind", "state"),
    sqlite_with_rowid=False,
)

# last_seq is counted up inside the writing transaction, so commits are in the order of their numbers
feed = Table(
    "feed",
    metadata,
    _company(),
    Column("feed", Text, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    PrimaryKeyConstraint("company_id", "feed"),
)

# one row of the feed, or where `first_seq` is set a run of one kind: those from it to `seq`, see runs.py
feed_row = Table(
    "feed_row",
    metadata,
    _company(),
    Column("feed", Text, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("mark", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("expires_at", Instant),
    Column("first_seq", BigInteger),
    PrimaryKeyConstraint("company_id", "feed", "seq"),
)
#: what may expire and was not emptied yet; a number that a question brings along would not be known for the index's
MAY_EXPIRE = and_(feed_row.c.expires_at.is_not(None), func.length(feed_row.c.body) > literal_column("0"))
Index(
    "feed_row_expires",
    feed_row.c.company_id,
    feed_row.c.expires_at,
    sqlite_where=MAY_EXPIRE,
    postgresql_where=MAY_EXPIRE,
)

playbook = Table(
    "playbook",
    metadata,
    _company(),
    Column("version", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("published_at", Instant, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("tried_until", Instant),
    PrimaryKeyConstraint("company_id", "version"),
)

audit = Table(
    "audit",
    metadata,
    _company(),
    Column("n", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("prev", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("company_id", "n"),
)

# the audit's last line once more, so that lines cut off at the end are missed
audit_head = Table(
    "audit_head",
    metadata,
    _company(),
    Column("n", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("company_id"),
)
