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
    op.drop_rules('customers', "setweight(to_tsvector('simple'::regconfig, fold(coalesce(code, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(name, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(email, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(city, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(country, ''))), 'B')", {})
    op.drop_rules('invoices', "setweight(to_tsvector('simple'::regconfig, fold(coalesce(number, ''))), 'A')", {})
    op.drop_rules('tasks', "setweight(to_tsvector('simple'::regconfig, fold(coalesce(title, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(description, ''))), 'B')", {})
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
    op.add_rules('customers', "setweight(to_tsvector('simple'::regconfig, words(coalesce(code, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(name, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(email, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, words(coalesce(city, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, words(coalesce(country, ''))), 'B')", {})
    op.add_rules('invoices', "setweight(to_tsvector('simple'::regconfig, words(coalesce(number, ''))), 'A')", {})
    op.add_rules('tasks', "setweight(to_tsvector('simple'::regconfig, words(coalesce(title, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(description, ''))), 'B')", {})


def downgrade() -> None:
    op.drop_rules('tasks', "setweight(to_tsvector('simple'::regconfig, words(coalesce(title, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(description, ''))), 'B')", {})
    op.drop_rules('invoices', "setweight(to_tsvector('simple'::regconfig, words(coalesce(number, ''))), 'A')", {})
    op.drop_rules('customers', "setweight(to_tsvector('simple'::regconfig, words(coalesce(code, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(name, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(email, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, words(coalesce(city, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, words(coalesce(country, ''))), 'B')", {})
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
    op.add_rules('tasks', "setweight(to_tsvector('simple'::regconfig, fold(coalesce(title, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(description, ''))), 'B')", {})
    op.add_rules('invoices', "setweight(to_tsvector('simple'::regconfig, fold(coalesce(number, ''))), 'A')", {})
    op.add_rules('customers', "setweight(to_tsvector('simple'::regconfig, fold(coalesce(code, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(name, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(email, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(city, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, fold(coalesce(country, ''))), 'B')", {})
    op.execute("drop function words(text)")
