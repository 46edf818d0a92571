"""who made each record"""
import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'


def upgrade() -> None:
    for table in ('customers', 'invoices', 'tasks'):
        op.add_column(table, sa.Column('created_by', sa.Uuid(), nullable=True))


def downgrade() -> None:
    for table in ('tasks', 'invoices', 'customers'):
        op.drop_column(table, 'created_by')
