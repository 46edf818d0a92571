"""The two powerless logins of the product, what they need of the database beside tables, and the lock under which it is migrated."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

import asyncpg

from app.kit.core.settings import Settings

LOCK = 7_310_041
PATIENCE_SECONDS = 60.0
POWERLESS = "login nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit"


LEAKPROOF = "alter function pg_catalog.ts_match_vq(tsvector, tsquery) leakproof"
"""Lets row-level security use the search index: PostgreSQL evaluates only functions that reveal nothing of a row they refuse (by an error,
say) before a policy, and an index condition is evaluated before. Matching a parsed text with a parsed query is one; only a superuser may
say so. Without it a search reads all records of the organisation instead."""


@contextmanager
def one_at_a_time(settings: Settings) -> Iterator[None]:
    """Hold the database's migration lock, with both logins made and their passwords set."""
    with asyncio.Runner() as runner:
        connection = runner.run(_prepared(settings))
        try:
            yield
        finally:
            runner.run(connection.close())


async def _prepared(settings: Settings) -> Any:
    connection = await _connected(settings.database_url.get_secret_value())
    await connection.execute(f"select pg_advisory_lock({LOCK})")
    database = await connection.fetchval("select current_database()")
    for suffix, url in (("app", settings.app_url), ("system", settings.system_url)):
        await _login(connection, f"{database}_{suffix}", url, settings)
    if await connection.fetchval("select rolsuper from pg_roles where rolname = current_user"):
        await connection.execute(LEAKPROOF)
    return connection


async def _connected(url: str) -> Any:
    """A connection to a database that may still be starting, as it does beside the job that migrates it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return await asyncpg.connect(url)
        except (OSError, asyncpg.CannotConnectNowError):
            if time.monotonic() > deadline:
                raise
        await asyncio.sleep(0.5)


async def _login(connection: Any, role: str, url: str, settings: Settings) -> None:
    """Make or repair one login. Its password is the one in the URL that will be used, where that URL names this role."""
    parts = urlsplit(url)
    own = unquote(parts.username or "") == role and parts.password
    password = unquote(parts.password or "") if own else settings.role_password(role)
    exists = await connection.fetchval("select 1 from pg_roles where rolname = $1", role)
    verb = "alter" if exists else "create"
    statement = await connection.fetchval(f"select format('{verb} role %I {POWERLESS} password %L', $1::text, $2::text)", role, password)
    await connection.execute(statement)
