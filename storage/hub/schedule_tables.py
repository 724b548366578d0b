"""The hub's tables of reports that go out by themselves."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, Integer, PrimaryKeyConstraint, Table, Text

from app.hub.schedule_records import MailServer, Plan
from storage.columns import Body, Instant
from storage.hub.tables import _company, metadata

schedule = Table(
    "schedule",
    metadata,
    _company(),
    Column("schedule_id", Text, nullable=False),
    Column("plan", Body(Plan), nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("next_at", Instant, nullable=False),
    PrimaryKeyConstraint("company_id", "schedule_id"),
)

# one report of one due time to one receiver; done_at and next_try_at are both null once it was given up
delivery = Table(
    "delivery",
    metadata,
    _company(),
    Column("schedule_id", Text, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("to_id", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_try_at", Instant),
    Column("done_at", Instant),
    Column("why", Text, nullable=False),
    PrimaryKeyConstraint("company_id", "schedule_id", "due_at", "to_id"),
    ForeignKeyConstraint(
        ["company_id", "schedule_id"], ["schedule.company_id", "schedule.schedule_id"], ondelete="CASCADE"
    ),
)

# where mail is handed over; the password is not here, only where it lies
mail_server = Table(
    "mail_server",
    metadata,
    _company(),
    Column("settings", Body(MailServer), nullable=False),
    PrimaryKeyConstraint("company_id"),
)
