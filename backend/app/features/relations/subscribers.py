"""What links listen to."""

from typing import cast

from sqlalchemy import Table, delete

from app.features.relations.models import EntityRelation
from app.features.relations.service import RelationService
from app.kit.core.context import Context
from app.kit.core.erase import erase
from app.kit.core.events import Merged, Purged

ROWS = cast("Table", EntityRelation.__table__)


async def follow_merge(ctx: Context, fact: Merged) -> None:
    """Links of the losers lead to the winner."""
    await RelationService(ctx).follow(fact)


async def follow_purge(ctx: Context, fact: Purged) -> None:
    """Links from and to it."""
    from_it = (ROWS.c.source_type == fact.entity) & ROWS.c.source_id.in_(fact.ids)
    to_it = (ROWS.c.target_type == fact.entity) & ROWS.c.target_id.in_(fact.ids)
    await erase(ctx, delete(ROWS).where(from_it | to_it))
