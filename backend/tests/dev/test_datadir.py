"""The data folder: one user at a time, secrets kept, the left-overs of a killed launcher ended."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from dev.datadir import DataDir
from dev.environment import admin
from dev.errors import DevError
from dev.processes import Identity


def test_a_second_user_is_refused_by_name_until_the_first_lets_go(tmp_path: Path) -> None:
    first, second = DataDir(tmp_path), DataDir(tmp_path)
    first.acquire("Groundwork at http://127.0.0.1:8000")
    assert second.in_use()
    with pytest.raises(DevError, match=r"in use by Groundwork at http://127.0.0.1:8000 \(process \d+\)"):
        second.acquire("another")
    first.release()
    assert not second.in_use()
    second.acquire("another")
    second.release()


def test_secrets_are_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    made = DataDir(tmp_path).secret("jwt_secret")
    assert len(made) >= 32
    assert DataDir(tmp_path).secret("jwt_secret") == made
    assert DataDir(tmp_path).secret("audit_secret") != made
    assert (tmp_path / "secrets.json").stat().st_mode & 0o777 == 0o600


def sleeper() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)


def left(folder: Path, pid: int, started: str) -> None:
    processes = {"api": {"pid": pid, "started": started, "signal": int(signal.SIGTERM)}}
    (folder / "state.json").write_text(json.dumps({"processes": processes}))


def test_what_a_killed_launcher_left_is_ended_at_the_next_start(tmp_path: Path) -> None:
    orphan = sleeper()
    known = Identity.of(orphan.pid)
    assert known
    left(tmp_path, known.pid, known.started)
    data = DataDir(tmp_path)
    data.acquire("test")
    assert orphan.wait(5) == -signal.SIGTERM
    data.release()


def test_a_number_that_belongs_to_another_process_by_now_is_left_alone(tmp_path: Path) -> None:
    stranger = sleeper()
    left(tmp_path, stranger.pid, "another boot:1")
    data = DataDir(tmp_path)
    data.acquire("test")
    assert stranger.poll() is None
    data.release()
    stranger.kill()
    stranger.wait()


def test_a_state_file_cut_off_by_a_crash_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text('{"processes": {"api"')
    data = DataDir(tmp_path)
    data.acquire("test")
    data.release()


def test_the_first_administrators_address_is_given_once(tmp_path: Path) -> None:
    assert admin(DataDir(tmp_path), {}).email == "admin@example.com"
    assert admin(DataDir(tmp_path), {"FIRST_ADMIN_EMAIL": "ann@example.com"}).email == "ann@example.com"
    assert admin(DataDir(tmp_path), {}).email == "ann@example.com", "commands that come later act as her"
