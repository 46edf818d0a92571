"""How agents came to their answers."""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0022'
down_revision = '0021'


def upgrade() -> None:
    op.create_table('traces',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('source', sa.String(length=20), nullable=False),
    sa.Column('conversation_id', sa.Uuid(), nullable=True),
    sa.Column('agent', sa.String(length=80), nullable=False),
    sa.Column('asked', sa.Text(), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ms', sa.Integer(), nullable=False),
    sa.Column('input_tokens', sa.Integer(), nullable=False),
    sa.Column('output_tokens', sa.Integer(), nullable=False),
    sa.Column('cost', sa.Numeric(precision=18, scale=9), nullable=False),
    sa.Column('steps', sa.Integer(), nullable=False),
    sa.Column('calls', sa.Integer(), nullable=False),
    sa.Column('folder', sa.String(length=200), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('alive_until', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_traces')),
    comment='{"scoped": true, "system": true}',
    info={'scoped': True, 'system': True}
    )
    op.create_index('ix_traces_conversation', 'traces', ['org_id', 'conversation_id'], unique=False)
    op.create_index('ix_traces_recent', 'traces', ['org_id', 'started_at'], unique=False)
    op.create_index('ix_traces_running', 'traces', ['alive_until'], unique=False, postgresql_where=sa.text("status = 'running'"))
    op.create_index('ix_traces_user', 'traces', ['org_id', 'user_id', 'started_at'], unique=False)
    op.protect_table('traces', scoped=True, system=True)


def downgrade() -> None:
    op.release_table('traces')
    op.drop_index('ix_traces_user', table_name='traces')
    op.drop_index('ix_traces_running', table_name='traces', postgresql_where=sa.text("status = 'running'"))
    op.drop_index('ix_traces_recent', table_name='traces')
    op.drop_index('ix_traces_conversation', table_name='traces')
    op.drop_table('traces')
