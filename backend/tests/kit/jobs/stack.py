"""A product with a worker and a scheduler of its own: real processes, its own database, so that no other test's work is taken."""

import asyncio
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import httpx
from pydantic import SecretStr

from app.kit.testing import Organisation, Product, founded, started
from app.kit.testing.product import BACKEND, SECRETS

LEASE_SECONDS = 3


@dataclass
class Stack:
    """The API in this process, worker and scheduler beside it."""

    product: Product
    org: Organisation
    environment: dict[str, str]
    folder: Path
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, what: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        """`worker` or `beat`, in a process group of its own."""
        command = [sys.executable, "-m", "celery", "-A", "app.worker", what, "--loglevel", "INFO", *options]
        with (self.folder / f"{what}.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=BACKEND, env={**self.environment, **environment}, stdout=log, stderr=log, start_new_session=True
            )
        self.running.append(process)
        return process

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """A worker with one process."""
        return self.start("worker", "--concurrency", "1", **environment)

    def scheduler(self) -> subprocess.Popen[bytes]:
        """The scheduler."""
        return self.start("beat", "--pidfile=", "--schedule", str(self.folder / f"schedule-{secrets.token_hex(3)}"))

    def log(self, what: str) -> str:
        """What the processes have said."""
        path = self.folder / f"{what}.log"
        return path.read_text() if path.exists() else ""

    async def importing(self, rows: int) -> str:
        """Ask for an import of so many customers."""
        lines = "".join(f"K{i:06},Customer {i}\n" for i in range(rows))
        answer = await self.org.admin.http.post("/customers/import", files={"file": ("c.csv", f"code,name\n{lines}")})
        assert answer.status_code == 202, answer.text
        return str(answer.json()["operation_id"])

    async def state(self, id: str) -> dict[str, Any]:
        """The operation as its owner sees it."""
        found: dict[str, Any] = (await self.org.admin.http.get(f"/operations/{id}")).json()
        return found

    async def until(self, id: str, wanted: Callable[[dict[str, Any]], Any], seconds: float = 90) -> dict[str, Any]:
        """Wait for a state of the operation."""
        state: dict[str, Any] = {}
        try:
            async with asyncio.timeout(seconds):
                while not wanted(state := await self.state(id)):
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"{state}\n{self.log('worker')[-3000:]}") from None
        return state

    async def count(self, path: str, **query: Any) -> int:
        """How many there are."""
        answer: httpx.Response = await self.org.admin.http.get(path, params={"count": True, "limit": 1, **query})
        return int(answer.json()["total"])

    def kill(self, process: subprocess.Popen[bytes], how: int = signal.SIGKILL) -> None:
        """The process and its children, as a power cut would."""
        os.killpg(process.pid, how)
        process.wait(30)

    def stop(self) -> None:
        """End what still runs."""
        for process in self.running:
            if process.poll() is None:
                self.kill(process)


def own_redis() -> str:
    """A numbered database of the test Redis for this test process."""
    parts = urlsplit(os.environ["TEST_REDIS_URL"])
    number = 10 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 6
    return urlunsplit(parts._replace(path=f"/{number}"))


async def own_database() -> str:
    """A fresh, migrated database on the test engine; its owner's address."""
    url = os.environ["TEST_DATABASE_URL"]
    name = f"gw_worker_{secrets.token_hex(4)}"
    connection = await asyncpg.connect(url)
    await connection.execute(f"create database {name}")
    await connection.close()
    made = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "app.cli", "migrate"],
        cwd=BACKEND,
        env=settings(made, Path("/nonexistent")),
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    return made


async def drop_database(url: str) -> None:
    """Remove it, and the two logins that `migrate` made for it."""
    name = urlsplit(url).path.lstrip("/")
    connection = await asyncpg.connect(os.environ["TEST_DATABASE_URL"])
    await connection.execute(f"drop database if exists {name} with (force)")
    for role in ("app", "system"):
        await connection.execute(f"drop role if exists {name}_{role}")
    await connection.close()


def settings(database: str, data_dir: Path, **more: str) -> dict[str, str]:
    """The environment of the product's processes."""
    inherited = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "TMPDIR")}
    secret = {name.upper(): value for name, value in SECRETS.items()}
    given = {
        "ENVIRONMENT": "test", "DATABASE_URL": database, "REDIS_URL": own_redis(), "DATA_DIR": str(data_dir), "C_FORCE_ROOT": "1",
        "LEASE_SECONDS": str(LEASE_SECONDS), "SWEEP_SECONDS": "1", "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    return {**inherited, **secret, **given, **more}


@asynccontextmanager
async def stacked(database: str, folder: Path, redis: str = "") -> AsyncIterator[Stack]:
    """A stack without worker and scheduler yet, in an organisation of its own."""
    redis = redis or own_redis()
    async with started(folder, database_url=SecretStr(database), redis_url=SecretStr(redis), lease_seconds=LEASE_SECONDS) as product:
        await product.kit.redis.flushdb()
        made = Stack(product, await founded(product), settings(database, folder, REDIS_URL=redis), folder)
        try:
            yield made
        finally:
            await asyncio.to_thread(made.stop)
            await made.org.aclose()
