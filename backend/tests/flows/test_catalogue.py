"""Every table, read from the catalogue: whatever holds rows of organisations is behind forced row-level security, whoever wrote it."""

import asyncio
import os
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import pytest

from app.kit.core.model import Base
from app.kit.testing import Product

GLOBAL = {
    "users": "a person may belong to several organisations; reached through memberships",
    "sessions": "a person's devices, before an organisation is chosen",
    "refresh_tokens": "of sessions",
    "password_resets": "of people",
    "alembic_version": "of the schema",
}
"""Tables without an organisation, each with its reason."""
DEFINERS = {"memberships_of", "invitation_of", "api_key_of"}
"""Functions that look before an organisation is known: few, listed, with a fixed search_path."""


POLICY = "select polcmd, polqual is not null q, polwithcheck is not null c from pg_policy where polrelid = $1::regclass and polname = 'org'"


@pytest.fixture
async def tables(product: Product, owner: Any) -> dict[str, asyncpg.Record]:
    """The tables of the schema."""
    rows = await owner.fetch(
        "select c.relname, c.relrowsecurity and c.relforcerowsecurity as forced, c.relowner::regrole::text as owner"
        " from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace"
    )
    return {r["relname"]: r for r in rows}


def app_role() -> str:
    """The login of the API."""
    return urlsplit(os.environ["TEST_DATABASE_URL"]).path.lstrip("/") + "_app"


async def test_every_table_is_scoped_or_has_a_reason(tables: dict[str, Any], owner: Any) -> None:
    for name, table in tables.items():
        if name in GLOBAL:
            continue
        assert table["forced"], f"{name} has no forced row-level security"
        nullable = await owner.fetchval(
            "select not attnotnull from pg_attribute where attrelid = $1::regclass and attname = 'org_id'", name
        )
        assert nullable is False, f"{name} has no org_id, or one that may be null"
        policy = await owner.fetchrow(POLICY, name)
        assert policy["polcmd"] == b"*" and policy["q"] and policy["c"], name
    assert set(GLOBAL) <= set(tables)


async def test_the_api_owns_nothing_and_can_not_pass_by(tables: dict[str, Any], owner: Any) -> None:
    role = await owner.fetchrow("select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = $1", app_role())
    assert not any(role.values())
    assert app_role() not in {t["owner"] for t in tables.values()}
    for name in tables:
        assert not await owner.fetchval("select has_table_privilege($1, $2, 'truncate')", app_role(), name), name
    for name in ("audit_logs", "audit_seals"):
        for right in ("update", "delete"):
            assert not await owner.fetchval("select has_table_privilege($1, $2, $3)", app_role(), name, right), (name, right)


async def test_functions_that_see_more_are_listed(owner: Any, product: Product) -> None:
    rows = await owner.fetch("select proname, proconfig from pg_proc where prosecdef and pronamespace = 'public'::regnamespace")
    assert {r["proname"] for r in rows} == DEFINERS
    assert all(any("search_path" in c for c in r["proconfig"] or ()) for r in rows), rows


async def test_a_child_can_not_hang_on_a_foreign_parent(owner: Any, product: Product) -> None:
    """Row-level security does not look at foreign keys: the organisation is part of each key between scoped tables."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_key_constraints:
            if table.info.get("scoped") and key.referred_table.info.get("scoped"):
                assert "org_id" in {c.name for c in key.columns}, f"{table.name}: {key.name}"


async def test_every_scoped_table_shows_nothing_to_another_organisation(tables: dict[str, Any], product: Product) -> None:
    connection = await asyncpg.connect(product.kit.settings.app_url)
    for setting in (str(uuid4()), ""):
        async with connection.transaction():
            await connection.execute("select set_config('app.org_id', $1, true)", setting)
            for name in set(tables) - set(GLOBAL):
                assert await connection.fetchval(f"select count(*) from {name}") == 0, name  # names come from the catalogue
    for name in set(tables) - set(GLOBAL):  # no setting at all, on a connection that had one
        assert await connection.fetchval(f"select count(*) from {name}") == 0, name
    await connection.close()
    await asyncio.sleep(0)
