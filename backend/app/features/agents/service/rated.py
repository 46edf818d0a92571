"""What people think of agents: for those who look after all, and for those who wrote them."""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.features.agents import queries
from app.features.agents.schemas import AgentRatings, Ratings
from app.features.conversations.schemas import RatingQuery
from app.features.conversations.service import MANAGE, RatingService
from app.kit.agent.directory import declared
from app.kit.core.context import Context

DAYS = 90
"""When no first day is said."""


async def rated(ctx: Context, wanted: RatingQuery) -> Ratings:
    """Ups, downs and comments of a period: of every agent, or of those that the caller wrote a version of."""
    until = wanted.until or datetime.now(ZoneInfo(ctx.actor.time_zone or "UTC")).date()
    since = wanted.since or until - timedelta(days=DAYS - 1)
    own = not ctx.actor.may(MANAGE)
    agents = (await ctx.db.scalars(queries.written_by(ctx.actor.user_id))).all() if own else None
    found = await RatingService(ctx).by_agent(since, until, agents)
    labels = await _labels(ctx, [one.agent for one in found])
    items = [AgentRatings(**one.model_dump(), label=labels.get(one.agent, one.agent)) for one in found]
    return Ratings(since=since, until=until, own=own, items=sorted(items, key=lambda one: (-one.up - one.down, one.label)))


async def _labels(ctx: Context, names: Collection[str]) -> dict[str, str]:
    made = {name: label for name, label in await ctx.db.execute(queries.labels(names))}
    return made | {agent.name: agent.label for agent in declared().values()}
