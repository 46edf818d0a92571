"""What comments listen to."""

from app.features.comments.service import CommentService
from app.kit.core.context import Context
from app.kit.core.events import Merged


async def follow_merge(ctx: Context, fact: Merged) -> None:
    """What was said of the losers is said of the winner."""
    await CommentService(ctx).follow(fact)
