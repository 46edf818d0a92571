"""customers, invoices, tasks, and links between records"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0004'
down_revision = '0003'


def upgrade() -> None:
    op.create_table('customers',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('phone', sa.String(length=40), nullable=True),
    sa.Column('address', sa.String(length=200), nullable=True),
    sa.Column('city', sa.String(length=100), nullable=True),
    sa.Column('region', sa.String(length=100), nullable=True),
    sa.Column('postal_code', sa.String(length=20), nullable=True),
    sa.Column('country', sa.String(length=100), nullable=True),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('notes', sa.Text(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('search', postgresql.TSVECTOR(), sa.Computed("setweight(to_tsvector('simple'::regconfig, fold(coalesce(code, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(name, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(email, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(city, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(country, ''))), 'B')", persisted=True), nullable=True),
    sa.CheckConstraint("status in ('lead', 'active', 'inactive')", name=op.f('ck_customers_status')),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_customers')),
    comment='{"checks": {"ck_customers_status": "status in (\'lead\', \'active\', \'inactive\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(code, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(name, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(email, \'\'))), \'B\') || setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(city, \'\'))), \'B\') || setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(country, \'\'))), \'B\')"}',
    info={'scoped': True}
    )
    op.create_index('ix_customers_recent', 'customers', ['org_id', sa.literal_column('id DESC')], unique=False, postgresql_where=sa.text('deleted_at IS NULL'))
    op.create_index('ix_customers_search', 'customers', ['search'], unique=False, postgresql_using='gin')
    op.create_index('ix_customers_status', 'customers', ['org_id', 'status'], unique=False, postgresql_where=sa.text('deleted_at IS NULL'))
    op.create_index('uq_customers_code', 'customers', ['org_id', 'code'], unique=True, postgresql_where=sa.text('deleted_at IS NULL'))
    op.create_table('entity_relations',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('source_type', sa.String(length=63), nullable=False),
    sa.Column('source_id', sa.Uuid(), nullable=False),
    sa.Column('target_type', sa.String(length=63), nullable=False),
    sa.Column('target_id', sa.Uuid(), nullable=False),
    sa.Column('relation_type', sa.String(length=63), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_entity_relations')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_index('ix_entity_relations_target', 'entity_relations', ['org_id', 'target_type', 'target_id'], unique=False)
    op.create_index('uq_entity_relations_link', 'entity_relations', ['org_id', 'source_type', 'source_id', 'target_type', 'target_id', 'relation_type'], unique=True)
    op.create_table('invoices',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.String(length=40), nullable=False),
    sa.Column('customer_id', sa.Uuid(), nullable=False),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('paid_on', sa.Date(), nullable=True),
    sa.Column('total_amount', sa.Numeric(precision=18, scale=2), nullable=False),
    sa.Column('total_currency', sa.String(length=3), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('search', postgresql.TSVECTOR(), sa.Computed("setweight(to_tsvector('simple'::regconfig, fold(coalesce(number, ''))), 'A')", persisted=True), nullable=True),
    sa.CheckConstraint("status in ('draft', 'sent', 'overdue', 'void', 'paid')", name=op.f('ck_invoices_status')),
    sa.ForeignKeyConstraint(['org_id', 'customer_id'], ['customers.org_id', 'customers.id'], name=op.f('fk_invoices_org_id_customer_id')),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_invoices')),
    comment='{"checks": {"ck_invoices_status": "status in (\'draft\', \'sent\', \'overdue\', \'void\', \'paid\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(number, \'\'))), \'A\')"}',
    info={'scoped': True}
    )
    op.create_index('ix_invoices_customer', 'invoices', ['org_id', 'customer_id'], unique=False)
    op.create_index('ix_invoices_due_on', 'invoices', ['org_id', 'due_on'], unique=False, postgresql_where=sa.text('deleted_at IS NULL'))
    op.create_index('ix_invoices_issued_on', 'invoices', ['org_id', 'issued_on'], unique=False, postgresql_where=sa.text('deleted_at IS NULL'))
    op.create_index('ix_invoices_paid_on', 'invoices', ['org_id', 'paid_on'], unique=False, postgresql_where=sa.text('deleted_at IS NULL'))
    op.create_index('ix_invoices_recent', 'invoices', ['org_id', sa.literal_column('id DESC')], unique=False, postgresql_where=sa.text('deleted_at IS NULL'))
    op.create_index('ix_invoices_search', 'invoices', ['search'], unique=False, postgresql_using='gin')
    op.create_index('ix_invoices_status', 'invoices', ['org_id', 'status'], unique=False, postgresql_where=sa.text('deleted_at IS NULL'))
    op.create_index('uq_invoices_number', 'invoices', ['org_id', 'number'], unique=True, postgresql_where=sa.text('deleted_at IS NULL'))
    op.create_table('tasks',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('description', sa.Text(), nullable=True),
    sa.Column('assignee_id', sa.Uuid(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('priority', sa.String(length=40), nullable=False),
    sa.Column('status', sa.String(length=40), nullable=False),
    sa.Column('customer_id', sa.Uuid(), nullable=True),
    sa.Column('invoice_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('search', postgresql.TSVECTOR(), sa.Computed("setweight(to_tsvector('simple'::regconfig, fold(coalesce(title, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(description, ''))), 'B')", persisted=True), nullable=True),
    sa.CheckConstraint("priority in ('low', 'normal', 'high')", name=op.f('ck_tasks_priority')),
    sa.CheckConstraint("status in ('open', 'in_progress', 'done', 'cancelled')", name=op.f('ck_tasks_status')),
    sa.ForeignKeyConstraint(['org_id', 'assignee_id'], ['memberships.org_id', 'memberships.user_id'], name=op.f('fk_tasks_org_id_assignee_id')),
    sa.ForeignKeyConstraint(['org_id', 'customer_id'], ['customers.org_id', 'customers.id'], name=op.f('fk_tasks_org_id_customer_id')),
    sa.ForeignKeyConstraint(['org_id', 'invoice_id'], ['invoices.org_id', 'invoices.id'], name=op.f('fk_tasks_org_id_invoice_id')),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_tasks')),
    comment='{"checks": {"ck_tasks_priority": "priority in (\'low\', \'normal\', \'high\')", "ck_tasks_status": "status in (\'open\', \'in_progress\', \'done\', \'cancelled\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(title, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(description, \'\'))), \'B\')"}',
    info={'scoped': True}
    )
    op.create_index('ix_tasks_assignee', 'tasks', ['org_id', 'assignee_id'], unique=False)
    op.create_index('ix_tasks_customer', 'tasks', ['org_id', 'customer_id'], unique=False)
    op.create_index('ix_tasks_due_on', 'tasks', ['org_id', 'due_on'], unique=False, postgresql_where=sa.text('deleted_at IS NULL'))
    op.create_index('ix_tasks_invoice', 'tasks', ['org_id', 'invoice_id'], unique=False)
    op.create_index('ix_tasks_priority', 'tasks', ['org_id', 'priority'], unique=False, postgresql_where=sa.text('deleted_at IS NULL'))
    op.create_index('ix_tasks_recent', 'tasks', ['org_id', sa.literal_column('id DESC')], unique=False, postgresql_where=sa.text('deleted_at IS NULL'))
    op.create_index('ix_tasks_search', 'tasks', ['search'], unique=False, postgresql_using='gin')
    op.create_index('ix_tasks_status', 'tasks', ['org_id', 'status'], unique=False, postgresql_where=sa.text('deleted_at IS NULL'))
    op.protect_table('customers', scoped=True)
    op.protect_table('entity_relations', scoped=True)
    op.protect_table('invoices', scoped=True)
    op.protect_table('tasks', scoped=True)


def downgrade() -> None:
    op.protect_table('tasks')
    op.protect_table('invoices')
    op.protect_table('entity_relations')
    op.protect_table('customers')
    op.drop_index('ix_tasks_status', table_name='tasks', postgresql_where=sa.text('deleted_at IS NULL'))
    op.drop_index('ix_tasks_search', table_name='tasks', postgresql_using='gin')
    op.drop_index('ix_tasks_recent', table_name='tasks', postgresql_where=sa.text('deleted_at IS NULL'))
    op.drop_index('ix_tasks_priority', table_name='tasks', postgresql_where=sa.text('deleted_at IS NULL'))
    op.drop_index('ix_tasks_invoice', table_name='tasks')
    op.drop_index('ix_tasks_due_on', table_name='tasks', postgresql_where=sa.text('deleted_at IS NULL'))
    op.drop_index('ix_tasks_customer', table_name='tasks')
    op.drop_index('ix_tasks_assignee', table_name='tasks')
    op.drop_table('tasks')
    op.drop_index('uq_invoices_number', table_name='invoices', postgresql_where=sa.text('deleted_at IS NULL'))
    op.drop_index('ix_invoices_status', table_name='invoices', postgresql_where=sa.text('deleted_at IS NULL'))
    op.drop_index('ix_invoices_search', table_name='invoices', postgresql_using='gin')
    op.drop_index('ix_invoices_recent', table_name='invoices', postgresql_where=sa.text('deleted_at IS NULL'))
    op.drop_index('ix_invoices_paid_on', table_name='invoices', postgresql_where=sa.text('deleted_at IS NULL'))
    op.drop_index('ix_invoices_issued_on', table_name='invoices', postgresql_where=sa.text('deleted_at IS NULL'))
    op.drop_index('ix_invoices_due_on', table_name='invoices', postgresql_where=sa.text('deleted_at IS NULL'))
    op.drop_index('ix_invoices_customer', table_name='invoices')
    op.drop_table('invoices')
    op.drop_index('uq_entity_relations_link', table_name='entity_relations')
    op.drop_index('ix_entity_relations_target', table_name='entity_relations')
    op.drop_table('entity_relations')
    op.drop_index('uq_customers_code', table_name='customers', postgresql_where=sa.text('deleted_at IS NULL'))
    op.drop_index('ix_customers_status', table_name='customers', postgresql_where=sa.text('deleted_at IS NULL'))
    op.drop_index('ix_customers_search', table_name='customers', postgresql_using='gin')
    op.drop_index('ix_customers_recent', table_name='customers', postgresql_where=sa.text('deleted_at IS NULL'))
    op.drop_table('customers')
