"""`python -m app.cli audit verify`: for a cron job or an auditor with a shell."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from pydantic import SecretStr

from app.kit.testing import Organisation, founded, started
from app.kit.testing.product import BACKEND
from tests.kit.jobs.stack import drop_database, own_database, settings


@pytest.fixture
async def alone(tmp_path: Path) -> AsyncIterator[Organisation]:
    """The only organisation of its database."""
    url = await own_database()
    async with started(tmp_path, database_url=SecretStr(url)) as product:
        org = await founded(product)
        yield org
        await org.aclose()
    await drop_database(url)


async def verify(org: Organisation) -> subprocess.CompletedProcess[str]:
    own = org.product.kit.settings
    environment = settings(own.database_url.get_secret_value(), own.data_dir)
    command = [sys.executable, "-m", "app.cli", "audit", "verify"]
    return await asyncio.to_thread(subprocess.run, command, cwd=BACKEND, env=environment, capture_output=True, text=True)


async def test_it_says_ok_and_then_what_was_changed(alone: Organisation) -> None:
    made = (await alone.admin.http.post("/customers", json={"code": "A", "name": "Jo"})).json()
    first = await verify(alone)
    assert first.returncode == 0 and f"{alone.id}: ok" in first.stdout, first
    connection = await asyncpg.connect(alone.product.kit.settings.database_url.get_secret_value())
    await connection.execute("set session_replication_role = replica")
    await connection.execute("update audit_logs set label = 'Kim' where entity_id = $1", made["id"])
    await connection.close()
    second = await verify(alone)
    assert second.returncode == 1 and f"{alone.id}: NOT OK" in second.stdout and "changed: entry" in second.stdout
