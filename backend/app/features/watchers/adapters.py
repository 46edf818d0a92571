"""The kit's `Watching` over the table of this feature."""

from collections import Counter
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from app.features.watchers.models import Watcher
from app.features.watchers.service import watching
from app.kit.core.context import Context
from app.kit.core.registry import registry

AT_ONCE = 10_000
"""Ids of one question."""


class RecordWatchers:
    """See `Watching`."""

    async def of(self, ctx: Context, entity: str, id: UUID) -> list[UUID]:
        """See `Watching`."""
        return await watching(ctx, entity, id)

    async def among(self, ctx: Context, entity: str, ids: Collection[UUID]) -> Counter[UUID]:
        """See `Watching`."""
        found: Counter[UUID] = Counter()
        every, model = list(ids), registry.entities[entity]
        for start in range(0, len(every), AT_ONCE):
            some = every[start : start + AT_ONCE]
            rows = select(Watcher.record_id, Watcher.user_id, Watcher.watching)
            chosen = await ctx.db.execute(rows.where(Watcher.record_type == entity, Watcher.record_id.in_(some)))
            wants: dict[tuple[UUID, UUID], bool] = {(id, person): on for id, person, on in chosen.all()}
            makers = await ctx.db.execute(select(model.id, model.created_by).where(model.id.in_(some), model.created_by.is_not(None)))
            everybody = {**{(id, person): True for id, person in makers.all()}, **wants}
            found.update(person for (_, person), on in everybody.items() if on)
        return found
