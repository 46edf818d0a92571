"""Chores of notifications."""

from datetime import UTC, datetime, timedelta
from typing import cast

from sqlalchemy import Table, delete

from app.features.notifications.models import Notification
from app.kit.core.access import Actor, Tenants
from app.kit.core.context import Kit, work
from app.kit.core.erase import erase
from app.kit.jobs.ticks import Tick

ROWS = cast("Table", Notification.__table__)
DAY = 24 * 3600.0


async def forget_old(kit: Kit) -> None:
    """Delete what people were told long ago, organisation by organisation."""
    before = datetime.now(UTC) - timedelta(days=kit.settings.notifications_keep_days)
    for org_id in await kit.use(Tenants).ids(kit):
        async with work(kit, Actor(org_id=org_id, via="system")) as ctx:
            await erase(ctx, delete(ROWS).where(ROWS.c.created_at < before))


FORGET = Tick("forget_notifications", lambda _: DAY, forget_old)
