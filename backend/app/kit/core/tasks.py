"""Work that goes on beside other work, and ends with it."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any


async def end(task: "asyncio.Task[Any]") -> None:
    """Cancel a task until it has ended: a library that is just timing out may swallow the first cancellation."""
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=1)


@asynccontextmanager
async def beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Run it as long as the block lasts."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        await end(task)
