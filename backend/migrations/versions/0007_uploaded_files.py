"""uploaded files"""
import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'


def upgrade() -> None:
    op.create_table('files',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('content_type', sa.String(length=100), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('created_by', sa.Uuid(), nullable=False),
    sa.Column('entity', sa.String(length=63), nullable=True),
    sa.Column('record_id', sa.Uuid(), nullable=True),
    sa.Column('field', sa.String(length=63), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_files')),
    comment='{"scoped": true, "system": true}',
    info={'scoped': True, 'system': True}
    )
    op.create_index('ix_files_record', 'files', ['org_id', 'entity', 'record_id'], unique=False)
    op.create_index('ix_files_unclaimed', 'files', ['created_at'], unique=False, postgresql_where=sa.text('record_id is null'))
    op.protect_table('files', scoped=True, system=True)


def downgrade() -> None:
    op.protect_table('files')
    op.drop_index('ix_files_unclaimed', table_name='files', postgresql_where=sa.text('record_id is null'))
    op.drop_index('ix_files_record', table_name='files')
    op.drop_table('files')

