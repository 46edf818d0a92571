"""What durable work has done at once on its way, so that it is not done again"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0029'
down_revision = '0028'


def upgrade() -> None:
    op.create_table('operation_effects',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('operation_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('answer', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['org_id', 'operation_id'], ['operations.org_id', 'operations.id'], name=op.f('fk_operation_effects_org_id_operation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_operation_effects')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_index(op.f('ix_operation_effects_org_id_operation_id'), 'operation_effects', ['org_id', 'operation_id'])
    op.protect_table('operation_effects', scoped=True)


def downgrade() -> None:
    op.release_table('operation_effects')
    op.drop_index(op.f('ix_operation_effects_org_id_operation_id'), table_name='operation_effects')
    op.drop_table('operation_effects')
