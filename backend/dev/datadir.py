"""The data folder: who uses it, its secrets, and what runs on it.

lock           held (flock) by the launcher that uses the folder; says who
secrets.json   0600, made once: signing keys, engine passwords, the first administrator's address (if given) and password
state.json     0600, processes with their start times and the addresses of the engines: for recovery, and for other verbs
pids.json      name -> number of every process
logs/          one file per process
"""

import fcntl
import json
import os
import secrets
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from dev import processes
from dev.errors import DevError
from dev.processes import Identity


class DataDir:
    """One data folder; made on first use."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.logs = path / "logs"
        self._lock: IO[str] | None = None

    def acquire(self, what: str) -> None:
        """Take the folder for this process and end what a killed predecessor left running. Raises DevError if another one uses it."""
        # As root the engines run as another user, who must be able to pass through; each folder below says for itself who may look.
        self.path.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)
        self.logs.mkdir(exist_ok=True, mode=0o700)
        lock = open(self.path / "lock", "a+")  # noqa: SIM115  (held until the folder is released)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise DevError(f"the data folder {self.path} is in use by {lock.read().strip() or 'another process'}.\n"
                           "Stop that first, or choose another folder with --data-dir.") from None  # fmt: skip
        self._lock = lock
        self.occupy(what)
        self._recover()

    def occupy(self, what: str) -> None:
        """Write into the lock what a second start shall read."""
        if self._lock:
            self._lock.truncate(0)
            self._lock.write(f"{what} (process {os.getpid()})\n")
            self._lock.flush()

    def in_use(self) -> bool:
        """Whether a launcher holds the folder."""
        try:
            with open(self.path / "lock") as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return False

    def release(self) -> None:
        """Forget what ran, and let the folder go."""
        self.write("pids.json", {})
        self.write("state.json", {})
        if self._lock:
            self._lock.close()
            self._lock = None

    def read(self, name: str) -> dict[str, Any]:
        """A JSON file of the folder; empty if it is absent or was cut off by a crash."""
        try:
            found = json.loads((self.path / name).read_text())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def write(self, name: str, content: Mapping[str, Any]) -> None:
        """Replace a JSON file of the folder in one move, readable by its owner only."""
        fresh = self.path / f".{name}.new"
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(content, file, indent=2)
        fresh.replace(self.path / name)

    def secret(self, name: str) -> str:
        """A secret of this folder by name; made on first use."""
        known = self.read("secrets.json")
        if name not in known:
            known[name] = secrets.token_urlsafe(12 if name == "first_admin_password" else 36)
            self.write("secrets.json", known)
        return str(known[name])

    def begun_by(self, email: str) -> str:
        """The address given here, else the first that ever was: commands that act as the first administrator are not told it again."""
        known = self.read("secrets.json")
        if email and not known.get("first_admin_email"):
            self.write("secrets.json", known | {"first_admin_email": email})
        return email or str(known.get("first_admin_email", ""))

    def record(self, running: Mapping[str, tuple[Identity, signal.Signals]], pids: Mapping[str, int]) -> None:
        """Note what runs: identities for the recovery, numbers for everybody."""
        listed = {name: {"pid": one.pid, "started": one.started, "signal": int(number)} for name, (one, number) in running.items()}
        self.write("state.json", self.read("state.json") | {"processes": listed})
        self.write("pids.json", {"launcher": os.getpid(), **pids})

    def share(self, addresses: Mapping[str, str]) -> None:
        """Note the addresses of the engines, for other verbs on the same folder."""
        self.write("state.json", self.read("state.json") | {"addresses": dict(addresses)})

    def _recover(self) -> None:
        left = self.read("state.json").get("processes", {})
        processes.end((Identity(p["pid"], p["started"]), signal.Signals(p["signal"])) for p in left.values())
        self.write("state.json", {})
