"""A job: durable work, one row in `operations`, done by a worker as the person who asked for it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from pydantic import BaseModel

from app.kit.core.context import Context, Kit, Origin

if TYPE_CHECKING:
    from app.kit.core.access import Actor


class WorkAccepted(BaseModel):
    """Durable work that was accepted."""

    operation_id: UUID
    status: str = "queued"


class JobFailed(Exception):
    """The work ended without an effect, for a reason its owner should read; `result` (which rows were wrong) is kept. Not retried."""

    def __init__(self, message: str, result: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.result = result


class Progress(Protocol):
    """How a running job tells where it is, and learns that it was cancelled or lost its lease."""

    async def __call__(self, done: float, message: str = "", *, stage: str = "") -> None:
        """`done` from 0 to 1. Raises `Cancelled` or `LeaseLost`: let it through."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """What a job's handler is given."""

    kit: Kit
    actor: "Actor"
    origin: Origin
    """Of the request that asked for it, so that audit rows carry its id."""
    operation_id: UUID
    args: dict[str, Any]
    progress: Progress
    finish: Callable[[Context, dict[str, Any]], Awaitable[None]]
    """Write the result in the same transaction as the effect: `await run.finish(ctx, result)` before that transaction commits."""


Handler = Callable[[Run], Awaitable[dict[str, Any] | None]]


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of durable work."""

    kind: str
    handler: Handler
    label: str = ""
    quiet: bool = False
    """Its owner is not notified of its end (he did not ask for it himself, or sees it elsewhere)."""


@dataclass(frozen=True, slots=True)
class Jobs:
    """All kinds of work by name."""

    by_kind: Mapping[str, Job] = field(default_factory=dict)


USUAL = 30
"""Seconds by which work that is more urgent may have come later and still go first."""


class OperationStore(Protocol):
    """Where accepted work is written (the feature `operations` owns the table)."""

    async def add(self, ctx: Context, kind: str, args: dict[str, Any], *, ref: str = "", label: str = "", patience: int = USUAL) -> UUID:
        """One row in the caller's transaction; the worker is rung after the commit. Returns the operation's id."""
        ...


async def enqueue(ctx: Context, kind: str, args: dict[str, Any], *, ref: str = "", label: str = "", patience: int = USUAL) -> UUID:
    """Accept durable work in this transaction. Work with less `patience` goes first, among work that came within the difference."""
    if kind not in ctx.use(Jobs).by_kind:
        raise LookupError(f"no job is called {kind}")
    return await ctx.use(OperationStore).add(ctx, kind, args, ref=ref, label=label, patience=patience)
