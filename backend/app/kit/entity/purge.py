"""Deleted records are kept as long as their declaration says (`keep_deleted`), then purged for good, with all that hangs on them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.dialects.postgresql import array

from app.kit.core.access import Actor, Tenants
from app.kit.core.context import Kit, work
from app.kit.core.erase import erase
from app.kit.core.events import Happened, Purged
from app.kit.core.registry import registry
from app.kit.entity.declare import Entity
from app.kit.jobs.ticks import Tick

DAY = 24 * 3600.0
BATCH = 200


async def purge_deleted(kit: Kit) -> None:
    """All organisations, batch by batch: whatever breaks off goes on the next day."""
    limited = [entity for entity in registry.entities.values() if entity.__keep_deleted__ is not None]
    for org_id in await kit.use(Tenants).ids(kit) if limited else ():
        for entity in limited:
            while await _batch(kit, org_id, entity) == BATCH:
                pass


async def _batch(kit: Kit, org_id: UUID, entity: type[Entity]) -> int:
    before = datetime.now(UTC) - timedelta(days=entity.__keep_deleted__ or 0)
    query = select(entity).where(entity.deleted_at < before, *_unreferred(entity)).order_by(entity.deleted_at).limit(BATCH)
    async with work(kit, Actor(org_id=org_id, via="system")) as ctx:
        found = (await ctx.db.scalars(query.with_for_update(skip_locked=True))).all()
        if not found:
            return 0
        ids = tuple(record.id for record in found)
        for record in found:
            ctx.emit(Happened("purge", entity.__entity__, record.id, {"label": record.__label__(), "deleted_at": str(record.deleted_at)}))
        ctx.emit(Purged(entity.__entity__, ids))
        table: Any = entity.__table__
        await erase(ctx, delete(table).where(table.c.id.in_(ids)))
        return len(ids)


def _unreferred(entity: type[Entity]) -> list[Any]:
    """A record stays as long as another one points to it, deleted or not."""
    found = []
    for other in registry.entities.values():
        them = other.__table__.alias()  # also where it points to its own kind
        for spec in other.__fields__.values():
            if spec.target == entity.__entity__ and spec.kind in ("ref", "refs"):
                column: Any = them.c[f"{spec.name}{spec.suffix}"]
                points = column.contains(array([entity.id])) if spec.many else column == entity.id
                found.append(~exists().where(them.c.org_id == entity.org_id, points))
    return found


PURGE = Tick("purge_deleted", lambda _: DAY, purge_deleted)
