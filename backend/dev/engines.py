"""The two engines together: a pair that keeps its data, for `run`, and a pair that is thrown away, for tests."""

import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dev import account
from dev.datadir import DataDir
from dev.errors import DevError
from dev.postgres import Postgres
from dev.supervisor import Supervisor
from dev.valkey import Valkey

DATABASE = "groundwork"
START_SECONDS = 60.0


@dataclass(frozen=True)
class Addresses:
    """Where the engines are: `database` as its owner, `redis`. `new`: the database was made by this start."""

    database: str
    redis: str
    new: bool = False


def start(supervisor: Supervisor, data: DataDir, *, database: str | None, redis: str | None) -> Addresses:
    """Start what is not given as an address of its own, with its files in the data folder."""
    new = False
    home = account.home(data.path / "engines") if not (database and redis) else data.path
    if not database:
        postgres = Postgres(home / "postgres", data.secret("postgres_password"))
        new = postgres.create()
        supervisor.start(postgres.program(data.logs / "postgres.log"))
    if not redis:
        valkey = Valkey(home / "valkey", data.secret("valkey_password"))
        valkey.create()
        supervisor.start(valkey.program(data.logs / "valkey.log"))
        supervisor.wait(valkey.ready, "Valkey", START_SECONDS)
        redis = valkey.url()
    if not database:
        supervisor.wait(postgres.ready, "Postgres", START_SECONDS)
        postgres.ensure_database(DATABASE)
        database = postgres.url(DATABASE)
    return Addresses(database, redis, new)


TEMPORARY = Path(tempfile.gettempdir())
PREFIX = "groundwork-"
OLD_SECONDS = 60.0


def sweep() -> None:
    """End and remove what killed test runs left in the temporary folder."""
    for lock in [*TEMPORARY.glob(f"{PREFIX}*/lock"), *TEMPORARY.glob(f"{PREFIX}*/data/lock")]:
        data = DataDir(lock.parent)
        try:
            if time.time() - lock.stat().st_mtime < OLD_SECONDS or data.in_use():
                continue
            data.acquire("sweep")
        except (DevError, OSError):
            continue
        account.abandon(data.path / "engines")
        data.release()
        shutil.rmtree(data.path, ignore_errors=True)


@contextmanager
def throwaway(databases: tuple[str, ...] = (DATABASE,)) -> Iterator[tuple[Postgres, Valkey]]:
    """A pair in a temporary folder, without care for a power cut; gone afterwards."""
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o711)
    data = DataDir(folder)
    data.acquire("a test run")
    supervisor = Supervisor(data.record)
    try:
        home = account.home(folder / "engines")
        postgres = Postgres(home / "postgres", secrets.token_urlsafe(24), throwaway=True)
        valkey = Valkey(home / "valkey", secrets.token_urlsafe(24), throwaway=True)
        postgres.create()
        valkey.create()
        supervisor.start(postgres.program(data.logs / "postgres.log"))
        supervisor.start(valkey.program(data.logs / "valkey.log"))
        supervisor.wait(lambda: postgres.ready() and valkey.ready(), "the test engines", START_SECONDS)
        for name in databases:
            postgres.ensure_database(name)
        yield postgres, valkey
    finally:
        supervisor.stop()
        account.abandon(folder / "engines")
        data.release()
        shutil.rmtree(folder, ignore_errors=True)
