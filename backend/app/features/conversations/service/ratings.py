"""What people think of answers: their own, changeable; put together for those who look after the agents."""

from collections import defaultdict
from datetime import UTC, datetime, time
from uuid import UUID

from app.features.conversations import queries
from app.features.conversations.models import ChatMessage
from app.features.conversations.schemas import RatingIn, RatingNote, RatingQuery, RatingsOut
from app.features.conversations.service.conversations import ConversationService
from app.kit.core.context import Context
from app.kit.core.errors import Invalid

NOTES = 200
"""Of all agents together."""


class RatingService:
    """Thumbs and comments."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    async def rate(self, id: UUID, message_id: UUID, given: RatingIn) -> ChatMessage:
        """Up, down, or nothing again."""
        await ConversationService(self.ctx).own(id)
        found = await ConversationService(self.ctx).message(id, message_id, lock=True)
        if found.role != "assistant" or found.author_id is not None:
            raise Invalid("Only an agent's answer can be rated.")
        found.rating = given.rating or ""
        found.rating_note = given.comment if given.rating else ""
        await self.ctx.db.flush()
        return found

    async def by_agent(self, wanted: RatingQuery) -> list[RatingsOut]:
        """Per agent: how many ups and downs, and the newest comments without their writers."""
        since = datetime.combine(wanted.since, time(), UTC) if wanted.since else None
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        for agent, rating, number in await self.ctx.db.execute(queries.ratings(since)):
            counts[agent][rating] = number
        notes: dict[str, list[RatingNote]] = defaultdict(list)
        for m in await self.ctx.db.scalars(queries.rating_notes(since, NOTES)):
            notes[m.agent].append(RatingNote(rating="up" if m.rating == "up" else "down", comment=m.rating_note, at=m.created_at))
        return [RatingsOut(agent=a, up=n.get("up", 0), down=n.get("down", 0), comments=notes[a]) for a, n in sorted(counts.items())]


async def begun_since(ctx: Context, when: datetime) -> dict[str, int]:
    """How many conversations people of this organisation began with each agent."""
    return {name: count for name, count in await ctx.db.execute(queries.begun_since(when))}
