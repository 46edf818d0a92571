"""What durable work has done at once on its way, so that whoever takes it up after a crash does not do it again."""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from app.kit.core.context import Context


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that was done, or begun."""

    name: str
    """Of the tool."""
    digest: str
    """Of its arguments."""
    answer: dict[str, Any] | None
    """What came of it; None: it was begun outside, and nobody knows whether it arrived."""


@dataclass(frozen=True, slots=True)
class SoFar:
    """Where an operation stands when a process takes it up."""

    fence: int
    """Of this try: whoever is older may not add anything any more."""
    effects: tuple[Effect, ...]


class Effects(Protocol):
    """Who keeps them (the feature `operations`)."""

    async def so_far(self, ctx: Context, operation_id: UUID) -> SoFar | None:
        """Of all tries, oldest first; None when there is no such operation."""
        ...

    async def add(self, ctx: Context, operation_id: UUID, fence: int, effect: Effect) -> UUID:
        """In the transaction of the effect itself; its id. LeaseLost when another process has taken the operation, or it was cancelled."""
        ...

    async def settle(self, ctx: Context, id: UUID, answer: dict[str, Any] | None) -> None:
        """What came of one that was begun; None: it is certain that nothing did, so it is forgotten."""
        ...
