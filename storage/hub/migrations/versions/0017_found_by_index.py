"""What expired and was emptied is not looked at again by every push, and a branch's people are found by its name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    waits = sa.text("expires_at IS NOT NULL AND length(body) > 0")
    op.drop_index("feed_row_expires", "feed_row")
    op.create_index(
        "feed_row_expires", "feed_row", ["company_id", "expires_at"], sqlite_where=waits, postgresql_where=waits
    )
    op.create_index("person_branch", "person", ["company_id", "branch_id"])
