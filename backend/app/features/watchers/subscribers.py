"""Whoever takes part in a record watches it: who made it, who is named in it, who comments on it."""

from typing import cast

from sqlalchemy import Table, delete

from app.features.watchers.models import Watcher
from app.features.watchers.service import WatcherService
from app.kit.core.context import Context
from app.kit.core.erase import erase
from app.kit.core.events import Changed, Merged, Noted, Purged
from app.kit.core.registry import registry

ROWS = cast("Table", Watcher.__table__)


async def watch_own(ctx: Context, fact: Changed) -> None:
    """Its maker and the people it names; not for each row of an import."""
    if ctx.bulk or fact.entity not in registry.entities or fact.action not in ("create", "update"):
        return
    named = {p for p in fact.people if str(p) in fact.new.values()}
    if fact.action == "create":
        maker = {ctx.actor.user_id} if ctx.actor.signed_in else set()
        WatcherService(ctx).begin(fact.entity, fact.id, maker | named)
    elif named:
        await WatcherService(ctx).join(fact.entity, fact.id, named)


async def watch_noted(ctx: Context, fact: Noted) -> None:
    """Who says or adds something."""
    await WatcherService(ctx).join(fact.entity, fact.id, [ctx.actor.user_id])


async def follow_merge(ctx: Context, fact: Merged) -> None:
    """The losers' watchers."""
    await WatcherService(ctx).follow(fact)


async def follow_purge(ctx: Context, fact: Purged) -> None:
    """Who watched it."""
    await erase(ctx, delete(ROWS).where((ROWS.c.record_type == fact.entity) & ROWS.c.record_id.in_(fact.ids)))
