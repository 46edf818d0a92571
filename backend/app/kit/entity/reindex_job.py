"""The organisation speaks another language now: what it searches is indexed anew, some rows at a time, while people go on working."""

from typing import Any

from sqlalchemy import Table, func, select, update

from app.kit.core.context import Context, work
from app.kit.core.db import TRUSTED
from app.kit.core.erase import touched
from app.kit.core.model import Base
from app.kit.jobs.job import Job, Run

KIND = "search.reindex"
BATCH = 500


def _searched() -> list[Table]:
    return [table for table in Base.metadata.sorted_tables if "search_language" in table.c]


async def run_reindex(run: Run) -> dict[str, Any]:
    """Every batch stands for itself: one that was done is not done again, by whomever."""
    async with work(run.kit, run.actor, run.origin) as ctx:
        left = {table: await _left(ctx, table) for table in _searched()}
    total, done = sum(left.values()), 0
    for table in left:
        while count := await _batch(run, table):
            done += count
            await run.progress(min(0.99, done / max(1, total)), f"{done:,} of {total:,} rows", stage=table.name)
    return {"records": done}


async def _left(ctx: Context, table: Table) -> int:
    stale = select(func.count()).select_from(table).where(table.c.search_language != func.org_language())
    return int((await ctx.db.execute(stale, execution_options=TRUSTED)).scalar_one())


async def _batch(run: Run, table: Table) -> int:
    """Not a change of the records: version, times and audit stay as they are."""
    async with work(run.kit, run.actor, run.origin) as ctx:
        stale = select(table.c.id).where(table.c.search_language != func.org_language()).limit(BATCH).with_for_update(skip_locked=True)
        change = update(table).where(table.c.id.in_(stale)).values(search_language=func.org_language(), updated_at=table.c.updated_at)
        return await touched(ctx, change)


REINDEX = Job(KIND, run_reindex, label="New search index")
