"""Ratings of a period, and calls without a price, are found without reading every message and every call"""
import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'


def upgrade() -> None:
    op.create_index('ix_messages_rated', 'messages', ['org_id', 'created_at'], postgresql_where=sa.text("rating <> ''"))
    op.create_index('ix_model_calls_unpriced', 'model_calls', ['org_id', 'created_at'], postgresql_where=sa.text('not priced'))


def downgrade() -> None:
    op.drop_index('ix_model_calls_unpriced', table_name='model_calls')
    op.drop_index('ix_messages_rated', table_name='messages')
