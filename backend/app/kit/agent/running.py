"""Turns in work in this process. A turn belongs to nobody's connection: readers follow it, leave, and come back where they stopped."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.kit.agent.turn import Kind

LAST: frozenset[Kind] = frozenset({"complete", "error"})


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a turn; `seq` counts from 1."""

    seq: int
    kind: Kind
    data: dict[str, Any]


@dataclass(slots=True)
class Stream:
    """What a turn has said so far."""

    events: list[Event] = field(default_factory=list)
    stopped: bool = False
    """Somebody asked for the end; else a cancelled turn was interrupted."""
    lost: bool = False
    """The turn belongs to somebody else by now: what comes next is not heard here."""
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def over(self) -> bool:
        """Whether the last event was said."""
        return bool(self.events) and self.events[-1].kind in LAST

    async def push(self, kind: Kind, data: dict[str, Any]) -> Event:
        """Say something to everybody who follows."""
        event = Event(len(self.events) + 1, kind, data)
        self.events.append(event)
        async with self._news:
            self._news.notify_all()
        return event

    async def lose(self) -> None:
        """Whoever follows has to look elsewhere for the rest."""
        self.lost = True
        async with self._news:
            self._news.notify_all()

    async def follow(self, after: int = 0) -> AsyncIterator[Event]:
        """Everything behind `after`, then what comes, to the end, or until it is lost."""
        at = after
        while True:
            while at < len(self.events):  # more may come while the reader is busy with one
                at += 1
                yield self.events[at - 1]
            if self.over or self.lost:
                return
            async with self._news:
                while len(self.events) <= at and not (self.over or self.lost):
                    await self._news.wait()


class Running:
    """All turns of this process, by message id."""

    def __init__(self) -> None:
        self._turns: dict[UUID, tuple[Stream, asyncio.Task[None]]] = {}

    def start(self, message_id: UUID, work: Callable[[Stream], Awaitable[None]]) -> Stream:
        """Begin a turn; it goes on when the caller is gone."""
        stream = Stream()

        async def whole() -> None:
            try:
                await work(stream)
            finally:
                self._turns.pop(message_id, None)

        self._turns[message_id] = (stream, asyncio.create_task(whole(), name=f"turn {message_id}"))
        return stream

    async def close(self, seconds: float) -> None:
        """The process ends: turns get this long to finish, the others are interrupted (and write that down)."""
        tasks = [task for _, task in self._turns.values()]
        if tasks:
            _, left = await asyncio.wait(tasks, timeout=seconds)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)

    def find(self, message_id: UUID) -> Stream | None:
        """The stream of a turn that runs here."""
        found = self._turns.get(message_id)
        return found[0] if found else None

    def stop(self, message_id: UUID) -> bool:
        """Cancel it; False when it does not run here."""
        found = self._turns.get(message_id)
        if found is None:
            return False
        found[0].stopped = True
        return found[1].cancel()

    async def interrupt(self, message_id: UUID) -> None:
        """Break it off so that it can be taken up again, here or elsewhere; back when it has written down how far it came."""
        if found := self._turns.get(message_id):
            found[1].cancel()
            await asyncio.wait([found[1]])
