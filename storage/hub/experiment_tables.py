"""The hub's tables of versions that are tried side by side, and of whose leads go by which."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from storage.columns import Instant
from storage.hub.tables import _company, metadata

# plan is what was shown before it began, as it was shown; of one that runs, what tells of its end is null
experiment = Table(
    "experiment",
    metadata,
    _company(),
    Column("experiment_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("former", Integer, nullable=False),
    Column("tried", Integer, nullable=False),
    Column("share_percent", Integer, nullable=False),
    Column("measure", Text, nullable=False),
    Column("within_days", Integer, nullable=False),
    Column("effect_permille", Integer, nullable=False),
    Column("days", Integer, nullable=False),
    Column("people", Integer, nullable=False),
    Column("plan", Text, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("stopped_at", Instant),
    Column("stopped_by", Text),
    Column("stopped_why", Text),
    Column("goes_on", Text),
    PrimaryKeyConstraint("company_id", "experiment_id"),
    ForeignKeyConstraint(["company_id", "former"], ["playbook.company_id", "playbook.version"]),
    ForeignKeyConstraint(["company_id", "tried"], ["playbook.company_id", "playbook.version"]),
)

# unit_id is the first lead of the same person in the experiment, itself for the first
experiment_arm = Table(
    "experiment_arm",
    metadata,
    _company(),
    Column("lead_id", Text, nullable=False),
    Column("experiment_id", Text, nullable=False),
    Column("unit_id", Text, nullable=False),
    Column("is_tried", Boolean, nullable=False),
    PrimaryKeyConstraint("company_id", "lead_id"),
    ForeignKeyConstraint(["company_id", "lead_id"], ["lead.company_id", "lead.lead_id"], ondelete="CASCADE"),
    ForeignKeyConstraint(
        ["company_id", "experiment_id"], ["experiment.company_id", "experiment.experiment_id"], ondelete="CASCADE"
    ),
)
Index("experiment_arm_of", experiment_arm.c.company_id, experiment_arm.c.experiment_id)
