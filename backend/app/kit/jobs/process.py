"""A worker process: one event loop and one assembled product for its whole life; tasks come in one at a time."""

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable
from multiprocessing.sharedctypes import RawValue
from typing import Any

from celery import Celery, signals

from app.kit.core.context import Kit
from app.kit.core.mail import Mailer
from app.kit.core.settings import Settings
from app.kit.core.tell import Teller
from app.kit.jobs.queue import RUN, TICK, make_queue
from app.kit.jobs.runner import run_next
from app.kit.jobs.ticks import tick


class WorkerProcess:
    """Made when the first task arrives: after the fork, so nothing of the parent's connections is shared."""

    def __init__(self, assemble: Callable[[], Kit], close: Callable[[Kit], Awaitable[None]]) -> None:
        self._assemble, self._close = assemble, close
        self._runner: asyncio.Runner | None = None
        self._kit: Kit | None = None
        self.stopping = RawValue("b", 0)
        """Set by the parent when it was told to stop; seen by its children."""

    def run(self, work: Callable[[Kit], Awaitable[Any]]) -> None:
        """Do it in this process's loop, and let everything it told leave the process."""
        self._runner = self._runner or asyncio.Runner()
        self._runner.run(self._do(work))

    async def _do(self, work: Callable[[Kit], Awaitable[Any]]) -> None:
        self._kit = self._kit or self._assemble()
        await work(self._kit)
        for port in (Teller, Mailer):
            if (sender := self._kit.ports.get(port)) is not None:
                await sender.drain()

    def end(self) -> None:
        """Give connections back."""
        if self._runner is not None and self._kit is not None:
            self._runner.run(self._ended(self._kit))
            self._runner.close()

    async def _ended(self, kit: Kit) -> None:
        await self._close(kit)


def make_worker(settings: Settings, assemble: Callable[[], Kit], close: Callable[[Kit], Awaitable[None]]) -> Celery:
    """The Celery application of worker and scheduler, with its two tasks."""
    app = make_queue(settings)
    process = WorkerProcess(assemble, close)

    @app.task(name=RUN)
    def run(_operation_id: str) -> None:
        """A bell: the worker takes the operation that is next, which need not be the one that rang."""
        owner = f"{socket.gethostname()}:{os.getpid()}"
        process.run(lambda kit: run_next(kit, owner, lambda: bool(process.stopping.value)))

    @app.task(name=TICK)
    def by_the_clock() -> None:
        process.run(tick)

    @signals.worker_shutting_down.connect(weak=False)
    def stop(**_: Any) -> None:
        process.stopping.value = 1

    @signals.worker_process_shutdown.connect(weak=False)
    def end(**_: Any) -> None:
        process.end()

    return app
