"""The hub's tables of what the phone system told."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, LargeBinary, PrimaryKeyConstraint, Table, Text

from storage.columns import Instant
from storage.hub.tables import _company, metadata

# a call to a lead's number, which stands here as the company's keyed hash; activity_id is the logged call that it is,
# beside the activity and not in it: null while nobody logged it
call_record = Table(
    "call_record",
    metadata,
    _company(),
    Column("record_id", Text, nullable=False),
    Column("lead_id", Text, nullable=False),
    Column("number_hash", LargeBinary, nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("seconds", Integer, nullable=False),
    Column("officer_id", Text),
    Column("activity_id", Text),
    PrimaryKeyConstraint("company_id", "record_id"),
    ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
)
Index("call_record_lead", call_record.c.company_id, call_record.c.lead_id)
Index(
    "call_record_unlogged",
    call_record.c.company_id,
    call_record.c.officer_id,
    sqlite_where=call_record.c.activity_id.is_(None),
    postgresql_where=call_record.c.activity_id.is_(None),
)

# of which times records were taken in
call_cover = Table(
    "call_cover",
    metadata,
    _company(),
    Column("from_at", Instant, nullable=False),
    Column("until_at", Instant, nullable=False),
    Column("taken_at", Instant, nullable=False),
    PrimaryKeyConstraint("company_id", "from_at", "until_at"),
)

# when somebody called from a phone of their own; until_at is null while they do
personal_phone = Table(
    "personal_phone",
    metadata,
    _company(),
    Column("person_id", Text, nullable=False),
    Column("from_at", Instant, nullable=False),
    Column("until_at", Instant),
    PrimaryKeyConstraint("company_id", "person_id", "from_at"),
    ForeignKeyConstraint(["company_id", "person_id"], ["person.company_id", "person.person_id"]),
)
