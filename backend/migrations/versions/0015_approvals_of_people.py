"""A proposed write knows for whom it would be done."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("approvals", sa.Column("user_id", sa.Uuid(), nullable=True))
    op.execute(
        "update approvals a set user_id = c.user_id from conversations c where c.org_id = a.org_id and c.id = a.conversation_id"
    )
    op.alter_column("approvals", "user_id", nullable=False)
    op.create_index("ix_approvals_user", "approvals", ["org_id", "user_id", "status"])


def downgrade() -> None:
    op.drop_index("ix_approvals_user", table_name="approvals")
    op.drop_column("approvals", "user_id")
