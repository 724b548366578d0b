"""A company's own sign-in, and who is bound to which subject of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("company", sa.Column("oidc_issuer", sa.Text, nullable=False, server_default=""))
    op.add_column("company", sa.Column("oidc_client_id", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "bound_subject",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("issuer", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("company_id", "issuer", "subject"),
        sa.ForeignKeyConstraint(["company_id", "person_id"], ["person.company_id", "person.person_id"]),
    )
