"""The API key that began durable work, or asked for a proposed write."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("operations", "approvals"):
        op.add_column(table, sa.Column("api_key_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    for table in ("approvals", "operations"):
        op.drop_column(table, "api_key_id")
