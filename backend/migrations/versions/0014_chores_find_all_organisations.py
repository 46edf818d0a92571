"""chores find all organisations"""
from alembic import op

revision = '0014'
down_revision = '0013'


def upgrade() -> None:
    op.create_table_comment(
        'organizations',
        '{"checks": {"ck_organizations_own_scope": "org_id = id"}, "scoped": true, "system": true}',
        existing_comment='{"checks": {"ck_organizations_own_scope": "org_id = id"}, "scoped": true}',
        schema=None
    )
    op.protect_table('organizations', scoped=True, system=True)


def downgrade() -> None:
    op.protect_table('organizations', scoped=True)
    op.create_table_comment(
        'organizations',
        '{"checks": {"ck_organizations_own_scope": "org_id = id"}, "scoped": true}',
        existing_comment='{"checks": {"ck_organizations_own_scope": "org_id = id"}, "scoped": true, "system": true}',
        schema=None
    )
