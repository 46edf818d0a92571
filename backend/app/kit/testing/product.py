"""The whole product in this process: assembled, mounted, and reachable without a socket."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import httpx
from pydantic import SecretStr
from starlette.types import ASGIApp

from app.kit.boot import assemble, build_api, close
from app.kit.core.context import Kit
from app.kit.core.mail import Mailer, outbox
from app.kit.core.settings import Settings

BACKEND = Path(__file__).resolve().parents[3]
BASE = "http://testserver/api/v1"
SECRETS = {"jwt_secret": "unit-jwt-0123456789-abcdefghijklmnop", "audit_secret": "unit-audit-0123456789-abcdefghijklm"}


@dataclass(slots=True)
class Product:
    """One running product. `kit` is what its routes use."""

    kit: Kit
    app: ASGIApp

    def client(self, *, address: str = "127.0.0.1", base_url: str = BASE, **options: Any) -> httpx.AsyncClient:
        """A caller who has not signed in; `address` is where he seems to come from. Paths are below /api/v1."""
        transport = httpx.ASGITransport(app=self.app, client=(address, 40_000))
        return httpx.AsyncClient(transport=transport, base_url=base_url, **options)

    async def letters(self) -> list[str]:
        """All letters of the embedded outbox as text, oldest first, after those on their way have arrived."""
        await self.kit.use(Mailer).drain()
        folder = outbox(self.kit.settings)
        return await asyncio.to_thread(lambda: [p.read_text() for p in sorted(folder.glob("*.eml"))])


def settings_for_tests(data_dir: Path, **changed: Any) -> Settings:
    """The settings of the test product; whatever a test needs otherwise in `changed`."""
    secrets = {name: SecretStr(value) for name, value in SECRETS.items()}
    given: dict[str, Any] = {
        "environment": "test",
        "database_url": SecretStr(os.environ["TEST_DATABASE_URL"]),
        "redis_url": SecretStr(os.environ["TEST_REDIS_URL"]),
        "public_url": "http://testserver",
        "data_dir": data_dir,
        "database_pool": 5,
        "llm_titles": False,  # else every first answer would ask the model once more, behind a test's back
        "webhook_poll_seconds": 0,  # else products of other tests would send what one test wrote
    }
    return Settings(_env_file=None, **(given | secrets | changed))


@asynccontextmanager
async def started(data_dir: Path, **changed: Any) -> AsyncIterator[Product]:
    """A product of its own, with other settings than the shared one where a test needs that."""
    kit = assemble(settings_for_tests(data_dir, **changed))
    app = build_api(kit)
    async with _life(app):
        yield Product(kit, app)


@asynccontextmanager
async def _life(app: ASGIApp) -> AsyncIterator[None]:
    """The application's lifespan, as a server drives it (the ASGI specification's `lifespan` protocol)."""
    inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    outcome: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def send(message: Any) -> None:
        await outcome.put(message)

    scope: Any = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
    task = asyncio.ensure_future(app(scope, inbox.get, send))
    await inbox.put({"type": "lifespan.startup"})
    begun = await outcome.get()
    if begun["type"] != "lifespan.startup.complete":
        raise RuntimeError(begun.get("message", "the product did not start"))
    try:
        yield
    finally:
        await inbox.put({"type": "lifespan.shutdown"})
        await outcome.get()
        await task


async def migrated() -> None:
    """Bring the test database up to date, once however many test processes there are."""
    url = os.environ["TEST_DATABASE_URL"]
    if await _revision(url) != _head():
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "DATABASE_APP_URL": "",
            "DATABASE_SYSTEM_URL": "",
            **{k.upper(): v for k, v in SECRETS.items()},
        }
        command = [sys.executable, "-m", "app.cli", "migrate"]
        done = await asyncio.to_thread(subprocess.run, command, cwd=BACKEND, env=environment, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"the test database could not be migrated:\n{done.stderr[-4000:]}")


async def _revision(url: str) -> str | None:
    connection = await asyncpg.connect(url)
    try:
        if await connection.fetchval("select to_regclass('alembic_version')") is None:
            return None
        found = await connection.fetchval("select version_num from alembic_version")
        return None if found is None else str(found)
    finally:
        await connection.close()


def _head() -> str:
    from alembic.script import ScriptDirectory

    return str(ScriptDirectory(str(BACKEND / "migrations")).get_current_head())


__all__ = ["Product", "close", "migrated", "settings_for_tests", "started"]
