"""The hub's table of what may not be forgotten."""

from __future__ import annotations

from sqlalchemy import Column, PrimaryKeyConstraint, Table, Text

from storage.columns import Instant
from storage.hub.tables import _company, metadata

# whoever is meant stands as a lead's or a person's id, or as a keyed hash: of a number the hold itself tells nothing
legal_hold = Table(
    "legal_hold",
    metadata,
    _company(),
    Column("hold_id", Text, nullable=False),
    Column("of", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("lifted_at", Instant),
    PrimaryKeyConstraint("company_id", "hold_id"),
)
