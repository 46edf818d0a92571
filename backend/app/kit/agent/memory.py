"""What a person wants remembered in every conversation: a port, so that agents can know it without knowing where it is kept."""

from typing import Protocol

from app.kit.core.context import Context

REMEMBER = "remember"
"""The operation by which an agent notes a fact, where a feature offers it."""


class Memory(Protocol):
    """Facts about the caller, and about nobody else."""

    async def facts(self, ctx: Context) -> tuple[str, ...]:
        """Oldest first; none when he has switched it off."""
        ...


class Forgetful:
    """Where no feature remembers anything."""

    async def facts(self, ctx: Context) -> tuple[str, ...]:
        """None."""
        return ()
