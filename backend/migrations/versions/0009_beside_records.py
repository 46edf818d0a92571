"""beside records: attached files, comments, watchers"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0009'
down_revision = '0008'


def upgrade() -> None:
    op.create_table('comments',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('record_type', sa.String(length=63), nullable=False),
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('mentions', postgresql.ARRAY(sa.Uuid()), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=False),
    sa.Column('agent', sa.String(length=80), nullable=True),
    sa.Column('edited_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_comments')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_index('ix_comments_record', 'comments', ['org_id', 'record_type', 'record_id', 'id'], unique=False)
    op.create_table('record_attachments',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('record_type', sa.String(length=63), nullable=False),
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('file_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('content_type', sa.String(length=100), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_record_attachments')),
    sa.UniqueConstraint('org_id', 'file_id', name=op.f('uq_record_attachments_org_id_file_id')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_index('ix_record_attachments_record', 'record_attachments', ['org_id', 'record_type', 'record_id', 'id'], unique=False)
    op.create_table('watchers',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('record_type', sa.String(length=63), nullable=False),
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('watching', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_watchers')),
    sa.UniqueConstraint('org_id', 'record_type', 'record_id', 'user_id', name=op.f('uq_watchers_org_id_record_type_record_id_user_id')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.protect_table('comments', scoped=True)
    op.protect_table('record_attachments', scoped=True)
    op.protect_table('watchers', scoped=True)


def downgrade() -> None:
    op.protect_table('watchers')
    op.protect_table('record_attachments')
    op.protect_table('comments')
    op.drop_table('watchers')
    op.drop_index('ix_record_attachments_record', table_name='record_attachments')
    op.drop_table('record_attachments')
    op.drop_index('ix_comments_record', table_name='comments')
    op.drop_table('comments')

