"""A copy of this checkout under git, to run the verbs of its own `dev` in; with a database of its own on the test engines."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from dev import environment
from dev.paths import ROOT

LEFT_OUT = shutil.ignore_patterns("__pycache__", ".venv", "node_modules", "dist", ".data", ".git", "test-results", ".*_cache")


@dataclass
class Checkout:
    """A working tree with its data folder."""

    home: Path
    env: dict[str, str]

    def dev(self, *args: str) -> subprocess.CompletedProcess[str]:
        """A verb, as it is typed."""
        return self.run(sys.executable, "backend/dev", *args)

    def did(self, *args: str) -> str:
        """A verb that must work; what it printed."""
        done = self.dev(*args)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def run(self, *command: str, cwd: str = ".") -> subprocess.CompletedProcess[str]:
        """Any command in it."""
        return subprocess.run(command, cwd=self.home / cwd, env=self.env, capture_output=True, text=True)

    def python(self, *command: str) -> str:
        """A Python module in `backend` that must work."""
        done = self.run(sys.executable, "-m", *command, cwd="backend")
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout

    def git(self, *args: str) -> str:
        """Git's answer."""
        return self.run("git", "-c", "user.name=Test", "-c", "user.email=test@example.com", *args).stdout

    def commit(self) -> None:
        """Everything as it is now."""
        self.git("add", "-A")
        self.git("commit", "-qm", "now")


def copied(home: Path) -> Checkout:
    """A copy with the packages of this checkout, and a data folder beside it."""
    shutil.copytree(ROOT, home, ignore=LEFT_OUT, symlinks=True)
    (home / "backend" / ".venv").symlink_to((ROOT / "backend" / ".venv").resolve())
    (home / "frontend" / "node_modules").symlink_to((ROOT / "frontend" / "node_modules").resolve())
    (home / ".gitignore").write_text((home / ".gitignore").read_text() + "/backend/.venv\n/frontend/node_modules\n")
    made = Checkout(home, environment.sealed() | {"DATA_DIR": str(home.with_name(f"{home.name}-data"))})
    made.git("init", "-q")
    made.commit()
    return made


@contextmanager
def database(name: str) -> Iterator[dict[str, str]]:
    """The addresses of an empty database on the test engines; its logins go with it."""
    base = os.environ["TEST_DATABASE_URL"]
    from dev.postgres import _programs

    def sql(*statements: str) -> None:
        wanted = [part for statement in statements for part in ("-c", statement)]
        subprocess.run([_programs() / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", base, *wanted], check=True, capture_output=True)

    gone = [f"drop database if exists {name} with (force)", *(f"drop role if exists {name}_{role}" for role in ("app", "system"))]
    sql(*gone, f"create database {name}")
    yield {"DATABASE_URL": urlunsplit(urlsplit(base)._replace(path=f"/{name}")), "REDIS_URL": os.environ["TEST_REDIS_URL"]}
    sql(*gone)


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Checkout]:
    """A fresh copy whose verbs work on a database of its own."""
    made = copied(tmp_path / "checkout")
    with database(f"checkout_{os.getpid()}") as addresses:
        made.env |= addresses
        yield made
