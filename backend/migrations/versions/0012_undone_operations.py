"""which operation takes another one back"""
import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'


def upgrade() -> None:
    op.add_column('operations', sa.Column('undone_by', sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column('operations', 'undone_by')
