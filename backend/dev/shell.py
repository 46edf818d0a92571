"""Running other programs to their end: quiet when they succeed, their last words when they fail."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from dev import stop
from dev.errors import DevError

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def tail(text: str, lines: int = 25) -> str:
    """The last lines of a program's output, indented and without colours."""
    return "\n".join("    " + part for part in COLOUR.sub("", text).strip().splitlines()[-lines:])


def quiet(command: Sequence[str | Path], *, what: str, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> str:
    """Run to the end and return what was printed; on failure raise DevError saying that `what` failed, with the end of the output."""
    code, said = captured(command, cwd=cwd, env=env)
    if code:
        raise DevError(f"{what} failed (exit code {code}):\n{tail(said)}")
    return said


def captured(command: Sequence[str | Path], *, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run to the end; the exit code and all that was printed. When stopping is asked, the program and its children are ended first."""
    try:
        # A session of its own: Ctrl-C in the terminal reaches only the launcher, which then ends this whole group.
        child = subprocess.Popen(
            [str(part) for part in command], cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace", start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise DevError(f"{command[0]} does not start: {error}") from error
    while True:
        try:
            said, _ = child.communicate(timeout=0.2)
            return child.returncode, said
        except subprocess.TimeoutExpired:
            if stop.requested.is_set():
                os.killpg(child.pid, signal.SIGKILL)
                child.communicate()
                raise stop.Stopped from None


def loud(command: Sequence[str | Path], *, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> int:
    """Run to the end with the user's terminal, where Ctrl-C reaches it too; the result is the exit code."""
    child = subprocess.Popen([str(part) for part in command], cwd=cwd, env=env)
    while True:
        try:
            return child.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            if stop.requested.is_set():
                child.terminate()
                return child.wait()


def apt_install(*packages: str) -> bool:
    """Install Debian packages where that can be done without asking (root and apt-get); False where it can not."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    quiet(["apt-get", "update", "-qq"], what="apt-get update", env=env)
    quiet(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], what="apt-get install", env=env)
    return True
