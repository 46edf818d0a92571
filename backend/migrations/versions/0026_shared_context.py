"""What the agents of a conversation know in common, version by version"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0026'
down_revision = '0025'


def upgrade() -> None:
    op.create_table('context_entries',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('conversation_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('value', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('by', sa.String(length=80), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('readers', postgresql.ARRAY(sa.String(length=80)), nullable=False),
    sa.Column('merge', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['org_id', 'conversation_id'], ['conversations.org_id', 'conversations.id'], name=op.f('fk_context_entries_org_id_conversation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_context_entries')),
    sa.UniqueConstraint('org_id', 'conversation_id', 'key', 'version', name=op.f('uq_context_entries_org_id_conversation_id_key_version')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.protect_table('context_entries', scoped=True)


def downgrade() -> None:
    op.release_table('context_entries')
    op.drop_table('context_entries')
