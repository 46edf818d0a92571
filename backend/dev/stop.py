"""The wish to stop: Ctrl-C, SIGTERM or a closed terminal. Handlers only note it; whoever waits looks here, so nothing is cut in half."""

import signal
import threading
from types import FrameType

requested = threading.Event()


class Stopped(BaseException):
    """Raised where something is waited for once stopping was asked."""


def listen() -> None:
    """Note the signals from now on instead of dying of them."""

    def note(number: int, frame: FrameType | None) -> None:
        requested.set()

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, note)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup
        signal.signal(signal.SIGHUP, note)


def check() -> None:
    """Raise Stopped if stopping was asked."""
    if requested.is_set():
        raise Stopped


def pause(seconds: float) -> None:
    """Wait, but not when stopping is asked."""
    requested.wait(seconds)
    check()
