"""What people think of answers: their own, changeable; put together for those who look after the agents."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from app.features.conversations import queries
from app.features.conversations.models import ChatMessage
from app.features.conversations.schemas import RatedOn, RatingIn, RatingNote, RatingsOut
from app.features.conversations.service.conversations import ConversationService
from app.kit.core.context import Context
from app.kit.core.errors import Invalid

NOTES = 50
"""Of one agent."""


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

    async def by_agent(self, since: date, until: date, agents: Collection[str] | None) -> list[RatingsOut]:
        """Per agent, of all or of some: ups and downs by day of the answer (both days included), the newest comments without their writers.

        A comment leads to its conversation only for who may read that one anyway.
        """
        zone = self.ctx.actor.time_zone or "UTC"
        begin, end = (datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC) for day in (since, until + timedelta(days=1)))
        days: dict[str, list[RatedOn]] = defaultdict(list)
        for agent, day, up, down in await self.ctx.db.execute(queries.ratings(begin, end, zone, agents)):
            days[agent].append(RatedOn(day=day, up=up, down=down))
        notes = await self._notes((await self.ctx.db.scalars(queries.rating_notes(begin, end, agents, NOTES))).all())
        return [
            RatingsOut(agent=agent, up=sum(d.up for d in found), down=sum(d.down for d in found), days=found, comments=notes[agent])
            for agent, found in days.items()
        ]

    async def _notes(self, messages: Sequence[ChatMessage]) -> dict[str, list[RatingNote]]:
        titles = await ConversationService(self.ctx).titles({m.conversation_id for m in messages})
        found: dict[str, list[RatingNote]] = defaultdict(list)
        for m in messages:
            title = titles.get(m.conversation_id)
            rating: Literal["up", "down"] = "up" if m.rating == "up" else "down"
            place = m.conversation_id if title is not None else None
            found[m.agent].append(
                RatingNote(rating=rating, comment=m.rating_note, at=m.created_at, conversation_id=place, title=title or "")
            )
        return found


async def begun_since(ctx: Context, when: datetime) -> dict[str, int]:
    """How many conversations people of this organisation began with each agent."""
    return {name: count for name, count in await ctx.db.execute(queries.begun_since(when))}
