"""The kit's `Watching` over the table of this feature."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select

from app.features.watchers.models import Watcher
from app.features.watchers.service import watching
from app.kit.core.context import Context

AT_ONCE = 10_000
"""Ids of one question."""


class RecordWatchers:
    """See `Watching`."""

    async def of(self, ctx: Context, entity: str, id: UUID) -> list[UUID]:
        """See `Watching`."""
        return list(await ctx.db.scalars(watching(entity, id)))

    async def among(self, ctx: Context, entity: str, ids: Collection[UUID]) -> Counter[UUID]:
        """See `Watching`."""
        found: Counter[UUID] = Counter()
        every = list(ids)
        for start in range(0, len(every), AT_ONCE):
            some = every[start : start + AT_ONCE]
            query = select(Watcher.user_id, func.count()).where(
                Watcher.record_type == entity, Watcher.record_id.in_(some), Watcher.watching
            )
            for person, count in (await ctx.db.execute(query.group_by(Watcher.user_id))).all():
                found[person] += count
        return found
