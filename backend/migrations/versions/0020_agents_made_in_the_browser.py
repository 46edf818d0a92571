"""Agents made in the browser, each change a version; a message names the version that answered."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table('agents',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('label', sa.String(length=80), nullable=False),
    sa.Column('current', sa.Integer(), nullable=False),
    sa.Column('enabled', sa.Boolean(), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_agents')),
    sa.UniqueConstraint('org_id', 'name', name=op.f('uq_agents_org_id_name')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_table('agent_versions',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('agent_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('definition', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('clock_timestamp()'), nullable=False),
    sa.ForeignKeyConstraint(['org_id', 'agent_id'], ['agents.org_id', 'agents.id'], name=op.f('fk_agent_versions_org_id_agent_id')),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_agent_versions')),
    sa.UniqueConstraint('org_id', 'agent_id', 'number', name=op.f('uq_agent_versions_org_id_agent_id_number')),
    comment='{"append_only": true, "scoped": true}',
    info={'scoped': True, 'append_only': True}
    )
    op.add_column('messages', sa.Column('agent_version', sa.Integer(), server_default='0', nullable=False))
    op.protect_table('agents', scoped=True)
    op.protect_table('agent_versions', scoped=True, append_only=True)


def downgrade() -> None:
    op.release_table('agent_versions')
    op.release_table('agents')
    op.drop_column('messages', 'agent_version')
    op.drop_table('agent_versions')
    op.drop_table('agents')
