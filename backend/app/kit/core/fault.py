"""Named places where tests make the process die, fail or hang: `FAULT=after_claim:2:kill`. Refused in production by the settings."""

import asyncio
import os
import signal
from collections import Counter

from app.kit.core.settings import Settings

HANG_SECONDS = 3600
_passed: Counter[str] = Counter()


class FaultInjected(RuntimeError):
    """What `raise` raises."""


async def fault(settings: Settings, name: str) -> None:
    """Does nothing, unless the setting `fault` says `<name>:<nth>:kill|stop|raise|hang` and this is the nth pass of the process here."""
    plan = settings.fault
    if not plan:
        return
    place, nth, what = plan.split(":")
    if place != name:
        return
    _passed[name] += 1
    if _passed[name] != int(nth):
        return
    if what == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "stop":
        os.kill(os.getpid(), signal.SIGSTOP)
        return
    if what == "hang":
        await asyncio.sleep(HANG_SECONDS)
    raise FaultInjected(f"{name}, pass {nth}")
