"""`dev run` from start to stop, with the real product: one port, one owner of the data folder, whole again after every kill."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dev import account, environment
from dev.paths import ROOT
from dev.postgres import free_port
from dev.processes import Identity

SECONDS = 120.0


class Run:
    """`dev run` on a folder; started anew by each `start`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.printed = folder.with_suffix(".txt")

    def command(self) -> list[str]:
        return [sys.executable, "backend/dev", "run", "--port", str(self.port), "--data-dir", str(self.folder)]

    def start(self) -> None:
        with open(self.printed, "w") as out:
            self.process = subprocess.Popen(self.command(), cwd=ROOT, stdout=out, stderr=out, env=environment.sealed())
        self.until(lambda: "ready after" in self.printed.read_text() or self.process.poll() is not None)
        assert self.process.poll() is None, self.printed.read_text()

    def until(self, true: Callable[[], bool]) -> None:
        deadline = time.monotonic() + SECONDS
        while not true():
            assert time.monotonic() < deadline, self.printed.read_text()
            time.sleep(0.1)

    def get(self, path: str, body: dict[str, str] | None = None) -> tuple[int, Any]:
        data = json.dumps(body).encode() if body else None
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, {"content-type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def sign_in(self) -> int:
        found = re.search(r"sign in as +(\S+)\n +password +(\S+)", self.printed.read_text())
        assert found
        return self.get("/api/v1/auth/login", {"email": found[1], "password": found[2]})[0]

    def pids(self) -> dict[str, int]:
        found: dict[str, int] = json.loads((self.folder / "pids.json").read_text())
        return found

    def identities(self) -> dict[str, Identity]:
        return {name: known for name, pid in self.pids().items() if (known := Identity.of(pid))}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    started = Run(tmp_path_factory.mktemp("run") / "data")
    started.start()
    yield started
    if started.process.poll() is None:
        started.process.terminate()
        started.process.wait(60)
    account.abandon(started.folder / "engines")


def test_everything_is_served_on_one_port(run: Run) -> None:
    assert run.get("/api/v1/health")[0] == 200
    assert '<div id="root">' in run.get("/")[1]
    assert run.sign_in() == 200


def test_all_processes_are_listed_and_the_secrets_are_private(run: Run) -> None:
    listed = run.identities()
    assert {"launcher", "postgres", "valkey", "api", "worker", "scheduler"} <= set(listed)
    assert listed["launcher"].pid == run.process.pid
    assert (run.folder / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_the_api_does_not_know_the_owner_of_the_database(run: Run) -> None:
    environ = Path(f"/proc/{run.pids()['api']}/environ").read_text()
    assert json.loads((run.folder / "secrets.json").read_text())["postgres_password"] not in environ


def test_a_second_start_on_the_same_folder_is_refused_in_a_sentence(run: Run) -> None:
    second = subprocess.run(run.command(), cwd=ROOT, capture_output=True, text=True, env=environment.sealed())
    assert second.returncode == 1
    assert f"in use by Groundwork at http://127.0.0.1:{run.port}" in second.stderr and "Traceback" not in second.stderr


@pytest.mark.parametrize("name", ["api", "worker", "postgres"])
def test_what_is_killed_comes_back(run: Run, name: str) -> None:
    before = run.pids()[name]
    os.kill(before, signal.SIGKILL)
    run.until(lambda: run.pids().get(name, before) != before)
    run.until(lambda: '"status":"ok"' in run.get("/api/v1/ready")[1])


def test_after_a_kill_of_the_launcher_the_next_start_takes_over(run: Run) -> None:
    orphans = run.identities()
    os.kill(run.process.pid, signal.SIGKILL)
    run.process.wait()
    run.start()
    assert not [name for name, orphan in orphans.items() if orphan.alive()]
    assert run.sign_in() == 200


def test_sigterm_ends_every_process_and_frees_the_folder(run: Run) -> None:
    running = run.identities()
    run.process.terminate()
    assert run.process.wait(60) == 0
    assert not [name for name, one in running.items() if one.alive()]
    assert run.pids() == {}
