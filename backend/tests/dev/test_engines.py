"""The embedded engines: private, with a password, and whole again after a kill."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev import account, engines
from dev.datadir import DataDir
from dev.paths import BACKEND
from dev.postgres import Postgres
from dev.processes import Identity
from dev.supervisor import Supervisor
from dev.valkey import Valkey


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that pytest makes 0700: as root the engines' user can not come there, and the engines must run all the same."""
    yield tmp_path / "data of mine"
    account.abandon(tmp_path / "data of mine" / "engines")


class Pair:
    """Both engines of a data folder."""

    def __init__(self, folder: Path) -> None:
        self.data = DataDir(folder)
        self.data.acquire("test")
        self.numbers: dict[str, int] = {}
        self.supervisor = Supervisor(self._note)
        self.addresses = engines.start(self.supervisor, self.data, database=None, redis=None)

    def _note(self, running: object, numbers: object) -> None:
        self.numbers = dict(numbers)  # type: ignore[call-overload]
        self.data.record(running, numbers)  # type: ignore[arg-type]

    def stop(self) -> None:
        self.supervisor.stop()
        self.data.release()

    def sql(self, statement: str, url: str | None = None) -> subprocess.CompletedProcess[str]:
        psql = Postgres(self.data.path / "unused", "").programs / "psql"
        return subprocess.run([psql, "-XAtq", url or self.addresses.database, "-c", statement], capture_output=True, text=True, cwd="/")

    def redis(self, *commands: str) -> str:
        port = int(self.addresses.redis.rpartition(":")[2].split("/")[0])
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall("".join(f"{command}\r\n" for command in (*commands, "QUIT")).encode())
            return b"".join(iter(lambda: line.recv(4096), b"")).decode()

    @property
    def password(self) -> str:
        return self.data.secret("valkey_password")


def test_passwords_are_needed_extensions_are_there_and_the_folders_are_private(folder: Path) -> None:
    pair = Pair(folder)
    try:
        assert pair.sql("create extension vector; create extension pg_trgm; create extension unaccent; select 1").stdout == "1\n"
        wrong = pair.addresses.database.replace(pair.data.secret("postgres_password"), "guess")
        assert "password authentication failed" in pair.sql("select 1", wrong).stderr
        assert "NOAUTH" in pair.redis("GET x")
        assert "+PONG" in pair.redis(f"AUTH {pair.password}", "PING")
        home = account.home(folder / "engines")
        assert {(home / name).stat().st_mode & 0o777 for name in ("postgres", "valkey", "postgres/cluster")} == {0o700}
        assert pair.sql("show listen_addresses").stdout == "127.0.0.1\n"
    finally:
        pair.stop()


def test_both_come_back_after_a_kill_with_all_that_was_committed(folder: Path) -> None:
    pair = Pair(folder)
    try:
        pair.sql("create table kept (n int); insert into kept values (42)")
        pair.supervisor.settled = True
        before = dict(pair.numbers)
        for number in before.values():
            os.kill(number, signal.SIGKILL)
        changed = lambda: len(pair.numbers) == 2 and not set(before.values()) & set(pair.numbers.values())  # noqa: E731
        pair.supervisor.wait(changed, "new processes", 10)
        pair.supervisor.wait(lambda: pair.sql("select n from kept").stdout == "42\n", "Postgres", 10)
        pair.supervisor.wait(lambda: _answers(pair), "Valkey", 10)
    finally:
        pair.stop()


def _answers(pair: Pair) -> bool:
    try:
        return "+PONG" in pair.redis(f"AUTH {pair.password}", "PING")
    except OSError:
        return False


def test_the_next_start_takes_over_from_a_launcher_that_was_killed(folder: Path) -> None:
    dead = Pair(folder)
    dead.sql("create table kept (n int); insert into kept values (7)")
    orphans = [Identity.of(number) for number in dead.numbers.values()]
    dead.data._lock.close()  # type: ignore[union-attr]  # a killed process loses its lock and nothing else
    pair = Pair(folder)
    try:
        assert not any(orphan and orphan.alive() for orphan in orphans)
        assert not pair.addresses.new
        assert pair.sql("select n from kept").stdout == "7\n"
    finally:
        pair.stop()
        dead.supervisor.stop()


def test_a_note_that_names_a_foreign_process_does_not_stop_postgres(folder: Path) -> None:
    pair = Pair(folder)
    pair.stop()
    note = account.home(folder / "engines") / "postgres" / "cluster" / "postmaster.pid"
    # What a crash of the machine leaves when the number belongs to somebody else after the restart: here, to this test.
    note.write_text(f"{os.getpid()}\n{note.parent}\n1\n1\n\n127.0.0.1\n\n")
    account.own(note)
    again = Pair(folder)
    try:
        assert again.sql("select 1").stdout == "1\n"
    finally:
        again.stop()


def test_a_data_folder_made_anew_starts_empty(folder: Path) -> None:
    first = Pair(folder)
    first.sql("create table old (n int)")
    first.stop()
    elsewhere = account.home(folder / "engines")
    shutil.rmtree(folder)
    second = Pair(folder)
    try:
        assert second.addresses.new
        assert second.sql("select to_regclass('old') is null").stdout == "t\n"
    finally:
        second.stop()
        shutil.rmtree(elsewhere, ignore_errors=True)


def test_engines_of_a_killed_test_run_are_ended_by_the_next_one() -> None:
    start = "import time; from dev import engines\nwith engines.throwaway() as (p, v): print(p.folder, flush=True); time.sleep(60)"
    killed = subprocess.Popen([sys.executable, "-c", start], cwd=BACKEND, stdout=subprocess.PIPE, text=True)
    assert killed.stdout
    folder = Path(killed.stdout.readline().strip()).parents[1]
    orphans = [Identity.of(pid) for name, pid in DataDir(folder).read("pids.json").items() if name != "launcher"]
    killed.kill()
    killed.wait()
    os.utime(folder / "lock", (0, 0))
    engines.sweep()
    assert len(orphans) == 2 and not any(orphan and orphan.alive() for orphan in orphans)
    assert not folder.exists()


def test_the_password_of_valkey_is_not_on_its_command_line(tmp_path: Path) -> None:
    valkey = Valkey(tmp_path, "very-secret")
    assert not any("very-secret" in part for part in valkey.program(tmp_path / "log").command)
