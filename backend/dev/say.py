"""What the user reads: one line per step, with its seconds."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_begin = time.monotonic()


def line(text: str = "") -> None:
    """Print one line at once, also from a thread and into a pipe."""
    with _lock:
        print(text, flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print `name` with the seconds it took once it is done; a step that fails prints nothing, its error does."""
    start = time.monotonic()
    yield
    line(f"  {name:<46}{time.monotonic() - start:6.1f} s")


def elapsed() -> float:
    """Seconds since the launcher was started."""
    return time.monotonic() - _begin
