"""A Redis of a test's own, that it may kill and start again."""

import asyncio
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dev import account
from dev.valkey import Valkey


@dataclass
class Doorbell:
    """A Valkey that can be killed and started again at the same address."""

    valkey: Valkey
    log: Path
    process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        self.process = await asyncio.to_thread(self._launch)
        async with asyncio.timeout(20):
            while not await asyncio.to_thread(self.valkey.ready):
                await asyncio.sleep(0.02)

    def _launch(self) -> subprocess.Popen[bytes]:
        program = self.valkey.program(self.log)
        return subprocess.Popen(program.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **program.user)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
            self.process = None


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that the engine's own user can reach."""
    made = Path(tempfile.mkdtemp(prefix="groundwork-"))
    made.chmod(0o711)
    yield made
    account.abandon(made / "engines")
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
async def doorbell(folder: Path) -> AsyncIterator[Doorbell]:
    valkey = Valkey(account.home(folder / "engines") / "valkey", secrets.token_urlsafe(24), throwaway=True)
    valkey.create()
    made = Doorbell(valkey, folder / "log")
    await made.start()
    yield made
    made.kill()
