"""/watchers: who is told when a record changes."""

from typing import Annotated, Any

from fastapi import Query

from app.features.watchers.schemas import WatchersOut
from app.features.watchers.service import WatcherService
from app.kit.core.access import AUTHENTICATED
from app.kit.entity.reach import OfRecord
from app.kit.web.operation import allow
from app.kit.web.route import Ctx, router

r = router("/watchers", "watchers")


@r.get("", response_model=WatchersOut)
@allow(AUTHENTICATED, tool=False)
async def list_watchers(ctx: Ctx, query: Annotated[OfRecord, Query()]) -> Any:
    """Who watches a record. Needs the right to read it."""
    return await WatcherService(ctx).show(query)


@r.put("", response_model=WatchersOut)
@allow(AUTHENTICATED, tool=False)
async def watch_record(ctx: Ctx, body: OfRecord) -> Any:
    """Be told when this record changes."""
    return await WatcherService(ctx).choose(body, True)


@r.delete("", response_model=WatchersOut)
@allow(AUTHENTICATED, tool=False)
async def unwatch_record(ctx: Ctx, query: Annotated[OfRecord, Query()]) -> Any:
    """Be told no more, also after you comment on it."""
    return await WatcherService(ctx).choose(query, False)
