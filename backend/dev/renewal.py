"""The wish of another verb that a running product takes up what has changed in the code: its processes start anew, its engines stay."""

import contextlib
import os
import signal
import threading
import time
from types import FrameType

from dev import say, stack
from dev.datadir import DataDir
from dev.errors import DevError

requested = threading.Event()
SECONDS = 60.0


def listen(data: DataDir) -> None:
    """Note SIGUSR1 from now on, and say in the data folder that this launcher does (any other would die of it)."""

    def note(number: int, frame: FrameType | None) -> None:
        requested.set()

    signal.signal(signal.SIGUSR1, note)
    data.write("state.json", data.read("state.json") | {"renews": os.getpid()})


def ask(data: DataDir) -> bool:
    """Let the product that runs on the folder start anew and wait until it is there again; False when none does."""
    state = data.read("state.json")
    if not (launcher := state.get("renews")) or not data.in_use():
        return False
    before = data.read("pids.json")
    with contextlib.suppress(ProcessLookupError):
        os.kill(int(launcher), signal.SIGUSR1)
    deadline = time.monotonic() + SECONDS
    with say.step("the running product starts anew"):
        while data.read("pids.json").get("api", before.get("api")) == before.get("api") or not _ready(state["addresses"]["PUBLIC_URL"]):
            if time.monotonic() > deadline:
                raise DevError(f"the product did not come back within {SECONDS:.0f} s; its logs are in {data.logs}")
            time.sleep(0.1)
    return True


def _ready(url: str) -> bool:
    return bool(stack.asked(f"{url}/api/v1/health"))
