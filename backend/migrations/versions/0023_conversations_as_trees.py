"""conversations are trees: branches, pins, ratings, shares; their words are searched in the language of the organisation"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0023'
down_revision = '0022'

STEPS = (
    "update messages m set parent_id = before.id from messages before where before.org_id = m.org_id"
    " and before.conversation_id = m.conversation_id and before.position = (select max(position) from messages x"
    " where x.org_id = m.org_id and x.conversation_id = m.conversation_id and x.position < m.position)",
    "update conversations c set head_id = m.id from messages m where m.org_id = c.org_id and m.conversation_id = c.id"
    " and m.position = (select max(position) from messages x where x.org_id = c.org_id and x.conversation_id = c.id)",
    "update messages m set state = c.state from conversations c where c.org_id = m.org_id and c.head_id = m.id",
    "update conversations c set search_language = o.language from organizations o where o.id = c.org_id",
    "update messages m set search_language = o.language from organizations o where o.id = m.org_id",
)
"""What was a list becomes a tree with one way; what agents remembered stands behind its last message."""


def upgrade() -> None:
    op.create_table('conversation_shares',
    sa.Column('org_id', sa.Uuid(), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('conversation_id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['org_id', 'conversation_id'], ['conversations.org_id', 'conversations.id'], name=op.f('fk_conversation_shares_org_id_conversation_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('org_id', 'id', name=op.f('pk_conversation_shares')),
    sa.UniqueConstraint('org_id', 'conversation_id', 'user_id', name=op.f('uq_conversation_shares_org_id_conversation_id_user_id')),
    comment='{"scoped": true}',
    info={'scoped': True}
    )
    op.create_index('ix_conversation_shares_user', 'conversation_shares', ['org_id', 'user_id'], unique=False)
    op.add_column('attachments', sa.Column('pages', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True))
    op.add_column('conversations', sa.Column('titled_by', sa.String(), server_default=sa.text("'person'"), nullable=False))  # titles that stand are left alone
    op.alter_column('conversations', 'titled_by',
               existing_type=sa.String(),
               server_default=None)
    op.add_column('conversations', sa.Column('head_id', sa.Uuid(), nullable=True))
    op.add_column('conversations', sa.Column('summary', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False))
    op.alter_column('conversations', 'summary', server_default=None)
    op.add_column('conversations', sa.Column('search_language', sa.String(length=20), server_default=sa.text('org_language()'), nullable=False))
    op.create_table_comment(
        'conversations',
        '{"scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(title, \'\'))), \'A\') || setweight(stems(search_language, coalesce(title, \'\')), \'A\')"}',
        existing_comment='{"scoped": true}',
        schema=None
    )
    op.add_column('messages', sa.Column('parent_id', sa.Uuid(), nullable=True))
    op.add_column('messages', sa.Column('pinned', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    op.alter_column('messages', 'pinned',
               existing_type=sa.Boolean(),
               server_default=None)
    op.add_column('messages', sa.Column('rating', sa.String(), server_default=sa.text("''"), nullable=False))
    op.alter_column('messages', 'rating',
               existing_type=sa.String(),
               server_default=None)
    op.add_column('messages', sa.Column('rating_note', sa.String(), server_default=sa.text("''"), nullable=False))
    op.alter_column('messages', 'rating_note',
               existing_type=sa.String(),
               server_default=None)
    op.add_column('messages', sa.Column('state', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False))
    op.alter_column('messages', 'state', server_default=None)
    op.add_column('messages', sa.Column('search_language', sa.String(length=20), server_default=sa.text('org_language()'), nullable=False))
    op.create_table_comment(
        'messages',
        '{"scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(content, \'\'))), \'B\') || setweight(stems(search_language, coalesce(content, \'\')), \'B\')", "system": true}',
        existing_comment='{"scoped": true, "system": true}',
        schema=None
    )
    for step in STEPS:
        op.execute(step)
    op.drop_column('conversations', 'state')
    op.add_rules('conversations', "setweight(to_tsvector('simple'::regconfig, words(coalesce(title, ''))), 'A') || setweight(stems(search_language, coalesce(title, '')), 'A')", {})
    op.protect_table('conversation_shares', scoped=True)
    op.add_rules('messages', "setweight(to_tsvector('simple'::regconfig, words(coalesce(content, ''))), 'B') || setweight(stems(search_language, coalesce(content, '')), 'B')", {})


def downgrade() -> None:
    op.drop_rules('messages', "setweight(to_tsvector('simple'::regconfig, words(coalesce(content, ''))), 'B') || setweight(stems(search_language, coalesce(content, '')), 'B')", {})
    op.release_table('conversation_shares')
    op.drop_rules('conversations', "setweight(to_tsvector('simple'::regconfig, words(coalesce(title, ''))), 'A') || setweight(stems(search_language, coalesce(title, '')), 'A')", {})
    op.create_table_comment(
        'messages',
        '{"scoped": true, "system": true}',
        existing_comment='{"scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(content, \'\'))), \'B\') || setweight(stems(search_language, coalesce(content, \'\')), \'B\')", "system": true}',
        schema=None
    )
    op.add_column('conversations', sa.Column('state', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False))
    op.alter_column('conversations', 'state', server_default=None)
    op.execute("update conversations c set state = m.state from messages m where m.org_id = c.org_id and m.id = c.head_id")
    op.drop_column('messages', 'search_language')
    op.drop_column('messages', 'state')
    op.drop_column('messages', 'rating_note')
    op.drop_column('messages', 'rating')
    op.drop_column('messages', 'pinned')
    op.drop_column('messages', 'parent_id')
    op.create_table_comment(
        'conversations',
        '{"scoped": true}',
        existing_comment='{"scoped": true, "search": "setweight(to_tsvector(\'simple\'::regconfig, words(coalesce(title, \'\'))), \'A\') || setweight(stems(search_language, coalesce(title, \'\')), \'A\')"}',
        schema=None
    )
    op.drop_column('conversations', 'search_language')
    op.drop_column('conversations', 'summary')
    op.drop_column('conversations', 'head_id')
    op.drop_column('conversations', 'titled_by')
    op.drop_column('attachments', 'pages')
    op.drop_index('ix_conversation_shares_user', table_name='conversation_shares')
    op.drop_table('conversation_shares')
