"""Looking at processes by number, safely: a number is only trusted together with the moment its process started."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True)
class Identity:
    """A process that can be recognised later: its number alone may by then belong to another."""

    pid: int
    started: str

    @classmethod
    def of(cls, pid: int) -> "Identity | None":
        """The identity of a running process; None if there is none (a zombie does not run)."""
        started = _started(pid)
        return cls(pid, started) if started else None

    def alive(self) -> bool:
        """Whether this very process still runs."""
        return _started(self.pid) == self.started


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat after the name (which may hold spaces): state, parent, … (see proc(5)); empty if there is none."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _started(pid: int) -> str:
    if not (PROC / "self").exists():
        return subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    fields = _stat(pid)
    if not fields or fields[0] in "ZX":
        return ""
    boot = (PROC / "sys" / "kernel" / "random" / "boot_id").read_text().strip()
    return f"{boot}:{fields[19]}"


def command(pid: int) -> str:
    """The command line of a process; empty if it is gone or belongs to another user."""
    if not (PROC / "self").exists():
        return subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return ""


def descendants(pids: Sequence[int]) -> dict[int, list[int]]:
    """All descendants of each of the processes, parents before children."""
    below: dict[int, list[int]] = {}
    for pid, parent in _all():
        below.setdefault(parent, []).append(pid)
    found: dict[int, list[int]] = {}
    for pid in pids:
        queue = found[pid] = sorted(below.get(pid, []))
        for child in queue:  # grows while it is walked
            queue.extend(sorted(below.get(child, [])))
    return found


def _all() -> Iterable[tuple[int, int]]:
    """Number and parent of every process."""
    if (PROC / "self").exists():
        for entry in PROC.iterdir():
            if entry.name.isdigit() and (fields := _stat(int(entry.name))):
                yield int(entry.name), int(fields[1])
        return
    for row in subprocess.run(["ps", "-axo", "pid=,ppid="], capture_output=True, text=True).stdout.splitlines():
        pid, parent = row.split()
        yield int(pid), int(parent)


def signal_group(pid: int, number: signal.Signals) -> None:
    """Send to the process group that `pid` leads, or led: children may outlive their leader."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def end(orphans: Iterable[tuple[Identity, signal.Signals]], grace: float = 5.0) -> None:
    """End processes that are not our children: politely by their own signal, after `grace` seconds by SIGKILL."""
    left = [(orphan, number) for orphan, number in orphans if orphan.alive()]
    for orphan, number in left:
        os.kill(orphan.pid, number)
    deadline = time.monotonic() + grace
    while any(orphan.alive() for orphan, _ in left) and time.monotonic() < deadline:
        time.sleep(0.05)
    for orphan, _ in left:
        signal_group(orphan.pid, signal.SIGKILL)
