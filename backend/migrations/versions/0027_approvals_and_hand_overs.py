"""Proposed writes: what a person changed of them, what was under way when a process died. Conversations: who has the word, since when."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("approvals", sa.Column("proposed", JSONB(none_as_null=True), nullable=True))
    op.create_index("ix_approvals_doing", "approvals", ["decided_at"], postgresql_where=sa.text("status = 'doing'"))
    op.create_table_comment("approvals", '{"scoped": true, "system": true}', existing_comment='{"scoped": true}')
    op.protect_table("approvals", scoped=True, system=True)
    op.add_column("conversations", sa.Column("assigned_to", sa.Uuid(), nullable=True))
    op.add_column("conversations", sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("conversations", sa.Column("waiting_reason", sa.String(), server_default="", nullable=False))
    op.add_column("conversations", sa.Column("tried", sa.String(), server_default="", nullable=False))
    op.execute("update conversations set waiting_since = updated_at where status <> 'open'")
    op.create_index(
        "ix_conversations_waiting", "conversations", ["org_id", "waiting_since"], postgresql_where=sa.text("status <> 'open'")
    )


def downgrade() -> None:
    op.drop_index("ix_conversations_waiting", table_name="conversations")
    for column in ("tried", "waiting_reason", "waiting_since", "assigned_to"):
        op.drop_column("conversations", column)
    op.protect_table("approvals", scoped=True)
    op.create_table_comment("approvals", '{"scoped": true}', existing_comment='{"scoped": true, "system": true}')
    op.drop_index("ix_approvals_doing", table_name="approvals")
    op.drop_column("approvals", "proposed")
