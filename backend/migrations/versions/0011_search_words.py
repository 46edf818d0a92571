"""search finds each part of an address or a number: texts are parted at every sign"""
from alembic import op

revision = '0011'
down_revision = '0010'


SIGNS = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""


def upgrade() -> None:
    quoted = SIGNS.replace("'", "''")
    op.execute(
        "create function words(value text) returns text language sql immutable strict parallel safe"
        f" as $$ select translate(fold(value), '{quoted}', repeat(' ', {len(SIGNS)})) $$"
    )
    op.create_table_comment(
        'customers',
        '{"checks": {"ck_customers_status": "status in (\'lead\', \'active\', \'inactive\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(code, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(name, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(email, \'\'))), \'B\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(city, \'\'))), \'B\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(country, \'\'))), \'B\')"}',
        existing_comment='{"checks": {"ck_customers_status": "status in (\'lead\', \'active\', \'inactive\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(code, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(name, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(email, \'\'))), \'B\') || setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(city, \'\'))), \'B\') || setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(country, \'\'))), \'B\')"}',
        schema=None
    )
    op.create_table_comment(
        'invoices',
        '{"checks": {"ck_invoices_status": "status in (\'draft\', \'sent\', \'overdue\', \'void\', \'paid\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(number, \'\'))), \'A\')"}',
        existing_comment='{"checks": {"ck_invoices_status": "status in (\'draft\', \'sent\', \'overdue\', \'void\', \'paid\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(number, \'\'))), \'A\')"}',
        schema=None
    )
    op.create_table_comment(
        'tasks',
        '{"checks": {"ck_tasks_priority": "priority in (\'low\', \'normal\', \'high\')", "ck_tasks_status": "status in (\'open\', \'in_progress\', \'done\', \'cancelled\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(title, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(description, \'\'))), \'B\')"}',
        existing_comment='{"checks": {"ck_tasks_priority": "priority in (\'low\', \'normal\', \'high\')", "ck_tasks_status": "status in (\'open\', \'in_progress\', \'done\', \'cancelled\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(title, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(description, \'\'))), \'B\')"}',
        schema=None
    )
    op.refresh_table('customers', "setweight(to_tsvector('simple'::regconfig, words(coalesce(code, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(name, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(email, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, words(coalesce(city, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, words(coalesce(country, ''))), 'B')", {'ck_customers_status': "status in ('lead', 'active', 'inactive')"}, {'search': "setweight(to_tsvector('simple'::regconfig, fold(coalesce(code, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(name, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(email, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(city, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(country, ''))), 'B')", 'checks': {'ck_customers_status': "status in ('lead', 'active', 'inactive')"}})
    op.refresh_table('invoices', "setweight(to_tsvector('simple'::regconfig, words(coalesce(number, ''))), 'A')", {'ck_invoices_status': "status in ('draft', 'sent', 'overdue', 'void', 'paid')"}, {'search': "setweight(to_tsvector('simple'::regconfig, fold(coalesce(number, ''))), 'A')", 'checks': {'ck_invoices_status': "status in ('draft', 'sent', 'overdue', 'void', 'paid')"}})
    op.refresh_table('tasks', "setweight(to_tsvector('simple'::regconfig, words(coalesce(title, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(description, ''))), 'B')", {'ck_tasks_priority': "priority in ('low', 'normal', 'high')", 'ck_tasks_status': "status in ('open', 'in_progress', 'done', 'cancelled')"}, {'search': "setweight(to_tsvector('simple'::regconfig, fold(coalesce(title, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(description, ''))), 'B')", 'checks': {'ck_tasks_priority': "priority in ('low', 'normal', 'high')", 'ck_tasks_status': "status in ('open', 'in_progress', 'done', 'cancelled')"}})


def downgrade() -> None:
    op.refresh_table('tasks', "setweight(to_tsvector('simple'::regconfig, fold(coalesce(title, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(description, ''))), 'B')", {'ck_tasks_priority': "priority in ('low', 'normal', 'high')", 'ck_tasks_status': "status in ('open', 'in_progress', 'done', 'cancelled')"}, {'search': "setweight(to_tsvector('simple'::regconfig, words(coalesce(title, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(description, ''))), 'B')", 'checks': {'ck_tasks_priority': "priority in ('low', 'normal', 'high')", 'ck_tasks_status': "status in ('open', 'in_progress', 'done', 'cancelled')"}})
    op.refresh_table('invoices', "setweight(to_tsvector('simple'::regconfig, fold(coalesce(number, ''))), 'A')", {'ck_invoices_status': "status in ('draft', 'sent', 'overdue', 'void', 'paid')"}, {'search': "setweight(to_tsvector('simple'::regconfig, words(coalesce(number, ''))), 'A')", 'checks': {'ck_invoices_status': "status in ('draft', 'sent', 'overdue', 'void', 'paid')"}})
    op.refresh_table('customers', "setweight(to_tsvector('simple'::regconfig, fold(coalesce(code, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(name, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(email, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(city, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(country, ''))), 'B')", {'ck_customers_status': "status in ('lead', 'active', 'inactive')"}, {'search': "setweight(to_tsvector('simple'::regconfig, words(coalesce(code, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(name, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(email, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, words(coalesce(city, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, words(coalesce(country, ''))), 'B')", 'checks': {'ck_customers_status': "status in ('lead', 'active', 'inactive')"}})
    op.create_table_comment(
        'tasks',
        '{"checks": {"ck_tasks_priority": "priority in (\'low\', \'normal\', \'high\')", "ck_tasks_status": "status in (\'open\', \'in_progress\', \'done\', \'cancelled\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(title, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(description, \'\'))), \'B\')"}',
        existing_comment='{"checks": {"ck_tasks_priority": "priority in (\'low\', \'normal\', \'high\')", "ck_tasks_status": "status in (\'open\', \'in_progress\', \'done\', \'cancelled\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(title, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(description, \'\'))), \'B\')"}',
        schema=None
    )
    op.create_table_comment(
        'invoices',
        '{"checks": {"ck_invoices_status": "status in (\'draft\', \'sent\', \'overdue\', \'void\', \'paid\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(number, \'\'))), \'A\')"}',
        existing_comment='{"checks": {"ck_invoices_status": "status in (\'draft\', \'sent\', \'overdue\', \'void\', \'paid\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(number, \'\'))), \'A\')"}',
        schema=None
    )
    op.create_table_comment(
        'customers',
        '{"checks": {"ck_customers_status": "status in (\'lead\', \'active\', \'inactive\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(code, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(name, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(email, \'\'))), \'B\') || setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(city, \'\'))), \'B\') || setweight(to_tsvector(\'simple\'::regconfig, fold(coalesce(country, \'\'))), \'B\')"}',
        existing_comment='{"checks": {"ck_customers_status": "status in (\'lead\', \'active\', \'inactive\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(code, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(name, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(email, \'\'))), \'B\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(city, \'\'))), \'B\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(country, \'\'))), \'B\')"}',
        schema=None
    )
    op.execute("drop function words(text)")
