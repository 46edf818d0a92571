"""The trail of a piece of agent work: its spans, collected while it runs and kept by the feature that provides `Trails`.

Nothing of this stands between a person and the first word of an answer: collecting is appending to a list, keeping happens beside the
work, once a second and at the end. Without a feature that keeps trails nothing is collected.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, Protocol, cast
from uuid import UUID

from app.kit.core.access import Actor
from app.kit.core.context import Kit
from app.kit.core.log import logger
from app.kit.core.spans import Span, Spans, collecting, span

log = logger(__name__)
KEEP_SECONDS = 1.0
"""How often a trail is written down while the work goes on: the most that a killed process loses."""

Source = Literal["conversation", "completion", "trial"]
"""Where the work was asked for: in a conversation (also by /agents/execute), through /v1/chat/completions and MCP, or on the test bench."""
Status = Literal["running", "complete", "stopped", "failed", "interrupted"]


@dataclass(slots=True)
class Trail:
    """One piece of work. Whoever does it fills in what is learned on the way."""

    id: UUID
    """Of what is made: the answer's message, the execution."""
    actor: Actor
    source: Source
    conversation_id: UUID | None = None
    agent: str = ""
    asked: str = ""
    """The words of the person."""
    answered: str = ""
    problem: str = ""
    """Why there is no answer, in the words the person was told."""
    status: Status = "running"
    gone: bool = False
    """What was worked on has been deleted meanwhile: nothing is kept."""
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    spans: Spans = field(default_factory=Spans)

    def end(self, status: str, answered: str = "", problem: str = "") -> None:
        """How it ended; without this word an end is read from the exception that left the work."""
        self.status, self.answered, self.problem = cast("Status", status), answered, problem


class Keeper(Protocol):
    """Writes one trail."""

    async def keep(self) -> None:
        """Write what is new since the last time; the last time `status` is no longer "running"."""
        ...


class Trails(Protocol):
    """Who keeps trails (a feature)."""

    def open(self, kit: Kit, trail: Trail) -> Keeper | None:
        """At the beginning, without waiting for anything; None: this installation keeps none."""
        ...


@asynccontextmanager
async def trailed(kit: Kit, trail: Trail) -> AsyncIterator[Trail]:
    """Collect and keep the spans of everything inside. A trail that can not be written never fails the work."""
    trails: Trails | None = kit.ports.get(Trails)
    keeper = trails.open(kit, trail) if trails is not None else None
    if keeper is None:
        yield trail
        return
    over = asyncio.Event()
    rounds = asyncio.create_task(_rounds(keeper, over))
    try:
        with collecting(trail.spans), span("turn", "turn") as top:
            yield trail
    finally:
        _close(trail, top)
        over.set()
        last = asyncio.create_task(_last(rounds, keeper))
        with suppress(asyncio.CancelledError):  # a process that stops still writes this down
            await asyncio.shield(last)
        await last


def _close(trail: Trail, top: Span) -> None:
    """Work that ended without a word about how."""
    if trail.status == "running":
        trail.status = "interrupted" if top.error == "CancelledError" else "failed" if top.error else "complete"
    top.note(asked=trail.asked, agent=trail.agent, status=trail.status, answered=trail.answered)
    if trail.problem:
        top.note(problem=trail.problem)


async def _rounds(keeper: Keeper, over: asyncio.Event) -> None:
    while not over.is_set():
        with suppress(TimeoutError):
            async with asyncio.timeout(KEEP_SECONDS):
                await over.wait()
        if not over.is_set():
            await _safely(keeper)


async def _last(rounds: "asyncio.Task[None]", keeper: Keeper) -> None:
    await rounds
    await _safely(keeper)


async def _safely(keeper: Keeper) -> None:
    try:
        await keeper.keep()
    except Exception:
        log.exception("trail_not_kept")  # the next round tries again
