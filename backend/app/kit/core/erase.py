"""Removing or changing rows in one statement, without a trace of each."""

from sqlalchemy import Delete, Update

from app.kit.core.context import Context
from app.kit.core.db import TRUSTED


async def touched(ctx: Context, statement: Delete | Update) -> int:
    """Run it on rows of this organisation (row-level security sees to that); how many there were."""
    return int((await ctx.db.execute(statement, execution_options=TRUSTED)).rowcount)  # type: ignore[attr-defined]


async def erase(ctx: Context, statement: Delete) -> int:
    """Delete rows whose end is noted elsewhere; how many there were."""
    return await touched(ctx, statement)
