"""API keys, and the look-up of one before its organisation is known"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0016'
down_revision = '0015'


def upgrade() -> None:
    op.create_table('api_keys',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('prefix', sa.String(length=20), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('scopes', postgresql.ARRAY(sa.String(length=100)), nullable=False),
    sa.Column('enabled', sa.Boolean(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['org_id', 'user_id'], ['memberships.org_id', 'memberships.user_id'], name=op.f('fk_api_keys_org_id_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_api_keys')),
    sa.UniqueConstraint('prefix', name=op.f('uq_api_keys_prefix')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_index(op.f('ix_api_keys_org_id_user_id'), 'api_keys', ['org_id', 'user_id'], unique=False)
    op.protect_table("api_keys", scoped=True)
    # SECURITY DEFINER, as for sign-in (0002): whose key it is, is only learnt from the answer. `identity` lets the owner read through
    # forced row-level security where the owner is no superuser.
    op.execute("create policy identity on api_keys for select to current_user using (true)")
    op.execute(
        "create function api_key_of(key_prefix text) returns table (org_id uuid, id uuid, user_id uuid, digest text, scopes text[],"
        " enabled boolean, expires_at timestamptz) language sql stable security definer set search_path = pg_catalog as $$"
        " select k.org_id, k.id, k.user_id, k.digest, k.scopes, k.enabled, k.expires_at from public.api_keys k"
        " where k.prefix = key_prefix $$"
    )
    database = op.get_bind().scalar(sa.text("select current_database()"))
    op.execute("revoke execute on function api_key_of(text) from public")
    op.execute(f'grant execute on function api_key_of(text) to "{database}_app"')


def downgrade() -> None:
    op.execute("drop function api_key_of(text)")
    op.execute("drop policy identity on api_keys")
    op.release_table('api_keys')
    op.drop_index(op.f('ix_api_keys_org_id_user_id'), table_name='api_keys')
    op.drop_table('api_keys')
