"""models"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table('model_calls',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('agent', sa.String(length=100), nullable=False),
    sa.Column('conversation_id', sa.Uuid(), nullable=True),
    sa.Column('message_id', sa.Uuid(), nullable=True),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('provider', sa.String(length=20), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=True),
    sa.Column('model', sa.String(length=200), nullable=False),
    sa.Column('tier', sa.String(length=10), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('fault', sa.String(length=20), nullable=False),
    sa.Column('input_tokens', sa.Integer(), nullable=False),
    sa.Column('output_tokens', sa.Integer(), nullable=False),
    sa.Column('estimated', sa.Boolean(), nullable=False),
    sa.Column('cost', sa.Numeric(precision=24, scale=12), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('priced', sa.Boolean(), nullable=False),
    sa.Column('reserved', sa.Numeric(precision=24, scale=12), nullable=True),
    sa.Column('latency_ms', sa.Integer(), nullable=False),
    sa.Column('ttft_ms', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("status in ('running', 'ok', 'failed', 'cut', 'cancelled', 'lost')", name=op.f('ck_model_calls_status')),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_model_calls')),
    comment='{"checks": {"ck_model_calls_status": "status in (\'running\', \'ok\', \'failed\', \'cut\', \'cancelled\', \'lost\')"}, "scoped": true, "system": true}',
    info={'scoped': True, 'system': True}
    )
    op.create_index('ix_model_calls_running', 'model_calls', ['created_at'], unique=False, postgresql_where=sa.text("status = 'running'"))
    op.create_index('ix_model_calls_user', 'model_calls', ['org_id', 'user_id', 'created_at'], unique=False)
    op.create_index('ix_model_calls_when', 'model_calls', ['org_id', 'created_at'], unique=False)
    op.create_table('model_limits',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('daily', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('monthly', sa.Numeric(precision=18, scale=2), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_model_limits')),
    sa.UniqueConstraint('org_id', name=op.f('uq_model_limits_org_id')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_table('model_prices',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('provider', sa.String(length=20), nullable=False),
    sa.Column('pattern', sa.String(length=200), nullable=False),
    sa.Column('input', sa.Numeric(precision=14, scale=6), nullable=False),
    sa.Column('output', sa.Numeric(precision=14, scale=6), nullable=False),
    sa.Column('currency', sa.String(length=3), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_model_prices')),
    sa.UniqueConstraint('org_id', 'provider', 'pattern', 'valid_from', name=op.f('uq_model_prices_org_id_provider_pattern_valid_from')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_table('model_providers',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('label', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('base_url', sa.String(length=2000), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('key_end', sa.String(length=4), nullable=False),
    sa.Column('models', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('enabled', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('refused_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_model_providers')),
    comment='{"scoped": true, "system": true}',
    info={'scoped': True, 'system': True}
    )
    op.create_table('model_spending',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('scope', sa.String(length=120), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('used', sa.Numeric(precision=24, scale=12), nullable=False),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_model_spending')),
    sa.UniqueConstraint('org_id', 'scope', 'since', name=op.f('uq_model_spending_org_id_scope_since')),
    comment='{"scoped": true, "system": true}',
    info={'scoped': True, 'system': True}
    )
    op.protect_table('model_calls', scoped=True, system=True)
    op.protect_table('model_limits', scoped=True)
    op.protect_table('model_prices', scoped=True)
    op.protect_table('model_providers', scoped=True, system=True)
    op.protect_table('model_spending', scoped=True, system=True)


def downgrade() -> None:
    op.release_table('model_spending')
    op.release_table('model_providers')
    op.release_table('model_prices')
    op.release_table('model_limits')
    op.release_table('model_calls')
    op.drop_table('model_spending')
    op.drop_table('model_providers')
    op.drop_table('model_prices')
    op.drop_table('model_limits')
    op.drop_index('ix_model_calls_when', table_name='model_calls')
    op.drop_index('ix_model_calls_user', table_name='model_calls')
    op.drop_index('ix_model_calls_running', table_name='model_calls', postgresql_where=sa.text("status = 'running'"))
    op.drop_table('model_calls')
