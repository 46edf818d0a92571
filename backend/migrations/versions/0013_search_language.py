"""search in the language of the organisation"""
import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'

FUNCTIONS = (
    # names in full: a dump is restored with an empty search_path
    "create or replace function words(value text) returns text language sql immutable strict parallel safe"
    " as $$ select translate(public.fold(value), '!\"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~', repeat(' ', 32)) $$",
    "create function org_language() returns text language sql stable parallel safe as $$ select coalesce((select language"
    " from public.organizations where id = nullif(current_setting('app.org_id', true), '')::uuid), 'simple') $$",
    "create function stems(language text, value text) returns tsvector language sql immutable parallel safe as $$ select case"
    " when language = 'simple' then ''::tsvector else to_tsvector(language::regconfig, public.words(value)) end $$",
    "create function search_term(word text, language text) returns tsquery language sql stable parallel safe as $$ select"
    " to_tsquery('simple', '''' || public.words(word) || ''':*') || case when language = 'simple' then ''::tsquery"
    " else plainto_tsquery(language::regconfig, public.words(word)) end $$",
)


def upgrade() -> None:
    op.add_column('organizations', sa.Column('language', sa.String(length=20), server_default='simple', nullable=False))
    for made in FUNCTIONS:
        op.execute(made)
    op.drop_rules('customers', "setweight(to_tsvector('simple'::regconfig, words(coalesce(code, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(name, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(email, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, words(coalesce(city, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, words(coalesce(country, ''))), 'B')", {})
    op.drop_rules('invoices', "setweight(to_tsvector('simple'::regconfig, words(coalesce(number, ''))), 'A')", {})
    op.drop_rules('tasks', "setweight(to_tsvector('simple'::regconfig, words(coalesce(title, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(description, ''))), 'B')", {})
    op.add_column('customers', sa.Column('search_language', sa.String(length=20), server_default=sa.text('org_language()'), nullable=False))
    op.create_table_comment(
        'customers',
        '{"checks": {"ck_customers_status": "status in (\'lead\', \'active\', \'inactive\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(code, \'\'))), \'A\') || setweight(stems(search_language, coalesce(code, \'\')), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(name, \'\'))), \'A\') || setweight(stems(search_language, coalesce(name, \'\')), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(email, \'\'))), \'B\') || setweight(stems(search_language, coalesce(email, \'\')), \'B\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(city, \'\'))), \'B\') || setweight(stems(search_language, coalesce(city, \'\')), \'B\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(country, \'\'))), \'B\') || setweight(stems(search_language, coalesce(country, \'\')), \'B\')"}',
        existing_comment='{"checks": {"ck_customers_status": "status in (\'lead\', \'active\', \'inactive\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(code, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(name, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(email, \'\'))), \'B\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(city, \'\'))), \'B\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(country, \'\'))), \'B\')"}',
        schema=None
    )
    op.add_column('invoices', sa.Column('search_language', sa.String(length=20), server_default=sa.text('org_language()'), nullable=False))
    op.create_table_comment(
        'invoices',
        '{"checks": {"ck_invoices_status": "status in (\'draft\', \'sent\', \'overdue\', \'void\', \'paid\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(number, \'\'))), \'A\') || setweight(stems(search_language, coalesce(number, \'\')), \'A\')"}',
        existing_comment='{"checks": {"ck_invoices_status": "status in (\'draft\', \'sent\', \'overdue\', \'void\', \'paid\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(number, \'\'))), \'A\')"}',
        schema=None
    )
    op.add_column('tasks', sa.Column('search_language', sa.String(length=20), server_default=sa.text('org_language()'), nullable=False))
    op.create_table_comment(
        'tasks',
        '{"checks": {"ck_tasks_priority": "priority in (\'low\', \'normal\', \'high\')", "ck_tasks_status": "status in (\'open\', \'in_progress\', \'done\', \'cancelled\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(title, \'\'))), \'A\') || setweight(stems(search_language, coalesce(title, \'\')), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(description, \'\'))), \'B\') || setweight(stems(search_language, coalesce(description, \'\')), \'B\')"}',
        existing_comment='{"checks": {"ck_tasks_priority": "priority in (\'low\', \'normal\', \'high\')", "ck_tasks_status": "status in (\'open\', \'in_progress\', \'done\', \'cancelled\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(title, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(description, \'\'))), \'B\')"}',
        schema=None
    )
    op.add_rules('customers', "setweight(to_tsvector('simple'::regconfig, words(coalesce(code, ''))), 'A') || setweight(stems(search_language, coalesce(code, '')), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(name, ''))), 'A') || setweight(stems(search_language, coalesce(name, '')), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(email, ''))), 'B') || setweight(stems(search_language, coalesce(email, '')), 'B') || setweight(to_tsvector('simple'::regconfig, words(coalesce(city, ''))), 'B') || setweight(stems(search_language, coalesce(city, '')), 'B') || setweight(to_tsvector('simple'::regconfig, words(coalesce(country, ''))), 'B') || setweight(stems(search_language, coalesce(country, '')), 'B')", {})
    op.add_rules('invoices', "setweight(to_tsvector('simple'::regconfig, words(coalesce(number, ''))), 'A') || setweight(stems(search_language, coalesce(number, '')), 'A')", {})
    op.add_rules('tasks', "setweight(to_tsvector('simple'::regconfig, words(coalesce(title, ''))), 'A') || setweight(stems(search_language, coalesce(title, '')), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(description, ''))), 'B') || setweight(stems(search_language, coalesce(description, '')), 'B')", {})


def downgrade() -> None:
    op.drop_rules('tasks', "setweight(to_tsvector('simple'::regconfig, words(coalesce(title, ''))), 'A') || setweight(stems(search_language, coalesce(title, '')), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(description, ''))), 'B') || setweight(stems(search_language, coalesce(description, '')), 'B')", {})
    op.drop_rules('invoices', "setweight(to_tsvector('simple'::regconfig, words(coalesce(number, ''))), 'A') || setweight(stems(search_language, coalesce(number, '')), 'A')", {})
    op.drop_rules('customers', "setweight(to_tsvector('simple'::regconfig, words(coalesce(code, ''))), 'A') || setweight(stems(search_language, coalesce(code, '')), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(name, ''))), 'A') || setweight(stems(search_language, coalesce(name, '')), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(email, ''))), 'B') || setweight(stems(search_language, coalesce(email, '')), 'B') || setweight(to_tsvector('simple'::regconfig, words(coalesce(city, ''))), 'B') || setweight(stems(search_language, coalesce(city, '')), 'B') || setweight(to_tsvector('simple'::regconfig, words(coalesce(country, ''))), 'B') || setweight(stems(search_language, coalesce(country, '')), 'B')", {})
    op.create_table_comment(
        'tasks',
        '{"checks": {"ck_tasks_priority": "priority in (\'low\', \'normal\', \'high\')", "ck_tasks_status": "status in (\'open\', \'in_progress\', \'done\', \'cancelled\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(title, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(description, \'\'))), \'B\')"}',
        existing_comment='{"checks": {"ck_tasks_priority": "priority in (\'low\', \'normal\', \'high\')", "ck_tasks_status": "status in (\'open\', \'in_progress\', \'done\', \'cancelled\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(title, \'\'))), \'A\') || setweight(stems(search_language, coalesce(title, \'\')), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(description, \'\'))), \'B\') || setweight(stems(search_language, coalesce(description, \'\')), \'B\')"}',
        schema=None
    )
    op.drop_column('tasks', 'search_language')
    op.create_table_comment(
        'invoices',
        '{"checks": {"ck_invoices_status": "status in (\'draft\', \'sent\', \'overdue\', \'void\', \'paid\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(number, \'\'))), \'A\')"}',
        existing_comment='{"checks": {"ck_invoices_status": "status in (\'draft\', \'sent\', \'overdue\', \'void\', \'paid\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(number, \'\'))), \'A\') || setweight(stems(search_language, coalesce(number, \'\')), \'A\')"}',
        schema=None
    )
    op.drop_column('invoices', 'search_language')
    op.create_table_comment(
        'customers',
        '{"checks": {"ck_customers_status": "status in (\'lead\', \'active\', \'inactive\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(code, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(name, \'\'))), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(email, \'\'))), \'B\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(city, \'\'))), \'B\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(country, \'\'))), \'B\')"}',
        existing_comment='{"checks": {"ck_customers_status": "status in (\'lead\', \'active\', \'inactive\')"}, "scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(code, \'\'))), \'A\') || setweight(stems(search_language, coalesce(code, \'\')), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(name, \'\'))), \'A\') || setweight(stems(search_language, coalesce(name, \'\')), \'A\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(email, \'\'))), \'B\') || setweight(stems(search_language, coalesce(email, \'\')), \'B\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(city, \'\'))), \'B\') || setweight(stems(search_language, coalesce(city, \'\')), \'B\') || setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(country, \'\'))), \'B\') || setweight(stems(search_language, coalesce(country, \'\')), \'B\')"}',
        schema=None
    )
    op.drop_column('customers', 'search_language')
    op.add_rules('tasks', "setweight(to_tsvector('simple'::regconfig, words(coalesce(title, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(description, ''))), 'B')", {})
    op.add_rules('invoices', "setweight(to_tsvector('simple'::regconfig, words(coalesce(number, ''))), 'A')", {})
    op.add_rules('customers', "setweight(to_tsvector('simple'::regconfig, words(coalesce(code, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(name, ''))), 'A') || setweight(to_tsvector('simple'::regconfig, words(coalesce(email, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, words(coalesce(city, ''))), 'B') || setweight(to_tsvector('simple'::regconfig, words(coalesce(country, ''))), 'B')", {})
    for name in ('search_term(text, text)', 'stems(text, text)', 'org_language()'):
        op.execute(f'drop function {name}')
    op.execute(FUNCTIONS[0].replace('public.fold', 'fold'))
    op.drop_column('organizations', 'language')
