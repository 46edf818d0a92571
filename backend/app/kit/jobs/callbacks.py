"""Calling back: a program asked for work and named an address that is told of its end. Whoever owns outgoing messages gives the port."""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from app.kit.core.context import Context


@dataclass(frozen=True, slots=True)
class Called:
    """How a message to the address fares."""

    status: str
    """pending · delivered · failed"""
    attempts: int
    response_status: int | None
    error: str


class Callbacks(Protocol):
    """Signed messages to addresses that are named with a request (Standard Webhooks; at least once, always under the same id)."""

    async def check(self, ctx: Context, url: str) -> None:
        """Raises Invalid for an address that may not be called."""
        ...

    async def add(self, ctx: Context, url: str, event: str, about: UUID, data: dict[str, Any]) -> None:
        """Send it once this transaction stands, in the name of the actor."""
        ...

    async def state(self, ctx: Context, about: UUID) -> Called | None:
        """Of the newest message about this; None when there is none."""
        ...

    def secret(self, ctx: Context) -> str:
        """What messages to addresses of the actor are signed with: always the same for him, so that receivers can check them."""
        ...
