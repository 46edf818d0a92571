"""Chores of auth."""

from app.features.auth.service import forget_ended
from app.kit.core.access import Actor
from app.kit.core.context import Kit, work

HOUR = 3600.0


async def forget_ended_sessions(kit: Kit) -> None:
    """Clear away what has ended: sessions with their refresh tokens, links for a new password."""
    async with work(kit, Actor(via="system")) as ctx:
        await forget_ended(ctx)
