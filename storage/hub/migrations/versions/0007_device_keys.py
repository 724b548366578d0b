"""Keys of devices, the hub's key that signs tokens, and devices a restored hub must not let in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # the release before writes rows without these columns, so each has a default or may be empty
    op.add_column("company", sa.Column("signing_key", sa.LargeBinary))
    op.add_column("company", sa.Column("lease_days", sa.Integer, nullable=False, server_default="30"))
    op.add_column("device", sa.Column("key", sa.LargeBinary))
    op.add_column("device", sa.Column("generation", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("device", sa.Column("next_id", sa.Text, nullable=False, server_default=""))
    op.add_column("device", sa.Column("renewed_at", sa.BigInteger))
    op.create_table(
        "barred_device",
        sa.Column("company_id", sa.Text, nullable=False),
        sa.Column("device_id", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("wipe_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("company_id", "device_id"),
    )
