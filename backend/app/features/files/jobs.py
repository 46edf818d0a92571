"""Uploads that no record ever took are removed after a day."""

import asyncio

from sqlalchemy import text

from app.kit.core import files
from app.kit.core.context import Kit
from app.kit.core.system import system
from app.kit.jobs.ticks import Tick

DAY = 24 * 3600.0
OLD = text("delete from files where record_id is null and created_at < now() - interval '1 day' returning org_id, id")


async def remove_unclaimed(kit: Kit) -> None:
    """Rows first, then content: a file without a row is only wasted room, a row without a file would be a broken promise."""
    async with system(kit).begin() as db:
        gone = (await db.execute(OLD)).all()
    for org_id, id in gone:
        await asyncio.to_thread(files.locate(kit.settings, org_id, id).unlink, missing_ok=True)


UNCLAIMED = Tick("remove_unclaimed_files", lambda _: DAY, remove_unclaimed)
