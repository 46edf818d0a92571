"""Urgent tasks are carried out by the process that took them, as long as it lives; a worker takes over what it leaves behind."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from app.kit.core.context import Kit
from app.kit.jobs.lease import STOP_SECONDS
from app.kit.jobs.runner import run_next


class InPlace:
    """Operations that run beside the requests of this process."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[bool]] = set()
        self._closing = False

    def begin(self, kit: Kit, operation_id: UUID) -> "asyncio.Task[bool]":
        """Claim it and carry it out; it goes on when nobody waits any more. False when a worker was faster."""
        owner = f"{socket.gethostname()}:{os.getpid()}"
        task = asyncio.create_task(run_next(kit, owner, lambda: self._closing, only=operation_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def close(self) -> None:
        """The process ends: what is not finished in a moment is put back for a worker."""
        self._closing = True
        if self._tasks:
            _, left = await asyncio.wait(self._tasks, timeout=STOP_SECONDS + 3)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)


@asynccontextmanager
async def in_place(kit: Kit) -> AsyncIterator[None]:
    """Their life beside the API."""
    yield
    await kit.use(InPlace).close()
