"""accounts and auth: people, organisations, roles, teams, sessions; the two look-ups that come before an organisation is known"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0002'
down_revision = '0001'


def upgrade() -> None:
    op.create_table('organizations',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('org_id = id', name=op.f('ck_organizations_own_scope')),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_organizations')),
    sa.UniqueConstraint('org_id', name=op.f('uq_organizations_org_id')),
    comment='{"checks": {"ck_organizations_own_scope": "org_id = id"}, "scoped": true}',
    info={'scoped': True}
    )
    op.create_table('users',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('password_hash', sa.String(length=300), nullable=True),
    sa.Column('locale', sa.String(length=20), nullable=True),
    sa.Column('time_zone', sa.String(length=60), nullable=True),
    sa.Column('organization_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_users')),
    sa.UniqueConstraint('email', name=op.f('uq_users_email')),
    comment='{}'
    )
    op.create_table('password_resets',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_password_resets_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_password_resets')),
    sa.UniqueConstraint('digest', name=op.f('uq_password_resets_digest')),
    sa.UniqueConstraint('user_id', name=op.f('uq_password_resets_user_id')),
    comment='{}'
    )
    op.create_table('roles',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('permissions', postgresql.ARRAY(sa.String(length=100)), nullable=True),
    sa.Column('built_in', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['org_id'], ['organizations.org_id'], name=op.f('fk_roles_org_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_roles')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_index('uq_roles_org_id_name', 'roles', ['org_id', sa.literal_column('lower(name)')], unique=True)
    op.create_table('sessions',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('organization_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ip', sa.String(length=64), nullable=True),
    sa.Column('user_agent', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_sessions_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sessions')),
    comment='{}'
    )
    op.create_index(op.f('ix_sessions_user_id'), 'sessions', ['user_id'], unique=False)
    op.create_table('teams',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('description', sa.String(length=1000), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['org_id'], ['organizations.org_id'], name=op.f('fk_teams_org_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_teams')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_index('uq_teams_org_id_name', 'teams', ['org_id', sa.literal_column('lower(name)')], unique=True)
    op.create_table('memberships',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('role_id', sa.Uuid(), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("status in ('active', 'inactive', 'invited')", name=op.f('ck_memberships_status')),
    sa.ForeignKeyConstraint(['org_id', 'role_id'], ['roles.org_id', 'roles.id'], name=op.f('fk_memberships_org_id_role_id')),
    sa.ForeignKeyConstraint(['org_id'], ['organizations.org_id'], name=op.f('fk_memberships_org_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_memberships_user_id')),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_memberships')),
    sa.UniqueConstraint('org_id', 'user_id', name=op.f('uq_memberships_org_id_user_id')),
    comment='{"checks": {"ck_memberships_status": "status in (\'active\', \'inactive\', \'invited\')"}, "scoped": true}',
    info={'scoped': True}
    )
    op.create_index(op.f('ix_memberships_org_id_role_id'), 'memberships', ['org_id', 'role_id'], unique=False)
    op.create_index(op.f('ix_memberships_user_id'), 'memberships', ['user_id'], unique=False)
    op.create_table('refresh_tokens',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('successor', sa.String(length=300), nullable=True),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_refresh_tokens_session_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_refresh_tokens')),
    sa.UniqueConstraint('digest', name=op.f('uq_refresh_tokens_digest')),
    comment='{}'
    )
    op.create_index(op.f('ix_refresh_tokens_session_id'), 'refresh_tokens', ['session_id'], unique=False)
    op.create_table('invitations',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('invited_by', sa.Uuid(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['org_id', 'user_id'], ['memberships.org_id', 'memberships.user_id'], name=op.f('fk_invitations_org_id_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_invitations')),
    sa.UniqueConstraint('digest', name=op.f('uq_invitations_digest')),
    sa.UniqueConstraint('org_id', 'user_id', name=op.f('uq_invitations_org_id_user_id')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_table('team_members',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('team_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['org_id', 'team_id'], ['teams.org_id', 'teams.id'], name=op.f('fk_team_members_org_id_team_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['org_id', 'user_id'], ['memberships.org_id', 'memberships.user_id'], name=op.f('fk_team_members_org_id_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_team_members')),
    sa.UniqueConstraint('org_id', 'team_id', 'user_id', name=op.f('uq_team_members_org_id_team_id_user_id')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_index(op.f('ix_team_members_org_id_user_id'), 'team_members', ['org_id', 'user_id'], unique=False)
    op.protect_table('organizations', scoped=True)
    op.protect_table('users')
    op.protect_table('password_resets')
    op.protect_table('roles', scoped=True)
    op.protect_table('sessions')
    op.protect_table('teams', scoped=True)
    op.protect_table('memberships', scoped=True)
    op.protect_table('refresh_tokens')
    op.protect_table('invitations', scoped=True)
    op.protect_table('team_members', scoped=True)
    _look_ups()


def _look_ups() -> None:
    """SECURITY DEFINER, because signing in and accepting an invitation learn the organisation from their answer.

    `identity` lets the owner read through forced row-level security where the owner is no superuser.
    """
    for table in ("organizations", "memberships", "roles", "invitations"):
        op.execute(f"create policy identity on {table} for select to current_user using (true)")
    op.execute(
        "create function memberships_of(person uuid) returns table (org_id uuid, name text, slug text, role_id uuid, role text,"
        " permissions text[], built_in boolean, status text) language sql stable security definer set search_path = pg_catalog as $$"
        " select m.org_id, o.name, o.slug, r.id, r.name, r.permissions, r.built_in, m.status from public.memberships m"
        " join public.organizations o on o.org_id = m.org_id join public.roles r on r.org_id = m.org_id and r.id = m.role_id"
        " where m.user_id = person order by o.name, m.org_id $$"
    )
    op.execute(
        "create function invitation_of(token_digest text) returns table (org_id uuid, user_id uuid, expires_at timestamptz)"
        " language sql stable security definer set search_path = pg_catalog as $$"
        " select i.org_id, i.user_id, i.expires_at from public.invitations i where i.digest = token_digest $$"
    )
    database = op.get_bind().scalar(sa.text("select current_database()"))
    for signature in ("memberships_of(uuid)", "invitation_of(text)"):
        op.execute(f"revoke execute on function {signature} from public")
        op.execute(f'grant execute on function {signature} to "{database}_app"')


def downgrade() -> None:
    op.execute("drop function invitation_of(text)")
    op.execute("drop function memberships_of(uuid)")
    for table in ("organizations", "memberships", "roles", "invitations"):
        op.execute(f"drop policy identity on {table}")
    op.protect_table('team_members')
    op.protect_table('invitations')
    op.protect_table('refresh_tokens')
    op.protect_table('memberships')
    op.protect_table('teams')
    op.protect_table('sessions')
    op.protect_table('roles')
    op.protect_table('password_resets')
    op.protect_table('users')
    op.protect_table('organizations')
    op.drop_index(op.f('ix_team_members_org_id_user_id'), table_name='team_members')
    op.drop_table('team_members')
    op.drop_table('invitations')
    op.drop_index(op.f('ix_refresh_tokens_session_id'), table_name='refresh_tokens')
    op.drop_table('refresh_tokens')
    op.drop_index(op.f('ix_memberships_user_id'), table_name='memberships')
    op.drop_index(op.f('ix_memberships_org_id_role_id'), table_name='memberships')
    op.drop_table('memberships')
    op.drop_index('uq_teams_org_id_name', table_name='teams')
    op.drop_table('teams')
    op.drop_index(op.f('ix_sessions_user_id'), table_name='sessions')
    op.drop_table('sessions')
    op.drop_index('uq_roles_org_id_name', table_name='roles')
    op.drop_table('roles')
    op.drop_table('password_resets')
    op.drop_table('users')
    op.drop_table('organizations')
