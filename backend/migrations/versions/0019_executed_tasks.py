"""Executed tasks: priority in the queue of operations, unlisted webhooks for callbacks, how an answer was found and how sure it is."""
import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'


def upgrade() -> None:
    op.add_column('messages', sa.Column('strategy', sa.String(), server_default='', nullable=False))
    op.add_column('messages', sa.Column('confidence', sa.Double(), nullable=True))
    op.add_column('operations', sa.Column('patience', sa.Integer(), server_default='30', nullable=False))
    op.add_column('webhooks', sa.Column('listed', sa.Boolean(), server_default='true', nullable=False))


def downgrade() -> None:
    op.drop_column('webhooks', 'listed')
    op.drop_column('operations', 'patience')
    op.drop_column('messages', 'confidence')
    op.drop_column('messages', 'strategy')
