"""Load by wrk against a server on this machine, and what the server spent on it."""

import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True, slots=True)
class Cell:
    """One measurement."""

    per_second: float
    p50: float
    """Milliseconds."""
    p99: float
    cpu: float
    """Microseconds of server CPU per request."""
    errors: int


def wrk() -> str:
    """The load generator; says how to get it."""
    found = shutil.which("wrk")
    if found is None:
        raise SystemExit("wrk is needed: apt-get install wrk (Debian), brew install wrk (macOS)")
    return found


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def memory_mb(pid: int) -> float:
    """Resident memory."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def peak_mb(pid: int) -> float:
    """The most memory that was resident since the start, or since the last `forget_peak`."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def forget_peak(pid: int) -> None:
    """Begin to count the peak anew (proc(5), clear_refs)."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def run(url: str, token: str, pid: int, *, connections: int, seconds: int, script: Path | None = None) -> Cell:
    """Send as much as the server takes for some seconds, once it has done what those before asked for: wrk leaves in the middle."""
    command = [wrk(), "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "--latency", "-H", f"Authorization: Bearer {token}"]
    time.sleep(0.5)
    before = cpu_seconds(pid)
    out = subprocess.run([*command, *(["-s", str(script)] if script else []), url], capture_output=True, text=True, check=True).stdout
    spent = cpu_seconds(pid) - before
    requests = int(_found(r"(\d+) requests in", out))
    bad = sum(int(n) for n in re.findall(r"Non-2xx or 3xx responses: (\d+)", out)) + sum(
        map(int, re.findall(r"(?:connect|read|write|timeout) (\d+)", out))
    )
    return Cell(float(_found(r"Requests/sec:\s+([\d.]+)", out)), _ms(out, "50"), _ms(out, "99"), spent / max(1, requests) * 1e6, bad)


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if found is None:
        raise RuntimeError(f"wrk printed something else:\n{text}")
    return found[1]


def _ms(out: str, percent: str) -> float:
    found = re.search(rf"{percent}%\s+([\d.]+)(us|ms|s)", out)
    return float(found[1]) * UNITS[found[2]] if found else 0.0
