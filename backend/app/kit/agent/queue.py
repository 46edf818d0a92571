"""Who may think next: agent turns take seats, and where all are taken they wait in a fair line (docs/decisions/0026).

A free seat goes to the organisation with the fewest turns at work (equal ones: the one served longest ago); in it to the turn that is
due first. A turn is due when it came, later by `AGE` seconds for each step below high priority, and never before its person was
served last: so people take turns, urgent work overtakes only what came less than `AGE` or twice `AGE` seconds before it, and
nothing waits for ever.
"""

import asyncio
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from app.kit.core.context import Kit

Priority = Literal["low", "normal", "high"]
PRIORITIES: tuple[Priority, ...] = ("low", "normal", "high")
STEPS: dict[Priority, int] = {"high": 0, "normal": 1, "low": 2}
AGE = 30.0
"""Seconds by which each step of priority lets later work go first."""
FORESEEN = 20
"""Places that are told exactly; whoever stands further back hears one more than that."""


@dataclass(slots=True, eq=False)
class Ticket:
    """A turn that wants a seat."""

    org: UUID
    person: UUID
    priority: Priority
    came: float
    place: int = 0
    """In the line, from 1; 0 once it sits."""
    news: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class Line:
    """The rule alone: no tasks, no clock of its own. `most` turns at once, `each` of them of one organisation."""

    most: int
    each: int
    waiting: list[Ticket] = field(default_factory=list)
    seated: deque[Ticket] = field(default_factory=deque)
    orgs: dict[UUID, float] = field(default_factory=dict)
    """When an organisation was served last; forgotten once nobody of it waits or sits. Likewise people."""
    people: dict[tuple[UUID, UUID], float] = field(default_factory=dict)

    def admit(self, now: float) -> list[Ticket]:
        """Seat as many as there are seats for; who they are."""
        taken: list[Ticket] = []
        while len(self.seated) < self.most and (ticket := self._next()) is not None:
            self._seat(ticket, now)
            taken.append(ticket)
        return taken

    def leave(self, ticket: Ticket) -> None:
        """It is done, or has given up waiting."""
        for line in (self.waiting, self.seated):
            if ticket in line:
                line.remove(ticket)
        here = [*self.waiting, *self.seated]
        if not any(t.org == ticket.org for t in here):
            self.orgs.pop(ticket.org, None)
        if not any((t.org, t.person) == (ticket.org, ticket.person) for t in here):
            self.people.pop((ticket.org, ticket.person), None)

    def order(self, now: float) -> list[Ticket]:
        """The first `FORESEEN` of those who wait, as they will be served if turns end in the order in which they began."""
        copy = Line(self.most, self.each, list(self.waiting), deque(self.seated), dict(self.orgs), dict(self.people))
        found: list[Ticket] = []
        while copy.waiting and len(found) < FORESEEN:
            if copy.seated:
                copy.seated.popleft()
            ticket = copy._next()
            if ticket is not None:
                copy._seat(ticket, now + len(found) + 1)
                found.append(ticket)
        return found

    def _seat(self, ticket: Ticket, now: float) -> None:
        self.waiting.remove(ticket)
        self.seated.append(ticket)
        self.orgs[ticket.org] = self.people[ticket.org, ticket.person] = now

    def _next(self) -> Ticket | None:
        busy = Counter(ticket.org for ticket in self.seated)
        first: dict[UUID, float] = {}
        for ticket in self.waiting:
            first[ticket.org] = min(ticket.came, first.get(ticket.org, ticket.came))
        free = [ticket for ticket in self.waiting if busy[ticket.org] < self.each]
        return min(free, key=lambda t: (busy[t.org], max(first[t.org], self.orgs.get(t.org, 0.0)), self._due(t), t.came), default=None)

    def _due(self, ticket: Ticket) -> float:
        return max(ticket.came, self.people.get((ticket.org, ticket.person), 0.0)) + STEPS[ticket.priority] * AGE


class Seats:
    """The line of this process, for tasks."""

    def __init__(self, most: int, each: int) -> None:
        self._line = Line(most, min(most, each))

    @asynccontextmanager
    async def seat(
        self, org: UUID, person: UUID, priority: Priority = "normal", told: Callable[[int], Awaitable[None]] | None = None
    ) -> AsyncIterator[None]:
        """Hold a seat as long as the block lasts; `told` hears the place in the line whenever it changes while one waits."""
        ticket = Ticket(org, person, priority, time.monotonic())
        self._line.waiting.append(ticket)
        try:
            self._move()
            while ticket in self._line.waiting:
                ticket.news.clear()
                if told is not None:
                    await told(ticket.place)
                await ticket.news.wait()
            yield
        finally:
            self._line.leave(ticket)
            self._move()

    @property
    def load(self) -> tuple[int, int]:
        """Turns at work, and turns that wait."""
        return len(self._line.seated), len(self._line.waiting)

    def _move(self) -> None:
        now = time.monotonic()
        self._place(self._line.admit(now), 0)
        if self._line.waiting:
            foreseen = self._line.order(now)
            for place, ticket in enumerate(foreseen, 1):
                self._place([ticket], place)
            self._place((t for t in self._line.waiting if t not in foreseen), FORESEEN + 1)

    @staticmethod
    def _place(tickets: Iterable[Ticket], place: int) -> None:
        for ticket in tickets:
            if place == 0 or ticket.place != place:
                ticket.place = place
                ticket.news.set()


def seats(kit: Kit) -> Seats:
    """This process's; made when first asked for."""
    found: Seats | None = kit.ports.get(Seats)
    if found is None:
        found = kit.ports[Seats] = Seats(kit.settings.agent_turns, kit.settings.agent_turns_each)
    return found
