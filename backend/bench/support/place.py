"""A database of its own for a benchmark, and the servers that are measured on it."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import httpx

BACKEND = Path(__file__).resolve().parents[2]
EMAIL, PASSWORD = "bench@example.com", "a long passphrase for the benchmark"
ROWS = 10_000
FILL = """
insert into invoices (org_id, id, number, customer_id, issued_on, due_on, total_amount, total_currency, status, version)
select $1, uuidv7(), 'S-' || n, $2, date '2026-01-01' + n % 300, date '2026-02-01' + n % 300, (n % 5000) + 0.5, 'EUR', 'sent', 1
from generate_series(1, $3) n"""


@dataclass(slots=True)
class Place:
    """Where the benchmark runs."""

    database_url: str
    env: dict[str, str]
    token: str = ""
    org: str = ""
    colleague: str = ""
    """Somebody else of the organisation."""
    customer: str = ""
    invoice: str = ""
    log: Path = field(default_factory=lambda: Path(os.devnull))

    def sign_in(self, url: str) -> None:
        """As the first administrator, with a customer and a colleague there."""
        client = httpx.Client(base_url=f"{url}/api/v1", trust_env=False, timeout=30)
        answer = client.post("/auth/login", json={"email": EMAIL, "password": PASSWORD}).raise_for_status().json()
        self.token, self.org = answer["access_token"], answer["user"]["organization"]["id"]
        client.headers["Authorization"] = f"Bearer {self.token}"
        other = {"email": "colleague@example.com", "name": "Colleague", "role": "user", "password": PASSWORD}
        self.colleague = client.post("/users", json=other).raise_for_status().json()["id"]
        buyer = {"code": "BENCH", "name": "Bench", "status": "active"}
        self.customer = client.post("/customers", json=buyer).raise_for_status().json()["id"]

    def prepare(self, url: str) -> None:
        """Sign in and fill the organisation with invoices."""
        self.sign_in(url)
        asyncio.run(self._fill())

    async def _fill(self) -> None:
        db = await asyncpg.connect(self.database_url)
        await db.execute(FILL, self.org, self.customer, ROWS)
        self.invoice = str(await db.fetchval("select id from invoices where org_id = $1 limit 1 offset 500", self.org))
        await db.execute("analyze")
        await db.close()


@contextmanager
def place() -> Iterator[Place]:
    """A fresh, migrated and seeded database, dropped in the end."""
    owner = os.environ["DATABASE_URL"]
    name = f"bench_{os.getpid()}"
    url = urlunsplit(urlsplit(owner)._replace(path=f"/{name}"))
    own = {"DATABASE_URL": url, "FIRST_ADMIN_EMAIL": EMAIL, "FIRST_ADMIN_PASSWORD": PASSWORD, "STATIC_DIR": "", "LOG_LEVEL": "WARNING"}
    no_limits = {"RATE_LIMIT_PER_MINUTE": "1000000000", "LOGIN_LIMIT_PER_MINUTE": "1000000", "ACCESS_TOKEN_MINUTES": "120"}
    env = {**os.environ, **own, **no_limits}
    env = {k: v for k, v in env.items() if k not in ("DATABASE_APP_URL", "DATABASE_SYSTEM_URL")}
    os.environ.update(env)
    asyncio.run(_sql(owner, f"create database {name}"))
    try:
        for command in ("migrate", "seed"):
            subprocess.run([sys.executable, "-m", "app.cli", command], cwd=BACKEND, env=env, check=True, stdout=subprocess.DEVNULL)
        asyncio.run(_sql(url, "create table bench_audit (id uuid, org_id uuid, user_id uuid, entity_id uuid, new_values jsonb)",
                         f'grant insert on bench_audit to "{name}_app"'))  # fmt: skip
        yield Place(url, env)
    finally:
        asyncio.run(_sql(owner, f"drop database {name} with (force)", *(f'drop role if exists "{name}_{r}"' for r in ("app", "system"))))


async def _sql(url: str, *statements: str) -> None:
    db = await asyncpg.connect(url)
    for statement in statements:
        await db.execute(statement)
    await db.close()


class Server:
    """One measured process."""

    def __init__(self, at: Place, system: str) -> None:
        self.at, self.system = at, system
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = int(found.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self.ready_after = 0.0

    def __enter__(self) -> Self:
        bench = [
            "-m",
            "uvicorn",
            "--factory",
            "bench.support.servers:app",
            "--port",
            str(self.port),
            "--no-access-log",
            "--log-level",
            "warning",
        ]
        own = ["-m", "app.cli", "serve", "--port", str(self.port)]
        env = {**self.at.env, "BENCH_SYSTEM": self.system}
        began = time.monotonic()
        self.process = subprocess.Popen([sys.executable, *(own if self.system == "product" else bench)], cwd=BACKEND, env=env)
        while time.monotonic() - began < 30:
            try:
                httpx.get(f"{self.url}/api/v1/health", timeout=1, trust_env=False)
                break
            except httpx.HTTPError:
                time.sleep(0.05)
        self.ready_after = time.monotonic() - began
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.process.terminate()
        self.process.wait(15)

    @property
    def pid(self) -> int:
        """Of the process that answers."""
        return self.process.pid


class Worker:
    """A Celery worker with one process for the work."""

    def __init__(self, at: Place) -> None:
        self.at = at

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "celery", "-A", "app.worker", "worker", "--loglevel", "WARNING", "--concurrency", "1"]
        self.process = subprocess.Popen(command, cwd=BACKEND, env=self.at.env, stdout=subprocess.DEVNULL)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.process.terminate()
        self.process.wait(30)

    @property
    def pids(self) -> list[int]:
        """Of the parent and the one that works."""
        parent = self.process.pid
        return [parent, *map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())]
