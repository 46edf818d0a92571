"""foundation: extensions, the accent- and case-blind form of a text, schema rights of the powerless roles"""

from alembic import op
from sqlalchemy import text

revision = "0001"
down_revision = None


def upgrade() -> None:
    for name in ("unaccent", "pg_trgm", "vector"):
        op.execute(f"create extension if not exists {name}")
    op.execute(
        "create function fold(value text) returns text language sql immutable strict parallel safe"
        " as $$ select lower(public.unaccent('public.unaccent', value)) $$"
    )
    database = op.get_bind().scalar(text("select current_database()"))
    for role in ("app", "system"):
        op.execute(f'grant usage on schema public to "{database}_{role}"')
        op.execute(f'alter default privileges in schema public grant usage on sequences to "{database}_{role}"')


def downgrade() -> None:
    database = op.get_bind().scalar(text("select current_database()"))
    for role in ("app", "system"):
        op.execute(f'alter default privileges in schema public revoke usage on sequences from "{database}_{role}"')
        op.execute(f'revoke usage on schema public from "{database}_{role}"')
    op.execute("drop function fold(text)")
