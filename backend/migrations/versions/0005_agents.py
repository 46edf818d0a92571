"""conversations with agents: messages and their streams, approvals, attachments"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0005'
down_revision = '0004'


def upgrade() -> None:
    op.create_table('conversations',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('agent', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('state', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('tainted', sa.Boolean(), nullable=False),
    sa.Column('last_message', sa.String(), nullable=False),
    sa.Column('last_message_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_conversations')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_index('ix_conversations_user', 'conversations', ['org_id', 'user_id', 'last_message_at'], unique=False)
    op.create_table('approvals',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('conversation_id', sa.Uuid(), nullable=False),
    sa.Column('message_id', sa.Uuid(), nullable=False),
    sa.Column('agent', sa.String(), nullable=False),
    sa.Column('call_id', sa.String(), nullable=False),
    sa.Column('operation', sa.String(), nullable=False),
    sa.Column('args', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('args_hash', sa.String(), nullable=False),
    sa.Column('entity_type', sa.String(), nullable=False),
    sa.Column('target_id', sa.String(), nullable=False),
    sa.Column('target', sa.String(), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('changes', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('tainted', sa.Boolean(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('decided_by', sa.Uuid(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('result', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('error', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['org_id', 'conversation_id'], ['conversations.org_id', 'conversations.id'], name=op.f('fk_approvals_org_id_conversation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_approvals')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_index('ix_approvals_conversation', 'approvals', ['org_id', 'conversation_id'], unique=False)
    op.create_table('attachments',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('conversation_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('media_type', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['org_id', 'conversation_id'], ['conversations.org_id', 'conversations.id'], name=op.f('fk_attachments_org_id_conversation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_attachments')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_index('ix_attachments_conversation', 'attachments', ['org_id', 'conversation_id'], unique=False)
    op.create_table('messages',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('conversation_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('author_id', sa.Uuid(), nullable=True),
    sa.Column('author', sa.String(), nullable=False),
    sa.Column('agent', sa.String(), nullable=False),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('content', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('tool_calls', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('citations', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('choices', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('attachments', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('usage', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('provider', sa.String(), nullable=False),
    sa.Column('fallback_level', sa.Integer(), nullable=False),
    sa.Column('error', sa.String(), nullable=False),
    sa.Column('request_key', sa.String(), nullable=True),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['org_id', 'conversation_id'], ['conversations.org_id', 'conversations.id'], name=op.f('fk_messages_org_id_conversation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_messages')),
    sa.UniqueConstraint('org_id', 'conversation_id', 'position', name=op.f('uq_messages_org_id_conversation_id_position')),
    comment='{"scoped": true, "system": true}',
    info={'scoped': True, 'system': True}
    )
    op.create_index('ix_messages_working', 'messages', ['lease_until'], unique=False, postgresql_where=sa.text("status in ('running', 'stopping')"))
    op.create_table('message_events',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('message_id', sa.Uuid(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('data', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['org_id', 'message_id'], ['messages.org_id', 'messages.id'], name=op.f('fk_message_events_org_id_message_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_message_events')),
    sa.UniqueConstraint('org_id', 'message_id', 'seq', name=op.f('uq_message_events_org_id_message_id_seq')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.protect_table('conversations', scoped=True)
    op.protect_table('approvals', scoped=True)
    op.protect_table('attachments', scoped=True)
    op.protect_table('messages', scoped=True, system=True)
    op.protect_table('message_events', scoped=True)


def downgrade() -> None:
    op.protect_table('message_events')
    op.protect_table('messages')
    op.protect_table('attachments')
    op.protect_table('approvals')
    op.protect_table('conversations')
    op.drop_table('message_events')
    op.drop_index('ix_messages_working', table_name='messages', postgresql_where=sa.text("status in ('running', 'stopping')"))
    op.drop_table('messages')
    op.drop_index('ix_attachments_conversation', table_name='attachments')
    op.drop_table('attachments')
    op.drop_index('ix_approvals_conversation', table_name='approvals')
    op.drop_table('approvals')
    op.drop_index('ix_conversations_user', table_name='conversations')
    op.drop_table('conversations')
