"""The sweep puts together what a dead process had said."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table_comment("message_events", '{"scoped": true, "system": true}', existing_comment='{"scoped": true}')
    op.protect_table("message_events", scoped=True, system=True)


def downgrade() -> None:
    op.protect_table("message_events", scoped=True)
    op.create_table_comment("message_events", '{"scoped": true}', existing_comment='{"scoped": true, "system": true}')
