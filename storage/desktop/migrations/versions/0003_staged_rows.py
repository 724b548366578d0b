"""A feed that is read again from its beginning is kept apart until the whole of it is here."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staged_row",
        sa.Column("feed", sa.Text, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    # a desk in the middle of reading anew remembered which leads it had still to be given; it begins once more
    op.execute(
        "INSERT INTO fact (name, value) SELECT 'sync.staging.' || substr(name, 13), CAST('null' AS BLOB) FROM fact "
        "WHERE name LIKE 'sync.cursor.officer:%' AND EXISTS (SELECT 1 FROM fact WHERE name = 'sync.left_to_give')"
    )
    op.execute("DELETE FROM fact WHERE name = 'sync.left_to_give'")
