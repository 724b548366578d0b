"""The hub's tables of who is there, of what changed about people, and of what managers did."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, PrimaryKeyConstraint, Table, Text, literal_column

from app.domain.activity import Kind
from app.domain.presence import Presence
from storage.columns import Body, Instant
from storage.hub.tables import _company, activity, holding, lead, metadata, purged_lead

__all__ = ["IS_ASKED", "activity", "deed", "holding", "lead", "person_change", "presence", "purged_lead"]

# what a borrower asked for, a time or to be called at all: few of all there is, so that what is due is found by it
_ASKED = (Kind.APPOINTMENT, Kind.CALL_BACK, Kind.INBOUND, Kind.INQUIRED_AGAIN)
IS_ASKED = activity.c.kind.in_([literal_column(f"'{kind.value}'") for kind in _ASKED])
Index(
    "activity_asked",
    activity.c.company_id,
    activity.c.began_at,
    sqlite_where=IS_ASKED,
    postgresql_where=IS_ASKED,
)

# what a desk told last of who sits at it, and when that was first heard
presence = Table(
    "presence",
    metadata,
    _company(),
    Column("device_id", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("told", Body(Presence), nullable=False),
    Column("told_at", Instant, nullable=False),
    PrimaryKeyConstraint("company_id", "device_id"),
    ForeignKeyConstraint(["company_id", "device_id"], ["device.company_id", "device.device_id"]),
    ForeignKeyConstraint(["company_id", "person_id"], ["person.company_id", "person.person_id"]),
)

# hours, days off, licences and absences as they were and as they became; `before` and `after` are JSON
person_change = Table(
    "person_change",
    metadata,
    _company(),
    Column("person_id", Text, nullable=False),
    Column("n", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("what", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    PrimaryKeyConstraint("company_id", "person_id", "n"),
    ForeignKeyConstraint(["company_id", "person_id"], ["person.company_id", "person.person_id"]),
)
Index("person_change_at", person_change.c.company_id, person_change.c.at)

# what a manager did about a lead; `why` goes with its borrower
deed = Table(
    "deed",
    metadata,
    _company(),
    Column("deed_id", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("doing", Text, nullable=False),
    Column("lead_id", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("officer_id", Text, nullable=False),
    Column("to_id", Text, nullable=False),
    Column("about", Text, nullable=False),
    PrimaryKeyConstraint("company_id", "deed_id"),
    ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
)
Index("deed_at", deed.c.company_id, deed.c.at)
Index("deed_lead", deed.c.company_id, deed.c.lead_id)
