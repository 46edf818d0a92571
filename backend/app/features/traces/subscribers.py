"""What trails listen to."""

from app.features.traces import queries
from app.features.traces.models import Trace
from app.features.traces.service import TraceService
from app.kit.core.context import Context
from app.kit.core.events import Purged

OWNERS = {"conversations": Trace.conversation_id, "users": Trace.user_id}
"""Whose end ends the trails: a conversation that is deleted, a person who is removed for good."""


async def follow_purge(ctx: Context, fact: Purged) -> None:
    """What is gone leaves no trail."""
    if (column := OWNERS.get(fact.entity)) is not None:
        await TraceService(ctx).remove((await ctx.db.scalars(queries.of(column, fact.ids))).all())
