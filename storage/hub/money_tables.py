"""The hub's tables of what leads cost, what vendors gave back, and what was handed out to marketing."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Table, Text

from storage.columns import Instant
from storage.hub.tables import _company, metadata

# something the company paid: a source's fee, price or spend, or one lead's own; `key` is what it is paid for, hashed.
# Days are ISO dates, amounts decimal text: neither has an instant or a rounding in it
cost_entry = Table(
    "cost_entry",
    metadata,
    _company(),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("campaign", Text, nullable=False),
    Column("lead_id", Text),
    Column("paid_on", Text),
    Column("is_day", Boolean, nullable=False),
    Column("amount", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("said_at", Instant, nullable=False),
    PrimaryKeyConstraint("company_id", "key"),
    ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
)

# a claim for a vendor's credit and what became of it: for one lead, or for a source's month where lead_id is null
vendor_credit = Table(
    "vendor_credit",
    metadata,
    _company(),
    Column("key", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("campaign", Text, nullable=False),
    Column("lead_id", Text),
    Column("month", Text, nullable=False),
    Column("amount", Text),
    Column("reason", Text, nullable=False),
    Column("decided_on", Text),
    Column("reference", Text, nullable=False),
    Column("said_at", Instant, nullable=False),
    PrimaryKeyConstraint("company_id", "key"),
    ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
)

# a step of the playbook's that marketing was handed; neither whom it went to nor what was sent stands here
marketing_touch = Table(
    "marketing_touch",
    metadata,
    _company(),
    Column("touch_id", Text, nullable=False),
    Column("lead_id", Text, nullable=False),
    Column("step_id", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("handed_at", Instant, nullable=False),
    Column("result", Text),
    Column("at", Instant),
    PrimaryKeyConstraint("company_id", "touch_id"),
    ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
)
Index("marketing_touch_lead", marketing_touch.c.company_id, marketing_touch.c.lead_id)
