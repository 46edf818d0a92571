"""Group commit: those who come while a write is under way share the next one, so that many small writes cost few transactions."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Together(Generic[T]):
    """Writes items in the order in which they come; whoever brings some goes on when they stand."""

    def __init__(self, write: Callable[[Sequence[T]], Awaitable[None]], patience: float = 0.0) -> None:
        """`write` puts all of its items down, or none and raises. `patience`: seconds that items wait for company."""
        self._write, self._patience = write, patience
        self._waiting: list[tuple[list[T], asyncio.Future[None]]] = []
        self._task: asyncio.Task[None] | None = None

    async def add(self, items: Sequence[T]) -> None:
        """Returns once they are written. Raises what `write` raised for them alone."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((list(items), done))
        if self._task is None:
            self._task = asyncio.create_task(self._rounds())
        await done

    async def _rounds(self) -> None:
        while self._waiting:
            await asyncio.sleep(self._patience)
            round_, self._waiting = self._waiting, []
            if not await self._tried(round_) and len(round_) > 1:
                for one in round_:  # whose items cannot be written must not keep the others from being written
                    await self._tried([one])
        self._task = None

    async def _tried(self, some: Sequence[tuple[list[T], asyncio.Future[None]]]) -> bool:
        try:
            await self._write([item for items, _ in some for item in items])
        except Exception as error:
            if len(some) == 1 and not some[0][1].done():
                some[0][1].set_exception(error)
            return False
        for _, done in some:
            if not done.done():  # one who was cancelled meanwhile
                done.set_result(None)
        return True
