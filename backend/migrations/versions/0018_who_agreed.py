"""Who agreed to what an agent proposed: on the approval, and in the audit log with conversation and step."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("approvals", sa.Column("step", sa.Integer(), server_default="0", nullable=False))
    op.add_column("approvals", sa.Column("approver", sa.String(), server_default="", nullable=False))
    op.add_column("approvals", sa.Column("undone", sa.Boolean(), server_default="false", nullable=False))
    for column in ("step", "approver", "undone"):
        op.alter_column("approvals", column, server_default=None)
    op.create_index("ix_approvals_approver", "approvals", ["org_id", "approver", "status"])
    op.add_column("audit_logs", sa.Column("approver_id", sa.Uuid(), nullable=True))
    op.add_column("audit_logs", sa.Column("conversation_id", sa.Uuid(), nullable=True))
    op.add_column("audit_logs", sa.Column("step", sa.Integer(), nullable=True))


def downgrade() -> None:
    for column in ("step", "conversation_id", "approver_id"):
        op.drop_column("audit_logs", column)
    op.drop_index("ix_approvals_approver", table_name="approvals")
    for column in ("undone", "approver", "step"):
        op.drop_column("approvals", column)
