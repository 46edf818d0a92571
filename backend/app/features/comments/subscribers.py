"""What comments listen to."""

from typing import cast

from sqlalchemy import Table, delete

from app.features.comments.models import Comment
from app.features.comments.service import CommentService
from app.kit.core.context import Context
from app.kit.core.erase import erase
from app.kit.core.events import Merged, Purged

ROWS = cast("Table", Comment.__table__)


async def follow_merge(ctx: Context, fact: Merged) -> None:
    """What was said of the losers is said of the winner."""
    await CommentService(ctx).follow(fact)


async def follow_purge(ctx: Context, fact: Purged) -> None:
    """What was said of it."""
    await erase(ctx, delete(ROWS).where((ROWS.c.record_type == fact.entity) & ROWS.c.record_id.in_(fact.ids)))
