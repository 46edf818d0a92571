"""The whole product on one data folder: engines, migration, first administrator, API, worker, scheduler."""

import json
import socket
import urllib.request
from collections.abc import Mapping
from typing import Any

from dev import engines, environment, say, shell, stamps
from dev.datadir import DataDir
from dev.engines import Addresses
from dev.environment import Site
from dev.errors import DevError
from dev.paths import BACKEND, PYTHON
from dev.supervisor import Program, Supervisor

READY_SECONDS = 180.0
SCHEMA = (BACKEND / "migrations", *(BACKEND / "app" / "kit" / "core" / name for name in ("migrate", "roles.py")))


class Stack:
    """What `dev run` starts, with the settings from `outside`. Use as a context: leaving it stops everything and lets the folder go."""

    def __init__(self, data: DataDir, site: Site, outside: Mapping[str, str]) -> None:
        self.data = data
        self.site = site
        self.outside = outside
        self.supervisor = Supervisor(data.record)
        self.environment: dict[str, str] = {}

    def __enter__(self) -> "Stack":
        self.data.acquire(f"Groundwork at {self.site.url}")
        return self

    def __exit__(self, *failure: object) -> None:
        self.supervisor.stop()
        self.data.release()

    def start_engines(self) -> Addresses:
        """Start the engines that are not given by `DATABASE_URL` and `REDIS_URL`."""
        given = self.outside.get("DATABASE_URL"), self.outside.get("REDIS_URL")
        own = [name for name, url in zip(("Postgres", "Valkey"), given, strict=True) if not url]
        with say.step(f"engines ({' and '.join(own) or 'given by DATABASE_URL and REDIS_URL'})"):
            found = engines.start(self.supervisor, self.data, database=given[0], redis=given[1])
        self.environment = environment.owner(self.data, found, self.site, self.outside)
        self.data.share({name: self.environment[name] for name in ("DATABASE_URL", "REDIS_URL", "PUBLIC_URL")})
        return found

    def prepare(self, addresses: Addresses) -> None:
        """Bring the schema and the first administrator up to date. On a database of our own that is left out when nothing has changed."""
        first = environment.admin(self.data, self.outside)
        env = self.environment
        schema = stamps.digest(*SCHEMA, addresses.database.rpartition("/")[2], env["JWT_SECRET"])
        seeded = stamps.digest(first.email, first.password)
        done = {} if addresses.new or self.outside.get("DATABASE_URL") else self.data.read("prepared.json")
        if done.get("schema") != schema:
            with say.step("database schema (migrate)"):
                shell.quiet([PYTHON, "-m", "app.cli", "migrate"], what="the migration", cwd=BACKEND, env=env)
        if done.get("seeded") != seeded:
            with say.step(f"first administrator ({first.email})"):
                shell.quiet([PYTHON, "-m", "app.cli", "seed"], what="seeding", cwd=BACKEND, env=env)
        self.data.write("prepared.json", {"schema": schema, "seeded": seeded})

    def serve(self, workers: int) -> None:
        """Start worker, scheduler and API, and wait until the API says that it is ready."""
        with say.step("API, worker, scheduler"):
            env = environment.powerless(self.environment)
            for name, module in self._programs(workers).items():
                log = self.data.logs / f"{name}.log"
                self.supervisor.start(Program(name, [str(PYTHON), "-m", *module], log, env, BACKEND, grace=15.0))
            self.supervisor.wait(lambda: bool(asked(f"{self.site.url}/api/v1/health")), "the API", READY_SECONDS)
            self.supervisor.wait(lambda: self.parts().get("worker") == "ok", "the worker", READY_SECONDS)

    def parts(self) -> dict[str, str]:
        """What the product says of its parts (`/api/v1/ready`): name and status."""
        return {name: part["status"] for name, part in asked(f"{self.site.url}/api/v1/ready").get("parts", {}).items()}

    def _programs(self, workers: int) -> Mapping[str, list[str]]:
        """Started in this order, stopped in the opposite one: the API goes first, then who works for it."""
        celery = ["celery", "-A", "app.worker"]
        more = ["--workers", str(workers)] if workers > 1 else []
        return {
            "worker": [*celery, "worker", "--loglevel", "INFO", "--concurrency", "2"],
            "scheduler": [*celery, "beat", "--loglevel", "INFO", "--pidfile=", "--schedule", str(self.data.path / "schedule")],
            "api": ["app.cli", "serve", "--host", self.site.host, "--port", str(self.site.port), *more],
        }


def asked(url: str) -> dict[str, Any]:
    """The JSON object that the address answers with; empty while it does not answer with success."""
    try:
        # Without a proxy, whatever the environment says: this is a process of ours on this machine.
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=5) as answer:
            return dict(json.load(answer))
    except (OSError, ValueError):
        return {}


def need_free(site: Site) -> None:
    """Raise DevError if something listens at the site's port already."""
    family = socket.AF_INET6 if ":" in site.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((site.host, site.port))
        except OSError as error:
            raise DevError(f"can not listen on {site.host}:{site.port}: {error.strerror}. Choose another with --port.") from None
