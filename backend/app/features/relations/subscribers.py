"""What links listen to."""

from app.features.relations.service import RelationService
from app.kit.core.context import Context
from app.kit.core.events import Merged


async def follow_merge(ctx: Context, fact: Merged) -> None:
    """Links of the losers lead to the winner."""
    await RelationService(ctx).follow(fact)
