"""The officer's tables."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Computed,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

from app.desktop.ports import Merge
from app.domain.activity import Activity
from app.domain.lead import Lead
from app.protocol.listed import ListedNumber
from storage.columns import Body, Instant

metadata = MetaData()

lead = Table(
    "lead",
    metadata,
    Column("lead_id", Text, primary_key=True),
    Column("body", Body(Lead), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("from_hub", Boolean, nullable=False),
    Column("listed", Body(tuple[ListedNumber, ...])),
)
Index("lead_received", lead.c.received_at)

# what the bearings of many leads have in common (see `bearings.Manner`); written once and never changed
manner = Table(
    "manner",
    metadata,
    Column("manner_no", Integer, primary_key=True),
    Column("body", Text, nullable=False, unique=True),
)

# the parts of the queue as they are stored, in its order: a promise, a first call, a step; and the order inside each
_IN_PART = """CASE WHEN due_at IS NULL THEN NULL WHEN promise_id IS NOT NULL THEN {}
    WHEN is_first AND calls = 0 AND contacts = 0 THEN {} ELSE {} END"""

# where a lead stands, by the number of its row: narrow and in the leads' order, as a playbook or a rule moves them all.
# With it the one reminder a lead has: `key` and `due_at` say of what, so that a re-planned lead is not rung twice.
# `learnt` is another number each time something is learnt of the lead, so that what follows from it need not be asked
bearing = Table(
    "bearing",
    metadata,
    Column("lead_no", Integer, primary_key=True, autoincrement=False),
    Column("manner_no", Integer, ForeignKey("manner.manner_no")),
    Column("planned_at", Instant),
    Column("due_at", Instant),
    Column("until_at", Instant),
    Column("revisit_at", Instant),
    Column("promise_id", Text),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("calls", Integer, nullable=False, server_default="0"),
    Column("contacts", Integer, nullable=False, server_default="0"),
    Column("called_at", Instant),
    Column("asked_again_at", Instant),
    Column("key", Text),
    Column("ring_no", Integer, nullable=False, server_default="0"),
    Column("ring_at", Instant),
    Column("shown_at", Instant),
    Column("snoozed_until", Instant),
    Column("is_first", Integer, nullable=False, server_default="0"),
    Column("asked_at", Instant),
    Column("learnt", Integer, nullable=False, server_default="0"),
    Column("part", Integer, Computed(_IN_PART.format(0, 1, 2), persisted=False)),
    Column("part_at", BigInteger, Computed(_IN_PART.format("due_at", "-asked_at", "until_at"), persisted=False)),
)
Index("bearing_due", bearing.c.due_at, sqlite_where=bearing.c.due_at.is_not(None))
Index("bearing_revisit", bearing.c.revisit_at, sqlite_where=bearing.c.revisit_at.is_not(None))
Index("bearing_ring", bearing.c.ring_at, sqlite_where=bearing.c.ring_at.is_not(None))
Index(
    "bearing_part",
    bearing.c.part,
    bearing.c.part_at,
    bearing.c.lead_no,
    bearing.c.due_at,
    sqlite_where=bearing.c.due_at.is_not(None),
)
# first calls that are in time yet, and steps: who is early in a part need not be due, nor who is due be late
Index("bearing_first", bearing.c.until_at, sqlite_where=text("part = 1"))
Index("bearing_step", bearing.c.due_at, bearing.c.until_at, sqlite_where=text("part = 2"))
# who had their turn since a shift began
Index(
    "bearing_called",
    bearing.c.called_at,
    bearing.c.asked_at,
    sqlite_where=bearing.c.due_at.is_not(None) & bearing.c.called_at.is_not(None),
)

# what the array engine asks about a lead (see `domain/many/gists.py`): gone as soon as something else is known of it
gist = Table(
    "gist",
    metadata,
    Column("lead_no", Integer, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
)

# what is found of what was written about a lead, by the number of its row; the words are in `note_search`, an index of
# full text like `lead_search`. `source` is the activity's id, or says whose word it is and of which lead
note = Table(
    "note",
    metadata,
    Column("note_no", Integer, primary_key=True),
    Column("lead_no", Integer, nullable=False),
    Column("source", Text, nullable=False, unique=True),
    Column("at", Instant, nullable=False),
)
Index("note_lead", note.c.lead_no)

# what merges brought to a lead: gone with it, for it tells of its people. `other_id` is the lead that was merged into
# it, where it was one of this desk's and no row of a file
merge = Table(
    "merge",
    metadata,
    Column("merge_id", Text, primary_key=True),
    Column("lead_id", Text, ForeignKey("lead.lead_id", ondelete="CASCADE"), nullable=False),
    Column("body", Body(Merge), nullable=False),
    Column("other_id", Text),
    sqlite_with_rowid=False,
)
Index("merge_lead", merge.c.lead_id)
Index("merge_other", merge.c.other_id, sqlite_where=merge.c.other_id.is_not(None))

# phone, e-mail, vendor and partner keys of a lead, with the name they stood beside
lead_key = Table(
    "lead_key",
    metadata,
    Column("key", Text, primary_key=True),
    Column("lead_id", Text, ForeignKey("lead.lead_id", ondelete="CASCADE"), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("lead_key_lead", lead_key.c.lead_id)

activity = Table(
    "activity",
    metadata,
    Column("activity_id", Text, primary_key=True),
    Column("lead_id", Text, ForeignKey("lead.lead_id", ondelete="CASCADE"), nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("logged_at", Instant, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", Body(Activity), nullable=False),
)
Index("activity_lead", activity.c.lead_id, activity.c.began_at)
Index("activity_logged", activity.c.logged_at)

# how far the clock of an activity can be believed, where the hub has something to say of that
activity_clock = Table(
    "activity_clock",
    metadata,
    Column("activity_id", Text, ForeignKey("activity.activity_id", ondelete="CASCADE"), primary_key=True),
    Column("grade", Text, nullable=False),
    Column("offset_ms", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# calls and texts by number, which is how a cap looks at them
tried = Table(
    "tried",
    metadata,
    Column("phone_key", Text, primary_key=True),
    Column("began_at", Instant, primary_key=True),
    Column("activity_id", Text, ForeignKey("activity.activity_id", ondelete="CASCADE"), primary_key=True),
    Column("lead_id", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("tried_activity", tried.c.activity_id)

# by the do-not-call that blocks it: taking one back leaves the others standing
blocked_number = Table(
    "blocked_number",
    metadata,
    Column("phone_key", Text, primary_key=True),
    Column("activity_id", Text, primary_key=True),
    sqlite_with_rowid=False,
)

company_block = Table("company_block", metadata, Column("number_hash", LargeBinary, primary_key=True))
company_try = Table(
    "company_try",
    metadata,
    Column("number_hash", LargeBinary, primary_key=True),
    Column("at", Instant, primary_key=True),
    sqlite_with_rowid=False,
)

event = Table(
    "event",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("event_id", Text, nullable=False, unique=True),
    Column("hash", LargeBinary, nullable=False),
    Column("wire", LargeBinary, nullable=False),
)

# a word to oneself about a lead; it is in no event and goes with its lead
private_note = Table(
    "private_note",
    metadata,
    Column("lead_id", Text, ForeignKey("lead.lead_id", ondelete="CASCADE"), primary_key=True),
    Column("words", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
)

# when the hub said that it has the log up to there; of what went up before that was noted nobody can say when
receipt = Table(
    "receipt",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant),
)

playbook = Table(
    "playbook",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("in_force_at", Instant, nullable=False),
)

# small facts of this device by name: who sits here, cursors, what the hub acknowledged, settings
fact = Table(
    "fact",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

# rows of a feed that is read again from its beginning; they count once the whole of it is here
staged_row = Table(
    "staged_row",
    metadata,
    Column("feed", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("mark", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
