"""The API dies between the commit and the answer: the client asks again with the same key, and nothing is done twice."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from app.kit.testing.people import PASSWORD
from app.kit.testing.product import BACKEND
from dev.postgres import free_port
from tests.kit.jobs.stack import drop_database, own_database, settings


@pytest.fixture
async def database() -> AsyncIterator[str]:
    url = await own_database()
    yield url
    await drop_database(url)


@contextmanager
def served(database: str, folder: Path, port: int, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port)]
    with (folder / "api.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=BACKEND, env=settings(database, folder, **environment), stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


async def ready(http: httpx.AsyncClient) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                await http.get("/health")
                return
            except httpx.TransportError:
                await asyncio.sleep(0.1)


async def test_request_whose_answer_was_lost_is_answered_again(database: str, tmp_path: Path) -> None:
    port, account = free_port(), {"email": "ada@example.com", "password": PASSWORD}
    body, key = {"code": "A1", "name": "Once"}, {"Idempotency-Key": "create-a1"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}/api/v1", timeout=20, trust_env=False) as http:
        with served(database, tmp_path, port) as process:
            await ready(http)
            await http.post("/auth/register", json={**account, "name": "Ada", "organization_name": "Test"})
            http.headers["authorization"] = f"Bearer {(await http.post('/auth/login', json=account)).json()['access_token']}"
        with served(database, tmp_path, port, FAULT="after_commit:2:kill") as process:
            await ready(http)  # the first pass
            with pytest.raises(httpx.TransportError):
                await http.post("/customers", json=body, headers=key)
            assert await asyncio.to_thread(process.wait, 10) == -signal.SIGKILL
        with served(database, tmp_path, port):
            await ready(http)
            again = await http.post("/customers", json=body, headers=key)
            assert again.status_code == 201 and again.headers["idempotent-replayed"] == "true" and again.json()["code"] == "A1"
            assert (await http.get("/customers", params={"count": True})).json()["total"] == 1
            assert (await http.get("/audit-logs", params={"entity_type": "customers", "count": True})).json()["total"] == 1
