"""The hub's tables of what was handed to marketing, and the addresses it may be sent to."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKeyConstraint, LargeBinary, PrimaryKeyConstraint, Table, Text

from storage.columns import Instant
from storage.hub.tables import _company, metadata

# an exhausted lead is handed over once; one that woke and came back is handed over again
handed_over = Table(
    "handed_over",
    metadata,
    _company(),
    Column("lead_id", Text, nullable=False),
    Column("returned_at", Instant, nullable=False),
    Column("at", Instant, nullable=False),
    Column("batch", Text, nullable=False),
    PrimaryKeyConstraint("company_id", "lead_id", "returned_at"),
    ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
)

# where exhausted leads may be sent; the secret signs what is
webhook = Table(
    "webhook",
    metadata,
    _company(),
    Column("address", Text, nullable=False),
    Column("secret", LargeBinary, nullable=False),
    Column("added_at", Instant, nullable=False),
    PrimaryKeyConstraint("company_id", "address"),
)
