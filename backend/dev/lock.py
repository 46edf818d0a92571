"""One set-up at a time: two starts in the same checkout wait for each other instead of installing over each other."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from dev.paths import BACKEND


@contextmanager
def checkout() -> Iterator[None]:
    """Hold the checkout (a lock on its folder: nothing is left behind, and a killed holder lets go)."""
    folder = os.open(BACKEND, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
