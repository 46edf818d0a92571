"""A new installation: migrate, seed, sign in; no default account."""

import asyncio
import os
import secrets
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from pydantic import SecretStr

from app.kit.testing import Product, started
from app.kit.testing.product import BACKEND, SECRETS

EMAIL, PASSWORD = "First.Admin@Example.com", "eleven paper boats"


@pytest.fixture
async def empty(owner: Any) -> AsyncIterator[dict[str, str]]:
    """The environment of an installation with a database of its own."""
    name = f"seed_{secrets.token_hex(4)}"
    await owner.execute(f"create database {name}")
    url = urlunsplit(urlsplit(os.environ["TEST_DATABASE_URL"])._replace(path=f"/{name}"))
    outside = {k: v for k, v in os.environ.items() if not k.startswith(("DATABASE_", "FIRST_ADMIN"))}
    yield outside | {k.upper(): v for k, v in SECRETS.items()} | {"DATABASE_URL": url, "REDIS_URL": os.environ["TEST_REDIS_URL"]}
    await owner.execute(f"drop database {name} with (force)")
    for suffix in ("app", "system"):
        await owner.execute(f"drop role if exists {name}_{suffix}")


async def command(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "app.cli", *words]
    return await asyncio.to_thread(subprocess.run, call, cwd=BACKEND, env=environment, capture_output=True, text=True, timeout=240)


async def test_from_nothing_to_the_first_sign_in(empty: dict[str, str], product: Product, tmp_path: Path) -> None:
    both = await asyncio.gather(command(empty, "migrate"), command(empty, "migrate"))
    assert [done.returncode for done in both] == [0, 0], both[0].stderr + both[1].stderr
    refused = await command(empty, "seed")
    assert refused.returncode == 1
    assert "FIRST_ADMIN_PASSWORD" in refused.stderr
    given = empty | {"FIRST_ADMIN_EMAIL": EMAIL, "FIRST_ADMIN_PASSWORD": PASSWORD}
    for _ in range(2):
        seeded = await command(given, "seed")
        assert seeded.returncode == 0, seeded.stderr
    async with started(tmp_path, database_url=SecretStr(empty["DATABASE_URL"])) as made, made.client() as client:
        for email, password in (("admin@example.com", "admin"), ("admin", "admin"), (EMAIL, "password"), (EMAIL, "")):
            assert (await client.post("/auth/login", json={"email": email, "password": password})).status_code in (401, 422)
        grant = (await client.post("/auth/login", json={"email": EMAIL.lower(), "password": PASSWORD})).json()
        assert (grant["user"]["role"], grant["user"]["organization"]["name"]) == ("admin", "My organisation")
        client.headers["authorization"] = f"Bearer {grant['access_token']}"
        assert len((await client.get("/users")).json()["items"]) == 1
