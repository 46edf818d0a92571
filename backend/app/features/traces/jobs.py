"""Chores of trails."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from app.features.traces import queries
from app.features.traces.service import TraceService, home
from app.kit.agent.trail_files import end_session
from app.kit.core.access import Actor, Tenants
from app.kit.core.context import Kit, work
from app.kit.core.system import system
from app.kit.jobs.ticks import Tick

DAY = 24 * 3600.0
BATCH = 500
DEAD = text(
    "update traces set status = 'interrupted', alive_until = null where status = 'running' and alive_until < now() returning org_id, folder"
)


async def end_dead(kit: Kit) -> None:
    """Work whose process died is marked, in the row and in the folder; what was kept of it stays."""
    async with system(kit).begin() as db:
        dead = (await db.execute(DEAD)).all()
    for org_id, folder in dead:
        await asyncio.to_thread(end_session, home(kit.settings, org_id) / folder, "interrupted")


async def forget_old(kit: Kit) -> None:
    """Remove what is older than TRACES_KEEP_DAYS, organisation by organisation."""
    before = datetime.now(UTC) - timedelta(days=kit.settings.traces_keep_days)
    for org_id in await kit.use(Tenants).ids(kit):
        while True:
            async with work(kit, Actor(org_id=org_id, via="system")) as ctx:
                old = (await ctx.db.scalars(queries.older(before, BATCH))).all()
                await TraceService(ctx).remove(old)
            if len(old) < BATCH:
                break


END_DEAD = Tick("end_dead_traces", lambda settings: settings.sweep_seconds, end_dead)
FORGET = Tick("forget_traces", lambda _: DAY, forget_old)
