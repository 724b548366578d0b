"""The hub's tables of what a loan system told."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, PrimaryKeyConstraint, Table, Text

from app.domain.loans import StageReport
from storage.columns import Body, Instant
from storage.hub.tables import _company, metadata

# a loan and whose it is; its number stands in clear until the borrower is forgotten, and as a keyed hash for good
loan = Table(
    "loan",
    metadata,
    _company(),
    Column("key", Text, nullable=False),
    Column("lead_id", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("amount", Text),
    Column("matched_by", Text, nullable=False),
    Column("matched_at", Instant, nullable=False),
    Column("reports", Body(tuple[StageReport, ...]), nullable=False),
    PrimaryKeyConstraint("company_id", "key"),
    ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
)
Index("loan_lead", loan.c.company_id, loan.c.lead_id)

# under which keys else a loan came: without a number before it had one, or as a person said it is this one
loan_alias = Table(
    "loan_alias",
    metadata,
    _company(),
    Column("key", Text, nullable=False),
    Column("loan_key", Text, nullable=False),
    PrimaryKeyConstraint("company_id", "key"),
)

# what a lead is found by where a loan names nobody but a name and a ZIP code
lead_zip = Table(
    "lead_zip",
    metadata,
    _company(),
    Column("zip", Text, nullable=False),
    Column("lead_id", Text, nullable=False),
    PrimaryKeyConstraint("company_id", "zip", "lead_id"),
    ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
)

# a loan whose lead nobody knows yet, and which leads it may be
loan_waiting = Table(
    "loan_waiting",
    metadata,
    _company(),
    Column("key", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("amount", Text),
    Column("reports", Body(tuple[StageReport, ...]), nullable=False),
    Column("lead_ids", Body(tuple[str, ...]), nullable=False),
    Column("reason", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    PrimaryKeyConstraint("company_id", "key"),
)
