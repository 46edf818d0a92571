"""The queue of agent turns: a bounded number runs at once, the others wait in a fair order with priorities (docs/decisions/0026).

A free slot goes to the organisation with the fewest turns at work (equal ones: the one served longest ago); in it to the turn that is
due first. A turn is due when it came, later by `AGE` seconds for each step below high priority, and never before its person was
served last: so people take turns, urgent work overtakes only what came less than `AGE` or twice `AGE` seconds before it, and
nothing waits for ever. How many of one organisation are at work is counted over all processes (fleet.py).
"""

import asyncio
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Literal
from uuid import UUID

from app.kit.agent.fleet import Fleet
from app.kit.core.context import Kit

Priority = Literal["low", "normal", "high"]
PRIORITIES: tuple[Priority, ...] = ("low", "normal", "high")
STEPS: dict[Priority, int] = {"high": 0, "normal": 1, "low": 2}
AGE = 30.0
"""Seconds by which each step of priority lets later work go first."""
LOOK_SECONDS = 0.25
"""How often a turn whose organisation has its slots taken in other processes asks again."""
FORESEEN = 20
"""Places that are told exactly; whoever stands further back hears one more than that."""


@dataclass(slots=True, eq=False)
class Ticket:
    """A turn that wants a slot."""

    org: UUID
    person: UUID
    priority: Priority
    came: float
    place: int = 0
    """In the queue, from 1; 0 once it runs."""
    news: asyncio.Event = field(default_factory=asyncio.Event)
    name: str = ""
    """Among the turns of all processes."""


@dataclass(slots=True)
class FairQueue:
    """The rule alone: no tasks, no clock of its own. `most` turns run at once, at most `each` of them of one organisation."""

    most: int
    each: int
    waiting: list[Ticket] = field(default_factory=list)
    running: deque[Ticket] = field(default_factory=deque)
    orgs: dict[UUID, float] = field(default_factory=dict)
    """When an organisation was served last; forgotten once nobody of it waits or runs. Likewise people."""
    people: dict[tuple[UUID, UUID], float] = field(default_factory=dict)
    full: set[UUID] = field(default_factory=set)
    """Organisations whose slots are taken in other processes."""

    def admit(self, now: float) -> list[Ticket]:
        """Start as many as there are free slots for; who they are."""
        taken: list[Ticket] = []
        while len(self.running) < self.most and (ticket := self._next()) is not None:
            self._start(ticket, now)
            taken.append(ticket)
        return taken

    def leave(self, ticket: Ticket) -> None:
        """It is done, or has given up waiting."""
        for tickets in (self.waiting, self.running):
            if ticket in tickets:
                tickets.remove(ticket)
        here = [*self.waiting, *self.running]
        if not any(t.org == ticket.org for t in here):
            self.orgs.pop(ticket.org, None)
        if not any((t.org, t.person) == (ticket.org, ticket.person) for t in here):
            self.people.pop((ticket.org, ticket.person), None)

    def put_back(self, ticket: Ticket) -> None:
        """To the front of those who wait: all slots of its organisation are taken elsewhere."""
        self.running.remove(ticket)
        self.waiting.insert(0, ticket)
        self.full.add(ticket.org)

    def order(self, now: float) -> list[Ticket]:
        """The first `FORESEEN` of those who wait, as they will be served if turns end in the order in which they began."""
        copy = FairQueue(self.most, self.each, list(self.waiting), deque(self.running), dict(self.orgs), dict(self.people))
        found: list[Ticket] = []
        while copy.waiting and len(found) < FORESEEN:
            if copy.running:
                copy.running.popleft()
            ticket = copy._next()
            if ticket is not None:
                copy._start(ticket, now + len(found) + 1)
                found.append(ticket)
        return found

    def _start(self, ticket: Ticket, now: float) -> None:
        self.waiting.remove(ticket)
        self.running.append(ticket)
        self.orgs[ticket.org] = self.people[ticket.org, ticket.person] = now

    def _next(self) -> Ticket | None:
        busy = Counter(ticket.org for ticket in self.running)
        first: dict[UUID, float] = {}
        for ticket in self.waiting:
            first[ticket.org] = min(ticket.came, first.get(ticket.org, ticket.came))
        free = [ticket for ticket in self.waiting if busy[ticket.org] < self.each and ticket.org not in self.full]
        return min(free, key=lambda t: (busy[t.org], max(first[t.org], self.orgs.get(t.org, 0.0)), self._due(t), t.came), default=None)

    def _due(self, ticket: Ticket) -> float:
        return max(ticket.came, self.people.get((ticket.org, ticket.person), 0.0)) + STEPS[ticket.priority] * AGE


class TurnQueue:
    """The queue of this process, for tasks; with a fleet, `each` holds over all of its processes."""

    def __init__(self, most: int, each: int, fleet: Fleet | None = None) -> None:
        self._queue, self._fleet = FairQueue(most, min(most, each)), fleet

    @asynccontextmanager
    async def slot(
        self, org: UUID, person: UUID, priority: Priority = "normal", told: Callable[[int], Awaitable[None]] | None = None
    ) -> AsyncIterator[Callable[[], Awaitable[None]]]:
        """Hold a slot as long as the block lasts; `told` hears the place in the queue whenever it changes while one waits.

        What the block is given must be awaited before the costly part: whether the other processes have left a slot is asked meanwhile.
        """
        ticket = Ticket(org, person, priority, time.monotonic(), name=Fleet.name(time.time() + STEPS[priority] * AGE))
        self._queue.waiting.append(ticket)
        asked: asyncio.Task[bool] | None = None
        try:
            self._move()
            await self._admitted(ticket, told)
            if self._fleet is not None:
                asked = asyncio.create_task(self._fleet.take(org, ticket.name))
            yield partial(self._sure, ticket, asked, told)
        finally:
            if self._fleet is not None and asked is not None:
                asked.cancel()
                self._fleet.leave(org, ticket.name)
            self._queue.leave(ticket)
            self._move()

    async def _admitted(self, ticket: Ticket, told: Callable[[int], Awaitable[None]] | None) -> None:
        while ticket in self._queue.waiting:
            ticket.news.clear()
            if told is not None:
                await told(ticket.place)
            await ticket.news.wait()

    async def _sure(self, ticket: Ticket, asked: "asyncio.Task[bool] | None", told: Callable[[int], Awaitable[None]] | None) -> None:
        """Back when the other processes have left it a slot; meanwhile others have its place here."""
        if self._fleet is None or asked is None:
            return
        taken = await asked
        while not taken:
            self._queue.put_back(ticket)
            asyncio.get_running_loop().call_later(LOOK_SECONDS, self._again, ticket.org)
            self._move()
            await self._admitted(ticket, told)
            taken = await self._fleet.take(ticket.org, ticket.name)

    def _again(self, org: UUID) -> None:
        self._queue.full.discard(org)
        self._move()

    @property
    def load(self) -> tuple[int, int]:
        """Turns at work, and turns that wait."""
        return len(self._queue.running), len(self._queue.waiting)

    def _move(self) -> None:
        now = time.monotonic()
        self._place(self._queue.admit(now), 0)
        if self._queue.waiting:
            foreseen = self._queue.order(now)
            for place, ticket in enumerate(foreseen, 1):
                self._place([ticket], place)
            self._place((t for t in self._queue.waiting if t not in foreseen), FORESEEN + 1)

    @staticmethod
    def _place(tickets: Iterable[Ticket], place: int) -> None:
        for ticket in tickets:
            if place == 0 or ticket.place != place:
                ticket.place = place
                ticket.news.set()


def turn_queue(kit: Kit) -> TurnQueue:
    """This process's; made when first asked for."""
    found: TurnQueue | None = kit.ports.get(TurnQueue)
    if found is None:
        each = kit.settings.agent_turns_each
        found = kit.ports[TurnQueue] = TurnQueue(kit.settings.agent_turns, each, Fleet(kit.redis, each, kit.settings.lease_seconds))
    return found
