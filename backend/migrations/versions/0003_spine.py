"""spine: durable work, remembered answers, the audit trail with its seals, notifications"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0003'
down_revision = '0002'
APPEND_ONLY = ('audit_logs', 'audit_seals')


class Xid8(sa.types.UserDefinedType):
    """PostgreSQL's transaction number."""

    def get_col_spec(self, **_):
        return "xid8"


def upgrade() -> None:
    op.create_table('audit_logs',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=True),
    sa.Column('via', sa.String(length=20), nullable=False),
    sa.Column('agent', sa.String(length=80), nullable=True),
    sa.Column('api_key_id', sa.Uuid(), nullable=True),
    sa.Column('execution_id', sa.Uuid(), nullable=True),
    sa.Column('action', sa.String(length=80), nullable=False),
    sa.Column('entity_type', sa.String(length=80), nullable=False),
    sa.Column('entity_id', sa.Uuid(), nullable=False),
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('old_values', sa.Text(), nullable=False),
    sa.Column('new_values', sa.Text(), nullable=False),
    sa.Column('request_id', sa.String(length=80), nullable=False),
    sa.Column('ip', sa.String(length=60), nullable=True),
    sa.Column('mac', sa.LargeBinary(), nullable=False),
    sa.Column('xid', Xid8(), server_default=sa.text('pg_current_xact_id()'), nullable=False),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_audit_logs')),
    comment='{"append_only": true, "scoped": true, "system": true}',
    info={'scoped': True, 'append_only': True, 'system': True}
    )
    op.create_index('ix_audit_logs_record', 'audit_logs', ['org_id', 'entity_type', 'entity_id', 'id'], unique=False)
    op.create_index('ix_audit_logs_user', 'audit_logs', ['org_id', 'user_id', 'id'], unique=False)
    op.create_index('ix_audit_logs_xid', 'audit_logs', ['xid'], unique=False)
    op.create_table('audit_seals',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('no', sa.BigInteger(), nullable=False),
    sa.Column('rows', postgresql.ARRAY(sa.Uuid()), nullable=False),
    sa.Column('root', sa.LargeBinary(), nullable=False),
    sa.Column('previous', sa.LargeBinary(), nullable=False),
    sa.Column('hash', sa.LargeBinary(), nullable=False),
    sa.Column('upto', Xid8(), nullable=False),
    sa.Column('cluster', sa.String(length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_audit_seals')),
    sa.UniqueConstraint('org_id', 'no', name=op.f('uq_audit_seals_org_id_no')),
    comment='{"append_only": true, "scoped": true, "system": true}',
    info={'scoped': True, 'append_only': True, 'system': True}
    )
    op.create_index(op.f('ix_audit_seals_upto'), 'audit_seals', ['upto'], unique=False)
    op.create_table('idempotency_keys',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('status', sa.Integer(), nullable=False),
    sa.Column('headers', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_idempotency_keys')),
    comment='{"scoped": true, "system": true}',
    info={'scoped': True, 'system': True}
    )
    op.create_index(op.f('ix_idempotency_keys_created_at'), 'idempotency_keys', ['created_at'], unique=False)
    op.create_index('uq_idempotency_keys_org_id_user_id_key', 'idempotency_keys', ['org_id', 'user_id', 'key'], unique=True)
    op.create_table('notification_preferences',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('in_app', sa.Boolean(), nullable=False),
    sa.Column('email', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_notification_preferences')),
    sa.UniqueConstraint('org_id', 'user_id', 'kind', name=op.f('uq_notification_preferences_org_id_user_id_kind')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_table('notifications',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('entity_type', sa.String(length=80), nullable=True),
    sa.Column('entity_id', sa.Uuid(), nullable=True),
    sa.Column('link', sa.String(length=300), nullable=True),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_notifications')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_index('ix_notifications_unread', 'notifications', ['org_id', 'user_id'], unique=False, postgresql_where=sa.text('read_at is null'))
    op.create_index('ix_notifications_user', 'notifications', ['org_id', 'user_id', 'id'], unique=False)
    op.create_table('operations',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=80), nullable=False),
    sa.Column('label', sa.String(length=200), nullable=False),
    sa.Column('ref', sa.String(length=200), nullable=False),
    sa.Column('args', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('via', sa.String(length=20), nullable=False),
    sa.Column('agent', sa.String(length=80), nullable=True),
    sa.Column('scopes', postgresql.ARRAY(sa.String(length=100)), nullable=True),
    sa.Column('request_id', sa.String(length=80), nullable=False),
    sa.Column('ip', sa.String(length=60), nullable=True),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('progress', sa.Double(), nullable=False),
    sa.Column('stage', sa.String(length=80), nullable=False),
    sa.Column('message', sa.String(length=500), nullable=False),
    sa.Column('result', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('error', sa.Text(), nullable=True),
    sa.Column('fence', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('lease_owner', sa.String(length=120), nullable=True),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('not_before', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("status in ('queued', 'running', 'completed', 'failed', 'cancelled')", name=op.f('ck_operations_status')),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_operations')),
    comment='{"checks": {"ck_operations_status": "status in (\'queued\', \'running\', \'completed\', \'failed\', \'cancelled\')"}, "scoped": true, "system": true}',
    info={'scoped': True, 'system': True}
    )
    op.create_index('ix_operations_open', 'operations', ['status', 'created_at'], unique=False, postgresql_where=sa.text("status in ('queued', 'running')"))
    op.create_index('ix_operations_owner', 'operations', ['org_id', 'user_id', 'id'], unique=False)
    op.protect_table('audit_logs', scoped=True, append_only=True, system=True)
    op.protect_table('audit_seals', scoped=True, append_only=True, system=True)
    op.protect_table('idempotency_keys', scoped=True, system=True)
    op.protect_table('notification_preferences', scoped=True)
    op.protect_table('notifications', scoped=True)
    op.protect_table('operations', scoped=True, system=True)
    op.execute(
        "create function refuse_change() returns trigger language plpgsql as"
        " $$ begin raise exception 'rows of % are only added, never changed or removed', tg_table_name; end $$"
    )
    for table in APPEND_ONLY:
        op.execute(f"create trigger append_only before update or delete on {table} for each row execute function refuse_change()")
        op.execute(f"create trigger append_only_all before truncate on {table} for each statement execute function refuse_change()")


def downgrade() -> None:
    op.drop_index('ix_operations_owner', table_name='operations')
    op.drop_index('ix_operations_open', table_name='operations', postgresql_where=sa.text("status in ('queued', 'running')"))
    op.drop_table('operations')
    op.drop_index('ix_notifications_user', table_name='notifications')
    op.drop_index('ix_notifications_unread', table_name='notifications', postgresql_where=sa.text('read_at is null'))
    op.drop_table('notifications')
    op.drop_table('notification_preferences')
    op.drop_index('uq_idempotency_keys_org_id_user_id_key', table_name='idempotency_keys')
    op.drop_index(op.f('ix_idempotency_keys_created_at'), table_name='idempotency_keys')
    op.drop_table('idempotency_keys')
    op.drop_index(op.f('ix_audit_seals_upto'), table_name='audit_seals')
    op.drop_table('audit_seals')
    op.drop_index('ix_audit_logs_xid', table_name='audit_logs')
    op.drop_index('ix_audit_logs_user', table_name='audit_logs')
    op.drop_index('ix_audit_logs_record', table_name='audit_logs')
    op.drop_table('audit_logs')
    op.execute("drop function refuse_change()")
