"""What attachments listen to."""

from app.features.attachments.service import AttachmentService
from app.kit.core.context import Context
from app.kit.core.events import Merged


async def follow_merge(ctx: Context, fact: Merged) -> None:
    """Files of the losers belong to the winner."""
    await AttachmentService(ctx).follow(fact)
