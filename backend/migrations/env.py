"""Alembic environment: every model of every feature, as the owner of the database."""

import asyncio

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from app.kit.boot import discover
from app.kit.core.db import async_url
from app.kit.core.migrate.compare import annotate, types_differ
from app.kit.core.migrate.writing import directives
from app.kit.core.model import Base
from app.kit.core.settings import get_settings

discover()
annotate(Base.metadata)


def run(connection: Connection) -> None:
    """One transaction for all revisions: a killed migration leaves nothing half made."""
    context.configure(
        connection=connection, target_metadata=Base.metadata, compare_type=types_differ, process_revision_directives=directives
    )
    with context.begin_transaction():
        context.run_migrations()


async def main() -> None:
    """Connect as the owner and migrate."""
    engine = create_async_engine(async_url(get_settings().database_url.get_secret_value()))
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


asyncio.run(main())
