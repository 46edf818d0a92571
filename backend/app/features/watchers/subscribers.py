"""Whoever takes part in a record watches it: who made it, is or was named in it, or comments on it."""

from typing import cast

from sqlalchemy import Table, delete

from app.features.watchers.models import Watcher
from app.features.watchers.service import WatcherService
from app.kit.core.context import Context
from app.kit.core.erase import erase
from app.kit.core.events import Changed, Merged, Noted, Purged
from app.kit.core.registry import registry

ROWS = cast("Table", Watcher.__table__)


async def keep_watching(ctx: Context, fact: Changed) -> None:
    """Whom a record names watches it without a row; who is named no longer goes on watching, with one."""
    if ctx.bulk or fact.entity not in registry.entities or fact.action != "update":
        return
    before = [person for person in fact.people if str(person) in fact.old.values()]
    if before:
        await WatcherService(ctx).join(fact.entity, fact.id, before)


async def watch_noted(ctx: Context, fact: Noted) -> None:
    """Who says or adds something."""
    await WatcherService(ctx).join(fact.entity, fact.id, [ctx.actor.user_id])


async def follow_merge(ctx: Context, fact: Merged) -> None:
    """The losers' watchers."""
    await WatcherService(ctx).follow(fact)


async def follow_purge(ctx: Context, fact: Purged) -> None:
    """Who watched it."""
    await erase(ctx, delete(ROWS).where((ROWS.c.record_type == fact.entity) & ROWS.c.record_id.in_(fact.ids)))
