"""what agents remember about people"""
import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'


def upgrade() -> None:
    op.create_table('memories',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('text', sa.String(length=240), nullable=False),
    sa.Column('agent', sa.String(), nullable=False),
    sa.Column('conversation_id', sa.Uuid(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_memories')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_index('ix_memories_user', 'memories', ['org_id', 'user_id', 'created_at'], unique=False)
    op.create_table('memory_switches',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('enabled', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_memory_switches')),
    sa.UniqueConstraint('org_id', 'user_id', name=op.f('uq_memory_switches_org_id_user_id')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.protect_table('memories', scoped=True)
    op.protect_table('memory_switches', scoped=True)


def downgrade() -> None:
    op.release_table('memory_switches')
    op.release_table('memories')
    op.drop_table('memory_switches')
    op.drop_index('ix_memories_user', table_name='memories')
    op.drop_table('memories')
